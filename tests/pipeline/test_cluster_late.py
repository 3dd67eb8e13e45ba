"""Reports that came before the story that they tell."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.model import Member
from bot.pipeline.cluster import Joined, Window, join

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
FERRY = (
    "Ferry Quarrel Queen runs aground off Tern Point with 200 aboard",
    "Quarrel Queen: all 200 passengers taken off grounded ferry",
    "Ferry aground off Tern Point, Quarrel Queen passengers safe",
    "Stranded ferry Quarrel Queen refloated as fog lifts",
)


def joined(titles: Sequence[str]) -> list[Joined]:
    """Join titles of one outlet each, ten minutes apart."""
    first = Member(
        story_id=99, community_id=None, item_id=99, feed_id=99, canonical=None,
        title="What the weather will be like at the weekend", at=NOON,
    )  # fmt: skip
    window = Window([first])
    return [
        join(
            window,
            Member(
                story_id=-n, community_id=None, item_id=n, feed_id=n,
                canonical=f"https://outlet{n}.example/{n}a", title=title,
                at=NOON + timedelta(minutes=10 * n),
            ),
            since=NOON - timedelta(days=2),
        )
        for n, title in enumerate(titles, start=1)
    ]  # fmt: skip


def story_of_the_first(titles: Sequence[str]) -> list[str]:
    all_joined = joined(titles)
    into = {gone: kept for one in all_joined for kept, gone in one.merged}
    found: dict[int, list[str]] = {}
    for one in all_joined:
        story = one.member.story_id
        while story in into:
            story = into[story]
        found.setdefault(story, []).append(one.member.title)
    return next(story for story in found.values() if titles[0] in story)


@pytest.mark.parametrize(
    "early",
    [
        "Passengers tell of fear aboard ferry in fog",
        "Rescue tug off Tern Point had passengers waiting",
    ],
)
def test_a_report_that_came_first_joins_the_story_once_it_has_grown(early: str) -> None:
    assert story_of_the_first((early, FERRY[0])) == [early]
    assert story_of_the_first((early, *FERRY)) == [early, *FERRY]


def test_a_report_that_names_the_ship_has_its_story_at_once() -> None:
    early = "Why did the Quarrel sail into fog?"
    assert story_of_the_first((early, FERRY[0])) == [early, FERRY[0]]


def test_the_early_reports_story_goes_on_as_the_older_one() -> None:
    merged = [pair for one in joined(("Passengers tell of fear aboard ferry in fog", *FERRY))
              for pair in one.merged]  # fmt: skip
    assert (-1, -2) in merged


@pytest.mark.parametrize(
    "early",
    [
        "Armed robbers hit bank at Tern Point",
        "Magnitude 4.7 earthquake strikes off Tern Point",
        "Editorial: Passengers aboard a ferry in fog deserve better",
    ],
)
def test_another_event_that_came_first_stays_apart(early: str) -> None:
    assert story_of_the_first((early, *FERRY)) == [early]


def test_who_visits_the_scene_makes_no_event_of_its_own() -> None:
    who = ("Interior minister visits", "Mayor inspects", "Prosecutor seals off", "Archbishop tours")
    titles = [
        f"Kestrel bridge collapse in Ostrava: {one} the site, death toll {20 + n}"
        for n, one in enumerate(who)
    ]
    assert [one.home is None for one in joined(titles)] == [True, *[False] * (len(who) - 1)]
