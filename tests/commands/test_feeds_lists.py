"""/feeds import and export: OPML, as feed readers write and read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotAFeed
from bot.pipeline.parse.opml import Outline, read_opml, write_opml
from tests.commands.conftest import Person, labels
from tests.commands.test_setup import give
from tests.commands.test_subscribe import own_feed
from tests.linetest import World

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12
)
TAGS = st.lists(
    WORDS.map(str.lower).filter(lambda w: not set(w) & set(",/")), max_size=3, unique=True
)
OUTLINES = st.lists(
    st.builds(
        lambda n, name, tags: Outline(
            url=f"https://{n}.example/feed?a=1&b=2", name=name, tags=tuple(tags)
        ),
        st.integers(0, 99),
        WORDS,
        TAGS,
    ),
    max_size=5,
    unique_by=lambda one: one.url,
)
NESTED = b"""<?xml version="1.0"?>
<opml version="1.1"><head><title>Mine</title></head><body>
<outline text="Asia"><outline type="rss" text="Own &amp; Herald" xmlUrl="%s"/>
<outline type="rss" title="Bad" xmlUrl="ftp://x.example/feed"/></outline>
<outline text="A folder without feeds"/>
</body></opml>"""


async def import_(person: Person, data: bytes):
    return await give(person, data, "feeds", "import")


@given(OUTLINES)
def test_what_is_written_is_read_again(rows: list[Outline]):
    read = read_opml(write_opml("Tidings", rows).encode())
    assert [(one.url, one.name, one.tags) for one in read] == [
        (one.url, one.name, tuple(dict.fromkeys(one.tags))) for one in rows
    ]


def test_an_empty_file_is_said_to_be_so():
    with pytest.raises(NotAFeed, match=r"no OPML: Document is empty, line 1, column 1\.$"):
        read_opml(b"")


async def test_a_list_is_shown_before_it_is_taken(world: World, ada: Person):
    asking = await import_(ada, NESTED % own_feed(world).encode())
    assert asking.asks
    assert not asking.error
    assert "This would add 1 feed; 0 of that file are read here already." in asking.text
    assert "· Own & Herald" in asking.text
    assert "Line 4: *ftp://x.example/feed* is no address of the web." in asking.text
    assert "Own & Herald" not in (await ada.say("/feeds list")).text
    done = await ada.choose(asking, "Import")
    assert done.text.startswith("1 feed added.")
    await world.later(minutes=15)
    line = next(x for x in (await ada.say("/feeds list")).text.splitlines() if "Own & Herald" in x)
    assert "added here · asia · ok, read" in line


async def test_an_import_of_feeds_can_be_undone_and_repeated(world: World, ada: Person):
    data = NESTED % own_feed(world).encode()
    done = await ada.choose(await import_(ada, data), "Import")
    again = await import_(ada, data)
    assert "every feed of that file is read here already" in again.text
    assert not again.buttons
    await ada.choose(done, "Undo")
    assert "Own & Herald" not in (await ada.say("/feeds list")).text


async def test_what_is_exported_is_all_here_already(world: World, ada: Person, eve: Person):
    await ada.say(f"/feeds add {own_feed(world)}")
    reply = await ada.say("/feeds export")
    (file,) = reply.files
    assert file.name == "tidings-feeds.opml"
    assert "6 feeds as OPML, 1 of them added here." in reply.text
    assert "every feed of that file is read here already" in (await import_(ada, file.data)).text
    theirs = await import_(eve, file.data)
    assert "This would add 1 feed; 5 of that file" in theirs.text


async def test_own_feeds_are_exported_only_by_who_may_change_them(
    world: World, ada: Person, ben: Person, eve: Person
):
    await ada.say(f"/feeds add {own_feed(world)}")
    for reader in (ben, eve):
        (file,) = (await reader.say("/feeds export")).files
        assert b"own.xml" not in file.data


async def test_what_is_no_opml_says_so(world: World, ada: Person):
    for data in (b"", b"hello", b"<rss/>", b"{}", b"<opml><body>", b"<!DOCTYPE html><html></html>"):
        reply = await import_(ada, data)
        assert reply.error, data
        assert "no OPML" in reply.text or "no feed in that file" in reply.text
    assert labels(await import_(ada, b"<opml/>")) == []


async def test_a_file_of_entities_costs_no_more_than_its_size(ada: Person):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(10)
    )
    reply = await import_(
        ada, bomb + b']><opml><body><outline text="&k;" xmlUrl="&k;"/></body></opml>'
    )
    assert reply.error


async def test_a_list_is_taken_from_an_address(world: World, ada: Person):
    world.server.put("/list.opml", (NESTED % own_feed(world).encode()).decode())
    asking = await ada.say(f"/feeds import {world.server.url('/list.opml')}")
    assert labels(asking) == ["Import", "Cancel"]
    assert (await ada.say("/feeds import")).error


async def test_only_who_may_change_things_imports(world: World, ben: Person):
    assert (await import_(ben, NESTED % own_feed(world).encode())).error
