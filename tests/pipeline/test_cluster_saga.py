"""A week of sagas with full texts in four languages (``saga.jsonl``), labelled before it was run.

Texts tell what was before: Wednesday's missiles in Friday's report, a collision in that of a boat
which has nothing to do with it, and in briefings everything.
"""

from functools import cache
from pathlib import Path

from bot.evaluate.rows import read_rows
from bot.evaluate.stories import LabelledItem, labelled, predict, score
from bot.pipeline.cluster import names_of
from tests.shipped import shipped

FILE = Path(__file__).parent.parent / "data/stories/saga.jsonl"


@cache
def told() -> tuple[tuple[LabelledItem, str], ...]:
    """Give each item with the story that it was put in."""
    items = read_rows(FILE, labelled)[0]
    found = predict(items, names_of(shipped().topics.values()))
    return tuple((item, said.story) for item, said in zip(items, found, strict=True))


def stories(*of: str) -> set[str]:
    """Give the stories in which the items of some events are."""
    return {said for item, said in told() if item.story in of}


def test_each_event_is_one_story_in_all_languages() -> None:
    events = {item.story for item, _ in told() if item.story}
    assert {event: len(stories(event)) for event in events} == dict.fromkeys(events, 1)


def test_days_of_patrols_and_of_missiles_are_stories_of_their_own() -> None:
    assert len(stories("patrol-mon", "patrol-thu", "patrol-protest")) == 3
    assert len(stories("missile-wed", "missile-fri", "drill-start")) == 3


def test_another_boat_and_lists_of_news_stay_out() -> None:
    others = stories("capsize-langkawi", "briefing", "briefing-ja")
    assert len(others) == 3
    assert others.isdisjoint(stories("collision", "patrol-mon", "missile-wed", "missile-fri"))


def test_hardly_anything_is_put_together_wrongly() -> None:
    """The captain's suspension is told with the collision that it follows."""
    items = [item for item, _ in told()]
    found = score(items, predict(items, names_of(shipped().topics.values())))
    assert found is not None
    assert found.f1 > 0.92
    assert found.mixed <= 1
