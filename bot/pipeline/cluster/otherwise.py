"""What tells two events apart whatever the languages: who, in which country, how strong a quake.

Where reports have a kind of news in common, and little else, these say that there are two: each
names somebody, or a country, or a strength that the other does not.
"""

from collections.abc import Iterable, Set
from functools import cache

from bot.pipeline.cluster.bridges import Wider
from bot.pipeline.cluster.names import listed_in
from bot.pipeline.cluster.people import PERSON
from bot.pipeline.cluster.story import Story
from bot.pipeline.cluster.towns import CITY
from bot.pipeline.cluster.vocabulary import Vocabulary

QUAKE = "=quake"
LEAST, MOST = 3.0, 9.5  # what may be a magnitude, where it is written with a tenth
APART = 0.45  # from which two magnitudes are of two quakes: agencies differ by a few tenths
LONG = 5  # signs of a sound that is hardly heard in two names by chance
NAMES = f"~+@&{PERSON}"  # with what terms begin that name something of no list


def is_told_otherwise(window: Vocabulary, said: Wider, story: Story) -> bool:
    """Say whether an item and a story in another language tell of two quakes, countries, people."""
    theirs = frozenset(story.wide.terms)
    return (
        are_two_quakes(window, said.terms, theirs)
        or _are_in_two_countries(window, said.terms.keys(), theirs)
        or _is_of_somebody_else(window, said, story)
    )


def are_two_quakes(window: Vocabulary, mine: Iterable[int], theirs: Iterable[int]) -> bool:
    """Say whether both tell of a quake, and each of another strength."""
    one, other = frozenset(mine), frozenset(theirs)
    quake = window.numbers.get(QUAKE)
    if quake not in one or quake not in other:
        return False
    strong, strong_there = _magnitudes(window, one), _magnitudes(window, other)
    if not strong or not strong_there:
        return False
    apart = min(abs(a - b) for a in strong for b in strong_there)
    return apart > APART or (apart > 0 and _are_in_two_countries(window, one, other))


def _magnitudes(window: Vocabulary, terms: Iterable[int]) -> list[float]:
    words = (window.terms[term] for term in terms)
    written = (word[1:] for word in words if word[0] == "#" and "." in word and " " not in word)
    return [value for value in map(float, written) if LEAST <= value <= MOST]


def _are_in_two_countries(window: Vocabulary, mine: Set[int], theirs: Set[int]) -> bool:
    """Say whether each names countries, none in common, and nothing else is named by both."""
    here, there = mine & window.countries, theirs & window.countries
    if not here or not there or here & there:
        return False
    return not any(_names(window, term) for term in mine & theirs)


def _names(window: Vocabulary, term: int) -> bool:
    """Say whether a term names somebody, a firm or a place, and no country and no office."""
    word = window.terms[term]
    if word[0] == "=":
        where = term in window.spots or word.startswith(CITY)
        return where or term in window.topics or word in _somebody()
    return word[0] in NAMES and (word[0] != "~" or len(word) >= LONG)


@cache
def _somebody() -> frozenset[str]:
    lists = listed_in("across.txt")
    rows = (*listed_in("concepts.txt")["people"], *lists["people"], *lists["firms"])
    return frozenset(term for _, term in rows)


def _is_of_somebody_else(window: Vocabulary, said: Wider, story: Story) -> bool:
    """Say whether a title names people, and a story others, and nobody is named by both."""
    mine = {term for term, one in said.terms.items() if one.named}
    if not any(said.terms[term].titled for term in mine):
        return False
    theirs = {term for term in story.wide.terms if window.terms[term][0] == PERSON}
    return bool(theirs) and mine.isdisjoint(theirs)
