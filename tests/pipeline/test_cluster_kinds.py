"""Events that differ in the crime, the scene, the act, the town or the name alone are two."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.evaluate.rows import read_rows
from bot.evaluate.stories import Scores, labelled, predict, score
from bot.model import Member
from bot.pipeline.cluster import Names, Window, join, names_of
from bot.pipeline.cluster.kinds import do_otherwise, exclude, kinds, told_by, values
from bot.pipeline.cluster.names import listed_in, runs_of
from bot.pipeline.cluster.tongues import in_plain_words, listed_for, parts_of
from bot.pipeline.cluster.towns import towns
from bot.pipeline.text import fold
from tests.shipped import shipped

ROOT = Path(__file__).parent.parent.parent
STORIES = ROOT / "tests/data/stories"
NOW = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)


@cache
def names() -> Names:
    return names_of(shipped().topics.values())


def stories(*told: tuple[str, str], feeds: tuple[int, ...] = (), hours: float = 0.5) -> list[int]:
    """Give the story of each item; each is of a feed of its own where nothing else is said."""
    window = Window(names=names())
    found, into = [], {}
    for n, (title, text) in enumerate(told, start=1):
        at = NOW + timedelta(hours=hours * n)
        item = Member(
            story_id=n, community_id=None, item_id=n, feed_id=feeds[n - 1] if feeds else n,
            canonical=None, title=title, at=at, text=text,
        )  # fmt: skip
        joined = join(window, item, since=at - timedelta(hours=48))
        found.append(joined.member.story_id)
        into |= {gone: kept for kept, gone in joined.merged}
    return [into.get(story, story) for story in found]


def scored(file: str) -> Scores:
    items = read_rows(STORIES / file, labelled)[0]
    found = score(items, predict(items, names()))
    assert found is not None
    return found


def test_a_day_of_look_alikes_in_six_languages_comes_apart() -> None:
    found = scored("look_alikes.jsonl")
    assert found.f1 > 0.86
    assert found.precision > 0.91


def test_another_day_of_them_that_no_rule_was_made_for_does_so_nearly_as_well() -> None:
    found = scored("look_alikes_later.jsonl")
    assert found.f1 > 0.85
    assert found.precision > 0.87


APART = {
    "crime": (
        ("Seoul court sentences ex-mayor to 3 years for bribery", ""),
        ("Seoul court sentences ex-banker to 3 years for embezzlement", ""),
    ),
    "crime, told in Japanese": (
        ("大阪地裁、元市議に懲役2年の判決 詐欺", ""),
        ("大阪地裁、元社長に懲役2年の判決 脱税", ""),
    ),
    "scene": (
        ("Two killed in light plane crash near Perth", ""),
        ("Two killed in crash on highway near Perth", ""),
    ),
    "what becomes of a law": (
        ("China revises Export Control Law to cover know-how", "The revised law is in force."),
        ("Two managers arrested in first case under revised Export Control Law", ""),
    ),
    "act, and names alone are common": (
        ("Halden Motors to invest 2 billion dollars more in Georgia plant", ""),
        ("Worker dies in accident at Halden Motors plant in Georgia", ""),
    ),
    "act, told in Korean": (
        ("현대차, 조지아 공장에 20억 달러 추가 투자", ""),
        ("현대차 조지아 공장서 작업자 사망", ""),
    ),
    "act, told in two languages": (
        ("Sri Lanka cancels wind farm deal with Indian group", ""),
        ("スリランカ、インド企業の太陽光発電計画を承認", ""),
    ),
    "town": (
        ("住宅火災で2人死亡 千葉・市原", "千葉県市原市の木造住宅から出火した。"),
        ("住宅火災で2人死亡 千葉・船橋", "千葉県船橋市の木造住宅から出火した。"),
    ),
    "ward": (
        ("부산 해운대구 공장 화재로 2명 다쳐", ""),
        ("부산 사하구 공장 화재로 2명 다쳐", ""),
    ),
    "town of one region, in two languages": (
        ("札幌の飲食店で火災、3人けが", ""),
        ("Three hurt in fire at restaurant in Sendai", ""),
    ),
    "name that the title begins with": (
        ("Sysmex cuts full-year profit forecast", "Sysmex lowered its profit forecast."),
        ("Hoya cuts full-year profit forecast", "Hoya lowered its profit forecast."),
    ),
    "names in one wording": (
        ("Japan, Kenya foreign ministers agree on port project", "They agreed in Tokyo."),
        ("Japan, Peru foreign ministers agree on copper supply", "They agreed in Tokyo."),
    ),
    "name before a comma": (
        ("住友林業、純利益18%減 4〜9月期", "住友林業が25日発表した決算。"),
        ("大東建託、純利益7%増 4〜9月期", "大東建託が25日発表した決算。"),
    ),
    "all but the letters of one firm": (
        ("SK하이닉스, 용인 1기 팹 조기 가동", ""),
        ("SK하이닉스 청주공장서 화학물질 누출", ""),
    ),
}


@pytest.mark.parametrize("two", APART.values(), ids=APART)
def test_two_events_that_differ_in_one_of_these_stay_apart(
    two: tuple[tuple[str, str], tuple[str, str]],
) -> None:
    for told in (two, two[::-1]):
        one, other = stories(*told)
        assert one != other


TOGETHER = {
    "a bank and a number of customers": (
        ("Singapore suspends bank's app after S$3 million vanishes",
         "Orchard Trust Bank must shut its app after money disappeared from 84 accounts."),
        ("Orchard Trust to refund 84 customers in full",
         "Orchard Trust Bank will pay back all S$3 million, its chief executive said."),
    ),
    "a ship and where it sank": (
        ("Boat overturns near Siargao; 5 bodies found",
         "The passenger boat Sweet Maria overturned off Surigao on Wednesday."),
        ("Captain of ill-fated Sweet Maria surrenders",
         "The skipper of the motorboat that sank off Surigao gave himself up."),
    ),
    "a firm in German, with two names": (
        ("Schaeffler und Vitesco-Betriebsrat einigen sich auf Sozialplan",
         "Schaeffler hat sich auf einen Sozialplan für 1.100 Beschäftigte in Regensburg geeinigt."),
        ("Regensburg: Abfindungen für 1100 Schaeffler-Mitarbeiter",
         "Für 1100 Mitarbeiter von Schaeffler in Regensburg steht der Sozialplan."),
    ),
    "the points of an index in two languages": (
        ("日経平均、反発 終値412円高の5万1020円", "日経平均株価は前日比412円高の5万1020円だった。"),
        ("Nikkei rebounds on chip gains", "The Nikkei closed 412 yen higher at 51,020."),
    ),
    "a knife attack in two languages": (
        ("Messerangriff in Mannheim: Drei Verletzte", ""),
        ("Three hurt in knife attack in German city of Mannheim", ""),
    ),
    "a town in one language and the region in the other": (
        ("札幌の飲食店で火災、3人けが", ""),
        ("Three hurt in fire at restaurant in Hokkaido", ""),
    ),
    "a German verb in two parts": (
        ("Toyota ruft 300.000 Hybridautos wegen Bremsen zurück", ""),
        ("Toyota recalls 300,000 hybrids over brake fault", ""),
    ),
    "a wreck in two languages": (
        ("Douze morts dans le naufrage d'un bateau de migrants au large de Lampedusa", ""),
        ("Migrant boat capsizes off Lampedusa, 12 dead", ""),
    ),
}  # fmt: skip


@pytest.mark.parametrize("two", TOGETHER.values(), ids=TOGETHER)
def test_two_reports_that_share_these_are_of_one_event(
    two: tuple[tuple[str, str], tuple[str, str]],
) -> None:
    for told in (two, two[::-1]):
        one, other = stories(*told)
        assert one == other


def test_a_correction_joins_what_it_corrects_though_its_numbers_differ() -> None:
    first = ("6.4 magnitude earthquake strikes off Sumatra", "A 6.4 magnitude quake hit Sumatra.")
    right = ("CORRECTED: 6.2 magnitude earthquake strikes off Sumatra",
             "(Corrects magnitude) A 6.2 magnitude quake hit Sumatra.")  # fmt: skip
    another = ("6.2 magnitude earthquake strikes off Sumatra", "A 6.2 magnitude quake hit Sumatra.")
    quake, corrected = stories(first, right, feeds=(1, 1))
    assert quake == corrected
    quake, second = stories(first, another, feeds=(1, 1))
    assert quake != second


def test_names_in_the_text_of_an_outlet_alone_join_nothing() -> None:
    about = "Anchored by Alba Orsini and Bruno Kessler. Written by Carla Winkelried in Varnholt."
    one, other = stories(
        ("Dog found after three weeks in the hills", about),
        ("Restaurants fill up again in the old town", about + " More tomorrow."),
    )
    assert one != other


# ── what reports are compared by ────────────────────────────────────────────────────────────

TERMS = sorted({term for listed in kinds().values() for term in listed})
TOLD = st.lists(st.sampled_from(TERMS), max_size=5)


@given(TOLD, TOLD, TOLD, TOLD)
@example(["=pass-bill"], ["=arrest"], [], [])
def test_whether_two_reports_exclude_each_other_does_not_depend_on_which_is_first(
    mine: list[str], more: list[str], theirs: list[str], others: list[str]
) -> None:
    one, all_one, other, all_other = (
        values(value for term in terms for value in told_by(term))
        for terms in (mine, mine + more, theirs, theirs + others)
    )
    for asked in (exclude, do_otherwise):
        assert asked(one, all_one, other, all_other) == asked(other, all_other, one, all_one)
    assert not exclude(one, all_one, one, all_one)


def test_each_word_that_excludes_is_a_concept_that_reports_can_have() -> None:
    known = {
        term
        for file in ("concepts.txt", "across.txt")
        for rows in listed_in(file).values()
        for _, term in rows
    }
    assert set(TERMS) <= known


@pytest.mark.parametrize(
    ("tongue", "written", "read"),
    [
        ("de", "Zwölf Tote, 300.000 Autos, 3,5 Mrd.", "12 Tote, 300000 Autos, 3.5 billion"),
        ("fr", "Deux morts, 40 000 foyers, 2 milliards", "2 morts, 40000 foyers, 2 billion"),
        ("es", "Tres muertos y 5 mil millones", "3 muertos y 5 billion"),
        ("en", "Drei, 300.000", "Drei, 300.000"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_each_language_writes_them(
    tongue: str, written: str, read: str
) -> None:
    assert in_plain_words(written, tongue) == read


def test_a_german_word_of_parts_stands_for_its_parts() -> None:
    named = listed_for("de").of
    assert parts_of("drohnenangriff", named) == ("=drone", "=attack")
    assert parts_of("angriff", named) == ()
    assert parts_of("sozialplan", named) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("千葉県市原市の木造住宅", {"市原"}),
        ("さいたま市大宮区の踏切", {"大宮"}),
        ("山西省吕梁市离石区永聚沟煤矿", {"吕梁", "离石"}),
        ("부산 사하구의 한 공장", {"사하"}),
        ("東京株式市場で高市首相が", set()),
        ("全市の地区と都市", set()),
        ("다시 연구를 촉구", set()),
    ],
)
def test_towns_are_known_by_what_they_end_with(text: str, found: set[str]) -> None:
    assert towns(fold(text).text) == {fold(town).text for town in found}


def test_compared_with_the_day_before_is_no_pair_of_countries() -> None:
    assert "フィリピン" not in "".join(part for _, part in runs_of("前日比412円高"))
    assert "フィリピン" in "".join(part for _, part in runs_of("日比首脳が会談"))
