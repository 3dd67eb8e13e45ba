"""Why a report and a story that is near it are two: what of ``scoring`` and ``doubt`` kept it out.

For people to read (/why); it decides nothing. It is asked once a report has its place, and of few:
of those that a watch met and that opened a story, or came to a small one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import exp

from bot.model import Member
from bot.pipeline.cluster.another_day import counts_otherwise, is_done_again, is_of_another_day
from bot.pipeline.cluster.answers import is_answered
from bot.pipeline.cluster.bridges import ONE_EVENT
from bot.pipeline.cluster.contrast import (
    fills_otherwise,
    is_another_case,
    is_another_law,
    is_another_meeting,
    is_at_another_place,
    is_elsewhere_told,
    is_of_another_kind,
    is_of_another_subject,
    is_of_others,
    names_of_one,
)
from bot.pipeline.cluster.doubt import (
    MANY,
    NAMED_ALIKE,
    SPECIFIC,
    is_of_topic_alone,
    is_there_alone,
    is_told_alike,
    of_template,
    specific,
    tells_more,
)
from bot.pipeline.cluster.doubt import SMALL as SMALL_STORY
from bot.pipeline.cluster.headings import is_opinion
from bot.pipeline.cluster.home import REPOSTED
from bot.pipeline.cluster.identifiers import are_told_apart
from bot.pipeline.cluster.ready import Ready, says_little
from bot.pipeline.cluster.scant import is_scant
from bot.pipeline.cluster.scoring import (
    ALONE,
    CROWD,
    FADES,
    are_of_two_places,
    crowd,
    is_heard,
    is_objected_to_alone,
    strange,
)
from bot.pipeline.cluster.story import LASTS, Story, Vector
from bot.pipeline.cluster.window import Window
from bot.pipeline.cluster.wording import is_filled_otherwise

NEAR = 0.1  # likeness from which a story is near enough for people to ask
MOST = 3  # stories that are named
SMALL = 3  # items of a story up to which the one that came may be what it was posted for
OF_A_ROW = "day-in-a-row "  # the identifier of what a title says it is the fourth day of
LEAST_LOSS = 0.03  # of a likeness, what must have been taken off to be the reason

Rules = tuple[tuple["Ground", Callable[[], bool]], ...]


class Ground(StrEnum):
    """What kept a report out of a story."""

    SERIES = "series"  # titles that differ in their numbers alone
    ISSUE = "issue"  # an outlet's title that comes again each day
    ENDED = "ended"
    IDENTIFIER = "identifier"  # CVE-2026-4101, flight 182
    OPINION = "opinion"
    LITTLE = "little"  # its title says nothing by itself
    MEETING = "meeting"
    DAY = "day"  # counts of another day, or the same act again
    PLACE = "place"
    COUNTRY = "country"
    ACTOR = "actor"  # somebody reacts of whom the story tells nothing
    ACT = "act"  # another crime, scene or stage
    LAW = "law"  # another law
    NAMES = "names"  # other names in what may be the same words
    TOPIC = "topic"  # no more in common than a topic or a place
    WORDING = "wording"  # … than the words in which such news is told
    LANGUAGE = "language"  # … than two languages can have by chance
    OLD = "old"  # not enough for so long a time
    CROWDED = "crowded"  # not enough for a story of so many
    FEW = "few"


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A story that a report is near, and not part of; and why not."""

    story_id: int
    ground: Ground


def told_apart(window: Window, item: Member, *, since: datetime, joins: float) -> tuple[Apart, ...]:
    """Give the stories most like an item that has its place, the nearest first.

    ``joins``: likeness 0…1 from which items join. Of the stories that the item might see; none for
    one that came to a story of many. Takes as long as finding its place took.
    """
    own = window.stories.get(item.story_id)
    if own is None or own.items > SMALL:
        return ()
    ready = window.ready(item)
    found = sorted(_near(window, ready, own, joins), key=lambda one: (-one[0], -one[1].last))
    return tuple(
        Apart(
            story_id=story.id,
            ground=_whatever_it_tells(window, ready, story, since.timestamp())
            or _by_what_it_tells(window, ready, story, joins),
        )
        for _, story in found[:MOST]
    )


def _near(window: Window, ready: Ready, own: Story, joins: float) -> Iterator[tuple[float, Story]]:
    """Yield stories with how like each is: by words, or by what any language can say."""
    wide = ready.wider.vector
    abroad = {
        story: sum(value * wide[t] for t, value in story.wide.vector().items() if t in wide)
        for story in window.near_across(ready.wider, NEAR)
    }
    for story in {*window.near(ready.vector, NEAR), *abroad}:
        alike = max(story.like(ready.vector), abroad.get(story, 0.0) / ONE_EVENT * joins)
        seen = story.community in (None, ready.member.community_id)
        if story is not own and seen and alike >= NEAR:
            yield alike, story


def _whatever_it_tells(window: Window, ready: Ready, story: Story, since: float) -> Ground | None:
    posted = ready.at - REPOSTED.total_seconds()
    named = {one for one in ready.identifiers if not one.startswith(OF_A_ROW)}
    return _first(
        (
            (Ground.IDENTIFIER, lambda: are_told_apart(named, story.identifiers)),
            (Ground.DAY, lambda: are_told_apart(ready.identifiers, story.identifiers)),
            (Ground.SERIES, lambda: story in window.others_of_series(ready)),
            (Ground.ISSUE, lambda: story in window.issues_of(ready, posted)),
            (Ground.ENDED, lambda: story.last < since or ready.at - story.first > LASTS),
            (Ground.OPINION, lambda: is_opinion(ready.member.title)),
            (Ground.LITTLE, lambda: says_little(ready)),
        )
    )


def _by_what_it_tells(window: Window, ready: Ready, story: Story, joins: float) -> Ground:
    """Give what tells two events apart, or how little of one the two have in common."""
    if otherwise := _otherwise(window, ready, story):
        return otherwise
    if ready.reading.script not in story.scripts or ready.reading.tongue not in story.scripts:
        return Ground.LANGUAGE
    theirs = dict(story.weights())
    norm = story.norm or 1.0
    parts = {t: ready.vector[t] * value / norm for t, value in theirs.items() if t in ready.vector}
    if story.like(ready.vector) < joins:
        return _little(window, ready, parts) or Ground.FEW
    if others := _others(window, ready, story, theirs):
        return others
    if story.items >= MANY and specific(window, parts, theirs) < SPECIFIC:
        return Ground.TOPIC  # of one war, and that is all
    if story.items <= SMALL_STORY and is_scant(window, ready, story, parts):
        return Ground.TOPIC
    return _little(window, ready, parts) or _taken_off(window, ready, story, joins)


def _otherwise(window: Window, ready: Ready, story: Story) -> Ground | None:
    """Give what each tells that the other does not: whom they meet, a day, a place, an act."""
    wider, actor = ready.wider, ready.actor
    return _first(
        (
            (Ground.MEETING, lambda: is_another_meeting(window, wider, story)),
            (Ground.DAY, lambda: is_of_another_day(window, ready, story)),
            (Ground.DAY, lambda: is_done_again(window, ready, story)),
            (Ground.DAY, lambda: counts_otherwise(window, wider, story, ready.at)),
            (Ground.PLACE, lambda: are_of_two_places(window, ready, story)),
            (Ground.COUNTRY, lambda: is_elsewhere_told(window, ready, story)),
            (Ground.ACTOR, lambda: actor is not None and not is_heard(story, actor)),
            (Ground.ACTOR, lambda: is_objected_to_alone(ready, story)),
            (Ground.ACTOR, lambda: is_answered(window, ready, story)),
            (Ground.ACT, lambda: is_of_another_kind(window, wider, story)),
            (Ground.LAW, lambda: is_another_law(window, ready, story)),
        )
    )


def _others(window: Window, ready: Ready, story: Story, theirs: Vector) -> Ground | None:
    """Say that other names fill what is common, if so: another firm, victim, place."""
    mine = {t: value for t, value in ready.vector.items() if t not in ready.by_text}
    names = names_of_one(window, mine, theirs)
    return _first(
        (
            (Ground.PLACE, lambda: is_at_another_place(window, ready, story, mine, names)),
            (Ground.NAMES, lambda: is_of_another_subject(window, ready, story)),
            (Ground.NAMES, lambda: is_another_case(window, ready, story, mine, names)),
            (Ground.NAMES, lambda: fills_otherwise(window, ready, story)),
            (Ground.NAMES, lambda: is_filled_otherwise(window, ready, story)),
            (
                Ground.NAMES,
                lambda: (
                    story.items == 1
                    and is_of_others(window, mine, theirs, names)
                    and not is_told_alike(window, ready, story, NAMED_ALIKE)
                ),
            ),
        )
    )


def _little(window: Window, ready: Ready, parts: Vector) -> Ground | None:
    """Say that no more than a topic or a place is common, if so."""
    if all(term in ready.by_text or window.is_figure(term) for term in parts):
        return Ground.FEW
    is_topic = (
        is_there_alone(window, parts)
        or not tells_more(window, parts, ready.weak)
        or is_of_topic_alone(window, parts, ready.weak)
    )
    return Ground.TOPIC if is_topic else None


def _taken_off(window: Window, ready: Ready, story: Story, joins: float) -> Ground:
    """Give for what the most was taken off a likeness that would have been enough."""
    alike = story.like(ready.vector)
    fading = alike - alike * exp(-max(0.0, ready.at - story.last) / FADES)
    losses = {
        Ground.OLD: fading if alike - ALONE / story.items >= joins else 0.0,
        Ground.COUNTRY: strange(window, ready.vector, ready.named, story),
        Ground.CROWDED: crowd(story.items, CROWD),
        Ground.WORDING: of_template(window, ready.vector, story),
    }
    most = max(losses, key=lambda ground: losses[ground])
    return most if losses[most] >= LEAST_LOSS else Ground.FEW


def _first(rules: Rules) -> Ground | None:
    return next((ground for ground, holds in rules if holds()), None)
