"""A feed that moved shows its old entries under new ids and new links; a column does not."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from zlib import crc32

from bot.model import Entry, Item
from bot.pipeline.dedupe import content_hash, head_of, keys_of, sort_out
from bot.pipeline.dedupe_moved import moved

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
TOLD = (
    "Ferry line to Samplefield opens after ten years",
    "Port Selim council votes on harbour wall",
    "Two ships collide in fog off Cape Tern",
    "Ministers sign a fisheries pact in Lunora",
)


def entry(
    title: str, text: str = "", *, at: datetime | None = None, site: str = "old.example"
) -> Entry:
    number = crc32(f"{title}{text}".encode())
    return Entry(
        id=f"{site}/{number}", link=f"https://{site}/{number}", title=title, text=text, published=at
    )


def told(*entries: Entry) -> tuple[Item, ...]:
    return tuple(
        Item(
            id=number, feed_id=1, key=key, link=one.link, canonical=one.link, title=one.title,
            text=one.text, language=None, published=one.published, first_seen=NOW,
            content_hash=content_hash(one),
        )
        for number, (key, one) in enumerate(zip(keys_of(entries), entries, strict=True), start=1)
    )  # fmt: skip


def old_among(new: Sequence[Entry], before: Sequence[Entry]) -> Mapping[str, int | None]:
    known = {k: content_hash(e) for k, e in zip(keys_of(before), before, strict=True)}
    heads = {head for e in before if (head := head_of(e))}
    return moved(sort_out(new, known, heads), known, told(*before))


def titles_of(site: str, text: str = "It was confirmed this morning.") -> list[Entry]:
    return [entry(title, text, site=site) for title in TOLD]


def test_a_feed_that_moved_is_known_by_what_it_tells() -> None:
    found = old_among(titles_of("new.example"), titles_of("old.example"))
    assert sorted(found.values(), key=str) == [1, 2, 3, 4]


def test_what_is_news_at_the_new_place_is_new() -> None:
    fresh = [entry(f"News number {n} of the morning", site="new.example") for n in range(5)]
    found = old_among([*fresh, *titles_of("new.example")], titles_of("old.example"))
    assert len(found) == 4


def test_the_outlets_own_address_in_a_text_may_change() -> None:
    before = titles_of("old.example", "Read more about the matter at old.example/more today.")
    after = titles_of("new.example", "Read more about the matter at https://new.example today.")
    assert len(old_among(after, before)) == 4


def test_an_entry_alone_is_told() -> None:
    before = titles_of("old.example")
    assert not old_among([entry(TOLD[0], "It was confirmed this morning."), *before], before)
    again = entry(TOLD[0], "It was confirmed this morning.", site="new.example")
    assert not old_among([again, *before], before)


def test_three_columns_that_are_written_anew_each_day_are_told() -> None:
    columns = ("Morning briefing", "Markets at the close", "Weather for the coast")
    days = [
        [entry(title, f"Day {day}: {word} {word}ing {word}ed.", site=f"{day}.example")
         for title, word in zip(columns, words, strict=True)]
        for day, words in enumerate((("ships", "rates", "gale"), ("votes", "metals", "calm")))
    ]  # fmt: skip
    assert not old_among(days[1], days[0])
    dated = [[entry(title, at=NOW + timedelta(days=day), site=f"{day}.example")
              for title in columns] for day in (0, 1)]  # fmt: skip
    assert not old_among(dated[1], dated[0])


def test_a_title_over_several_entries_says_nothing() -> None:
    before = [entry("Warning", f"Gale at {n} o'clock off Cape Tern.") for n in range(6)]
    after = [
        entry("Warning", f"Gale at {n} o'clock off Samplefield.", site="new.example")
        for n in range(6)
    ]
    assert not old_among(after, before)


def test_an_old_entry_that_still_stands_there_is_not_the_new_one() -> None:
    before = titles_of("old.example")
    assert not old_among([*before, *titles_of("new.example")], before)


def test_items_that_are_gone_are_known_by_their_hashes_while_their_keys_are_kept() -> None:
    before, after = titles_of("old.example"), titles_of("new.example")
    known = {k: content_hash(e) for k, e in zip(keys_of(before), before, strict=True)}
    assert set(moved(sort_out(after, known, set()), known, ()).values()) == {None}
