"""Whose headline a story bears."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.model import Feed, Item, Publisher, Told
from bot.pipeline.headline import with_best_first

NOW = datetime(2026, 3, 1, tzinfo=UTC)
GOOD = "Patrol ships enter waters off the islands"


def told(id_: int, title: str, language: str = "en") -> Told:
    feed = Feed(id=id_, url="https://example.org", name="F", next_due_at=NOW, interval=600)
    item = Item(
        id=id_, feed_id=id_, key=str(id_), link=None, canonical=None, title=title, text="",
        language=language, published=None, first_seen=NOW,
    )  # fmt: skip
    return Told(item=item, feed=feed, publisher=Publisher(id="p", name="P", family="p", kind="w"))


def order(*items: Told, naming: set[int] | None = None) -> list[int]:
    return [one.item.id for one in with_best_first(items, naming or set())]


def test_the_first_tellers_headline_stays_whatever_comes() -> None:
    assert order(told(1, GOOD), told(2, f"{GOOD} for third day")) == [1, 2]


def test_a_headline_that_is_missing_short_or_cut_off_gives_way_to_the_first_good_one() -> None:
    for weak in ("", "Breaking", "Patrol ships enter waters off the…", "三日連続"):
        assert order(told(1, weak), told(2, GOOD), told(3, GOOD)) == [2, 1, 3]


def test_a_headline_that_names_what_is_watched_is_better_than_one_that_does_not() -> None:
    assert order(told(1, GOOD), told(2, GOOD), naming={2}) == [2, 1]
    assert order(told(1, GOOD), told(2, "Breaking"), naming={2}) == [1, 2]


def test_news_comes_before_what_was_there_when_its_feed_was_first_read() -> None:
    old = told(1, "Lawyers ask what the law allows at sea")
    old = replace(old, item=replace(old.item, baseline=True))
    assert order(old, told(2, GOOD), told(3, GOOD)) == [2, 1, 3]
    assert order(old, told(2, "Breaking")) == [1, 2]
    assert order(old) == [1]


def printed(one: Told, outlet: str, text: str = "") -> Told:
    publisher = replace(one.publisher, id=outlet, family=outlet)
    return replace(one, publisher=publisher, item=replace(one.item, text=text))


def test_a_wires_own_report_comes_before_what_another_outlet_prints_of_it() -> None:
    reprint = printed(told(1, GOOD), "star", "NAHA, Nov 28 (Reuters) - Ships came. (Reuters)")
    own, other = printed(told(2, GOOD), "kanto"), printed(told(3, GOOD), "reuters")
    assert order(reprint, own, other) == [3, 1, 2]
    assert order(reprint, own) == [1, 2]
    assert order(own, reprint, other) == [2, 1, 3]
    weak = printed(told(3, "Ships"), "reuters")
    assert order(reprint, weak) == [1, 3]


def corrected(*items: Told, says: str | None = None) -> int:
    """Give whose headline stands, when the last item says by its title, or so, that it corrects."""
    last = items[-1].item
    return with_best_first(items, {1}, {last.id: says or last.title})[0].item.id


def test_a_correction_takes_the_place_of_the_headline_that_it_corrects() -> None:
    three, four = "Three cables cut off Matsu", "Four cables cut off Matsu, ministry says"
    note = "This story has been corrected to say that four cables were cut."
    assert corrected(told(1, three), told(2, f"{three} again"), told(3, four), says=note) == 3
    marked = "CORRECTION: Number of severed lines is four"
    assert corrected(told(1, three), told(2, marked)) == 2


def test_a_correction_of_something_else_is_no_headline() -> None:
    note = "Correction: the first name of the officer is Kenji."
    assert corrected(told(1, GOOD), told(2, "Navy chief visits the new base"), says=note) == 1
    assert corrected(told(1, GOOD), told(2, GOOD), says=note) == 1  # the same words: let it stand
    assert corrected(told(1, GOOD), told(2, "訂正：切れたケーブルは4本", "ja")) == 1
    assert corrected(told(1, GOOD), told(2, "Correction")) == 1
    assert corrected(told(1, f"{GOOD}, four hurt"), told(2, f"Correction: {GOOD}")) == 1


def test_a_headline_in_another_language_is_no_better_one() -> None:
    assert order(told(1, "Breaking"), told(2, "尖閣諸島の領海に巡視船が侵入", "ja")) == [1, 2]


@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_nothing_is_lost_and_once_first_stays_first(titles: list[str]) -> None:
    items = [told(n, title) for n, title in enumerate(titles)]
    found = with_best_first(items, set())
    assert sorted(one.item.id for one in found) == list(range(len(titles)))
    more = with_best_first([*items, told(99, GOOD)], set())
    assert more[0].item.id in {found[0].item.id, 99}
