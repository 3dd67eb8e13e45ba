"""Look whether Slack would take us in: the bot's token, its rights, the app's token."""

from collections.abc import Mapping
from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.finding import Finding, bad, good, note
from bot.chat.slack import meaning
from bot.chat.slack.client import FAILURES, UNKNOWN_METHOD, Access, error_of, make_client
from bot.chat.slack.paths import INSTALL
from bot.chat.slack.scopes import NEEDED, SCOPES, WANTED

_SOCKETS: Final = "connections:write"
_WHERE: Final = "api.slack.com/apps"


async def look(access: Access) -> list[Finding]:
    """Ask Slack about the tokens; nothing is changed there."""
    found = [*await _bot(access), *await _app(access)]
    return [*found, *_heard(access), *_several(access)]


# ── the bot's token ─────────────────────────────────────────────────────────────────────────


async def _bot(access: Access) -> list[Finding]:
    if not access.bot_token:
        return []
    said, headers, wrong = await _asked(access, access.bot_token, "auth.test")
    if said is None:
        return [wrong]
    name, team = str(said.get("user") or "…"), str(said.get("team") or "…")
    found = [good(f"SLACK_BOT_TOKEN is that of {name} in the workspace {team}.")]
    bots = said.get("bot_id") or access.bot_token.startswith("xoxb-")
    if not bots and said.get("user_id"):
        found.append(
            bad("It is a person's token. Give the bot's, which begins with xoxb-: " + _rights())
        )
    given = next((v for k, v in headers.items() if k.lower() == "x-oauth-scopes"), None)
    return [*found, *_scopes(given)]


def _scopes(given: str | None) -> list[Finding]:
    """Compare the rights that the token has with those that are needed."""
    if given is None:
        return [note("The server does not say what rights the token has.")]
    has = {scope.strip() for scope in given.split(",")}
    missing = [scope for scope in NEEDED if scope not in has]
    found = []
    if missing:
        found.append(bad(f"The token lacks {', '.join(missing)}. Add that: {_rights()}"))
    for scope, what in WANTED.items():
        if scope not in has:
            found.append(note(f"Without {scope} this is missing: {what}. Add it: {_rights()}"))
    spare = sorted(has - set(SCOPES) - {""})
    if spare:
        found.append(note(f"The token may more than I need: {', '.join(spare)}."))
    return found or [good(f"It has the {len(SCOPES)} rights (scopes) that I use.")]


def _rights() -> str:
    return (
        f"{_WHERE} → OAuth & Permissions → Bot Token Scopes, then Reinstall to Workspace; "
        "or paste `tidings slack manifest` at App Manifest there."
    )


# ── how things come ─────────────────────────────────────────────────────────────────────────


async def _app(access: Access) -> list[Finding]:
    """Look whether a socket would be opened for the app's token; none is."""
    if not access.app_token:
        return []
    said, _, wrong = await _asked(access, access.app_token, "apps.connections.open")
    if said is None:
        return [wrong]
    if not said.get("url"):
        return [note("The server does not say where its socket is.")]
    return [good("SLACK_APP_TOKEN opens a socket (Socket Mode), so no public address is needed.")]


def _heard(access: Access) -> list[Finding]:
    if access.app_token:
        return []
    if not access.signing_secret:
        return [
            bad(
                "I could post, but hear nothing: give SLACK_APP_TOKEN (Socket Mode), or "
                "SLACK_SIGNING_SECRET for HTTP."
            )
        ]
    place = access.public_url.rstrip("/") or f"http://{access.host}:{access.port}"
    return [
        note(
            f"Without SLACK_APP_TOKEN Slack has to reach me over HTTP: let https://… lead to "
            f"{access.host}:{access.port}, and give it as the Request URL ({place}/slack/events)."
        )
    ]


def _several(access: Access) -> list[Finding]:
    if not access.client_id:
        return []
    if access.public_url:
        return [note(f"Workspaces install it at {access.public_url.rstrip('/')}{INSTALL}")]
    return [
        note(
            f"Workspaces install it at {INSTALL} of the address that leads to {access.host}:"
            f"{access.port}. Set [slack] public_url to it, so that Slack leads them back there."
        )
    ]


# ── asking ──────────────────────────────────────────────────────────────────────────────────


async def _asked(
    access: Access, token: str, method: str
) -> tuple[Mapping[str, Any] | None, Mapping[str, str], Finding]:
    """Call a method with a token; give its answer and headers, or None and what is wrong."""
    client: AsyncWebClient = make_client(token, access.api_base)
    try:
        answer = await client.api_call(method)
    except SlackApiError as exc:
        return None, {}, _refused(exc, method)
    except FAILURES as exc:
        return (
            None,
            {},
            bad(
                f"Slack cannot be reached ({type(exc).__name__}: {exc}). Is the network there, and "
                "does a proxy or firewall let slack.com pass?"
            ),
        )
    said = answer.data if isinstance(answer.data, dict) else {}
    return said, {str(k): str(v) for k, v in answer.headers.items()}, note("")


def _refused(exc: SlackApiError, method: str) -> Finding:
    error = error_of(exc)
    if error == UNKNOWN_METHOD:
        return note(f"The server does not know {method}; nothing is known of this token.")
    if method == "auth.test":
        return bad(f"Slack refuses SLACK_BOT_TOKEN: {meaning.error_from(exc)}")
    if error == "missing_scope":
        return bad(
            f"SLACK_APP_TOKEN lacks {_SOCKETS}. Make one that has it: {_WHERE} → Basic "
            "Information → App-Level Tokens."
        )
    return bad(
        f"Slack refuses SLACK_APP_TOKEN ({error or exc}). Make a new one with {_SOCKETS}: {_WHERE} "
        "→ Basic Information → App-Level Tokens, and switch Socket Mode on."
    )
