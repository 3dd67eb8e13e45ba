"""How fast watches are matched: `python bench/match.py [FILE …]` prints a table.

Watches are made from the texts themselves, mixed as an operator with very many would have them:
a name, names with OR, a name AND common words, with NOT, by field or NEAR, only common words, a
topic of the catalogue. The texts are split: one half gives the words, the other is matched, as
title and summary, one at a time, on one core. FILE: feeds, or JSONL with title and summary;
without any, the saved feeds, else the rows of the tests.
"""

import argparse
import gc
import json
import random
import re
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.catalogue import load_catalogue
from bot.errors import TidingsError
from bot.pipeline.match import Document, Index, build_index, counted, match
from bot.pipeline.parse import parse
from bot.pipeline.query import Query, parse_query
from bot.pipeline.text import language_of
from bot.settings import config_dir

ROOT = Path(__file__).parents[1]
SUMMARY = 600  # characters
NAME = re.compile(r"\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2}|[\u4e00-\u9fff\u30a0-\u30ff]{3,6}")
WORD = re.compile(r"[^\W\d_]{4,}")
RESERVED = frozenset({"AND", "OR", "NOT", "NEAR"})
EDITS = 50


@dataclass(frozen=True)
class Words:
    """What watches are made of: names, rare words, and common ones, from one half of the texts."""

    names: Sequence[str]
    rare: Sequence[str]
    common: Sequence[str]
    topics: Sequence[str]


def texts_of(paths: Sequence[Path]) -> list[Document]:
    """Each text once, with the language that is found when an item is stored."""
    found = dict(pair for path in paths for pair in _read(path))
    return [
        Document(title=title, text=text, language=language_of(f"{title} {text}", None))
        for title, text in found.items()
        if len(title) + len(text) >= 120
    ]


def _read(path: Path) -> Iterator[tuple[str, str]]:
    if path.suffix == ".jsonl":
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield row.get("title") or "", (row.get("summary") or "")[:SUMMARY]
        return
    try:
        entries = parse(path.read_bytes(), url="https://bench.example/feed").entries
    except TidingsError:
        return
    for entry in entries:
        yield entry.title, entry.text[:SUMMARY]


def default_paths() -> list[Path]:
    folder = ROOT.parent / "shared" / "data" / "feeds"
    if folder.exists():
        return sorted(p for p in folder.iterdir() if p.suffix not in (".md", ".jsonl"))
    return [ROOT / "tests" / "data" / "topics" / "own.jsonl"]


def words_of(documents: Sequence[Document], topics: Sequence[str]) -> Words:
    texts = [f"{d.title}. {d.text}" for d in documents]
    seen = Counter(w for t in texts for w in dict.fromkeys(map(str.lower, WORD.findall(t))))
    ranked = [word for word, _ in seen.most_common()]
    names = dict.fromkeys(n for text in texts for n in NAME.findall(text))
    return Words(
        [n for n in names if not RESERVED & set(n.split())], ranked[2000:], ranked[:300], topics
    )


def queries_of(count: int, words: Words, rng: random.Random) -> dict[int, str]:
    makers = (_name, _names, _name_and, _name_not, _placed, _common, _topic)
    picks = rng.choices(makers, weights=(30, 22, 18, 11, 6, 8, 5), k=count)
    return {number: make(words, rng) for number, make in enumerate(picks)}


def _one(words: Words, rng: random.Random) -> str:
    """A name that was seen, a rare word, or two put together as nobody wrote them."""
    kind = rng.random()
    if kind < 0.4:
        return f'"{rng.choice(words.names)}"'
    if kind < 0.6:
        return rng.choice(words.rare)
    return f'"{rng.choice(words.rare)} {rng.choice(words.rare)}"'


def _name(words: Words, rng: random.Random) -> str:
    return _one(words, rng)


def _names(words: Words, rng: random.Random) -> str:
    return " OR ".join(_one(words, rng) for _ in range(rng.randint(2, 4)))


def _name_and(words: Words, rng: random.Random) -> str:
    return f"{_one(words, rng)} AND ({' OR '.join(rng.sample(words.common, 2))})"


def _name_not(words: Words, rng: random.Random) -> str:
    return f"{_one(words, rng)} AND {rng.choice(words.common)} AND NOT {_one(words, rng)}"


def _placed(words: Words, rng: random.Random) -> str:
    if rng.random() < 0.5:
        return f"title:{_one(words, rng)}"
    return f"{rng.choice(words.rare)} NEAR/5 {rng.choice(words.common)}"


def _common(words: Words, rng: random.Random) -> str:
    return " AND ".join(rng.sample(words.common, 2))


def _topic(words: Words, rng: random.Random) -> str:
    topic = f"topic:{rng.choice(words.topics)}"
    return topic if rng.random() < 0.5 else f"{topic} AND {rng.choice(words.common)}"


def memory() -> float:
    """Resident memory of this process in MB."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


@dataclass
class Gaps:
    """How long another thread was held up: it wants to run every millisecond."""

    longest: float = 0.0
    over: bool = False

    def __enter__(self) -> "Gaps":
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        time.sleep(0.02)
        self.longest = 0.0
        return self

    def _watch(self) -> None:
        last = time.perf_counter()
        while not self.over:
            time.sleep(0.001)
            now = time.perf_counter()
            self.longest, last = max(self.longest, now - last), now

    def __exit__(self, *_: object) -> None:
        self.over = True
        self._thread.join()


def timed(index: Index, documents: Sequence[Document]) -> tuple[list[float], int]:
    """Seconds of each document, and how many queries were met in all."""
    seconds, met = [], 0
    for document in documents:
        began = time.perf_counter()
        met += len(match(index, document))
        seconds.append(time.perf_counter() - began)
    return seconds, met


def edits(index: Index, words: Words, rng: random.Random) -> list[float]:
    """Seconds from a new watch's text to an index that has it."""
    first = max(index.numbers, default=0) + 1
    took = []
    for number in range(first, first + EDITS):
        began = time.perf_counter()
        query = parse_query(_name_and(words, rng), None)
        index = index.changed({number: query}, gone=[number - first])
        took.append(time.perf_counter() - began)
    return took


def row(count: int, words: Words, documents: Sequence[Document], rng: random.Random) -> list[str]:
    gc.collect()
    before = memory()
    typed = queries_of(count, words, rng)
    began = time.perf_counter()
    parsed = {text: parse_query(text, None) for text in dict.fromkeys(typed.values())}
    read = time.perf_counter() - began
    asked: dict[int, Query] = dict(enumerate(parsed.values()))
    topics = load_catalogue(config_dir()).topics.values()
    sample = counted(d.title + " " + d.text for d in documents[:2000])
    began = time.perf_counter()
    with Gaps() as gaps:
        index = build_index(topics, asked, frequency=sample)
    built = time.perf_counter() - began
    used = memory() - before
    gc.collect()
    gc.freeze()
    timed(index, documents[:500])
    seconds, met = timed(index, documents)
    with Gaps() as stalls:
        took = edits(index, words, rng)
    seconds.sort()
    return [
        f"{count:,}",
        f"{len(asked):,}",
        f"{len(seconds) / sum(seconds):,.0f}",
        f"{statistics.median(seconds) * 1000:.3f}",
        f"{seconds[int(len(seconds) * 0.99)] * 1000:.3f}",
        f"{seconds[-1] * 1000:.2f}",
        f"{met / len(documents):.1f}",
        f"{read:.1f} + {built:.1f} s",
        f"{used:.0f} MB",
        f"{statistics.median(took) * 1000:.1f}, most {max(took) * 1000:.1f} ms",
        f"{gaps.longest * 1000:.0f}, {stalls.longest * 1000:.0f} ms",
    ]


HEAD = (
    *("watches", "distinct", "docs/s", "p50 ms", "p99 ms", "most ms", "met/doc"),
    *("read + build", "memory", "edit to live", "others held up: build, edit"),
)


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("files", nargs="*", type=Path)
    reader.add_argument("--watches", type=int, nargs="+", default=[1000, 10_000, 100_000])
    reader.add_argument("--texts", type=int, default=4000, help="how many are matched")
    reader.add_argument("--seed", type=int, default=1)
    asked = reader.parse_args()
    rng = random.Random(asked.seed)
    documents = texts_of(asked.files or default_paths())
    rng.shuffle(documents)
    half = len(documents) // 2
    words = words_of(documents[:half], list(load_catalogue(config_dir()).topics))
    measured = documents[half:][: asked.texts]
    size = statistics.mean(len(d.title) + len(d.text) for d in measured)
    table = Table(*HEAD, title=f"{len(measured):,} texts of {size:.0f} characters on average")
    for count in asked.watches:
        table.add_row(*row(count, words, measured, random.Random(asked.seed)))
    Console(width=200).print(table)


if __name__ == "__main__":
    main()
