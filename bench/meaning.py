"""Measure the middle of each language's sentence vectors (``bot/pipeline/cluster/meaning.txt``).

    python -m bench.meaning FOLDER_OF_FEEDS > bot/pipeline/cluster/meaning.txt

Needs ``pip install 'tidings[embeddings]'``. Of each feed 40 entries a language count, of each
language 400; the feeds should be of many outlets and times.
"""

import base64
import struct
import sys
from collections import Counter, defaultdict
from pathlib import Path
from zlib import crc32

from bot.errors import TidingsError
from bot.pipeline.cluster.across import TONGUES
from bot.pipeline.cluster.meaning import OTHERS, _encoded, report
from bot.pipeline.cluster.names import Names
from bot.pipeline.cluster.terms import read
from bot.pipeline.parse import parse

OF_FEED, OF_LANGUAGE, LEAST_LETTERS = 40, 400, 12


def main() -> None:
    """Print a line for each language: its tag, and its mean vector as base64 of 16-bit floats."""
    reports: dict[str, set[str]] = defaultdict(set)
    for path in sorted(Path(sys.argv[1]).glob("*.xml")):
        told: Counter[str] = Counter()
        for entry in entries(path):
            tongue = read(entry.title, entry.text, None, Names(())).tongue
            told[tongue] += 1
            if len(entry.title) >= LEAST_LETTERS and told[tongue] <= OF_FEED:
                reports[tongue].add(report(entry.title, entry.text, tongue).said)
    middles = {}
    for tongue in sorted(TONGUES & reports.keys()):
        by_chance = sorted(reports[tongue], key=lambda said: crc32(said.encode()))[:OF_LANGUAGE]
        middles[tongue] = mean([_encoded(said) for said in by_chance])
        print(f"# {tongue}: {len(by_chance)} reports", file=sys.stderr)
    middles[OTHERS] = mean(list(middles.values()))
    for tongue, middle in middles.items():
        print(tongue, base64.b64encode(struct.pack(f"<{len(middle)}e", *middle)).decode())


def entries(path):
    try:
        return parse(path.read_bytes(), url=path.name).entries
    except TidingsError:
        return ()


def mean(vectors):
    return [sum(values) / len(vectors) for values in zip(*vectors, strict=True)]


if __name__ == "__main__":
    main()
