"""Short titles and full reports of one event in up to four languages, each beside a look-alike.

Verdicts, strikes, bans, launches, talks and quakes whose people, towns and ministries no list of
topics has (``abroad.jsonl``); ``abroad_later.jsonl`` was written after the first rules, and
``abroad_last.jsonl`` after all of them.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from bot.evaluate.rows import read_rows
from bot.evaluate.stories import Scores, labelled, predict, score
from bot.model import Member
from bot.pipeline.cluster import Names, Window, join, names_of
from bot.pipeline.cluster.across import across
from bot.pipeline.cluster.headings import without_outlet
from bot.pipeline.cluster.terms import read
from bot.pipeline.cluster.tongues import in_plain_words
from tests.shipped import shipped

FILES = Path(__file__).parent.parent / "data/stories"
NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


@cache
def names() -> Names:
    return names_of(shipped().topics.values())


def scored(name: str) -> Scores:
    items = read_rows(FILES / name, labelled)[0]
    found = score(items, predict(items, names()))
    assert found is not None
    return found


def are_one(*titles: str) -> bool:
    window = Window(names=names())
    stories = set()
    for number, title in enumerate(titles, start=1):
        at = NOW + timedelta(minutes=20 * number)
        item = Member(
            story_id=number, community_id=None, item_id=number, feed_id=number,
            canonical=None, title=title, at=at,
        )  # fmt: skip
        stories.add(join(window, item, since=at - timedelta(hours=48)).member.story_id)
    return len(stories) == 1


def test_events_told_in_many_languages_come_together() -> None:
    found = scored("abroad.jsonl")
    assert found.f1 > 0.92
    assert found.wrong_merges < 0.08


def test_two_ships_are_two_events_in_one_language_and_in_two() -> None:
    hit = "Houthi drones hit oil tanker Aurelia Star in Red Sea off Hodeidah"
    other = "Huthi-Drohnen treffen Öltanker „Boreal Queen“ im Roten Meer vor Hodeida"
    again = "Houthi drones hit oil tanker Boreal Queen in Red Sea off Hodeidah"
    same = "Huthi-Drohnen treffen Öltanker „Aurelia Star“ im Roten Meer vor Hodeida"
    assert are_one(hit, same)
    assert not are_one(hit, other)
    assert not are_one(hit, again)
    assert not are_one(hit, same, other)


@pytest.mark.parametrize(("file", "least"), [("abroad_later", 0.93), ("abroad_last", 0.92)])
def test_events_written_after_the_rules_do_too(file: str, least: float) -> None:
    found = scored(f"{file}.jsonl")
    assert found.f1 > least
    assert found.wrong_merges == 0


@pytest.mark.parametrize(
    "titles",
    [
        ("박성재 전 법무장관 징역 5년", "Ex-justice minister Park Sung-jae jailed for 5 years"),
        ("民進黨秘書長徐國勇請辭", "DPP secretary-general Hsu Kuo-yung quits"),
        ("荃灣工廈三級火 兩消防員受傷", "Two firefighters hurt in Tsuen Wan factory building fire"),
        ("サラトフの製油所で火災", "Saratov refinery on fire after drone attack"),
    ],
)
def test_people_and_towns_of_no_topic_bring_two_languages_together(
    titles: tuple[str, ...],
) -> None:
    assert are_one(*titles)


@pytest.mark.parametrize(
    "titles",
    [
        ("八丈島近海でM6.1の地震", "Magnitude 5.2 quake shakes Tokara Islands in Japan"),
        ("Kereta api anjlok di Karawang, 9 luka", "Zug entgleist bei Riedlingen: 9 Verletzte"),
        (
            "한덕수 전 총리 징역 15년 선고",
            "Top court upholds 3-year term for Kim Keon Hee in Korea",
        ),
    ],
)
def test_two_quakes_two_countries_two_people_are_two_events(titles: tuple[str, ...]) -> None:
    assert not are_one(*titles)


def test_marks_tell_a_vietnamese_storm_from_a_newspaper() -> None:
    assert "=storm" in across("Bão đổ bộ Quảng Ninh", "", "vi", names())
    assert "=storm" not in across("Báo cáo của tỉnh Quảng Ninh", "", "vi", names())


@pytest.mark.parametrize(
    ("title", "tongue", "term"),
    [
        ("120 millions d'euros d'amende à X", "fr", "=revise"),
        ("Der Brand in der Halle", "de", "=brand"),
    ],
)
def test_words_of_other_languages_are_no_english_ones(title: str, tongue: str, term: str) -> None:
    assert term not in across(in_plain_words(title, tongue), "", tongue, names())


def test_a_sum_is_one_however_agencies_shorten_it() -> None:
    short = across("Seoul, Tokyo extend $10 bln swap", "", "en", names())
    long = across("通貨スワップ100億ドルを延長", "", "ja", names())
    assert {term for term in short if term[0] == "#"} & set(long)


def test_a_clause_behind_a_dash_is_no_outlet() -> None:
    title = "Lufthansa-Piloten streiken am Donnerstag – 400 Flüge gestrichen"
    assert without_outlet(title) == title
    assert without_outlet("Pilots walk out - The Straits Times") == "Pilots walk out"
    assert without_outlet("Pilots walk out - reuters.com") == "Pilots walk out"


@pytest.mark.parametrize(
    "title",
    [
        "Febagefe Kigusefe Mibimefi Dikurari beside an old lighthouse",
        "Bovumezu Lerufago Sebasivi Nonanudi beside an old lighthouse",
        "Nalulepe Donarazu Zevevura Ziluveko beside an old lighthouse",
    ],
)
def test_a_title_of_names_is_in_the_language_of_its_text(title: str) -> None:
    text = "The ministries confirmed it. Captain Bako was arrested after 43 others were rescued."
    assert read(title, text, None, names()).tongue == "en"
