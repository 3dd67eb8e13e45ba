"""``tidings match --explain``: items with the names in them, counted or not, in plain words."""

from collections.abc import Iterator, Mapping

from bot.catalogue import Catalogue
from bot.cli.show import console, plain
from bot.commands.why import explaining
from bot.evaluate.sources import Source, feed_of
from bot.model import Match
from bot.pipeline.match import Document, Index, document_of, match
from bot.pipeline.match.explain import Explainer
from bot.pipeline.query import Query, normal_form
from bot.words import plural


def show_explained(
    index: Index, queries: Mapping[int, Query], catalogue: Catalogue, source: Source
) -> None:
    """Print every item of a source that meets a query, or nearly does."""
    if source.feed is None:
        return
    ready, feed = Explainer(catalogue.topics.values()), feed_of(source, catalogue)
    silent = 0
    for entry in source.feed.entries:
        publisher = catalogue.publisher_of(feed, entry.link)
        document = document_of(entry, feed, publisher)
        found = match(index, document)
        lines = list(_lines(ready, document, queries, found, index, catalogue))
        silent += not lines
        if lines:
            console().print(plain(entry.title), style="bold", markup=False)
            console().print("\n".join(map(plain, lines)), markup=False)
            console().print()
    console().print(f"{plain(source.name)}: {_count(silent)}.\n", markup=False)


def _count(silent: int) -> str:
    """Say how many items have nothing to show."""
    if not silent:
        return "every item names something that was asked for"
    return f"{plural(silent, 'item names', 'items name')} nothing that was asked for"


def _lines(
    ready: Explainer,
    document: Document,
    queries: Mapping[int, Query],
    found: Mapping[int, Match],
    index: Index,
    catalogue: Catalogue,
) -> Iterator[str]:
    names = {topic.id: topic.name for topic in catalogue.topics.values()}
    for number, query in queries.items():
        if number in found:
            met = found[number]
            yield f"  {met.query}: {met.salience.value}"
            for line in explaining.places(ready, document, query, met.evidence):
                yield f"    {line}"
            yield f"    {explaining.scored(document, query, met, index.weights)}"
        elif near := explaining.nearly(ready, document, query, lambda t: names.get(t, t)):
            yield f"  {normal_form(query)}, nearly: {near}"
