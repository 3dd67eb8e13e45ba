"""A week of East Asian security told in four languages (``two_languages.jsonl``).

Counts of each day, drones and ships known by what they are called, quakes of one size, bans that
end and bans that stay, and what other governments say of it: with texts, and as titles alone.
"""

from functools import cache
from pathlib import Path

import pytest

from bot.evaluate.rows import read_rows
from bot.evaluate.stories import LabelledItem, Scores, labelled, predict, score
from bot.pipeline.cluster import Names, names_of
from tests.shipped import shipped

FILES = Path(__file__).parent.parent / "data/stories"


@cache
def names() -> Names:
    return names_of(shipped().topics.values())


def rows(name: str, *, with_texts: bool = True) -> list[LabelledItem]:
    items = read_rows(FILES / name, labelled)[0]
    return items if with_texts else [labelled(bare(item)) for item in items]


def bare(item: LabelledItem) -> dict[str, object]:
    return {
        "id": item.id,
        "title": item.title,
        "source": item.source,
        "published": item.at.isoformat() if item.at else None,
        "story": item.story,
    }


def scored(items: list[LabelledItem]) -> Scores:
    found = score(items, predict(items, names()))
    assert found is not None
    return found


@pytest.mark.parametrize(("with_texts", "least"), [(True, 0.94), (False, 0.9)])
def test_the_week_comes_apart_into_its_events(with_texts: bool, least: float) -> None:
    found = scored(rows("two_languages.jsonl", with_texts=with_texts))
    assert found.f1 > least
    assert found.wrong_merges < 0.06


def test_a_day_in_ten_languages_comes_apart_into_its_events() -> None:
    """Ships, strikes, quakes and rulings, each beside another of its kind, mostly as titles."""
    found = scored(rows("many_languages.jsonl"))
    assert found.f1 > 0.96
    assert found.wrong_merges == 0


def test_another_such_day_does_too() -> None:
    """Of ``many_languages_later.jsonl`` only the score was looked at."""
    found = scored(rows("many_languages_later.jsonl"))
    assert found.f1 > 0.87
    assert found.precision > 0.97


@pytest.mark.parametrize("with_texts", [True, False])
def test_other_events_of_these_kinds_do_too(with_texts: bool) -> None:
    """Of ``two_languages_later.jsonl`` only the score was looked at."""
    found = scored(rows("two_languages_later.jsonl", with_texts=with_texts))
    assert found.f1 > 0.9
    assert found.precision > 0.92


def test_each_day_s_count_is_one_story_in_all_languages() -> None:
    items = [one for one in rows("two_languages.jsonl") if (one.story or "").startswith("adiz")]
    found = [said.story for said in predict(items, names())]
    days = {(item.story, said) for item, said in zip(items, found, strict=True)}
    assert len(days) == len(set(found)) == 3
