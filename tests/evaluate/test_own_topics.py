"""The shipped topics, held to what they find in the invented items of tests/data/topics."""

from pathlib import Path

from bot.evaluate.rows import read_rows
from bot.evaluate.topics import index_of, labelled, predict, score
from tests.shipped import shipped

ROOT = Path(__file__).parents[2]
PRECISE, COMPLETE = 0.94, 0.90  # a little under what docs/measured/topics.md says of all rows


def test_the_topics_find_what_they_found_before() -> None:
    items, bad = read_rows(ROOT / "tests" / "data" / "topics" / "own.jsonl", labelled)
    index = index_of(shipped().topics.values())
    scores = score(items, [predict(index, item) for item in items])
    assert not bad
    assert scores is not None
    rates = scores.micro.rates
    assert rates is not None
    assert rates.precision >= PRECISE
    assert rates.recall >= COMPLETE
