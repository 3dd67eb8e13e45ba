"""What is matched: an item's title and text, and the facts of its feed that filters ask for."""

from dataclasses import dataclass

from bot.model import Entry, Feed, Item, Publisher
from bot.pipeline.text import fold, language_of, speaks


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is matched. ``source`` is the feed's name, ``publisher`` the outlet's id."""

    title: str
    text: str
    language: str | None = None
    source: str = ""
    publisher: str = ""
    outlet: str = ""  # the publisher's name
    family: str = ""
    country: str | None = None
    tags: tuple[str, ...] = ()


def document_of(item: Item | Entry, feed: Feed, publisher: Publisher) -> Document:
    """Put together what is matched and what filters ask for.

    A stored item has the language that was found when it came; an entry's is found here.
    """
    return Document(
        title=item.title,
        text=item.body if isinstance(item, Item) else item.text,
        language=_stored(item) or found_language(item, feed, publisher),
        source=feed.name,
        publisher=publisher.id,
        outlet=publisher.name,
        family=publisher.family,
        country=feed.country or publisher.country,
        tags=feed.tags,
    )


def _stored(item: Item | Entry) -> str | None:
    return item.language if isinstance(item, Item) else None


def found_language(item: Item | Entry, feed: Feed, publisher: Publisher) -> str | None:
    """Tell an item's language, given what it, its feed or its outlet states."""
    stated = item.language or feed.language or publisher.language
    return language_of(f"{item.title} {item.text}", stated)


def holds(document: Document, name: str, value: str) -> bool:
    """Whether a fact of the document has this value; case, width and dashes do not count."""
    wanted = fold(value).text.strip()
    if name == "lang":
        return speaks(document.language, value)
    if name == "country":
        return wanted == fold(document.country or "").text
    outlet = {fold(text).text for text in (document.publisher, document.outlet, document.family)}
    outlet.discard("")  # what is not known
    if name == "publisher":
        return wanted in outlet
    feed = f" {fold(document.source).text} "
    return bool(wanted) and (
        wanted in outlet or f" {wanted} " in feed or wanted in {fold(t).text for t in document.tags}
    )
