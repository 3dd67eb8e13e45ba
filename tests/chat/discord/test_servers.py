"""Servers on Discord: none sees another's things; channels that shut; a farewell."""

from datetime import timedelta
from typing import Any

import discord

from bot.commands.desk import PRESSES
from bot.commands.table import COMMANDS
from bot.legs.housekeep import housekeep
from bot.store import channels, watches
from tests.chat.discord.sea import SENKAKU, Sea, text_of
from tests.linetest import NewsItem, rss

# What a name of another server's thing is typed as, option by option.
THEIRS = {
    "watch": "Senkaku Islands",
    "feed": "Secret Herald",
    "topic": "Secret Brewery",
    "name": "Secret Brewery",
    "what": "Secret Herald",
    "query": "topic:secret-brewery",
}
SECRET = ("Secret Herald", "Secret Brewery", "Secret Sake")
ROWS = [(one, sub) for one in COMMANDS for sub in one.subs or (None,)]
PRESSED = (
    *("open", "edit", "call", "remove", "stats", "tighten", "broaden", "set:1:mode", "narrow:1"),
    *("outlets:1:2", "widen:1:1", "undo", "do", "go", "cancel", "more", "watches", "zones"),
    *("zone:1:Asia/Tokyo", "unmute:1", "resend", "drop", "probe", "retry", "everything"),
    *("matching", "search", "why:s", "whynot:i", "mute:s", "hush:s", "yes:s", "no:s", "topic"),
    *("flip", "names-off", "names"),
)


async def strange_server(sea: Sea) -> tuple[Any, Any]:
    """Give a channel of another server, and somebody who may do everything there."""
    other = sea.env.create_guild("Lagoon")
    room = other.create_text_channel("lagoon")
    role = other.create_role("Manager", permissions=discord.Permissions(manage_guild=True))
    return room, other.add_member(sea.env.create_user("eve"), roles=[role])


async def furnished(sea: Sea) -> None:
    """Let the first server have one of everything that a name or an id is given for."""
    sea.world.server.put("/own.xml", rss("Own", [NewsItem(id="own-1", title="Own news")]))
    address = sea.world.server.url("/own.xml")
    await sea.slash(sea.ada, "feeds add", address=address)
    await sea.slash(sea.ada, "feeds edit", feed=address, name="Secret Herald")
    await sea.slash(sea.ada, "topics add", name="Secret Brewery", aliases="Secret Sake")
    await sea.slash(sea.ada, "watch", query="senkaku")
    sea.world.item(SENKAKU)
    await sea.later(minutes=15)


async def test_no_command_reaches_another_servers_things_by_name(sea: Sea) -> None:
    await furnished(sea)
    before = await sea.slash(sea.ada, "export")
    kept = await before.response.attachments[0].read()
    room, eve = await strange_server(sea)
    reached = {}
    for command, sub in ROWS:
        name = f"{command.name} {sub.name}" if sub else command.name
        taken = (sub or command).options
        given = {o.name: THEIRS[o.name] for o in taken if o.name in THEIRS}
        for option in taken:
            if option.completes and option.kind != "channel":
                offered = await eve.autocomplete(room, name, option.name, "sec")
                if any(own in str(one) for one in offered for own in SECRET):
                    reached[name, option.name] = [str(o) for o in offered if "Secret " in str(o)]
        makes_own = name == "topics add"
        if given and not makes_own and all(o.name in given for o in taken if o.required):
            said = text_of(await sea.slash(eve, name, room, **given))
            if "Own news" in said or "#news" in said or SENKAKU in said:
                reached[name] = said
    assert reached == {}
    after = await sea.slash(sea.ada, "export")
    assert records(await after.response.attachments[0].read()) == records(kept)


OWN = {"query": "quad", "watch": "quad", "address": "https://x.example/f", "what": "x"}


async def test_no_command_reaches_another_servers_channel_by_a_forged_id(sea: Sea) -> None:
    room, eve = await strange_server(sea)
    reached, tried = {}, 0
    for command, sub in ROWS:
        name = f"{command.name} {sub.name}" if sub else command.name
        taken = (sub or command).options
        for option in taken:
            if option.kind == "channel":
                needed = {o.name: OWN.get(o.name, "x") for o in taken if o.required}
                for there in (sea.news.id, 12345):
                    given = {**needed, option.name: there}
                    said = text_of(await sea.handmade(room, eve, name, **given))
                    tried += 1
                    if "There is no such channel in this server" not in said:
                        reached[name, option.name] = said
    assert (reached, tried > 10) == ({}, True)


async def test_no_watch_calls_another_servers_role_or_everyone(sea: Sea) -> None:
    theirs = sea.env.create_guild("Lagoon").create_role("Theirs", mentionable=True)
    quiet = sea.guild.create_role("Quiet")
    loud = sea.guild.create_role("Analysts", mentionable=True)
    everybody = sea.guild.default_role
    shy = sea.guild.create_text_channel(
        "shy", overwrites={everybody: discord.PermissionOverwrite(mention_everyone=False)}
    )
    refused = {
        f"<@&{theirs.id}>": "no such role",
        f"<@&{sea.guild.id}>": "never call everyone",
        f"<@&{quiet.id}>": "I may not mention **@Quiet**",
        "<@123456>": "no such role or person",
    }
    for mention, why in refused.items():
        said = text_of(await sea.slash(sea.ada, "watch", shy, query="quad", mention=mention))
        assert why in said, mention
    said = text_of(await sea.slash(sea.ada, "watch", shy, query="quad", mention=f"<@&{loud.id}>"))
    assert "Mentions @Analysts" in said


async def test_no_button_reaches_another_servers_things_by_a_forged_id(sea: Sea) -> None:
    await furnished(sea)
    before = await sea.slash(sea.ada, "export")
    kept = records(await before.response.attachments[0].read())
    room, eve = await strange_server(sea)
    reached = {}
    assert {one.split(":")[0] for one in PRESSED} <= set(PRESSES)
    for one in PRESSED:
        tail = "" if one.endswith((":s", ":i")) else ":"
        for number in ("1", "2") if one != "undo" else ("1", "2", "3", "4"):
            id_ = f"{one}{tail}{number}"
            said = text_of(await sea.forged(room, eve, id_))
            if any(word in said for word in ("#news", *SECRET, SENKAKU, "Taken back")):
                reached[id_] = said
    assert {id_: said for id_, said in reached.items() if not is_public(id_)} == {}
    after = await sea.slash(sea.ada, "export")
    assert records(await after.response.attachments[0].read()) == kept


def is_public(id_: str) -> bool:
    """Say whether a button tells of what all servers may see: an article of a shared feed."""
    return id_.startswith(("why:", "whynot:", "mute:"))


def records(data: bytes) -> list[bytes]:
    """Give what an export says, without its first line, which says when it was written."""
    return data.splitlines()[1:]


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
    for number in range(2):
        sea.world.item(f"{SENKAKU}, part {number} of the {number}th report", "kanto")
        await sea.later(minutes=30)
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
        active = await channels.active_channels(tx, sea.world.now)
        return len([c for c in active if c.platform == "discord"])


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


async def test_a_server_that_tells_no_people_is_not_said_to_have_none(sea: Sea) -> None:
    path = "/guilds/*/members/*"
    sea.env.inject_error("GET", path, status=404, code=0, times=None)
    answer = await sea.slash(sea.ada, "watch", query="quad", mention="<@77>")
    assert "does not tell who its people are" in text_of(answer)
    sea.env.inject_error("GET", path, status=404, code=10007, times=None)
    sea.env.backend.faults.pop(0)
    answer = await sea.slash(sea.ada, "watch", query="quad", mention="<@77>")
    assert "There is no such role or person" in text_of(answer)
    answer = await sea.slash(sea.ada, "watch", query="quad", mention="@desk")
    assert "Choose one role or one person" in text_of(answer)
