"""What would cost too much is refused or cut before it is read."""

import gzip

import pytest

from bot.errors import NotAFeed
from bot.model import ParsedFeed
from bot.pipeline.parse import parse
from bot.pipeline.parse.scan import ENTRIES


def read(body: str | bytes) -> ParsedFeed:
    raw = body.encode() if isinstance(body, str) else body
    return parse(raw, url="https://a.example/")


def rss(inside: str) -> str:
    return f"<rss version='2.0'><channel><title>T</title>{inside}</channel></rss>"


ITEM = "<item><title>t</title><guid>1</guid></item>"
BOMB = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
MANY = " ".join(f"a{n}='1'" for n in range(65))
XXE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("ending", ["", "<unclosed>"])
@pytest.mark.parametrize(
    ("body", "says"),
    [
        (BOMB + rss("<item><title>&b;</title></item>"), "entities of its own"),
        (XXE + rss("<item><title>&x;</title></item>"), "entities of its own"),
        (rss(ITEM + "<d>" * 200 + "</d>" * 200), "more than 100 deep"),
        (rss(ITEM + f"<d {MANY}/>"), "more than 64 attributes"),
    ],
)
def test_what_no_feed_has_is_refused_well_formed_or_not(body: str, says: str, ending: str) -> None:
    with pytest.raises(NotAFeed, match=says):
        read(body + ending)


def test_a_doctype_without_entities_is_harmless() -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://n.example/rss.dtd">'
    assert len(read(doctype + rss(ITEM)).entries) == 1


def test_markup_in_text_is_not_counted_as_nesting() -> None:
    deep = "<b>" * 300
    feed = read(rss(f"<item><title>t</title><description><![CDATA[{deep}x]]></description></item>"))
    assert feed.entries[0].text == "x"
    assert len(read(rss(f"{ITEM}<!-- {deep} -->") + "<unclosed>").entries) == 1


def test_lists_of_unclosed_paragraphs_in_a_broken_feed_are_not_nesting() -> None:
    items = "".join(f"<item><title>{n}</title><description><p>a<br>b</description></item>"
                    for n in range(150))  # fmt: skip
    assert len(read(rss(items)).entries) == 150


def many(count: int) -> str:
    return rss("".join(f"<item><title>{n}</title></item>" for n in range(count)))


def test_entries_beyond_the_cap_are_counted_and_dropped() -> None:
    feed = read(many(ENTRIES + 7))
    assert (len(feed.entries), feed.dropped) == (ENTRIES, 7)
    assert (feed.entries[-1].title, feed.title) == (str(ENTRIES - 1), "T")


def test_a_broken_feed_has_the_cap_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.pipeline.parse.xml.ENTRIES", 50)
    feed = read(many(57) + "<unclosed>")
    assert (len(feed.entries), feed.dropped) == (50, 7)


def test_a_gzip_file_is_unpacked_within_bounds() -> None:
    assert len(read(gzip.compress(rss(ITEM).encode())).entries) == 1
    with pytest.raises(NotAFeed, match="more than 5 MiB"):
        read(gzip.compress(bytes(60 << 20)))


def test_many_openings_without_an_end_are_read_in_linear_time() -> None:
    for piece in ("<![CDATA[", "<!--", "<a ", "<item>", "&", "&#", "<?xml ", "<!DOCTYPE "):
        with pytest.raises(NotAFeed):
            read("<x>" + piece * 20_000)


@pytest.mark.parametrize("bad", ["\0", "\x0b", "\x1f", "&#0;", "&#11;", "&#x1F;", "\ufffe"])
def test_control_characters_are_taken_out_and_said_to_be_damage(bad: str) -> None:
    feed = read(rss(f"<item><title>a{bad}b</title></item>"))
    assert (feed.entries[0].title, feed.damage) == ("ab", "It holds control characters.")


def test_entities_of_html_are_read_in_xml_too() -> None:
    feed = read(rss("<item><title>Caf&eacute; &ndash; d&rsquo;or</title></item>"))
    assert feed.entries[0].title == "Café – d’or"
