"""The process behind ``tests.crash.hostile``: ``python -m … JOURNAL SEED MANNER hostile|kind``."""

import json
import os
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.crash.hostile import LATEST, NONCE

WINDOW = 2.0  # seconds for which a nonce is remembered
LATE = 0.3  # seconds by which an answer may be late
FATES = (("429", 0.08), ("500", 0.04), ("drop", 0.08), ("late", 0.08))


class Refused(Exception):
    """The request is answered with a status and nothing else."""

    def __init__(self, status: int, **body: Any) -> None:
        super().__init__(status)
        self.status = status
        self.body = body


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When a request was sent, by the monotonic clock, and how much longer all times are for it."""

    at: float
    stretch: float


class Channels:
    """What is posted, and the journal of it."""

    def __init__(self, journal: Path, seed: int, manner: str, *, kind: bool) -> None:
        self.kind = kind
        self.counts: Counter[str] = Counter()
        self._journal = journal.open("a", encoding="utf-8")
        self._seed = seed
        self._manner = manner
        self._lock = threading.Lock()
        self._posts: dict[tuple[str, str], dict[str, Any]] = {}  # by channel and id
        self._by_nonce: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self._asked: Counter[str] = Counter()
        self._ahead = 0.0
        self._settled = 0.0  # what was sent before this is refused
        self._going = threading.Event()  # not set: whoever asks waits
        self._going.set()

    def fate(self, what: str) -> tuple[str, Random]:
        """Say what becomes of a request; the same for the same seed, request and count of it."""
        with self._lock:
            self._asked[what] += 1
            chance = Random(f"{self._seed}:{what}:{self._asked[what]}")
            drawn, fate = chance.random(), "well"
            for name, share in FATES:
                if 0 <= drawn < share and not self.kind:
                    fate = name
                drawn -= share
            self.counts[fate] += 1
            return fate, chance

    def control(self, wish: dict[str, Any]) -> dict[str, int]:
        with self._lock:
            self.kind = wish.get("kind", self.kind)
            if "forget" in wish:
                self._posts.clear()
                self._by_nonce.clear()
            if "ahead" in wish:
                self._ahead += wish["ahead"]
                self._settled = time.monotonic()
            if "frozen" in wish:
                (self._going.clear if wish["frozen"] else self._going.set)()
            return dict(self.counts)

    def post(self, channel: str, said: dict[str, Any], sent: When) -> dict[str, Any]:
        with self._free():
            self._in_time(sent)
            key = (channel, said["nonce"])
            now = time.monotonic() + self._ahead
            known = self._by_nonce.get(key, ())
            if self._manner == NONCE and known and now - known[-1]["at"] < WINDOW * sent.stretch:
                self.counts["known"] += 1
                return _told(known[-1])
            thread = said.get("thread")
            if thread is not None and (channel, thread) not in self._posts:
                raise Refused(404)
            post = {"id": str(len(self._posts) + 1), "thread": thread, "at": now}
            self._posts[channel, post["id"]] = post
            self._by_nonce.setdefault(key, []).append(post)
            self._write(post["id"], channel, said["nonce"], thread, said["payload"])
            return _told(post)

    def edit(self, channel: str, number: str, said: dict[str, Any], sent: When) -> dict[str, Any]:
        with self._free():
            self._in_time(sent)
            post = self._posts.get((channel, number))
            if post is None:
                raise Refused(404)
            self._write(number, channel, "", None, said["payload"])
            return _told(post)

    def find(self, channel: str, nonce: str) -> dict[str, Any]:
        with self._free():
            found = self._by_nonce.get((channel, nonce), ())
            return {"found": _told(found[0]) if found else None}

    @contextmanager
    def _free(self) -> Iterator[None]:
        """Wait until time goes on, then have everything to oneself."""
        while True:
            self._going.wait()
            with self._lock:
                if self._going.is_set():
                    yield
                    return

    def _in_time(self, sent: When) -> None:
        if sent.at < self._settled or time.monotonic() - sent.at > LATEST * sent.stretch:
            self.counts["refused"] += 1
            raise Refused(503)

    def _write(self, number: str, channel: str, nonce: str, thread: Any, payload: Any) -> None:
        row = {"id": number, "channel": channel, "nonce": nonce, "thread": thread}
        self._journal.write(json.dumps(row | {"payload": payload}) + "\n")
        self._journal.flush()


def _told(post: dict[str, Any]) -> dict[str, Any]:
    return post | {"at": datetime.now(UTC).isoformat()}


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_POST(self) -> None:
        said = self._body()
        place = self._place()
        if place == ["control"]:
            self._answer(200, self.server.channels.control(said))
            return
        _, channel, _ = place
        self._mistreat(
            f"post:{channel}:{said['nonce']}",
            lambda: self.server.channels.post(channel, said, self._sent()),
        )

    def do_PATCH(self) -> None:
        said = self._body()
        _, channel, _, number = self._place()
        self._mistreat(
            f"edit:{channel}:{number}",
            lambda: self.server.channels.edit(channel, number, said, self._sent()),
        )

    def do_GET(self) -> None:
        _, channel, _ = self._place()
        nonce = parse_qs(urlsplit(self.path).query)["nonce"][0]
        self._mistreat(f"find:{channel}:{nonce}", lambda: self.server.channels.find(channel, nonce))

    def _mistreat(self, what: str, do: Any) -> None:
        """Do what is asked, the way that fate has it."""
        fate, chance = self.server.channels.fate(what)
        try:
            if fate == "429":
                raise Refused(429, retry_after=round(chance.uniform(0.05, 0.4), 3))
            if fate == "500" and chance.random() < 0.5:
                raise Refused(500)  # the other half of them is accepted all the same
            if fate == "late":
                time.sleep(chance.uniform(0, LATE))
            done = do()
        except Refused as refused:
            self._answer(refused.status, refused.body)
            return
        if fate == "drop":
            self._break_off()
        else:
            self._answer(500 if fate == "500" else 200, {} if fate == "500" else done)

    def _place(self) -> list[str]:
        return urlsplit(self.path).path.strip("/").split("/")

    def _sent(self) -> When:
        stretch = float(self.headers.get("X-Stretch", 1.0))
        return When(at=float(self.headers["X-Sent"]), stretch=stretch)

    def _body(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        return said

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        with suppress(OSError):  # who asked may be dead by now
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            if "retry_after" in body:
                self.send_header("Retry-After", str(body["retry_after"]))
            self.end_headers()
            self.wfile.write(content)

    def _break_off(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *_: object) -> None:
        """Say nothing; the journal says it."""


class Server(ThreadingHTTPServer):
    """One thread a connection."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, channels: Channels) -> None:
        self.channels = channels
        super().__init__(("127.0.0.1", 0), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that is killed in the middle is what this is for."""


def _end_with_whoever_started_this() -> None:
    sys.stdin.read()
    os._exit(0)


def main() -> None:
    threading.Thread(target=_end_with_whoever_started_this, daemon=True).start()
    journal, seed, manner, mood = sys.argv[1:]
    server = Server(Channels(Path(journal), int(seed), manner, kind=mood == "kind"))
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
