"""What the catalogue says of topics and packs, in other languages: no gap, nothing left over."""

from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.pofile import read_po

from bot.locales import LANGUAGES, described
from tests.locales.source import BOT
from tests.shipped import shipped

OTHERS = [language for language in LANGUAGES if language != "en"]


@cache
def of_the_catalogue() -> frozenset[str]:
    return frozenset(_texts())


def _texts() -> Iterator[str]:
    known = shipped()
    for topic in known.topics.values():
        yield from filter(None, (topic.note, *topic.not_this))
    for pack in known.packs.values():
        yield from filter(None, (pack.name, pack.note))


def rows(language: str) -> dict[str, str]:
    with (BOT / "locales" / "descriptions" / f"{language}.po").open("rb") as file:
        found = read_po(file, locale=language.replace("-", "_"))
    return {str(one.id): str(one.string) for one in found if one.id}


@pytest.mark.parametrize("language", OTHERS)
def test_everything_that_the_catalogue_says_is_there_and_nothing_more(language: str) -> None:
    known = rows(language)
    assert sorted(of_the_catalogue() - known.keys()) == []
    assert sorted(known.keys() - of_the_catalogue()) == []
    assert [text for text, words in known.items() if not words] == []


def test_what_somebody_wrote_themselves_stays_as_it_is() -> None:
    assert described("Our own note.", "ja") == "Our own note."
    assert described("fires", "ja-JP") == "火災"
    assert described("fires", "de") == "fires"
