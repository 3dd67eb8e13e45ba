"""ROUGE as everybody counts it: the package rouge-score, with Porter's stems; an optional extra.

The package knows only a–z and digits. Of other scripts it gets words, of Chinese, Japanese and
Korean single letters, as is usual there; Latin text counts exactly as the package counts it.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.errors import TidingsError
from bot.pipeline.text.tokens import not_latin

KINDS = ("rouge1", "rouge2", "rougeL")


def rouge(text: str, reference: str) -> dict[str, float]:
    """Give the F1 of each of KINDS, 0…1. Raises TidingsError when the package is not there.

    Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004.
    """
    found: Mapping[str, Any] = _scorer().score(reference, text)
    return {kind: found[kind].fmeasure for kind in KINDS}


def rouge1(text: str, reference: str) -> float:
    """Give ROUGE-1 alone: the longest common sequence of ROUGE-L takes most of the time."""
    value: float = _scorer(("rouge1",)).score(reference, text)["rouge1"].fmeasure
    return value


class _Tokens:
    """What the package asks for words; ``plain`` is its own way for Latin text."""

    def __init__(self, plain: Any) -> None:
        self._plain = plain

    def tokenize(self, text: str) -> list[str]:
        found: list[str] = []
        end = 0
        for start, other in not_latin(text):
            found += [*self._plain.tokenize(text[end:start]), other.lower()]
            end = start + len(other)
        return [*found, *self._plain.tokenize(text[end:])]


@cache
def _scorer(kinds: tuple[str, ...] = KINDS) -> Any:
    try:
        from rouge_score.rouge_scorer import RougeScorer
        from rouge_score.tokenizers import DefaultTokenizer
    except ImportError as exc:
        advice = "Install it: pip install 'tidings[eval]'"
        raise TidingsError(f"The package rouge-score is not there ({exc}). {advice}") from exc
    tokens = _Tokens(DefaultTokenizer(use_stemmer=True))
    return RougeScorer(list(kinds), tokenizer=tokens)
