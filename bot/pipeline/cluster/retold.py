"""Which story tells an item's event in other words of the same language.

"Hamburg port workers down tools" and "Ver.di calls warning strike at Hamburg terminals" have hardly
a word in common. Both say what is done, by whatever word, and name one place, firm or person that
few reports name: event coders compare actor, action, place and day (Schrodt, "Automated Production
of High-Volume, Near-Real-Time Political Event Data", 2011). Asked only where nothing else found
the item a home.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache

from bot.pipeline.cluster.across import TOWN, acts_of_any
from bot.pipeline.cluster.another_day import counts_otherwise, is_done_again, is_of_another_day
from bot.pipeline.cluster.answers import is_answered
from bot.pipeline.cluster.bridges import wide_likeness
from bot.pipeline.cluster.contrast import (
    are_each_elsewhere,
    fills_otherwise,
    is_another_case,
    is_another_meeting,
    is_at_another_place,
    is_done_otherwise,
    is_elsewhere_told,
    is_of_another_kind,
    is_of_another_subject,
    is_of_others,
    names_of_one,
)
from bot.pipeline.cluster.doubt import is_told_already
from bot.pipeline.cluster.frequency import UNSEEN, share
from bot.pipeline.cluster.names import listed_in
from bot.pipeline.cluster.ready import Ready, says_little
from bot.pipeline.cluster.scoring import (
    are_of_two_places,
    is_heard,
    is_objected_to_alone,
    may_join,
)
from bot.pipeline.cluster.story import Story
from bot.pipeline.cluster.window import Window
from bot.pipeline.cluster.wording import is_filled_otherwise

LEAST = 0.27  # cosine of what any language can say from which two reports may tell one event
SOON = 24 * 3600.0  # seconds within which what is done there is taken for the same
LEAST_THERE, RARE = 0.4, 5.0  # … where a country is all that says where; -log of its part of news
LEAST_COURSE = 0.36  # … where acts are parts of one course
LIKE = 0.2  # likeness by words from which one name is enough there
FIGURE = 0.5  # how telling a figure is that with a country names an event
SEVERAL, NEVER = 2, 2.0


def told_in_other_words(
    window: Window, ready: Ready, barred: Collection[Story], since: float
) -> tuple[float, Story] | None:
    """Give the story that tells an item's event in other words, and how like it is, 0…1."""
    if says_little(ready):
        return None
    found = []
    for story in window.near_across(ready.wider, LEAST, home=True):
        if story in barred or story.last < since or not may_join(ready, story):
            continue
        alike = _likeness(window, ready, story)
        if alike >= LEAST and not _is_another(window, ready, story):
            found.append((alike, story.last, -story.order, story))
    best = max(found, key=lambda one: one[:3], default=None)
    return (best[0], best[3]) if best else None


def _likeness(window: Window, ready: Ready, story: Story) -> float:
    """Give the cosine of what any language can say; 0 where too little of one event is common."""
    if ready.reading.tongue not in story.scripts or ready.at - story.last > SOON:
        return 0.0
    shared = [term for term in story.wide.terms if term in ready.wider.terms]
    alike = wide_likeness(ready.wider.vector, story)
    return alike if alike >= _least(window, ready, story, shared) else 0.0


def _least(window: Window, ready: Ready, story: Story, shared: Collection[int]) -> float:
    """Give how alike two reports must be for what they share; NEVER where it is too little."""
    acts = [term for term in shared if window.terms[term] in acts_of_any()]
    names = _names(window, ready, story, shared)
    country = any(term in window.countries for term in shared)
    figure = sum(ready.wider.terms[term].figure for term in shared)
    if acts and (names or (country and figure >= FIGURE)):
        return LEAST
    there = any(_is_there(window, ready, story, term) for term in shared)
    if acts and there:
        event = sum(ready.wider.terms[term].event for term in shared)
        return LEAST_THERE if event >= SEVERAL else NEVER
    if names and (names >= SEVERAL or country or story.like(ready.vector) >= LIKE):
        mine, theirs = (_courses(window, terms) for terms in (ready.wider.terms, story.wide.terms))
        return LEAST_COURSE if not mine.isdisjoint(theirs) else NEVER
    return NEVER


def _names(window: Window, ready: Ready, story: Story, shared: Collection[int]) -> int:
    """Count whom, what places and firms both name that few name."""
    said = ready.wider.terms
    listed = {said[term].thing for term in shared if _is_name(window, term)}
    words = {
        ready.places.get(term, -term)
        for term, _ in story.weights()
        if term in ready.vector and _is_rare_name(window, term)
    }
    return max(len(listed), len(words))


def _is_there(window: Window, ready: Ready, story: Story, term: int) -> bool:
    """Say whether a term is a country that few reports name, and that both titles do."""
    return (
        term in window.countries
        and window.rarity(term) >= RARE
        and term in ready.named
        and story.tells(term) > 0
    )


def _courses(window: Window, terms: Iterable[int]) -> set[str]:
    """Give the courses of events of which acts are part."""
    return {course for term in terms for course in _by_act().get(window.terms[term], ())}


def _is_name(window: Window, term: int) -> bool:
    """Say whether a term of any language is a name on a list that few reports have."""
    if term in window.countries or window.rarity(term) < RARE:
        return False
    word = window.terms[term]
    listed = term in window.spots or term in window.actors or word in _firms()
    return listed or word[0] == TOWN


def _is_rare_name(window: Window, term: int) -> bool:
    word = window.terms[term]
    return (
        window.is_proper(term)
        and word[0] not in "=#"
        and not window.is_figure(term)
        and term not in window.topical
        and share(word) <= UNSEEN
    )


def _is_another(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether anything tells two events apart."""
    said = ready.wider
    if ready.actor is not None and not is_heard(story, ready.actor):
        return True
    if (
        is_objected_to_alone(ready, story)
        or is_answered(window, ready, story)
        or is_of_another_kind(window, said, story)
        or is_done_otherwise(window, said, story)
        or is_done_again(window, ready, story)
        or is_of_another_day(window, ready, story)
        or is_another_meeting(window, said, story)
        or counts_otherwise(window, said, story, ready.at)
        or are_of_two_places(window, ready, story)
        or are_each_elsewhere(window, said, story)
        or is_elsewhere_told(window, ready, story)
        or is_of_another_subject(window, ready, story)
        or is_filled_otherwise(window, ready, story)
        or is_told_already(window, ready, story)
    ):
        return True
    mine = {t: value for t, value in ready.vector.items() if t not in ready.by_text}
    theirs = dict(story.weights())
    names = names_of_one(window, mine, theirs)
    return (
        fills_otherwise(window, ready, story)
        or is_another_case(window, ready, story, mine, names)
        or is_at_another_place(window, ready, story, mine, names)
        or is_of_others(window, mine, theirs, names)
    )


@cache
def _by_act() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for act, course in listed_in("courses.txt")["courses"]:
        found[f"={act}"] = found.get(f"={act}", frozenset()) | {course}
    return found


@cache
def _firms() -> frozenset[str]:
    return frozenset(term for _, term in listed_in("across.txt")["firms"])
