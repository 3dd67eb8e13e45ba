"""Stories that turn out to be one, by what an item of one of them tells."""

from bot.pipeline.cluster.another_day import are_of_days_apart, are_of_two_days, count_otherwise
from bot.pipeline.cluster.answers import are_answered
from bot.pipeline.cluster.bridges import ONE_EVENT, wide_likeness
from bot.pipeline.cluster.contrast import (
    are_done_otherwise,
    are_of_two_countries,
    are_of_two_kinds,
    are_of_two_named,
    are_off_two_coasts,
    do_two_things,
    is_of_others,
    names_of_one,
)
from bot.pipeline.cluster.doubt import (
    BESIDE_ENOUGH,
    BESIDE_ONE,
    is_of_topic_alone,
    is_there_alone,
    specific,
    tells_more,
)
from bot.pipeline.cluster.identifiers import are_told_apart
from bot.pipeline.cluster.otherwise import are_two_quakes
from bot.pipeline.cluster.ready import Ready
from bot.pipeline.cluster.scoring import (
    CROWD,
    HEARD,
    SURE,
    crosses,
    crowd,
    is_heard,
    score_of,
    strange,
    told_abroad,
)
from bot.pipeline.cluster.story import LASTS, Story, likeness
from bot.pipeline.cluster.window import Window
from bot.pipeline.cluster.wording import are_filled_otherwise

TOGETHER = 0.17  # likeness from which two stories of many items are one
PARTS = 8  # items of the smaller of two stories, from which joining them asks for more
APART = 0.06  # of the likeness of two stories, what must be there beside the names of topics
SPECIFIC_BOTH = 0.1  # of it, what few other stories have: "Russia", "Ukraine" and "kill" are a war
LEAST_WORDS = (
    2  # that stories of several languages share; one is a firm, or a place, of which more is told
)
KNOWN_IN, BESIDE_KNOWN = 5, 0.06  # a name in so many stories makes two of them one with more alone
THROUGH, FEW = 0.30, 3  # likeness to an item of two by which two stories of so few items are one
SEVERAL, GAP = 2, 12 * 3600.0  # stories of several, so many seconds apart, are two
EVERY = 4  # items after which a story looks again for others that are the same


def merge(window: Window, story: Story, since: float) -> tuple[int, int] | None:
    """Put a story and the one most like it together, if they are one; give (kept, gone)."""
    if story.items > EVERY and story.items % EVERY:
        return None  # one item more changes little of a story of many
    vector = {term: value / (story.norm or 1.0) for term, value in story.weights()}
    best: tuple[float, int] | None = None
    found: Story | None = None
    for other in window.near(vector, TOGETHER):
        if other is story or other.last < since or not may_be_one(window, story, other):
            continue
        over = _over(window, story, other)
        if over >= 0 and (best is None or (over, -other.order) > best):
            best, found = (over, -other.order), other
    return put_together(window, story, found) if found is not None else None


def may_be_one(window: Window, one: Story, other: Story) -> bool:
    """Say whether two stories may be one at all: of one community, of one time."""
    return (
        one.community == other.community
        and max(one.last, other.last) - min(one.first, other.first) <= LASTS
        and not window.are_apart(one, other)
        and (min(one.items, other.items) < SEVERAL or _follow_on(one, other))
        and not are_of_days_apart(window, one, other)
        and not are_off_two_coasts(window, one, other)
        and not count_otherwise(window, one, other)
        and not are_two_quakes(window, one.wide.terms, other.wide.terms)
        and not (one.lists or other.lists)
        and not _objects(one, other)
        and not _objects(other, one)
        and not are_told_apart(one.identifiers, other.identifiers)
        and not are_answered(window, one, other)
    )


def _objects(one: Story, other: Story) -> bool:
    """Say whether one story tells who condemns something, of whom the other tells nothing."""
    return one.objector is not None and not is_heard(other, one.objector)


def _follow_on(one: Story, other: Story) -> bool:
    """Say whether one story was still told when the other began, or not long before."""
    return max(one.first, other.first) - min(one.last, other.last) <= GAP


def put_together(window: Window, story: Story, found: Story) -> tuple[int, int]:
    """Put two stories together: the older stays, so that what was posted is found; (kept, gone)."""
    kept, gone = sorted((story, found), key=lambda one: (one.id < 0, one.order))
    ids = kept.id, gone.id
    window.merge(kept, gone)
    return ids


def merge_through(
    window: Window, story: Story, ready: Ready, since: float
) -> tuple[int, int] | None:
    """Put two small stories together of which an item tells both: each half of what happened."""
    if story.items > FEW:
        return None
    barred = window.others_of_series(ready) | {story}
    for other in window.near(ready.vector, THROUGH):
        if other in barred or other.items >= FEW or other.last < since:
            continue
        if not may_be_one(window, story, other) or are_of_two_countries(window, story, other):
            continue
        if score_of(window, ready, other, THROUGH) >= THROUGH:
            return put_together(window, story, other)
    return None


def merge_abroad(
    window: Window, story: Story, ready: Ready, since: float, joins: float
) -> tuple[int, int] | None:
    """Put a story and one in another language together that its newest item tells, too."""
    told = told_abroad(window, ready, {story}, since, joins)
    if told is None or not may_be_one(window, story, told[1]):
        return None
    if are_of_two_countries(window, story, told[1]):
        return None
    alike = wide_likeness(story.wide.vector(), told[1])
    if alike < ONE_EVENT or do_two_things(window, story, told[1]):
        return None
    return put_together(window, story, told[1])


def _over(window: Window, one: Story, other: Story) -> float:
    """Give by how much two stories are more alike than they must be to be one."""
    small = one if one.items <= other.items else other
    large = other if small is one else one
    need = TOGETHER + (SURE - TOGETHER) / small.items
    alike = likeness(one, other) - crowd(small.items, PARTS)
    if (
        alike < need
        or not _are_of_one(window, one, other)
        or likeness(one, other, window.topical) < APART + BESIDE_ONE / small.items
    ):
        return -1.0
    if small.items > 1:
        return alike - need
    if small.actor is not None and large.tells(small.actor) < HEARD:
        return -1.0
    vector = dict(small.weights())
    named = [term for term in vector if term in window.countries]
    return alike - need - strange(window, vector, named, large) - crowd(large.items, CROWD)


def _are_of_one(window: Window, one: Story, other: Story) -> bool:
    """Say whether what two stories have in common may be one event, not one place or kind."""
    mine, theirs = dict(one.weights()), dict(other.weights())
    if one.scripts != other.scripts and sum(term in theirs for term in mine) < LEAST_WORDS:
        return False
    length = (one.norm or 1.0) * (other.norm or 1.0)
    parts = {t: mine[t] * theirs[t] / length for t in mine if t in theirs}
    top = max(parts, key=lambda term: (parts[term], term), default=0)
    known = window.having(top) >= KNOWN_IN and sum(parts.values()) - parts[top] < BESIDE_KNOWN
    if known or is_there_alone(window, parts) or are_of_two_countries(window, one, other):
        return False
    if (
        are_of_two_named(window, one, other)
        or are_of_two_kinds(window, one, other)
        or are_of_two_days(window, one, other)
    ):
        return False
    if are_done_otherwise(window, one, other, parts):
        return False
    if not tells_more(window, parts, window.topical):
        return False
    if is_of_topic_alone(window, parts, window.topical, BESIDE_ENOUGH):
        return False
    if specific(window, parts) < SPECIFIC_BOTH or are_filled_otherwise(window, one, other):
        return False
    if one.scripts.isdisjoint(other.scripts):
        return crosses(window, parts)
    return not is_of_others(window, mine, theirs, names_of_one(window, mine, theirs))
