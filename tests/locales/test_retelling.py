"""Kept sentences and errors: each that the code makes in English can be told in each language."""

import ast
import re
from functools import cache

import pytest

from bot import errors
from bot.locales import LANGUAGES, retold, speaking
from bot.locales.catalogues import kept
from tests.locales.source import BOT, nodes

OTHERS = [language for language in LANGUAGES if language != "en"]
FIELD = re.compile(r"\{\w+\}")
# Errors that people meet; of the others only who runs the bot reads.
MET = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.TidingsError)
} - {"TidingsError", "ConfigError", "StoreError", "RowError", "CommandError"}
MET |= {"Unreadable", "Misspelt"}
FOLDERS = ("pipeline", "legs", "catalogue", "chat/discord", "chat/slack")

# What the code puts together from parts, such as a count and its verb.
COMPOSED = {
    "a pause until",
    "quiet hours until",
    "post already",
    "posts already",
    "outlet so far",
    "outlets so far",
    "the post was deleted again: the story ends in this channel",
    "the post was deleted; it is posted once more",
}


def sample(node: ast.expr) -> str | None:
    """Give a sentence as it may come out of the code: a number in the place of each value."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return None
    return "".join(p.value if isinstance(p, ast.Constant) else "17" for p in node.values)  # type: ignore[misc]


@cache
def made() -> frozenset[str]:
    """Give what errors say and what is kept as a reason."""
    found: set[str | None] = set()
    mine = {path for folder in FOLDERS for path in (BOT / folder).rglob("*.py")}
    for path, node in nodes():
        if path not in mine:
            continue
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            found |= {sample(node.args[0])} if name in MET and node.args else set()
            found |= {sample(k.value) for k in node.keywords if k.arg in ("reason", "why")}
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            found |= {sample(v) for k, v in pairs if getattr(k, "value", "") == "reason"}
    for platform in ("discord", "slack"):
        path = BOT / "chat" / platform / "meaning.py"
        tables = (n for n in ast.parse(path.read_text()).body if isinstance(n, ast.AnnAssign))
        found |= {
            sample(value)
            for table in tables
            if isinstance(table.value, ast.Dict)
            for value in table.value.values
        }
    return frozenset(text for text in found if text and " " in text)


@cache
def written() -> str:
    """Give all texts of the code, one below the other."""
    return "\n".join(
        node.value
        for _, node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@pytest.mark.parametrize("language", OTHERS)
def test_every_error_and_every_kept_reason_can_be_told(language: str) -> None:
    with speaking(language):
        assert sorted(text for text in made() if retold(text) == text) == []


@pytest.mark.parametrize("language", OTHERS)
def test_each_has_the_same_values(language: str) -> None:
    for english, words in kept(language):
        assert sorted(FIELD.findall(words)) == sorted(FIELD.findall(english)), english


def test_every_language_tells_the_same_sentences() -> None:
    assert len({tuple(english for english, _ in kept(language)) for language in OTHERS}) == 1


def test_nothing_is_kept_that_the_code_never_makes() -> None:
    pieces = {
        (english, piece.strip())
        for english, _ in kept("ja")
        for piece in FIELD.split(english.rstrip("."))
        if len(piece.strip()) > 3
    }
    left = {piece for _, piece in pieces if piece not in written()}
    assert left == COMPOSED


def test_sentences_in_sentences_are_told_too() -> None:
    with speaking("ja"):
        assert retold(
            "given up after 20 tries: everybody is asked to wait: The platform does."
        ) == (
            "20 回試して断念: プラットフォーム全体が待つよう求めています: "
            "プラットフォームの要請です。"
        )
        assert retold(
            "There is no field titel: here. Did you mean title:? Fields are title:, body:; put the "
            "words in quotes if you look for the colon."
        ) == (
            "titel: というフィールドはありません。もしかして title: ですか？使えるのは "
            "title:, body: です。コロンごと探すなら引用符で囲んでください。"
        )


def test_a_sentence_without_its_full_stop_is_told_without_one() -> None:
    with speaking("ko"):
        assert retold("kanto.example cannot be reached. Try again later.").endswith("주세요.")
        assert retold("kanto.example cannot be reached") == "kanto.example에 연결할 수 없습니다"


def test_what_others_wrote_stays_as_it_is() -> None:
    with speaking("zh-TW"):
        assert retold("Ships were seen. Nobody knows why.") == "Ships were seen. Nobody knows why."
        assert retold("") == ""
    assert retold("the page says no more than the feed") == "the page says no more than the feed"
