"""Titles of one wording that are filled otherwise: a series, of which each tells another event.

"Miners in Chile begin 12-hour strike" and "Dockers in Rotterdam begin 24-hour strike" have all in
common but whom and where: their words are how such news is told, and no evidence. So is what alone
stands at the head of two titles ("Siemens Teamcenter", "Siemens Scalance X"). Names that the other
report tells, too, in its title or its text, say nothing.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.pipeline.cluster.contrast import names_of_one
from bot.pipeline.cluster.ready import Ready
from bot.pipeline.cluster.story import MOST_TITLED, Story, Titled, Vector, written_as
from bot.pipeline.cluster.tongues import stems_of
from bot.pipeline.cluster.window import Window

ONE_WORDING = 0.5  # part of two titles that is the same, in order
RUN, LIKE_ONE = 2, 0.33  # of one wording, too: so many words together in so much the same
HARDLY_ELSE = 0.75  # of two titles, where more than one word for another is no wording
SHORT = 4  # words of a title that is names alone, as a rule
UNHEARD = 7.0  # -log of the part of news that has a word, from which it may be a name
ANY = 2**32 - 1  # instead of a figure: how many is filled in, too

# Written as names, and names of nobody; they differ from one outlet to the other.
_DAYS = stems_of(
    "january february march april may june july august september october november december",
    "monday tuesday wednesday thursday friday saturday sunday",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "januar februar märz mai juni juli oktober dezember",
)

Title = Sequence[int]


@dataclass(frozen=True, slots=True)
class _Told:
    """One of two reports: all that it tells, and the words in which the two may differ."""

    window: Window
    terms: Vector
    same: AbstractSet[int]

    def has_no_name_of(self, title: Iterable[int], *, unheard: bool) -> bool:
        """Say whether none of a title's names is told here; there must be one."""
        names = [t for t in title if t not in self.same and _is_name(self.window, t, unheard)]
        return bool(names) and not any(term in self.terms for term in names)


def is_filled_otherwise(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether other names fill the wording of an item and of some title of a story."""
    written = written_as(frozenset((ready.reading.script, ready.reading.tongue)))
    mine = ((written, ready.title),)
    return story.items <= MOST_TITLED and _differ(window, (mine, ready.vector), _told(story))


def are_filled_otherwise(window: Window, one: Story, other: Story) -> bool:
    """Say whether other names fill the wording of some titles of two stories."""
    return max(one.items, other.items) <= MOST_TITLED and _differ(window, _told(one), _told(other))


def _told(story: Story) -> tuple[Sequence[Titled], Vector]:
    return story.titled(), dict(story.weights())


def _differ(
    window: Window, one: tuple[Sequence[Titled], Vector], other: tuple[Sequence[Titled], Vector]
) -> bool:
    same = names_of_one(window, one[1], other[1])
    tell = _Told(window, one[1], same), _Told(window, other[1], same)
    pairs = [
        (_figured(window, mine), _figured(window, title))
        for written, mine in one[0]
        for written_so, title in other[0]
        if written == written_so
    ]
    if any(_fill_otherwise(mine, title, *tell, len(pairs)) for mine, title in pairs):
        return True
    return bool(pairs) and all(_are_headed_alike(mine, title, *tell) for mine, title in pairs)


def _fill_otherwise(mine: Title, title: Title, one: _Told, other: _Told, pairs: int) -> bool:
    """Say whether two titles are of one wording, with a name of each where the other's stands.

    A name in what is common is what they are about, and the names beside it are no event's.
    """
    matched = SequenceMatcher(None, title, mine, autojunk=False)
    blocks = matched.get_matching_blocks()
    alike = matched.ratio()
    begins = blocks[0].a == blocks[0].b == 0 and blocks[0].size >= RUN
    run = pairs == 1 and alike >= LIKE_ONE and max(block.size for block in blocks) >= RUN
    if alike < ONE_WORDING and not begins and not run:
        return False
    shared = (term for block in blocks for term in title[block.a : block.a + block.size])
    unheard = alike >= (ONE_WORDING if pairs == 1 else HARDLY_ELSE)
    if any(_is_name(one.window, term, unheard or not begins) for term in shared):
        return False
    return any(
        one.has_no_name_of(title[a:b], unheard=unheard or b == d == 1)
        and other.has_no_name_of(mine[c:d], unheard=unheard or b == d == 1)
        for kind, a, b, c, d in matched.get_opcodes()
        if kind == "replace"  # b and d are 1 where each begins with a word of its own
    )


def _are_headed_alike(mine: Title, title: Title, one: _Told, other: _Told) -> bool:
    """Say whether two titles have their first word alone in common, and each another name."""
    if mine[:1] != title[:1] or len(set(mine) & set(title) - {ANY}) > 1:
        return False
    short, other_short = len(title) <= SHORT, len(mine) <= SHORT
    return one.has_no_name_of(title[1:], unheard=short) and other.has_no_name_of(
        mine[1:], unheard=other_short
    )


def _figured(window: Window, title: Iterable[int]) -> Title:
    return [ANY if window.is_figure(term) else term for term in title]


def _is_name(window: Window, term: int, unheard: bool) -> bool:
    """Say whether a term is a name; ``unheard``: or may be one, as a word that no list has."""
    if term == ANY:
        return False
    known = term in window.countries or term in window.actors or window.is_proper(term)
    if not known:
        known = unheard and window.rarity(term) >= UNHEARD and window.is_unwritten(term)
    return known and all(window.numbers.get(day) != term for day in _DAYS)
