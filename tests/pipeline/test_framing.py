"""Who says which of the rival names of one thing."""

from datetime import UTC, datetime

import pytest

from bot.model import Alias, Evidence, Feed, Item, Match, Publisher, Salience, Told, Topic
from bot.pipeline.framing import framings
from tests.shipped import shipped

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ISLANDS = Topic(
    id="senkaku",
    name="Senkaku Islands",
    names={},
    aliases=(Alias(text="Senkaku", language="en", match="word"),),
    framing={
        "Senkaku": ("Senkaku", "尖閣", "센카쿠"),
        "Diaoyu": ("Diaoyu", "钓鱼岛"),
        "Tiaoyutai": ("Tiaoyutai", "釣魚臺"),
    },
)


def told(outlet: str, title: str, text: str = "") -> Told:
    number = abs(hash((outlet, title, text))) % 10**9
    feed = Feed(id=1, url="https://example.org", name="F", next_due_at=NOW, interval=600)
    item = Item(
        id=number, feed_id=1, key="k", link=None, canonical=None, title=title, text=text,
        language=None, published=None, first_seen=NOW,
    )  # fmt: skip
    publisher = Publisher(id=outlet, name=outlet, family=outlet, kind="wire")
    return Told(item=item, feed=feed, publisher=publisher)


def names(*items: Told, alias: str = "Senkaku") -> dict[tuple[str, ...], list[str]]:
    evidence = (Evidence(field="title", start=0, end=1, alias=alias, rule="word"),)
    met = Match(query="topic:senkaku", score=1, salience=Salience.MAIN, evidence=evidence)
    found = framings(items, {items[0].item.id: [met]}, [ISLANDS])
    return {
        used: [outlet.id for outlet in outlets]
        for one in found
        for used, outlets in one.said.items()
    }


def test_each_outlet_stands_with_the_names_it_uses_in_the_order_of_the_catalogue() -> None:
    assert names(
        told("Xinhua", "Patrol near Diaoyu Dao"),
        told("SCMP", "Patrol near Diaoyus", "Japan calls them the Senkakus."),
        told("NHK", "尖閣沖に船"),
        told("Reuters", "Ships off the Senkaku's coast"),
        told("CNA", "海警船駛入釣魚臺海域"),
    ) == {
        ("Senkaku",): ["NHK", "Reuters"],
        ("Diaoyu",): ["Xinhua"],
        ("Tiaoyutai",): ["CNA"],
        ("Senkaku", "Diaoyu"): ["SCMP"],
    }


def test_an_outlet_with_several_items_counts_once_with_all_it_says() -> None:
    assert names(told("SCMP", "Off the Senkaku"), told("SCMP", "Off Diaoyu")) == {
        ("Senkaku", "Diaoyu"): ["SCMP"]
    }


def test_traditional_and_simplified_characters_are_one_and_words_are_whole() -> None:
    assert names(told("A", "釣魚島"), told("B", "Senkakuya opens"), told("C", "DIAOYU")) == {
        ("Diaoyu",): ["A", "C"]
    }


def test_a_story_that_met_no_name_of_the_topic_says_nothing() -> None:
    assert names(told("NHK", "尖閣"), alias="fisheries") == {}
    assert names(told("NHK", "Islands named by nobody")) == {}


@pytest.mark.parametrize(
    ("topic", "text", "expected"),
    [
        ("senkaku", "Japan's Senkaku", {"Senkaku"}),
        ("senkaku", "釣魚臺與釣魚島", {"Diaoyu", "Diaoyutai"}),
        ("takeshima-dokdo", "独島（竹島）の日", {"Takeshima", "Dokdo"}),
        ("takeshima-dokdo", "독도 방문", {"Dokdo"}),
        ("south-china-sea", "in the West Philippine Sea", {"West Philippine Sea"}),
        ("south-china-sea", "the East Sea (South China Sea)",
         {"East Sea (Biển Đông)", "South China Sea"}),
        ("south-china-sea", "the East China Sea", set()),
        ("north-korea-missiles", "日本海に落下", {"Sea of Japan"}),
        ("north-korea-missiles", "동해상으로 발사", {"East Sea"}),
        ("taiwan-strait", "peaceful reunification", {"reunification"}),
        ("taiwan-strait", "台湾侵攻に備え", {"invasion"}),
        ("kuril-islands", "北方領土の日", {"Northern Territories"}),
    ],
)  # fmt: skip
def test_the_catalogue_knows_the_rivals(topic: str, text: str, expected: set[str]) -> None:
    known = shipped().topics[topic]
    evidence = Evidence(field="text", start=0, end=1, alias=known.aliases[0].text, rule="word")
    met = Match(query="", score=1, salience=Salience.MAIN, evidence=(evidence,))
    item = told("X", text)
    found = framings([item], {item.item.id: [met]}, [known])
    assert {name for one in found for used in one.said for name in used} == expected
