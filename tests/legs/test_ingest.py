"""From a feed's bytes to items: feeds that repeat themselves, pause, move, change their minds."""

from dataclasses import replace
from datetime import timedelta

from bot.legs.housekeep import housekeep
from bot.store import feeds, items
from tests.linetest import NewsItem, World, rss

SENKAKU = "Patrol ships enter waters off the Senkaku Islands for third day"


async def test_entries_of_one_title_and_address_are_all_posted_where_their_words_differ(
    world: World,
) -> None:
    await world.say("/subscribe Harbour")
    page = "https://harbour.example/warnings"
    for hour in (1, 2, 3):
        world.item("Warning", text=f"Gale expected at {hour} o'clock.", link=page, id=f"w{hour}")
        await world.later(minutes=30)
    assert world.titles() == ["Warning"] * 3


async def test_a_feed_that_shows_its_old_entries_for_months_does_not_bring_them_again(
    world: World,
) -> None:
    await world.say("/subscribe Harbour")
    world.item("Statement of the board on fisheries", at=None)
    await world.later(minutes=30)
    assert len(world.posts()) == 1
    for _ in range(10):
        world._now[0] += timedelta(days=8)
        await world.run()
        await housekeep(world.gear)
    world.item("Another statement of the board", at=None)
    await world.later(hours=2)
    async with world.gear.store.read() as tx:
        assert await items.count_since(tx, world.now - timedelta(days=1)) == 1


async def test_a_feed_read_at_another_address_begins_with_a_baseline(world: World) -> None:
    entries = [NewsItem(id=f"n{n}", title=f"Paper number {n}") for n in range(30)]
    world.server.put("/new.xml", rss("new", entries))
    world.server.put("/old.xml", rss("old", [NewsItem(id="o", title="Paper zero")]))
    await world.say(f"/subscribe {world.server.url('/old.xml')}")
    await world.later(minutes=30)
    async with world.gear.store.begin() as tx:
        feed = await feeds.by_url(tx, world.server.url("/old.xml"))
        assert feed is not None
        assert await feeds.readdress(tx, feed.id, world.server.url("/new.xml"))
    await world.later(hours=2)
    assert world.posts() == []
    entries.append(NewsItem(id="n30", title="Paper number 30"))
    world.server.put("/new.xml", rss("new", entries))
    await world.later(hours=2)
    assert world.titles() == ["Paper number 30"]


async def test_a_feed_that_changes_its_words_at_every_poll_is_not_kept_in_every_wording(
    world: World,
) -> None:
    one = world.item(SENKAKU)
    for count in range(40):
        world.listed["harbour"][-1] = replace(one, text=f"Read {count} times.")
        world.show("harbour")
        async with world.gear.store.begin() as tx:
            for feed in await feeds.visible(tx, None):
                await feeds.hurry(tx, feed.id, world.now)
        await world.leap(seconds=30)
    async with world.gear.store.read() as tx:
        (newest, *_) = await items.recent(tx, None, world.now - timedelta(days=1))
    assert newest.title == SENKAKU
    assert newest.revision <= 30


async def test_a_thousand_revisions_are_taken_in_by_parts(world: World) -> None:
    many = [NewsItem(id=f"n{n}", title=f"Notice number {n}") for n in range(1_200)]
    world.listed["delta"] += many
    world.show("delta")
    await world.later(minutes=15)
    world.listed["delta"][1:] = [replace(one, text="Mended.") for one in many]
    world.show("delta")
    await world.later(minutes=70)
    async with world.gear.store.read() as tx:
        found = await items.recent(tx, None, world.now - timedelta(days=1))
    assert sum(1 for item in found if item.text == "Mended.") == 1_200
    assert {item.revision for item in found if item.title.startswith("Notice")} == {1}


async def test_a_link_with_a_password_is_not_posted(world: World) -> None:
    await world.say("/subscribe Harbour")
    world.item("Minutes of the board", link="https://reader:secret@harbour.example/minutes")
    await world.later(minutes=30)
    post = world.posts()[0]
    assert (post["title"], post["url"]) == ("Minutes of the board", None)
    assert "secret" not in repr(world.posts())


async def test_letters_that_no_text_can_hold_do_not_stop_a_feed(world: World) -> None:
    body = (
        '{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": ['
        '{"id": "1", "title": "Half a letter \\ud83d of the Senkaku Islands", '
        '"content_text": "nul \\u0000 and \\udfff"}]}'
    )
    world.server.put("/harbour.xml", body, content_type="application/feed+json")
    await world.say("/watch senkaku")
    await world.later(minutes=30)
    assert len(world.posts()) == 1


async def test_a_daily_column_is_new_every_day(world: World) -> None:
    await world.say("/watch taiwan")
    for day in (1, 2, 3):
        world.item(
            "Military activities in the waters around Taiwan",
            text=f"Aircraft: {day}.",
            id=f"d{day}",
        )
        await world.leap(hours=1)
        await world.leap(minutes=5)
        await world.leap(hours=23)
    assert len(world.posts()) == 3


async def test_an_article_that_gets_another_address_is_not_posted_again(world: World) -> None:
    await world.say("/watch senkaku")
    world.item(SENKAKU, id="one")
    await world.later(minutes=30)
    world.listed["harbour"].pop()
    world.item(SENKAKU, id="two", link="https://harbour.example/new-address")
    await world.later(hours=2)
    assert world.titles() == [SENKAKU]


async def test_an_item_has_the_language_of_its_words_and_not_the_one_its_feed_states(
    world: World,
) -> None:
    await world.say("/watch senkaku languages:ja")
    await world.say("/watch fisheries AND lang:zh-Hant")
    world.item(SENKAKU)
    world.item("尖閣諸島の灯台を政府が修理すると発表した", text="当局が発表した。")
    world.item("釣魚島漁民今年首次出海祭祖", text="當局公布。")
    world.item("渔业 fisheries 展览在省城开幕", text="当局公布。")
    world.item("漁業 fisheries 基金今日成立", text="當局公布。")
    await world.later(minutes=30)
    assert world.titles() == [
        "尖閣諸島の灯台を政府が修理すると発表した",
        "漁業 fisheries 基金今日成立",
    ]
    async with world.gear.store.read() as tx:
        found = await items.by_ids(tx, range(100))
    assert {"en", "ja", "zh-Hant", "zh-Hans"} <= {item.language for item in found.values()}


async def test_an_item_that_is_rewritten_in_another_language_has_that_language(
    world: World,
) -> None:
    one = world.item("Patrol ships enter waters off the islands", "lagoon")
    await world.later(minutes=15)
    title, text = "尖閣諸島の周辺で巡視船が警戒を続けた", "政府は状況を注意深く見守ると述べた。"
    world.listed["lagoon"][-1] = replace(one, title=title, text=text)
    world.show("lagoon")
    await world.later(minutes=30)
    async with world.gear.store.read() as tx:
        (newest, *_) = await items.recent(tx, None, world.now - timedelta(days=1), limit=1)
    assert (newest.title, newest.language) == (title, "ja")


async def test_the_link_of_a_search_or_an_archive_is_that_of_the_page(world: World) -> None:
    await world.say("/watch senkaku")
    page = "https://strait.example/ships"
    world.item(SENKAKU, link=f"https://web.archive.org/web/20261124/{page}")
    await world.later(minutes=15)
    (post,) = world.posts()
    assert post["url"] == page
