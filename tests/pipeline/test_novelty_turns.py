"""What turns a story is news whatever the language: reports in two have no words in common."""

import pytest

from bot.pipeline.novelty import DEVELOPMENT, OUTLETS, novelty
from bot.pipeline.novelty_turns import turns
from tests.pipeline.test_novelty import report, shown

CALLED = report(
    "German train drivers call 48-hour strike at Deutsche Bahn",
    "The GDL union called on train drivers to walk out for two days from Thursday.",
)


@pytest.mark.parametrize(
    ("title", "language", "turn"),
    [
        ("Allemagne : la grève des conducteurs de train annulée au dernier moment", "fr",
         "called off"),
        ("Bahnstreik in letzter Minute abgewendet", "de", "called off"),
        ("ドイツ鉄道のスト回避", "ja", "called off"),
        ("德國鐵路罷工推遲", "zh", "put off"),
        ("독일 철도파업 타결", "ko", "agreed"),
        ("Dimite el presidente de la Deutsche Bahn", "es", "resigned"),
    ],
)  # fmt: skip
def test_what_turns_a_story_is_news_in_another_language_too(
    title: str, language: str, turn: str
) -> None:
    found = novelty([CALLED], report(title, "", "midi", language))
    assert found.kind == DEVELOPMENT
    assert f"turn {turn}" in found.facts
    assert shown(found) == [title]
    heard = novelty([CALLED, report(title, "", "midi", language)], report(title, "", "x", language))
    assert heard.kind == OUTLETS


def test_another_language_that_tells_the_same_turn_is_one_more_outlet() -> None:
    off = report("Strike at Deutsche Bahn called off at last minute", "The union called it off.")
    told = novelty([off], report("Bahnstreik in letzter Minute abgewendet", "", "main", "de"))
    assert told.kind == OUTLETS


def test_a_headline_without_a_turn_has_none() -> None:
    assert not turns("German train drivers call 48-hour strike at Deutsche Bahn")
    assert not turns("昨日の会談を振り返る")
