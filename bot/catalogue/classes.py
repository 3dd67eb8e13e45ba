"""Classes of context words: [armed-forces] in classes.toml is ``@armed-forces`` in a topic."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.catalogue.reading import Place, TomlFile, hint, rows, shown
from bot.catalogue.rows import ClassRow, TopicRow

MARK = "@"
Classes = Mapping[str, tuple[str, ...]]  # by id, without the mark


def read_classes(file: TomlFile | None) -> dict[str, tuple[str, ...]]:
    """Give the words of each class, of all languages together."""
    return {
        id_: tuple(dict.fromkeys(word for words in row.words.values() for word in words))
        for id_, row in rows(file, ClassRow)
    }


def spelled_out(words: Iterable[str], classes: Classes) -> tuple[str, ...]:
    """Put the words of a class where its name stands; each word once."""
    return tuple(dict.fromkeys(word for one in words for word in _words(one, classes)))


def folded_up(words: Iterable[str], classes: Classes) -> tuple[str, ...]:
    """Put the name of a class where all its words stand, the largest class first; for people."""
    left = dict.fromkeys(words)
    found = []
    for id_ in sorted(classes, key=lambda id_: -len(classes[id_])):
        if classes[id_] and left.keys() >= set(classes[id_]):
            found.append(MARK + id_)
            left = {word: None for word in left if word not in classes[id_]}
    return (*left, *sorted(found))


def check_classes(file: TomlFile, id_: str, row: TopicRow, classes: Classes) -> None:
    """Blame every class that a topic names and classes.toml does not know."""
    for place, words in _lists(id_, row):
        for word in words:
            if word.startswith(MARK) and word[1:] not in classes:
                file.blame(place, f"got {shown(word)}; {_hint(word, classes)}", word)


def _words(word: str, classes: Classes) -> Sequence[str]:
    return classes.get(word[1:], ()) if word.startswith(MARK) else (word,)


def _hint(word: str, classes: Classes) -> str:
    if not classes:
        return "there is no class at all; write one in classes.toml"
    return hint(word, [MARK + id_ for id_ in classes])


def _lists(id_: str, row: TopicRow) -> Iterator[tuple[Place, Sequence[str]]]:
    """Yield every list that may name a class, with its place."""
    yield (id_, "vetoes"), row.vetoes
    for language, aliases in row.aliases.items():
        for alias in aliases:
            yield (id_, "aliases", language), (*alias.needs, *alias.vetoes)
    for number, context in enumerate(row.in_context):
        yield (id_, "in_context", number, "needs"), context.needs
        yield (id_, "in_context", number, "vetoes"), context.vetoes
        yield (id_, "in_context", number, "title_vetoes"), context.title_vetoes
        for language, aliases in context.aliases.items():
            for alias in aliases:
                place = (id_, "in_context", number, "aliases", language)
                yield place, (*alias.needs, *alias.vetoes)
