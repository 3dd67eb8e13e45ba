"""What is in gangkou.atom."""

from datetime import UTC, datetime

from bot.model import Entry, ParsedFeed

URL = "http://gangkou.example/atom.xml"
CONTENT_TYPE = "application/xml; charset=big5"


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


FEED = ParsedFeed(
    format="atom03",
    title="港口觀察",
    language="zh-TW",
    link="http://gangkou.example/",
    entries=(
        Entry(
            id="tag:gangkou.example,2026:1",
            link="http://gangkou.example/1",
            title="碼頭工人罷工第三天",
            text="談判\n仍在進行。",
            language="zh-TW",
            published=at(2026, 11, 24, 8, 0),
            updated=at(2026, 11, 24, 8, 30),
        ),
    ),
)
