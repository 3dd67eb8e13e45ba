"""Which story an item belongs to: by its address, its title, or what it tells.

What it tells is compared with the middle of a story (its items' terms, summed), not with one item
of it, so that a story does not grow from neighbour to neighbour (average link; for news: Allan,
"Topic Detection and Tracking", 2002; Miranda et al., "Multilingual Clustering of Streaming News",
2018). A crowded story asks for more, and what only one item tells asks for a little more.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.model import Member
from bot.pipeline.cluster.another_day import is_done_again
from bot.pipeline.cluster.bridges import wide_likeness
from bot.pipeline.cluster.contrast import is_of_another_subject
from bot.pipeline.cluster.doubt import SEVERAL
from bot.pipeline.cluster.headings import is_opinion
from bot.pipeline.cluster.identifiers import are_told_apart
from bot.pipeline.cluster.late import take_in_early
from bot.pipeline.cluster.meant import told_alike
from bot.pipeline.cluster.merging import merge, merge_abroad, merge_through
from bot.pipeline.cluster.ready import Ready, says_little
from bot.pipeline.cluster.retold import told_in_other_words
from bot.pipeline.cluster.scoring import (
    JOINS,
    SURE,
    are_of_two_places,
    may_join,
    score_of,
    told_abroad,
    told_again,
)
from bot.pipeline.cluster.story import Story
from bot.pipeline.cluster.window import Window
from bot.pipeline.cluster.wording import is_filled_otherwise
from bot.pipeline.text.recounts import is_recount

ENOUGH_WORDS = 4  # fewer, the same in two titles, say too little: "Photos of the day"
CORRECTED = 0.33  # likeness in any language from which a correction is of what its outlet told
LEAD = 300  # letters of a text in which a count that is put right is what it tells
REPOSTED = timedelta(hours=12)  # within which an outlet's title told again is no new issue of it

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
    both = merge(window, story, since.timestamp()) if home else None
    if both is None and home is not None:
        ready, start = window.ready(item), since.timestamp()
        both = merge_through(window, story, ready, start) or merge_abroad(
            window, story, ready, start, joins
        )
    if both is not None:
        merged = (*merged, both)
        story = window.stories[both[0]]
    if home is not None:
        merged = (*merged, *take_in_early(window, story, since.timestamp(), joins))
    placed = replace(placed, story_id=_kept(placed.story_id, merged))
    return Joined(member=placed, home=home, merged=merged)


def _kept(story_id: int, merged: Iterable[tuple[int, int]]) -> int:
    """Give the story that has an item's story after merging, in their order."""
    for kept, gone in merged:
        story_id = kept if story_id == gone else story_id
    return story_id


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
            same.update({story} if score_of(window, ready, story, joins) >= joins else ())
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
        if not _is_form(window, ready, story):
            return Home(story_id=story.id, role="same-text", score=1.0)
    if corrected := _corrected(window, ready, start):
        return Home(story_id=corrected.id, role="same-event", score=1.0)
    barred = window.others_of_series(ready)
    barred |= window.issues_of(ready, ready.at - REPOSTED.total_seconds())
    if ready.reading.words >= ENOUGH_WORDS:
        for story in window.titled(ready, start):
            if story not in barred and not is_done_again(window, ready, story):
                return Home(story_id=story.id, role="same-title", score=1.0)
    if is_opinion(item.title) or ready.lists:
        return None  # what somebody thinks of an event, or a list of many, is no report of it
    return _same_event(window, ready, barred, start, joins)


def _is_form(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether a text is a wire's form, filled anew: "A fire broke out at a house in …"."""
    return (
        is_of_another_subject(window, ready, story)
        or are_told_apart(ready.identifiers, story.identifiers)
        or is_filled_otherwise(window, ready, story)
    )


def _corrected(window: Window, ready: Ready, since: float) -> Story | None:
    """Give the story of the report that an item says it corrects: its feed's, most like it.

    A count that was wrong for everybody, as "police put the toll at three, not four", anybody's.
    """
    if not ready.corrects:
        return None
    own = window.told_by(ready.member.feed_id, since)
    among = [(own, _by_words, SURE), (own, _in_any_language, CORRECTED)]
    if is_recount(ready.member.title) or is_recount(ready.member.text[:LEAD]):
        near = {one for one in window.near(ready.vector, CORRECTED / 2) if one.last >= since}
        among.append((near, _in_any_language, CORRECTED))
    for told, alike, enough in among:
        found = {story: alike(ready, story) for story in told if may_join(ready, story)}
        best = max(found, key=lambda story: (found[story], -story.order), default=None)
        if best is not None and found[best] >= enough:
            return None if are_of_two_places(window, ready, best) else best
    return None


def _by_words(ready: Ready, story: Story) -> float:
    return story.like(ready.vector)


def _in_any_language(ready: Ready, story: Story) -> float:
    """Give how alike both are in any language: who, where, what, and how much."""
    return wide_likeness(ready.wider.vector, story)


def _same_event(
    window: Window, ready: Ready, barred: Collection[Story], since: float, joins: float
) -> Home | None:
    best: tuple[float, float, int] | None = None
    found: Story | None = None
    little = says_little(ready)
    for story in window.near(ready.vector, joins):
        if little and sum(t in ready.by_text for t, _ in story.weights()) < SEVERAL:
            continue  # "Letters to the editor"
        if story.last < since or story in barred or not may_join(ready, story):
            continue
        score = score_of(window, ready, story, joins)
        rank = (score, story.last, -story.order)
        if score >= joins and (best is None or rank > best):
            best, found = rank, story
    if best is None and (again := told_again(window, ready, barred, since, joins)):
        best, found = (again[0], 0.0, 0), again[1]
    told = told_abroad(window, ready, barred, since, joins)
    if told and (best is None or told[0] > best[0]):
        best, found = (told[0], 0.0, 0), told[1]
    if found is None and (other := told_in_other_words(window, ready, barred, since)):
        best, found = (joins + other[0], 0.0, 0), other[1]
    if found is None or best is None:
        return _same_meaning(window, ready, barred, since, joins)
    return Home(story_id=found.id, role="same-event", score=best[0])


def _same_meaning(
    window: Window, ready: Ready, barred: Collection[Story], since: float, joins: float
) -> Home | None:
    if window.openers is None:
        return None
    told = told_alike(window, window.openers, ready, barred, since)
    return Home(story_id=told[1].id, role="same-event", score=joins + told[0]) if told else None


def _is_page(canonical: str | None) -> bool:
    """Say whether an address is a page of its own, not an outlet's front page."""
    if not canonical:
        return False
    parts = urlsplit(canonical)
    path = parts.path.strip("/")
    return bool(parts.query or (path and not _FRONT.fullmatch(path)))
