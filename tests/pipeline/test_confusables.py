"""Topics and what they are mistaken for: invented items of both senses, and how many go wrong.

Half of the items, by a hash of their id, are held back: of those a failing test tells the pairs
alone, so that nobody mends a rule to fit an item. Both halves have to keep the limits.
"""

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.evaluate.rows import Row, read_rows
from bot.pipeline.match import Document, build_index, match
from bot.pipeline.query import parse_query
from tests.shipped import shipped

ROOT = Path(__file__).parents[2]
MOST_FALSE_ALARMS, MOST_LOSSES = 0.03, 0.02
PAIRS, ITEMS_OF_A_PAIR, ITEMS_OF_A_SENSE = 40, 10, 4
HALVES = ("looked at", "held back")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An item of a pair: whether it ``is`` about the topic, and whether the bot ``said`` so."""

    pair: str
    topic: str
    id: str
    title: str
    is_meant: bool
    said: bool

    @property
    def half(self) -> str:
        return HALVES[zlib.crc32(self.id.encode()) % 2]

    def __str__(self) -> str:
        wrong = "not found" if self.is_meant else "found by mistake"
        place = f" in {self.id}: {self.title}" if self.half == HALVES[0] else ""
        return f"{self.pair}: {self.topic} {wrong}{place}"


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    topics = tuple(shipped().topics.values())
    numbers = {topic.id: number for number, topic in enumerate(topics)}
    asked = {numbers[id_]: parse_query(f"topic:{id_}", None) for id_ in numbers}
    index = build_index(topics, asked)

    def said(row: Row) -> bool:
        found = match(index, Document(title=row["title"], text=row["summary"]))
        return numbers[row["topic"]] in found

    return read_cases(said)


def read_cases(said: Callable[[Row], bool]) -> list[Case]:
    def case(row: Row) -> Case:
        return Case(
            pair=row["pair"],
            topic=row["topic"],
            id=row["id"],
            title=row["title"],
            is_meant=row["is"],
            said=said(row),
        )

    found: list[Case] = []
    for path in sorted((ROOT / "tests" / "data" / "confusables").glob("*.jsonl")):
        made, bad = read_rows(path, case)
        assert not bad, path
        found += made
    return found


def wrong_of(cases: Iterable[Case], *, is_meant: bool) -> tuple[float, str]:
    """Return the share that is wrong of the items of one sense, and the wrong ones to read."""
    asked = [case for case in cases if case.is_meant is is_meant]
    wrong = [case for case in asked if case.said is not is_meant]
    listed = "\n".join(str(case) for case in wrong)
    return len(wrong) / len(asked), f"{len(wrong)} of {len(asked)} are wrong:\n{listed}"


def halves(cases: Sequence[Case], half: str) -> list[Case]:
    return [case for case in cases if case.half == half]


def test_there_are_many_pairs_and_enough_of_both_senses_in_each(cases: list[Case]) -> None:
    senses = {pair: Counter[bool]() for pair in sorted({case.pair for case in cases})}
    for case in cases:
        senses[case.pair][case.is_meant] += 1
    assert len(senses) >= PAIRS
    assert {p: s for p, s in senses.items() if s.total() < ITEMS_OF_A_PAIR} == {}
    assert {p: s for p, s in senses.items() if min(s[True], s[False]) < ITEMS_OF_A_SENSE} == {}


def test_no_item_is_there_twice(cases: list[Case]) -> None:
    ids, titles = Counter(case.id for case in cases), Counter(case.title for case in cases)
    assert [id_ for id_, times in ids.items() if times > 1] == []
    assert [title for title, times in titles.items() if times > 1] == []


@pytest.mark.parametrize("half", HALVES)
def test_few_items_of_the_other_sense_are_found(cases: list[Case], half: str) -> None:
    share, listed = wrong_of(halves(cases, half), is_meant=False)
    assert share <= MOST_FALSE_ALARMS, listed


@pytest.mark.parametrize("half", HALVES)
def test_few_items_about_the_topic_are_lost(cases: list[Case], half: str) -> None:
    share, listed = wrong_of(halves(cases, half), is_meant=True)
    assert share <= MOST_LOSSES, listed
