"""A world in which pages of articles are read, and what its outlets write."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.legs.gear import PageReading
from bot.model import Article
from bot.pipeline.extract import extract
from bot.pipeline.fetch import Fetcher, Pages
from tests.feedserver import FeedServer
from tests.linetest import World, close_world, open_world

TITLE = "Cutters meet off a disputed island"
SHORT = "Two cutters met at sea."
LEAD = "Two cutters met at sea on Monday morning and stayed for nine hours, officials said."
FAR = "The ships met again near the Senkaku Islands, the ministry said in a statement on Monday."
MORE = "Fishing boats had left the harbour before sunrise and came back in the early afternoon."
GATE = "<p>Subscribe to read the full article.</p><p>Already a subscriber? Log in</p>"


async def extract_here(body: bytes, *, content_type: str | None = None) -> Article:
    """Read in this process: the children have tests of their own."""
    return extract(body, content_type=content_type)


@asynccontextmanager
async def reading_world(
    folder: Path, server: FeedServer, *, timeout: float = 0.3, **more: Any
) -> AsyncIterator[World]:
    opened = await open_world(folder, server, **more)
    fetcher = Fetcher(
        user_agent="Tidings/test",
        timeout=timeout,
        max_bytes=100_000,
        allow_private_hosts=["127.0.0.1"],
    )
    pages = Pages(fetcher, lambda: opened.now)
    opened.gear = replace(opened.gear, pages=PageReading(fetch=pages, extract=extract_here))
    yield opened
    await pages.close()
    await close_world(opened)


def page(*paragraphs: str, title: str = TITLE, after: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = f"<html><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav>"
    return f"{head}<article><h1>{title}</h1>{text}</article>{after}</body></html>"


def write(world: World, outlet: str = "harbour", path: str = "/1.html", **more: Any) -> None:
    """Let an outlet list an article whose page is on the server."""
    told = {"title": TITLE, "text": SHORT, "link": world.server.url(path), **more}
    world.item(told.pop("title"), outlet, **told)


async def pass_by(world: World) -> None:
    """Let the next poll come, and the time after which its stories are posted."""
    await world.leap(minutes=10, seconds=1)
    await world.leap(minutes=5)
