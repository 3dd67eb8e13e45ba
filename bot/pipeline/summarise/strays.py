"""Sentences that would fill a summary up: of another matter, an anecdote in front, a remnant."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set

from bot.pipeline.summarise.weigh import Weighed, likeness
from bot.pipeline.text.facts import names, numbers

TITLED = 2  # words of its title, by which a sentence tells the news
ROUND_UP = 4  # sentences, at least, of what tells of several things
TELLING = 3  # words of a title, at least, that says what its text is about
BRIEF = 3  # letters of a word that may say nothing
SLIGHT = 0.2  # likeness of two sentences by words that anything may have
SHORT = 36  # size of a sentence that says little by a number alone
SOON = 5  # sentences after the first, within which the news stands


def strays(
    pool: Sequence[Weighed], titles: Mapping[int, frozenset[str]], headed: Set[int]
) -> set[int]:
    """Give the places in ``pool`` of sentences that have nothing to do with the topic.

    They do not name it, share no word with one of their item that does, stand beside none, and are
    not the item's first. Where an item never names the topic nothing can be said. One that names it
    neither in its title (``headed``: those that do) nor in a sentence with a word of the title
    (``titles``) tells of several things: there no place beside it helps.
    """
    naming: dict[int, list[Weighed]] = {}
    for one in pool:
        if one.candidate.met:
            naming.setdefault(one.candidate.source, []).append(one)
    told = Counter(one.candidate.source for one in pool)
    several = {
        source
        for source, mine in naming.items()
        if source not in headed
        and told[source] >= ROUND_UP
        and len(titles[source]) >= TELLING
        and not any(_shared(one, titles[source]) for one in mine)
    }
    return {
        place
        for place, one in enumerate(pool)
        if not one.candidate.met
        and (source := one.candidate.source) in naming
        and (one.candidate.statement.rank > 0 or source in several)
        and all(_apart(one, other, beside=source not in several) for other in naming[source])
    }


def _shared(one: Weighed, title: frozenset[str]) -> bool:
    """Whether a sentence has a word of a title, save short ones, as "las" and "der" are."""
    both = one.candidate.statement.said.keys() & title
    return any(len(word) > BRIEF or not word.isascii() for word in both)


def anecdotes(pool: Sequence[Weighed], titles: Mapping[int, frozenset[str]]) -> set[int]:
    """Give the places in ``pool`` of what stands in front of the news: "Chloe Tam used to fly …".

    It has hardly a word of its item's title and does not name the topic; soon after comes what
    does both. ``titles``: by item, the words that carry meaning.
    """
    items: dict[int, list[tuple[int, Weighed]]] = {}
    for place, one in enumerate(pool):
        items.setdefault(one.candidate.source, []).append((place, one))
    return {
        place
        for source, mine in items.items()
        if (news := _news(mine, titles.get(source, frozenset()))) is not None
        for place, one in mine
        if one.candidate.statement.rank < news and not one.candidate.met
    }


def _news(mine: Sequence[tuple[int, Weighed]], title: frozenset[str]) -> int | None:
    """Give the rank of the sentence that tells the news, where another leads."""
    early = [one.candidate for _, one in mine if one.candidate.statement.rank <= SOON]
    first = next(iter(early), None)
    if first is None or first.met or len(first.statement.said.keys() & title) >= TITLED:
        return None
    telling = (
        one.statement.rank
        for one in early
        if one.shown and one.met and len(one.statement.said.keys() & title) >= TITLED
    )
    return next(telling, None)


def remnants(
    pool: Sequence[Weighed], characters: int | None, titles: Mapping[int, frozenset[str]]
) -> set[int]:
    """Give the places in ``pool`` of sentences nobody understands with what cannot be shown gone.

    Where an item begins with a sentence longer than ``characters``, and names the topic in none
    that is shorter, "The plaintiffs will appeal." is all that is left of a ruling, and "The minimum
    bid is $55,000." of a sale. What has several words of the title (``titles``), names something or
    counts it in more words tells something. The headline alone is better than the others.
    """
    if characters is None:
        return set()
    long = {
        one.candidate.source
        for one in pool
        if one.candidate.statement.rank == 0 and len(one.candidate.statement.text) > characters
    }
    if not long:
        return set()
    named = {c.source for c in (one.candidate for one in pool) if c.met and c.shown}
    return {
        place
        for place, one in enumerate(pool)
        if one.candidate.source in long - named
        and _tells_nothing(one, titles.get(one.candidate.source, frozenset()))
    }


def _tells_nothing(one: Weighed, title: frozenset[str]) -> bool:
    said = one.candidate.statement
    if len(said.said.keys() & title) >= TITLED:
        return False
    dense = sum(letter > "\u2e80" for letter in said.text)  # says as much as two Latin ones
    if names(said.text, one.candidate.language):
        return False
    return len(said.text) + dense < SHORT or not numbers(said.text)


def _apart(one: Weighed, other: Weighed, *, beside: bool) -> bool:
    """Whether two sentences have no word in common; ``beside``: nor stand beside each other."""
    far = not beside or abs(one.candidate.statement.rank - other.candidate.statement.rank) > 1
    return far and likeness(one.vector, other.vector) <= (0.0 if beside else SLIGHT)
