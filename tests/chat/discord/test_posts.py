"""Posts in SimCord's server: once under a nonce, found again, in threads, forums, private."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import discord
import pytest
from simcord.backend import serializers

from bot.errors import ChannelClosed, MessageGone, SendLater, SendNever, SendUnknown
from bot.model import DigestLine, Kind, Message, Section
from tests.chat.discord.sea import SENKAKU, Sea, labels, text_of

NONCE, OTHER = "abcdefghij234567klmn", "zzzzefghij234567klmn"
AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def place(channel: Any) -> str:
    return str(channel.id)


def long_digest() -> Message:
    lines = tuple(
        DigestLine(
            number=number,
            title="Long title " * 20,
            url=f"https://wire.example/{number}",
            sentence="Words " * 90,
            outlets="NHK",
            age="3 h",
            at=AT,
        )
        for number in range(1, 31)
    )
    section = Section(heading="Senkaku Islands", lines=lines)
    return Message(kind=Kind.DIGEST, label="DIGEST", title="Digest", sections=(section,), at=AT)


async def test_a_post_is_found_by_its_mark_after_the_nonce_is_forgotten(
    sea: Sea, alert: Message
) -> None:
    sent = await sea.chat.send(place(sea.news), sea.chat.to_payload(alert), nonce=NONCE)
    assert await sea.chat.find(place(sea.news), NONCE) == sent
    assert await sea.chat.find(place(sea.news), OTHER) is None
    assert await sea.chat.find(place(sea.other), NONCE) is None


async def test_a_post_is_found_behind_many_others(sea: Sea, alert: Message) -> None:
    sent = await sea.chat.send(place(sea.news), sea.chat.to_payload(alert), nonce=NONCE)
    for number in range(120):
        await sea.bob.send(sea.news, f"chatter {number}")
    assert await sea.chat.find(place(sea.news), NONCE) == sent


async def test_an_edit_replaces_the_post_and_calls_nobody(sea: Sea, alert: Message) -> None:
    calling = replace(alert, mention=f"<@&{sea.guild.default_role.id + 7}>")
    sent = await sea.chat.send(place(sea.news), sea.chat.to_payload(calling), nonce=NONCE)
    better = sea.chat.to_payload(replace(calling, title="Four ships turn back"))
    edited = await sea.chat.edit(place(sea.news), sent.external_id, better)
    assert edited.external_id == sent.external_id
    [message] = sea.posts()
    assert message.embeds[0].title == "Four ships turn back"
    [patch] = [r for r in sea.env.http_requests if r.method == "PATCH" and "messages" in r.path]
    assert patch.json["allowed_mentions"] == {"parse": []}


async def test_what_is_new_goes_into_the_thread_of_its_post(sea: Sea, alert: Message) -> None:
    news = place(sea.news)
    sent = await sea.chat.send(news, sea.chat.to_payload(alert), nonce=NONCE)
    update = sea.chat.to_payload(replace(alert, kind=Kind.UPDATE, label="DEVELOPMENT", title=""))
    told = await sea.chat.send(news, update, nonce=OTHER, thread=sent.external_id)
    assert told.thread_id == sent.external_id
    [thread] = sea.news.threads
    assert thread.name == "Two ships turn back"
    assert [m.embeds[0].author.name.split(" · ")[0] for m in thread.history() if m.embeds] == [
        "DEVELOPMENT"
    ]
    assert await sea.chat.find(news, OTHER, thread=sent.external_id) == told
    again = await sea.chat.send(news, update, nonce=OTHER[::-1], thread=sent.external_id)
    assert again.thread_id == sent.external_id
    assert len(sea.news.threads) == 1


async def test_without_the_right_to_open_threads_the_post_is_answered_in_its_channel(
    sea: Sea, alert: Message
) -> None:
    shut = sea.guild.create_text_channel(
        "shut",
        overwrites={
            sea.guild.default_role: discord.PermissionOverwrite(create_public_threads=False)
        },
    )
    sent = await sea.chat.send(place(shut), sea.chat.to_payload(alert), nonce=NONCE)
    update = sea.chat.to_payload(replace(alert, kind=Kind.UPDATE, label="DEVELOPMENT"))
    told = await sea.chat.send(place(shut), update, nonce=OTHER, thread=sent.external_id)
    assert await sea.chat.find(place(shut), OTHER, thread=sent.external_id) == told
    answer = max(shut.history(), key=lambda m: m.id)
    assert answer.reference is not None
    assert str(answer.reference.message_id) == sent.external_id


async def test_a_thread_under_a_deleted_post_is_refused_as_gone(sea: Sea, alert: Message) -> None:
    payload = sea.chat.to_payload(alert)
    sent = await sea.chat.send(place(sea.news), payload, nonce=NONCE)
    await sea.ada_with_all().delete(sea.posts()[0])
    with pytest.raises(MessageGone):
        await sea.chat.send(place(sea.news), payload, nonce=OTHER, thread=sent.external_id)
    with pytest.raises(MessageGone):
        await sea.chat.edit(place(sea.news), sent.external_id, payload)


async def test_a_watch_may_have_a_thread_for_each_story(sea: Sea, alert: Message) -> None:
    payload = sea.chat.to_payload(replace(alert, post="thread"))
    await sea.chat.send(place(sea.news), payload, nonce=NONCE)
    assert [thread.name for thread in sea.news.threads] == ["Two ships turn back"]


async def test_a_forum_gets_a_thread_for_each_story(sea: Sea, alert: Message) -> None:
    forum = sea.guild.create_forum_channel("stories")
    payload = sea.chat.to_payload(replace(alert, post="forum"))
    sent = await sea.chat.send(place(forum), payload, nonce=NONCE)
    [thread] = forum.threads
    assert (str(thread.id), thread.name) == (sent.external_id, "Two ships turn back")
    assert (await sea.chat.find(place(forum), NONCE)).external_id == sent.external_id
    assert await sea.chat.send(place(forum), payload, nonce=NONCE) == sent
    assert len(forum.threads) == 1
    better = sea.chat.to_payload(replace(alert, title="Four ships turn back"))
    await sea.chat.edit(place(forum), sent.external_id, better)
    assert thread.history()[0].embeds[0].title == "Four ships turn back"
    update = sea.chat.to_payload(replace(alert, kind=Kind.UPDATE, label="DEVELOPMENT"))
    await sea.chat.send(place(forum), update, nonce=OTHER, thread=sent.external_id)
    assert len(thread.history()) == 2


async def tagged(sea: Sea, *names: str) -> Any:
    """Give a forum that wants one of these tags on every post."""
    forum = sea.guild.create_forum_channel("stories")
    known = sea.env.backend.channels[forum.id]
    known.available_tags = [
        {"id": str(n), "name": name, "moderated": False, "emoji_id": None, "emoji_name": None}
        for n, name in enumerate(names, 1)
    ]
    told = {**serializers.channel_payload(sea.env.backend, known), "flags": 1 << 4}
    sea.env.backend.emit("CHANNEL_UPDATE", told)
    await sea.env.settle()
    return forum


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (("Quad", "Senkaku Islands", "News"), 2),  # one that fits
        (("Quad", "News", "OTHER"), 3),
        (("Quad", "その他"), 2),
        (("Quad", "Tuna"), 1),
    ],
)
async def test_a_forum_that_wants_a_tag_gets_one_that_claims_nothing_where_none_fits(
    sea: Sea, alert: Message, names: tuple[str, ...], chosen: int
) -> None:
    forum = await tagged(sea, *names)
    about = replace(alert, post="forum", tags=("Senkaku Islands",))
    await sea.chat.send(place(forum), sea.chat.to_payload(about), nonce=NONCE)
    [sent] = [r for r in sea.env.http_requests if r.method == "POST" and "threads" in r.path]
    assert sent.json["applied_tags"] == [str(chosen)]


async def test_who_lets_posts_go_to_a_forum_is_told_which_tag_they_get(sea: Sea) -> None:
    forum = await tagged(sea, "Quad", "Tuna")
    answer = await sea.slash(sea.ada, "watch", query="senkaku", channel=forum)
    assert "such posts get Quad. Add a tag called News or Other" in text_of(answer).replace("*", "")
    better = await tagged(sea, "Quad", "News")
    answer = await sea.slash(sea.ada, "watch", query="senkaku", channel=better)
    assert "such posts get" not in text_of(answer)


async def in_forum(sea: Sea, message: Message) -> tuple[Any, Any, str]:
    """Post into a new forum; give it, the thread, and the id of the post."""
    forum = sea.guild.create_forum_channel("stories")
    payload = sea.chat.to_payload(replace(message, post="forum"))
    sent = await sea.chat.send(place(forum), payload, nonce=NONCE)
    [thread] = forum.threads
    return forum, thread, sent.external_id


async def archive(sea: Sea, thread: Any, *, archived: bool = True) -> None:
    path = "/channels/{channel_id}"
    await sea.chat.client.ask("PATCH", path, json={"archived": archived}, channel_id=thread.id)


async def is_archived(sea: Sea, thread: Any) -> bool:
    path = "/channels/{channel_id}"
    shown = await sea.chat.client.ask("GET", path, channel_id=thread.id)
    return bool(shown["thread_metadata"]["archived"])


async def test_a_post_in_a_thread_that_was_put_away_is_changed_and_it_stays_put_away(
    sea: Sea, alert: Message
) -> None:
    forum, thread, post = await in_forum(sea, alert)
    await archive(sea, thread)
    sea.env.inject_error("PATCH", "/channels/*/messages/*", status=400, code=50083)
    better = sea.chat.to_payload(replace(alert, title="Four ships turn back"))
    edited = await sea.chat.edit(place(forum), post, better)
    assert edited.external_id == post
    assert thread.history()[0].embeds[0].title == "Four ships turn back"
    assert await is_archived(sea, thread)


@pytest.mark.parametrize("code", [50083, 160005])
async def test_a_thread_that_only_a_moderator_can_open_shuts_no_channel(
    sea: Sea, alert: Message, code: int
) -> None:
    forum, thread, post = await in_forum(sea, alert)
    payload = sea.chat.to_payload(alert)
    sea.env.inject_error("PATCH", "/channels/*/messages/*", status=400, code=code)
    sea.env.inject_error("PATCH", f"/channels/{thread.id}", status=403, code=50013)
    with pytest.raises(SendNever, match="told no further") as error:
        await sea.chat.edit(place(forum), post, payload)
    assert not isinstance(error.value, ChannelClosed)


async def test_a_post_is_found_in_a_forum_though_its_thread_was_put_away(
    sea: Sea, alert: Message
) -> None:
    forum, thread, post = await in_forum(sea, alert)
    await archive(sea, thread)
    found = await sea.chat.find(place(forum), NONCE)
    assert found is not None
    assert found.external_id == post
    payload = sea.chat.to_payload(replace(alert, post="forum"))
    assert (await sea.chat.send(place(forum), payload, nonce=NONCE)).external_id == post


async def test_a_forum_is_looked_through_before_a_post_only_while_an_earlier_run_may_have_sent_it(
    sea: Sea, alert: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum, _, _ = await in_forum(sea, alert)
    payload = sea.chat.to_payload(replace(alert, post="forum"))

    def looks() -> int:
        return sum(r.method == "GET" and "messages" in r.path for r in sea.env.http_requests)

    await sea.chat.send(place(forum), payload, nonce=OTHER)
    first = looks()
    assert first > 0
    monkeypatch.setattr("bot.chat.discord.posts._LOOKS_FOR", 0.0)
    await sea.chat.send(place(forum), payload, nonce=OTHER[::-1])
    assert looks() == first


async def test_a_forums_post_of_unknown_fate_is_looked_for_however_long_after_a_start(
    sea: Sea, alert: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum, _, post = await in_forum(sea, alert)
    monkeypatch.setattr("bot.chat.discord.posts._LOOKS_FOR", 0.0)
    payload = sea.chat.to_payload(replace(alert, post="forum"))
    sea.env.inject_error("POST", "/channels/*/threads", status=500)
    with pytest.raises(SendUnknown):
        await sea.chat.send(place(forum), payload, nonce=NONCE)
    with pytest.raises(SendLater):
        await sea.chat.send(place(forum), payload, nonce=NONCE)
    assert (await sea.chat.send(place(forum), payload, nonce=NONCE)).external_id == post
    assert len(forum.threads) == 1


async def test_what_is_too_long_for_one_message_follows_in_the_thread(sea: Sea) -> None:
    payload = sea.chat.to_payload(long_digest())
    assert len(payload["more"]) > 1
    sent = await sea.chat.send(place(sea.news), payload, nonce=NONCE)
    [thread] = sea.news.threads
    assert len([m for m in thread.history() if m.embeds]) == len(payload["more"])
    assert await sea.chat.find(place(sea.news), NONCE) == sent


async def test_a_long_post_that_broke_off_is_completed_and_never_doubled(sea: Sea) -> None:
    payload = sea.chat.to_payload(long_digest())
    news = place(sea.news)
    sea.env.inject_error("POST", "/channels/*/messages/*/threads", status=500)
    with pytest.raises(SendUnknown, match="first part"):
        await sea.chat.send(news, payload, nonce=NONCE)
    assert await sea.chat.find(news, NONCE) is None
    sent = await sea.chat.send(news, payload, nonce=NONCE)
    [thread] = sea.news.threads
    assert len([m for m in thread.history() if m.embeds]) == len(payload["more"])
    assert len(sea.posts()) == 1
    assert await sea.chat.find(news, NONCE) == sent


async def test_a_person_is_told_privately(sea: Sea) -> None:
    notice = Message(kind=Kind.NOTICE, label="NOTICE", title="A feed fails. `/feeds list`", at=AT)
    to = f"@{sea.ada.id}"
    sent = await sea.chat.send(to, sea.chat.to_payload(notice), nonce=NONCE)
    assert await sea.chat.find(to, NONCE) == sent
    assert await sea.chat.find(to, OTHER) is None
    await sea.chat.edit(to, sent.external_id, sea.chat.to_payload(notice))


@pytest.mark.parametrize(
    ("missing", "error"),
    [("send_messages", ChannelClosed), ("view_channel", ChannelClosed)],
)
async def test_a_channel_that_may_not_be_written_is_closed_with_the_right_it_needs(
    sea: Sea, alert: Message, missing: str, error: type[Exception]
) -> None:
    shut = sea.guild.create_text_channel(
        "shut",
        overwrites={sea.guild.default_role: discord.PermissionOverwrite(**{missing: False})},
    )
    with pytest.raises(error, match="Give my role"):
        await sea.chat.send(place(shut), sea.chat.to_payload(alert), nonce=NONCE)


@pytest.mark.parametrize("missing", ["send_messages", "view_channel", "embed_links"])
async def test_only_the_right_that_is_missing_is_named(
    sea: Sea, alert: Message, missing: str
) -> None:
    shut = sea.guild.create_text_channel(
        "shut",
        overwrites={sea.guild.default_role: discord.PermissionOverwrite(**{missing: False})},
    )
    name = {"send_messages": "Send Messages", "view_channel": "View Channel"}
    rights = name.get(missing, "Embed Links")
    answer = await sea.slash(sea.ada_with_all(), "watch", query="quad", channel=shut)
    assert f"I lack “{rights}” there" in text_of(answer)
    sea.env.inject_error("POST", f"/channels/{shut.id}/messages", status=403, code=50013)
    with pytest.raises(ChannelClosed) as error:
        await sea.chat.send(place(shut), sea.chat.to_payload(alert), nonce=NONCE)
    assert str(error.value) == f"I may not write there. Give my role “{rights}”."


async def test_what_is_not_there_is_said_to_be_gone(sea: Sea, alert: Message) -> None:
    with pytest.raises(ChannelClosed, match="not there any more"):
        await sea.chat.send("123", sea.chat.to_payload(alert), nonce=NONCE)
    with pytest.raises(SendNever):
        await sea.chat.edit(place(sea.news), "no number", sea.chat.to_payload(alert))


async def test_a_history_that_may_not_be_read_tells_nothing(sea: Sea, alert: Message) -> None:
    shut = sea.guild.create_text_channel(
        "shut",
        overwrites={
            sea.guild.default_role: discord.PermissionOverwrite(read_message_history=False)
        },
    )
    await sea.chat.send(place(shut), sea.chat.to_payload(alert), nonce=NONCE)
    with pytest.raises(SendUnknown, match="Read Message History"):
        await sea.chat.find(place(shut), NONCE)


async def test_a_search_that_failed_is_asked_again_and_parks_nothing(
    sea: Sea, alert: Message
) -> None:
    sent = await sea.chat.send(place(sea.news), sea.chat.to_payload(alert), nonce=NONCE)
    sea.env.inject_error("GET", "/channels/*/messages", status=500)
    with pytest.raises(SendLater):
        await sea.chat.find(place(sea.news), NONCE)
    assert await sea.chat.find(place(sea.news), NONCE) == sent


async def test_the_whole_line_goes_through_a_watch_with_a_forum(sea: Sea) -> None:
    forum = sea.guild.create_forum_channel("stories")
    await sea.slash(sea.ada, "watch", query="senkaku", channel=forum, post="forum")
    sea.world.item(SENKAKU)
    await sea.later(minutes=15)
    assert [thread.name for thread in forum.threads] == [SENKAKU]
    [first] = [m for m in forum.threads[0].history() if m.embeds]
    assert labels(first) == ["Why", "Relevant", "Not relevant", "Mute…"]


async def test_a_channel_that_is_no_forum_is_not_promised_to_be_one(sea: Sea) -> None:
    answer = await sea.slash(sea.ada, "watch", query="senkaku", post="forum")
    assert "#news is no forum" in text_of(answer)


async def test_the_address_of_a_post_is_the_one_that_discord_copies(
    sea: Sea, alert: Message
) -> None:
    sent = await sea.chat.send(place(sea.news), sea.chat.to_payload(alert), nonce=NONCE)
    home, channel = str(sea.guild.id), place(sea.news)
    whole = f"https://discord.com/channels/{home}/{channel}/{sent.external_id}"
    assert sea.chat.link_to(home, channel, sent.external_id) == whole
    assert sea.chat.link_to(home, "@1", sent.external_id) is None
