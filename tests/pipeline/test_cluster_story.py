"""A story as clustering sees it: the sum of what its items say."""

import pytest

from bot.pipeline.cluster.story import Story

ONE, TWO, THREE = {1: 0.6, 2: 0.8}, {2: 0.6, 3: 0.8}, {1: 0.8, 4: 0.6}


def story() -> Story:
    told = Story(7, 0, None, 0.0)
    for vector in (ONE, TWO):
        told.add(vector, (), None, 0.0)
    return told


def test_a_packed_story_is_like_an_item_as_much_as_before() -> None:
    loose, packed = story(), story()
    packed.pack()
    assert packed.sum is None
    for vector in (ONE, TWO, THREE):
        assert packed.like(vector) == pytest.approx(loose.like(vector), abs=1e-6)
        assert packed.like(vector) > 0
    assert dict(packed.weights()) == pytest.approx(dict(loose.weights()))


def test_a_packed_story_takes_in_items_and_stories() -> None:
    loose, packed, other = story(), story(), story()
    packed.pack()
    other.pack()
    for told in (loose, packed):
        told.add(THREE, (), None, 0.0)
        told.absorb(other)
    assert packed.items == loose.items == 5
    assert dict(packed.weights()) == pytest.approx(dict(loose.weights()))
    assert packed.norm == pytest.approx(loose.norm)


def test_a_story_of_one_item_stays_as_it_is_when_it_is_packed() -> None:
    told = Story(7, 0, None, 0.0)
    told.add(ONE, (), None, 0.0)
    before = dict(told.weights())
    told.pack()
    assert dict(told.weights()) == before
