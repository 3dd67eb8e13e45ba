"""What people do on Slack with the real commands: lines, threads, windows, App Home, files."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.chat.slack import answering
from bot.model import Invocation
from tests.chat.slack import payloads
from tests.chat.slack.heard import heard, until
from tests.chat.slack.sea import Sea, open_sea
from tests.chat.slack.wire import Wire
from tests.chat.slack.wire_place import Room, View
from tests.feedserver import FeedServer

SENKAKU = "Patrol ships enter waters off the Senkaku Islands for third day"
OUTLETS = ("harbour", "kanto")


@pytest.fixture
async def sea(tmp_path: Path) -> AsyncIterator[Sea]:
    with FeedServer() as server:
        async with open_sea(tmp_path, server, outlets=OUTLETS) as made:
            yield made


async def test_a_change_is_told_to_all_in_one_line_and_whoever_sees_it_can_undo_it(
    sea: Sea,
) -> None:
    answer = await sea.slash("watch senkaku")
    assert answer.to == "U0ADA"
    await sea.world.run()
    [line] = sea.posts()
    assert line.said == "ada: watching Senkaku Islands in #news-0"
    undone = await sea.wire.press(line, "Undo", who="bob")
    assert (undone.to, undone.said.startswith("Taken back")) == ("U0BOB", True)
    await sea.world.run()
    assert "bob: Taken back" in sea.posts()[-1].said
    assert "Nothing is watched" in (await sea.slash("watches")).said


async def test_where_admins_alone_may_others_are_told_so_and_no_line_is_posted(
    tmp_path: Path,
) -> None:
    with FeedServer() as server:
        async with open_sea(tmp_path, server, outlets=OUTLETS, who_may="admins") as sea:
            refused = await sea.slash("watch senkaku", who="bob")
            assert "that needs an admin’s role in this workspace" in refused.said
            assert "Watching" in (await sea.slash("watch senkaku")).said
            await sea.world.run()
            assert sea.posts() == []


async def test_a_mention_and_a_shortcut_are_answered_where_they_stand_to_that_person_alone(
    sea: Sea,
) -> None:
    watched = await sea.slash("watch senkaku mention:<@U0BOB>")
    assert "Mentions @bob at every alert." in watched.said  # by name, wherever it is told
    sea.world.item(SENKAKU)
    await sea.later(minutes=15)
    alert = next(post for post in sea.posts() if "ALERT" in post.said)
    assert "<@U0BOB>" in json.dumps(alert.blocks)
    answer = await sea.wire.mention("watches", who="bob", thread=alert.ts)
    assert (answer.thread, answer.to) == (alert.ts, "U0BOB")
    assert "Senkaku Islands" in answer.said
    help_ = await sea.wire.mention("", who="bob")
    assert "/tidings search" in help_.said
    opened = await sea.wire.press(answer, "1", who="bob")
    assert opened.thread == alert.ts
    # "Why this?" is asked of a post, and of anybody's message.
    mine = await sea.wire.shortcut(alert, "why", who="bob")
    pressed = await sea.wire.press(alert, "Why", who="bob")
    assert mine.said == pressed.said
    assert mine.to == "U0BOB"
    said = sea.wire.write("look: <https://harbour.example/2>")
    assert (await sea.wire.shortcut(said, "why")).said == mine.said
    hello = sea.wire.write("hello")
    assert "is none of my posts" in (await sea.wire.shortcut(hello, "why")).said
    # Its times are those of whoever reads it.
    told = json.dumps([mine.blocks, mine.text])
    assert re.search(r"Steps: <!date\^\d{10}\^\{time\}\|06:\d\d> meant for", told)
    assert "u001f" not in told
    # In a thread it is asked of the post that the thread hangs on, however old.
    await sea.slash("watch quad")
    sea.world.item("Quad leaders agree on a satellite network in Tokyo")
    await sea.later(minutes=15)
    newest = (await sea.slash("why")).said
    assert "satellite" in newest
    assert (await sea.wire.mention("why", thread=alert.ts)).said == mine.said
    assert "none of my posts" in (await sea.wire.mention("why", thread=hello.ts)).said
    line = next(post for post in sea.posts() if "watching Quad" in post.said)
    assert "tells no story" in (await sea.wire.shortcut(line, "why")).said


async def test_a_page_that_is_turned_takes_the_place_of_the_one_before(sea: Sea) -> None:
    first = await sea.slash("topics")
    before = first.said
    second = await sea.wire.press(first, "More")
    assert second is first
    assert (first.replaced, first.said != before) == (1, True)


async def test_a_watch_is_edited_in_a_window_and_what_is_wrong_is_said_there(sea: Sea) -> None:
    answer = await sea.slash("watch senkaku")
    shown = await sea.wire.press(answer, "Adjust")
    window = await sea.wire.press(shown, "Edit…")
    assert isinstance(window, View)
    wrong = await sea.wire.submit(window, {"min-publishers": "77"})
    assert list(wrong.said["errors"]) == ["min-publishers"]
    await sea.wire.submit(window, {"min-publishers": "3", "mode": "digest"})
    await sea.wire.until(lambda: shown.replaced)
    assert "Only once 3 independent outlets report it." in shown.said
    assert "in the digest" in shown.said
    assert not window.open


async def test_whom_the_workspace_does_not_know_is_not_mentioned(sea: Sea) -> None:
    refused = await sea.slash("watch senkaku mention:<@U0NOBODY>")
    assert "There is no such person in this workspace" in refused.said
    assert "Nothing is watched" in (await sea.slash("watches")).said


async def test_a_digest_and_the_settings_are_changed_in_windows(sea: Sea) -> None:
    window = await sea.slash("digest")
    assert isinstance(window, View)
    done = await sea.wire.submit(window, {"times": "18:30", "days": "mon-fri"})
    assert done.said is None
    settings = await sea.slash("settings")
    assert "at 18:30, weekdays" in settings.said or "18:30" in settings.said
    window = await sea.wire.press(settings, "Change…")
    assert "Asia/Tokyo" in await sea.wire.suggest(window, "Time zone", "toky")
    wrong = await sea.wire.submit(window, {"budget": "lots"})
    assert list(wrong.said["errors"]) == ["budget"]
    await sea.wire.submit(window, {"budget": "7+2/h", "digest": "all", "timezone": "Asia/Tokyo"})
    await sea.wire.until(lambda: settings.replaced)
    assert "7 alerts at once and 2 an hour" in settings.said
    assert "Asia/Tokyo" in settings.said


async def test_what_opens_a_window_changes_nothing_where_none_can_open(sea: Sea) -> None:
    await sea.slash("digest off")
    await sea.world.run()
    told = [(await sea.wire.mention("digest")).said, (await sea.wire.mention("digest set")).said]
    place, room = sea.wire.room()
    asked = sea.wire._asked("slash_commands", place, place.by_name("ada"), room)
    url = sea.wire.response_url(asked)
    asked.payload = payloads.slash(
        place, room, place.by_name("ada"), "/digest", "", url=url, trigger=""
    )
    told.append((await sea.wire.answer_to(await sea.wire.bring(asked))).said)
    for said in told:
        assert "#news-0 gets no digest" in said
        assert "type for example" in said
    assert "gets no digest" in (await sea.slash("settings")).said
    await sea.world.run()
    assert len(sea.posts()) == 1  # that it was turned off


async def test_what_is_typed_whole_opens_no_window(sea: Sea) -> None:
    answer = await sea.slash("digest set 18:30 mon-fri Asia/Tokyo")
    assert "18:30" in answer.said
    assert sea.wire.views == {}


async def test_a_list_is_pasted_into_a_window(sea: Sea) -> None:
    window = await sea.slash("feeds import")
    assert list((await sea.wire.submit(window, {})).said["errors"]) == ["pasted"]
    opml = '<opml version="2.0"><body><outline text="X" xmlUrl="{}"/></body></opml>'
    address = sea.world.server.url("/strait.xml")
    sea.world.server.put("/strait.xml", "<rss/>")
    await sea.wire.submit(window, {"pasted": opml.format(address)})
    await until(lambda: sea.wire.whispers)
    assert "This would add 1 feed" in sea.wire.whispers[-1].said


async def test_the_first_word_begins_in_windows(sea: Sea) -> None:
    await sea.wire.invite(sea.news)
    await sea.slash("help")  # comes after it
    while not (posts := sea.wire.posts(sea.news)):
        await sea.world.run()
    [hello] = [post for post in posts if "Pick a pack" in post.labels]
    window = await sea.wire.press(hello, "Type a watch")
    await sea.wire.submit(window, {"query": "quad", "channel": sea.other})
    await until(lambda: "Watching" in sea.wire.whispers[-1].said)
    assert "Watching Quad in #news-1" in sea.wire.whispers[-1].said
    await sea.world.run()
    assert "watching Quad in #news-1" in sea.posts(sea.other)[-1].said


async def test_app_home_shows_what_is_watched_to_those_who_see_the_channel(sea: Sea) -> None:
    secret = sea.wire.add_room("secret", "private")
    room = sea.wire.room(secret)[1]
    room.members = {sea.wire.place.bot, "U0ADA"}
    await sea.slash("watch senkaku")
    await sea.slash("watch quad", channel=secret)
    home = await sea.wire.open_home()
    assert "news-0\nSenkaku Islands · alert" in home.said
    assert "secret\nQuad · alert" in home.said
    assert "2 of 2 feeds read well" in home.said
    others = await sea.wire.open_home(who="bob")
    assert "Senkaku Islands" in others.said
    assert "Quad" not in others.said


async def test_notices_can_go_to_any_channel_of_the_workspace(sea: Sea) -> None:
    shown = await sea.slash("settings")
    opened = await sea.wire.press(shown, "For all channels…")
    done = await sea.wire.submit(opened, {"notices": sea.other})
    assert done.said is None
    assert "Notices about the bot: #news-1" in (await sea.slash("settings")).said


async def test_what_is_watched_in_a_private_channel_is_told_and_changed_by_its_members_alone(
    sea: Sea,
) -> None:
    secret = sea.wire.add_room("secret", "private")
    sea.wire.room(secret)[1].members = {sea.wire.place.bot, "U0ADA"}
    await sea.slash("watch senkaku")
    await sea.slash("watch quad", channel=secret)
    for line in ("watches list", "watch aukus", "unwatch quad", "quiet now 2h", "settings"):
        for name in ("#secret", f"<#{secret}|secret>", "#secr"):
            answer = await sea.slash(f"{line} channel:{name}", who="bob")
            known = "no channel I know", "I am not in that channel"
            assert any(one in answer.said for one in known), (line, name, answer.said)
    assert "no channel I know" in (await sea.slash("settings notices:#secret", who="bob")).said
    by_id = (await sea.slash(f"settings notices:<#{secret}|secret>", who="bob")).said
    assert by_id.startswith("That is no channel I know: choose one that you see")
    told = [await sea.slash(line, who="bob") for line in ("unwatch x channel:#nope", "status")]
    told += [await sea.slash("topics edit quad add:Pebble Point", who="bob")]
    assert not [one.said for one in told if "secret" in one.said]
    assert "1. Quad" in (await sea.slash("watches list channel:#secret")).said


@pytest.mark.parametrize("missing", ["conversations.members", "conversations.info"])
async def test_where_nobody_tells_who_is_in_a_channel_public_ones_alone_are_seen(
    sea: Sea, missing: str
) -> None:
    """Without conversations.info an id tells what was private before 2021, and elsewhere."""
    secret = "G0SECRET"
    room = Room(id=secret, name="secret", kind="private")
    room.members = {sea.wire.place.bot, "U0ADA"}
    sea.wire.place.rooms[secret] = room
    sea.wire.missing = {missing}
    await sea.slash("watch quad", channel=secret)
    await sea.slash("watch senkaku", channel=sea.other)
    name = sea.wire.room(sea.other)[1].name
    assert "Senkaku" in (await sea.slash(f"watches list channel:#{name}", who="bob")).said
    for there in ("#secret", f"<#{secret}|secret>", secret):
        answer = await sea.slash(f"watches list channel:{there}", who="bob")
        assert "no channel I know" in answer.said
    assert "2 channels" in (await sea.slash("export", who="bob")).said
    home = (await sea.wire.open_home(who="bob")).said
    assert "Senkaku" in home
    assert "Quad" not in home
    assert "Quad" in (await sea.slash("watches list", channel=secret)).said


async def test_app_home_is_searched_and_what_is_done_there_is_shown_at_once(sea: Sea) -> None:
    await sea.slash("watch senkaku")
    home = await sea.wire.open_home()
    found = await sea.wire.press(home, "senkaku, or quad AND japan", chosen="harbour")
    await sea.wire.until(lambda: "Old news from the harbour office" in found.said)
    empty = await sea.wire.press(home, "senkaku, or quad AND japan", chosen=" ")
    await sea.wire.until(lambda: "`/tidings search senkaku`" in empty.said)
    opened = await sea.wire.press(home, "Open")
    await sea.wire.until(lambda: "Pause" in opened.labels)
    await sea.wire.pressed(opened, "Pause")
    await sea.wire.until(lambda: "paused" in sea.wire.homes["U0ADA"].said)
    edit = await sea.wire.press(opened, "Edit…")
    await sea.wire.submit(edit, {"mode": "digest"})
    await sea.wire.until(lambda: "digest, paused" in sea.wire.homes["U0ADA"].said)
    packs = await sea.wire.press(home, "Pick a pack")
    assert [block["block_id"] for block in packs.blocks] == ["what", "channel"]


async def test_a_file_goes_to_the_person_alone(sea: Sea) -> None:
    await sea.slash("watch senkaku")
    answer = await sea.slash("export")
    [file] = sea.wire.files.values()
    assert file["channel"] == "D0ADA"
    assert b"topic:senkaku" in file["body"]
    assert "is in our conversation, for you alone" in answer.said


async def test_without_the_scope_for_files_their_text_is_shown(sea: Sea) -> None:
    sea.wire.scopes -= {"files:write", "im:write"}
    await sea.slash("watch senkaku")
    answer = await sea.slash("export")
    assert "give me the scopes files:write and im:write" in answer.said
    assert '"query": "topic:senkaku"' in answer.said


async def test_people_are_answered_in_their_language(sea: Sea) -> None:
    sea.wire.place.by_name("bob").locale = "ja-JP"
    assert "senkaku" in (await sea.slash("help watch", who="bob")).said
    shown = (await sea.slash("watch senkaku", who="bob")).said
    assert not shown.split("\n")[0].isascii()


async def test_a_private_channel_that_the_bot_is_not_in_is_said_with_the_way_in(sea: Sea) -> None:
    secret = sea.wire.add_room("secret", "private")
    answer = await sea.slash("watch senkaku", channel=secret)
    assert "/invite @Tidings" in answer.said
    sea.wire.room(secret)[1].members = {sea.wire.place.bot, "U0ADA"}
    elsewhere = await sea.slash(f"watch senkaku channel:<#{secret}|secret>", who="bob")
    assert "I am not in that channel" in elsewhere.said  # as of one that is not there
    assert "Watching" in (await sea.slash(f"watch senkaku channel:<#{secret}|secret>")).said


async def test_a_server_that_has_little_of_slacks_api_is_talked_with_all_the_same(sea: Sea) -> None:
    sea.wire.missing = {"users.*", "views.*", "files.*", "conversations.*", "team.*"}
    answer = await sea.slash("watch senkaku")
    assert "Watching Senkaku Islands" in answer.said
    shown = await sea.wire.press(answer, "Adjust")
    typed = await sea.wire.press(shown, "Edit…")
    assert "type it again with options" in typed.said
    assert "Attach the file" in (await sea.slash("import")).said
    exported = (await sea.slash("export")).said
    assert '"query": "topic:senkaku"' in exported
    assert "Slack did not take `tidings.jsonl` as a file (unknown_method)" in exported
    lines = re.findall(r"\{.*\}", exported)
    assert "digest_times" in exported
    assert [json.loads(line)["kind"] for line in lines][:2] == ["tidings", "community"]
    assert "Senkaku Islands" in (await sea.wire.mention("watches")).said
    sea.wire.missing |= {"chat.postEphemeral"}
    place, room = sea.wire.room()
    said = sea.wire.write(f"<@{place.bot}> watches")
    await sea.wire.event(payloads.mention(place, room, said), user="U0ADA")
    told = await sea.wire.until(lambda: list(place.private("U0ADA").messages.values()))
    assert "Senkaku Islands" in told[0].said


# ── in time ─────────────────────────────────────────────────────────────────────────────────


async def test_an_answer_that_takes_long_is_acknowledged_at_once(wire: Wire) -> None:
    async with heard(wire) as (desk, _):
        desk.invoke, go_on = slowly(desk.invoke)  # type: ignore[method-assign]
        asked = await wire.slashed("/watch", "quad")
        assert asked.acknowledged is not None
        assert not asked.shown
        go_on.set()
        assert "quad" in (await wire.answer_to(asked)).said


async def test_a_window_whose_answer_takes_long_says_so_and_is_filled(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "WINDOW_WITHIN", 0.05)
    async with heard(wire) as (desk, _):
        desk.invoke, go_on = slowly(desk.invoke)  # type: ignore[method-assign]
        window = await wire.slash("/feeds", "import")
        await wire.submit(window, {"pasted": "x"})
        assert "One moment" in window.said
        go_on.set()
        await wire.until(lambda: "feeds {'file': 'pasted.txt'}" in window.said)


def slowly(does: Any) -> tuple[Any, asyncio.Event]:
    """Let a desk wait with its answers until the event is set."""
    go_on = asyncio.Event()

    async def later(invocation: Invocation) -> Any:
        await go_on.wait()
        return await does(invocation)

    return later, go_on


async def test_names_are_offered_for_what_is_being_typed_in_a_window(wire: Wire) -> None:
    async with heard(wire):
        typed = {"type": "block_suggestion", "action_id": "timezone", "block_id": "timezone"}
        ada = wire.place.by_name("ada")
        asked = wire._asked("interactive", wire.place, ada, None)
        who = {"id": ada.id, "name": ada.name, "team_id": wire.place.id}
        asked.payload = {
            **typed,
            "value": "tok",
            "user": who,
            "team": {"id": wire.place.id},
            "container": {"type": "view", "view_id": "V1"},
        }
        await wire.bring(asked)
        assert [one["value"] for one in asked.said["options"]] == ["timezone/tok"]
