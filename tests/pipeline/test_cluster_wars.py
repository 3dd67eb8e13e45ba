"""A war is told as its events: none grows into one story, and none goes on for ever."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache

from bot.evaluate.stories import labelled, predict
from bot.model import Member
from bot.pipeline.cluster import Names, Window, join, names_of
from tests.shipped import shipped

START = datetime(2026, 11, 28, 6, tzinfo=UTC)
SPAN = timedelta(hours=48)


@cache
def names() -> Names:
    return names_of(shipped().topics.values())


def stories(titles: Iterable[str], *, apart: timedelta) -> list[str]:
    rows = [
        labelled({"id": n, "title": title, "source": f"outlet {n % 7}",
                  "published": (START + n * apart).isoformat()})
        for n, title in enumerate(titles)
    ]  # fmt: skip
    return [said.story for said in predict(rows, names())]


BARRAGE = (
    "Russian missile barrage cuts power across Ukraine, three killed",
    "Russian missiles and drones knock out power in Ukraine, killing three",
    "Massive Russian barrage on Ukraine's power grid kills three",
    "Three dead as Russian barrage leaves Ukraine without power",
    "Ukraine says Russian missile barrage hit power grid, three killed",
    "Power cuts across Ukraine after massive Russian barrage",
    "Russian barrage on power grid: three killed across Ukraine",
    "Ukraine restores power after Russian missile barrage that killed three",
)
GENERAL = (
    "Car bomb kills Russian general outside Moscow, Ukraine suspected",
    "Russian general killed by car bomb in Moscow suburb",
    "Russia blames Ukraine for car bomb that killed general",
)
VILLAGE = (
    "Two killed in Ukrainian drone strike on Russian border village",
    "Ukrainian drone strike kills two in Russian village, governor says",
)


def test_other_events_of_the_same_war_on_the_same_day_are_stories_of_their_own() -> None:
    found = stories((*BARRAGE, *GENERAL, *VILLAGE), apart=timedelta(minutes=20))
    barrage, general, village = found[:8], found[8:11], found[11:]
    assert len(set(barrage)) == len(set(general)) == len(set(village)) == 1
    assert len({barrage[0], general[0], village[0]}) == 3


def test_stories_of_one_war_do_not_become_one_when_an_item_tells_both() -> None:
    both = "Russian barrage and car bomb mark deadly day in Ukraine war"
    found = stories((*BARRAGE, *GENERAL, both, *GENERAL), apart=timedelta(minutes=20))
    assert found[0] != found[8]


TALKS = (
    "Velmora and Orsay negotiators meet again on trade deal",
    "Velmora, Orsay trade talks go on as deadline nears",
    "Trade deal talks between Velmora and Orsay continue",
)


def test_a_story_ends_after_three_days_and_news_of_it_opens_another() -> None:
    titles = [f"{TALKS[n % 3]}" for n in range(24)]
    found = stories([f"{t}, day {n // 4}" for n, t in enumerate(titles)], apart=timedelta(hours=5))
    kept = {story: [n for n, said in enumerate(found) if said == story] for story in set(found)}
    assert max(times[-1] - times[0] for times in kept.values()) * 5 <= 72
    assert 2 <= len(kept) <= 6


def member(n: int, story: int, title: str, at: datetime, opened: datetime | None = None) -> Member:
    return Member(story_id=story, community_id=None, item_id=n, feed_id=n, canonical=None,
                  title=title, at=at, opened=opened)  # fmt: skip


def test_a_window_that_is_read_again_knows_since_when_a_story_runs() -> None:
    began = START - timedelta(hours=71)
    told = member(1, 1, TALKS[0], START - timedelta(hours=2), began)
    soon = member(2, 2, TALKS[1], START)
    late = member(3, 3, TALKS[1], START + timedelta(hours=2))
    joined = join(Window([told], names()), soon, since=START - SPAN)
    assert joined.member.story_id == 1
    assert join(Window([told], names()), late, since=START - SPAN).member.story_id == 3
