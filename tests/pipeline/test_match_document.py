"""What is known of an item when it is matched: its language before all."""

from datetime import UTC, datetime

import pytest

from bot.model import Entry, Feed, Item, Publisher
from bot.pipeline.match import Document, build_index, document_of, found_language, match
from bot.pipeline.query import parse_query

FEED = Feed(
    id=1,
    url="https://a.example/feed",
    name="A Wire",
    language="en",
    next_due_at=datetime(2026, 11, 24, tzinfo=UTC),
    interval=900,
)
PUBLISHER = Publisher(id="a-wire", name="A Wire", family="a-wire", kind="agency", language="fr")
JAPANESE = "漁船が港に戻る"


def entry(title: str, language: str | None = None) -> Entry:
    return Entry(id="1", link=None, title=title, text="", language=language)


def item(title: str, language: str | None) -> Item:
    return Item(
        id=1,
        feed_id=1,
        key="1",
        link=None,
        canonical=None,
        title=title,
        text="",
        language=language,
        published=None,
        first_seen=datetime(2026, 11, 24, tzinfo=UTC),
    )


def test_an_entry_has_the_language_of_its_text_and_a_stored_item_the_one_it_was_stored_with() -> (
    None
):
    assert document_of(entry(JAPANESE), FEED, PUBLISHER).language == "ja"
    assert document_of(item(JAPANESE, "ja"), FEED, PUBLISHER).language == "ja"
    assert document_of(item(JAPANESE, None), FEED, PUBLISHER).language == "ja"
    assert document_of(item("Reuters 1", "de"), FEED, PUBLISHER).language == "de"


def test_the_nearest_statement_is_the_one_believed() -> None:
    assert found_language(entry("G20", "it"), FEED, PUBLISHER) == "it"
    assert found_language(entry("G20"), FEED, PUBLISHER) == "en"
    silent = Feed(id=2, url="x", name="B", next_due_at=FEED.next_due_at, interval=900)
    assert found_language(entry("G20"), silent, PUBLISHER) == "fr"


@pytest.mark.parametrize(
    ("title", "wanted", "met"),
    [
        ("漁船返回港口", "zh", True),
        ("漁船返回港口", "zh-Hant", True),
        ("漁船返回港口", "zh-TW", True),
        ("漁船返回港口", "zh-Hans", False),
        ("渔船返回港口", "zh", True),
        ("渔船返回港口", "zh-Hans", True),
        ("渔船返回港口", "zh-Hant", False),
        ("漁船が港に戻る", "zh", False),
    ],
)
def test_both_scripts_are_chinese_and_each_can_be_asked_for(
    title: str, wanted: str, met: bool
) -> None:
    query = parse_query(f"(漁船 OR 港) AND lang:{wanted}", None)
    document = document_of(entry(title), FEED, PUBLISHER)
    assert (1 in match(build_index((), {1: query}), document)) == met


@pytest.mark.parametrize("fact", ["source", "publisher"])
def test_a_value_of_signs_alone_is_nobodys(fact: str) -> None:
    query = parse_query(f'漁船 AND {fact}:"-"', None)
    assert match(build_index((), {1: query}), Document(title="漁船", text="")) == {}
