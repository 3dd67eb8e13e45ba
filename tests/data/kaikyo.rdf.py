"""What is in kaikyo.rdf."""

from datetime import UTC, datetime

from bot.model import Entry, ParsedFeed

URL = "https://kaikyo.example/index.rdf"
CONTENT_TYPE = "text/xml"


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


FEED = ParsedFeed(
    format="rss10",
    title="海峡通信",
    language="ja",
    link="https://kaikyo.example/",
    ttl=1800,
    entries=(
        Entry(
            id="https://kaikyo.example/a1",
            link="https://kaikyo.example/a1",
            title="海上保安庁、巡視船を増やす",
            text="巡視船は来月から三隻増える。",
            language="ja",
            published=at(2026, 11, 24, 0, 15),
            updated=at(2026, 11, 24, 0, 15),
            author="山田 花子",
        ),
        Entry(
            id="https://kaikyo.example/a2",
            link="https://kaikyo.example/a2",
            title="四か国の外相、東京で会う",
            text="会合は二日間。",
            language="ja",
            published=at(2026, 11, 24, 10, 0),
            updated=at(2026, 11, 24, 10, 0),
        ),
    ),
)
