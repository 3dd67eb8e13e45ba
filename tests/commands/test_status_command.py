"""What /status shows that waits for a person, and the buttons that decide it."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from sqlite3 import connect

import pytest

from bot.chat.memory import MemoryChat
from bot.commands.desk import Desk
from bot.commands.table import COMMANDS
from bot.errors import ChannelClosed, SendLater, SendUnknown
from bot.model import Kind, Sent, State
from bot.pipeline.deliver import nonce_of
from bot.store import channels, deliveries
from tests.commands.conftest import SENKAKU, Person, labels
from tests.linetest import World

NO_RIGHT = "I may not write there. Give me “Send Messages” in that channel"


class Unreadable(MemoryChat):
    """Takes posts, and shows nobody its history."""

    async def find(self, channel: str, nonce: str, *, thread: str | None = None) -> Sent | None:
        raise SendUnknown("I may not read the history there")


@pytest.fixture
async def chat(world: World) -> Unreadable:
    chat = Unreadable()
    world.gear = replace(world.gear, chats={"memory": chat})
    world.chat = chat
    await chat.start(COMMANDS, Desk(world.gear))
    return chat


async def plan(world: World, title: str, *, channel: int = 1) -> None:
    async with world.gear.store.begin() as tx:
        await deliveries.plan(
            tx,
            channel,
            kind=Kind.NOTICE,
            key=title,
            nonce=nonce_of(title),
            payload={"kind": "notice", "title": title, "buttons": []},
            due_at=world.now,
            now=world.now,
        )


async def park(world: World, chat: Unreadable, *titles: str, accepted: bool = True) -> None:
    """Post things of which nobody can tell whether they are there."""
    for title in titles:
        await plan(world, title)
        chat.fail_next(SendUnknown("reset"), accepted=accepted)
        await world.run()
        await world.leap(seconds=90)


async def states(world: World) -> dict[str, int]:
    async with world.gear.store.read() as tx:
        return await deliveries.counts(tx)


async def test_a_post_of_unknown_fate_is_shown_and_sent_again_with_one_press(
    world: World, chat: Unreadable, ada: Person
):
    await ada.say("/watch senkaku")
    await park(world, chat, "Ferry turned back", accepted=False)
    assert chat.sent == []
    shown = await ada.say("/status")
    assert "Posts: 1 of unknown fate." in shown.text
    assert (
        "1 post waits for a decision, since nobody can tell whether it was posted.\n"
        "1. #desk, “Ferry turned back”, 06:00: I may not read the history there"
    ) in shown.text
    assert labels(shown) == ["Send 1 again", "Drop 1", "Show feeds"]
    pressed = await ada.choose(shown, "Send 1 again")
    assert pressed.text.startswith("Sent once more: #desk, “Ferry turned back”.")
    await world.run()
    assert [post.payload["title"] for post in chat.sent] == ["Ferry turned back"]
    assert "Nothing waits for a decision." in (await ada.say("/status")).text


async def test_a_second_press_does_nothing_and_says_how_it_stands(
    world: World, chat: Unreadable, ada: Person
):
    await ada.say("/watch senkaku")
    await park(world, chat, "Ferry turned back", accepted=False)
    shown = await ada.say("/status")
    await ada.choose(shown, "Send 1 again")
    again = await ada.choose(shown, "Send 1 again")
    name = "(#desk, “Ferry turned back”)"
    assert again.text == f"That was decided before: it is on its way {name}."
    assert (await ada.choose(shown, "Drop 1")).text == again.text
    await world.run()
    late = await ada.choose(shown, "Send 1 again")
    assert late.text == f"That was decided before: it was sent {name}."
    await world.leap(hours=1)
    assert len(chat.sent) == 1


async def test_a_post_that_is_dropped_is_never_sent_unless_that_is_undone(
    world: World, chat: Unreadable, ada: Person
):
    await ada.say("/watch senkaku")
    await park(world, chat, "Ferry turned back", accepted=False)
    shown = await ada.say("/status")
    dropped = await ada.choose(shown, "Drop 1")
    assert dropped.text == (
        "Dropped: #desk, “Ferry turned back”. It is not sent again. If it is in the channel after "
        "all, it stays as it is, without later news."
    )
    again = await ada.choose(shown, "Send 1 again")
    assert again.text.startswith("That was decided before: it was dropped")
    await world.leap(minutes=5)
    assert chat.sent == []
    assert await states(world) == {"suppressed": 1}
    await ada.choose(dropped, "Undo")
    assert "I may not read the history there" in (await ada.say("/status")).text
    await ada.choose(shown, "Send 1 again")
    await world.run()
    assert len(chat.sent) == 1


async def test_only_those_who_may_change_things_decide_and_only_in_their_community(
    world: World, chat: Unreadable, ada: Person, ben: Person, eve: Person
):
    await ada.say("/watch senkaku")
    await park(world, chat, "Ferry turned back")
    shown = await ben.say("/status")
    for label in ("Send 1 again", "Drop 1"):
        assert "You may not decide about posts here" in (await ben.choose(shown, label)).text
        refused = await eve.choose(shown, label)
        assert refused.error
        assert "no longer known here" in refused.text
    assert "Ferry" not in (await eve.say("/status")).text
    assert await states(world) == {"unknown": 1}
    assert (await ada.press("resend:what")).error


async def test_the_oldest_come_first_when_there_are_many(
    world: World, chat: Unreadable, ada: Person
):
    await ada.say("/watch senkaku")
    titles = [f"Line {number}" for number in range(7)]
    await park(world, chat, *titles)
    shown = await ada.say("/status")
    assert "7 posts wait for a decision" in shown.text
    assert "The oldest 5:\n1. #desk, “Line 0”" in shown.text
    assert "Line 5" not in shown.text
    assert labels(shown)[-3:] == ["Send 5 again", "Drop 5", "Show feeds"]
    await ada.choose(shown, "Drop 2")
    assert "“Line 5”" in (await ada.say("/status")).text


async def test_what_was_sent_again_is_not_given_up_at_the_first_refusal(
    world: World, chat: Unreadable, ada: Person
):
    await ada.say("/watch senkaku")
    rules = replace(world.gear.rules, attempts=1, give_up=timedelta(hours=1))
    world.gear = replace(world.gear, rules=rules)
    await park(world, chat, "Ferry turned back", accepted=False)
    await world.leap(hours=2)
    shown = await ada.say("/status")
    chat.fail_next(SendLater("busy", after=30))
    await ada.choose(shown, "Send 1 again")
    await world.run()
    await world.leap(seconds=30)
    assert len(chat.sent) == 1


async def test_a_private_message_is_not_told_to_others(
    world: World, chat: Unreadable, ada: Person, ben: Person
):
    await ada.say("/watch senkaku")
    ada_alone = replace(ada, channel="@ada")
    await ada_alone.say("/status")
    async with world.gear.store.begin() as tx:
        place = await channels.find_channel(tx, 1, "@ada")
    assert place is not None
    chat.fail_next(SendUnknown("reset"))
    await plan(world, "Your feed fails", channel=place.id)
    await world.run()
    await world.leap(seconds=90)
    shown = await ben.say("/status")
    assert "1. a private message, 06:00" in shown.text
    assert "Your feed" not in shown.text


async def shut(world: World, chat: MemoryChat) -> None:
    chat.fail_next(ChannelClosed(NO_RIGHT))
    await plan(world, "Ferry turned back")
    await plan(world, "Lighthouse repaired")
    await world.run()


async def test_a_channel_that_takes_nothing_is_shown_told_once_and_tried_with_one_press(
    world: World, chat: Unreadable, ada: Person
):
    await ada.say("/watch senkaku")
    await shut(world, chat)
    await world.leap(minutes=2)
    shown = await ada.say("/status")
    assert f"#desk takes nothing since 06:00: {NO_RIGHT}. 2 posts wait there." in shown.text
    assert "Not posting" not in shown.text
    assert chat.sent[0].channel == "@ada"
    assert str(chat.sent[0].payload["title"]).startswith("I cannot post in #desk since 06:00")
    assert [one["label"] for one in chat.sent[0].payload["buttons"]] == ["Try now", "Give it up"]
    pressed = await ada.choose(shown, "Try #desk now")
    assert pressed.text == "I try #desk now."
    await world.run()
    titles = [(post.channel, post.payload["title"]) for post in chat.sent[1:]]
    assert titles == [
        ("desk", "Ferry turned back"),
        ("desk", "Lighthouse repaired"),
        ("@ada", "I can post in #desk again; what waited there comes now."),
    ]
    assert "takes nothing" not in (await ada.choose(pressed, "Show how it went")).text


async def test_a_channel_that_was_deleted_is_given_up_with_its_watches(
    world: World, chat: Unreadable, ada: Person
):
    away = replace(ada, channel="away")
    await ada.say("/watch senkaku")
    await away.say("/watch quad")
    await shut(world, chat)
    await world.leap(minutes=2)
    told = len(chat.sent)
    shown = await away.say("/status")
    given = await away.choose(shown, "Give #desk up")
    assert given.text == "#desk is given up: 1 watch went with it, 2 posts are not sent."
    await world.leap(minutes=8)
    assert "#desk" not in (await away.say("/status")).text
    assert "#desk" not in (await away.say("/export")).text
    assert len(chat.sent) == told  # that all is well again would not be true
    assert (await away.choose(shown, "Give #desk up")).error
    undone = await away.choose(given, "Undo")
    assert not undone.error
    assert "#desk takes nothing since 06:00" in (await away.say("/status")).text
    again = await away.choose(await away.say("/status"), "Give #desk up")
    assert not again.error
    assert "Nothing is watched in #desk" in (await ada.say("/watches")).text
    assert not (await ada.say("/watch senkaku")).error


async def test_a_channel_that_was_given_up_by_mistake_is_tried_again_by_itself(
    world: World, chat: Unreadable, ada: Person
):
    away = replace(ada, channel="away")
    await ada.say("/watch senkaku")
    await shut(world, chat)
    given = await away.choose(await away.say("/status"), "Give #desk up")
    await away.choose(given, "Undo")
    await plan(world, "Ferry found")
    await world.leap(hours=1)
    assert "Ferry found" in [post.payload["title"] for post in chat.sent]


async def test_a_channel_that_still_takes_nothing_is_not_told_of_again(
    world: World, chat: Unreadable, ada: Person
):
    await ada.say("/watch senkaku")
    await shut(world, chat)
    shown = await ada.say("/status")
    for _ in range(3):
        chat.fail_next(ChannelClosed(NO_RIGHT))
        await ada.choose(shown, "Try #desk now")
        await world.run()
    await world.leap(minutes=1)
    assert [post.channel for post in chat.sent] == ["@ada"]
    assert "since 06:00" in (await ada.say("/status")).text
    async with world.gear.store.read() as tx:
        waiting = await deliveries.get(tx, 1)
    assert waiting is not None
    assert (waiting.state, waiting.attempt) == (State.PENDING, 4)


async def test_trying_a_channel_says_when_there_is_nothing_to_try(
    world: World, chat: Unreadable, ada: Person, ben: Person, eve: Person
):
    await ada.say("/watch senkaku")
    assert (await ada.press("probe:1")).text == "#desk takes posts."
    assert "You may not try a channel here" in (await ben.press("probe:1")).text
    assert (await eve.press("probe:1")).error
    async with world.gear.store.begin() as tx:
        later = world.now + timedelta(hours=1)
        await channels.shut(tx, 1, NO_RIGHT, since=world.now, probe=later)
    assert "Nothing waits in #desk" in (await ada.press("probe:1")).text


async def test_notices_that_stand_are_listed_until_they_are_over(world: World, ada: Person):
    world.server.put("/gazette.xml", "<rss version='2.0'><channel><title>G</title></channel></rss>")
    await ada.say(f"/feeds add {world.server.url('/gazette.xml')}")
    await world.run()
    world.server.put("/gazette.xml", status=500)
    for _ in range(26):
        await world.leap(hours=1)
    lines = (await ada.say("/status")).text.splitlines()
    told = lines.index("Notices that stand:")
    assert lines[told + 1].endswith("cannot be read: told 1 h ago")
    world.server.put("/gazette.xml", "<rss version='2.0'><channel><title>G</title></channel></rss>")
    for _ in range(12):
        await world.leap(hours=1)
    assert "Notices that stand" not in (await ada.say("/status")).text
    assert SENKAKU not in world.titles()


async def test_a_platform_that_is_left_alone_is_named_with_its_reason(
    world: World, chat: Unreadable, ada: Person
):
    await ada.say("/watch senkaku")
    why = (
        "Discord refuses the token. Make a new one in the Developer Portal and restart me with it."
    )
    chat.fail_next(SendLater(why, after=3600, everywhere=True, outlasts=False))
    await plan(world, "Ferry turned back")
    await world.run()
    assert f"Nothing is sent until 07:00: {why}" in (await ada.say("/status")).text
    japanese = replace(ada, locale="ja")
    assert "07:00 まで何も送信しません：" in (await japanese.say("/status")).text
    await world.leap(hours=1, minutes=1)
    assert "Nothing is sent until" not in (await ada.say("/status")).text


async def test_who_only_reads_is_answered_while_another_program_writes(
    world: World, ada: Person, tmp_path: Path
):
    await ada.say("/watch senkaku")
    with closing(connect(tmp_path / "line.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        for line in ("/status", "/watches", "/help", "/feeds", "/settings"):
            assert not (await ada.say(line)).error
        other.rollback()


async def test_an_alert_that_is_sent_again_shows_who_told_it_meanwhile(
    world: World, chat: Unreadable, ada: Person
):
    await ada.say("/watch senkaku")
    chat.fail_next(SendUnknown("503"), accepted=False)
    world.item(SENKAKU)
    await world.later(minutes=20)
    assert not chat.sent
    world.item(SENKAKU, "kanto")
    await world.later(minutes=20)
    assert not chat.sent
    async with world.gear.store.read() as tx:
        alert = int((await tx.conn.exec_driver_sql("SELECT max(id) FROM deliveries")).scalar_one())
    await ada.press(f"resend:{alert}")
    await world.later(minutes=20)
    assert len(world.posts()) == 1
    assert "Kanto" in str(chat.sent[0].shown)
