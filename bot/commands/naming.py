"""Finding a thing by the name that a person typed, and saying what was probably meant."""

import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from bot.errors import CommandError
from bot.locales import count, say, sentences

Thing = TypeVar("Thing")
CLOSE = 0.6  # likeness (difflib's ratio) from which a name is worth proposing
MOST_NAMED = 8  # in an answer
MOST = 25  # what a platform shows while somebody types
SHORT = 70  # characters of a name that an answer repeats, or that stands for a longer one


def folded(name: str) -> str:
    """Fold a name for comparing: case, width, quotes, spaces and hyphens do not count."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in plain if c.isalnum() or c in "+&=")


def pick(wanted: str, named: Sequence[tuple[str, Thing]], what: str, *, typed: str = "") -> Thing:
    """Give the thing with this name, or the only one whose name begins with it.

    ``what`` says what is looked for ("watch of this channel"); ``typed`` is the command to type
    with the right name ("/unwatch"). Raises CommandError with what was probably meant.
    """
    key = folded(wanted)
    exact = [thing for name, thing in named if folded(name) == key]
    begun = [thing for name, thing in named if key and folded(name).startswith(key)]
    if exact or len(begun) == 1:
        return (exact or begun)[0]
    raise CommandError(_unknown(wanted, [name for name, _ in named], what, typed))


def _unknown(wanted: str, names: Sequence[str], what: str, typed: str) -> str:
    shown = " ".join(wanted.split())[:60].replace("`", "'").replace("*", "")
    cause = say("There is no {what} called *{name}*.", what=what, name=shown)
    if not names:
        return sentences(cause, say("There is none at all yet."))
    close = near(wanted, names)
    if close:
        meant = say("Did you mean {names}?", names=either([cut(name) for name in close]))
        first = beginning(close[0], names) or close[0]
        then = say("Type `{command}`.", command=f"{typed} {first}") if typed else ""
        return sentences(cause, meant, then)
    listed = some([cut(name) for name in names], MOST_NAMED)
    return sentences(cause, say("There is: {names}.", names=listed))


def cut(name: str, most: int = SHORT) -> str:
    """Shorten a name between words, keeping its end, where those that begin alike differ."""
    if len(name) <= most:
        return name
    first = _first_words(name, most // 2)
    last = _first_words(name[::-1], most - len(first) - 3)[::-1]
    return f"{first} … {last}"


def beginning(name: str, names: Sequence[str]) -> str | None:
    """Give a name, or of a long one its first words, by which ``pick`` gives it.

    None where another of ``names`` begins like it.
    """
    if len(name) <= SHORT:
        return name
    first = _first_words(name, SHORT)
    alike = [other for other in names if folded(other).startswith(folded(first))]
    return first if len(alike) == 1 else None


def _first_words(name: str, most: int) -> str:
    """Give as many whole words as find room; of what has no spaces there, letters."""
    words = name[: most + 1].rpartition(" ")[0].rstrip()
    return words if len(words) > most // 2 else name[:most]


def some(names: Sequence[str], most: int, whole: int | None = None) -> str:
    """Name the first few: "a, b, c and 4 more"; ``whole``: how many there are, if not all given."""
    shown = say(", ").join(names[:most])
    rest = (len(names) if whole is None else whole) - most
    if rest <= 0:
        return shown
    return count(rest, "{names} and {n} more", "{names} and {n} more", names=shown)


def either(names: Sequence[str]) -> str:
    """Name what may be meant: "a", "a or b", "a, b or c"."""
    if len(names) < 2:
        return "".join(names)
    return say("{names} or {last}", names=say(", ").join(names[:-1]), last=names[-1])


def near(wanted: str, names: Sequence[str], n: int = 3, *, at: float = CLOSE) -> list[str]:
    """Give the names most like what was typed, best first; those that contain it too."""
    key = folded(wanted)
    scored = [
        (0.99 if len(key) >= 3 and key in folded(name) else likeness(key, name), name)
        for name in dict.fromkeys(names)
    ]
    close = sorted((s for s in scored if s[0] >= at), key=lambda s: -s[0])
    # What is much less alike than the best is only noise.
    return [name for likeness, name in close[:n] if likeness > close[0][0] - 0.1]


def likeness(one: str, other: str) -> float:
    """Say how alike two names are spelt, 0 … 1 (difflib's ratio of their folded forms)."""
    return SequenceMatcher(None, folded(one)[:60], folded(other)[:60]).ratio()


def offers(typed: str, named: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choose (value, label) pairs for what was typed so far: beginnings, then parts, then near."""
    key = folded(typed)
    begun = [p for p in named if folded(p[1]).startswith(key) or folded(p[0]).startswith(key)]
    inside = [p for p in named if key in folded(p[1])]
    alike = near(typed, [label for _, label in named]) if len(key) >= 3 else []
    close = [p for p in named if p[1] in alike]
    return list(dict.fromkeys([*begun, *inside, *close]))[:MOST]
