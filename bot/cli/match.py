"""``tidings match``: which watches the items of feeds meet, and why."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.arguments import private_option, sources_argument
from bot.cli.loading import config_option, files_option, load_both
from bot.cli.show import complain, emit, json_option, table
from bot.errors import QueryError
from bot.evaluate.sources import Source, feed_of, read_sources

if TYPE_CHECKING:
    from bot.catalogue import Catalogue
    from bot.pipeline.match import Index
    from bot.pipeline.query import Query

watch_option = click.option(
    "--watch",
    "watches",
    metavar="QUERY",
    multiple=True,
    help="A query, as in /watch; may be given several times. Without: all topics.",
)


@click.command
@sources_argument
@watch_option
@private_option
@click.option("--explain", is_flag=True, help="Say why, and what was missing where it was close.")
@config_option
@files_option
@json_option
def command(
    sources: Sequence[str],
    watches: Sequence[str],
    allow_private: Sequence[str],
    explain: bool,
    config: Path | None,
    files: Sequence[Path],
    as_json: bool,
) -> int:
    """Show which watches each item meets, with score, salience and the places in the text."""
    from bot.pipeline.match import Weights, build_index

    if explain and as_json:
        raise click.UsageError("--explain is for people: leave out --json, which has all places.")
    settings, catalogue = load_both(config, files)
    queries = queries_of(watches, catalogue)
    weights = Weights(**settings.match.model_dump())
    index = build_index(catalogue.topics.values(), queries, weights)
    show = partial(_show_row, index, catalogue, as_json)
    if explain:
        from bot.cli.explained import show_explained

        show = partial(show_explained, index, queries, catalogue)
    return asyncio.run(_each(sources, allow_private, show))


def queries_of(watches: Sequence[str], catalogue: Catalogue) -> Mapping[int, Query]:
    """Read the watches; without any, one for each topic. Raises click.BadParameter."""
    from bot.pipeline.query import parse_query

    if not watches:
        return {
            number: parse_query(f"topic:{topic}", None)
            for number, topic in enumerate(catalogue.topics, start=1)
        }
    queries = {}
    for number, text in enumerate(watches, start=1):
        try:
            queries[number] = parse_query(text, catalogue.meant, partial(_alike, catalogue))
        except QueryError as exc:
            raise click.BadParameter(_pointed(text, exc), param_hint="--watch") from exc
        _hint(text, catalogue)
    return queries


def _alike(catalogue: Catalogue, words: str) -> list[str]:
    return [topic.id for topic in catalogue.near(words)]


def _pointed(text: str, error: QueryError) -> str:
    """Say what is wrong with a query, and show the place, a line each."""
    from bot.commands.reading import around

    place, number = around(text, error)
    return f"{error}\n  {place} (character {number})"


def _hint(text: str, catalogue: Catalogue) -> None:
    """Say on standard error what words that are nearly a topic's name may have meant."""
    from bot.commands.watches.misspelt import doubts

    for doubt in doubts(catalogue, text):
        meant = " or ".join(f"topic:{topic.id}" for topic in doubt.topics)
        complain("--watch", f"No topic is called {doubt.words}. Did you mean {meant}?")


async def _each(
    sources: Sequence[str], allow_private: Sequence[str], show: Callable[[Source], None]
) -> int:
    status = 0
    async for source in read_sources(sources, allow_private):
        if source.error:
            complain(source.name, source.error)
            status = 1
        show(source)
    return status


def _show_row(index: Index, catalogue: Catalogue, as_json: bool, source: Source) -> None:
    rows = list(matched(source, index, catalogue))
    if as_json:
        for row in rows:
            emit(row)
    elif source.feed:
        _show(source.name, rows)


def matched(source: Source, index: Index, catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """Yield the row of every item of a source."""
    from bot.pipeline.match import document_of, match

    feed = feed_of(source, catalogue)
    for entry in source.feed.entries if source.feed else ():
        publisher = catalogue.publisher_of(feed, entry.link)
        found = match(index, document_of(entry, feed, publisher))
        yield {
            "id": entry.id,
            "url": entry.link,
            "title": entry.title,
            "matches": [
                {
                    "watch": hit.query,
                    "score": round(hit.score, 4),
                    "salience": str(hit.salience),
                    "evidence": [asdict(evidence) for evidence in hit.evidence],
                }
                for _, hit in sorted(found.items())
            ],
        }


def _show(name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    lines = [
        (match["watch"], match["salience"], f"{match['score']:.2f}", _why(match), row["title"])
        for row in rows
        for match in row["matches"]
    ]
    met = sum(bool(row["matches"]) for row in rows)
    title = f"{name}: {met} of {len(rows)} items meet a watch"
    table(title, ("watch", "salience", "score", "by", "title"), lines)
    click.echo()


def _why(match: Mapping[str, Any]) -> str:
    """Name the first places, each once."""
    places = dict.fromkeys(f"{at['alias']} ({at['field']})" for at in match["evidence"])
    return ", ".join(list(places)[:3])
