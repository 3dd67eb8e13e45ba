"""Read every feed of a folder, and compare with plain feedparser: `bench/feeds.py FOLDER…`.

Each file is served over loopback and goes through the real fetch and the real parse. On files that
are well-formed, titles, links and dates are compared entry by entry, tags and white space folded.
Without a folder, ../shared/data/feeds and ../shared/data/illformed are read.
"""

import argparse
import asyncio
import io
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import feedparser

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bot.engine.parsers import Parsers  # noqa: E402
from bot.errors import FeedError  # noqa: E402
from bot.model import Entry, ParsedFeed  # noqa: E402
from bot.pipeline.fetch import Fetcher  # noqa: E402
from tests.feedserver import FeedServer  # noqa: E402

DEFAULT = ("feeds", "illformed")
FIELDS = ("title", "link", "date")
NOT_FEEDS = {".md", ".jsonl"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What became of one file."""

    path: Path
    feed: ParsedFeed | None
    error: str | None
    seconds: float


@dataclass(slots=True)
class Tally:
    """Counts over files; ``equal`` and ``compared`` by field, ``differences`` to look at."""

    files: int = 0
    entries: int = 0
    read: int = 0
    damaged: int = 0
    errors: int = 0
    well_formed: int = 0
    equal: Counter[str] = field(default_factory=Counter)
    compared: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")


def files_of(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.is_file() and p.suffix not in NOT_FEEDS)


async def read_all(paths: Sequence[Path]) -> list[Reading]:
    with FeedServer() as server:
        fetcher = Fetcher(
            user_agent="Tidings/bench", timeout=30, max_bytes=5 << 20,
            allow_private_hosts=[server.host],
        )  # fmt: skip
        parsers = Parsers()
        try:
            async with fetcher as fetch:
                return [await read_one(server, fetch, parsers, path) for path in paths]
        finally:
            await parsers.close()


async def read_one(server: FeedServer, fetch: Fetcher, parse: Parsers, path: Path) -> Reading:
    body = await asyncio.to_thread(path.read_bytes)
    url = server.put(f"/{quote(path.name, safe='@')}", body, content_type=None)
    began = time.perf_counter()
    feed = error = None
    try:
        got = await fetch(url)
        feed = await parse(got.body, url=got.url, content_type=got.content_type)
    except FeedError as caught:
        error = str(caught)
    return Reading(path=path, feed=feed, error=error, seconds=time.perf_counter() - began)


def tally(readings: Sequence[Reading]) -> Tally:
    counts = Tally()
    for one in readings:
        counts.files += 1
        counts.slowest = max(counts.slowest, (one.seconds, one.path.name))
        if one.feed is None:
            counts.errors += 1
            continue
        counts.read += 1
        counts.damaged += one.feed.damage is not None
        counts.entries += len(one.feed.entries)
        compare(one.path, one.feed, counts)
    return counts


def compare(path: Path, ours: ParsedFeed, counts: Tally) -> None:
    plain = plainly(path.read_bytes())
    if plain.bozo or not plain.version:
        return
    counts.well_formed += 1
    if len(plain.entries) != len(ours.entries):
        counts.differences.append(
            f"{path.name}: {len(ours.entries)} entries, feedparser has {len(plain.entries)}"
        )
    for number, theirs in enumerate(plain.entries):
        mine = ours.entries[number] if number < len(ours.entries) else None
        for name, left, right in pairs(mine, theirs, ours):
            counts.compared[name] += 1
            counts.equal[name] += left == right
            if left != right:
                counts.differences.append(f"{path.name} #{number} {name}: {left!r} ≠ {right!r}")


def plainly(body: bytes) -> Any:
    """feedparser with nothing set, as anybody would call it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return feedparser.parse(io.BytesIO(body))


def pairs(mine: Entry | None, theirs: Any, feed: ParsedFeed) -> Iterator[tuple[str, Any, Any]]:
    base = feed.link or "http://127.0.0.1/"
    parsed = dict.get(theirs, "published_parsed") or dict.get(theirs, "updated_parsed")
    date = datetime(*parsed[:6], tzinfo=UTC) if parsed else None
    yield "title", fold(mine.title) if mine else None, fold(theirs.get("title", ""))
    yield "link", path_of(mine.link) if mine else None, path_of(web(base, theirs.get("link")))
    yield "date", (mine.published or mine.updated) if mine else None, date


def fold(text: str) -> str:
    return "".join(unescape(re.sub(r"<[^<>]*>", "", unescape(text))).split())


def web(base: str, link: str | None) -> str | None:
    address = urljoin(base, link) if link else ""
    return address if urlsplit(address).scheme in {"http", "https"} else None


def path_of(link: str | None) -> str | None:
    """A link without the host that a relative one was resolved against."""
    return re.sub(r"^https?://127\.0\.0\.1(:\d+)?", "", link) if link else None


def share(counts: Tally, name: str) -> str:
    total = counts.compared[name]
    return f"{100 * counts.equal[name] / total:.2f} %" if total else "–"


def row(label: str, counts: Tally) -> str:
    slow = f"{counts.slowest[0]:.2f} s ({counts.slowest[1]})"
    cells = [label, counts.files, counts.read, counts.damaged, counts.errors, counts.entries]
    cells += [counts.well_formed, counts.compared["title"], *(share(counts, n) for n in FIELDS)]
    return "| " + " | ".join(map(str, [*cells, slow])) + " |"


HEAD = (
    "| folder | files | read | of these damaged | errors | entries | well-formed files | "
    "entries compared | equal titles | equal links | equal dates | slowest |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("folders", nargs="*", type=Path)
    reader.add_argument("--errors", action="store_true", help="also each error and difference")
    asked = reader.parse_args()
    shared = ROOT.parent / "shared" / "data"
    print(HEAD)
    for folder in asked.folders or [shared / name for name in DEFAULT]:
        readings = asyncio.run(read_all(files_of(folder)))
        counts = tally(readings)
        print(row(folder.name, counts), flush=True)
        if asked.errors:
            print(*(f"  {r.path.name}: {r.error}" for r in readings if r.error), sep="\n")
            print(*(f"  {line}" for line in counts.differences), sep="\n")


if __name__ == "__main__":
    main()
