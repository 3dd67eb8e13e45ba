"""``tidings poll-once``: feeds through the whole line once, without sending."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.arguments import private_option, sources_argument
from bot.cli.loading import config_option, files_option, load_both
from bot.cli.match import queries_of, watch_option
from bot.cli.show import complain, console, emit, json_option, plain

if TYPE_CHECKING:
    from bot.catalogue import Catalogue
    from bot.line import Rules
    from bot.pipeline.query import Query


@click.command
@sources_argument
@watch_option
@private_option
@config_option
@files_option
@json_option
def command(
    sources: Sequence[str],
    watches: Sequence[str],
    allow_private: Sequence[str],
    config: Path | None,
    files: Sequence[Path],
    as_json: bool,
) -> int:
    """Take each feed through the whole line once and show what would be posted.

    The store is empty and its own, every item counts as new, nothing waits and nothing is sent.
    """
    from bot.app import rules_of
    from bot.log import setup

    setup("error", "console")
    settings, catalogue = load_both(config, files)
    queries = tuple(queries_of(watches, catalogue).values())
    return asyncio.run(
        _poll(sources, queries, allow_private, catalogue, rules_of(settings), as_json)
    )


async def _poll(
    sources: Sequence[str],
    queries: Sequence[Query],
    allow_private: Sequence[str],
    catalogue: Catalogue,
    rules: Rules,
    as_json: bool,
) -> int:
    from bot.evaluate.poll_once import poll_once

    status = 0
    rows = poll_once(
        sources, queries=queries, allow_private=allow_private, catalogue=catalogue, rules=rules
    )
    async for row in rows:
        if as_json:
            emit(row)
        else:
            _show(row)
        status |= row["error"] is not None
    return int(status)


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
