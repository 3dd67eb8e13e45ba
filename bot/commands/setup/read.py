"""Reading a set-up that /export wrote: each line checked by itself, errors with their line."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.commands import values
from bot.commands.feeds.feeding import address_of
from bot.commands.room import said
from bot.commands.setup.export import MOST_LINKS, OWN_SETTINGS, VERSION, Record
from bot.errors import CommandError
from bot.locales import say
from bot.model import Overlay
from bot.pipeline.query import read_stored
from bot.store.topics import overlay_of

MOST_LINES = 5000
Check = Callable[[Any], Any]
_PUBLISHERS, _BUDGET = 20, 500
RULES = ("word", "case", "sub")
_TOPIC = re.compile(r"[\w-]{1,100}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One record, checked; ``number`` is its line, from 1."""

    number: int
    kind: str
    values: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A file: where it was written, its records in order, and the lines that cannot be taken."""

    home: tuple[str, str]  # platform, community
    lines: tuple[Line, ...]
    wrong: tuple[tuple[int, str], ...]


def read_setup(text: str) -> Read:
    """Read a file. Raises CommandError for what /export did not write."""
    rows = [(n, row) for n, row in enumerate(text.split("\n"), start=1) if row.strip()]
    if len(rows) > MOST_LINES:
        raise CommandError(
            say(
                "That file has {count} lines, {most} are allowed. Import it in parts.",
                count=len(rows),
                most=MOST_LINES,
            )
        )
    head = _head(rows)
    lines: list[Line] = []
    wrong: list[tuple[int, str]] = []
    for number, row in rows[1:]:
        try:
            lines.append(_line(number, row))
        except CommandError as error:
            wrong.append((number, str(error)))
    return Read(
        home=(str(head.get("platform")), str(head.get("community"))),
        lines=tuple(lines),
        wrong=tuple(wrong),
    )


def _head(rows: Sequence[tuple[int, str]]) -> Record:
    try:
        head = json.loads(rows[0][1]) if rows else {}
    except (ValueError, RecursionError):
        head = {}
    if not isinstance(head, dict) or head.get("kind") != "tidings":
        raise CommandError(
            say(
                "Line 1: that is no file of `/export`, which begins with a line of the kind "
                "“tidings”. A list of feeds goes to `/feeds import`, one of topics to `/topics "
                "import`."
            )
        )
    if head.get("version") != VERSION:
        raise CommandError(
            say(
                "Line 1: the file is of version {version}, I read version {mine}. Export it anew "
                "from a Tidings like this one.",
                version=said(str(head.get("version")), 20),
                mine=VERSION,
            )
        )
    return head


def _line(number: int, row: str) -> Line:
    try:
        found = json.loads(row)
    except ValueError as exc:
        at = getattr(exc, "colno", 1)
        raise CommandError(say("this is no JSON (at character {at})", at=at)) from exc
    except RecursionError as exc:
        raise CommandError(say("this is no JSON (at character {at})", at=1)) from exc
    kind = found.get("kind") if isinstance(found, dict) else None
    checks = KINDS.get(str(kind))
    if checks is None:
        known = ", ".join(KINDS)
        raise CommandError(
            say(
                "“{kind}” is no kind of record; there are {known}",
                kind=said(str(kind), 30),
                known=known,
            )
        )
    read = {name: _field(found, name, check) for name, check in checks.items()}
    strange = sorted(found.keys() - checks.keys() - {"kind"})
    if strange:
        raise CommandError(
            say("{kind} has no “{name}”", kind=str(kind), name=said(str(strange[0]), 30))
        )
    return Line(number=number, kind=str(kind), values=read)


def _field(found: Mapping[str, Any], name: str, check: Check) -> Any:
    try:
        return check(found.get(name))
    except CommandError as error:
        raise CommandError(f"{name}: {error}") from error
    except (TypeError, ValueError, KeyError, AttributeError) as exc:
        value = said(json.dumps(found.get(name), ensure_ascii=False), 60)
        raise CommandError(say("{name} cannot be {value}", name=name, value=value)) from exc


# ── the fields: each gives the value, or raises TypeError, ValueError or CommandError ────────


def _text(limit: int) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, str) or not value.strip() or len(value) > limit or "\x00" in value:
            raise ValueError
        return value

    return check


def _maybe(check: Check) -> Check:
    return lambda value: None if value is None else check(value)


def _or(default: Any, check: Check) -> Check:
    return lambda value: default if value is None else check(value)


def _one_of(*allowed: str) -> Check:
    def check(value: Any) -> str:
        if value not in allowed:
            raise CommandError(say("it is one of {allowed}", allowed=", ".join(allowed)))
        return str(value)

    return check


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _whole(first: int, last: int) -> Check:
    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not first <= value <= last:
            raise ValueError
        return value

    return check


def _texts(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TypeError
    return list(value)


def _times(value: Any) -> list[str]:
    return values.times(",".join(_texts(value)))


def _days(value: Any) -> list[int]:
    whole = _whole(0, 6)
    if not isinstance(value, list) or not value:
        raise TypeError
    return sorted({whole(one) for one in value})


def _quiet(value: Any) -> dict[str, Any]:
    first, last = values.span(f"{value['from']}-{value['to']}")
    return {"from": first, "to": last, "days": _days(value["days"])}


def _moment(value: Any) -> datetime:
    at = datetime.fromisoformat(value)
    if at.tzinfo is None:
        raise ValueError
    return at.astimezone(UTC)


def _story(value: Any) -> dict[str, Any]:
    title, links = _text(300)(value["title"]), _texts(value["links"])
    if not 1 <= len(links) <= MOST_LINKS:
        raise ValueError
    return {"title": title, "links": [_address(link) for link in links]}


def _settings(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or value.keys() - set(OWN_SETTINGS):
        raise TypeError
    checks: dict[str, Check] = {
        "budget": _budget,
        "digest_tells": _one_of("new", "all"),
        "broadcast": _one_of("urgent", "always", "never"),
        "digest_empty": _one_of("monday", "always", "never"),
    }
    return {name: checks[name](one) for name, one in value.items()}


def _budget(value: Any) -> Any:
    if value == "off":
        return value
    whole = _whole(1, _BUDGET)
    return {"burst": whole(value["burst"]), "per_hour": whole(int(value["per_hour"]))}


def _query(value: Any) -> str:
    text = str(_text(4000)(value))
    if read_stored(text) is None:
        raise CommandError(say("*{query}* is no query I read", query=said(text, 80)))
    return text


def _languages(value: Any) -> list[str]:
    return values.languages(",".join(_texts(value))) if value else []


def _address(value: Any) -> str:
    address = address_of(str(_text(2000)(value)))
    if not address.lower().startswith(("http://", "https://")):
        raise ValueError
    return address


def _topic_id(value: Any) -> str:
    if not isinstance(value, str) or not _TOPIC.fullmatch(value):
        raise ValueError
    return value


def _body(value: Any) -> Overlay:
    if not isinstance(value, dict):
        raise TypeError
    overlay = overlay_of(value)
    for one in overlay.aliases:
        words = (one.text, one.language, *one.needs, *one.vetoes)
        if one.match not in RULES or not all(isinstance(w, str) and len(w) <= 300 for w in words):
            raise ValueError
    lists = (overlay.names_off, overlay.needs, overlay.needs_off, overlay.vetoes, overlay.parents)
    if not all(isinstance(w, str) for some in (*lists, overlay.vetoes_off) for w in some):
        raise TypeError
    return overlay


_NAME = _text(200)
KINDS: Mapping[str, Mapping[str, Check]] = {
    "community": {"language": _maybe(values.language), "notices": _maybe(_NAME)},
    "feed": {"url": _address, "name": _text(300), "tags": _or([], _texts)},
    "topic": {"id": _topic_id, "off": _or(False, _flag), "body": _or(Overlay(), _body)},
    "channel": {
        "name": _NAME,
        "timezone": _maybe(values.zone),
        "digest_on": _or(True, _flag),
        "digest_times": _or(["08:00"], _times),
        "digest_days": _or(list(range(7)), _days),
        "quiet": _maybe(_quiet),
        "paused_until": _maybe(_moment),
        "settings": _or({}, _settings),
    },
    "pack": {"channel": _NAME, "pack": _text(100), "without": _or([], _texts)},
    "watch": {
        "channel": _NAME,
        "query": _maybe(_query),
        "feed": _maybe(_address),
        "label": _text(300),
        "mode": _or("alert", _one_of("alert", "digest")),
        "mention": _maybe(_text(128)),
        "mention_when": _or("always", _one_of("always", "urgent")),
        "urgent": _or("no", _one_of("no", "yes", "wake")),
        "min_publishers": _or(1, _whole(1, _PUBLISHERS)),
        "languages": _or([], _languages),
        "post": _or("message", _one_of("message", "thread", "forum")),
        "state": _or("active", _one_of("active", "paused")),
        "pack": _maybe(_text(100)),
        "digest_times": _maybe(_times),
        "digest_days": _maybe(_days),
    },
    "mute": {"channel": _NAME, "outlet": _maybe(_text(100)), "story": _maybe(_story)},
}
