"""How little two short reports may have in common and still tell one event: no place and a thing.

"Fire destroys warehouse in Rotterdam" and "Rotterdam warehouse workers join union" share all that
makes a topic: where, and what is there. An event is what happened, and neither tells the other's.
"""

from collections.abc import Collection, Iterable
from functools import cache

from bot.pipeline.cluster.dated import WEEKDAYS
from bot.pipeline.cluster.frequency import UNSEEN, share
from bot.pipeline.cluster.names import Names, listed_in
from bot.pipeline.cluster.ready import Ready
from bot.pipeline.cluster.story import Story
from bot.pipeline.cluster.window import Window

ENOUGH = 3  # things that two reports share from which they tell more than a topic
WITH_A_NAME = 2  # … where one of them is somebody, or a ship
PEOPLE = 2  # who make an event of whatever they do
PARTIES = 2  # countries and firms that make an event of a topic
OWN = 2  # words that each has for itself
PAIR = 2  # letters of a term where words have no spaces
LEAST_ROOT, ENDING = 3, 3  # letters of a word, and of what another adds to it
VICTIMS = frozenset({"=kill", "=injure", "=missing"})
ROOT = 5  # letters with which two words of one root begin


def is_scant(window: Window, ready: Ready, story: Story, said: Collection[int]) -> bool:
    """Say whether an item and a small story share two things at most, and nothing done.

    Each must have words for itself: else one tells less of the same. Figures of two digits are no
    things, and what is done, or a word of one root, is the event. ``said``: terms of both.
    """
    if _is_done_in_both(window, ready, story, said) or any(map(window.is_large, said)):
        return False
    if _only_counts_on(window, ready, story) or not any(map(window.is_readable, ready.title)):
        return False  # a toll goes on; of a language that is on no list no acts are known
    things = _things(window, ready, said) + _named_otherwise(window, ready, story, said)
    more = _tells_more(window, ready, story, said)
    if things >= ENOUGH and more:
        return False
    if things >= WITH_A_NAME and any(_is_somebody(window, term) for term in said):
        return False
    if len((window.actors - window.countries).intersection(said)) >= PEOPLE:
        return False
    if more and _things_abroad(window, ready, story) >= ENOUGH:
        return False
    theirs = dict(story.weights())
    mine = {t for t in ready.vector if t not in theirs and t not in ready.by_text}
    other = {t for t in theirs if t not in ready.vector}
    return min(len(mine), len(other)) >= OWN and not _are_of_one_root(window, mine, other)


def _is_done_in_both(window: Window, ready: Ready, story: Story, said: Iterable[int]) -> bool:
    both = (term for term in story.wide.terms if term in ready.wider.terms)
    return any(term in window.acts for terms in (said, both) for term in terms)


def _only_counts_on(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether an item counts who was harmed, and names nothing done that is new to a story."""
    known = dict(story.weights())
    done = {window.terms[t] for t in ready.vector if t in window.acts and t not in known}
    return ready.reading.counted and done <= VICTIMS


def _tells_more(window: Window, ready: Ready, story: Story, said: Iterable[int]) -> bool:
    """Say whether more is common than a place or a topic, whose it is, and what there is.

    Two parties to it are more, and so are several places.
    """
    both = (term for term in story.wide.terms if window.is_listed(term))
    told = {*said, *(term for term in both if term in ready.wider.terms)}
    parties = sum(term in window.countries or window.terms[term] in _firms() for term in told)
    places = sum(map(window.is_place, told))
    if parties >= PARTIES or places >= ENOUGH or ready.reading.script != "word":
        return True  # pairs of letters tell no noun from another word
    return any(not _is_there(window, term) for term in told if window.terms[term] not in WEEKDAYS)


def _is_there(window: Window, term: int) -> bool:
    """Say whether a word names a place, a topic, a firm, or a thing of a list; nobody who acts."""
    word = window.terms[term]
    if term in window.actors and term not in window.countries:
        return False
    return (
        term in window.countries
        or term in window.spots
        or term in window.topical
        or window.is_place(term)
        or word in _nouns()
        or _listed().of(word) is not None
    )


@cache
def _firms() -> frozenset[str]:
    return frozenset(term for _, term in listed_in("across.txt")["firms"])


@cache
def _nouns() -> frozenset[str]:
    lists = (*listed_in("concepts.txt").items(), *listed_in("across.txt").items())
    groups = ("things", "places", "firms")
    return frozenset(term for group, rows in lists if group in groups for _, term in rows)


def _things(window: Window, ready: Ready, said: Iterable[int]) -> int:
    """Count what is in common; the words of a topic's name are one thing, and it is no other.

    A day of the week is none.
    """
    topics = window.topics
    terms = [term for term in said if term not in topics and window.terms[term] not in WEEKDAYS]
    if ready.reading.script == "word":
        titled = {ready.places[term] for term in terms if term in ready.places}
        return len(titled) + sum(term not in ready.places for term in terms)
    pairs = [window.terms[term] for term in terms]
    ends = {pair[-1] for pair in pairs if len(pair) == PAIR}  # 川崎, 崎重 and 重工 are one word
    return sum(len(pair) != PAIR or pair[0] not in ends for pair in pairs)


def _things_abroad(window: Window, ready: Ready, story: Story) -> int:
    """Count what both say in any language; a town and what it lies in are one thing."""
    told = ready.wider.terms
    both = (term for term in story.wide.terms if term in told and window.is_listed(term))
    return len({told[term].thing for term in both})


def _named_otherwise(window: Window, ready: Ready, story: Story, said: Collection[int]) -> int:
    """Count whom both name that their own words do not tell, as what is far down in a text."""
    named = (window.topics | window.actors) - window.countries
    return sum(t in named and t in ready.wider.terms and t not in said for t in story.wide.terms)


def _is_somebody(window: Window, term: int) -> bool:
    """Say whether a term is a name that few have, of no place and no firm that is on a list."""
    word = window.terms[term]
    return (
        window.is_proper(term)
        and not window.is_place(term)
        and term not in window.topical
        and share(word) <= UNSEEN
        and _listed().of(word) is None
        and window.names.of(word) is None  # a topic's name, as a text writes it
    )


@cache
def _listed() -> Names:
    lists = listed_in("across.txt")
    return Names(row for group in ("places", "firms") for row in lists[group])


def _are_of_one_root(window: Window, mine: Iterable[int], theirs: Iterable[int]) -> bool:
    """Say whether each has a word of one root: "robbed" and "robbers", "fire" and a blaze."""
    one, other = ([window.terms[term].lstrip("=") for term in of] for of in (mine, theirs))
    return any(_is_root(*sorted((a, b), key=len)) for a in one for b in other)


def _is_root(short: str, long: str) -> bool:
    if len(short) < LEAST_ROOT:
        return False
    adds = len(long) - len(short)
    return (long.startswith(short) and adds <= ENDING) or (
        len(short) >= ROOT and long[:ROOT] == short[:ROOT]
    )
