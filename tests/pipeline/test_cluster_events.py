"""Which items tell one event, by what they tell: wordings, languages, order, bad input."""

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Member
from bot.pipeline.cluster import Names, Window, join, names_of
from tests.shipped import shipped

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
Told = tuple[str, str]  # title and text


@cache
def names() -> Names:
    return names_of(shipped().topics.values())


def stories_of(*told: Told | str, feed: int | None = None, every: int = 10) -> list[set[str]]:
    """Put items into stories in their order; give each story's titles."""
    window = Window(names=names())
    found: dict[int, set[str]] = {}
    for number, one in enumerate(told, start=1):
        title, text = (one, "") if isinstance(one, str) else one
        at = NOW + timedelta(minutes=every * number)
        item = Member(
            story_id=number, community_id=None, item_id=number, feed_id=feed or number,
            canonical=f"https://o{number}.example/{number}", title=title, at=at, text=text,
        )  # fmt: skip
        joined = join(window, item, since=at - timedelta(hours=48))
        found.setdefault(joined.member.story_id, set()).add(title)
        for kept, gone in joined.merged:
            found.setdefault(kept, set()).update(found.pop(gone, set()))
    return sorted(found.values(), key=len, reverse=True)


SENTENCED = (
    "Publisher Alba Orsini sentenced to 20 years in Port Selim security trial",
    "Port Selim court jails publisher Alba Orsini for 20 years",
    "Alba Orsini gets 20-year prison term after Port Selim trial",
    "20 years in jail for Port Selim publisher Orsini",
)
ERUPTED = (
    "Volcano on Mount Kestrel erupts, thousands flee villages",
    "Thousands flee as Mount Kestrel volcano erupts",
    "Mount Kestrel eruption: villages emptied as volcano spews ash",
)
RECALLED = (
    "Carmaker Lunora recalls 25,000 vans over brake pedals",
    "Lunora recall: brake pedal fault hits 25,000 vans",
    "Brake pedal problem makes Lunora recall vans",
)


@given(st.permutations([*SENTENCED, *ERUPTED, *RECALLED]))
@settings(max_examples=25, deadline=None)
def test_the_order_in_which_items_come_changes_no_story(titles: list[str]) -> None:
    assert stories_of(*titles) == [set(SENTENCED), *sorted(
        (set(ERUPTED), set(RECALLED)), key=lambda story: min(titles.index(t) for t in story)
    )]  # fmt: skip


def test_stories_read_from_the_store_take_what_comes_next_as_if_nothing_had_stopped() -> None:
    def item(number: int, title: str, story: int) -> Member:
        return Member(
            story_id=story, community_id=None, item_id=number, feed_id=number, canonical=None,
            title=title, at=NOW,
        )  # fmt: skip

    told = [item(1, SENTENCED[0], 7), item(2, ERUPTED[0], 8), item(3, SENTENCED[1], 7)]
    window = Window(told, names())
    joined = join(window, item(4, SENTENCED[2], -1), since=NOW - timedelta(days=1))
    assert joined.member.story_id == 7


@pytest.mark.parametrize(
    "titles",
    [
        (
            "Four Chinese coast guard ships enter waters around Senkaku Islands",
            "中国海警局の船4隻、尖閣諸島周辺の領海に侵入",
        ),
        ("North Korea fires ballistic missile toward the east", "北朝鮮が弾道ミサイル発射"),
        ("Chinese military holds drills around Taiwan", "中国军队在台湾周边举行演习"),
    ],
)
def test_two_languages_tell_one_event(titles: tuple[str, str]) -> None:
    assert stories_of(*titles) == [set(titles)]


def test_the_reaction_of_somebody_new_is_a_story_of_its_own() -> None:
    reaction = "UN calls for release of publisher Alba Orsini after 20-year sentence"
    assert stories_of(*SENTENCED, reaction) == [set(SENTENCED), {reaction}]


def test_a_topic_alone_is_no_event() -> None:
    titles = (
        "Quad ministers agree to share ship-tracking data from four ports",
        "Two hurt as quad bike overturns on farm path",
        "Quad calls emergency meeting after three undersea cables fail",
    )
    assert len(stories_of(*titles)) == 3


def test_stories_that_turn_out_to_be_one_are_merged() -> None:
    titles = (
        "Orsini gets 20 years",
        "Publisher jailed in Port Selim",
        "Orsini trial ends with 20 years in prison",
        "Port Selim publisher Alba Orsini jailed for 20 years after trial",
        "Publisher Orsini, jailed for 20 years in Port Selim, will appeal",
    )
    assert stories_of(*titles)[0] >= set(titles[2:])


# ── bad input ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "titles",
    [
        ("Morning briefing", "Morning briefing"),
        ("Photos of the day", "Photos of the day"),
        ("Live updates", "Live updates"),
        ("News", "News"),
        ("Video", "Video"),
        ("今日のニュース", "今日のニュース"),
        ("", ""),
        ("…", "…"),
    ],
)
def test_titles_that_say_nothing_join_nothing(titles: tuple[str, str]) -> None:
    texts = ("A bridge in Samplefield closes for repairs.", "Lithium prices rose by a third.")
    window_a = stories_of(*zip(titles, texts, strict=True), every=60)
    assert len(window_a) == 2


def test_one_outlet_that_repeats_itself_fifty_times_keeps_one_story() -> None:
    again = ["Ferry to Samplefield delayed by fog, operator says"] * 50
    assert len(stories_of(*again, feed=1, every=1)) == 1


def test_one_outlets_column_is_a_new_story_every_day() -> None:
    told = [
        (f"Market wrap: stocks and bonds at the close {'.' * n}", f"Day {n}.") for n in range(4)
    ]
    assert len(stories_of(*told, feed=1, every=24 * 60)) == 4


@pytest.mark.parametrize(
    "told",
    [
        ("Word", ""),
        ("", "Only a text, no title at all."),
        ("Title", "word " * 200_000),
        ("&amp;amp;lt;b&amp;amp;gt;Ships&amp;amp;lt;/b&amp;amp;gt; meet off the coast", ""),
        ("سفن تلتقي قبالة الساحل قرب الميناء", "التقت سفينتان."),
        ("Ships 船 корабли سفن 배 meet at sea 2026", ""),
        ("\ud800 half a character in a title", ""),
        ("a" * 100_000, ""),
        ("12 345 6789", ""),
        ("'''", "'"),
    ],
)
def test_whatever_comes_has_a_story_of_its_own(told: Told) -> None:
    assert len(stories_of(*SENTENCED, told)) == 2


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=60)), max_size=8))
@settings(max_examples=40, deadline=None)
def test_no_text_breaks_it(told: list[Told]) -> None:
    assert sum(map(len, stories_of(*told))) <= len(told)


def test_two_names_of_one_topic_tell_one_event() -> None:
    for one, other in (("Senkaku", "Diaoyu"), ("Diaoyu", "Senkaku")):
        title = "Patrol ships enter waters off the {} Islands for third day"
        (story,) = stories_of(title.format(one), title.format(other))
        assert len(story) == 2


@pytest.mark.parametrize("text", ["", "The office confirmed it. No further details were given."])
def test_a_figure_alone_makes_no_event_of_two_wordings(text: str) -> None:
    numbers = range(90)
    ferries = [(f"Ferry {n} crosses bay {n} at pier {n}", text) for n in numbers]
    trams = [(f"Tram {n} passes hall {n} on line {n}", text) for n in numbers]
    told = [one for pair in zip(ferries, trams, strict=True) for one in pair]
    assert len(stories_of(*told, feed=1, every=0)) == len(told)


REOPENED = "The harbour bridge reopened on Saturday after two years of repairs, the city said."


def test_one_text_under_a_title_that_counts_up_is_one_story() -> None:
    told = [
        (f"Harbour bridge reopens: what we know{' so far' * (n % 3 == 0)} ({n})", REOPENED)
        for n in range(30)
    ]
    assert len(stories_of(*told, feed=1, every=1)) == 1


def test_two_quakes_told_in_one_wording_stay_apart_where_their_texts_differ() -> None:
    told = [
        (f"Magnitude 4.{n} quake off Cape Tern", f"A magnitude 4.{n} quake struck off Cape Tern.")
        for n in range(4, 8)
    ]
    assert len(stories_of(*told, feed=1, every=30)) == 4


def test_a_text_that_a_feed_has_under_every_title_joins_nothing() -> None:
    about = "Evening News is the flagship programme of Channel Seven, anchored by Alba Orsini."
    titles = (
        "Dog found after three weeks in the hills",
        "Restaurants fill up again in the old town",
        "Two officers hurt as tram leaves its rails",
        "Cemeteries crowded long before the holiday",
    )
    assert len(stories_of(*((title, about) for title in titles), feed=1, every=5)) == 4


def test_two_editorials_are_two_stories_and_none_is_a_report_of_an_event() -> None:
    titles = ("사설: 국회 예산안 처리 서둘러야", "사설: 국회 선거법 처리 서둘러야")
    assert len(stories_of(*titles)) == 2
    assert len(stories_of(*SENTENCED, "Editorial: 20 years in jail for Orsini is a disgrace")) == 2


def test_an_item_that_tells_both_halves_joins_two_stories() -> None:
    halves = (
        "Typhoon Hedda makes landfall in northern Lunora",
        "Tens of thousands flee homes in coastal villages",
    )
    both = "Typhoon Hedda makes landfall in Lunora, tens of thousands flee coastal villages"
    assert stories_of(*halves) != [set(halves)]
    assert stories_of(*halves, both) == [{*halves, both}]


WIRED = (
    "Insurers in Port Selim have added a premium for ships that sail within twelve miles of "
    "Kestrel Island, brokers said on Friday, after patrol ships chased a trawler there. The cost "
    "of cover doubled within a week, and two lines have begun to sail around the island."
)


def test_one_text_under_three_headlines_of_three_outlets_is_one_story() -> None:
    titles = (
        "Underwriters add war-risk premium near Kestrel",
        "Costlier cover for ships off Port Selim",
        "‘Nobody wants to be first to lose a hull there’",
    )
    told = [(titles[0], WIRED), (titles[1], f"PORT SELIM: {WIRED}"), (titles[2], WIRED)]
    assert stories_of(*told) == [set(titles)]


def test_a_text_that_stands_under_many_events_joins_none() -> None:
    titles = [
        "Dog found in the hills", "Tram leaves its rails", "Old town fills up again",
        "Bishop resigns in Orsay", "Lithium prices double", "Whales counted off Tern",
    ]  # fmt: skip
    assert len(stories_of(*((title, WIRED) for title in titles), feed=1)) == len(titles)


@pytest.mark.parametrize(
    "told",
    [
        (
            "Carmaker Lunora halts output over parts shortage",
            "Lunora pauses production as chips run out",
        ),
        (
            "Retailer Lunora seeks Chapter 11 protection",
            "Lunora goes bankrupt after losing shoppers",
        ),
        ("Lunora lays off a third of its staff", "Carmaker Lunora cuts jobs in Port Selim"),
        ("Lunora to cut 1,400 jobs", "Carmaker Lunora lays off a tenth of its people"),
        (
            "North Korea test-fires ballistic missile toward sea",
            "North Korea launches missile off its east coast",
        ),
    ],
)
def test_the_same_act_in_the_words_of_another_headline_is_one_event(told: tuple[str, str]) -> None:
    assert len(stories_of(*told)) == 1


def test_an_accident_that_came_a_day_after_another_is_a_story_of_its_own() -> None:
    told = (
        ("吕梁一煤矿发生透水事故 9人被困", "山西省吕梁市一煤矿发生透水事故，9人被困井下。"),
        ("Flooding traps nine miners in Shanxi", "Water flooded a coal mine in Shanxi province."),
        ("毕节一煤矿瓦斯突出 5人遇难", "贵州省毕节市一煤矿发生瓦斯突出事故，造成5人死亡。"),
        (
            "Gas outburst kills five at coal mine in southwest China",
            "The accident in Guizhou came a day after flooding trapped workers in Shanxi.",
        ),
    )
    titles = [title for title, _ in told]
    assert stories_of(*told, every=60) == [set(titles[:2]), set(titles[2:])]


def test_one_launch_in_two_korean_headlines_with_other_endings_is_one_story() -> None:
    told = (
        (
            "北, 평양 일대서 단거리 탄도미사일 2발 발사…350㎞ 비행",
            "북한이 17일 평양 일대에서 쏜 단거리 탄도미사일 2발이 약 350㎞를 날아갔다고 한다.",
        ),
        (
            "북한, 동해상으로 단거리 탄도미사일 2발 발사…6주 만의 도발",
            "합참은 17일 북한이 동해상으로 발사한 단거리 탄도미사일 2발을 포착했다.",
        ),
    )
    assert stories_of(*told, every=1) == [{title for title, _ in told}]


def test_what_befalls_a_ship_that_all_name_is_one_story() -> None:
    told = (
        ("Boxship ablaze off Port Selim", "Fire broke out in the holds of the MSC Valdora."),
        (
            "Container ship catches fire near Kestrel Island, crew rescued",
            "All 24 crew of the Panama-flagged MSC Valdora were taken off the vessel.",
        ),
        ("Explosion Reported Aboard Burning Containership MSC Valdora", "Tugs poured water on."),
        ("Brandbekämpfung auf der Valdora stockt", "Das Containerschiff Valdora treibt weiter."),
    )
    assert stories_of(*told, every=90) == [{title for title, _ in told}]


def test_two_ships_of_one_line_are_two_stories() -> None:
    told = (
        ("Boxship ablaze off Port Selim", "Fire broke out in the holds of the MSC Valdora."),
        ("Boxship loses containers in storm", "The MSC Ilmatar lost 40 boxes off Cape Tern."),
    )
    assert len(stories_of(*told, every=90)) == 2
