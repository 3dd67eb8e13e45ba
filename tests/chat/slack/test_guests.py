"""Guests of a workspace, and people of another company who share a channel with it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.chat.slack.sea import Sea, open_sea
from tests.chat.slack.wire_place import Person
from tests.feedserver import FeedServer
from tests.linetest import START, NewsItem, rss

GIRAFFE = "https://zoo.example/giraffe"
OUTLETS = ("harbour", "kanto")
GUEST = Person(id="U0GUS", name="gus", guest=True)
STRANGER = Person(id="U0TESS", name="tess", home="T0ELSEWHERE")


@pytest.fixture
async def sea(tmp_path: Path) -> AsyncIterator[Sea]:
    """``gus`` and ``tess`` are in news-0 alone."""
    with FeedServer() as server:
        async with open_sea(tmp_path, server, outlets=OUTLETS) as made:
            for person in (GUEST, STRANGER):
                made.wire.place.people[person.id] = person
                made.wire.room(made.news)[1].members.add(person.id)
            await made.slash("watch senkaku", channel=made.other)
            yield made


async def own(sea: Sea) -> None:
    """Give the workspace a topic of its own, which is watched, and a feed."""
    items = [NewsItem(id="1", title="A giraffe is born in the zoo", at=START, link=GIRAFFE)]
    sea.world.server.put("/own.xml", rss("own", items))
    await sea.slash(f"feeds add {sea.world.server.url('/own.xml')}")
    await sea.slash("topics add Hushword aliases:hushwort")
    await sea.slash("watch hushword")
    await sea.world.run()


async def asked(sea: Sea, who: str, line: str) -> Any:
    return (await sea.wire.mention(line, who=who, channel=sea.news)).said


async def test_a_stranger_hears_of_the_shared_channel_and_of_nothing_else(sea: Sea) -> None:
    await own(sea)
    assert "Hushword" in await asked(sea, "tess", "watches")
    assert "Settings of #news-0" in await asked(sea, "tess", "settings")
    assert "Nothing was posted here yet" in await asked(sea, "tess", "why")
    assert "#news-0 gets its digest" in await asked(sea, "tess", "digest")
    for line in ("watches list", "settings", "digest preview", "digest set"):
        for name in (f"<#{sea.other}|news-1>", "#news-1"):
            said = await asked(sea, "tess", f"{line} channel:{name}")
            assert "no channel I know" in said, (line, said)
    lines = ("search giraffe", "feeds list", "feeds export", "topics show Hushword", "status")
    for line in (*lines, "topics", "topics export", "feeds test own"):
        said = await asked(sea, "tess", line)
        assert "the whole workspace, and you are a guest" in said, (line, said)
    assert "giraffe is born" not in await asked(sea, "tess", "whynot giraffe")
    assert "giraffe is born" in await asked(sea, "bob", "whynot giraffe")
    assert "giraffe is born" not in await asked(sea, "tess", f"why {GIRAFFE}")
    assert "giraffe is born" in await asked(sea, "bob", f"why {GIRAFFE}")


async def test_a_stranger_may_change_nothing_and_is_told_why(sea: Sea) -> None:
    for line in ("watch quad", "unwatch senkaku", "digest set 18:30", "export"):
        said = await asked(sea, "tess", line)
        assert "membership of this workspace" in said, (line, said)
    assert "With membership of this workspace also" in await asked(sea, "tess", "help")


async def test_a_guest_sees_and_changes_the_channels_alone_that_they_are_in(sea: Sea) -> None:
    assert "Watching Quad" in await asked(sea, "gus", "watch quad")
    for name in (f"<#{sea.other}|news-1>", "#news-1"):
        for line in ("watches list", "watch quad", "settings", "quiet now 2h"):
            said = await asked(sea, "gus", f"{line} channel:{name}")
            assert "no channel I know" in said, (line, said)
    for line in (
        "topics add Other aliases:otherwise",
        "feeds remove harbour",
        "settings language:ja",
    ):
        said = await asked(sea, "gus", line)
        assert "the whole workspace, and you are a guest" in said, (line, said)
    home = await sea.wire.open_home(who="gus")
    assert "Quad" in home.said
    assert "Senkaku" not in home.said
