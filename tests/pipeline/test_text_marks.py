"""Marks: places of a text, in a slice of it, of whole graphemes, apart from each other."""

from itertools import pairwise

import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.pipeline.text import marks_in


def test_places_are_counted_from_the_start_of_the_slice_and_cut_to_it() -> None:
    text = "Quad leaders meet. The Quad names China. Quad"
    places = [(0, 4), (23, 27), (34, 39), (41, 45)]
    assert marks_in(text, places) == tuple(places)
    assert marks_in(text, places, 19, 40) == ((4, 8), (15, 20))
    assert marks_in(text, places, 25, 37) == ((0, 2), (9, 12))
    assert marks_in(text, []) == marks_in("", places) == ()


def test_places_that_overlap_or_touch_become_one() -> None:
    assert marks_in("尖閣諸島の沖", [(2, 4), (0, 2), (1, 3), (5, 6)]) == ((0, 4), (5, 6))


def test_a_mark_takes_in_the_s_of_a_plural_or_possessive() -> None:
    text = "Senkakus, Quad's, isles' Quads' 尖閣s Quadsat"
    places = [(0, 7), (10, 14), (18, 22), (25, 29), (32, 34), (36, 40)]
    found = [text[a:b] for a, b in marks_in(text, places)]
    assert found == ["Senkakus", "Quad's", "isles'", "Quads'", "尖閣", "Quad"]
    assert marks_in(text, [(0, 7)], 0, 7) == ((0, 7),)


def test_a_mark_never_ends_inside_what_people_see_as_one_character() -> None:
    flags = "x\N{REGIONAL INDICATOR SYMBOL LETTER J}\N{REGIONAL INDICATOR SYMBOL LETTER P}y"
    assert marks_in(flags, [(2, 3)]) == ((1, 3),)
    accent = "Senkaku\N{COMBINING ACUTE ACCENT} isles"
    assert marks_in(accent, [(0, 7)]) == ((0, 8),)


TEXTS = st.lists(
    st.sampled_from(["a", "尖", "e\u0301", "👩‍🚀", "🇯🇵", "각", "ᄀ", "ᅡ", "\r\n", "क्षि", " "])
).map("".join) | st.text(max_size=40)
PLACES = st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=6)


@given(TEXTS, PLACES, st.integers(0, 20), st.integers(0, 45))
def test_every_mark_covers_the_places_and_splits_no_grapheme(
    text: str, places: list[tuple[int, int]], start: int, end: int
) -> None:
    shown = text[start:end]
    marks = marks_in(text, places, start, end)
    edges = {0, *(found.end() for found in regex.finditer(r"\X", shown))}
    assert {edge for mark in marks for edge in mark} <= edges
    assert all(one[1] < other[0] for one, other in pairwise(marks))
    marked = {n for a, b in marks for n in range(a, b)}
    wanted = {n - start for a, b in places for n in range(a, b)} & set(range(len(shown)))
    assert wanted <= marked <= set(range(len(shown)))
    assert bool(marked) == bool(wanted)
