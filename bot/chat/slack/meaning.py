"""What an error of Slack, or of the way there, means for a post.

Slack says no: certainly not posted. 429: later. 5xx, a line that dropped, no answer, or an error
in which "some aspect of the operation" may have succeeded: it may be there. Words: the errors of
chat.postMessage, chat.update and the conversations methods (Slack, "Web API methods").
"""

import asyncio
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.chat.slack.client import NO_JSON, UNKNOWN_METHOD, error_of, method_of, rest_of, status_of
from bot.errors import (
    ChannelClosed,
    MessageGone,
    SendError,
    SendLater,
    SendNever,
    SendUnknown,
    TidingsError,
)

AGAIN_AFTER: Final = 10.0  # seconds, when Slack cannot be reached
LATER: Final = 60.0  # seconds, when Slack is not ready for us
SHUT_OFF: Final = 600.0  # seconds, when something before Slack answers in its place
POSTS, CHANGES = "chat.postMessage", "chat.update"
_INSTALL: Final = "Install me again (docs/slack.md), or give the new token and restart me."
_SETTINGS: Final = "api.slack.com/apps"

# The token: nothing of this workspace works until it is mended.
_REFUSED: Final = {
    "invalid_auth": f"Slack does not know my token (any more). {_INSTALL}",
    "not_authed": f"Slack saw no token. {_INSTALL}",
    "token_revoked": f"My token was revoked: somebody removed me from the workspace. {_INSTALL}",
    "token_expired": f"My token has expired. {_INSTALL}",
    "account_inactive": f"I was removed from this workspace, or it was closed. {_INSTALL}",
    "team_access_not_granted": "The organisation does not let me into this workspace. An admin can "
    "add it: organisation settings → Apps.",
    "enterprise_is_restricted": "The organisation does not let apps call this method.",
    "not_allowed_token_type": "This is no bot token. Give the one that begins with xoxb-.",
    "ekm_access_denied": "The workspace's administrators have suspended my access to it.",
    "org_login_required": "The workspace is being moved to an organisation. Install me there.",
}
# What a token that Slack takes puts an end to.
OF_TOKENS: Final = frozenset(_REFUSED.values())
# The channel: it is paused, and its owner told what to do.
_CLOSED: Final = {
    "channel_not_found": "This channel is not there any more, or it is private and I am not in it. "
    "If it is there, type /invite @Tidings in it.",
    "not_in_channel": "I am not in this channel. Type /invite @Tidings in it.",
    "is_archived": "This channel is archived. Unarchive it, or watch from another one.",
    "restricted_action": "The workspace's settings do not let me post there. An admin can allow "
    "it: channel settings → Posting permissions.",
    "restricted_action_read_only_channel": "This channel is read-only for me. An admin can allow "
    "me to post: channel settings → Posting permissions.",
    "restricted_action_thread_only_channel": "This channel takes posts in threads alone.",
    "restricted_action_non_threadable_channel": "This channel takes no posts in threads.",
    "channel_is_limited_access": "Access to this channel is limited. Let me in: /invite @Tidings.",
    "messages_tab_disabled": "I take no private messages here. Switch the Messages Tab on: "
    f"{_SETTINGS} → App Home.",
    "user_not_found": "This person is not in the workspace any more.",
    "user_disabled": "This person's account is switched off.",
    "cannot_dm_bot": "That is a bot; I can write to people only.",
    "not_allowed": "Slack does not let me post there. Type /invite @Tidings in the channel.",
    "no_permission": f"I may not do that in this workspace. {_INSTALL}",
}
_GONE: Final = frozenset(
    {"message_not_found", "thread_not_found", "invalid_thread_ts", "invalid_ts", "tombstone"}
)
_NOT_YET: Final = {
    "message_limit_exceeded": "This workspace has reached Slack's limit of messages.",
    "team_added_to_org": "The workspace is being moved into an organisation.",
    "service_unavailable": "Slack is not available.",
    "accesslimited": "Slack limits the access for now.",
    "access_denied": "Slack denies the access for now.",
}
# What a method needs most often, where Slack does not name it.
_NEEDS: Final = {
    "conversations.history": "channels:history",
    "conversations.replies": "channels:history",
    "conversations.join": "channels:join",
    "conversations.open": "im:write",
    "users.info": "users:read",
}
# How the post is drawn, or marked: the same in plain words may be taken.
_DRAWING: Final = frozenset(
    {
        *("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"),
        *("metadata_too_large", "metadata_must_be_sent_from_app", "markdown_text_conflict"),
        *("invalid_metadata_format", "invalid_metadata_schema", "block_mismatch"),
        *("attachment_payload_limit_exceeded", "too_many_attachments", "invalid_attachments"),
        *("invalid_arguments", "invalid_arg_name", "invalid_array_arg", "invalid_json"),
    }
)
# "It's possible some aspect of the operation succeeded before the error was raised."
_OPEN: Final = frozenset({"fatal_error", "internal_error", "request_timeout"})
_STRANGE: Final = _OPEN | {UNKNOWN_METHOD, NO_JSON, ""}


def error_from(exc: Exception) -> SendError:
    """Say what an exception means for the post that raised it."""
    if isinstance(exc, SendError):
        return exc
    if isinstance(exc, SlackApiError):
        return _of_answer(exc)
    if isinstance(exc, TidingsError):  # of ours, before anything was sent
        return SendLater(str(exc), after=LATER)
    if isinstance(exc, aiohttp.ClientConnectorError):
        return SendLater(f"Slack cannot be reached ({exc.os_error}).", after=AGAIN_AFTER)
    if isinstance(exc, aiohttp.ClientError | OSError | asyncio.TimeoutError | SlackClientError):
        return SendUnknown(f"The line to Slack broke ({type(exc).__name__}); it is looked up.")
    return SendUnknown(f"Sending to Slack failed ({type(exc).__name__}: {exc}).")


def _of_answer(exc: SlackApiError) -> SendError:
    after, status, error = rest_of(exc), status_of(exc), error_of(exc)
    if after is not None:
        return SendLater(f"Slack asks to wait {after:.0f} s.", after=after)
    if status >= 500:
        return SendUnknown(f"Slack answered {status}; it is looked up whether it is there.")
    if error in _STRANGE:
        return _of_no_answer(error, status, method_of(exc))
    if error in _GONE:
        return MessageGone("This message is not there any more.")
    if error == "missing_scope":
        return ChannelClosed(lacking(exc))
    if error in _REFUSED or error in _CLOSED:
        return ChannelClosed((_REFUSED | _CLOSED)[error])
    if error in _NOT_YET:
        return SendLater(_NOT_YET[error], after=LATER)
    why = f"{error}{_details(exc)}"
    if is_of_drawing(exc) or method_of(exc) == CHANGES:  # the next change says it all again
        return SendNever(f"Slack does not take this post ({why}).")
    return SendLater(f"Slack does not take this post now ({why}).", after=LATER, limited=True)


def is_of_drawing(exc: SlackApiError) -> bool:
    """Say whether Slack refuses how a post is drawn, and not the post itself."""
    return error_of(exc) in _DRAWING


def _of_no_answer(error: str, status: int, method: str) -> SendError:
    """Say what is left open by what is no yes and no clear no.

    What does not post says nothing of posting: a server may have a part of the methods alone.
    """
    posts = method == POSTS
    page = error == NO_JSON and status >= 400  # not Slack, but something before it
    if method == CHANGES and (page or error == UNKNOWN_METHOD):
        return SendNever(f"This server does not let posts be changed ({error}).")
    if error == UNKNOWN_METHOD and posts:
        words = "The server does not know how to post: does SLACK_API_BASE end with /api?"
        return SendLater(words, after=SHUT_OFF, everywhere=True)
    if page:
        words = f"Slack is shut off from here ({status})."
        return SendLater(words, after=SHUT_OFF, everywhere=posts)
    return SendUnknown(f"Slack’s answer leaves it open ({error or status}); it is looked up.")


def lacking(exc: SlackApiError) -> str:
    """Say which right the app lacks, and where it is given."""
    data: Any = exc.response.data
    needed = str(data.get("needed") or _NEEDS.get(method_of(exc), "chat:write"))
    return (
        f"I lack the scope “{needed}”. Add it: {_SETTINGS} → OAuth & Permissions → Bot Token "
        "Scopes; then install me again."
    )


def is_refusal(exc: Exception) -> bool:
    """Say whether Slack does not take the token itself."""
    return isinstance(exc, SlackApiError) and error_of(exc) in _REFUSED


def _details(exc: SlackApiError) -> str:
    """Give what Slack says about blocks that it does not take."""
    data: Any = exc.response.data
    said = (data.get("response_metadata") or {}).get("messages") or data.get("errors") or []
    return f": {'; '.join(map(str, said[:3]))[:300]}" if said else ""
