"""Whose headline a story bears."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Feed, Item, Publisher, Told
from bot.pipeline.headline import with_best_first

NOW = datetime(2026, 3, 1, tzinfo=UTC)
GOOD = "Patrol ships enter waters off the islands"


def told(id_: int, title: str, language: str = "en") -> Told:
    feed = Feed(id=id_, url="https://example.org", name="F", next_due_at=NOW, interval=600)
    item = Item(
        id=id_, feed_id=id_, key=str(id_), link=None, canonical=None, title=title, text="",
        language=language, published=None, first_seen=NOW,
    )  # fmt: skip
    return Told(item=item, feed=feed, publisher=Publisher(id="p", name="P", family="p", kind="w"))


def order(*items: Told, naming: set[int] | None = None) -> list[int]:
    return [one.item.id for one in with_best_first(items, naming or set())]


def test_the_first_tellers_headline_stays_whatever_comes() -> None:
    assert order(told(1, GOOD), told(2, f"{GOOD} for third day")) == [1, 2]


def test_a_headline_that_is_missing_short_or_cut_off_gives_way_to_the_first_good_one() -> None:
    for weak in ("", "Breaking", "Patrol ships enter waters off the…", "三日連続"):
        assert order(told(1, weak), told(2, GOOD), told(3, GOOD)) == [2, 1, 3]


def test_a_headline_that_names_what_is_watched_is_better_than_one_that_does_not() -> None:
    assert order(told(1, GOOD), told(2, GOOD), naming={2}) == [2, 1]
    assert order(told(1, GOOD), told(2, "Breaking"), naming={2}) == [1, 2]


def test_news_comes_before_what_was_there_when_its_feed_was_first_read() -> None:
    old = told(1, "Lawyers ask what the law allows at sea")
    old = replace(old, item=replace(old.item, baseline=True))
    assert order(old, told(2, GOOD), told(3, GOOD)) == [2, 1, 3]
    assert order(old, told(2, "Breaking")) == [1, 2]
    assert order(old) == [1]


def printed(one: Told, outlet: str, text: str = "") -> Told:
    publisher = replace(one.publisher, id=outlet, family=outlet)
    return replace(one, publisher=publisher, item=replace(one.item, text=text))


def test_a_wires_own_report_comes_before_what_another_outlet_prints_of_it() -> None:
    reprint = printed(told(1, GOOD), "star", "NAHA, Nov 28 (Reuters) - Ships came. (Reuters)")
    own, other = printed(told(2, GOOD), "kanto"), printed(told(3, GOOD), "reuters")
    assert order(reprint, own, other) == [3, 1, 2]
    assert order(reprint, own) == [1, 2]
    assert order(own, reprint, other) == [2, 1, 3]
    weak = printed(told(3, "Ships"), "reuters")
    assert order(reprint, weak) == [1, 3]


def corrected(*items: Told, says: str | None = None) -> int:
    """Give whose headline stands, when the last item says by its title, or so, that it corrects."""
    last = items[-1].item
    return with_best_first(items, {1}, {last.id: says or last.title})[0].item.id


def test_a_correction_takes_the_place_of_the_headline_that_it_corrects() -> None:
    three, four = "Three cables cut off Matsu", "Four cables cut off Matsu, ministry says"
    note = "This story has been corrected to say that four cables were cut."
    assert corrected(told(1, three), told(2, f"{three} again"), told(3, four), says=note) == 3
    marked = "CORRECTION: Number of severed lines is four"
    assert corrected(told(1, three), told(2, marked)) == 2


def test_a_correction_of_something_else_is_no_headline() -> None:
    note = "Correction: the first name of the officer is Kenji."
    assert corrected(told(1, GOOD), told(2, "Navy chief visits the new base"), says=note) == 1
    assert corrected(told(1, GOOD), told(2, GOOD), says=note) == 1  # the same words: let it stand
    assert corrected(told(1, GOOD), told(2, "訂正：切れたケーブルは4本", "ja")) == 1
    assert corrected(told(1, GOOD), told(2, "Correction")) == 1
    assert corrected(told(1, f"{GOOD}, four hurt"), told(2, f"Correction: {GOOD}")) == 1


def test_a_headline_in_another_language_is_no_better_one() -> None:
    assert order(told(1, "Breaking"), told(2, "尖閣諸島の領海に巡視船が侵入", "ja")) == [1, 2]


CHINESE, JAPANESE = "海警船驶入钓鱼岛领海", "尖閣諸島の領海に巡視船が侵入"


def read(*items: Told, reading: tuple[str, ...] = ("en",)) -> int:
    return with_best_first(items, set(), None, reading)[0].item.id


def test_a_good_headline_in_the_readers_language_comes_first() -> None:
    first, second = told(1, CHINESE, "zh-Hans"), told(2, JAPANESE, "ja")
    assert read(first, second, told(3, GOOD), told(4, GOOD)) == 3
    assert read(first, second, told(3, GOOD, "en-IN")) == 3
    assert read(first, second, told(3, GOOD), reading=("ja",)) == 2
    assert read(first, second, reading=("en",)) == 1
    assert read(first, told(2, GOOD), reading=("de", "en")) == 2
    german = told(3, "Patrouillenschiffe in den Gewässern der Inseln", "de")
    assert read(first, told(2, GOOD), german, reading=("de", "en")) == 3


def test_a_weak_or_old_headline_is_no_better_for_its_language() -> None:
    first = told(1, CHINESE, "zh-Hans")
    assert read(first, told(2, "Breaking")) == 1
    old = told(2, GOOD)
    assert read(first, replace(old, item=replace(old.item, baseline=True))) == 1


def test_who_reads_traditional_characters_reads_simplified_ones_before_english() -> None:
    traditional = told(3, "海警船駛入釣魚臺領海", "zh-Hant")
    simplified, reading = told(2, CHINESE, "zh-Hans"), ("zh-Hant", "zh")
    assert read(told(1, GOOD), simplified, reading=reading) == 2
    assert read(told(1, GOOD), simplified, traditional, reading=reading) == 3


@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_nothing_is_lost_and_once_first_stays_first(titles: list[str]) -> None:
    items = [told(n, title) for n, title in enumerate(titles)]
    found = with_best_first(items, set())
    assert sorted(one.item.id for one in found) == list(range(len(titles)))
    more = with_best_first([*items, told(99, GOOD)], set())
    assert more[0].item.id in {found[0].item.id, 99}


def tolls(*titles: str, kind: str = "wire") -> str:
    """Give the headline of a story that outlets of a kind told with these, one after another."""
    items = [told(n, title) for n, title in enumerate(titles)]
    named = [
        replace(one, publisher=replace(one.publisher, id=f"p{n}", family=f"p{n}", kind=kind))
        for n, one in enumerate(items)
    ]
    return with_best_first(named, set())[0].item.title


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Quake kills 12 in Hualien county", "Death toll from Hualien earthquake rises to 30"),
        ("Twelve dead after ferry sinks off Cebu", "At least 30 killed as Cebu ferry goes down"),
        ("Erdbeben auf Lombok: zwölf Tote", "Zahl der Toten auf Lombok steigt auf 30"),
        ("Séisme à Lombok : douze morts", "À Lombok, le bilan du séisme passe à 30 morts"),
        ("花蓮地震造成12人死亡", "花蓮地震死亡人數升至30人"),
        ("花蓮の地震、12人死亡", "花蓮の地震、死者30人に"),
        ("화롄 지진으로 12명 사망", "화롄 지진 사망자 30명으로 늘어"),
    ],
)
def test_a_headline_with_a_toll_gives_way_to_one_with_a_greater_one(first: str, then: str) -> None:
    assert tolls(first, then, first) == then
    assert tolls(then, first) == then
    assert tolls(first, then, kind="unknown") == first
    assert tolls(first, then, then, kind="unknown") == then


def test_a_greater_toll_of_something_else_is_no_headline() -> None:
    quake = "Quake kills 12 in Hualien county"
    assert tolls(quake, "Ferry disaster: death toll reaches 30") == quake
    assert tolls(quake, "Hualien quake: 30 buildings fall, 300 hurt") == quake
    assert tolls("Rescuers reach Hualien after the quake", quake) != quake


def test_a_toll_that_was_corrected_downwards_stays_so_until_it_rises_anew() -> None:
    first, more = "Quake kills 12 in Hualien county", "Hualien quake toll rises to 30"
    less, after = "Hualien quake toll is 28, not 30", "Hualien quake toll rises to 33"
    items = [told(1, first), told(2, more), told(3, less), told(4, after)]
    items = [
        replace(
            one,
            item=replace(one.item, first_seen=NOW + timedelta(hours=n)),
            publisher=replace(one.publisher, kind="wire"),
        )
        for n, one in enumerate(items)
    ]
    assert with_best_first(items[:3], set(), {3: less})[0].item.id == 3
    assert with_best_first(items, set(), {3: less})[0].item.id == 4


def later(one: Told, minutes: int) -> Told:
    return replace(one, item=replace(one.item, first_seen=NOW + timedelta(minutes=minutes)))


AT_SEA = "Coast guard searches for missing trawler off Jeju"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (AT_SEA, "Missing trawler found safe off Jeju, coast guard says"),
        ("Typhoon forces Okinawa to evacuate 4,000", "Okinawa lifts evacuation as typhoon turns"),
        ("Secuestran a un empresario en Quito", "Liberado el empresario secuestrado en Quito"),
        ("日韓首脳、12月6日に慶州で会談", "12月6日の日韓首脳会談、慶州での開催延期"),
        ("传京东将收购永辉超市", "永辉超市：京东收购传闻不实"),
        ("Kelso Foods to buy rival Brann, sources say", "Kelso Foods says it will not buy Brann"),
        ("Kite festival of Weifang opens on Sunday", "Sunday's kite festival in Weifang scrubbed"),
        ("Stahlwerk in Unna wird geschlossen", "Unna: Keine Schließung des Stahlwerks"),
        ("Grève des bus à Tours lundi", "Tours : les syndicats renoncent à la grève des bus"),
        ("Norlan negocia la compra de Vidal", "Norlan niega que negocie la compra de Vidal"),
        ("新型ロケット、日曜に打ち上げ", "新型ロケット、日曜の打ち上げ見合わせ"),
        ("한빛전자, 두리식품 인수 추진", '한빛전자 "두리식품 인수 사실 아냐"'),
    ],
)
def test_a_headline_gives_way_to_the_newest_that_takes_it_back(first: str, then: str) -> None:
    older, newer = later(told(1, first), 0), later(told(2, then), 60)
    assert order(older, newer) == [2, 1]
    assert order(later(older, 120), newer) == [1, 2]  # what was taken back is told again
    of_another = replace(newer, publisher=replace(newer.publisher, family="blog", kind="online"))
    assert order(older, of_another) == [1, 2]


def saying(one: Told, text: str) -> Told:
    return replace(one, item=replace(one.item, text=text))


def test_a_headline_gives_way_to_one_whose_first_sentence_takes_it_back() -> None:
    first = saying(told(1, "Bus drivers of Tours to strike on Monday"), "They want more pay.")
    then = told(2, "Bus drivers of Tours to work on Monday")
    assert order(first, later(saying(then, "They want more pay."), 60)) == [1, 2]
    called_off = saying(then, "The unions called off the strike after a deal on pay.")
    assert order(first, later(called_off, 60)) == [2, 1]


def test_a_toll_in_a_headline_gives_way_to_one_without_whose_text_tells_of_more() -> None:
    first = told(1, "Gas kills two in Roanne flat")
    then = told(2, "Roanne gas: child of six dies in hospital")
    more = later(saying(then, "A boy of six died, which brings the toll to three."), 60)
    assert order(first, saying(more, "A boy of six died in hospital.")) == [1, 2]
    assert order(first, more) == [1, 2]  # nobody that is trusted says so
    rising = replace(more, publisher=replace(more.publisher, kind="newspaper"))
    assert order(first, rising) == [2, 1]
    assert order(later(first, 120), rising) == [2, 1]  # slower, not newer
    other = replace(rising, item=replace(rising.item, title="Quake shakes Lyon"))
    assert order(first, other) == [1, 2]


def test_a_toll_is_read_where_the_dead_are_named_by_what_they_did() -> None:
    first = told(1, "Éboulement à Chamonix : trois alpinistes tués", "fr")
    then = told(2, "Éboulement de Chamonix : le bilan monte à sept morts", "fr")
    then = replace(then, publisher=replace(then.publisher, kind="newspaper"))
    assert order(first, later(then, 60)) == [2, 1]


def test_what_calls_off_something_else_leaves_the_headline() -> None:
    other = later(told(2, "Ferries to Lamma cancelled for a week as winter storm nears"), 60)
    assert order(told(1, AT_SEA), other) == [1, 2]
    released = later(told(2, "Report on missing trawler off Jeju released by coast guard"), 60)
    assert order(told(1, AT_SEA), released) == [1, 2]


CLAIM = "Carle vessel deliberately rammed Lune ship near Skerry: spokesperson"


def of(kind: str, one: Told) -> Told:
    return replace(one, publisher=replace(one.publisher, kind=kind, family=f"{kind}{one.item.id}"))


def test_one_sides_word_of_a_states_outlet_is_no_headline_where_another_has_one() -> None:
    state = of("state-controlled", told(1, CLAIM))
    others = of("newspaper", told(2, "Lune and Carle ships collide near Skerry"))
    assert order(state, others) == [2, 1]
    assert order(state, of("state-controlled", told(2, GOOD))) == [1, 2]
    assert order(state, of("newspaper", told(2, "Breaking"))) == [1, 2]


def test_who_is_no_states_outlet_keeps_a_headline_with_its_source() -> None:
    paper = of("newspaper", told(1, CLAIM))
    assert order(paper, of("newspaper", told(2, GOOD))) == [1, 2]


def test_a_states_outlet_keeps_a_headline_that_is_nobodys_word() -> None:
    assert order(of("state-controlled", told(1, GOOD)), of("newspaper", told(2, GOOD))) == [1, 2]


@pytest.mark.parametrize(
    ("language", "first", "over"),
    [
        (
            "es",
            "El juez envía a prisión al alcalde de Lune",
            "El alcalde de Lune queda en libertad",
        ),
        ("de", "Großbrand in Möbelhaus in Lune", "Großbrand in Möbelhaus in Lune gelöscht"),
        ("zh", "卢恩外木山栈道坍塌 3游客落海", "卢恩栈道坍塌 落海3游客全数救起"),
        ("fr", "Incendie dans une halle de Lune", "L'incendie de la halle de Lune est maîtrisé"),
    ],
)
def test_a_headline_that_says_it_is_over_takes_the_place(
    language: str, first: str, over: str
) -> None:
    old, new = of("newspaper", told(1, first, language)), of("newspaper", told(2, over, language))
    new = replace(new, item=replace(new.item, first_seen=NOW + timedelta(hours=3)))
    assert order(old, new) == [2, 1]


def test_a_toll_that_an_unknown_outlet_tells_in_its_text_too_takes_the_place() -> None:
    first, more = (
        "Ferry capsizes off Surabaya, two dead",
        "Death toll in Surabaya capsize climbs to 31",
    )
    old, new = of("unknown", told(1, first)), of("unknown", told(2, more))
    assert order(old, new) == [1, 2]
    text = "Thirty-one people died when a ferry capsized off Surabaya, the ministry said."
    sure = replace(new, item=replace(new.item, text=text))
    assert order(old, sure) == [2, 1]


def test_a_headline_without_dead_gives_way_to_a_later_one_that_tells_of_some() -> None:
    first = told(1, "Ferry with 130 aboard catches fire off Boracay")
    then = told(2, "Two dead, three missing in Boracay ferry fire")
    then = replace(then, publisher=replace(then.publisher, family="q", kind="wire"))
    assert order(first, later(then, 60)) == [2, 1]
    assert order(later(first, 60), then) == [1, 2]  # it may have been told and be over
    known = replace(first, item=replace(first.item, text="Two people were killed in the fire."))
    assert order(known, later(then, 60)) == [1, 2]
    unknown = replace(then, publisher=replace(then.publisher, kind="unknown"))
    assert order(first, later(unknown, 60)) == [1, 2]
    age = "Worker, 58, killed by train of the Boracay ferry line"
    same = replace(then, item=replace(then.item, title=age))
    assert order(first, later(same, 60)) == [1, 2]


@pytest.mark.parametrize(
    ("language", "to_come", "there"),
    [
        ("en", "Union calls strike at Port Vale docks", "Port Vale dockers walk out"),
        ("en", "Rail union announces strike for Monday", "Rail strike enters second day"),
        ("en", "Typhoon Ines nears Luzon", "Typhoon Ines makes landfall on Luzon"),
        ("en", "Lunn and Orbel to sign ferry accord", "Lunn and Orbel sign ferry accord"),
        ("ja", "港湾労組、月曜にスト予告", "港湾労組がスト突入"),
        ("ko", "항만 노조 파업 예고", "항만 노조 파업 돌입"),
        ("zh", "台风因尼斯逼近吕宋", "台风因尼斯登陆吕宋"),
        ("de", "Gewerkschaft ruft Busfahrer in Lunn zu Streik auf", "Busfahrer in Lunn streiken"),
        ("fr", "Grève des bus à Tours : préavis", "Grève des bus à Tours : trafic paralysé"),
    ],
)
def test_a_headline_of_what_is_to_come_gives_way_once_it_is_there_and_never_comes_back(
    language: str, to_come: str, there: str
) -> None:
    old, new = told(1, to_come, language), of("newspaper", later(told(2, there, language), 60))
    assert order(old, new) == [2, 1]
    assert order(old, new, of("newspaper", later(told(3, to_come, language), 90))) == [2, 1, 3]
    assert order(of("newspaper", later(old, 120)), new) == [1, 2]
    blog = replace(new, publisher=replace(new.publisher, kind="online"))
    assert order(old, blog) == [1, 2]


def test_what_begins_of_something_else_leaves_the_headline() -> None:
    old = told(1, "Union calls strike at Port Vale docks")
    assert order(old, of("newspaper", later(told(2, "Ferry season starts in Lunn"), 60))) == [1, 2]


def test_a_correction_that_calls_a_story_by_its_name_is_no_headline() -> None:
    first = told(1, "Carle ship rams Lune boat near disputed shoal")
    assert corrected(first, told(2, "Correction: Lune-Carle-Collision story")) == 1


def test_a_title_with_the_right_number_takes_the_place_of_one_with_the_wrong() -> None:
    first, title = told(1, "矿难9人被困"), "煤矿透水事故更正：被困12人"
    says = "更正：被困12人，而非早前通报的9人。"
    assert corrected(first, told(2, title), says=says) == 2
    assert corrected(first, told(2, "煤矿透水事故最新消息"), says=says) == 1


@pytest.mark.parametrize(
    ("language", "first", "then"),
    [
        ("en", "Three hurt as ships collide off Lunn", "Injured in collision off Lunn now five"),
        ("en", "Blast at Orbel plant injures 36", "Number of injured in Orbel blast rises to 41"),
        ("ja", "ルン沖で船が衝突、3人けが", "ルン沖の船衝突、けが人5人に"),
        ("zh", "卢恩外海船只相撞 3人受伤", "卢恩外海船只相撞 5人受伤"),
        ("ko", "루넨 앞바다서 어선 충돌, 3명 부상", "루넨 앞바다 어선 충돌, 부상자 5명"),
        ("de", "Drei Verletzte bei Brand in Lunn", "Brand in Lunn: fünf Verletzte"),
    ],
)
def test_a_headline_that_counts_hurt_gives_way_to_a_later_one_that_counts_more(
    language: str, first: str, then: str
) -> None:
    old, new = told(1, first, language), of("newspaper", later(told(2, then, language), 60))
    assert order(old, new) == [2, 1]
    assert order(later(old, 120), new) == [1, 2]


def test_who_counts_hurt_of_something_else_or_tells_of_dead_changes_no_count_of_hurt() -> None:
    old = told(1, "Three hurt as ships collide off Lunn")
    other = of("newspaper", later(told(2, "Hotel fire in Oslo injures 12"), 60))
    assert order(old, other) == [1, 2]
    dead = told(1, "Two dead, three hurt as ships collide off Lunn")
    more = of("newspaper", later(told(2, "Injured in collision off Lunn now five"), 60))
    assert order(dead, more) == [1, 2]
