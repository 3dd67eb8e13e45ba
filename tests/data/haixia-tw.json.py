"""What is in haixia-tw.json."""

from datetime import UTC, datetime

from bot.model import Entry, ParsedFeed

URL = "https://weekly.example/feed.json"
CONTENT_TYPE = "application/feed+json"


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


FEED = ParsedFeed(
    format="json11",
    title="海峽週報",
    language="zh-Hant-TW",
    link="https://weekly.example/",
    entries=(
        Entry(
            id="17",
            link="https://weekly.example/17",
            title="外長會議在東京舉行",
            text="會議為期兩天。\n<聲明> 隨後公布。",
            language="zh-Hant-TW",
            published=at(2026, 11, 24, 2, 0),
            updated=at(2026, 11, 24, 11, 30),
            author="編輯部",
        ),
        Entry(
            id="b",
            link="https://elsewhere.example/b",
            title="",
            text="A note in English, without a title.",
            language="en",
            author="Lee, Chan",
        ),
        Entry(
            id="c",
            link=None,
            title="沒有日期",
            text="短訊",
            language="zh-Hant-TW",
            author="編輯部",
        ),
    ),
)
