"""Summaries to compare ours with: the first sentences, and those of the package sumy.

sumy's own tokenizer wants a download; it gets our sentences and words instead. It knows no topic.
"""

import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.pipeline.text import sentences, words

Method = Callable[[str, int], tuple[str, ...]]  # article, number of sentences → whole sentences

# Of sumy: the name people know → module and class.
_SUMY = {
    "LexRank": ("lex_rank", "LexRankSummarizer"),
    "TextRank": ("text_rank", "TextRankSummarizer"),
    "Luhn": ("luhn", "LuhnSummarizer"),
    "LSA": ("lsa", "LsaSummarizer"),
    "SumBasic": ("sum_basic", "SumBasicSummarizer"),
    "KL-Sum": ("kl", "KLSummarizer"),
}


def lead(article: str, most: int) -> tuple[str, ...]:
    """Take the first sentences."""
    return sentences(article, None)[:most]


def sumy_methods() -> Mapping[str, Method]:
    """Give sumy's methods by name; none when the package is not there."""
    try:
        from sumy.nlp.stemmers import Stemmer
        from sumy.utils import get_stop_words
    except ImportError:
        return {}
    return {name: _method(*place, Stemmer("english"), get_stop_words("english"))
            for name, place in _SUMY.items()}  # fmt: skip


def _method(module: str, name: str, stemmer: Any, stop_words: Any) -> Method:
    made = getattr(importlib.import_module(f"sumy.summarizers.{module}"), name)(stemmer)
    made.stop_words = stop_words

    def run(article: str, most: int) -> tuple[str, ...]:
        return tuple(str(sentence) for sentence in made(_document(article), most))

    return run


def _document(article: str) -> Any:
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    words_of = _Words()
    return ObjectDocumentModel(
        [Paragraph([Sentence(text, words_of) for text in _long_enough(sentences(article, None))])]
    )


def _long_enough(found: Sequence[str]) -> list[str]:
    return [sentence for sentence in found if words(sentence)]


class _Words:
    """What sumy asks a tokenizer for."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """Give the folded words."""
        return words(sentence)

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        """Give the sentences."""
        return sentences(paragraph, None)
