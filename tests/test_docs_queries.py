"""The page about queries says what the parser does."""

import re
from functools import cache
from pathlib import Path

import pytest

from bot.catalogue import Catalogue
from bot.errors import QueryError
from bot.pipeline.match import Document, build_index, match
from bot.pipeline.query import normal_form, parse_query
from tests.shipped import shipped

PAGE = (Path(__file__).parents[1] / "docs" / "queries.md").read_text(encoding="utf-8")
CODE = re.compile(r"`([^`]+)`")
# Of the page's first part, what is a piece of a query or of a text.
PIECES = {"AND", "OR", "NOT", "NEAR", "and", "fishery", "fisheries'", "zh-TW", "zh-HK", "zh-Hans"}
PIECES |= {
    "jp",
    "kr",
    "cn",
    "ja",
    "ko",
    "zh",
    "「」",
    "«»",
    "zh-CN",
    "=name",
    "/watch",
    "/search",
    "--watch",
    "2+2",
    "∗",
}


def part(title: str) -> str:
    return PAGE.split(f"## {title}\n")[1].split("\n## ")[0]


def rows(title: str) -> list[list[str]]:
    lines = [line for line in part(title).splitlines() if line.startswith("| ")]
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines[2:]]
    return [[cell.strip().replace("\\|", "|") for cell in row] for row in cells]


@cache
def catalogue() -> Catalogue:
    return shipped()


def read(typed: str) -> str:
    known = catalogue()
    return normal_form(
        parse_query(typed, known.named, lambda words: [topic.id for topic in known.near(words)])
    )


EXAMPLES = [code for code in CODE.findall(PAGE.split("\n## ")[0]) if code not in PIECES]


@pytest.mark.parametrize("typed", EXAMPLES)
def test_every_example_is_read(typed: str) -> None:
    is_filter = re.fullmatch(r"(?:lang|source|publisher|country):\S+", typed)
    assert read(f"tuna {typed}" if is_filter else typed)


@pytest.mark.parametrize("row", rows("When a query cannot be read"), ids=lambda row: row[0])
def test_every_error_is_the_one_that_comes(row: list[str]) -> None:
    examples, answer = CODE.findall(row[0]), row[1].rstrip("…").strip()
    for typed in examples:
        with pytest.raises(QueryError) as caught:
            read(typed)
        assert str(caught.value).startswith(answer)


LANGUAGES = {
    "English": "en", "French": "fr", "Italian": "it", "Spanish": "es", "Portuguese": "pt",
    "German": "de", "Dutch": "nl", "Swedish": "sv", "Russian": "ru", "Indonesian": "id",
    "Malay": "ms", "Hindi": "hi",
}  # fmt: skip


@pytest.mark.parametrize("row", rows("Forms of a word"), ids=lambda row: row[0])
def test_every_form_is_found_and_no_other_word(row: list[str]) -> None:
    languages = [LANGUAGES[name] for name in row[0].split(", ")]
    typed, found, other = CODE.findall(row[1]), *(re.findall(r"[^\s,;]+", c) for c in row[2:])
    queries = {n: parse_query(word, None) for n, word in enumerate(typed)}
    index = build_index((), queries)

    def met(word: str) -> bool:
        texts = (Document(title=word, text="", language=language) for language in languages)
        return any(match(index, document) for document in texts)

    assert [word for word in found if not met(word)] == []
    assert [word for word in other if word != "for" and word not in typed and met(word)] == []


def test_the_grammar_has_each_field_and_the_form_that_is_written_back() -> None:
    text = part("The grammar")
    assert set(re.findall(r'"(\w+)"', text.split("field   =")[1].split("\n")[0])) >= {
        *("title", "body", "source", "publisher", "lang", "country", "topic", "entity")
    }
    typed, printed = CODE.findall(text.split("```")[-1])[-2:]
    assert read(typed) == printed
