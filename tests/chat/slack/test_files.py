"""Files that people give: read from Slack with our token, and each hindrance is told as it is."""

import pytest

from bot.chat.slack.client import Access, Workspaces
from bot.chat.slack.files import Files
from bot.chat.slack.said import Native
from tests.chat.slack.wire import BOT_TOKEN, Wire

GIVEN = Native(team="T0HARBOUR", user="U0ADA")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("/files/F0NONE", "give me the scope files:read"),  # a page to log in
        ("/upload/F0NONE", "Slack answered 405"),
        ("https://evil.example/list", "my token I show to nobody else"),
    ],
)
async def test_a_file_that_cannot_be_read_is_told_with_its_cause(
    wire: Wire, url: str, told: str
) -> None:
    workspaces = Workspaces(Access(bot_token=BOT_TOKEN, api_base=wire.api))
    await workspaces.know_own()
    files = Files(workspaces, wire.api)
    whole = url if "://" in url else f"{wire.address}{url}"
    found, wrong = await files.given(GIVEN, [{"name": "list.txt", "url_private": whole}], "")
    assert found == {}
    assert told in wrong
    assert "list.txt" in wrong


async def test_a_file_is_read(wire: Wire) -> None:
    workspaces = Workspaces(Access(bot_token=BOT_TOKEN, api_base=wire.api))
    await workspaces.know_own()
    given = wire.give_file("list.txt", b"a list")
    found, wrong = await Files(workspaces, wire.api).given(GIVEN, [given], "")
    assert (found["file"].data, wrong) == (b"a list", "")
