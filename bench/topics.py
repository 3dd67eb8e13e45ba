"""Precision and recall of the catalogue's topics on labelled items.

    python bench/topics.py LABELS.jsonl [--errors]

Rows as ``id, title, summary, topics, unsure``. Every third row, by a hash of its id, is the part
that nobody looks at while rules are written; both parts are printed.
"""

import argparse
import json
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bot.catalogue import load_catalogue
from bot.pipeline.match import Document, Index, build_index, match
from bot.pipeline.query import parse_query

Row = Mapping[str, Any]
CONFIG = Path(__file__).parent.parent / "config"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("labels", type=Path)
    arguments.add_argument("--errors", action="store_true", help="list them, kept part left out")
    given = arguments.parse_args()
    rows = [json.loads(line) for line in given.labels.read_text("utf-8").splitlines() if line]
    asked = tuple(sorted({topic for row in rows for topic in row["topics"]}))
    index = build_index(
        load_catalogue(CONFIG).topics.values(),
        {n: parse_query(f"topic:{topic}", None) for n, topic in enumerate(asked)},
    )
    answers = {row["id"]: predicted(index, asked, row) for row in rows}
    for name, kept in (("looked at", False), ("kept back", True), ("all", None)):
        part = [row for row in rows if kept is None or is_kept(row["id"]) is kept]
        show(f"{name}: {len(part)} items", table(part, answers, asked))
    if given.errors:
        show_errors([row for row in rows if not is_kept(row["id"])], answers)


def is_kept(id_: str) -> bool:
    return zlib.crc32(id_.encode()) % 3 == 0


def predicted(index: Index, asked: tuple[str, ...], row: Row) -> dict[str, str]:
    """Give the topics met, each with the names it was met by."""
    found = match(index, Document(title=row["title"], text=row["summary"]))
    return {
        asked[n]: ", ".join(dict.fromkeys(e.alias for e in met.evidence))
        for n, met in found.items()
    }


def table(
    rows: Iterable[Row], answers: Mapping[str, Mapping[str, str]], asked: Iterable[str]
) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for topic in asked:
            if topic in row["unsure"]:
                continue
            said, true = topic in answers[row["id"]], topic in row["topics"]
            if said or true:
                counts[topic]["TP" if said and true else "FP" if said else "FN"] += 1
    return counts


def show(heading: str, counts: Mapping[str, Counter[str]]) -> None:
    print(f"\n{heading}\n{'topic':<22}{'TP':>5}{'FP':>5}{'FN':>5}{'P':>8}{'R':>8}{'F1':>8}")
    scores = []
    for topic, count in sorted(counts.items()):
        scores.append(line(topic, count))
    line("micro", sum(counts.values(), Counter()))
    print(f"{'macro F1':<53}{sum(scores) / max(len(scores), 1):>8.3f}")


def line(name: str, count: Counter[str]) -> float:
    tp, fp, fn = count["TP"], count["FP"], count["FN"]
    precision, recall = tp / max(tp + fp, 1), tp / max(tp + fn, 1)
    f1 = 2 * tp / max(2 * tp + fp + fn, 1)
    print(f"{name:<22}{tp:>5}{fp:>5}{fn:>5}{precision:>8.3f}{recall:>8.3f}{f1:>8.3f}")
    return f1


def show_errors(rows: Iterable[Row], answers: Mapping[str, Mapping[str, str]]) -> None:
    for row in rows:
        said = answers[row["id"]]
        for topic in {*said, *row["topics"]} - set(row["unsure"]):
            if (topic in said) != (topic in row["topics"]):
                kind = f"false ({said[topic]})" if topic in said else "missed"
                print(f"{topic} {kind}: {row['title']} | {row['summary'][:200]}")


if __name__ == "__main__":
    sys.exit(main())
