"""What makes an entry known."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Entry
from bot.pipeline.dedupe import (
    Head,
    canonical_url,
    content_hash,
    head_of,
    keys_of,
    sort_out,
    without_user,
)

DAWN = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def entry(
    id_: str | None = "1",
    link: str | None = "https://a.example/1",
    title: str = "Ships meet off the islands",
    text: str = "Two ships met.",
    published: datetime | None = None,
) -> Entry:
    return Entry(id=id_, link=link, title=title, text=text, published=published)


def shown(*entries: Entry) -> tuple[dict[str, str], set[Head]]:
    """What the store knows after these entries were stored."""
    known = {k: content_hash(e) for k, e in zip(keys_of(entries), entries, strict=True)}
    return known, {head for e in entries if (head := head_of(e))}


@pytest.mark.parametrize(
    "link",
    [
        "https://a.example/x?b=2",
        "http://a.example/x?b=2",
        "https://A.Example:443/x?b=2#top",
        "https://a.example/x?utm_source=rss&b=2",
        "https://a.example/x?b=2&fbclid=Z",
        "https://a.example/y/../x?b=2",
    ],
)
def test_one_page_has_one_address(link: str) -> None:
    assert canonical_url(link) == "https://a.example/x?b=2"


GOOGLE = "CBMiK2h0dHBzOi8vd3d3LmV4YW1wbGUub3JnL25ld3Mvc2hpcHMtbWVldC0xMjPSAQA"  # as of 2023


@pytest.mark.parametrize(
    "link",
    [
        "https://www.example.org/news/ships-meet-123",
        "https://m.example.org/news/ships-meet-123",
        "https://mobile.example.org/news/ships-meet-123?utm_medium=rss",
        "https://amp.example.org/news/ships-meet-123",
        "https://www.example.org/news/ships-meet-123/amp",
        "https://www.example.org/news/ships-meet-123/amp/",
        "https://www.example.org/amp/news/ships-meet-123",
        "https://www.example.org/news/ships-meet-123?amp=1",
        "https://www.example.org/news/ships-meet-123?outputType=amp",
        "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/news/ships-meet-123",
        "https://www.google.com/amp/s/www.example.org/news/ships-meet-123",
        "https://web.archive.org/web/20261124060000/https://www.example.org/news/ships-meet-123",
        "https://web.archive.org/web/20261124id_/http://example.org/news/ships-meet-123",
        "https://archive.is/o/EWuvH/https://www.example.org/news/ships-meet-123",
        "https://archive.ph/2026.11.24-060000/https:/www.example.org/news/ships-meet-123",
        "https://www.google.com/url?q=https://www.example.org/news/ships-meet-123&sa=D",
        "https://www.google.co.jp/url?url=https%3A%2F%2Fexample.org%2Fnews%2Fships-meet-123",
        f"https://news.google.com/rss/articles/{GOOGLE}?oc=5",
        "https://r.search.yahoo.com/_ylt=A/RU=https%3a%2f%2fexample.org%2fnews%2fships-meet-123/RK=2/",
        "https://webcache.googleusercontent.com/search?q=cache:x:https://example.org/news/ships-meet-123",
        "https://ghostarchive.org/archive/https://example.org/news/ships-meet-123",
        "https://example.org/news/ships-meet-123?partner=rss&emc=rss",
        "https://example.org/news/ships-meet-123?ns_mchannel=rss&srsltid=Af&ref=rss",
        "https://m.example.org/news/ships-meet-123?from=timeline&spm=a2",
        "http://bing.com/news/apiclick.aspx?a=1&url=https%3a%2f%2fexample.org%2fnews%2fships-meet-123",
    ],
)
def test_a_page_behind_an_archive_a_search_or_a_phone_is_the_page(link: str) -> None:
    assert canonical_url(link) == "https://example.org/news/ships-meet-123"


@pytest.mark.parametrize(
    "link",
    [
        "https://archive.ph/EWuvH",
        "https://news.google.com/rss/articles/CBMiAU_yqLNotAnAddress",
        "https://news.google.com/rss/search?q=https://example.org",
        "https://google.com/url?q=javascript:alert(1)",
        "https://example.org/champ",
        "https://example.org/a?from=3&partner=42",
        "https://example.org/a?redirect=https://b.example/",
        "https://m.example/1",
    ],
)
def test_an_address_that_holds_no_other_stays_itself(link: str) -> None:
    assert canonical_url(link) == link


def test_a_key_is_the_address_as_it_stands() -> None:
    # What was stored before more was undone must not come again as new.
    (key,) = keys_of([entry(id_=None, link="https://m.example.org/1")])
    assert key == "link:https://m.example.org/1"


@pytest.mark.parametrize(
    "link", [None, "", "javascript:alert(1)", "mailto:a@b.example", "http://["]
)
def test_what_is_no_web_address_has_none(link: str | None) -> None:
    assert canonical_url(link) is None


@given(st.sampled_from(["utm_source", "utm_medium", "gclid", "mc_cid"]), st.text(max_size=20))
def test_a_tracking_parameter_never_changes_the_key(name: str, value: str) -> None:
    from urllib.parse import quote

    plain = "https://a.example/news?id=7"
    tracked = f"{plain}&{name}={quote(value)}"
    assert canonical_url(tracked) == canonical_url(plain)
    assert keys_of([entry(None, tracked)]) == keys_of([entry(None, plain)])


@given(st.text(max_size=200))
def test_any_text_is_an_address_or_not_and_finding_out_twice_changes_nothing(text: str) -> None:
    once = canonical_url(text)
    assert once is None or canonical_url(once) == once


def test_the_key_is_the_id_then_the_address_then_the_content() -> None:
    assert keys_of([entry()]) == ["id:1"]
    assert keys_of([entry(None)]) == ["link:https://a.example/1"]
    assert keys_of([entry(None, None)]) == [f"hash:{content_hash(entry())}"]


def test_an_id_that_stands_for_two_items_is_told_apart_by_their_addresses() -> None:
    one, two = entry("x", "https://a.example/1", "One"), entry("x", "https://a.example/2", "Two")
    assert len(set(keys_of([one, two]))) == 2


def test_a_changed_date_makes_nothing_new() -> None:
    known, heads = shown(entry(published=DAWN))
    sorted_ = sort_out([entry(published=DAWN.replace(day=25))], known, heads)
    assert (sorted_.new, sorted_.revised) == ((), ())


def test_changed_text_under_the_same_id_is_a_revision() -> None:
    known, heads = shown(entry())
    sorted_ = sort_out([entry(text="Three ships met.")], known, heads)
    assert not sorted_.new
    assert [key for key, _ in sorted_.revised] == ["id:1"]


def test_white_space_is_no_revision() -> None:
    known, heads = shown(entry())
    assert not sort_out([entry(text="Two  ships\nmet.")], known, heads).revised


def test_a_feed_that_changes_all_its_ids_brings_nothing_new() -> None:
    old = [entry(str(n), f"https://a.example/{n}", f"Title {n}") for n in range(20)]
    renamed = [entry(f"new-{n}", f"https://a.example/{n}", f"Title {n}") for n in range(20)]
    sorted_ = sort_out(renamed, *shown(*old))
    assert not sorted_.new
    assert len(sorted_.renamed) == 20


def test_the_same_page_under_a_tracking_link_in_one_document_is_one_item() -> None:
    twice = [entry("a"), entry("b", "https://a.example/1?utm_medium=rss")]
    assert len(sort_out(twice, {}, set()).new) == 1


def test_entries_that_share_title_and_page_are_told_apart_while_they_stand_side_by_side() -> None:
    old, new = entry("a", text="Gale at one."), entry("b", text="Gale at two.")
    sorted_ = sort_out([new, old], *shown(old))
    assert [e.id for _, e in sorted_.new] == ["b"]
    assert len(sort_out([new, old], {}, set()).new) == 2
    renamed = sort_out([new], *shown(old))
    assert not renamed.new
    assert renamed.renamed


@pytest.mark.parametrize(
    ("link", "public"),
    [
        ("https://me:secret@a.example/x?q=a@b", "https://a.example/x?q=a@b"),
        ("https://a.example/@me", "https://a.example/@me"),
        (None, None),
    ],
)
def test_a_link_is_kept_without_the_password_in_it(link: str | None, public: str | None) -> None:
    assert without_user(link) == public
    assert "secret" not in (canonical_url(link) or "")


def test_items_without_link_and_title_are_told_apart_by_their_ids() -> None:
    bare = [entry(str(n), None, "", "") for n in range(3)]
    assert len(sort_out(bare, {}, set()).new) == 3


def test_new_items_come_out_oldest_first() -> None:
    listed = [entry(str(n), f"https://a.example/{n}", f"Title {n}") for n in (3, 2, 1)]
    assert [e.id for _, e in sort_out(listed, {}, set()).new] == ["1", "2", "3"]


ENTRIES = st.builds(
    entry,
    st.none() | st.sampled_from("abc"),
    st.none() | st.sampled_from(["https://a.example/1", "https://a.example/2?utm_x=1", "x"]),
    st.sampled_from(["", "One", "Two"]),
    st.sampled_from(["", "text", "more"]),
)


@given(st.lists(ENTRIES, max_size=12))
def test_what_was_stored_once_is_never_new_again(entries: list[Entry]) -> None:
    first = sort_out(entries, {}, set())
    known = {key: content_hash(e) for key, e in first.new} | dict(first.renamed)
    heads = {head for _, e in first.new if (head := head_of(e))}
    assert not sort_out(entries, known, heads).new


@given(st.lists(ENTRIES, max_size=12))
def test_no_entry_gets_lost(entries: list[Entry]) -> None:
    sorted_ = sort_out(entries, {}, set())
    assert set(keys_of(entries)) == {key for key, _ in sorted_.new} | set(sorted_.renamed)
