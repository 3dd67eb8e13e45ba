"""The replay's clock and the folder it lies in: a demo that was killed goes on where it was.

    .demo/replay.json    ports, seconds elapsed, and when they elapsed
    .demo/replay.lock    held while a demo runs in this folder
    .demo/demo.db        the bot's database
    .demo/page.db        what stands on the local page

A second is shown only after it is saved: whatever anybody saw of the replay is still so after
``kill -9``, the times of publication too.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.errors import TidingsError

if sys.platform != "win32":
    import fcntl

STATE, LOCK, STORE, PAGE = "replay.json", "replay.lock", "demo.db", "page.db"
LEAP = 5.0  # seconds; a longer step means that the machine slept or its clock was set


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is saved. ``spans``: from each time on, the replay ran from that second on."""

    begun: datetime
    port: int = 0  # of the feed server; 0: not chosen yet
    asked: int = 0  # the page's port as it was asked for
    page: int = 0  # the one it got
    elapsed: float = 0.0
    spans: tuple[tuple[datetime, float], ...] = ()


class Replay:
    """The clock. ``now`` is handed in, so that tests can move it."""

    def __init__(self, folder: Path, *, now: datetime) -> None:
        """Open the folder's clock, or begin one. Raises TidingsError when it cannot be read."""
        self._path = folder / STATE
        self._last: datetime | None = None
        self.state = _read(self._path) or State(begun=now)
        self.save()

    @property
    def elapsed(self) -> float:
        """Seconds of the replay that have been shown."""
        return self.state.elapsed

    def advance(self, now: datetime) -> None:
        """Move on by the time since the last call; the first call only starts the clock."""
        state = self.state
        step = (now - self._last).total_seconds() if self._last else None
        self._last = now
        if step is not None and 0 <= step <= LEAP:
            self.save(elapsed=state.elapsed + step)
        else:
            self.save(spans=(*state.spans, (now, state.elapsed)))

    def published(self, at: float) -> datetime:
        """Give the time at which second ``at`` of the replay was, or would have been, shown."""
        state = self.state
        if at < 0 or not state.spans:
            return state.begun + timedelta(seconds=min(at, 0))
        before = [span for span in state.spans if span[1] < at]
        time, elapsed = before[-1] if before else state.spans[0]
        return time + timedelta(seconds=at - elapsed)

    def save(self, **changes: Any) -> None:
        """Write the state with these changes, then show it. Raises TidingsError."""
        state = replace(self.state, **changes)
        spare = self._path.with_suffix(".new")
        try:
            spare.write_text(_written(state), encoding="utf-8")
            spare.replace(self._path)
        except OSError as exc:
            raise TidingsError(
                f"{self._path} cannot be written: {exc.strerror}. Make room or take another folder "
                "(`tidings demo --folder DIR`)."
            ) from exc
        self.state = state


def _written(state: State) -> str:
    told = {
        "begun": state.begun.isoformat(),
        "port": state.port,
        "asked": state.asked,
        "page": state.page,
        "elapsed": state.elapsed,
        "spans": [(time.isoformat(), elapsed) for time, elapsed in state.spans],
    }
    return json.dumps(told, indent=1) + "\n"


def _read(path: Path) -> State | None:
    try:
        told = json.loads(path.read_bytes())
        spans = tuple((datetime.fromisoformat(time), float(at)) for time, at in told["spans"])
        begun = datetime.fromisoformat(told["begun"])
        return State(**{**told, "begun": begun, "spans": spans})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as exc:
        raise TidingsError(
            f"{path} cannot be read: {exc}. Start the demo anew: `make demo FRESH=1`."
        ) from exc


# ── the folder ──────────────────────────────────────────────────────────────────────────────


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Keep a second demo out of the folder; a killed one holds it no longer.

    Raises TidingsError when a demo runs there, or the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("w", encoding="utf-8")
    except OSError as exc:
        raise TidingsError(
            f"The folder {folder} cannot be used: {exc.strerror}. Take another: "
            "`tidings demo --folder DIR`."
        ) from exc
    with lock:
        if sys.platform != "win32":
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as exc:
                raise TidingsError(
                    f"A demo is running in {folder} already. Stop that one, or start another "
                    "beside it: `tidings demo --folder DIR --port 0`."
                ) from exc
        yield


def wipe(folder: Path) -> None:
    """Forget an earlier demo: delete the files that a demo makes, and no others."""
    for name in (STATE, STORE, PAGE):
        for path in folder.glob(f"{name.removesuffix('.json')}*"):
            if path.is_file() and path.name != LOCK:
                path.unlink()
