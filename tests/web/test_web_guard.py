"""Who is let in, and with what headers every answer goes out."""

import httpx
import pytest

from bot.chat.local import LocalChat
from bot.errors import ConfigError, StoreLater
from bot.web import create_app
from tests.web.parts import HOSTS, healthy

COMMAND = {"text": "/watch quad"}
PATH = "/api/channels/general/commands"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8080", "LOCALHOST:1", "[::1]:8080"])
async def test_our_own_names_are_served(client: httpx.AsyncClient, host: str) -> None:
    assert (await client.get("/", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "127.0.0.2:80"])
async def test_other_names_are_not(client: httpx.AsyncClient, host: str) -> None:
    for path in ("/", "/api/channels", "/healthz", "/static/page.js"):
        answer = await client.get(path, headers={"Host": host})
        assert answer.status_code == 421
        assert answer.json()["error"].endswith(".")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_other_sites_can_neither_type_nor_listen(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    assert (await client.post(PATH, json=COMMAND, headers=headers)).status_code == 403
    assert (await client.get("/api/events", headers=headers)).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://127.0.0.1:80"},
        {"Host": "127.0.0.1:8080", "Origin": "http://127.0.0.1:8080"},
        {"Sec-Fetch-Site": "none"},
    ],
)
async def test_the_page_itself_and_plain_programs_can(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    assert (await client.post(PATH, json=COMMAND, headers=headers)).status_code == 200


async def test_every_answer_carries_the_headers_that_keep_strangers_out(
    client: httpx.AsyncClient,
) -> None:
    for path in ("/", "/api/channels", "/api/nothing", "/static/page.js"):
        headers = (await client.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


async def test_the_page_has_no_inline_script_or_style(client: httpx.AsyncClient) -> None:
    text = (await client.get("/")).text
    assert "style=" not in text
    assert "<style" not in text
    assert text.count("<script") == text.count('<script type="module" src=')


async def test_without_the_key_there_is_only_a_form_for_it(locked: httpx.AsyncClient) -> None:
    page = await locked.get("/")
    assert page.status_code == 401
    assert 'name="key"' in page.text
    for path in ("/api/channels", "/api/events", "/api/channels/general/messages"):
        answer = await locked.get(path)
        assert answer.status_code == 401
        assert "key" in answer.json()["error"]
    assert (await locked.post(PATH, json=COMMAND)).status_code == 401


async def test_a_wrong_key_opens_nothing(locked: httpx.AsyncClient) -> None:
    for wrong in ("open", "open sesame ", "", "ключ"):
        assert (await locked.get("/", params={"key": wrong})).status_code == 401
    for header in ("Bearer x", "Basic open sesame", "Bearer", "Bearer  "):
        answer = await locked.get("/api/channels", headers={"Authorization": header})
        assert answer.status_code == 401


async def test_the_key_once_gives_a_cookie_that_scripts_cannot_read(
    locked: httpx.AsyncClient,
) -> None:
    page = await locked.get("/", params={"key": "open sesame"})
    assert page.status_code == 200
    cookie = page.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "sesame" not in cookie
    assert (await locked.get("/api/channels")).status_code == 200
    assert (await locked.post(PATH, json=COMMAND)).status_code == 200


async def test_a_program_shows_the_key_in_a_header(locked: httpx.AsyncClient) -> None:
    headers = {"Authorization": "Bearer open sesame"}
    assert (await locked.get("/api/channels", headers=headers)).status_code == 200


async def test_health_tells_strangers_only_whether_all_is_well(
    locked: httpx.AsyncClient,
) -> None:
    assert (await locked.get("/healthz")).json() == {"status": "ok"}


async def test_a_store_that_cannot_write_is_told_with_its_reason(chat: LocalChat) -> None:
    async def health() -> dict[str, str]:
        raise StoreLater("The database or disk is full. Free some space.")

    app = create_app(chat, key=None, hosts=HOSTS, health=health)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["error"] == "The database or disk is full. Free some space."


async def test_bad_health_is_503_and_a_bug_is_no_trace(chat: LocalChat) -> None:
    answers = iter([{"status": "stale"}])

    async def health() -> dict[str, str]:
        return next(answers)

    app = create_app(chat, key=None, hosts=HOSTS, health=health)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        assert (await client.get("/healthz")).status_code == 503
        broken = await client.get("/healthz")
    assert broken.status_code == 500
    assert set(broken.json()) == {"error", "status"}
    assert "StopIteration" not in broken.text
    assert "content-security-policy" in broken.headers


@pytest.mark.parametrize("key", [None, ""])
def test_a_page_for_any_name_needs_a_key(chat: LocalChat, key: str | None) -> None:
    with pytest.raises(ConfigError, match=r"\[web\] key"):
        create_app(chat, key=key, hosts=["*"], health=healthy)
