"""The whole line over every file of a folder: what comes out, what fails, which takes longest.

    .venv/bin/python bench/once.py [FOLDER…]

Serves each file on loopback and takes it through `tidings poll-once`'s own function, with every
topic of the catalogue watched. Without a folder: ../shared/data/feeds and ../shared/data/illformed.
"""

import asyncio
import sys
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rich.console import Console
from rich.table import Table

from bot.catalogue import load_catalogue
from bot.evaluate.poll_once import poll_once
from bot.line import Rules
from bot.log import setup
from bot.settings import config_dir

ROOT = Path(__file__).parent.parent
FOLDERS = [ROOT.parent / "shared" / "data" / name for name in ("feeds", "illformed")]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve(folder: Path) -> str:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def names_in(folder: Path) -> list[str]:
    return [
        p.name for p in sorted(folder.iterdir()) if p.name not in ("MANIFEST.jsonl", "README.md")
    ]


async def rows_of(folder: Path, *, every: int = 1) -> list[tuple[dict[str, Any], float]]:
    """Give the row of every n-th file and the seconds it took."""
    base = serve(folder)
    rows, begun = [], time.perf_counter()
    sources = [f"{base}/{quote(name)}" for name in names_in(folder)[::every]]
    catalogue = load_catalogue(config_dir())
    async for row in poll_once(
        sources, queries=[], allow_private=["127.0.0.1"], catalogue=catalogue, rules=Rules()
    ):
        now = time.perf_counter()
        rows.append((row, now - begun))
        begun = now
    return rows


def main() -> None:
    setup("error", "console")
    table = Table("folder", "files", "errors", "items", "matched", "stories", "posts", "slowest")
    for folder in [Path(name) for name in sys.argv[1:]] or FOLDERS:
        rows = asyncio.run(rows_of(folder))
        items = [item for row, _ in rows for item in row["items"]]
        slowest, seconds = max(rows, key=lambda pair: pair[1])
        table.add_row(
            folder.name,
            f"{len(rows):,}",
            str(sum(row["error"] is not None for row, _ in rows)),
            f"{len(items):,}",
            f"{sum(bool(item['matches']) for item in items):,}",
            f"{sum(len(row['stories']) for row, _ in rows):,}",
            f"{sum(len(row['posts']) for row, _ in rows):,}",
            f"{seconds:.1f} s ({slowest['source'].rpartition('/')[2]})",
        )
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
