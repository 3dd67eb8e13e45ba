"""What Discord, or a server like it, tells only in part, or does not take at once."""

from typing import Any

import pytest

from bot.model import Message
from tests.chat.discord.connected import connected, heard
from tests.chat.discord.wire import Fault, Wire

NONCE = "abcdefghij234567klmn"


@pytest.mark.parametrize("fault", [{"status": 503}, {"drop": "before"}])
async def test_commands_that_were_not_taken_are_sent_again(
    wire: Wire, monkeypatch: pytest.MonkeyPatch, fault: Any
) -> None:
    monkeypatch.setattr("bot.chat.discord.chat.AGAIN_AFTER", 0.05)
    wire.faults.append(Fault("PUT", "/applications/*/commands", **fault))

    def sent() -> list[int]:
        return [r.status for r in wire.requests if r.method == "PUT" and "commands" in r.path]

    async with connected(wire):
        assert (await wire.slash("watch", query="quad")).content.startswith("watch quad")
        await wire.until(lambda: 200 in sent())
    assert wire.faults == []


@pytest.mark.parametrize(
    "also",
    [
        {"id": "901", "type": 2, "name": "Talk", "position": 3},  # no bitrate: it is optional
        {"id": "902", "type": 0, "name": "odd", "position": 4, "permission_overwrites": [{}]},
        {"id": "903", "type": 5},
        "no channel at all",
    ],
)
async def test_a_channel_that_the_library_cannot_read_does_not_part_us(
    wire: Wire, alert: Message, also: Any
) -> None:
    wire.channels_also = [also]
    async with connected(wire) as chat:
        await heard(wire, chat)
        assert (await wire.slash("watch", query="quad")).content.startswith("watch quad")
        await chat.send(wire.channels[0], chat.to_payload(alert), nonce=NONCE)
        for socket in wire._sockets:
            socket.later(wire._keep("CHANNEL_UPDATE", {"id": wire.channels[0]}))
            socket.later(wire._keep("GUILD_CREATE", {"name": "without an id"}))
        assert (await wire.slash("watch", query="quad")).content.startswith("watch quad")
    assert len(wire.identified) == 1
    assert len(wire.posts(wire.channels[0])) == 1


def less(said: dict[str, Any], *fields: str, **channel: Any) -> dict[str, Any]:
    """Give an interaction without some fields; ``channel``: what is told of its channel."""
    kept = {key: value for key, value in said.items() if key not in fields}
    return {**kept, "channel": {"id": said["channel_id"], **channel}} if channel else kept


@pytest.mark.parametrize(
    "told",
    [
        lambda said: less(said, type=0, name="far", id="904"),  # of a server's unknown channel
        lambda said: less(said, type=11, name="talk", id="905", parent_id=said["channel_id"]),
        lambda said: less(said, type=11, name="talk", id="906"),
        lambda said: less(said, "version", "application_id", "attachment_size_limit"),
        lambda said: less(said, "channel"),
        lambda said: {**said, "channel": None},
    ],
)
async def test_a_command_is_answered_however_little_is_told_of_it(wire: Wire, told: Any) -> None:
    wire.interaction_as = told
    async with connected(wire):
        assert (await wire.slash("watch", query="quad")).content.startswith("watch quad in ")
    assert len(wire.identified) == 1


async def test_a_command_of_no_channel_is_told_so(wire: Wire) -> None:
    wire.interaction_as = lambda said: less(said, "channel", "channel_id")
    async with connected(wire):
        answer = await wire.slash("watch", query="quad")
    assert answer.content.startswith("Discord did not say in which channel this is.")
