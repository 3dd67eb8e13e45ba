"""A chat server that misbehaves, in a process of its own and on a real socket.

    with hostile(folder, seed=7, manner=NONCE) as server:
        … a bot posts to server.address …
        server.posts()    what was posted, read from the server's own journal

It has one of two manners: ``nonce`` gives the existing message to whoever sends the same nonce
again within some seconds (Discord's ``enforce_nonce``), ``plain`` takes everything and can only be
searched for the marker afterwards (Slack). Whether a request is mistreated, and how, follows from
the seed, from what is asked and how often it was, so a run can be played again.

How late a request may still be accepted is bounded by ``LATEST``, however busy the machine is: the
sender's clock comes with each request (one machine, one monotonic clock). On a machine too busy to
do anything within such times a request says that they are longer for it. ``skip`` lets the
server's time leap as the bot's does, and settles what is under way: accepted by now, or never.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parent.parent.parent
NONCE, PLAIN = "nonce", "plain"
LATEST = 0.5  # seconds after it was sent, from which on a request is refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One message as it stands in a channel; ``payloads`` are all that it ever showed."""

    id: str
    channel: str
    nonce: str
    thread: str | None
    payloads: tuple[Mapping[str, Any], ...]

    @property
    def shown(self) -> Mapping[str, Any]:
        return self.payloads[-1]


class Hostile:
    """The server as its starter sees it."""

    def __init__(self, address: str, journal: Path, client: httpx.Client) -> None:
        self.address = address
        self.journal = journal
        self._client = client

    def posts(self) -> list[Post]:
        """Read the journal: every message, in the order in which they were accepted."""
        found: dict[str, Post] = {}
        for line in self.journal.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            known = found.get(row["id"])
            payloads = (*(known.payloads if known else ()), row.pop("payload"))
            values = row if known is None else {k: getattr(known, k) for k in row}
            found[row["id"]] = Post(**values, payloads=payloads)
        return list(found.values())

    def skip(self, seconds: float, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Let time leap; what is under way is refused from here on.

        ``meanwhile`` lets the bot's time leap: until it has, the server answers nobody, so nothing
        is sent by the one clock and judged by the other.
        """
        self._control(frozen=True)
        meanwhile()
        self._control(ahead=seconds, frozen=False)

    def behave(self, kind: bool = True) -> None:
        """Stop, or start, being hostile."""
        self._control(kind=kind)

    def forget(self) -> None:
        """Forget every message, in the journal too."""
        self._control(forget=True)
        self.journal.write_text("", encoding="utf-8")

    def counts(self) -> Mapping[str, int]:
        """How many requests met which fate."""
        return dict(self._control())

    def _control(self, **wish: Any) -> Any:
        return self._client.post(f"{self.address}/control", json=wish).json()


@contextmanager
def hostile(folder: Path, *, seed: int, manner: str, kind: bool = False) -> Iterator[Hostile]:
    """Start a server and end it afterwards; ``kind``: it mistreats nobody."""
    journal = folder / "journal.jsonl"
    journal.touch()
    command = [sys.executable, "-m", "tests.crash.hostile_server", str(journal), str(seed), manner]
    process = subprocess.Popen(
        [*command, "kind" if kind else "hostile"],
        cwd=ROOT,
        stdin=subprocess.PIPE,  # it ends with this process
        stdout=subprocess.PIPE,
        text=True,
        process_group=0,  # but not by a Ctrl-C, which may let it be needed for a while
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        # One for all: each would read the machine's certificates anew, of which none is needed.
        with httpx.Client(verify=False, trust_env=False, timeout=20) as client:
            yield Hostile(address, journal, client)
    finally:
        process.kill()
        process.communicate()


def sent_at(at: float, stretch: float = 1.0) -> dict[str, str]:
    """Give the headers that say when a request was sent, and how much longer all times are."""
    return {"X-Sent": repr(at), "X-Stretch": repr(stretch)}
