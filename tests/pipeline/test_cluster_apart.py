"""What people are told of why two reports are two stories."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.model import Member
from bot.pipeline.cluster import Apart, Ground, Names, Window, join, told_apart

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SPAN = timedelta(hours=48)
PATROL = "Four Chinese ships enter waters near Senkaku"


def told(*reports: str, hours: float = 1, communities: tuple[int | None, ...] = ()) -> Window:
    """Let outlets report one after the other, each something."""
    window = Window()
    for number, title in enumerate(reports, start=1):
        at = NOON + timedelta(hours=hours * number)
        community = communities[number - 1] if communities else None
        join(window, report(title, number, at, community), since=at - SPAN)
    return window


def report(title: str, number: int, at: datetime, community: int | None = None) -> Member:
    return Member(
        story_id=-number, community_id=community, item_id=number, feed_id=number,
        canonical=f"https://outlet{number}.example/{number}a", title=title, at=at,
    )  # fmt: skip


def near(window: Window, title: str, number: int = 2, hours: float = 2) -> tuple[Apart, ...]:
    """Give what is said of the newest report."""
    at = NOON + timedelta(hours=hours)
    placed = report(title, number, at)
    return told_apart(window, placed, since=at - SPAN, joins=0.22)


@pytest.mark.parametrize(
    ("first", "second", "ground"),
    [
        ("Ferry sinks off Mokpo, 12 missing", "Ferry sinks off Busan, 9 missing", "place"),
        (PATROL, "Six Chinese ships enter waters near Senkaku", "series"),
        ("Flaw CVE-2026-4101 in Harbour router", "Flaw CVE-2026-4177 in Harbour router",
         "identifier"),
        ("Patrol ships enter waters off Senkaku for third day",
         "Patrol ships enter waters off Senkaku for fourth day", "day"),
        ("Ferry sinks off Mokpo", "Opinion: Ferry sinks off Mokpo, and who is to blame", "opinion"),
        ("Ex-mayor of Sampleton gets three years for bribery",
         "Ex-banker of Sampleton gets three years for embezzlement", "act"),
        ("Sysmex cuts profit forecast for the year", "Olympus cuts profit forecast for the year",
         "names"),
        ("North Korea fires ballistic missile into sea",
         "United Kingdom condemns North Korea missile launch", "actor"),
        (PATROL, "Ishigaki city plans survey of Senkaku goats", "topic"),
    ],
)  # fmt: skip
def test_what_keeps_a_report_out_of_a_story_near_it_is_named(
    first: str, second: str, ground: str
) -> None:
    window = told(first, second)
    assert len(window.stories) == 2
    assert near(window, second) == (Apart(story_id=-1, ground=Ground(ground)),)


def test_another_law_of_one_parliament_says_so() -> None:
    window = Window(names=Names([("chips", "=chips"), ("rare earths", "=rare-earths")]))
    chips = "US House passes bill to bar foreign chips from supply chains"
    earths = "US Senate passes bill to fund rare earths stockpile"
    join(window, report(chips, 1, NOON), since=NOON - SPAN)
    join(window, report(earths, 2, NOON + timedelta(hours=2)), since=NOON - SPAN)
    assert [one.ground for one in near(window, earths)] == [Ground.LAW]


def test_a_story_that_was_over_says_so() -> None:
    window = told(PATROL, PATROL, hours=80)
    assert len(window.stories) == 2
    assert [one.ground for one in near(window, PATROL, hours=160)] == [Ground.ENDED]


def test_the_nearest_story_stands_first_and_there_are_few() -> None:
    window = told(
        "Sysmex cuts profit forecast for the year",
        *(f"{firm} cuts forecast" for firm in ("Olympus", "Fanuc", "Kyocera")),
        "Nikon cuts profit forecast for the year",
    )
    found = near(window, "Nikon cuts profit forecast for the year", 5, hours=5)
    assert found[0].story_id == -1
    assert len(found) == 3


def test_nothing_is_near_a_report_of_something_else() -> None:
    window = told(PATROL, "Bakery wins a prize in Palermo")
    assert near(window, "Bakery wins a prize in Palermo") == ()


def test_everybodys_report_is_near_no_story_of_a_community_of_its_own() -> None:
    busan = "Ferry sinks off Busan, 9 missing"
    window = told("Ferry sinks off Mokpo, 12 missing", busan, communities=(7, None))
    assert near(window, busan) == ()
