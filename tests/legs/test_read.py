"""Reading the pages of articles that are about to be posted, from a real server on loopback."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.legs.deliver import deliver
from bot.legs.publish import publish
from bot.model import Article, Publisher
from bot.store import items
from tests.feedserver import FeedServer
from tests.legs.reading import (
    FAR,
    GATE,
    LEAD,
    MORE,
    SHORT,
    TITLE,
    extract_here,
    page,
    pass_by,
    reading_world,
    write,
)
from tests.linetest import World


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as running:
        yield running


@pytest.fixture
async def world(tmp_path: Path, server: FeedServer) -> AsyncIterator[World]:
    async with reading_world(tmp_path, server, outlets=("harbour", "kanto")) as opened:
        yield opened


async def only_item(world: World) -> Any:
    async with world.gear.store.read() as tx:
        seen = await items.recent(tx, None, world.now - timedelta(hours=2))
    return next(item for item in seen if item.title.startswith(TITLE))


async def test_the_page_of_what_is_about_to_be_posted_is_read_and_told(world: World) -> None:
    world.server.put("/1.html", page(LEAD, MORE, FAR), content_type="text/html")
    await world.say("/watch cutters")
    write(world)
    await pass_by(world)
    assert (await only_item(world)).page_text == "\n".join([LEAD, MORE, FAR])
    assert LEAD in str(world.posts()[0])


async def test_a_page_is_read_though_the_feed_puts_words_of_its_own_behind_a_teaser(
    world: World,
) -> None:
    world.server.put("/1.html", page(LEAD, MORE), content_type="text/html")
    await world.say("/watch cutters")
    where = "the Pacific Courier, which is your daily reader for news of the sea and its ships"
    write(world, text=f"{LEAD} […] The post {TITLE} {'and more ' * 9}appeared first on {where}.")
    await pass_by(world)
    assert (await only_item(world)).page_text == "\n".join([LEAD, MORE])


@pytest.mark.parametrize(
    ("address", "tellers"),
    [("https://www.reuters.com/world/1", "reuters"), ("/1.html", None), (None, None)],
)
async def test_a_page_that_names_another_outlets_address_is_that_outlets_report(
    world: World, address: str | None, tellers: str | None
) -> None:
    wire = Publisher(
        id="reuters", name="Reuters", family="reuters", kind="wire", hosts=("reuters.com",)
    )
    known = world.gear.catalogue
    known = replace(known, publishers={**known.publishers, "reuters": wire})
    world.gear = replace(world.gear, catalogue=known)
    link = f'<link rel="canonical" href="{address}">' if address else ""
    body = page(LEAD, MORE, FAR).replace("<head>", f"<head>{link}")
    world.server.put("/1.html", body, content_type="text/html")
    await world.say("/watch cutters")
    write(world)
    await pass_by(world)
    assert (await only_item(world)).page_origin == tellers


async def test_what_only_the_page_names_is_found_before_anything_is_posted(world: World) -> None:
    world.server.put("/1.html", page(FAR, LEAD, MORE), content_type="text/html")
    await world.say("/watch cutters")
    await world.say("/watch senkaku")
    write(world)
    await pass_by(world)
    assert len(world.posts()) == 1
    assert FAR in str(world.posts()[0])
    assert "Senkaku" in str(world.posts()[0])


async def test_a_page_takes_no_match_away(world: World) -> None:
    world.server.put(
        "/1.html", page(LEAD, MORE, MORE + " Then it rained."), content_type="text/html"
    )
    await world.say("/watch senkaku")
    write(world, text="The ships met off the Senkaku Islands.")
    await pass_by(world)
    assert (await only_item(world)).page_state == "whole"
    assert len(world.posts()) == 1


async def test_a_page_that_nobody_watches_for_is_not_asked_for(world: World) -> None:
    await world.say("/watch batteries")
    write(world)
    await pass_by(world)
    assert world.server.asked("/1.html") == world.server.asked("/robots.txt") == []


FAULTS: dict[str, dict[str, Any]] = {
    "broken": {"status": 500},
    "missing": {"status": 404},
    "busy": {"status": 503},
    "cut": {"body": b"<p>Two cutters", "drop_after": 9},
    "huge": {"body": b"<p>" + b"word " * 50_000},
    "picture": {"body": b"\x89PNG\r\n\x1a\n" + bytes(500)},
    "private": {"status": 302, "headers": {"Location": "http://10.0.0.1/"}},
    "local": {"status": 302, "headers": {"Location": "http://localhost:1/"}},
    "slow": {"wait": 0.6},
}


async def test_pages_that_fail_leave_the_feeds_text_and_delay_nothing(world: World) -> None:
    world.gear = replace(world.gear, rules=replace(world.gear.rules, pages_per_story=20))
    await world.say("/watch cutters")
    for name, route in FAULTS.items():
        world.server.put(f"/{name}", **{"body": b"", "content_type": "text/html", **route})
        write(world, path=f"/{name}", title=f"{TITLE}: {name}")
    await pass_by(world)
    async with world.gear.store.read() as tx:
        seen = await items.recent(tx, None, world.now - timedelta(hours=2))
    told = {i.link.rpartition("/")[2]: i for i in seen if i.link and i.title.startswith(TITLE)}
    assert {name: item.page_state for name, item in told.items()} == dict.fromkeys(FAULTS, "failed")
    assert all(item.body == SHORT for item in told.values())
    assert SHORT in str(world.posts()[0])
    asked = len(world.server.requests)
    await world.leap(minutes=5)
    assert len([r for r in world.server.requests[asked:] if not r.path.endswith(".xml")]) == 0


async def test_what_robots_txt_forbids_is_not_asked_for(world: World) -> None:
    world.server.put("/robots.txt", "User-agent: Tidings\nDisallow: /1", content_type="text/plain")
    world.server.put("/1.html", page(LEAD, FAR), content_type="text/html")
    await world.say("/watch cutters")
    write(world)
    await pass_by(world)
    assert world.server.asked("/1.html") == []
    assert (await only_item(world)).page_state == "refused"
    assert "does not let this program read this page" in (await world.say("/why")).text
    assert SHORT in str(world.posts()[0])


async def test_a_redirect_leads_around_no_robots_txt(world: World) -> None:
    world.server.put("/robots.txt", "User-agent: *\nDisallow: /2", content_type="text/plain")
    world.server.put("/1.html", status=302, headers={"Location": "/2.html"})
    await world.say("/watch cutters")
    write(world)
    await pass_by(world)
    assert world.server.asked("/2.html") == []


async def test_robots_txt_that_cannot_be_read_forbids_everything_for_a_while(world: World) -> None:
    world.server.put("/robots.txt", status=503)
    await world.say("/watch cutters")
    write(world)
    await pass_by(world)
    assert world.server.asked("/1.html") == []
    why = (await world.say("/why")).text
    assert "robots.txt of 127.0.0.1 could not be read" in why
    assert "(status 503)" in why
    assert "does not let" not in why
    assert ".." not in why.replace("...", "")


async def test_robots_txt_is_read_once_for_all_pages_of_a_host(world: World) -> None:
    await world.say("/watch cutters")
    for number, outlet in enumerate(("harbour", "kanto")):
        path = f"/{number}.html"
        world.server.put(path, page(LEAD, FAR), content_type="text/html")
        write(world, outlet, path, title=f"{TITLE} {number}")
        await pass_by(world)
    assert len(world.server.asked("/robots.txt")) == 1
    assert [len(world.server.asked(f"/{n}.html")) for n in range(2)] == [1, 1]


async def test_two_requests_to_a_host_keep_its_gap(tmp_path: Path, server: FeedServer) -> None:
    async with reading_world(tmp_path, server, outlets=("harbour",)) as world:
        world.gear = replace(world.gear, rules=replace(world.gear.rules, host_gap=20.0))
        server.put("/1.html", page(LEAD, FAR), content_type="text/html")
        await world.say("/watch cutters")
        write(world)
        found = []
        for _ in range(3):
            await world.leap(seconds=601 if not found else 21)
            found.append((len(server.asked("/robots.txt")), len(server.asked("/1.html"))))
        assert found == [(0, 0), (1, 0), (1, 1)]


async def test_an_article_in_two_feeds_is_fetched_once(world: World) -> None:
    world.server.put("/1.html", page(LEAD, FAR), content_type="text/html")
    await world.say("/watch cutters")
    write(world, "harbour")
    write(world, "kanto")
    await pass_by(world)
    assert len(world.server.asked("/1.html")) == 1


async def test_the_beginning_that_a_paywall_shows_is_not_used_and_marked(world: World) -> None:
    world.server.put("/1.html", page(LEAD, MORE, after=GATE), content_type="text/html")
    await world.say("/watch cutters")
    write(world)
    await pass_by(world)
    item = await only_item(world)
    assert (item.page_state, item.page_text) == ("partial", None)
    assert SHORT in str(world.posts()[0])
    assert "for subscribers" in str(world.posts()[0])
    assert "the rest is for subscribers" in (await world.say("/why")).text


async def test_of_a_feed_without_text_the_beginning_is_told_and_marked(world: World) -> None:
    world.server.put("/1.html", page(LEAD, MORE, after=GATE), content_type="text/html")
    await world.say("/watch cutters")
    write(world, text="")
    await pass_by(world)
    assert (await only_item(world)).page_state == "partial"
    assert LEAD in str(world.posts()[0])
    assert "for subscribers" in str(world.posts()[0])


async def test_a_page_about_something_else_is_not_used(world: World) -> None:
    other = page(
        "The mayor opened a swimming pool on Friday and swam a length of it herself.",
        "It has cost nine million crowns, and the water is warmed by a bakery next door.",
        title="Pool opens at last",
    )
    world.server.put("/1.html", other, content_type="text/html")
    await world.say("/watch cutters")
    write(world)
    await pass_by(world)
    assert (await only_item(world)).page_state == "other"


async def test_an_outlet_can_be_left_out(world: World) -> None:
    outlets = dict(world.gear.catalogue.publishers)
    outlets["harbour"] = replace(outlets["harbour"], pages=False)
    catalogue = replace(world.gear.catalogue, publishers=outlets)
    world.gear = replace(world.gear, catalogue=catalogue)
    await world.say("/watch cutters")
    write(world)
    await pass_by(world)
    assert world.server.asked("/robots.txt") == []
    assert (await only_item(world)).page_state == "off"


async def test_few_pages_of_one_story_are_read(world: World) -> None:
    await world.say("/watch cutters")
    for number in range(5):
        world.server.put(f"/{number}.html", page(LEAD, FAR), content_type="text/html")
        write(world, ("harbour", "kanto")[number % 2], f"/{number}.html")
    await pass_by(world)
    asked = [n for n in range(5) if world.server.asked(f"/{n}.html")]
    assert len(asked) == world.gear.rules.pages_per_story


async def test_what_a_feed_changed_is_told_by_its_new_text(world: World) -> None:
    world.server.put("/1.html", page(LEAD, MORE), content_type="text/html")
    await world.say("/watch cutters")
    write(world)
    await pass_by(world)
    changed = replace(world.listed["harbour"][-1], text="Three cutters met at sea, it says now.")
    world.listed["harbour"][-1] = changed
    world.show("harbour")
    await pass_by(world)
    item = await only_item(world)
    assert item.body == item.text == changed.text


async def test_a_page_that_comes_after_the_alert_makes_it_say_more(world: World) -> None:
    async def extract_late(body: bytes, *, content_type: str | None = None) -> Article:
        world._now[0] += timedelta(minutes=3)
        await publish(world.gear)
        await deliver(world.gear)
        assert SHORT in str(world.posts()[0])
        return await extract_here(body, content_type=content_type)

    assert world.gear.pages is not None
    world.gear = replace(world.gear, pages=replace(world.gear.pages, extract=extract_late))
    world.server.put("/1.html", page(LEAD, MORE), content_type="text/html")
    await world.say("/watch cutters")
    write(world)
    await pass_by(world)
    (sent,) = world.sent()
    assert LEAD in str(sent.shown)
    assert len(sent.edits) == 1
