"""Posts that a server does not take as they are drawn."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.chat.slack import pace
from bot.chat.slack.chat import SlackChat
from bot.chat.slack.plainly import in_words
from bot.errors import SendNever
from bot.model import Message
from tests.chat.slack.test_posts import NEWS, NONCE, long_digest, started
from tests.chat.slack.wire import Wire


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Wire]:
    monkeypatch.setattr(pace, "GAP", 0.0)
    async with Wire(limited=False) as made:
        yield made


@pytest.fixture
async def chat(wire: Wire) -> AsyncIterator[SlackChat]:
    made = await started(wire)
    yield made
    await made.stop()


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_too_long", "metadata_too_large"])
async def test_what_is_not_taken_as_drawn_is_sent_in_plain_words_with_its_links_and_its_mark(
    wire: Wire, chat: SlackChat, alert: Message, error: str
) -> None:
    wire.fault("chat.postMessage", error=error)
    sent = await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    [post] = wire.posts()
    told = json.dumps([post.text, post.blocks], ensure_ascii=False)
    for part in ("Two ships turn back", "<https://wire.example/1|Harbour Wire>", "二隻"):
        assert part in told
    assert bool(post.blocks) is (error == "metadata_too_large")
    assert await chat.find(NEWS, NONCE) == sent
    wire.fault("chat.update", error=error)
    await chat.edit(NEWS, sent.external_id, chat.to_payload(replace(alert, title="Four ships")))
    assert "Four ships" in json.dumps([post.text, post.blocks])


async def test_what_is_not_taken_in_plain_words_either_is_given_up(
    wire: Wire, chat: SlackChat, alert: Message
) -> None:
    wire.fault("chat.postMessage", error="invalid_blocks", times=2)
    with pytest.raises(SendNever, match="does not take this post"):
        await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    assert len(wire.called("chat.postMessage")) == 2


def test_plain_words_are_cut_between_lines(chat: SlackChat) -> None:
    blocks = chat.to_payload(long_digest())["body"]["blocks"]
    text = in_words(blocks)
    whole = {line for block in blocks for line in str(block["text"]["text"]).split("\n")}
    assert 2000 < len(text) <= 3900
    assert text.endswith("\n…")
    assert set(text.split("\n")[1:-1]) <= whole
