"""Every address of the API, with its shape and its refusals."""

from typing import Any

import httpx
import pytest

from bot.chat.local import LocalChat
from tests.web.parts import card


async def test_channels_are_listed(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/channels")
    assert answer.json() == [
        {"id": "general", "name": "general"},
        {"id": "sea", "name": "east-china-sea"},
    ]


async def test_messages_come_oldest_first_with_all_their_keys(
    client: httpx.AsyncClient, chat: LocalChat
) -> None:
    first = await chat.send("general", card(), nonce="1")
    await chat.send("general", card("Another"), nonce="2", thread=first.external_id)
    rows = (await client.get("/api/channels/general/messages")).json()
    assert [row["title"] for row in rows] == ["Two ships turn back", "Another"]
    wanted = {"id", "kind", "at", "edited", "thread", "title", "url", "text"}
    assert wanted | {"sources", "tags", "buttons"} <= set(rows[0])
    assert rows[1]["thread"] == rows[0]["id"] == first.external_id
    assert (await client.get("/api/channels/sea/messages")).json() == []


async def test_messages_are_paged(client: httpx.AsyncClient, chat: LocalChat) -> None:
    for number in range(4):
        await chat.send("general", card(str(number)), nonce=str(number))
    rows = (await client.get("/api/channels/general/messages?limit=2&before=4")).json()
    assert [row["id"] for row in rows] == ["2", "3"]
    for wrong in ("limit=x", "before=-1", "limit=", "before=" + "9" * 30):
        answer = await client.get(f"/api/channels/general/messages?{wrong}")
        assert answer.status_code == 400


async def test_a_command_is_answered(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/channels/sea/commands", json={"text": "/watch quad"})
    body = answer.json()
    assert set(body) == {"id", "text", "sections", "buttons", "error", "asks", "files"}
    assert body["text"].startswith("Watching quad")
    assert body["buttons"] == [{"id": "undo:1", "label": "Undo"}]
    assert body["error"] is None
    (row,) = (await client.get("/api/channels/sea/messages")).json()
    assert (row["id"], row["kind"], row["typed"]) == (body["id"], "reply", "/watch quad")


async def test_a_mistyped_command_is_an_answer_with_the_error(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/channels/sea/commands", json={"text": "/wacth quad"})
    assert answer.status_code == 200
    assert "Did you mean /watch?" in answer.json()["error"]


async def test_buttons_of_posts_and_of_answers_can_be_pressed(
    client: httpx.AsyncClient, chat: LocalChat
) -> None:
    sent = await chat.send("general", card(), nonce="1")
    path = f"/api/messages/{sent.external_id}/press"
    body = (await client.post(path, json={"button": "why:s1"})).json()
    assert (body["text"], body["error"]) == ("pressed why:s1", None)
    command = {"text": "/watch quad"}
    reply = (await client.post("/api/channels/general/commands", json=command)).json()
    path = f"/api/messages/{reply['id']}/press"
    assert (await client.post(path, json={"button": "undo:1"})).json()["text"] == "pressed undo:1"


async def test_a_line_is_completed(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/channels/general/complete", params={"text": "/watch sen"})
    assert answer.json()["options"][0] == {
        "text": "/watch senkaku-islands",
        "label": "Senkaku Islands · 尖閣諸島",
        "description": "",
    }


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/channels/nowhere/messages", None),
        ("GET", "/api/channels/nowhere/complete?text=/", None),
        ("POST", "/api/channels/nowhere/commands", {"text": "/watch x"}),
        ("POST", "/api/messages/999/press", {"button": "why:s1"}),
        ("POST", "/api/messages/x/press", {"button": "why:s1"}),
        ("GET", "/api/nothing", None),
        ("GET", "/static/nothing.js", None),
    ],
)
async def test_what_is_not_there_is_said_in_a_sentence(
    client: httpx.AsyncClient, method: str, path: str, body: Any
) -> None:
    answer = await client.request(method, path, json=body)
    assert answer.status_code == 404
    assert answer.json()["error"].endswith(".")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"{}", b'{"text": 3}', b"\xff\xfe", b"[" * 60000, b'"x"']
)
async def test_a_body_that_is_not_what_was_asked_for_is_refused(
    client: httpx.AsyncClient, body: bytes
) -> None:
    answer = await client.post("/api/channels/general/commands", content=body)
    assert answer.status_code == 400
    assert '{"text": "/watch senkaku"}' in answer.json()["error"]


async def test_half_a_character_does_no_harm(client: httpx.AsyncClient) -> None:
    body = rb'{"text": "/watch \ud800"}'
    answer = await client.post("/api/channels/general/commands", content=body)
    assert answer.json()["text"].startswith("Watching ?")


async def test_a_body_that_is_too_long_is_refused(client: httpx.AsyncClient) -> None:
    body = {"text": "/watch " + "x" * 70_000}
    answer = await client.post("/api/channels/general/commands", json=body)
    assert answer.status_code == 413
    assert "64 KiB" in answer.json()["error"]


async def test_a_wrong_method_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/channels/general/commands")
    assert answer.status_code == 405
    assert answer.json()["error"].endswith(".")


async def test_health_is_told(client: httpx.AsyncClient) -> None:
    answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "queue": 3})


async def test_the_page_and_its_parts_are_there(client: httpx.AsyncClient) -> None:
    page = await client.get("/")
    assert page.status_code == 200
    assert 'id="column"' in page.text
    for part in ("style.css", "page.js", "card.js", "box.js", "api.js", "dom.js", "time.js"):
        assert (await client.get(f"/static/{part}")).status_code == 200
