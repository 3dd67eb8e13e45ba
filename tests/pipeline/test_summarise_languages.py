"""Summaries in the languages of those who read them."""

from dataclasses import replace

from bot.model import Match, Told
from bot.pipeline.summarise import summarise
from tests.pipeline.test_summarise import told


def test_sentences_are_in_the_languages_that_are_read_where_news_is_told_in_one() -> None:
    chinese = told(
        1, "巡航", "海警舰艇编队在钓鱼岛领海内巡航。专家认为这是例行的维权巡航。", "zh-Hans"
    )
    english = told(2, "Ships", "Four ships entered the waters on Friday morning.")
    matches: dict[int, list[Match]] = {}

    def read(*items: Told, languages: tuple[str, ...] = ("en",)) -> list[int]:
        given = summarise(items, matches, sentences=3, characters=400, languages=languages)
        return [sentence.source for sentence in given.sentences]

    assert read(chinese, english) == [1]
    assert read(chinese, english, languages=("zh-Hant", "zh")) == [0, 0]
    assert read(chinese, english, languages=("ko",)) == [0, 0, 1]
    empty = replace(english, item=replace(english.item, text=""))
    old = replace(english, item=replace(english.item, baseline=True))
    assert read(chinese, empty) == [0, 0]
    assert read(chinese, old) == [0, 0, 1]
