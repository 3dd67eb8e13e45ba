"""What is in harbour.rss."""

from datetime import UTC, datetime

from bot.model import Entry, ParsedFeed

URL = "https://gazette.example/feed.xml"
CONTENT_TYPE = None


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


FEED = ParsedFeed(
    format="rss20",
    title="Harbour & Strait Gazette",
    language="en-US",
    link="https://gazette.example/",
    ttl=1800,
    entries=(
        Entry(
            id="gazette:0007",
            link="https://gazette.example/2026/11/trawlers?src=rss&id=7",
            title="Coast guard “turns back” two trawlers",
            text="At sea\nTwo trawlers left the zone\nbefore noon.\nAT&T had no part.\none\ntwo",
            language="en-US",
            published=at(2026, 11, 24, 8, 30),
            author="Aoi Mori",
        ),
        Entry(
            id="https://gazette.example/2026/11/tariffs",
            link="https://gazette.example/2026/11/tariffs",
            title="Tariffs: 1 < 2, says the minister",
            text="The minister spoke.",
            language="en-US",
            published=at(2026, 11, 24, 13, 0),
        ),
        Entry(
            id="t",
            link=None,
            title="Tomorrow's timetable",
            text="",
            language="en-US",
            published=at(2100, 1, 1, 0, 0),
        ),
        Entry(
            id=None,
            link="https://gazette.example/notice",
            title="Notice with stamps",
            text="No id, and a date counted in seconds.",
            language="en-US",
            published=at(2026, 11, 24, 10, 0),
        ),
        Entry(
            id=None,
            link="https://www.gazette.example/undated",
            title="Notice without a date",
            text="Quand ?",
            language="fr",
        ),
    ),
)
