"""ROUGE as everybody counts it: the package rouge-score, with Porter's stems; an optional extra."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.errors import TidingsError

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


@cache
def _scorer(kinds: tuple[str, ...] = KINDS) -> Any:
    try:
        from rouge_score.rouge_scorer import RougeScorer
    except ImportError as exc:
        advice = "Install it: pip install 'tidings[eval]'"
        raise TidingsError(f"The package rouge-score is not there ({exc}). {advice}") from exc
    return RougeScorer(list(kinds), use_stemmer=True)
