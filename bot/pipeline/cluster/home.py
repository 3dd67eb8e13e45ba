"""Which story an item belongs to: by its address, its title, or what it tells.

What it tells is compared with the middle of a story (its items' terms, summed), not with one item
of it, so that a story does not grow from neighbour to neighbour (average link; for news: Allan,
"Topic Detection and Tracking", 2002; Miranda et al., "Multilingual Clustering of Streaming News",
2018). A crowded story asks for more, and what only one item tells asks for a little more.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import exp, log2
from urllib.parse import urlsplit

from bot.model import Member
from bot.pipeline.cluster.bridges import ONE_EVENT, bridge, is_elsewhere, wide_likeness
from bot.pipeline.cluster.doubt import (
    BESIDE_ENOUGH,
    BESIDE_ONE,
    SEVERAL,
    are_done_otherwise,
    are_of_two_countries,
    are_of_two_kinds,
    are_of_two_topics,
    doubt,
    is_done_otherwise,
    is_of_another_kind,
    is_of_its_topic,
    is_of_others,
    is_of_topic_alone,
    is_there_alone,
    names_of_one,
    specific,
    tells_more,
)
from bot.pipeline.cluster.headings import is_opinion
from bot.pipeline.cluster.ready import Ready
from bot.pipeline.cluster.story import Story, Vector, likeness
from bot.pipeline.cluster.window import Window
from bot.pipeline.text.corrections import is_correction

LEAST_WORDS = 2  # of a title, fewer say nothing by themselves
ENOUGH_WORDS = 4  # fewer, the same in two titles, say too little: "Photos of the day"
REPOSTED = timedelta(hours=12)  # within which an outlet's title told again is no new issue of it
JOINS = 0.24  # likeness from which an item joins a story
DOUBTED = 0.2  # likeness by which words of one script count more than what all scripts share
SURE = 0.4  # likeness from which time no longer matters, and one item joins late
TOGETHER = 0.17  # likeness from which two stories of many items are one
FADES = 36 * 3600.0  # seconds without news in which likeness falls to 1/e
ALONE = 0.05  # taken off for a story of one item, half of it for one of two …
CROWD, CROWDED = 20, 0.1  # taken off each time that a story has twice as many items
OLD_CROWD, AGES = 16, 24 * 3600.0  # of an old one; seconds after which half as many are a crowd
MASSES = 40  # items from which the double of that is taken off
PARTS = 8  # items of the smaller of two stories, from which joining them asks for more
HEARD = 0.15  # part of a story's items that name somebody who is no news there then
APART = 0.06  # of the likeness of two stories, what must be there beside the names of topics
SPECIFIC_BOTH = 0.1  # of it, what few other stories have: "Russia", "Ukraine" and "kill" are a war
KNOWN_IN, BESIDE_KNOWN = 5, 0.06  # a name in so many stories makes two of them one with more alone
THROUGH, FEW = 0.40, 3  # likeness to an item of two by which two stories of so few items are one
LASTS = 72 * 3600.0  # seconds after which a story ends; who still tells of it tells something new
EVERY = 4  # items after which a story looks again for others that are the same

_FRONT = re.compile(
    r"(?:index|default|home|news|top)(?:\.\w+)?|[a-z]{2}(?:-[a-z]{2})?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The story an item belongs to, and why."""

    story_id: int
    role: str  # same-address, same-title, same-text, same-event
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """An item with its story, and the stories that turned out to be one by it: (kept, gone)."""

    member: Member
    home: Home | None  # None: the item opened the story
    merged: tuple[tuple[int, int], ...] = ()


def join(window: Window, item: Member, *, since: datetime, joins: float = JOINS) -> Joined:
    """Put an item into its story, and into the window; as it came when it opens its own.

    Stories that are found to be one are merged in the window. ``joins``: likeness 0…1.
    """
    home = find_home(window, item, since=since, joins=joins)
    placed = replace(item, story_id=home.story_id) if home else item
    window.add(placed)
    merged = _take_in_private(window, placed, since.timestamp(), joins)
    story = window.stories[placed.story_id]
    both = _merge(window, story, since.timestamp()) if home else None
    if both is None and home is not None:
        ready, start = window.ready(item), since.timestamp()
        both = _merge_through(window, story, ready, start) or _merge_abroad(
            window, story, ready, start, joins
        )
    if both is not None:
        merged = (*merged, both)
        if placed.story_id == both[1]:
            placed = replace(placed, story_id=both[0])
    return Joined(member=placed, home=home, merged=merged)


def _take_in_private(
    window: Window, item: Member, since: float, joins: float
) -> tuple[tuple[int, int], ...]:
    """Put what communities were told in private into everybody's story, now that there is one.

    Their items stay theirs: nobody else sees them there, and they do not shape the story.
    """
    if item.community_id is not None or not window.has_private:
        return ()
    ready, kept = window.ready(item), window.stories[item.story_id]
    same: set[Story] = set()
    if _is_page(item.canonical) and not window.is_shared(item.canonical):
        same.update(window.at_address(ready, since, private=True))
    if ready.reading.words >= ENOUGH_WORDS:
        same.update(window.titled(ready, since, private=True))
    for story in window.near(ready.vector, joins):
        if story.community is not None and story.last >= since:
            same.update({story} if _score(window, ready, story, joins) >= joins else ())
    same = {story for story in same if story.community is not None}
    pairs = tuple((kept.id, story.id) for story in sorted(same, key=lambda story: story.order))
    for story in same:
        window.take_in(kept, story)
    return pairs


def find_home(
    window: Window, item: Member, *, since: datetime, joins: float = JOINS
) -> Home | None:
    """Find the story an item belongs to; None when it opens one.

    A private item may join everybody's story, never the other way round.
    """
    ready = window.ready(item)
    start = since.timestamp()
    if _is_page(item.canonical) and not window.is_shared(item.canonical):
        for story in window.at_address(ready, start):
            return Home(story_id=story.id, role="same-address", score=1.0)
    for story in window.copied(ready, start):
        return Home(story_id=story.id, role="same-text", score=1.0)
    if corrected := _corrected(window, ready, start):
        return Home(story_id=corrected.id, role="same-event", score=1.0)
    barred = window.others_of_series(ready)
    barred |= window.issues_of(ready, ready.at - REPOSTED.total_seconds())
    if ready.reading.words >= ENOUGH_WORDS:
        for story in window.titled(ready, start):
            if story not in barred:
                return Home(story_id=story.id, role="same-title", score=1.0)
    if is_opinion(item.title):
        return None  # what somebody thinks of an event is no report of it
    return _same_event(window, ready, barred, start, joins)


def _corrected(window: Window, ready: Ready, since: float) -> Story | None:
    """Give the story of the report that an item says it corrects: its feed's, most like it."""
    if not any(map(is_correction, (ready.member.title, ready.member.text))):
        return None
    told = window.told_by(ready.member.feed_id, since)
    near = [story for story in window.near(ready.vector, SURE) if story in told]
    alike = {story: story.like(ready.vector) for story in near if _may_join(ready, story)}
    best = max(alike, key=lambda story: (alike[story], -story.order), default=None)
    return best if best is not None and alike[best] >= SURE else None


def _same_event(
    window: Window, ready: Ready, barred: Collection[Story], since: float, joins: float
) -> Home | None:
    best: tuple[float, float, int] | None = None
    found: Story | None = None
    little = ready.reading.words < LEAST_WORDS
    for story in window.near(ready.vector, joins):
        if little and sum(t in ready.by_text for t, _ in story.weights()) < SEVERAL:
            continue  # "Letters to the editor"
        if story.last < since or story in barred or not _may_join(ready, story):
            continue
        score = _score(window, ready, story, joins)
        rank = (score, story.last, -story.order)
        if score >= joins and (best is None or rank > best):
            best, found = rank, story
    told = _told_abroad(window, ready, barred, since, joins)
    if told and (best is None or told[0] > best[0]):
        best, found = (told[0], 0.0, 0), told[1]
    return Home(story_id=found.id, role="same-event", score=best[0]) if found and best else None


def _told_abroad(
    window: Window, ready: Ready, barred: Collection[Story], since: float, joins: float
) -> tuple[float, Story] | None:
    """Give the story that tells an item's event in another language, if any, and how like it is.

    The likeness is put so that what suffices there is what suffices among words: ``joins``.
    """
    found: list[tuple[float, float, int, Story]] = []
    for story in window.near_across(ready.wider, ONE_EVENT):
        if story.last < since or story in barred or not _may_join(ready, story):
            continue
        alike = bridge(ready.wider, story, ready.at, window.spots)
        if not alike or is_of_another_kind(window, ready.wider, story):
            continue
        if is_done_otherwise(window, ready.wider, story):
            continue
        if is_of_its_topic(window, ready.wider, story):
            continue  # of one topic, and that is all
        if are_of_two_topics(window, ready.wider, story) or _is_doubted(window, ready, story):
            continue
        score = _unless_strange(window, ready, story, alike / ONE_EVENT * joins)
        if score >= joins:
            found.append((score, story.last, -story.order, story))
    best = max(found, key=lambda one: one[:3], default=None)
    return (best[0], best[3]) if best else None


def _is_doubted(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether an item's own words tell that a story with some in its script is another."""
    if ready.reading.script not in story.scripts:
        return False
    said = [term for term, _ in story.weights() if term in ready.vector]
    return story.like(ready.vector) >= DOUBTED and doubt(window, ready, story, said) >= 1.0


def _may_join(ready: Ready, story: Story) -> bool:
    """Say whether an item may see a story, and the story goes on: a war is told as its events."""
    return story.community in (None, ready.member.community_id) and ready.at - story.first <= LASTS


def _may_be_one(window: Window, one: Story, other: Story) -> bool:
    return (
        one.community == other.community
        and max(one.last, other.last) - min(one.first, other.first) <= LASTS
        and not window.are_apart(one, other)
    )


def _score(window: Window, ready: Ready, story: Story, joins: float) -> float:
    alike = story.like(ready.vector)
    crossing = ready.reading.script not in story.scripts
    if crossing:
        said = [term for term, _ in story.weights() if term in ready.vector]
        if not _crosses(window, said):
            return 0.0
        known = ready.weak | window.countries
        if sum(term not in known for term in said) >= 2:
            alike /= ready.shareable  # most of its words can stand in no other script
    score = alike * exp(-max(0.0, ready.at - story.last) / FADES) - ALONE / story.items
    if alike >= SURE:
        score = max(score, joins, alike - SURE + joins)
    if score < joins:
        return score
    if not crossing:
        said = [term for term, _ in story.weights() if term in ready.vector]
        score -= doubt(window, ready, story, said)
    if is_elsewhere(ready.wider.terms, story.wide.terms, window.spots):
        return 0.0
    if is_of_another_kind(window, ready.wider, story):
        return 0.0
    return _unless_strange(window, ready, story, score)


def _unless_strange(window: Window, ready: Ready, story: Story, score: float) -> float:
    """Take off for somebody new who reacts, for countries that a story never named, for a crowd."""
    if ready.actor is not None and story.tells(ready.actor) < HEARD:
        return 0.0
    many = max(OLD_CROWD, CROWD / (1 + max(0.0, ready.at - story.first) / AGES))
    return score - _strange(window, ready.vector, ready.named, story) - _crowd(story.items, many)


def _crosses(window: Window, said: Collection[int]) -> bool:
    """Say whether two scripts share enough: names, concepts and figures are all they can."""
    return len(said) >= SEVERAL and any(map(window.is_telling, said))


def _strange(window: Window, vector: Vector, named: Collection[int], story: Story) -> float:
    """Give how much of an item is about countries that a story never named, 0…1.

    A story that named none may be anywhere.
    """
    if not story.actors:
        return 0.0
    return sum(
        vector[term] ** 2 for term in named if term in window.countries and not story.tells(term)
    )


def _crowd(items: int, many: float) -> float:
    taken_off = CROWDED * log2(items / many) if items > many else 0.0
    return taken_off + (CROWDED * log2(items / MASSES) if items > MASSES else 0.0)


def _merge(window: Window, story: Story, since: float) -> tuple[int, int] | None:
    """Put a story and the one most like it together, if they are one; give (kept, gone)."""
    if story.items > EVERY and story.items % EVERY:
        return None  # one item more changes little of a story of many
    vector = {term: value / (story.norm or 1.0) for term, value in story.weights()}
    best: tuple[float, int] | None = None
    found: Story | None = None
    for other in window.near(vector, TOGETHER):
        if other is story or other.last < since or not _may_be_one(window, story, other):
            continue
        over = _over(window, story, other)
        if over >= 0 and (best is None or (over, -other.order) > best):
            best, found = (over, -other.order), other
    return _put_together(window, story, found) if found is not None else None


def _put_together(window: Window, story: Story, found: Story) -> tuple[int, int]:
    kept, gone = sorted((story, found), key=lambda one: (one.id < 0, one.order))
    ids = kept.id, gone.id
    window.merge(kept, gone)
    return ids


def _merge_through(
    window: Window, story: Story, ready: Ready, since: float
) -> tuple[int, int] | None:
    """Put two small stories together of which an item tells both: each half of what happened."""
    if story.items > FEW:
        return None
    barred = window.others_of_series(ready) | {story}
    for other in window.near(ready.vector, THROUGH):
        if other in barred or other.items >= FEW or other.last < since:
            continue
        if not _may_be_one(window, story, other) or are_of_two_countries(window, story, other):
            continue
        if _score(window, ready, other, THROUGH) >= THROUGH:
            return _put_together(window, story, other)
    return None


def _merge_abroad(
    window: Window, story: Story, ready: Ready, since: float, joins: float
) -> tuple[int, int] | None:
    """Put a story and one in another language together that its newest item tells, too."""
    told = _told_abroad(window, ready, {story}, since, joins)
    if told is None or not _may_be_one(window, story, told[1]):
        return None
    if are_of_two_countries(window, story, told[1]):
        return None
    if wide_likeness(story, told[1]) < ONE_EVENT:
        return None
    return _put_together(window, story, told[1])


def _over(window: Window, one: Story, other: Story) -> float:
    """Give by how much two stories are more alike than they must be to be one."""
    small = one if one.items <= other.items else other
    large = other if small is one else one
    need = TOGETHER + (SURE - TOGETHER) / small.items
    alike = likeness(one, other) - _crowd(small.items, PARTS)
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
    return alike - need - _strange(window, vector, named, large) - _crowd(large.items, CROWD)


def _are_of_one(window: Window, one: Story, other: Story) -> bool:
    """Say whether what two stories have in common may be one event, not one place or kind."""
    mine, theirs = dict(one.weights()), dict(other.weights())
    length = (one.norm or 1.0) * (other.norm or 1.0)
    parts = {t: mine[t] * theirs[t] / length for t in mine if t in theirs}
    top = max(parts, key=lambda term: (parts[term], term), default=0)
    known = window.having(top) >= KNOWN_IN and sum(parts.values()) - parts[top] < BESIDE_KNOWN
    if known or is_there_alone(window, parts) or are_of_two_countries(window, one, other):
        return False
    if are_of_two_kinds(window, one, other) or are_done_otherwise(window, one, other, parts):
        return False
    if not tells_more(window, parts, window.topical):
        return False
    if is_of_topic_alone(window, parts, window.topical, BESIDE_ENOUGH):
        return False
    if specific(window, parts) < SPECIFIC_BOTH:
        return False
    if one.scripts.isdisjoint(other.scripts):
        return _crosses(window, parts)
    return not is_of_others(window, mine, theirs, names_of_one(window, mine, theirs))


def _is_page(canonical: str | None) -> bool:
    """Say whether an address is a page of its own, not an outlet's front page."""
    if not canonical:
        return False
    parts = urlsplit(canonical)
    path = parts.path.strip("/")
    return bool(parts.query or (path and not _FRONT.fullmatch(path)))
