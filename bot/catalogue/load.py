"""Load and check config/: every mistake at once, each with its file, line, key and value."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from bot.catalogue.classes import Classes, check_classes, read_classes, spelled_out
from bot.catalogue.entries import Catalogue
from bot.catalogue.names import default_match, fold
from bot.catalogue.reading import Mistakes, Place, TomlFile, hint, read, rows, shown
from bot.catalogue.rows import AliasRow, ContextRow, FeedRow, PackRow, PublisherRow, TopicRow
from bot.errors import ConfigError
from bot.model import Alias, FeedSource, Mode, Pack, Publisher, Topic

_Written = Mapping[str, tuple[TomlFile, TopicRow]]  # topics with the files they stand in


def load_catalogue(config: Path) -> Catalogue:
    """Read topics/*.toml and classes, publishers, feeds and packs.toml of a folder.

    The folder topics/ must hold a file; the four others may be missing. Raises ConfigError
    with every mistake.
    """
    mistakes = Mistakes()
    publishers = _publishers(_optional(config, "publishers.toml", mistakes))
    classes = read_classes(_optional(config, "classes.toml", mistakes))
    written = _written_topics(config, mistakes)
    feeds = _feeds(_optional(config, "feeds.toml", mistakes), publishers)
    packs = _packs(_optional(config, "packs.toml", mistakes), written, feeds)
    _check_links(written, publishers)
    for id_, (file, row) in written.items():
        check_classes(file, id_, row, classes)
    if mistakes.found:
        raise ConfigError(mistakes.told())
    topics = {id_: _topic(id_, row, classes) for id_, (_, row) in written.items()}
    return Catalogue(
        topics=topics, packs=packs, publishers=publishers, feeds=feeds, classes=classes
    )


def _optional(config: Path, name: str, mistakes: Mistakes) -> TomlFile | None:
    return read(config, name, mistakes) if (config / name).exists() else None


def _known(file: TomlFile, place: Place, ids: Iterable[str], known: Mapping[str, object]) -> None:
    """Blame every id that nothing is called."""
    for id_ in ids:
        if id_ not in known:
            file.blame(place, f"got {shown(id_)}; {hint(id_, known)}", id_)


# ── publishers and feeds ────────────────────────────────────────────────────────────────────


def _publishers(file: TomlFile | None) -> dict[str, Publisher]:
    owners: dict[str, str] = {}
    publishers = {}
    for id_, row in rows(file, PublisherRow):
        for host in row.hosts:
            if file and (owner := owners.setdefault(host, id_)) != id_:
                file.blame((id_, "hosts"), f"got {shown(host)}; {owner} has it already", host)
        publishers[id_] = Publisher(
            id=id_,
            name=row.name,
            family=row.family or id_,
            kind=row.kind,
            language=row.language,
            country=row.country,
            hosts=tuple(row.hosts),
            pages=row.pages,
        )
    return publishers


def _feeds(file: TomlFile | None, publishers: Mapping[str, Publisher]) -> tuple[FeedSource, ...]:
    if file is None:
        return ()
    feeds = []
    seen: dict[tuple[str, str], str] = {}
    for place, row in _feed_rows(file):
        _known(file, (*place, "publisher"), [row.publisher], publishers)
        for key, value in (("url", row.url), ("name", row.name)):
            if first := seen.get((key, _same(value))):
                file.blame((*place, key), f"got {shown(value)}; {first} has it already")
            seen[key, _same(value)] = row.name
        feeds.append(FeedSource(**{**row.model_dump(), "tags": tuple(row.tags)}))
    return tuple(feeds)


def _feed_rows(file: TomlFile) -> Iterator[tuple[Place, FeedRow]]:
    for key in file.tables.keys() - {"feed"}:
        file.blame((key,), "unknown key; allowed: tables [[feed]]")
    listed = file.tables.get("feed", [])
    if not isinstance(listed, list):
        file.blame(("feed",), "is one table; write each feed as [[feed]], with two brackets")
        return
    for number, table in enumerate(listed):
        if row := file.check(("feed", number), FeedRow, table):
            yield ("feed", number), row


def _same(text: str) -> str:
    """Make addresses equal that differ by scheme, case or last slash only; names by case."""
    return text.casefold().replace("http://", "https://", 1).rstrip("/")


def _packs(
    file: TomlFile | None, topics: Mapping[str, object], feeds: tuple[FeedSource, ...]
) -> dict[str, Pack]:
    address = {feed.name: feed.url for feed in feeds}
    packs = {}
    for id_, row in rows(file, PackRow):
        if file:
            _known(file, (id_, "topics"), row.topics, topics)
            _known(file, (id_, "feeds"), row.feeds, address)
        packs[id_] = Pack(
            id=id_,
            name=row.name,
            topics=tuple(row.topics),
            feeds=tuple(address[name] for name in row.feeds if name in address),
            mode=Mode(row.mode),
            note=row.note,
        )
    return packs


# ── topics ──────────────────────────────────────────────────────────────────────────────────


def _written_topics(config: Path, mistakes: Mistakes) -> dict[str, tuple[TomlFile, TopicRow]]:
    """Read every file of topics/ in the order of their names."""
    written: dict[str, tuple[TomlFile, TopicRow]] = {}
    names = sorted(path.name for path in (config / "topics").glob("*.toml"))
    if not names:
        mistakes.add("topics", None, f"no file *.toml is in {config / 'topics'}; add one")
    for name in names:
        file = read(config, f"topics/{name}", mistakes)
        for id_, row in rows(file, TopicRow):
            if file and id_ in written:
                file.blame((id_,), f"is there twice; the first is in {written[id_][0].name}")
            elif file:
                written[id_] = (file, row)
    return written


def _check_links(written: _Written, publishers: Mapping[str, Publisher]) -> None:
    """Check what topics say of each other, of publishers, and of one name twice."""
    parents = {id_: [p for p in row.parents if p in written] for id_, (_, row) in written.items()}
    for id_, (file, row) in written.items():
        _known(file, (id_, "parents"), row.parents, written)
        _known(file, (id_, "official"), row.official, publishers)
        _known(file, (id_, "speaks_of"), row.speaks_of, written)
        if ring := _ring(id_, parents):
            file.blame((id_, "parents"), f"goes round: {' → '.join(ring)}; take one of them out")
        for place, language, alias in _repeated(id_, row):
            what = f"got {shown(alias.text)} a second time in {language}; keep one"
            file.blame(place, what, alias.text)
        _check_framing(id_, file, row)
        is_parent = any(id_ in above for above in parents.values())
        if not is_parent and not any(aliases for _, aliases, _ in _lists(row)):
            file.blame((id_,), 'has no aliases and no topic below it; add aliases.en = ["…"]')


def _check_framing(id_: str, file: TomlFile, row: TopicRow) -> None:
    """Check that rivals are at least two, each with a form that no other has."""
    if len(row.framing) == 1:
        file.blame((id_, "framing"), "names one side only; add its rivals, or take it out")
    sides: dict[str, str] = {}
    for name, forms in row.framing.items():
        if not forms:
            file.blame((id_, "framing", name), f'is empty; write how it reads, like ["{name}"]')
        for form in forms:
            other = sides.setdefault(fold(form), name)
            if other != name:
                what = f"got {shown(form)}; {other} has it already"
                file.blame((id_, "framing", name), what, form)


def _ring(id_: str, parents: Mapping[str, list[str]]) -> list[str]:
    """Return the way from a topic up to itself, or []."""
    ways = [[id_]]
    for way in ways:  # grows while it is read; no way passes a topic twice
        for parent in parents[way[-1]]:
            if parent == id_:
                return [*way, id_]
            if parent not in way:
                ways.append([*way, parent])
    return []


def _repeated(id_: str, row: TopicRow) -> Iterator[tuple[Place, str, AliasRow]]:
    """Yield each name that one language has twice in a group, or in a group and without any.

    Two groups may share a name: it counts in either context.
    """
    seen: set[tuple[Place, str]] = set()
    for place, aliases, context in _lists(row):
        for alias in aliases:
            match = alias.match or context.match
            text = alias.text if match == "case" else fold(alias.text)
            if {(place, text), (("aliases", str(place[-1])), text)} & seen:
                yield (id_, *place), str(place[-1]), alias
            seen.add((place, text))


def _lists(row: TopicRow) -> Iterator[tuple[Place, list[AliasRow], ContextRow]]:
    """Yield every list of names with its place and context; the plain ones have none."""
    plain = ContextRow(aliases=row.aliases)
    for language, aliases in row.aliases.items():
        yield ("aliases", language), aliases, plain
    for number, context in enumerate(row.in_context):
        for language, aliases in context.aliases.items():
            yield ("in_context", number, "aliases", language), aliases, context


def _topic(id_: str, row: TopicRow, classes: Classes) -> Topic:
    return Topic(
        id=id_,
        name=row.name,
        names={"en": row.name, **row.names},
        aliases=tuple(dict.fromkeys(aliases_of(row, classes))),
        parents=tuple(row.parents),
        official=tuple(row.official),
        note=row.note,
        source=row.source,
        not_this=tuple(row.not_this),
        speaks_of=tuple(row.speaks_of),
        framing={name: tuple(forms) for name, forms in row.framing.items()},
    )


def aliases_of(row: TopicRow, classes: Classes) -> Iterator[Alias]:
    """Yield the names with all that holds for them: their own words, the group's, the topic's."""
    # Most names of a topic have the same words: spell them out once, and keep them once.
    spelled = cache(lambda words: spelled_out(words, classes))
    for place, aliases, context in _lists(row):
        for alias in aliases:
            yield Alias(
                text=alias.text,
                language=str(place[-1]),
                match=alias.match or context.match or default_match(alias.text),
                needs=spelled(tuple(alias.needs or context.needs)),
                vetoes=spelled((*alias.vetoes, *context.vetoes, *row.vetoes)),
                title_only=context.title_only,
                title_vetoes=spelled(tuple(context.title_vetoes)),
            )
