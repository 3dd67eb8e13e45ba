"""Which story means what an item means, where neither words nor what all languages share tell.

Asked only where nothing else found the item a home. Meaning alone joins nothing: a fire is a fire
in any town. What tells two events apart has the same say here as elsewhere, and reports in two
languages must have somebody, somewhere or a firm in common.
"""

from collections.abc import Collection, Iterator

from bot.pipeline.cluster.another_day import is_done_again, is_of_another_day
from bot.pipeline.cluster.contrast import (
    are_of_two_topics,
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
from bot.pipeline.cluster.doubt import is_of_its_topic, of_template
from bot.pipeline.cluster.meaning import Openers, alike, report
from bot.pipeline.cluster.ready import Ready, says_little
from bot.pipeline.cluster.scoring import are_of_two_places, is_doubted, is_heard, may_join
from bot.pipeline.cluster.story import Story
from bot.pipeline.cluster.window import Window
from bot.pipeline.cluster.wording import is_filled_otherwise

ABROAD = 0.6  # cosine of meanings and half of that of what all languages share, from which …
WIDE = 0.5  # … two reports in two languages are one event; this part of the latter
AT_HOME = 0.72  # cosine of meanings from which two in one language are
LEAST_WIDE, LEAST_LIKE = 0.25, 0.15  # likeness of stories that are looked at, at least
ASKED = 6  # stories that the model is asked about at most, those most alike


def told_alike(
    window: Window, openers: Openers, ready: Ready, barred: Collection[Story], since: float
) -> tuple[float, Story] | None:
    """Give the story that means what an item means, and how far it is over what suffices."""
    likely = [] if says_little(ready) else _likely(window, ready, barred, since)[:ASKED]
    if not likely:
        return None
    item = ready.member
    mine = report(item.title, window.text_of(item), ready.reading.tongue)
    found = []
    for need, story in likely:
        theirs = openers.of(story.order)
        over = alike(mine, theirs) - need if theirs else -1.0
        if over >= 0:
            found.append((over, story.last, -story.order, story))
    best = max(found, key=lambda one: one[:3], default=None)
    return (best[0], best[3]) if best else None


def _likely(
    window: Window, ready: Ready, barred: Collection[Story], since: float
) -> list[tuple[float, Story]]:
    """Give stories that may mean the same, those most alike first, with what meaning must reach."""
    found = []
    for story in _near(window, ready):
        if story.last < since or story in barred or not may_join(ready, story):
            continue
        if _are_told_apart(window, ready, story):
            continue
        if ready.reading.tongue in story.scripts:
            if not _is_another_of_its_kind(window, ready, story):
                found.append((story.like(ready.vector), AT_HOME, story))
        elif (shared := _shared_abroad(window, ready, story)) is not None:
            found.append((shared, ABROAD - WIDE * shared, story))
    found.sort(key=lambda one: (-one[0], one[2].order))
    return [(need, story) for _, need, story in found]


def _near(window: Window, ready: Ready) -> Iterator[Story]:
    given: set[int] = set()
    for near in (
        window.near_across(ready.wider, LEAST_WIDE),
        window.near(ready.vector, LEAST_LIKE),
    ):
        for story in near:
            if story.order not in given:
                given.add(story.order)
                yield story


def _are_told_apart(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether something tells two events apart, in whatever language."""
    if ready.actor is not None and not is_heard(story, ready.actor):
        return True
    return (
        is_of_another_kind(window, ready.wider, story)
        or is_done_otherwise(window, ready.wider, story)
        or is_done_again(window, ready, story)
        or is_another_meeting(window, ready.wider, story)
        or are_of_two_places(window, ready, story)
        or is_of_another_subject(window, ready, story)
        or is_elsewhere_told(window, ready, story)
        or is_filled_otherwise(window, ready, story)
    )


def _shared_abroad(window: Window, ready: Ready, story: Story) -> float | None:
    """Give the cosine of what two languages can say, 0…1; None where no name is common."""
    if (
        is_of_its_topic(window, ready.wider, story)
        or are_of_two_topics(window, ready.wider, story)
        or is_doubted(window, ready, story)
    ):
        return None
    theirs = story.wide.vector()
    shared = [term for term in ready.wider.vector if term in theirs]
    if all(ready.wider.terms[term].event for term in shared):
        return None
    return sum(ready.wider.vector[term] * theirs[term] for term in shared)


def _is_another_of_its_kind(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether a report in a story's language is of another case, place, day or people."""
    mine = {t: value for t, value in ready.vector.items() if t not in ready.by_text}
    theirs = dict(story.weights())
    names = names_of_one(window, mine, theirs)
    return (
        fills_otherwise(window, ready, story)
        or is_another_case(window, ready, story, mine, names)
        or is_at_another_place(window, ready, story, mine, names)
        or is_of_another_day(window, ready, story)
        or is_of_others(window, mine, theirs, names)
        or of_template(window, ready.vector, story) > 0
    )
