"""What an item is called."""

from datetime import UTC, datetime

from bot.model import Item
from bot.pipeline.text.heading import LONGEST, heading, title_or_all

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
