"""What is in minato.rss."""

from datetime import UTC, datetime

from bot.model import Entry, ParsedFeed

URL = "http://minato.example/rss"
CONTENT_TYPE = "text/xml; charset=x-nonsense"


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


FEED = ParsedFeed(
    format="rss091n",
    title="みなと新報",
    language="ja",
    link="http://minato.example/",
    entries=(
        Entry(
            id=None,
            link="http://minato.example/k",
            title="港のクレーン、新しくなる",
            text="三基のうち一基。",
            language=None,
        ),
        Entry(
            id=None,
            link="http://minato.example/s",
            title="漁協「魚が戻った」",
            text="",
            language=None,
        ),
    ),
)
