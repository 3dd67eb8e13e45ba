from datetime import timedelta

from tests.commands.conftest import SENKAKU, Person, button, labels
from tests.linetest import NewsItem, World, rss


async def test_the_list_shows_mode_hits_and_the_last_hit(world: World, ada: Person, ben: Person):
    await ada.say("/watch senkaku")
    await ada.say("/watch fisheries mode:digest")
    world.item(SENKAKU)
    await world.later(hours=2)
    reply = await ben.say("/watches list")
    assert reply.text.splitlines() == [
        "2 watches in #desk:",
        "1. Senkaku Islands · alert · 1 hit in 7 days, last 2 h ago",
        "2. fisheries · digest · 0 hits in 7 days",
    ]
    assert labels(reply) == ["1", "2"]


async def test_a_watch_without_a_hit_for_14_days_is_marked(world: World, ada: Person):
    await ada.say("/watch fisheries")
    world._now[0] += 15 * (world.now - world.now.replace(hour=world.now.hour - 1)) * 24
    assert "silent for 14 days" in (await ada.say("/watches")).text


async def test_a_long_list_has_pages(ada: Person):
    for number in range(12):
        await ada.say(f"/watch harbour{number}")
    first = await ada.say("/watches")
    assert labels(first) == [*map(str, range(1, 11)), "More"]
    second = await ada.choose(first, "More")
    assert labels(second) == ["11", "12", "Back"]
    assert second.text.splitlines()[1].startswith("11. harbour10 ·")
    assert labels(await ada.choose(second, "Back")) == labels(first)


async def test_a_watch_is_opened_paused_resumed_and_removed_by_buttons(world: World, ada: Person):
    await ada.say("/watch senkaku")
    opened = await ada.choose(await ada.say("/watches"), "1")
    changes = ["Pause", "Digest only", "Urgent", "Tighten", "Edit…", "Mention…", "Remove"]
    assert labels(opened) == changes
    paused = await ada.choose(opened, "Pause")
    assert labels(paused) == ["Resume", *changes[1:], "Undo"]
    world.item(SENKAKU)
    await world.later(minutes=15)
    assert world.posts() == []
    assert "1. Senkaku Islands · alert, paused" in (await ada.say("/watches")).text
    await ada.choose(paused, "Resume")
    removed = await ada.choose(opened, "Remove")
    assert removed.text == "Senkaku Islands is no longer watched in #desk."
    gone = await ada.choose(opened, "Pause")
    assert gone.error
    assert "no longer there" in gone.text
    await ada.choose(removed, "Undo")
    assert "1. Senkaku Islands · alert ·" in (await ada.say("/watches")).text


async def test_resuming_a_watch_says_what_becomes_of_what_came_meanwhile(world: World, ada: Person):
    paused = await ada.choose(
        await ada.choose(await ada.choose(await ada.say("/watch senkaku"), "Adjust"), "Pause"),
        "Digest only",
    )
    world.item(SENKAKU, at=world.now - timedelta(hours=1))  # written before the pause, read in it
    world.item("Fishing boats leave the Senkaku Islands before the storm")
    await world.later(minutes=15)
    resumed = await ada.choose(paused, "Resume")
    assert resumed.text.startswith("It goes on. 2 hits came while it was paused.\nSenkaku Islands")
    alerts = await ada.choose(await ada.choose(resumed, "Pause"), "Alert at once")
    assert (await ada.choose(alerts, "Resume")).text.startswith(
        "It goes on. Nothing came while it was paused.\nSenkaku Islands"
    )


async def test_resuming_says_when_the_one_post_comes_also_in_quiet_hours(world: World, ada: Person):
    opened = await ada.choose(await ada.say("/watch senkaku"), "Adjust")
    await ada.choose(opened, "Pause")
    world.item(SENKAKU)
    await world.later(minutes=15)
    text = (await ada.press(button(opened, "Pause").replace("paused", "active"))).text
    assert text.startswith(
        "It goes on. 1 hit came while it was paused. What of them is worth an alert comes in one "
        "post at 06:25.\n"
    )
    await ada.choose(opened, "Pause")
    world.item("Fishing boats leave the Senkaku Islands before the storm")
    await world.later(minutes=15)
    await ada.say("/quiet set 06:00-07:30")
    text = (await ada.press(button(opened, "Pause").replace("paused", "active"))).text
    assert "comes in one post at 07:30." in text


async def test_what_a_first_reading_brought_is_no_hit(world: World, ada: Person):
    world.item(SENKAKU, outlet="harbour")
    own = world.server.url("/own.xml")
    world.server.put("/own.xml", rss("own", [NewsItem(id="1", title=SENKAKU)]))
    await ada.say("/watch senkaku")
    await ada.say(f"/feeds add {own}")
    await world.later(minutes=15)
    assert "1 hit in 7 days" in (await ada.say("/watches")).text
    assert "1 in 24 hours, 1 in 7 days" in (await ada.say("/watches stats senkaku")).text


async def test_capitals_do_not_make_another_name_of_what_a_watch_found(world: World, ada: Person):
    await ada.say("/watch quad")
    for head in ("The Quad meets in Tokyo", "Japan and India hail the Quad"):
        world.item(head, text="Ministers of Japan, India and Australia met.")
    await world.later(minutes=15)
    found = (await ada.say("/watches stats quad")).text.split("Found by: ")[1].splitlines()[0]
    assert "quad 2" in found.casefold()
    assert found.casefold().count("the quad") == 1, found


async def test_only_those_who_may_manage_press_what_changes(ada: Person, ben: Person):
    await ada.say("/watch senkaku")
    opened = await ben.choose(await ben.say("/watches"), "1")
    for label in ("Pause", "Digest only", "Urgent", "Remove"):
        refused = await ben.choose(opened, label)
        assert refused.error
        assert "needs the right" in refused.text


async def test_another_community_can_press_nothing_of_ours(ada: Person, eve: Person):
    watched = await ada.say("/watch senkaku")
    listed = await ada.say("/watches")
    for one in (*watched.buttons, *listed.buttons):
        if not one.id.startswith("names:"):
            assert (await eve.press(one.id)).error, one.id
    assert "1 watch in #desk" in (await ada.say("/watches")).text
    assert "Nothing is watched" in (await eve.say("/watches")).text


async def test_a_forged_button_changes_nothing(ada: Person):
    watched = await ada.say("/watch senkaku")
    number = button(watched, "Adjust").partition(":")[2]
    for forged in (
        f"set:{number}:label:x",
        f"set:{number}:urgent:very",
        "set::",
        "set:x:mode:digest",
        "undo:",
        "undo:999",
        "do:1:0",
        "do:x",
        "watches:999:0",
        "remove:-1",
        "nonsense",
        "",
        "why:s999",
        "why:x",
        "hush:i1:story:x",
        "zone:1",
        "names:nothing",
    ):
        reply = await ada.press(forged)
        assert reply.error, forged
        assert reply.text
    assert "1. Senkaku Islands · alert ·" in (await ada.say("/watches")).text


async def test_stats_say_by_which_names_and_from_where(world: World, ada: Person, ben: Person):
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    world.item(SENKAKU, "kanto")
    world.item("尖閣諸島で新種の植物が見つかる", "strait")
    await world.later(minutes=15)
    reply = await ben.say("/watches stats senkaku")
    assert "Items: 3 in 24 hours, 3 in 7 days, 3 in 30 days." in reply.text
    assert "The channel had 2 alerts in 7 days" in reply.text
    assert "Found by: " in reply.text
    assert "尖閣" in reply.text
    assert "From: " in reply.text
    assert "Harbour 1" in reply.text
    missing = await ben.say("/watches stats quad")
    assert missing.error
    assert "There is no watch in #desk called *quad*" in missing.text


async def test_unwatch_takes_a_name_a_query_or_a_number(ada: Person):
    for query in ("senkaku", "fisheries", '"rare earths" AND japan'):
        await ada.say(f"/watch {query}")
    assert "fisheries is no longer watched" in (await ada.say("/unwatch 2")).text
    assert "Senkaku Islands is no longer" in (await ada.say("/unwatch topic:senkaku")).text
    assert not (await ada.say("/unwatch rare earths and japan")).error
    assert "Nothing is watched" in (await ada.say("/watches")).text


async def test_unwatch_of_a_near_miss_says_what_was_meant(ada: Person):
    await ada.say("/watch senkaku")
    reply = await ada.say("/unwatch sennkaku")
    assert reply.error
    assert reply.text == (
        "There is no watch in #desk called *sennkaku*. Did you mean Senkaku Islands? "
        "Type `/unwatch Senkaku Islands`."
    )


async def test_unwatch_needs_the_right(ada: Person, ben: Person):
    await ada.say("/watch senkaku")
    assert "You may not use `/unwatch`" in (await ben.say("/unwatch senkaku")).text


async def test_a_watch_that_nothing_tells_is_marked(ada: Person):
    await ada.say("/watch senkaku mode:digest")
    await ada.say("/watch quad")
    assert "⚠" not in (await ada.say("/watches")).text
    await ada.say("/digest off")
    one, other = (await ada.say("/watches")).text.splitlines()[1:3]
    assert "digest ⚠ only in `/latest`, since the digest is off here" in one
    assert "⚠" not in other
