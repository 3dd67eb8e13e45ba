"""How often terms are seen, from a sample of texts: what watches are anchored by."""

from collections import Counter
from collections.abc import Iterable, Mapping

from bot.pipeline.text import words
from bot.pipeline.text.query import Leaf, Prefix, TopicTerm

_TOPIC = 0.02  # of the texts name a given topic, at a guess: its names are many


class Frequency:
    """Counts of texts by folded word (of scripts without spaces: by pair of characters)."""

    def __init__(self, texts: int, counts: Mapping[str, int]) -> None:
        self._texts = texts
        self._counts = counts

    def of(self, leaf: Leaf) -> float:
        """Give the number of texts that hold a term, at most: as many as hold its rarest word.

        A little is added that is the smaller the longer the term, since what the sample never
        saw is the rarer the longer it is.
        """
        if isinstance(leaf, TopicTerm):
            return _TOPIC * self._texts + 0.5
        unseen = 1 / (1 + len(leaf.text))
        if isinstance(leaf, Prefix):
            return self._texts * unseen
        return min((self._counts.get(word, 0) for word in words(leaf.text)), default=0) + unseen


def counted(texts: Iterable[str]) -> Frequency:
    """Count the words of a sample."""
    seen = [set(words(text)) for text in texts]
    return Frequency(len(seen), Counter(word for found in seen for word in found))
