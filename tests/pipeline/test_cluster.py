"""Which items tell one event."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.model import Member
from bot.pipeline.cluster import Home, Window, find_home
from bot.pipeline.cluster.headings import without_outlet

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
TITLE = "Patrol ships enter waters off disputed islands for third day"


def member(
    title: str = TITLE,
    story: int = 1,
    feed: int = 1,
    canonical: str | None = "https://a.example/1",
    community: int | None = None,
    at: datetime = NOW,
    text: str = "",
) -> Member:
    return Member(
        story_id=story,
        community_id=community,
        item_id=story,
        feed_id=feed,
        canonical=canonical,
        title=title,
        at=at,
        text=text,
    )


def home_of(item: Member, *others: Member) -> Home | None:
    return find_home(Window(others), item, since=NOW - 2 * DAY)


def other(title: str = TITLE, **more: object) -> Member:
    values = {"story": -1, "feed": 2, "canonical": "https://b.example/9"} | more
    return member(title, **values)  # type: ignore[arg-type]


def test_the_first_item_has_no_home() -> None:
    assert home_of(other()) is None


def test_the_same_address_is_the_same_story_whatever_the_title() -> None:
    home = home_of(other("Quite another headline here", canonical="https://a.example/1"), member())
    assert home is not None
    assert (home.story_id, home.role) == (1, "same-address")


def test_an_outlets_front_page_is_no_address_of_a_story() -> None:
    front = "https://a.example"
    assert home_of(other("Something else", canonical=front), member(canonical=front)) is None


@pytest.mark.parametrize("page", ["", "/", "/index.html", "/en", "/ja-jp/", "/home", "/News/"])
def test_an_outlets_first_pages_are_no_address_of_a_story_either(page: str) -> None:
    front = f"https://a.example{page}"
    assert home_of(other("Something else", canonical=front), member(canonical=front)) is None


def test_a_page_that_many_entries_of_a_feed_link_to_is_no_address_of_a_story() -> None:
    live = "https://a.example/live"
    few = [member(f"Line {n}", story=n, canonical=live) for n in range(1, 4)]
    assert home_of(other("Something else", canonical=live), *few) is not None
    many = [*few, member("Line 4", story=4, canonical=live)]
    assert home_of(other("Something else", canonical=live), *many) is None


def test_entries_that_come_together_for_one_page_find_no_home_there() -> None:
    live = "https://a.example/live"
    window = Window([member("Line 1", canonical=live)])
    window.announce(1, [live, live, live])
    item = other("Line 2", canonical=live)
    assert find_home(window, item, since=NOW - DAY) is None


def test_an_entry_of_several_communities_counts_once_at_its_address() -> None:
    mine = [member(story=1, community=n) for n in range(1, 9)]
    assert home_of(other("Something else", canonical="https://a.example/1", community=3), *mine)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (TITLE, TITLE),
        (TITLE, f"{TITLE} - The Harbour Post"),
        (TITLE, f"{TITLE} | KANTO WIRE"),
        (TITLE, "Patrol ships enter waters off the disputed islands for third day"),
        (
            "日米豪印の外相が海洋安全保障で共同声明を発表",
            "日米豪印の外相、海洋安全保障で共同声明を発表｜港湾新聞",
        ),
        ("四方安全对话外长在新德里举行会议", "四方安全對話外長在新德里舉行會議"),
    ],
)
def test_nearly_the_same_title_in_two_outlets_is_one_story(one: str, two: str) -> None:
    home = home_of(other(two), member(one))
    assert home is not None
    assert home.role in {"same-title", "same-event"}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (TITLE, "Ministers sign rare earths deal in Canberra after long talks"),
        (
            "Magnitude 5.1 quake strikes off the eastern coast",
            "Magnitude 6.4 quake strikes off the eastern coast",
        ),
        ("Photos of the day", "Photos of the day"),
        (
            "Ripumu Gisazi Retipu Ratesu beside an old lighthouse",  # where is not what
            "Kuketa Zilifo Mozumu Suduvu beside an old lighthouse",
        ),
    ],
)
def test_another_event_opens_its_own_story(one: str, two: str) -> None:
    assert home_of(other(two), member(one)) is None


def test_a_title_outside_the_window_does_not_count() -> None:
    assert home_of(other(), member(at=NOW - 3 * DAY)) is None


def test_titles_that_differ_in_their_numbers_alone_are_a_series_not_a_story() -> None:
    one = "Taiwan tracks 2nd Chinese military patrol in a week"
    assert home_of(other(one.replace("2nd", "3rd"), feed=1), member(one)) is None
    assert home_of(other(one.replace("2nd", "3rd")), member(one)) is None


def test_a_toll_that_rises_is_the_same_story() -> None:
    home = home_of(
        other("Missile barrage kills at least 16 in the Kyiv region", feed=1),
        member("Missile barrage kills at least 14 in the Kyiv region"),
    )
    assert home is not None


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Lava from Mount Sarn now stretches 4 km", "Lava from Mount Sarn now stretches 7 km"),
        ("Heath fire near Velden burns 300 hectares", "Heath fire near Velden burns 950 hectares"),
        ("Waldbrand bei Velden: 300 Hektar zerstört", "Waldbrand bei Velden: 950 Hektar zerstört"),
        ("Cyclone Orla nears Sarn, 6 a.m. update", "Cyclone Orla nears Sarn, 8 a.m. update"),
    ],
)  # fmt: skip
def test_how_far_something_got_is_the_same_story_however_it_grows(one: str, two: str) -> None:
    assert home_of(other(two, feed=1), member(one)) is not None


@pytest.mark.parametrize(
    "two", ["News at 7 a.m.", "Markets at 6 a.m.", "Radio Sarn headlines, 6 a.m.", "News at 7am"]
)
def test_bulletins_that_an_hour_alone_names_have_nothing_in_common(two: str) -> None:
    one = member("News at 6 a.m.", text="Parliament passed the budget after a night of debate.")
    later = other(two, feed=1, text="A ferry ran aground off Bergen; nobody was hurt.")
    assert home_of(later, one) is None


def test_two_quakes_are_two_however_far_off() -> None:
    one = "Magnitude 5.1 quake strikes 40 km off Port Sarn"
    two = "Magnitude 5.4 quake strikes 60 km off Port Sarn"
    assert home_of(other(two, feed=1), member(one)) is None


def test_a_private_item_may_join_everybodys_story() -> None:
    assert home_of(other(community=7), member()) is not None


def test_nobody_joins_a_story_of_anothers_private_feed() -> None:
    assert home_of(other(), member(community=7)) is None
    assert home_of(other(community=8), member(community=7)) is None


def test_among_several_stories_the_most_like_wins_whatever_the_order() -> None:
    near = member("Patrol ships enter waters off disputed islands", story=1)
    same = member(TITLE, story=2, feed=3, canonical="https://c.example/2")
    for window in ([near, same], [same, near]):
        home = home_of(other(), *window)
        assert home is not None
        assert home.story_id == 2


def test_a_story_opened_in_a_batch_gets_its_number_afterwards() -> None:
    window = Window([member()])
    window.add(other("Ministers sign rare earths deal in Canberra", story=-5))
    window.add(member("Harbour strike ends after nine days of talks", story=1))
    window.number({-5: 42, 1: 1})
    item = other("Ministers sign rare earths deal in Canberra", feed=4, canonical=None)
    home = find_home(window, item, since=NOW - DAY)
    assert home is not None
    assert home.story_id == 42


def test_the_outlets_name_is_no_part_of_the_title() -> None:
    assert without_outlet("Ships meet at sea - The Harbour Post") == "Ships meet at sea"
    assert without_outlet("Anti-ship missile tested") == "Anti-ship missile tested"


def test_a_title_that_more_than_a_thousand_items_have_still_finds_its_story() -> None:
    many = [member(story=7, feed=n, canonical=f"https://a.example/{n}") for n in range(1_500)]
    home = home_of(other(feed=9_999), *many)
    assert home is not None
    assert (home.story_id, home.role) == (7, "same-title")


def test_an_outlets_same_title_is_told_again_soon_but_is_a_new_issue_the_next_day() -> None:
    again = other(feed=1)
    soon = home_of(again, member(at=NOW - timedelta(hours=3)))
    assert soon is not None
    assert home_of(again, member(at=NOW - timedelta(hours=20))) is None


def test_among_stories_of_one_title_the_newest_wins() -> None:
    older, newer = member(story=1, at=NOW - DAY), member(story=2, feed=3, at=NOW)
    home = home_of(other(), older, newer)
    assert home is not None
    assert home.story_id == 2
