"""What an item is called."""

from datetime import UTC, datetime

import pytest

from bot.model import Item
from bot.pipeline.text.heading import LONGEST, heading, title_or_all, without_outlet

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LINK = "https://harbour.example/2"
SAYS = "A drone was lost\nnear Uotsuri."


def item(title: str = "", text: str = "", link: str | None = LINK) -> Item:
    return Item(
        id=1, feed_id=1, key="1", link=link, canonical=None, title=title, text=text,
        language="en", published=None, first_seen=NOW,
    )  # fmt: skip


def test_an_item_is_called_by_its_title_else_its_first_words_else_its_address() -> None:
    assert heading(item("Drone lost", SAYS)) == "Drone lost"
    assert heading(item(text=SAYS)) == "A drone was lost near Uotsuri."
    assert heading(item()) == LINK
    assert heading(item(link=None)) == "(no title)"
    long = heading(item(text="word " * 100))
    assert len(long) <= LONGEST
    assert long.endswith("word…")


def test_a_summary_leaves_out_the_title_or_a_text_that_stands_for_it_whole() -> None:
    assert title_or_all(item("Drone lost", SAYS)) == "Drone lost"
    assert title_or_all(item(text=SAYS)) == "A drone was lost near Uotsuri."
    assert title_or_all(item(text=f"{SAYS} {'More was said. ' * 9}")) == ""


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Drone lost near Uotsuri - Reuters", "Drone lost near Uotsuri"),
        ("韓国海軍のヘリが墜落、3人死亡 - 連合ニュース", "韓国海軍のヘリが墜落、3人死亡"),
        ("尖閣沖で漁船に接近、海保が警告 | 朝日新聞", "尖閣沖で漁船に接近、海保が警告"),
        ("尖閣沖で漁船に接近、海保が警告：朝日新聞デジタル", "尖閣沖で漁船に接近、海保が警告"),
        ("尖閣沖で漁船に接近｜産経ニュース", "尖閣沖で漁船に接近"),
        ("센카쿠 해역에 해경선 4척 진입 | 조선일보", "센카쿠 해역에 해경선 4척 진입"),
        ("海警船进入钓鱼岛海域 - 联合早报", "海警船进入钓鱼岛海域"),
        ("Drone lost near Uotsuri – harbour.example", "Drone lost near Uotsuri"),
        ("Drone was ours — Lavrov", "Drone was ours — Lavrov"),
        ("Drone lost – report", "Drone lost – report"),
        ("Who owns the paper? | Die Insel", "Who owns the paper? | Die Insel"),
        ("Reuters", "Reuters"),
        ("A - Reuters", "A - Reuters"),
    ],
)  # fmt: skip
def test_an_outlets_name_behind_a_title_is_not_shown(title: str, shown: str) -> None:
    assert without_outlet(title) == shown
    assert heading(item(title)) == shown


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("CORRECTED-Magnitude 6.0 quake strikes off Taitung", "Magnitude 6.0 quake strikes"),
        ("UPDATE 2-Dockers walk out in Port Vale", "Dockers walk out"),
        ("UPDATE 1-CORRECTED-Dockers walk out in Port Vale", "Dockers walk out"),
        ("UPDATE - what we know", "UPDATE - what we know"),
        ("REPEAT-AB", "REPEAT-AB"),
    ],
)
def test_what_a_wire_calls_its_dispatch_is_no_part_of_a_headline(title: str, shown: str) -> None:
    assert heading(item(title)).startswith(shown)
