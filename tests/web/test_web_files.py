"""Files in and out of the page, and the reader's language."""

from base64 import b64encode
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.chat.local import LocalChat
from bot.model import MOST_BYTES, Command, File, Invocation, Option, Press, Reply
from bot.web import create_app
from tests.web.parts import HOSTS, healthy

TAKES = Command(
    name="import",
    summary="Take a file",
    options=(Option(name="file", description="A file", kind="file"),),
)
PLAIN = Command(name="help", summary="Help")


class Echo:
    """Gives back the file it was given, and says in which language it was asked."""

    async def invoke(self, invocation: Invocation) -> Reply:
        file = invocation.files.get("file")
        named = invocation.options.get("file", "nothing")
        return Reply(
            text=f"{named} · {invocation.locale}", files=(file,) if file else (), asks=bool(file)
        )

    async def press(self, press: Press) -> Reply:
        return Reply(text=str(press.locale))

    async def complete(self, invocation: Invocation, option: str) -> list[tuple[str, str]]:
        return []


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    chat = LocalChat(
        tmp_path / "local.db",
        community="home",
        channels=[("general", "general")],
        now=lambda: datetime.now(UTC),
    )
    await chat.start((TAKES, PLAIN), Echo())
    app = create_app(chat, key=None, hosts=HOSTS, health=healthy)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as made:
        yield made
    await chat.stop()


async def give(page: httpx.AsyncClient, file: Any, text: str = "/import") -> httpx.Response:
    return await page.post("/api/channels/general/commands", json={"text": text, "file": file})


def packed(data: bytes, name: str = "feeds.opml") -> dict[str, str]:
    return {"name": name, "data": b64encode(data).decode()}


async def test_a_file_comes_in_and_goes_out_byte_for_byte(page: httpx.AsyncClient) -> None:
    data = bytes(range(256)) * 4000
    body = (await give(page, packed(data))).json()
    assert body["files"] == [
        {"name": "feeds.opml", "size": len(data), "type": File(name="", data=b"").media_type}
    ]
    assert body["asks"]
    assert body["error"] is None
    saved = await page.get(f"/api/messages/{body['id']}/files/0")
    assert saved.content == data
    assert saved.headers["content-disposition"] == "attachment; filename*=UTF-8''feeds.opml"
    assert saved.headers["content-type"] == "application/octet-stream"
    (row,) = (await page.get("/api/channels/general/messages")).json()
    assert row["attached"] == "feeds.opml"
    assert "data" not in row["files"][0]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\y.txt", "y.txt"),
        ("a\r\nSet-Cookie: x", "a%0D%0ASet-Cookie%3A%20x"),
        ("購読.opml", "%E8%B3%BC%E8%AA%AD.opml"),
        ("", "file"),
    ],
)
async def test_a_files_name_is_a_name_and_nothing_more(
    page: httpx.AsyncClient, name: str, kept: str
) -> None:
    body = (await give(page, packed(b"x", name))).json()
    saved = await page.get(f"/api/messages/{body['id']}/files/0")
    assert saved.headers["content-disposition"] == f"attachment; filename*=UTF-8''{kept}"
    assert "set-cookie" not in saved.headers


async def test_what_is_no_file_is_refused(page: httpx.AsyncClient) -> None:
    for wrong in (
        "x",
        {},
        {"name": 1, "data": ""},
        {"name": "x", "data": "é"},
        {"name": "x", "data": 1},
    ):
        assert (await give(page, wrong)).status_code == 400
    large = await give(page, packed(b"x" * (MOST_BYTES + 1)))
    assert large.status_code == 413
    assert (await give(page, packed(b"x" * (MOST_BYTES * 2)))).status_code == 413
    for path in ("/api/messages/1/files/0", "/api/messages/x/files/9", "/api/messages/1/files/x"):
        assert (await page.get(path)).status_code == 404


async def test_a_command_that_takes_no_file_says_so(page: httpx.AsyncClient) -> None:
    body = (await give(page, packed(b"x"), "/help")).json()
    assert "`/help` takes no file." in body["error"]


async def test_the_browsers_language_is_the_readers(page: httpx.AsyncClient) -> None:
    for accepted, locale in (
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh-TW"),
        ("ja", "ja"),
        ("*", "None"),
        ("", "None"),
        ("x" * 99, "None"),
    ):
        answer = await page.post(
            "/api/channels/general/commands",
            json={"text": "/import"},
            headers={"Accept-Language": accepted},
        )
        assert answer.json()["text"] == f"nothing · {locale}"
