"""Whose words an item has."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.model import Feed, Item, Publisher, Summary, Told
from bot.pipeline.render import alert
from bot.pipeline.route import families_of
from bot.pipeline.text.credits import WIRES, origin_of
from bot.pipeline.text.origin import first_tellers, is_reprint, wire_of

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
CONFIG = Path(__file__).parent.parent.parent / "config"


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("TOKYO, Nov 24 (Reuters) - The ministers met on Tuesday.", "reuters"),
        ("SEOUL, South Korea (AP) — The ministers met on Tuesday.", "ap"),
        ("The ministers met on Tuesday. (AFP)", "afp"),
        ("The ministers met on Tuesday. © 2026 AFP", "afp"),
        ("The ministers met on Tuesday. /Kyodo", "kyodo"),
        ("The ministers met on Tuesday. Source: Xinhua", "xinhua"),
        ("【ワシントン共同】外相が会談した。", "kyodo"),
        ("[東京 24日 ロイター] - 外相が会談した。", "reuters"),
        ("外相が会談した。（時事）", "jiji"),
        ("新华社北京11月24日电 外长会晤。", "xinhua"),
        ("(서울=연합뉴스) 외교장관이 만났다.", "yonhap"),
        ("BEIJING, Nov. 24 (Xinhua) -- The ministers met.", "xinhua"),
        ("TOKYO, Nov. 24, Kyodo - The ministers met.", "kyodo"),
        ("MOSCOW, November 24. /TASS/. The ministers met.", "tass"),
        ("AFP/Tokyo: The ministers met.", "afp"),
        ("Xinhua | 2026-11-24 The ministers met.", "xinhua"),
        ("Bloomberg -- The ministers met.", "bloomberg"),
        ("By Reuters Staff The ministers met.", "reuters"),
        ("By Reuters TOKYO The ministers met.", "reuters"),
        ("The ministers met. (With inputs from PTI)", "pti"),
        ("The ministers met. — Bernama", "bernama"),
        ("The ministers met. (Reporting by Jane Doe in Tokyo; Editing by John Roe)", "reuters"),
        ("The ministers met. Copyright 2026 The Associated Press. All rights reserved.", "ap"),
        ("The ministers met. Associated Press writer J. Doe contributed to this report.", "ap"),
        ("外相が会談した。【時事】", "jiji"),
        ("外相が会談した。配信：共同通信", "kyodo"),
        ("外相が会談した＝共同", "kyodo"),
        ("〔中央社東京28日電〕外長會晤。", "cna-taiwan"),
        ("The ministers met, he said. REUTERS", "reuters"),
        ("（路透社东京24日电）外长会晤。", "reuters"),
        ("（中央社記者王小明台北24日電）外長會晤。", "cna-taiwan"),
        ("（新华社东京24日讯）外长会晤。", "xinhua"),
        ("（東京路透電）外長會晤。", "reuters"),
        ("新华网东京11月24日电 外长会晤。", "xinhua"),
        ("Tokio (dpa/lno) - Die Minister trafen sich.", "dpa"),
        ("Tokyo. Nov 24 (Interfax) - The ministers met.", "interfax"),
        ("The ministers met. (c)AFP", "afp"),
        ("外相が会談した。 (c)AFP/Kyoko HASEGAWA", "afp"),
        ("The ministers met. © Thomson Reuters 2026.", "reuters"),
        ("Die Minister trafen sich. © dpa-infocom", "dpa"),
        ("The ministers met. ©2026 Bloomberg L.P.", "bloomberg"),
        ("They met. Our Standards: The Thomson Reuters Trust Principles.", "reuters"),
        ("外长会晤。（来源：新华社）", "xinhua"),
        ("外长会晤。（综合路透社报道）", "reuters"),
        ("외교장관이 만났다. 연합뉴스", "yonhap"),
        ("Los ministros se reunieron. EFE", "efe"),
        ("The ministers met. (AFP-Jiji)", "afp"),
    ],
)
def test_a_wire_that_is_named_as_the_author_is_the_origin(text: str, wire: str) -> None:
    assert origin_of("Ministers meet", text) == wire


@pytest.mark.parametrize(
    "text",
    [
        "The minister told Reuters that talks would go on.",
        "Kyodo reported on Tuesday that talks would go on.",
        "Talks would go on, Yonhap said, citing officials. They began on Monday.",
        "(AP Photo/Jane Doe) The ministers met in Tokyo.",
        "The ministers met. Image: Reuters",
        "The ministers met. (Photo by AFP)",
        "The ministers met. (Image: Reuters)",
        "외교장관이 만났다. [사진=로이터]",
        "外相が会談した。（写真：AFP＝時事）",
        "(사진=연합뉴스) 외교장관이 만났다.",
        "【時事解説】外相会談の意味",
        "[共同開発] 両社が新しい電池をつくる。",
        "据路透社报道，外长会晤。",
        "The AP course starts in spring (see below) for all pupils.",
        "共同声明を発表した。",
        "",
    ],
)
def test_a_wire_that_is_only_mentioned_is_not(text: str) -> None:
    assert origin_of("Ministers meet", text) is None


@pytest.mark.parametrize(
    ("author", "wire"),
    [
        ("Reuters", "reuters"),
        ("By Jane Doe, Associated Press", "ap"),
        ("AFP, Jane Doe", "afp"),
        ("By JANE DOE Associated Press", "ap"),
        ("Le Monde avec AFP", "afp"),
        ("Agencia EFE", "efe"),
        ("時事通信社", "jiji"),
        ("Thomson Reuters", "reuters"),
        ("Ani Sample", None),
        ("Jane Reutersward", None),
        (None, None),
    ],
)
def test_a_byline_names_the_wire(author: str | None, wire: str | None) -> None:
    assert origin_of("Ministers meet", "They met.", author) == wire


def test_a_title_of_a_news_search_names_the_wire() -> None:
    assert origin_of("Ministers meet - Reuters", "") == "reuters"


def test_each_wire_is_a_publisher_that_is_known() -> None:
    listed = tomllib.loads((CONFIG / "publishers.toml").read_text("utf-8"))
    assert set(WIRES) <= {row.get("family", id_) for id_, row in listed.items()}


def told(outlet: str, text: str = "They met.", language: str = "en") -> Told:
    number = sum(map(ord, outlet))
    feed = Feed(
        id=number, url=f"https://{outlet}.example", name=outlet, next_due_at=NOW, interval=1
    )
    item = Item(
        id=number, feed_id=number, key="k", link=f"https://{outlet}.example/1", canonical=None,
        title="Ministers meet", text=text, language=language, published=NOW, first_seen=NOW,
    )  # fmt: skip
    name = outlet.capitalize()
    return Told(
        item=item, feed=feed, publisher=Publisher(id=outlet, name=name, family=outlet, kind="wire")
    )


def also(*items: Told) -> str:
    drawn = alert(1, items, Summary(sentences=()), title="Ministers meet", tags=(), urgent=None)
    return drawn.also


def test_a_reprint_is_no_independent_outlet() -> None:
    wire, printed = told("reuters"), told("harbour", "(Reuters) - They met.")
    own = told("kanto", language="ja")
    assert families_of([wire, printed, own]) == ("reuters", "kanto")
    assert also(wire, printed, own) == (
        "Also reported by Kanto (ja): 2 independent outlets, 1 reprint"
    )


def test_the_wire_itself_stands_before_those_that_print_it() -> None:
    items = [told("harbour", "(Reuters) - They met."), told("reuters")]
    assert first_tellers(items) == [1]
    assert also(*items) == "Also reported by Reuters: 1 independent outlet, 1 reprint"


def test_two_that_print_one_wire_are_one_source() -> None:
    items = [told("harbour", "They met. (AFP)"), told("kanto", "(AFP) - They met.")]
    assert families_of(items) == ("afp",)
    assert also(*items) == "Printed elsewhere too: 1 reprint"


def test_a_page_that_is_another_outlets_article_counts_as_its_report() -> None:
    own, printed = told("reuters"), told("star")
    printed = replace(printed, item=replace(printed.item, page_origin="reuters"))
    assert is_reprint(printed)
    assert wire_of(printed) == "Reuters"
    assert first_tellers([printed, own]) == [1]
    other = replace(printed, item=replace(printed.item, page_origin="nobody-knows"))
    assert is_reprint(other)
    assert wire_of(other) == ""
