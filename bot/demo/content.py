"""Reads feeds/*.toml, one file an outlet, and says what an outlet shows at a moment of the replay.

A file names the outlet (name, kind, country, language, zone, format: rss, atom, rdf or json) and
lists its ``[[items]]``, oldest first:

    at = "1:30"          when it appears: minutes and seconds of the replay, or "-3d", "-9h",
                         "-20m": so long before the demo began
    slug = "port-strike" its id and the end of its link
    title, text          what it says; a sentence ends at its full stop
    [[items.edits]]      at = "2:10", with a new title or text: the item is revised

An item with ``again = "port-strike"`` lists that one a second time, under another id and with
``query`` at the end of its link. ``[[troubles]]`` (from, until) break the feed: kind "error"
answers 500, "page" a web page instead of the feed.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import ConfigError

FEEDS = Path(__file__).parent / "feeds"
EXTENSIONS = {"rss": "xml", "atom": "xml", "rdf": "rdf", "json": "json"}
TROUBLES = ("error", "page")
_BEFORE = re.compile(r"-(\d+)([dhm])")
_WITHIN = re.compile(r"(\d+):([0-5]\d)")
_UNITS = {"d": 86_400, "h": 3_600, "m": 60}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What replaces an item's title and text from a moment on."""

    at: float
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One item. ``at`` is in seconds of the replay, below 0 before it; ``link`` is a path."""

    at: float
    guid: str
    link: str
    title: str
    text: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """From ``start`` to ``end`` (seconds) the feed answers with an error or a page."""

    start: float
    end: float
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An invented outlet and its one feed; ``pieces`` are ordered by time."""

    id: str
    name: str
    kind: str
    country: str
    language: str
    zone: ZoneInfo
    format: str
    pieces: tuple[Piece, ...]
    troubles: tuple[Trouble, ...] = ()

    @property
    def path(self) -> str:
        """The feed's path on the server."""
        return f"/{self.id}/feed.{EXTENSIONS[self.format]}"

    def trouble_at(self, elapsed: float) -> str | None:
        """Say what is wrong with the feed at that moment, if anything."""
        return next((t.kind for t in self.troubles if t.start <= elapsed < t.end), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An item as it reads at a moment; ``changed`` is when it last got its words."""

    at: float
    changed: float
    guid: str
    link: str
    title: str
    text: str


def shown(outlet: Outlet, elapsed: float) -> tuple[Shown, ...]:
    """Give what the outlet has published by then, newest first."""
    return tuple(_as_of(p, elapsed) for p in reversed(outlet.pieces) if p.at <= elapsed)


def _as_of(piece: Piece, elapsed: float) -> Shown:
    words: Piece | Edit = next((e for e in reversed(piece.edits) if e.at <= elapsed), piece)
    return Shown(
        at=piece.at,
        changed=words.at,
        guid=piece.guid,
        link=piece.link,
        title=words.title,
        text=words.text,
    )


def last_moment(outlets: Sequence[Outlet]) -> float:
    """Give the second in which the last thing happens."""
    moments = [
        moment
        for outlet in outlets
        for moment in (
            *(piece.at for piece in outlet.pieces),
            *(edit.at for piece in outlet.pieces for edit in piece.edits),
            *(trouble.end for trouble in outlet.troubles),
        )
    ]
    return max(moments, default=0.0)


# ── reading ─────────────────────────────────────────────────────────────────────────────────


def load_outlets(folder: Path = FEEDS) -> tuple[Outlet, ...]:
    """Read every file of a folder. Raises ConfigError with one mistake for each wrong file."""
    outlets, mistakes = [], []
    for path in sorted(folder.glob("*.toml")):
        try:
            outlets.append(_outlet(path.stem, tomllib.loads(path.read_text(encoding="utf-8"))))
        except (ValueError, TypeError, KeyError, OSError, ZoneInfoNotFoundError) as exc:
            cause = f"{exc} is missing" if isinstance(exc, KeyError) else str(exc)
            mistakes.append(f"{path}: {cause}; bot/demo/content.py tells what such a file holds.")
    if not outlets and not mistakes:
        mistakes = [f"{folder}: no file *.toml is there; the demo needs at least one outlet."]
    if mistakes:
        raise ConfigError(mistakes)
    return tuple(outlets)


def _outlet(id_: str, told: Mapping[str, Any]) -> Outlet:
    pieces = tuple(_pieces(id_, told["items"]))
    if any(later.at < earlier.at for earlier, later in pairwise(pieces)):
        raise ValueError("its items are not in the order of their times")
    if told["format"] not in EXTENSIONS:
        raise ValueError(f"format {told['format']!r} is none of {', '.join(EXTENSIONS)}")
    return Outlet(
        id=id_,
        name=told["name"],
        kind=told["kind"],
        country=told["country"],
        language=told["language"],
        zone=ZoneInfo(told["zone"]),
        format=told["format"],
        pieces=pieces,
        troubles=tuple(_trouble(trouble) for trouble in told.get("troubles", ())),
    )


def _pieces(outlet: str, items: Sequence[Mapping[str, Any]]) -> Iterator[Piece]:
    known: dict[str, Piece] = {}
    for item in items:
        if (slug := item.get("again")) is not None:
            known_one = known[slug]
            yield Piece(
                at=_moment(item["at"]),
                guid=f"{known_one.guid}/again",
                link=f"{known_one.link}?{item['query']}",
                title=known_one.title,
                text=known_one.text,
            )
            continue
        known[item["slug"]] = piece = _piece(outlet, item)
        yield piece


def _piece(outlet: str, item: Mapping[str, Any]) -> Piece:
    title, text = item["title"], item["text"]
    edits: list[Edit] = []
    for edit in item.get("edits", ()):
        title, text = edit.get("title", title), edit.get("text", text)
        edits.append(Edit(at=_moment(edit["at"]), title=title, text=text))
    return Piece(
        at=_moment(item["at"]),
        guid=f"demo:{outlet}/{item['slug']}",
        link=f"/{outlet}/{item['slug']}",
        title=item["title"],
        text=item["text"],
        edits=tuple(edits),
    )


def _trouble(told: Mapping[str, Any]) -> Trouble:
    if told["kind"] not in TROUBLES:
        raise ValueError(f"trouble {told['kind']!r} is none of {', '.join(TROUBLES)}")
    return Trouble(start=_moment(told["from"]), end=_moment(told["until"]), kind=told["kind"])


def _moment(text: str) -> float:
    """Read "1:30" as 90.0 seconds, "-9h" as −32400.0."""
    if found := _WITHIN.fullmatch(text):
        return float(int(found[1]) * 60 + int(found[2]))
    if found := _BEFORE.fullmatch(text):
        return -float(int(found[1]) * _UNITS[found[2]])
    raise ValueError(f'time {text!r} is none of the forms "1:30", "-3d", "-9h", "-20m"')
