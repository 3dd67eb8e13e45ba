"""What is in mended.rss."""

from datetime import UTC, datetime

from bot.model import Entry, ParsedFeed

URL = "https://mended.example/feed"
CONTENT_TYPE = "text/html; charset=utf-8"


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


FEED = ParsedFeed(
    format="rss20",
    title="Broken & mended",
    language="en",
    link="https://mended.example/",
    damage="It is not well-formed XML (line 3: not well-formed (invalid token)).",
    entries=(
        Entry(
            id="m1",
            link="https://mended.example/1?a=1&b=2",
            title="Fish &chips; R&D; café",
            text="First item.",
            language="en",
            published=at(2026, 11, 23, 23, 0),
        ),
        Entry(
            id="m2",
            link="https://mended.example/2",
            title="A bell rings",
            text="Second item.",
            language="en",
            published=at(2026, 11, 24, 8, 0),
        ),
    ),
)
