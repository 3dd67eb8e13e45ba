"""The page over a real local chat, reached as a browser on this machine would."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from bot.chat.local import LocalChat
from bot.web import Server, create_app
from tests.web.parts import COMMANDS, HOSTS, Desk, healthy


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[LocalChat]:
    channels = [("general", "general"), ("sea", "east-china-sea")]
    made = LocalChat(
        tmp_path / "local.db", community="home", channels=channels, now=lambda: datetime.now(UTC)
    )
    await made.start(COMMANDS, Desk())
    yield made
    await made.stop()


@pytest.fixture
async def client(chat: LocalChat) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(chat, key=None, hosts=HOSTS, health=healthy)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as made:
        yield made


@pytest.fixture
async def locked(chat: LocalChat) -> AsyncIterator[httpx.AsyncClient]:
    """A page that wants the key ``open sesame``."""
    app = create_app(chat, key="open sesame", hosts=["*"], health=healthy)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://news.example") as made:
        yield made


@pytest.fixture
async def server(chat: LocalChat) -> AsyncIterator[Server]:
    made = Server(create_app(chat, key=None, hosts=HOSTS, health=healthy), "127.0.0.1", 0)
    await made.start()
    yield made
    await made.stop()
