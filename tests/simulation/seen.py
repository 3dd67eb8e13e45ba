"""What a run came to, and the errors that the bot met and went on from."""

import gc
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from bot.errors import StoreError
from bot.legs import watched
from bot.log import Logger
from bot.pipeline import novelty_corrections, render
from bot.pipeline.cluster import ready, window
from bot.pipeline.cluster.names import Names
from bot.pipeline.cluster.terms import Reading
from bot.pipeline.summarise import outdated
from tests.simulation.storage import Killed

REMEMBERED = 40_000  # items, texts
# What is asked of the same texts again: for each channel, at each look, in each life.
ASKED_AGAIN: tuple[tuple[Any, str], ...] = (
    (ready, "identifiers"),
    (ready, "sketch_of"),
    (ready, "is_correction"),
    (ready, "days_of"),
    (novelty_corrections, "may_correct"),
    (outdated, "may_correct"),
    (render, "needs_its_date"),
)


@dataclass
class Result:
    """What one run came to."""

    seed: int
    days: float
    steps: int = 0
    posts: int = 0
    polls: int = 0
    items: int = 0
    lives: int = 0
    seconds: float = 0.0
    processor: float = 0.0  # seconds of it
    violations: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)  # deliveries by kind and state


Progress = Callable[[float, Result], None]  # the share that is done, 0 … 1, and what came of it


def nobody(_share: float, _result: Result) -> None:
    """Nobody looks on."""


class errors_seen:  # noqa: N801  a context manager, used like a function
    """Let every error that the bot logs and goes on from count as a violation."""

    def __init__(self, complain: Callable[[str], None]) -> None:
        self._complain = complain
        self._write: Any = None
        self._read = window.read
        self._asked = [(module, name, getattr(module, name)) for module, name in ASKED_AGAIN]

    def __enter__(self) -> None:
        self._write = Logger._write
        complain = self._complain
        # A new index asks for garbage to be looked for; with a new life every hour that is long.
        watched.gc = _NoGarbage()  # type: ignore[assignment]
        # Each new life reads the items of the last days again, whose catalogue is the same.
        window.read = _remembering(self._read)  # type: ignore[assignment]
        for module, name, asked in self._asked:
            setattr(module, name, lru_cache(maxsize=REMEMBERED)(asked))

        def seen(logger: Logger, level: int, event: str, fields: Any) -> None:
            if "exc_info" in fields:
                last = traceback.format_exc(limit=-4)
                if not isinstance(sys.exc_info()[1], (Killed, StoreError)):
                    complain(f"broke: {event} {last}")

        Logger._write = seen  # type: ignore[method-assign]

    def __exit__(self, *_: object) -> None:
        Logger._write = self._write  # type: ignore[method-assign]
        watched.gc = gc
        window.read = self._read
        for module, name, asked in self._asked:
            setattr(module, name, asked)


def _remembering(read: Callable[..., Reading]) -> Callable[..., Reading]:
    known: dict[tuple[str, str, str | None], Reading] = {}

    def again(title: str, text: str, link: str | None, names: Names) -> Reading:
        key = (title, text, link)
        if key not in known:
            if len(known) >= REMEMBERED:
                known.clear()
            known[key] = read(title, text, link, names)
        return known[key]

    return again


class _NoGarbage:
    def unfreeze(self) -> None: ...

    def collect(self) -> None: ...

    def freeze(self) -> None: ...
