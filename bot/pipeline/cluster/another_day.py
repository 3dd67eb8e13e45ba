"""What tells the events of two days apart that are told in the same words: counts, patrols, tests.

Victims of one event are counted for days, and what goes on is told anew on each.
"""

from collections.abc import Iterable

from bot.pipeline.cluster.bridges import Wider
from bot.pipeline.cluster.contrast import (
    give_other_figures,
    leading,
    titled,
    titled_of,
    values_told,
)
from bot.pipeline.cluster.kinds import HARM
from bot.pipeline.cluster.ready import Ready
from bot.pipeline.cluster.story import DAY_LATER, Story
from bot.pipeline.cluster.window import Window


def is_of_another_day(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether titles a day apart count something differently: ships of today and yesterday.

    Victims of one event are counted for days.
    """
    if ready.reading.counted or ready.at - story.last < DAY_LATER:
        return False
    mine = {t: value for t, value in ready.vector.items() if t not in ready.by_text}
    return give_other_figures(window, mine, dict(story.weights()))


def are_of_two_days(window: Window, one: Story, other: Story) -> bool:
    """Say whether two stories a day apart count something differently, and no victims."""
    if max(one.first, other.first) - min(one.last, other.last) < DAY_LATER:
        return False
    if any(HARM in told for story in (one, other) for told in values_told(window, story)):
        return False
    return give_other_figures(window, dict(one.weights()), dict(other.weights()))


def are_of_days_apart(window: Window, one: Story, other: Story) -> bool:
    """Say whether two stories are of two days, as their first reports say, and nothing goes on."""
    if not one.is_before(other.days, other.first) and not other.is_before(one.days, one.first):
        return False
    return any(window.lasting.isdisjoint(titled_of(window, story)) for story in (one, other))


def counts_otherwise(window: Window, said: Wider, story: Story, at: float) -> bool:
    """Say whether a title of a later day counts other ships or planes than a story did."""
    later = at - story.first >= DAY_LATER
    return later and _tell_other_counts(window, titled(said), story.wide.terms)


def count_otherwise(window: Window, one: Story, other: Story) -> bool:
    """Say whether the titles of two stories that began a day apart count other ships or planes."""
    if abs(one.first - other.first) < DAY_LATER:
        return False
    return _tell_other_counts(window, titled_of(window, one), titled_of(window, other))


def _tell_other_counts(window: Window, one: Iterable[int], other: Iterable[int]) -> bool:
    mine, theirs = ({t for t in of if t in window.counts} for of in (one, other))
    both = {window.counts[t] for t in mine} & {window.counts[t] for t in theirs}
    return bool(both) and mine.isdisjoint(theirs)


def is_done_again(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether a title tells what a story's do, of a later day: the next patrol, another launch.

    Who tells of the days before, too, or of something else that is done, follows up. Victims of one
    event are counted for days.
    """
    if ready.reading.counted or not story.is_before(ready.days, ready.at):
        return False
    titled = leading(window, dict(story.weights()))
    done = ready.places.keys() & window.acts
    return not done.isdisjoint(window.repeated) and done <= titled
