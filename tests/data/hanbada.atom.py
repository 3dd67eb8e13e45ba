"""What is in hanbada.atom."""

from datetime import UTC, datetime

from bot.model import Entry, ParsedFeed

URL = "https://hanbada.example/feed.atom"
CONTENT_TYPE = "application/atom+xml"


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


FEED = ParsedFeed(
    format="atom10",
    title="한바다 & 뉴스",
    language="ko",
    link="https://hanbada.example/",
    entries=(
        Entry(
            id="urn:hanbada:1",
            link="https://hanbada.example/news/2026/1",
            title="해경, 새 경비함 배치",
            text="새 경비함이 다음 달 배치된다.\n정원은 40명.",
            language=None,
            published=at(2026, 11, 23, 23, 0),
            updated=at(2026, 11, 24, 0, 0),
            author="김바다",
        ),
        Entry(
            id="urn:hanbada:2",
            link="https://hanbada.example/en/2",
            title="Ships & shoals: a <3 story",
            text="One.\nTwo.",
            language="en-GB",
            updated=at(2026, 11, 24, 0, 0),
        ),
    ),
)
