"""``tidings poll-once``: feeds through the whole line once, without sending."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.arguments import private_option, sources_argument
from bot.cli.each import show_each
from bot.cli.loading import config_option, files_option, load_both
from bot.cli.match import queries_of, watch_option
from bot.cli.show import complain, console, json_option, plain

if TYPE_CHECKING:
    from bot.catalogue import Catalogue
    from bot.pipeline.query import Query
    from bot.settings import Settings


@click.command
@sources_argument
@watch_option
@private_option
@config_option
@files_option
@click.option(
    "--pages",
    is_flag=True,
    help="Read the pages of articles, too, as the running bot does: where robots.txt allows it, "
    "one at a time to a host with a gap between two.",
)
@json_option
def command(
    sources: Sequence[str],
    watches: Sequence[str],
    allow_private: Sequence[str],
    config: Path | None,
    files: Sequence[Path],
    pages: bool,
    as_json: bool,
) -> int:
    """Take each feed through the whole line once and show what would be posted.

    The store is empty and its own, every item counts as new, nothing waits and nothing is sent.
    Texts are the feed's alone unless --pages is given.
    """
    from bot.log import setup

    setup("error", "console")
    settings, catalogue = load_both(config, files)
    queries = tuple(queries_of(watches, catalogue).values())
    return asyncio.run(_poll(sources, queries, allow_private, catalogue, settings, pages, as_json))


async def _poll(
    sources: Sequence[str],
    queries: Sequence[Query],
    allow_private: Sequence[str],
    catalogue: Catalogue,
    settings: Settings,
    pages: bool,
    as_json: bool,
) -> int:
    from bot.app import page_reading, rules_of
    from bot.evaluate.poll_once import poll_once

    async with AsyncExitStack() as stack:
        reading = None
        if pages:
            reading = await stack.enter_async_context(page_reading(settings, tuple(allow_private)))
        rows = poll_once(
            sources,
            queries=queries,
            allow_private=allow_private,
            catalogue=catalogue,
            rules=rules_of(settings),
            reading=reading,
        )
        return await show_each(rows, as_json=as_json, show=_show)


def _show(row: Mapping[str, Any]) -> None:
    if row["error"]:
        complain(row["source"], row["error"])
    if row["error"] and not row["items"]:
        return
    items, stories, posts = row["items"], row["stories"], row["posts"]
    counts = f"{len(items)} items, {len(stories)} stories, {len(posts)} posts"
    console().print(f"{plain(row['source'])}: {counts}", style="bold", markup=False)
    for post in posts:
        console().print(f"\n{post['kind'].upper()} in {plain(post['channel'])}", markup=False)
        for line in post["text"].split("\n"):
            console().print(f"  {plain(line)}", markup=False)
    click.echo()
