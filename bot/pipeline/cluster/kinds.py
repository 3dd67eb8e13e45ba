"""What keeps two events apart, though their words are alike: another crime, scene or act.

"Ex-mayor gets 3 years for bribery" and "ex-banker gets 3 years for embezzlement" differ in a word,
and that word is what the news is. Words of one kind (``kinds.txt``) exclude each other, whatever
the language: where each report tells a value that the other does not tell, there are two events.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from bot.pipeline.cluster.names import listed_in

STAGES, USED = "stages", "=used"  # who tells how a law is used tells of the law, too
GATED = frozenset({"scenes", "harms"})  # kinds that tell of what did harm
HARM, DEEDS, MOVES = "harm", "deeds", "moves"  # the first two exclude nothing by themselves
BOTH = 2
# What goes on for days, and is told anew on each: victims are found, a storm moves, a strike ends.
LASTING = frozenset(
    (
        "=kill",
        "=injure",
        "=missing",
        "=rescue",
        "=evacuate",
        "=virus",
        "=storm",
        "=flood",
        "=erupt",
        "=fire",
        "=drought",
        "=drill",
        "=strike-work",
        "=protest",
        "=talks",
        "=summit",
        "=trial",
        "=election",
        "=ceasefire",
        "=power-cut",
    )
)
# What is over when it is told, and may be done again: told of another day, it is another.
REPEATED = frozenset(
    (
        "=launch",
        "=test-fire",
        "=missile",
        "=enter",
        "=transit",
        "=patrol",
        "=crash",
        "=ram",
        "=attack",
        "=strike-air",
        "=explode",
        "=shoot",
        "=stab",
        "=water-cannon",
        "=drive-away",
        "=expel",
        "=quake",
        "=arrest",
        "=detain",
        "=cyberattack",
        "=abduct",
        "=derail",
        "=capsize",
    )
)
HARMFUL = ("=kill", "=injure", "=missing", "=crash", "=collapse", "=attack")
Values = Mapping[str, frozenset[str]]  # kind → the values that are told


@cache
def kinds() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Give the kinds with their concepts, each with the values that it may have."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for kind, rows in listed_in("kinds.txt").items():
        values = found.setdefault(kind, {})
        for concept, value in rows:
            term = f"={concept}"
            values[term] = values.get(term, frozenset()) | {value}
    return found


@cache
def _by_term() -> Mapping[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = dict.fromkeys(HARMFUL, ((HARM, ""),))
    for kind, listed in kinds().items():
        for term, told in listed.items():
            known = ((kind, value) for value in sorted(told))
            found[term] = (*found.get(term, ()), *known)
            if kind == "harms":
                found[term] += ((HARM, ""),)
    return found


def told_by(term: str) -> tuple[tuple[str, str], ...]:
    """Give the kinds that a term tells something of, each with the value; HARM is any harm."""
    return _by_term().get(term, ())


def values(told: Iterable[tuple[str, str]]) -> Values:
    """Gather values by their kinds."""
    found: dict[str, set[str]] = {}
    for kind, value in told:
        found.setdefault(kind, set()).add(value)
    if USED in found.get(STAGES, ()):
        found[STAGES] = {USED}  # "held in the first case under the revised law"
    return {kind: frozenset(those) for kind, those in found.items()}


def exclude(mine: Values, all_mine: Values, theirs: Values, all_theirs: Values) -> bool:
    """Say whether two reports tell other values of one kind.

    ``mine``, ``theirs``: of the titles; ``all_…``: of what stands below them, too. Where harm is
    done matters only where both tell of harm, and what rises only where neither does: a toll.
    """
    harmed = (HARM in all_mine) + (HARM in all_theirs)
    return any(
        mine[kind].isdisjoint(all_theirs[kind] | theirs[kind])  # below, "used" hides "made"
        and theirs[kind].isdisjoint(all_mine[kind] | mine[kind])
        for kind in mine.keys() & theirs.keys() - {HARM, DEEDS}
        if (harmed == BOTH or kind not in GATED) and (not harmed or kind != MOVES)
    )


def do_otherwise(mine: Values, all_mine: Values, theirs: Values, all_theirs: Values) -> bool:
    """Say whether two titles tell what is done, and neither report what the other does."""
    return (
        DEEDS in mine
        and DEEDS in theirs
        and mine[DEEDS].isdisjoint(all_theirs[DEEDS])
        and theirs[DEEDS].isdisjoint(all_mine[DEEDS])
    )
