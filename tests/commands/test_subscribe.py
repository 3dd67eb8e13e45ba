from dataclasses import replace
from datetime import timedelta

from bot.model import Pack
from tests.commands.conftest import SENKAKU, Person, labels
from tests.linetest import NewsItem, World, rss

OWN = "/own.xml"


def own_feed(world: World, *titles: str) -> str:
    """Put a feed on the server that is not among the starter feeds; give its address."""
    items = [
        world_item(world, number, title) for number, title in enumerate(titles or ("Hello there",))
    ]
    world.server.put(OWN, rss("Own Herald", items), etag='"1"')
    return world.server.url(OWN)


def world_item(world: World, number: int, title: str) -> NewsItem:
    at = world.now - timedelta(hours=number + 1)
    return NewsItem(id=f"own-{number}", title=title, at=at, link=f"https://own.example/{number}")


def some_pack(world: World) -> Pack:
    return next(iter(world.gear.catalogue.packs.values()))


async def test_a_pack_brings_its_watches_as_one_and_takes_them_with_it(world: World, ada: Person):
    pack = some_pack(world)
    reply = await ada.say(f"/subscribe {pack.name}")
    count = len(pack.topics)
    assert reply.text.startswith(f"#desk has {pack.name} now, {count} watches: ")
    listed = await ada.choose(reply, "Show watches")
    assert f"{count} watches in #desk:" in listed.text
    assert f"pack {pack.name}" in listed.text
    gone = await ada.say(f"/unsubscribe {pack.id}")
    assert gone.text == f"#desk no longer has {pack.name}; {count} watches went with it."
    assert "Nothing is watched" in (await ada.say("/watches")).text
    await ada.choose(gone, "Undo")
    assert f"{count} watches in #desk:" in (await ada.say("/watches")).text


async def test_subscribing_to_a_pack_can_be_undone(world: World, ada: Person):
    pack = some_pack(world)
    reply = await ada.say(f"/subscribe {pack.name}")
    await ada.choose(reply, "Undo")
    assert "Nothing is watched" in (await ada.say("/watches")).text
    assert not (await ada.say(f"/subscribe {pack.name}")).text.endswith("nothing was changed.")


async def test_a_watch_taken_out_of_a_pack_stays_out(world: World, ada: Person):
    pack = some_pack(world)
    await ada.say(f"/subscribe {pack.name}")
    first = world.gear.catalogue.topics[pack.topics[0]].name
    removed = await ada.say(f"/unwatch {first}")
    assert "It stays out of the pack" in removed.text
    again = await ada.say(f"/subscribe {pack.name}")
    assert again.text.startswith(f"#desk has {pack.name} already; nothing was changed.")
    assert f"Taken out of it: {pack.topics[0]}" in again.text
    assert first not in (await ada.say("/watches")).text
    await ada.choose(removed, "Undo")
    assert first in (await ada.say("/watches")).text


async def test_a_watch_of_ones_own_is_left_as_it_is(world: World, ada: Person):
    pack = some_pack(world)
    await ada.say(f"/watch topic:{pack.topics[0]} mode:digest")
    reply = await ada.say(f"/subscribe {pack.name}")
    assert "Watched before, and left as it is: " in reply.text
    await ada.say(f"/unsubscribe {pack.name}")
    assert "1 watch in #desk:" in (await ada.say("/watches")).text


async def test_a_feed_by_name_posts_every_item(world: World, ada: Person):
    reply = await ada.say("/subscribe harbour")
    assert reply.text.splitlines()[0] == "#desk has Harbour now: every new item is posted."
    assert 'Newest: "Old news from the harbour office"' in reply.text
    assert labels(reply) == ["Digest only", "Undo"]
    same = await ada.say("/subscribe Harbour")
    assert same.text == "#desk has Harbour already; nothing was changed."
    changed = await ada.say("/subscribe Harbour mode:digest")
    assert changed.text == "#desk had Harbour already; now it is set to digest."


async def test_a_feed_by_address_is_added_when_new_and_shows_its_newest_item(
    world: World, ada: Person, eve: Person
):
    url = own_feed(world, "Boats race", "Boats rest")
    reply = await ada.say(f"/subscribe {url}")
    first, newest = reply.text.splitlines()
    assert first == (
        "#desk has Own Herald now: every new item is posted. What the feed shows now is known; "
        "what comes is new."
    )
    assert newest == 'Newest: "Boats race", 1 h ago.'
    assert "Own Herald" in (await ada.say("/feeds list")).text
    assert "Own Herald" not in (await eve.say("/feeds list")).text
    await world.later(minutes=8)
    assert world.posts() == []
    await ada.choose(reply, "Undo")
    assert "Own Herald" not in (await ada.say("/feeds list")).text


async def test_a_page_that_links_to_a_feed_is_as_good_as_the_feed(world: World, ada: Person):
    own_feed(world)
    page = (
        '<html><head><link rel="alternate" type="application/rss+xml" '
        f'href="{OWN}" title="Own"></head><body>Welcome</body></html>'
    )
    world.server.put("/", page, content_type="text/html")
    reply = await ada.say(f"/subscribe {world.server.url('/')}")
    assert reply.text.startswith("#desk has Own Herald now")


async def test_an_address_that_is_no_feed_says_so_and_adds_nothing(world: World, ada: Person):
    world.server.put("/plain.html", "<html><body>Hi</body></html>", content_type="text/html")
    for path in ("/plain.html", "/nowhere"):
        reply = await ada.say(f"/subscribe {world.server.url(path)}")
        assert reply.error
        assert reply.text
    assert "5 feeds" in (await ada.say("/feeds")).text


async def test_a_feed_of_many_items_proposes_the_digest(world: World, ada: Person):
    titles = [f"Ferry {number} leaves" for number in range(48)]
    items = [world_item(world, number // 4, title) for number, title in enumerate(titles)]
    items = [replace(one, id=f"n{i}") for i, one in enumerate(items)]
    world.server.put(OWN, rss("Own Herald", items))
    reply = await ada.say(f"/subscribe {world.server.url(OWN)}")
    assert reply.text.startswith("Own Herald would post about 48 times a day, more than 30.")
    assert labels(reply) == ["Digest only", "Every item", "Cancel"]
    chosen = await ada.choose(reply, "Digest only")
    assert "its items come in the digest at 08:00" in chosen.text


async def test_an_unknown_name_is_answered_with_near_ones(ada: Person):
    reply = await ada.say("/subscribe harbuor")
    assert reply.error
    assert reply.text == (
        "There is no pack or feed called *harbuor*. Did you mean Harbour? "
        "Type `/subscribe Harbour`."
    )


async def test_unsubscribing_from_a_feed_ends_its_posts_but_not_its_reading(
    world: World, ada: Person
):
    await ada.say("/subscribe harbour")
    reply = await ada.say("/unsubscribe harbour")
    assert reply.text == (
        "#desk no longer gets every item of Harbour. Your watches still see the feed."
    )
    world.item(SENKAKU)
    await world.later(minutes=15)
    assert world.posts() == []
    missing = await ada.say("/unsubscribe harbour")
    assert missing.error
    assert "There is no subscription in #desk called *harbour*" in missing.text


async def test_unsubscribing_from_a_feed_of_ones_own_says_how_to_stop_reading_it(
    world: World, ada: Person
):
    await ada.say(f"/subscribe {own_feed(world)}")
    reply = await ada.say("/unsubscribe own herald")
    assert reply.text.endswith("`/feeds remove` stops reading it.")


async def test_subscribing_needs_the_right(ben: Person):
    assert "You may not use `/subscribe`" in (await ben.say("/subscribe harbour")).text
    assert "You may not use `/unsubscribe`" in (await ben.say("/unsubscribe harbour")).text
