"""/latest, /settings, /status, /help, completion and the desk itself."""

from dataclasses import replace

import pytest

from bot.commands.desk import HANDLERS, Desk
from bot.commands.table import COMMANDS
from bot.legs.heartbeat import health
from bot.model import Actor, Invocation
from bot.store import channels
from tests.commands.conftest import SENKAKU, Person, labels
from tests.linetest import World


async def test_latest_shows_stories_posted_or_not_newest_first(
    world: World, ada: Person, ben: Person
):
    assert "Nothing is watched in #desk yet" in (await ben.say("/latest")).text
    world.item("Calm seas around the Senkaku Islands", "kanto")
    await world.later(minutes=15)
    await ada.say("/watch senkaku")
    assert "Nothing for" not in (await ben.say("/latest")).text
    world.item(SENKAKU)
    await world.later(minutes=30)
    reply = await ben.say("/latest senkaku")
    lines = reply.text.splitlines()
    assert lines[0] == "Newest for Senkaku Islands:"
    assert lines[1] == f"1. {SENKAKU}"
    assert lines[2].startswith("   Harbour · ")
    assert lines[2].endswith(" · posted")
    assert lines[3] == "   https://harbour.example/2"
    assert lines[4] == "2. Calm seas around the Senkaku Islands"
    assert lines[5].endswith(" · not posted")
    why = await ben.choose(reply, "Why 1")
    assert "Posted in #desk" in why.text


async def test_latest_of_a_watch_without_stories_and_of_none(ada: Person):
    await ada.say("/watch fisheries")
    assert (await ada.say("/latest fisheries")).text == (
        "Nothing for fisheries in the last 30 days."
    )
    assert (await ada.say("/latest quad")).error


async def test_latest_of_a_followed_feed(world: World, ada: Person):
    await ada.say("/subscribe harbour")
    world.item("Bakery opens at the old pier")
    await world.later(minutes=15)
    reply = await ada.say("/latest")
    assert "1. Bakery opens at the old pier" in reply.text
    assert "2. Old news from the harbour office" in reply.text
    assert "· not posted" in reply.text


async def test_settings_show_everything_in_one_view(ben: Person):
    reply = await ben.say("/settings")
    assert not reply.error
    for part in ("Time zone: not set, so UTC", "Digest: #desk gets", "Muted: nothing", "Notices"):
        assert part in reply.text
    assert labels(reply) == ["Set time zone"]


async def test_settings_are_changed_and_undone(world: World, ada: Person):
    reply = await replace(ada, locale="en").say(
        "/settings timezone:tokyo language:ja notices:#desk"
    )
    assert reply.text.startswith("Changed.\n")
    assert "Time zone: Asia/Tokyo" in reply.text
    assert "Language: ja" in reply.text
    assert "Notices about the bot: #desk" in reply.text
    assert "11月25日" in (await ada.say("/digest preview")).text
    await ada.choose(reply, "Undo")
    after = (await ada.say("/settings")).text
    assert "not set, so UTC" in after
    assert "Notices about the bot: to whoever" in after
    assert not (await ada.say("/settings notices:none")).error


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("timezone:Nowhere/City", "There is no time zone"),
        ("language:klingon", "is no language I know"),
        ("notices:#nowhere", "There is no channel I know called *nowhere*"),
    ],
)
async def test_a_bad_setting_says_what_is_allowed_and_changes_nothing(ada: Person, typed, said):
    valid = "language:ja" if typed.startswith("timezone") else "timezone:Asia/Seoul"
    reply = await ada.say(f"/settings {valid} {typed}")
    assert reply.error
    assert said in reply.text
    assert "not set, so UTC" in (await ada.say("/settings")).text


async def test_everybody_may_see_the_settings_and_few_may_change_them(ben: Person):
    assert "You may not change settings here" in (await ben.say("/settings language:ja")).text
    assert (await ben.choose(await ben.say("/settings"), "Set time zone")).error


async def test_the_zone_is_set_with_two_presses(ada: Person):
    asked = await ada.choose(await ada.say("/watch senkaku"), "Set time zone")
    assert "Asia/Tokyo" in labels(asked)
    reply = await ada.choose(asked, "Asia/Tokyo")
    assert "(Asia/Tokyo)" in reply.text
    assert "Set time zone" not in labels(await ada.say("/settings"))


async def test_a_zone_that_is_not_known_any_more_is_told_and_can_be_set(world: World, ada: Person):
    await ada.say("/settings timezone:tokyo")
    async with world.gear.store.begin() as tx:
        await channels.update_channel(tx, 1, timezone="Mars/Olympus_Mons")
    reply = await ada.say("/settings")
    assert "Time zone: Mars/Olympus_Mons, which is not known here, so UTC" in reply.text
    assert "Set time zone" in labels(reply)
    assert (
        "The time zone of #desk is not known here: it goes by UTC."
        in (await ada.say("/status")).text
    )


async def test_status_tells_of_feeds_posts_and_watches(world: World, ada: Person, ben: Person):
    fresh = await ben.say("/status")
    assert fresh.text.splitlines() == [
        "5 of 5 feeds read well; last read just now.",
        "No post yet.",
        "0 watches in 1 channel.",
        "Nothing waits for a decision.",
    ]
    await ada.say("/watch senkaku")
    world.server.put("/kanto.xml", "boom", status=500)
    world.item(SENKAKU)
    await world.later(minutes=15)
    reply = await ben.say("/status")
    assert "Posts: 1 sent." in reply.text
    assert "1 watch in 1 channel." in reply.text
    assert "Kanto: failing since " in reply.text
    assert reply.text.startswith("4 of 5 feeds read well; last read ")
    healthy = await health(world.gear)
    assert (healthy.feeds, healthy.failing) == (5, 0.2)  # what /healthz says of them
    assert "5 feeds, 1 failing" in (await ben.choose(reply, "Show feeds")).text


async def test_help_shows_what_this_person_can_do(ada: Person, ben: Person):
    mine = (await ada.say("/help")).text
    for command in COMMANDS:
        assert f"`/{command.name}" in mine
    reading = (await ben.say("/help")).text
    assert "`/watch senkaku`" not in reading
    assert "also: `/watch`, `/unwatch`" in reading
    assert "`/why`" in reading
    assert "`/digest preview`" in reading
    assert "/digest set" not in reading
    assert "/feeds add" not in reading


async def test_help_of_one_command_tells_what_needs_a_right_apart(ada: Person, ben: Person):
    mine, reading = (await ada.say("/help digest")).text, (await ben.say("/help digest")).text
    assert "also:" not in mine
    assert "/digest set [times]" in mine
    assert "/digest set [times]" not in reading
    assert reading.endswith("also: `/digest set`, `/digest now`, `/digest off`.")
    assert (await ben.say("/help watch")).text.endswith("also: `/watch`.")


async def test_help_of_one_command_shows_its_options_and_examples(ada: Person):
    reply = await ada.say("/help watch")
    assert reply.text.startswith("`/watch QUERY [mode]")
    assert "  mode: tell at once, or in the digest (alert, digest)" in reply.text
    assert "For example: `/watch senkaku`" in reply.text
    digest = await ada.say("/help /digest")
    assert "`/digest set [times] [days]" in digest.text
    wrong = await ada.say("/help wacth")
    assert wrong.error
    assert wrong.text.endswith("Did you mean watch? Type `/help watch`.")


@pytest.mark.parametrize("command", [c.name for c in COMMANDS])
async def test_there_is_help_for_every_command(ben: Person, command):
    reply = await ben.say(f"/help {command}")
    assert not reply.error
    assert len(reply.text) < 2000


async def test_names_are_completed_never_ids(world: World, ada: Person):
    await ada.say("/watch senkaku")
    assert ("Senkaku Islands", "Senkaku Islands") in await ada.complete("unwatch", "watch", "sen")
    topics = await ada.complete("watch", "query", "senk")
    assert topics[0][0] == "Senkaku Islands"
    assert topics[0][1].startswith("Senkaku Islands")
    near = await ada.complete("watch", "query", "sennkaku")
    assert near[0][0] == "Senkaku Islands"
    second = await ada.complete("watch", "query", "quad AND senk")
    assert second[0][0] == "quad AND Senkaku Islands"
    packs = await ada.complete("subscribe", "what", "")
    assert packs[0][1].endswith("(pack)")
    assert ("Harbour", "Harbour") in packs
    assert await ada.complete("watch", "channel", "#de") == [("#desk", "#desk")]
    assert ("Asia/Tokyo", "Asia/Tokyo") in await ada.complete("digest", "timezone", "tok", "set")
    assert ("watch", "/watch") in await ada.complete("help", "command", "wat")
    assert await ada.complete("watch", "mention", "x") == []


async def test_what_is_completed_can_be_said(ada: Person):
    for start in ("s", "q", "t", "r", "c"):
        for value, _ in (await ada.complete("watch", "query", start))[:3]:
            reply = await ada.say(f"/watch {value} mode:digest")
            assert reply.text.startswith("Watching") or "already" in reply.text, value


async def test_an_unknown_command_is_answered_too(world: World):
    asked = Invocation(
        command="dance",
        sub=None,
        options={},
        actor=Actor(id="x", name="X"),
        platform="memory",
        community="memory",
        channel="desk",
    )
    reply = await Desk(world.gear).invoke(asked)
    assert reply.error
    assert "/help" in reply.text


CHANGES_WITH = {"digest": {"times": "08:00"}, "quiet": {"hours": "22:00-07:00"}}  # else they show
CHANGING = [(c.name, None) for c in COMMANDS if c.changes] + [
    (c.name, s.name) for c in COMMANDS for s in c.subs if s.changes
]


@pytest.mark.parametrize(("command", "sub"), CHANGING)
async def test_every_changing_command_is_refused_to_those_who_may_not(
    world: World, ben: Person, command, sub
):
    options = CHANGES_WITH.get(command, {}) if sub == "set" else {}
    asked = Invocation(command=command, sub=sub, options=options, **ben.place)
    reply = await Desk(world.gear).invoke(asked)
    assert reply.error
    assert "needs the right to manage this channel" in reply.text
    assert (command, sub) in HANDLERS


async def test_which_posts_of_threads_the_channel_sees_is_its_own_setting(ada: Person):
    line = "Posts of threads that the channel sees, too: "
    assert f"{line}as everywhere" in (await ada.say("/settings")).text
    changed = await ada.say("/settings broadcast:never")
    assert f"{line}none" in changed.text
    assert '"broadcast": "never"' in (await ada.say("/export")).files[0].data.decode()
    await ada.choose(changed, "Undo")
    assert f"{line}as everywhere" in (await ada.say("/settings")).text
    await ada.say("/settings broadcast:always")
    assert f"{line}as everywhere" in (await ada.say("/settings broadcast:default")).text
    wrong = await ada.ask("settings", {"broadcast": "x"})
    assert "broadcast is one of urgent, always, never, default" in wrong.text
