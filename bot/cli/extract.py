"""``tidings extract``: the article of pages and of saved text."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from bot.cli.arguments import private_option, sources_argument
from bot.cli.each import show_each
from bot.cli.show import complain, json_option, plain
from bot.evaluate.saved import read_saved

if TYPE_CHECKING:
    from bot.evaluate.saved import Saved


@click.command
@sources_argument
@private_option
@json_option
def command(sources: Sequence[str], allow_private: Sequence[str], as_json: bool) -> int:
    """Show the article of each page: its title and paragraphs, without what stands around them.

    Takes HTML and plain saved text, files (.gz too) and http(s) addresses; - is standard input.
    What cannot be read is reported, and the rest goes on; then the exit status is 1.
    """
    rows = (described(saved) async for saved in read_saved(sources, allow_private))
    return asyncio.run(show_each(rows, as_json=as_json, show=_show))


def described(saved: Saved) -> dict[str, Any]:
    """Turn one page into the JSON types of its row."""
    article = saved.article
    return {
        "source": saved.name,
        "title": article.title if article else None,
        "text": article.text if article else "",
        "partial": article is not None and article.partial,
        "error": saved.error,
    }


def _show(row: Mapping[str, Any]) -> None:
    if row["error"]:
        complain(row["source"], row["error"])
        return
    partial = " (only its beginning: the rest is kept for subscribers)" if row["partial"] else ""
    click.echo(f"{plain(row['title'] or row['source'])}{partial}\n")
    for line in row["text"].split("\n"):
        click.echo(f"{plain(line)}\n")
