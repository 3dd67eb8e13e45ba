"""Servers on Discord: none sees another's things; channels that shut; a farewell."""

from datetime import timedelta

import discord

from bot.legs.housekeep import housekeep
from bot.store import channels, watches
from tests.chat.discord.sea import SENKAKU, Sea, button, text_of


async def test_no_command_and_no_button_reaches_another_servers_things(sea: Sea) -> None:
    answer = await sea.slash(sea.ada, "watch", query="senkaku")
    sea.world.item(SENKAKU)
    await sea.later(minutes=15)
    [alert] = sea.posts()
    other = sea.env.create_guild("Lagoon")
    room = other.create_text_channel("news")
    role = other.create_role("Manager", permissions=discord.Permissions(manage_guild=True))
    eve = other.add_member(sea.env.create_user("eve"), roles=[role])
    assert "Nothing is watched" in text_of(await eve.slash(room, "watches list"))
    assert not await eve.autocomplete(room, "unwatch", "watch", "")
    assert "Senkaku" not in text_of(await eve.slash(room, "latest"))
    for id_ in (
        button(answer.response, "Undo"),
        button(answer.response, "Adjust"),
        button(answer.response, "Digest only"),
        f"more:{alert.id}:0",
        "watches:1:0",
        "stats:1",
        "remove:1",
        "mute:s1",
        "resend:1",
        "probe:1",
    ):
        said = text_of(await sea.forged(room, eve, id_))
        assert "Senkaku Islands in #news" not in said, id_
        assert "Taken back" not in said, id_
    [watch] = await watched(sea)
    assert (watch.state, str(watch.mode)) == ("active", "alert")


async def watched(sea: Sea) -> tuple[object, ...]:
    async with sea.world.gear.store.begin() as tx:
        home = await channels.community(tx, "discord", str(sea.guild.id), "")
        known = await channels.channels_of(tx, home.id)
        return tuple([w for c in known for w in await watches.of_channel(tx, c.id)])


async def test_a_channel_that_shuts_is_told_of_once_to_whoever_set_it_up(sea: Sea) -> None:
    shut = sea.guild.create_text_channel("quay")
    await sea.slash(sea.ada, "watch", shut, query="senkaku")
    sea.env.inject_error(
        "POST", f"/channels/{shut.id}/messages", status=403, code=50013, times=None
    )
    for number in range(3):
        sea.world.item(f"{SENKAKU}, part {number} of the {number}th report", "kanto")
        await sea.later(minutes=40)
    private = sea.env.backend.dm_channels[sea.ada.id]
    told = [m for m in sea.env.backend.messages[private].values() if "quay" in m.content]
    assert len(told) == 1
    assert "Send Messages" in told[0].content
    tries = [r for r in sea.env.http_requests if r.path == f"/channels/{shut.id}/messages"]
    assert len(tries) < 8  # it is not knocked at again and again


async def test_a_server_that_puts_the_bot_out_is_forgotten_after_its_time(sea: Sea) -> None:
    await sea.slash(sea.ada, "watch", query="senkaku")
    assert len(await watched(sea)) == 1
    sea.env.backend.remove_guild(sea.guild.id)
    await sea.env.settle()
    assert await posted_to(sea) == 0
    await housekeep(sea.world.gear)
    assert len(await watched(sea)) == 1
    sea.world._now[0] += timedelta(days=31)
    await housekeep(sea.world.gear)
    assert await watched(sea) == ()


async def posted_to(sea: Sea) -> int:
    async with sea.world.gear.store.read() as tx:
        return len([c for c in await channels.active_channels(tx) if c.platform == "discord"])


async def test_a_server_that_takes_the_bot_back_in_time_has_everything_again(sea: Sea) -> None:
    await sea.slash(sea.ada, "watch", query="senkaku")
    desk = sea.chat._handler
    assert desk is not None
    await desk.only("discord", set())
    assert await posted_to(sea) == 0
    await sea.env.restart_bot(sea.renewed().client)
    assert await posted_to(sea) > 0
    sea.world.item(SENKAKU)
    await sea.later(minutes=15)
    assert [m.embeds[0].title for m in sea.posts() if m.embeds] == [SENKAKU]
