"""What is in haixia.rss."""

from datetime import UTC, datetime

from bot.model import Entry, ParsedFeed

URL = "http://haixia.example/rss.xml"
CONTENT_TYPE = "text/xml; charset=ISO-8859-1"


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


FEED = ParsedFeed(
    format="rss20",
    title="海峡日报",
    language="zh-Hans-CN",
    link="http://haixia.example/",
    damage="It says cp1252 but is gb18030.",
    entries=(
        Entry(
            id=None,
            link="http://haixia.example/1.html",
            title="海警船在岛屿附近海域巡航 朱镕",
            text="海警船上午抵达。\n外交部下午回应。",
            language="zh-Hans-CN",
            published=at(2026, 11, 24, 8, 5),
        ),
        Entry(
            id=None,
            link="http://haixia.example/2.html",
            title="稀土出口新规公布",
            text="新规下月生效。",
            language="zh-Hans-CN",
            published=at(2026, 11, 24, 8, 10),
            author="王小明",
        ),
    ),
)
