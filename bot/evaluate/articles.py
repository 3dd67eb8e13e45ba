"""How well articles are found in pages: folder → pages → predictions → scores.

    FOLDER/pages/ID.html.gz ──extract──▶ text ──grams──▶ overlap with FOLDER/truth.json

The measure is that of scrapinghub/article-extraction-benchmark: precision and recall of each page
over runs of four words, their means over the pages, and F1 of the two means. A page without output
has no precision, and recall 0.
"""

import gzip
import json
import re
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import NotAnArticle, TidingsError

RUN = 4  # words
LARGEST = 32 << 20  # bytes of a page, unpacked
ENDINGS = (".html.gz", ".htm.gz", ".txt.gz", ".html", ".htm", ".txt")
_WORD = re.compile(r"\w+")

Grams = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One saved page and, where somebody wrote it down, the true text of its article."""

    id: str
    body: bytes
    truth: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BadPage:
    """A page that could not be used, and a sentence saying why."""

    id: str
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What came out of one page: the text, "" for none; and the processor time it took."""

    id: str
    text: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One page: precision is None where nothing was found."""

    id: str
    precision: float | None
    recall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """Means over pages, and F1 of the means; each 0…1."""

    precision: float
    recall: float
    f1: float


def read_truth(folder: Path) -> dict[str, str]:
    """Read ``truth.json``: {ID: {"articleBody": text}}; empty without one. Raises TidingsError."""
    path = folder / "truth.json"
    if not path.exists():
        return {}
    advice = 'It looks like {"page1": {"articleBody": "the text"}}.'
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {str(id_): _body_of(row) for id_, row in rows.items()}
    except OSError as exc:
        raise TidingsError(f"{path} cannot be read: {exc.strerror}. Check its rights.") from exc
    except (ValueError, RecursionError, AttributeError, TypeError, KeyError) as exc:
        raise TidingsError(f"{path} is not as it has to be. {advice}") from exc


def _body_of(row: Any) -> str:
    body = row["articleBody"]
    if not isinstance(body, str):
        raise TypeError
    return body


def read_pages(folder: Path, truth: Mapping[str, str]) -> Iterator[Page | BadPage]:
    """Yield the pages of ``FOLDER/pages``, else of the folder itself, by name.

    What has a truth and no page is bad. Raises TidingsError when the folder cannot be read.
    """
    inner = folder / "pages"
    where = inner if inner.is_dir() else folder
    try:
        paths = {_id_of(path): path for path in sorted(where.iterdir()) if _id_of(path)}
    except OSError as exc:
        raise TidingsError(f"{where} cannot be read: {exc.strerror}. Check its name.") from exc
    for id_, path in paths.items():
        try:
            yield Page(id=id_, body=_read(path), truth=truth.get(id_))
        except (OSError, EOFError, zlib.error) as exc:
            yield BadPage(id=id_, error=f"cannot be read: {exc}. Copy the file anew.")
    for id_ in truth.keys() - paths.keys():
        yield BadPage(id=id_, error="has a truth and no page. Add the page, or take the truth out.")


def _id_of(path: Path) -> str:
    ending = next((end for end in ENDINGS if path.name.endswith(end)), None)
    return path.name.removesuffix(ending) if ending else ""


def _read(path: Path) -> bytes:
    if path.suffix != ".gz":
        return path.read_bytes()[:LARGEST]
    with gzip.open(path) as file:
        return file.read(LARGEST)


def is_kept(id_: str) -> bool:
    """Whether a page is of the half that nobody looks at while rules are written."""
    return zlib.crc32(id_.encode("utf-8", "surrogatepass")) % 2 == 1


def predict(pages: Sequence[Page], find: Callable[[bytes], str]) -> list[Found]:
    """Find each page's article with the processor's time for it; a page without one gives ""."""
    found = []
    for page in pages:
        start = time.process_time()
        try:
            text = find(page.body)
        except NotAnArticle:
            text = ""
        found.append(Found(id=page.id, text=text, seconds=time.process_time() - start))
    return found


def score(pages: Sequence[Page], found: Sequence[Found]) -> list[Score]:
    """Compare what was found with the truth, for the pages that have one."""
    return [
        _score(page.id, _grams(page.truth), _grams(one.text))
        for page, one in zip(pages, found, strict=True)
        if page.truth is not None
    ]


def _score(id_: str, true: Grams, said: Grams) -> Score:
    common = (true & said).total()
    return Score(
        id=id_,
        precision=common / said.total() if said else None,
        recall=common / true.total() if true else 1.0,
    )


def _grams(text: str) -> Grams:
    """Count the runs of four words; a text of fewer is one run."""
    words = _WORD.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + RUN]) for i in range(max(len(words) - RUN + 1, 1)))


def means(scores: Sequence[Score]) -> Means | None:
    """Give the means; None without any page."""
    if not scores:
        return None
    said = [one.precision for one in scores if one.precision is not None]
    precision = sum(said) / max(len(said), 1)
    recall = sum(one.recall for one in scores) / len(scores)
    both = precision + recall
    return Means(
        precision=precision, recall=recall, f1=2 * precision * recall / both if both else 0.0
    )
