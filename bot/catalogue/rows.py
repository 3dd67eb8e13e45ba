"""What the files of config/ may hold: one class for each kind of table, checked by pydantic."""

import datetime
import re
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from bot.catalogue.names import LANGUAGES

KINDS = (
    *("wire", "newspaper", "broadcaster", "magazine", "online", "local", "trade"),
    *("official", "state-controlled", "think-tank"),
)
LOW_INTERVAL, HIGH_INTERVAL = 60, 86_400  # seconds
_HOST = re.compile(r"^(?!www\.)[a-z0-9-]+(\.[a-z0-9-]+)+$")

# What a key allows, as people are told; a key means the same wherever it stands.
ALLOWED = {
    "aliases": 'lists of names by language, like en = ["Senkaku"]',
    "confirmed": "true or false",
    "country": "two capital letters, like JP",
    "date": "a date without quotes, like 2026-11-24",
    "family": "an id in small letters, like yomiuri",
    "framing": 'rival names with their forms, like Diaoyu = ["Diaoyu", "钓鱼岛"]',
    "hosts": 'a list of host names without www, like ["nhk.or.jp"]',
    "in_context": "tables [[ID.in_context]] with needs or vetoes, and aliases.LANGUAGE",
    "pages": "true or false",
    "interval": f"whole seconds from {LOW_INTERVAL} to {HIGH_INTERVAL}",
    "kind": ", ".join(KINDS),
    "language": ", ".join(LANGUAGES),
    "match": "word, case, sub",
    "mode": "alert, digest",
    "names": 'one name by language, like ja = "尖閣諸島"',
    "parents": "a list of topic ids",
    "publisher": "the id of a publisher of publishers.toml",
    "tags": "a list of words in small letters",
    "text": "a name, not empty",
    "title_only": "true or false",
    "url": "an http or https address without user name or spaces",
    "words": 'lists of words by language, like en = ["troops"]',
}
LISTS = "a list of texts, none empty"
TEXT = "a text, not empty"


def _known_language(tag: str) -> str:
    if tag not in LANGUAGES:
        raise ValueError
    return tag


def _web_address(url: str) -> str:
    parts = urlsplit(url)  # raises ValueError on broken brackets
    good = parts.scheme in {"http", "https"} and parts.hostname and "." in parts.hostname
    if not good or parts.username or re.search(r"\s", url) or parts.fragment:
        raise ValueError
    return url


def _bare_host(host: str) -> str:
    if not _HOST.match(host):
        raise ValueError
    return host


Text = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S")]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Language = Annotated[str, AfterValidator(_known_language)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Address = Annotated[str, AfterValidator(_web_address)]
Host = Annotated[str, AfterValidator(_bare_host)]


class Row(BaseModel):
    """A table of ours: no key but those named, no type bent to fit."""

    model_config = ConfigDict(extra="forbid", strict=True)


# Thousands of names have none of these: a list of their own is made faster than copied.
class AliasRow(Row):
    """A name: a plain text, or a table when it needs context, a veto or its own match."""

    text: Text
    match: Literal["word", "case", "sub"] | None = None
    needs: list[Text] = Field(default_factory=list)
    vetoes: list[Text] = Field(default_factory=list)

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


class ContextRow(Row):
    """Names that count only beside certain words, or not beside others, or only in a title."""

    aliases: dict[Language, list[AliasRow]]
    title_only: bool = False
    title_vetoes: list[Text] = Field(default_factory=list)
    match: Literal["word", "case", "sub"] | None = None
    needs: list[Text] = Field(default_factory=list)
    vetoes: list[Text] = Field(default_factory=list)


class TopicRow(Row):
    """[ID] in topics/*.toml."""

    name: Text
    names: dict[Language, Text] = {}
    aliases: dict[Language, list[AliasRow]] = {}
    in_context: list[ContextRow] = []
    vetoes: list[Text] = []  # for every name of the topic
    parents: list[Id] = []
    official: list[Id] = []
    note: str = ""
    source: str = ""
    not_this: list[Text] = []
    speaks_of: list[Id] = []  # topics whose names mean the same inside the names of this one
    framing: dict[Text, list[Text]] = {}  # rival name → how it is written, in all languages


class ClassRow(Row):
    """[ID] in classes.toml: words that mean one kind of context, for needs and vetoes."""

    words: dict[Language, list[Text]]
    note: str = ""


class PackRow(Row):
    """[ID] in packs.toml; feeds by their names in feeds.toml."""

    name: Text
    topics: list[Id]
    feeds: list[Text] = []
    mode: Literal["alert", "digest"] = "alert"
    note: str = ""


class PublisherRow(Row):
    """[ID] in publishers.toml; reason and date say why it is classed so, and when."""

    name: Text
    family: Id | None = None
    kind: Annotated[str, StringConstraints(pattern=f"^({'|'.join(KINDS)})$")]
    language: Language
    country: Country
    hosts: list[Host] = []
    pages: bool = True
    reason: Text
    date: datetime.date


class FeedRow(Row):
    """[[feed]] in feeds.toml."""

    url: Address
    name: Text
    publisher: Id
    language: Language
    country: Country
    tags: list[Id] = []
    interval: Annotated[int, Field(ge=LOW_INTERVAL, le=HIGH_INTERVAL)] | None = None
    confirmed: bool
