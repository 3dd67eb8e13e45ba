"""The wire server itself: it keeps to Slack's samples and limits, and notices what breaks rules.

The app here is a bare one of slack-bolt's, so that the server is answerable to Slack's library.
"""

import asyncio
import json
import re
import tarfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slackblocks import _limits

from tests.chat.slack import payloads, rules, rules_blocks
from tests.chat.slack.wire import APP_TOKEN, BOT_TOKEN, Wire
from tests.chat.slack.wire_line import signed
from tests.chat.slack.wire_place import View, workspace

SAMPLES = rules.SPECS / "slack-sample-payloads-java-sdk.tar.gz"
POST = {"text": "Hello", "unfurl_links": False, "unfurl_media": False}


def client(wire: Wire, token: str = BOT_TOKEN) -> AsyncWebClient:
    return AsyncWebClient(token=token, base_url=wire.api, retry_handlers=[])


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


BUTTON = {
    "type": "button",
    "action_id": "go",
    "value": "1",
    "text": {"type": "plain_text", "text": "Go"},
}
FORM = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "A form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "name",
            "label": {"type": "plain_text", "text": "Name"},
            "element": {"type": "plain_text_input", "action_id": "name", "initial_value": "x"},
        }
    ],
}


@asynccontextmanager
async def app(wire: Wire) -> AsyncIterator[dict[str, Any]]:
    """Run a bare app that answers a command, a press and a form; gives what it heard."""
    made = AsyncApp(client=client(wire), signing_secret="x")
    heard: dict[str, Any] = {"events": []}

    @made.command("/go")
    async def command(ack: Any, respond: Any, body: Any) -> None:
        await ack()
        blocks = [section("Go?"), {"type": "actions", "elements": [BUTTON]}]
        await respond(text="Go?", blocks=blocks)

    @made.command("/form")
    async def form(ack: Any, body: Any) -> None:
        await ack()
        await made.client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @made.action("go")
    async def press(ack: Any, respond: Any, body: Any) -> None:
        await ack()
        heard["press"] = body
        await respond(text="Gone", blocks=[section("Gone")], replace_original=True)

    @made.view("form")
    async def sent(ack: Any, view: Any) -> None:
        await ack()
        heard["form"] = view["state"]["values"]["name"]["name"]["value"]

    @made.event("member_joined_channel")
    async def joined(body: Any) -> None:
        heard["events"].append(body["event_id"])

    handler = AsyncSocketModeHandler(made, APP_TOKEN, ping_interval=0.2)
    await handler.connect_async()
    try:
        yield heard
    finally:
        await handler.close_async()


async def test_a_command_is_answered_and_a_press_changes_the_answer(wire: Wire) -> None:
    async with app(wire) as heard:
        answer = await wire.slash("/go", "there", who="bob")
        assert (answer.said, answer.to, answer.labels) == ("Go?", "U0BOB", ["Go"])
        pressed = await wire.press(answer, "Go", who="bob")
        assert pressed is answer
        assert answer.said == "Gone"
        assert "message" not in heard["press"]


async def test_a_form_is_opened_filled_in_and_sent(wire: Wire) -> None:
    async with app(wire) as heard:
        view = await wire.slash("/form")
        assert isinstance(view, View)
        await wire.submit(view, {"name": "ada"})
        assert heard["form"] == "ada"
        assert not view.open


async def test_an_event_whose_line_dropped_comes_again(wire: Wire) -> None:
    async with app(wire) as heard:
        await wire.invite()
        await wire.disconnect()
        await wire.until(lambda: wire.connected == 2)
        [first] = heard["events"]
        wire.brought[0].acknowledged = None
        wire._again.append(wire.brought[0])
        await wire.disconnect()
        await wire.until(lambda: wire.connected == 3 and wire.brought[0].tries == 2)
        await wire.brought[0].done.wait()
        async with asyncio.timeout(5):
            while len(heard["events"]) < 2:
                await asyncio.sleep(0.01)
        assert heard["events"] == [first, first]


async def test_what_is_posted_stands_in_the_history_with_its_metadata(wire: Wire) -> None:
    ada = client(wire)
    metadata = {"event_type": "post", "event_payload": {"nonce": "a"}}
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await ada.conversations_history(channel=wire.channels[0])
    await ada.conversations_join(channel=wire.channels[0])
    sent = await ada.chat_postMessage(channel=wire.channels[0], metadata=metadata, **POST)
    [without] = (await ada.conversations_history(channel=wire.channels[0]))["messages"]
    known = await ada.conversations_history(channel=wire.channels[0], include_all_metadata=True)
    assert "metadata" not in without
    assert known["messages"][0]["metadata"] == metadata
    inside = await ada.chat_postMessage(
        channel=wire.channels[1], thread_ts=sent["ts"], **POST
    )  # another channel: within a second in this one would be a breach
    assert inside["message"]["thread_ts"] == sent["ts"]


BREACHES: tuple[tuple[str, Mapping[str, Any], str], ...] = (
    ("chat.postMessage", {"text": "Hello"}, "links unfold"),
    ("chat.postMessage", {**POST, "text": "<!channel> come"}, "calls everybody"),
    ("chat.postMessage", {**POST, "text": "a <b> c"}, "not escaped"),
    ("chat.postMessage", {**POST, "text": "a & b"}, "not escaped"),
    ("chat.postMessage", {**POST, "text": "<@U0NOBODY>"}, "a mention of U0NOBODY"),
    ("chat.postMessage", {**POST, "blocks": [section("x" * 3001)]}, "3000"),
    ("chat.postMessage", {**POST, "blocks": [section("x")] * 51}, "over 50 blocks"),
    ("chat.postMessage", {**POST, "blocks": [section("x" * 2500)] * 5}, "over 12000"),
    ("chat.postMessage", {**POST, "text": "", "blocks": [section("x")]}, "no text beside"),
    ("chat.postMessage", {**POST, "blocks": [{**section("x"), "color": "red"}]}, "unknown key"),
    ("chat.postMessage", {**POST, "blocks": [{"type": "card2"}]}, "no block of a message"),
    (
        "chat.postMessage",
        {**POST, "blocks": [{"type": "actions", "elements": [BUTTON, BUTTON]}]},
        "an action_id twice",
    ),
    ("chat.postMessage", {**POST, "metadata": {"event_type": "a b", "event_payload": {}}}, "type"),
    ("views.open", {"trigger_id": "1", "view": {**FORM, "submit": None}}, "no submit"),
    ("views.open", {"trigger_id": "1", "view": {**FORM, "blocks": []}}, "0 blocks"),
)


@pytest.mark.parametrize(("method", "args", "what"), BREACHES)
async def test_what_breaks_a_rule_is_noticed(
    method: str, args: Mapping[str, Any], what: str
) -> None:
    async with Wire() as wire:
        given = {"channel": wire.channels[0]} if method.startswith("chat.") else {}
        with suppress(SlackApiError):
            await client(wire).api_call(method, json={**given, **args})
        assert any(what in one for one in wire.breaches), wire.breaches
        wire.strict = False


@pytest.mark.parametrize(
    ("method", "args", "what"),
    [
        ("chat.postMessage", {**POST, "sparkles": True}, "unknown parameter sparkles"),
        ("conversations.history", {"channel": "C0NEWSN0"}, "takes no JSON"),
        ("chat.update", {"channel": "C0NEWSN0", "text": "x"}, "ts is missing"),
        ("chat.shout", {}, "no method that is known"),
    ],
)
def test_the_openapi_file_tells_the_parameters(
    method: str, args: Mapping[str, Any], what: str
) -> None:
    if not rules.SPEC.exists():
        pytest.skip(rules.NO_SPEC)
    assert any(what in one for one in rules.call_breaches(method, args, as_json=True))


async def test_two_posts_in_a_channel_within_a_second_are_a_breach(wire: Wire) -> None:
    ada = client(wire)
    for channel in (wire.channels[0], wire.channels[1]):
        await ada.chat_postMessage(channel=channel, **POST)
    assert wire.breaches == []
    await ada.chat_postMessage(channel=wire.channels[0], **POST)
    assert "two posts in a channel" in wire.breaches.pop()


async def test_who_does_not_wait_as_long_as_retry_after_says_is_noticed(wire: Wire) -> None:
    ada = client(wire)
    wire.fault("auth.test", status=429, error="ratelimited", headers={"Retry-After": "30"})
    with pytest.raises(SlackApiError, match="ratelimited"):
        await ada.auth_test()
    await ada.auth_test()
    assert "before Retry-After" in wire.breaches.pop()


async def test_a_response_url_has_five_uses_in_thirty_minutes(wire: Wire) -> None:
    async with app(wire):
        asked = await wire.slashed("/go")
        await wire.answer_to(asked)
        url = asked.payload["response_url"]
        async with aiohttp.ClientSession() as session:
            for _ in range(5):
                await session.post(url, json={"text": "again"})
            assert "over 5 times" in wire.breaches.pop()
            asked.used.clear()
            asked.sent -= 1801
            await session.post(url, json={"text": "late"})
            assert "after 30 minutes" in wire.breaches.pop()


async def test_what_is_not_acknowledged_within_three_seconds_is_a_breach(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.chat.slack.wire_line.WITHIN", 0.2)
    async with aiohttp.ClientSession() as session:
        address = (await client(wire, APP_TOKEN).apps_connections_open(app_token=APP_TOKEN))["url"]
        async with session.ws_connect(address) as line:
            assert (await line.receive_json())["type"] == "hello"
            await wire.slashed("/go")
            assert "was not acknowledged" in wire.breaches.pop()


def test_a_signature_is_that_of_slacks_own_check() -> None:
    from slack_sdk.signature import SignatureVerifier

    head = signed(b"a=1", secret="s")
    assert SignatureVerifier("s").is_valid_request(b"a=1", head)
    assert not SignatureVerifier("t").is_valid_request(b"a=1", head)


# ── Slack's samples and limits ──────────────────────────────────────────────────────────────


def sample(name: str) -> Any:
    if not SAMPLES.exists():
        pytest.skip("Slack's sample payloads are not here (../shared/specs)")
    with tarfile.open(SAMPLES) as file:
        member = next(m for m in file.getmembers() if m.name.endswith(f"/{name}Payload.json"))
        found = file.extractfile(member)
        assert found is not None
        return json.load(found)


def strange(ours: Any, theirs: Any, path: str = "") -> Iterator[str]:
    """Yield the keys of ours that Slack's sample does not have."""
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping) and theirs:
        for key, value in ours.items():
            if key not in theirs:
                yield f"{path}/{key}"
            else:
                yield from strange(value, theirs[key], f"{path}/{key}")
    elif isinstance(ours, list) and isinstance(theirs, list) and theirs:
        for one in ours:
            yield from strange(one, theirs[0], f"{path}[]")
    elif None not in (ours, theirs) and kind_of(ours) is not kind_of(theirs):
        yield f"{path} is {type(ours).__name__}, not {type(theirs).__name__}"


def kind_of(value: Any) -> type:
    """Give the type; a form has its booleans as text."""
    return str if isinstance(value, bool) else type(value)


def ours() -> dict[str, Any]:
    """Give one payload of each kind, as the wire server makes them."""
    place = workspace(0, 1, enterprise="E0FLEET")
    [room] = place.rooms.values()
    ada = place.by_name("ada")
    post = payloads_post(place, room)
    view = View(id="V1", user=ada.id, shown=dict(FORM), hash="h", root="V1")
    block = {**post.blocks[0], "elements": []}
    done = payloads.action(block, BUTTON, None)
    ways = {"url": "https://a.example", "trigger": "1.2"}
    inner = {
        "AppMention": payloads.mention(place, room, post),
        "MemberJoinedChannel": payloads.joined(place, room, place.bot, ada.id),
        "AppHomeOpened": payloads.home_opened(room, ada, view, place),
        "AppUninstalled": {"type": "app_uninstalled"},
    }
    return {
        "SlashCommand": payloads.slash(place, room, ada, "/go", "x", **ways),
        "BlockAction": payloads.pressed_in_message(place, room, ada, post, done, **ways),
        "MessageShortcut": payloads.shortcut(place, room, ada, post, "why", **ways),
        "ViewSubmission": payloads.submitted(place, ada, view, trigger="1", state={}),
        "ViewClosed": payloads.closed(place, ada, view),
        **{name: payloads.event(place, 1, one) for name, one in inner.items()},
    }


def payloads_post(place: Any, room: Any) -> Any:
    from tests.chat.slack.wire_place import Message

    blocks = [{"type": "actions", "block_id": "b", "elements": []}]
    return Message(ts="1.2", channel=room.id, user=place.bot, text="x", blocks=blocks, thread="1.1")


@pytest.mark.parametrize("name", list(ours()))
def test_payloads_have_no_key_that_slacks_samples_lack(name: str) -> None:
    # The samples leave out the blocks of a view, which Slack's reference has.
    found = [key for key in strange(ours()[name], sample(name)) if not key.endswith("/view/blocks")]
    assert found == []


def test_a_slash_command_has_every_key_of_slacks_sample() -> None:
    assert set(ours()["SlashCommand"]) == set(sample("SlashCommand"))


def test_the_limits_of_both_collections_are_the_same() -> None:
    path = rules.SPECS / "slackblocks-limits.json"
    if not path.exists():
        pytest.skip("the registry of Block Kit limits is not here (../shared/specs)")
    used = set(re.findall(r"limits\.([A-Z_]+)", Path(rules_blocks.__file__).read_text("utf-8")))
    known = dict(numbers(json.loads(path.read_text(encoding="utf-8"))))
    assert {n: known[n] for n in used & set(known) if known[n] != getattr(_limits, n)} == {}
    assert len(used & set(known)) > 15


def numbers(value: Any, path: str = "") -> Iterator[tuple[str, int]]:
    for key, one in value.items():
        name = f"{path}_{key}".upper().strip("_")
        if isinstance(one, dict):
            yield from numbers(one, name)
        else:
            yield name, one
