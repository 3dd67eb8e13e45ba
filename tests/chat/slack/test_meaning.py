"""What Slack's errors mean for a post, and that each says what to do."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.chat.slack.meaning import SHUT_OFF, error_from, is_refusal
from bot.errors import (
    ChannelClosed,
    ConfigError,
    MessageGone,
    SendError,
    SendLater,
    SendNever,
    SendUnknown,
)

POST, EDIT, LOOK = "chat.postMessage", "chat.update", "conversations.history"


def refusal(
    error: str, status: int = 200, *, after: str = "", method: str = POST, **more: Any
) -> SlackApiError:
    response = AsyncSlackResponse(
        client=AsyncWebClient(),
        http_verb="POST",
        api_url=f"https://slack.example/api/{method}",
        req_args={},
        data={"ok": False, "error": error, **more},
        headers={"Retry-After": after} if after else {},
        status_code=status,
    )
    return SlackApiError("The request to the Slack API failed.", response)


@pytest.mark.parametrize(
    ("exc", "kind"),
    [
        (refusal("invalid_blocks"), SendNever),
        (refusal("msg_blocks_too_long"), SendNever),
        (refusal("msg_too_long"), SendNever),
        (refusal("metadata_too_large"), SendNever),
        (refusal("something_new"), SendLater),
        (refusal("external_channel_migrating"), SendLater),
        (refusal("something_new", method=EDIT), SendNever),
        (refusal("channel_not_found"), ChannelClosed),
        (refusal("not_in_channel"), ChannelClosed),
        (refusal("is_archived"), ChannelClosed),
        (refusal("token_revoked"), ChannelClosed),
        (refusal("account_inactive"), ChannelClosed),
        (refusal("invalid_auth", 401), ChannelClosed),
        (refusal("missing_scope", needed="chat:write"), ChannelClosed),
        (refusal("message_not_found"), MessageGone),
        (refusal("thread_not_found"), MessageGone),
        (refusal("message_limit_exceeded"), SendLater),
        (refusal("service_unavailable"), SendLater),
        (refusal("ratelimited", 429, after="3"), SendLater),
        (refusal("unknown_method", 404), SendLater),
        (refusal("no_json", 403), SendLater),
        (refusal("no_json", 200), SendUnknown),
        (refusal("internal_error"), SendUnknown),
        (refusal("fatal_error"), SendUnknown),
        (refusal("is_archived", 503), SendUnknown),
        (refusal("no_json", 500), SendUnknown),
        (refusal("", 200), SendUnknown),
        (SlackRequestError("the library's own"), SendUnknown),
        (ConnectionResetError(), SendUnknown),
        (TimeoutError(), SendUnknown),
        (aiohttp.ServerDisconnectedError(), SendUnknown),
        (ValueError("a bug"), SendUnknown),
        (ConfigError(["sealed with another key"]), SendLater),
        (SendNever("so it is"), SendNever),
    ],
)
def test_what_may_be_posted_is_never_called_refused(exc: Exception, kind: type[SendError]) -> None:
    assert type(error_from(exc)) is kind


@pytest.mark.parametrize(
    ("error", "repair"),
    [
        ("token_revoked", "docs/slack.md"),
        ("account_inactive", "docs/slack.md"),
        ("not_in_channel", "/invite @Tidings"),
        ("channel_not_found", "/invite @Tidings"),
        ("is_archived", "Unarchive it"),
        ("restricted_action", "Posting permissions"),
        ("messages_tab_disabled", "App Home"),
        ("team_access_not_granted", "organisation settings"),
    ],
)
def test_a_closed_channel_says_which_repair_it_needs(error: str, repair: str) -> None:
    assert repair in str(error_from(refusal(error)))


def test_a_right_that_is_missing_is_named() -> None:
    said = str(error_from(refusal("missing_scope", needed="chat:write", provided="commands")))
    assert "“chat:write”" in said
    assert "OAuth & Permissions" in said


def test_a_right_that_slack_does_not_name_is_the_one_that_the_method_needs() -> None:
    assert "“channels:history”" in str(error_from(refusal("missing_scope", method=LOOK)))
    assert "“chat:write”" in str(error_from(refusal("missing_scope")))


def test_a_server_that_cannot_be_reached_took_nothing() -> None:
    key: Any = type("Key", (), {"host": "slack.example", "port": 443, "ssl": True})()
    refused = aiohttp.ClientConnectorError(key, OSError(111, "Connection refused"))
    assert isinstance(error_from(refused), SendLater)


@pytest.mark.parametrize(("said", "after"), [("12", 12.0), ("0.5", 0.5), ("", 30.0), ("x", 30.0)])
def test_how_long_slack_asks_to_wait_reaches_the_outbox(said: str, after: float) -> None:
    error = error_from(refusal("ratelimited", 429, after=said))
    assert isinstance(error, SendLater)
    assert (error.after, error.everywhere) == (after, False)


def test_what_stands_in_slacks_place_rests_everything() -> None:
    for status in (403, 404):
        error = error_from(refusal("no_json", status))
        assert isinstance(error, SendLater)
        assert (error.after, error.everywhere) == (SHUT_OFF, True)


def test_what_nobody_knows_is_tried_as_often_as_a_post_may_be_and_no_longer() -> None:
    error = error_from(refusal("something_new"))
    assert isinstance(error, SendLater)
    assert (error.limited, error.everywhere) == (True, False)
    known = error_from(refusal("message_limit_exceeded"))
    assert isinstance(known, SendLater)
    assert not known.limited


@pytest.mark.parametrize("error", [("unknown_method", 404), ("no_json", 403), ("no_json", 400)])
def test_a_server_that_lacks_anything_but_posting_is_posted_to(error: tuple[str, int]) -> None:
    edit, look = (error_from(refusal(*error, method=method)) for method in (EDIT, LOOK))
    assert type(edit) is SendNever
    assert "does not let posts be changed" in str(edit)
    assert not getattr(look, "everywhere", False)
    post = error_from(refusal(*error))
    assert isinstance(post, SendLater)
    assert post.everywhere


def test_what_slack_says_about_blocks_is_told() -> None:
    said = {"messages": ["[ERROR] must be less than 3001 characters [json-pointer:/blocks/1]"]}
    assert "/blocks/1" in str(error_from(refusal("invalid_blocks", response_metadata=said)))


def test_only_a_refused_token_is_a_refusal() -> None:
    assert is_refusal(refusal("token_revoked"))
    assert not is_refusal(refusal("is_archived"))
    assert not is_refusal(TimeoutError())
