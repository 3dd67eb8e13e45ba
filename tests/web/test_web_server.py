"""The real server on loopback: starting, streaming, stopping."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from bot.chat.local import LocalChat
from bot.errors import ConfigError
from bot.web import Server, create_app
from tests.web.parts import HOSTS, card, healthy


async def heard(answer: httpx.Response) -> AsyncIterator[tuple[str, str, Any]]:
    """Read (event, id, data) from a stream of server-sent events."""
    fields: dict[str, str] = {}
    async for line in answer.aiter_lines():
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif "data" in fields:
            yield fields.get("event", ""), fields.get("id", ""), json.loads(fields["data"])
            fields = {}


@asynccontextmanager
async def listening(server: Server, **more: Any) -> AsyncIterator[httpx.Response]:
    async with (
        httpx.AsyncClient(base_url=server.address) as client,
        client.stream("GET", "/api/events", **more) as answer,
    ):
        yield answer


async def test_what_is_posted_and_edited_is_heard_at_once(server: Server, chat: LocalChat) -> None:
    async with listening(server) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        events = heard(answer)
        assert (await anext(events))[0] == "hello"
        sent = await chat.send("general", card(), nonce="1")
        name, _, data = await anext(events)
        assert (name, data["id"], data["channel"]) == ("message", sent.external_id, "general")
        await chat.edit("general", sent.external_id, card("New"))
        assert (await anext(events))[2]["title"] == "New"


async def test_a_reader_that_comes_back_hears_what_it_missed(
    server: Server, chat: LocalChat
) -> None:
    await chat.send("general", card(), nonce="1")
    async with listening(server) as answer:
        _, last, _ = await anext(heard(answer))
    await chat.send("general", card("Missed"), nonce="2")
    for again in ({"headers": {"Last-Event-ID": last}}, {"params": {"after": last}}):
        async with listening(server, **again) as answer:
            events = heard(answer)
            assert (await anext(events))[2] == {"resumed": True}
            assert (await anext(events))[2]["title"] == "Missed"


async def test_it_stops_while_readers_listen(chat: LocalChat) -> None:
    server = Server(create_app(chat, key=None, hosts=HOSTS, health=healthy), "127.0.0.1", 0)
    await server.start()
    async with listening(server) as answer:
        await anext(heard(answer))
        await asyncio.wait_for(server.stop(), 5)
    await server.stop()


async def test_a_port_in_use_is_named_with_the_next_step(chat: LocalChat) -> None:
    app = create_app(chat, key=None, hosts=HOSTS, health=healthy)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=rf"127\.0\.0\.1:{port} is in use.*\[web\] listen"):
            await Server(app, "127.0.0.1", port).start()


@pytest.mark.parametrize(
    ("host", "port"), [("203.0.113.7", 0), ("127.0.0.1", 99999), ("no.invalid", 0)]
)
async def test_an_address_that_cannot_be_listened_on_is_named(
    chat: LocalChat, host: str, port: int
) -> None:
    app = create_app(chat, key=None, hosts=HOSTS, health=healthy)
    with pytest.raises(ConfigError, match=r"\[web\] listen"):
        await Server(app, host, port).start()


def test_the_address_is_one_that_a_browser_can_open(chat: LocalChat) -> None:
    app = create_app(chat, key=None, hosts=HOSTS, health=healthy)
    assert Server(app, "0.0.0.0", 8080).address == "http://127.0.0.1:8080"
    assert Server(app, "::1", 8080).address == "http://[::1]:8080"
