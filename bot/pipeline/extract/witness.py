"""How much of a block stands in another text: what one method found vouches for another's blocks.

Compared are runs of three words, since spacing and punctuation differ from method to method; short
blocks must be a line of the text.
"""

import re
from collections.abc import Iterator, Sequence

RUN = 3  # words
LONG = 4  # letters of a Latin word that tells texts apart
FEW = 5  # words that are too few for runs to prove anything
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")

Run = tuple[str, ...]


def key_of(text: str) -> str:
    """Give a text's words, by which two lines are told to say the same."""
    return " ".join(words_of(text))


def shares(texts: Sequence[str], witness: str) -> list[float]:
    """Say for each text how much of it the witness has, 0…1."""
    known = runs_of(witness)
    lines = {tuple(words_of(line)) for line in witness.split("\n")}
    return [_share(words_of(text), known, lines) for text in texts]


def runs_of(text: str) -> frozenset[Run]:
    """Give all runs of three words of a text."""
    words = words_of(text)
    return frozenset(tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def covered(text: str, known: frozenset[Run]) -> float:
    """Say how much of a longer text stands in what is known, 0…1."""
    return _share(words_of(text), known, set())


def _share(words: list[str], known: frozenset[Run], lines: set[Run]) -> float:
    if len(words) < FEW:
        return float(bool(words) and tuple(words) in lines)
    runs = range(len(words) - RUN + 1)
    return sum(tuple(words[i : i + RUN]) in known for i in runs) / len(runs)


def words_of(text: str) -> list[str]:
    """Give the words, folded; each Han letter and kana is one, since nothing parts them."""
    return _WORD.findall(text.lower())


def telling_words(text: str) -> Iterator[str]:
    """Yield the words that tell texts apart: longer ones, numbers, and pairs of Han letters."""
    before = ""
    for word in words_of(text):
        east = len(word) == 1 and word >= "\u3040"
        if east and before:
            yield before + word
        elif not east and (len(word) >= LONG or word.isdigit() or word >= "\u0400"):
            yield word
        before = word if east else ""
