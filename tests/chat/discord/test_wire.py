"""The adapter over real sockets: login, gateway, limits, lines that drop; every request checked."""

import asyncio
import os
import time
from dataclasses import replace

import pytest

from bot.chat.discord import chat as discord_chat
from bot.chat.discord.chat import DiscordChat
from bot.errors import ConfigError, SendLater, SendNever, SendUnknown
from bot.model import Message
from bot.pipeline.deliver import nonce_of
from tests.chat.desk import COMMANDS
from tests.chat.discord.connected import Hearing, Memory, connected, heard
from tests.chat.discord.wire import GUILDS, Wire

NONCE, OTHER = "abcdefghij234567klmn", "zzzzefghij234567klmn"


async def test_it_logs_in_with_guilds_as_its_only_intent(wire: Wire) -> None:
    async with connected(wire) as chat:
        await heard(wire, chat)
        [said] = wire.identified
        assert said["intents"] == GUILDS
        [presence] = chat.desk.heard
        assert (presence.name, presence.place) == ("Harbour", wire.channels[0])
        assert chat.desk.here == {str(wire.guild.id)}
    sent = [r for r in wire.requests if r.method == "PUT"]
    assert [r.status for r in sent] == [200]


async def test_a_command_is_acknowledged_at_once_and_then_answered(wire: Wire) -> None:
    async with connected(wire) as chat:
        await heard(wire, chat)
        answer = await wire.slash("watch", query="senkaku")
        assert answer.content == f"watch senkaku in {wire.channels[0]}"
        assert wire.acknowledged < 3
        pressed = await wire.press("undo:1", answer)
        assert pressed.content == "pressed undo:1"


async def test_an_error_of_ours_is_answered_too(wire: Wire) -> None:
    async with connected(wire) as chat:
        await heard(wire, chat)
        answer = await wire.slash("watch", query="nothing")
        assert answer.content == "There is nothing to watch."
        broken = await wire.slash("watch", query="bug")
        assert "Something went wrong on my side" in broken.content


async def test_the_same_nonce_posts_once(wire: Wire, alert: Message) -> None:
    channel = wire.channels[0]
    async with connected(wire) as chat:
        first = await chat.send(channel, chat.to_payload(alert), nonce=NONCE)
        assert await chat.send(channel, chat.to_payload(alert), nonce=NONCE) == first
        assert len(wire.posts(channel)) == 1
        assert await chat.find(channel, NONCE) == first


async def test_a_line_that_drops_after_the_post_was_taken_leaves_it_unknown_and_to_be_found(
    wire: Wire, alert: Message
) -> None:
    channel = wire.channels[0]
    async with connected(wire) as chat:
        await heard(wire, chat)
        wire.fault("POST", "/channels/*/messages", drop="after")
        with pytest.raises(SendUnknown):
            await chat.send(channel, chat.to_payload(alert), nonce=NONCE)
        assert await chat.find(channel, NONCE) is not None
        wire.fault("POST", "/channels/*/messages", drop="before")
        with pytest.raises(SendUnknown):
            await chat.send(channel, chat.to_payload(alert), nonce=OTHER)
        assert await chat.find(channel, OTHER) is None


@pytest.mark.parametrize("status", [500, 502, 503, 504, 524])
async def test_a_forums_post_that_was_taken_but_answered_as_failed_is_looked_up(
    alert: Message, status: int
) -> None:
    """The library repeats by itself what was answered so; a forum knows no nonce."""
    async with Wire(channels=1, forums=[0]) as wire, connected(wire) as chat:
        await heard(wire, chat)
        path = f"/channels/{wire.channels[0]}/threads"
        wire.fault("POST", path, status=status, taken=True)
        with pytest.raises(SendUnknown):
            await chat.send(wire.channels[0], chat.to_payload(alert), nonce=NONCE)
        assert await chat.find(wire.channels[0], NONCE) is not None
        assert [(r.method, r.path) for r in wire.requests].count(("POST", path)) == 1


async def test_a_forums_post_that_came_too_early_is_sent_when_it_may(alert: Message) -> None:
    async with Wire(channels=1, forums=[0]) as wire, connected(wire) as chat:
        await heard(wire, chat)
        early = {"message": "slow", "retry_after": 0.1, "global": False}
        path, via = f"/channels/{wire.channels[0]}/threads", {"Via": "1.1 wire"}
        wire.fault("POST", path, status=429, body=early, headers=via)
        sent = await chat.send(wire.channels[0], chat.to_payload(alert), nonce=NONCE)
        assert await chat.find(wire.channels[0], NONCE) == sent


async def test_a_long_wait_goes_to_the_outbox_and_a_short_one_is_waited_for(
    wire: Wire, alert: Message
) -> None:
    channel = wire.channels[0]
    short = {"message": "slow", "retry_after": 0.2, "global": False}
    long = {"message": "slow", "retry_after": 90.0, "global": False}
    async with connected(wire) as chat:
        await heard(wire, chat)
        path, via = "/channels/*/messages", {"Via": "1.1 wire", "Retry-After": "90"}
        wire.fault("POST", path, status=429, body=short, headers=via)
        await chat.send(channel, chat.to_payload(alert), nonce=NONCE)
        wire.fault("POST", path, status=429, body=long, headers=via)
        with pytest.raises(SendLater) as error:
            await chat.send(channel, chat.to_payload(alert), nonce=OTHER)
        assert error.value.after == 90.0
        wire.fault("POST", path, status=429, body=long)
        with pytest.raises(SendLater) as banned:
            await chat.send(channel, chat.to_payload(alert), nonce=OTHER)
        assert banned.value.everywhere


async def test_after_401_nothing_more_is_asked(wire: Wire, alert: Message) -> None:
    async with connected(wire) as chat:
        await heard(wire, chat)
        wire.fault("POST", "/channels/*/messages", status=401)
        for _ in range(3):
            with pytest.raises(SendLater, match="token") as error:
                await chat.send(wire.channels[0], chat.to_payload(alert), nonce=NONCE)
            assert error.value.everywhere
        assert [r.status for r in wire.requests].count(401) == 1


async def test_a_wrong_token_is_said_at_the_start(wire: Wire) -> None:
    chat = DiscordChat("wrong.token.here", Memory(), api_base=wire.api, gateway=wire.gateway)
    with pytest.raises(ConfigError, match="refuses the token"):
        await chat.start(COMMANDS, Hearing())
    await chat.stop()


async def test_the_end_comes_though_its_first_word_is_lost(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discord_chat, "STOP_WITHIN", 0.05)
    deaf = [True]
    connect = discord_chat.Client.connect

    async def connecting(client: discord_chat.Client, **how: bool) -> None:
        try:
            await connect(client, **how)
        except asyncio.CancelledError:
            deaf.pop()
            await asyncio.sleep(3600)

    monkeypatch.setattr(discord_chat.Client, "connect", connecting)
    async with connected(wire) as chat:
        await heard(wire, chat)
    assert not deaf


async def test_a_broken_gateway_is_resumed_and_nothing_typed_meanwhile_is_lost(wire: Wire) -> None:
    async with connected(wire) as chat:
        await heard(wire, chat)
        await wire.drop_gateway()
        answer = await wire.slash("watch", query="quad")
        assert answer.content.startswith("watch quad")
        assert (wire.resumed, len(wire.identified)) == (1, 1)


async def test_discords_wish_to_reconnect_is_followed(wire: Wire) -> None:
    async with connected(wire) as chat:
        await heard(wire, chat)
        await wire.say(7)
        await wire.until(lambda: wire.resumed)
        answer = await wire.slash("watch", query="quad")
        assert answer.content.startswith("watch quad")


@pytest.mark.parametrize("code", [4004, 4014])
async def test_a_gateway_that_refuses_us_for_good_is_not_asked_again(
    wire: Wire, alert: Message, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    async with connected(wire) as chat:
        await heard(wire, chat)
        for socket in list(wire._sockets):
            await socket.ws.close(code=code)
        async with asyncio.timeout(10):
            while not chat._posts.refused:
                await asyncio.sleep(0.01)
        assert len(wire.identified) == 1
        assert ("Reset Token" in capsys.readouterr().err) is (code == 4004)
        with pytest.raises(SendLater):
            await chat.send(wire.channels[0], chat.to_payload(alert), nonce=NONCE)


async def test_a_server_that_has_only_part_of_the_api_will_do(wire: Wire, alert: Message) -> None:
    wire.missing = {"* /gateway/bot", "* /oauth2/applications/@me", "* /applications/*/commands"}
    async with connected(wire) as chat:
        await heard(wire, chat)
        await chat.send(wire.channels[0], chat.to_payload(alert), nonce=NONCE)
        assert len(wire.posts(wire.channels[0])) == 1


LOOKS = {"GET /guilds/*", "GET /channels/*", "POST /channels/*/messages/*/threads"}


async def test_a_look_that_a_server_does_not_have_closes_no_channel(alert: Message) -> None:
    async with Wire(channels=2, forums=[1]) as wire, connected(wire) as chat:
        await heard(wire, chat)
        channel, forum = wire.channels
        wire.missing = LOOKS
        await chat.send(forum, chat.to_payload(alert), nonce=NONCE)
        with pytest.raises(SendUnknown):  # what may be there twice is somebody's decision
            await chat.find(forum, NONCE)
        in_thread = chat.to_payload(replace(alert, post="thread"))
        sent = await chat.send(channel, in_thread, nonce=OTHER)
        told = await chat.send(channel, in_thread, nonce=NONCE, thread=sent.external_id)
        assert len(wire.posts(channel)) == 2
        wire.missing = {"PATCH *"}
        with pytest.raises(SendNever):
            await chat.edit(channel, told.external_id, in_thread)


async def test_a_server_that_says_itself_that_it_is_there_is_greeted(wire: Wire) -> None:
    async with connected(wire) as chat:
        await heard(wire, chat)
        joined = {"id": "77", "name": "Lagoon", "unavailable": False, "channels": [], "roles": []}
        for socket in wire._sockets:
            socket.later(wire._keep("GUILD_CREATE", joined))
        async with asyncio.timeout(5):
            while chat.desk.heard[-1].name != "Lagoon":
                await asyncio.sleep(0.01)
        assert [presence.name for presence in chat.desk.heard] == ["Harbour", "Lagoon"]


async def test_a_server_that_says_little_when_it_is_ready_is_stayed_with(
    wire: Wire, alert: Message
) -> None:
    wire.ready_without = {
        "resume_gateway_url",
        "shard",
        "user.discriminator",
        "user.avatar",
        "application.flags",
    }
    async with connected(wire) as chat:
        await heard(wire, chat)
        answer = await wire.slash("watch", query="quad")
        assert answer.content.startswith("watch quad")
        await wire.drop_gateway()
        answer = await wire.slash("watch", query="quad")
        assert answer.content.startswith("watch quad")
    assert (wire.resumed, len(wire.identified)) == (1, 1)


async def test_a_request_that_is_given_up_keeps_nobody_waiting(wire: Wire, alert: Message) -> None:
    """Given up at the worst moment, it leaves its bucket shut; the next opens it again."""
    channel = wire.channels[0]
    async with connected(wire) as chat:
        await heard(wire, chat)
        payload = chat.to_payload(alert)
        await chat.send(channel, payload, nonce=nonce_of("first"))
        for bucket in chat.client.http._buckets.values():
            bucket.remaining, bucket.expires = 0, None  # as its __aexit__ leaves it
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await chat.send(channel, payload, nonce=nonce_of("second"))
        async with asyncio.timeout(5):
            await chat.send(channel, payload, nonce=nonce_of("third"))


async def test_a_burst_keeps_within_the_limits_and_in_order(alert: Message) -> None:
    """The whole of it, ``BURST=10``, is 500 posts in 50 channels; a part runs each time."""
    each = int(os.environ.get("BURST", "5"))
    async with Wire(channels=5 * each) as wire, connected(wire) as chat:
        await heard(wire, chat)

        async def fill(channel: str) -> None:
            for number in range(each):
                payload = chat.to_payload(replace(alert, title=f"Post {number}"))
                nonce = nonce_of(f"alert:{channel}:{number}")
                await chat.send(channel, payload, nonce=nonce)

        began = time.monotonic()
        await asyncio.gather(*(fill(channel) for channel in wire.channels))
        took = time.monotonic() - began
        for channel in wire.channels:
            titles = [m.embeds[0]["title"] for m in wire.posts(channel)]
            assert titles == [f"Post {number}" for number in range(each)]
        assert [r for r in wire.requests if r.status in (401, 403, 429)] == []
        times = sorted(r.at for r in wire.requests)
        most = max(sum(1 for t in times if at <= t < at + 1) for at in times)
        print(f"{len(wire.requests)} requests in {took:.1f} s, at most {most} in a second")
        assert most <= 50
