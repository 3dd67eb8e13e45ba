"""The words in other languages: nothing that is claimed has a gap, and nothing is left over."""

import ast
import asyncio
import re
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.commands.desk import PRESSES
from bot.commands.table import COMMANDS, commands_on
from bot.locales import LANGUAGES, best, count, reading, say, speaking, translated
from bot.model import Command
from tests.locales.source import BOT, nodes

OTHERS = [language for language in LANGUAGES if language != "en"]
FIELD = re.compile(r"\{(\w*)[^}]*\}")
CODE = re.compile(r"`[^`]*`")
ALL = (*COMMANDS, *commands_on("slack"))
DISCORD_DESCRIPTION = 100  # characters


def of_table(commands: tuple[Command, ...] = ALL) -> Iterator[str]:
    """Yield what the table of commands says to people."""
    for command in commands:
        yield command.summary
        yield from (option.description for option in command.options)
        yield from of_table(command.subs)


@cache
def said_in_code() -> frozenset[str]:
    """Give every text that the code says: the first words of ``say``, the forms of ``count``.

    With them what the table of buttons says that each of them changes.
    """
    found = [changing for _, changing in PRESSES.values() if changing]
    for _, node in nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = {"say": node.args[:1], "count": node.args[1:3]}.get(node.func.id, [])
            found += [t.value for t in texts if isinstance(t, ast.Constant)]
    return frozenset(found)


@cache
def read(language: str) -> Catalog:
    with (BOT / "locales" / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language.replace("-", "_"))


@cache
def rows(language: str) -> dict[str, str]:
    """Give English → the words of a language; plural forms under each of their two keys."""
    found = {}
    for message in read(language):
        if message.context is not None:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        text = message.string[0] if isinstance(message.string, tuple) else message.string
        found.update({one: str(text) for one in ids if one})
    return found


@pytest.mark.parametrize("language", OTHERS)
def test_every_description_of_a_command_is_there_and_fits_on_discord(language: str) -> None:
    known = rows(language)
    assert [text for text in of_table() if not known.get(text)] == []
    long = {text for text in of_table() if len(known[text]) > DISCORD_DESCRIPTION}
    assert long == set()


@pytest.mark.parametrize("language", OTHERS)
def test_everything_that_the_code_says_is_there(language: str) -> None:
    assert sorted(text for text in said_in_code() if not rows(language).get(text)) == []


def test_what_is_said_is_written_where_it_is_said() -> None:
    """A text from elsewhere would escape these tests; the table of commands is checked above."""
    firsts = {
        ast.unparse(node.args[0])
        for _, node in nodes()
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and node.args
        if not isinstance(node.args[0], ast.Constant)
    }
    loose = {text for text in firsts if not text.endswith((".summary", ".description"))}
    assert loose == {"changing", "summary"}


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_fills_in_the_same_values_and_keeps_what_is_typed(language: str) -> None:
    for message in read(language):
        several = isinstance(message.id, tuple)
        english = message.id[1] if several else message.id
        text = str(message.string[0] if several else message.string)
        if english:
            assert sorted(FIELD.findall(text)) == sorted(FIELD.findall(english)), english
            assert set(CODE.findall(text)) == set(CODE.findall(english)), english


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_translated_that_nobody_says(language: str) -> None:
    assert rows(language).keys() - said_in_code() - set(of_table()) == set()


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("ja", "ja"),
        ("ja-JP", "ja"),
        ("zh-CN", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh_TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-Hant-CN", "zh-Hant"),
        ("zh-Hans-HK", "zh-Hans"),
        ("ko-KR", "ko"),
        ("en-GB", "en"),
        ("de", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_a_locale_finds_its_language(locale: str | None, language: str) -> None:
    assert best(locale) == language


@pytest.mark.parametrize(
    ("locale", "languages"),
    [
        (None, ("en",)), ("en-US", ("en",)), ("ja-JP", ("ja",)), ("ko", ("ko",)),
        ("zh_TW", ("zh-Hant", "zh")), ("zh-CN", ("zh-Hans", "zh")), ("de-AT", ("de", "en")),
    ],
)  # fmt: skip
def test_news_is_read_in_the_locales_own_language_and_else_in_that_of_the_words(
    locale: str | None, languages: tuple[str, ...]
) -> None:
    assert reading(locale) == languages


def test_what_a_catalogue_does_not_have_stays_english() -> None:
    assert translated("Nobody ever says this.", "ja") == "Nobody ever says this."
    assert translated("", "ja") == ""  # the key of a catalogue's own header


async def test_two_people_at_once_are_each_answered_in_their_own_language() -> None:
    async def answer(locale: str) -> str:
        with speaking(locale):
            await asyncio.sleep(0)
            return await asyncio.to_thread(say, COMMANDS[0].summary)

    japanese, korean, english = await asyncio.gather(*map(answer, ("ja", "ko", "en")))
    assert len({japanese, korean, english}) == 3
    assert english == COMMANDS[0].summary


def test_a_quotation_in_a_quotation_has_the_inner_marks() -> None:
    title = "Minister: “We will not yield” to the ‘plan’"
    assert say("“{title}”", title=title) == "“Minister: ‘We will not yield’ to the ‘plan’”"
    assert say("{name}: {text}", name="“A”", text="b") == "“A”: b"
    with speaking("ja"):
        told = say("“{title}”", title="外相「断固反対」と“表明”")
        assert told == "「外相『断固反対』と“表明”」"


def test_counting_takes_the_form_of_the_language() -> None:
    with speaking("en"):
        assert count(1, "{n} tale", "{n} tales") == "1 tale"
        assert count(4100, "{n} tale", "{n} tales") == "4,100 tales"
    with speaking("de"):
        assert count(2, "{n} tale", "{n} tales") == "2 tales"
