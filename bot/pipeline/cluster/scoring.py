"""How much an item and a story are one event, 0…1, by words or by what any language can say."""

from collections.abc import Collection, Iterable
from math import exp, log2

from bot.pipeline.cluster.another_day import counts_otherwise, is_done_again
from bot.pipeline.cluster.answers import is_answered
from bot.pipeline.cluster.bridges import ONE_EVENT, Wider, bridge, figured, is_elsewhere
from bot.pipeline.cluster.contrast import (
    are_of_two_topics,
    is_another_law,
    is_another_meeting,
    is_done_otherwise,
    is_of_another_kind,
    leading,
)
from bot.pipeline.cluster.doubt import (
    SEVERAL,
    doubt,
    is_of_its_topic,
    is_told_already,
)
from bot.pipeline.cluster.identifiers import are_told_apart, but_days
from bot.pipeline.cluster.otherwise import are_two_quakes, is_told_otherwise
from bot.pipeline.cluster.particulars import ENOUGH, FIGURE, Particular
from bot.pipeline.cluster.ready import Ready
from bot.pipeline.cluster.story import LASTS, Story, Vector
from bot.pipeline.cluster.window import Window
from bot.pipeline.cluster.wording import is_filled_otherwise

JOINS = 0.22  # likeness from which an item joins a story …
OF_ONE_OUTLET = 0.1  # … and so much more for one that its outlet told just before
DOUBTED = 0.2  # likeness by which words of one script count more than what all scripts share
CROSSING = 0.02  # taken off where two scripts have names and concepts in common alone
TOPICS = 0.7  # likeness across languages from which a title may name a topic that others do not
MEETINGS = 0.65  # … from which whom a title names tells of no other meeting
SURE = 0.4  # likeness from which time no longer matters, and one item joins late
FADES = 36 * 3600.0  # seconds without news in which likeness falls to 1/e
ALONE = 0.05  # taken off for a story of one item, half of it for one of two …
CROWD, CROWDED = 20, 0.1  # taken off each time that a story has twice as many items
OLD_CROWD, AGES = 16, 24 * 3600.0  # of an old one; seconds after which half as many are a crowd
MASSES = 40  # items from which the double of that is taken off
HEARD = 0.15  # part of a story's items that name somebody who is no news there then


def told_abroad(
    window: Window, ready: Ready, barred: Collection[Story], since: float, joins: float
) -> tuple[float, Story] | None:
    """Give the story that tells an item's event in another language, if any, and how like it is.

    The likeness is put so that what suffices there is what suffices among words: ``joins``.
    """
    found: list[tuple[float, float, int, Story]] = []
    for story in window.near_across(ready.wider, ONE_EVENT):
        if story.last < since or story in barred or not may_join(ready, story):
            continue
        alike = bridge(ready.wider, story, ready.at, window.spots, abroad=True)
        if not alike or _is_another_abroad(window, ready, story, alike):
            continue
        score = _unless_strange(window, ready, story, alike / ONE_EVENT * joins)
        if score >= joins:
            found.append((score, story.last, -story.order, story))
    best = max(found, key=lambda one: one[:3], default=None)
    return (best[0], best[3]) if best else None


def _is_another_abroad(window: Window, ready: Ready, story: Story, alike: float) -> bool:
    """Say whether something tells an item's event from one told in another language."""
    said = ready.wider
    return (
        is_of_another_kind(window, said, story)
        or is_told_otherwise(window, said, story)
        or (not figured(said, story) and _is_done_elsewhere(window, said, story, alike))
        or counts_otherwise(window, said, story, ready.at)
        or is_of_its_topic(window, said, story)  # of one topic, and that is all
        or is_elsewhere(said.terms, story.wide.terms, window.at_sea)
        or (alike < TOPICS and not figured(said, story) and are_of_two_topics(window, said, story))
        or is_doubted(window, ready, story)
    )


def _is_done_elsewhere(window: Window, said: Wider, story: Story, alike: float) -> bool:
    """Say whether an item tells another act, or a meeting with somebody else, than a story."""
    if is_done_otherwise(window, said, story):
        return True
    return alike < MEETINGS and is_another_meeting(window, said, story)


def told_again(
    window: Window, ready: Ready, barred: Collection[Story], since: float, joins: float
) -> tuple[float, Story] | None:
    """Give the story with which an item has too many names and figures in common for chance."""
    found: list[tuple[float, float, int, Story]] = []
    for story, told in window.sharing(ready).items():
        points = sum(one.points for one in told)
        if points < ENOUGH or all(one.is_place or one.points < FIGURE for one in told):
            continue
        if story.last < since or story in barred or not may_join(ready, story):
            continue
        if ready.reading.script not in story.scripts or not _are_in_titles(
            window, ready, story, told
        ):
            continue
        if are_of_two_places(window, ready, story):
            continue
        if is_of_another_kind(window, ready.wider, story):
            continue
        score = _unless_strange(window, ready, story, joins * points / ENOUGH)
        if score >= joins:
            found.append((score, story.last, -story.order, story))
    best = max(found, key=lambda one: one[:3], default=None)
    return (best[0], best[3]) if best else None


def _are_in_titles(window: Window, ready: Ready, story: Story, told: Iterable[Particular]) -> bool:
    """Say whether a title has one of these: what texts alone share may stand under all of them.

    A ship may stand in both texts alone.
    """
    if any(one.is_ship for one in told):
        return True
    terms = {window.numbers.get(word) for one in told for word in one.words}
    titled = leading(window, dict(story.weights()))
    titled.update(term for term in ready.vector if term not in ready.by_text)
    return not terms.isdisjoint(titled)


def are_of_two_places(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether an item and a story are of two places or meetings, or of two towns."""
    if is_another_meeting(window, ready.wider, story):
        return True
    mine, theirs = ready.wider.terms, story.wide.terms
    if is_elsewhere(mine, theirs, window.at_sea):
        return True
    if any(term in mine for term in theirs if term in window.at_sea):
        return False  # which coast is told beside a shoal says nothing
    if ready.reading.script in story.scripts and is_elsewhere(mine, theirs, window.towns):
        return True
    return is_elsewhere(mine, theirs, window.spots)


def is_doubted(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether an item's own words tell that a story with some in its language is another."""
    if ready.reading.tongue not in story.scripts:
        return False
    said = [term for term, _ in story.weights() if term in ready.vector]
    return story.like(ready.vector) >= DOUBTED and doubt(window, ready, story, said) >= 1.0


def may_join(ready: Ready, story: Story) -> bool:
    """Say whether an item may see a story, and the story goes on: a war is told as its events."""
    # The day of a row may be what was wrong.
    told = but_days(ready.identifiers) if ready.corrects else ready.identifiers
    return (
        story.community in (None, ready.member.community_id)
        and not story.lists
        and ready.at - story.first <= LASTS
        and not are_told_apart(told, story.identifiers)
    )


def score_of(window: Window, ready: Ready, story: Story, joins: float, *, few: int = 1) -> float:
    """Give how much an item tells a story by its words; from ``joins`` on it does.

    ``few``: items up to which a story is compared as one report is.
    """
    alike = story.like(ready.vector)
    crossing = ready.reading.script not in story.scripts
    if crossing:
        said = [term for term, _ in story.weights() if term in ready.vector]
        if not crosses(window, said) or are_of_two_topics(window, ready.wider, story):
            return 0.0
        known = ready.weak | window.countries
        if sum(term not in known for term in said) >= 2:
            alike /= ready.shareable  # most of its words can stand in no other script
        alike -= CROSSING
    score = alike * exp(-max(0.0, ready.at - story.last) / FADES) - ALONE / story.items
    if alike >= SURE:
        score = max(score, joins, alike - SURE + joins)
    if score < joins:
        return score
    if not crossing:
        said = [term for term, _ in story.weights() if term in ready.vector]
        score -= doubt(window, ready, story, said, few)
        if joins <= score < joins + OF_ONE_OUTLET and is_told_already(window, ready, story):
            return 0.0
    if (
        are_of_two_places(window, ready, story)
        or are_two_quakes(window, ready.wider.terms, story.wide.terms)
        or is_of_another_kind(window, ready.wider, story)
    ):
        return 0.0
    return _unless_strange(window, ready, story, score)


def _unless_strange(window: Window, ready: Ready, story: Story, score: float) -> float:
    """Take off for somebody new who reacts, for countries that a story never named, for a crowd."""
    if ready.actor is not None and not is_heard(story, ready.actor):
        return 0.0
    if is_objected_to_alone(ready, story):
        return 0.0
    if is_filled_otherwise(window, ready, story) or is_done_again(window, ready, story):
        return 0.0
    if is_another_law(window, ready, story) or is_answered(window, ready, story):
        return 0.0
    many = max(OLD_CROWD, CROWD / (1 + max(0.0, ready.at - story.first) / AGES))
    return score - strange(window, ready.vector, ready.named, story) - crowd(story.items, many)


def is_heard(story: Story, actor: int) -> bool:
    """Say whether who reacts in an item is one of whom a story tells."""
    return story.tells(actor) >= HEARD or (not story.actors and actor in story.wide.terms)


def is_objected_to_alone(ready: Ready, story: Story) -> bool:
    """Say whether a story tells who condemns something, and an item names that party nowhere."""
    objector = story.objector
    return (
        objector is not None
        and ready.objector is None
        and objector not in ready.vector
        and objector not in ready.wider.terms
    )


def crosses(window: Window, said: Collection[int]) -> bool:
    """Say whether two scripts share enough: names, concepts and figures are all they can."""
    return len(said) >= SEVERAL and any(map(window.is_telling, said))


def strange(window: Window, vector: Vector, named: Collection[int], story: Story) -> float:
    """Give how much of an item is about countries that a story never named, 0…1.

    A story that named none may be anywhere.
    """
    if not story.actors:
        return 0.0
    abroad = set(story.wide.terms)  # what words of other languages name
    return sum(
        vector[term] ** 2
        for term in named
        if term in window.countries and not story.tells(term) and term not in abroad
    )


def crowd(items: int, many: float) -> float:
    """Give what is taken off for a story of more than ``many`` items."""
    taken_off = CROWDED * log2(items / many) if items > many else 0.0
    return taken_off + (CROWDED * log2(items / MASSES) if items > MASSES else 0.0)
