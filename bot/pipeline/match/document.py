"""What is matched: an item's title and text, and the facts of its feed that filters ask for."""

from dataclasses import dataclass

from bot.model import Entry, Feed, Item, Publisher
from bot.pipeline.text import fold, script_language


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
    """Put together what is matched and what filters ask for."""
    stated = item.language or feed.language or publisher.language
    return Document(
        title=item.title,
        text=item.text,
        language=_language(f"{item.title} {item.text}", stated),
        source=feed.name,
        publisher=publisher.id,
        outlet=publisher.name,
        family=publisher.family,
        country=feed.country or publisher.country,
        tags=feed.tags,
    )


def _language(text: str, stated: str | None) -> str | None:
    """Believe the script over the feed, save for Japanese that has only Chinese characters."""
    seen = script_language(text)
    base = (stated or "").split("-")[0].lower()
    if seen is None:
        return None if base in ("ja", "zh", "ko") else stated
    return stated if seen == base or (seen, base) == ("zh", "ja") else seen


def holds(document: Document, name: str, value: str) -> bool:
    """Whether a fact of the document has this value; case, width and dashes do not count."""
    wanted = fold(value).text.strip()
    if name == "lang":
        language = fold(document.language or "").text
        return language == wanted or language.startswith(f"{wanted} ")
    if name == "country":
        return wanted == fold(document.country or "").text
    outlet = {fold(text).text for text in (document.publisher, document.outlet, document.family)}
    if name == "publisher":
        return wanted in outlet
    feed = f" {fold(document.source).text} "
    return (
        wanted in outlet or f" {wanted} " in feed or wanted in {fold(t).text for t in document.tags}
    )
