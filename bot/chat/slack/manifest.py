"""The app's manifest, made from the table of commands: what Slack's "From a manifest" takes; pure.

Limits: Slack's schemas of manifests, 1.0.0 and 2.0.0 (github.com/slackapi/manifest-schema). A name
that Slack keeps for itself makes it refuse the whole, so such commands are under /tidings alone.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.chat.fit import fit
from bot.chat.slack.paths import EVENTS as LISTENS
from bot.chat.slack.paths import REDIRECT
from bot.chat.slack.reserved import RESERVED, UMBRELLA
from bot.chat.slack.scopes import EVENTS, SCOPES, WHY
from bot.model import Command, Option

NAME: Final = "Tidings"
_DESCRIPTION: Final = "Watches news feeds and tells channels what matters: once, with its sources."
_LONG: Final = (
    "Tidings reads news feeds, finds what each channel watches for, and posts each story once: a "
    "headline, sentences taken whole from the reports with their sources, and who else tells it. "
    "What is new goes into the story’s thread; digests, quiet hours and budgets keep channels calm."
)
_COLOUR: Final = "#1f4e8c"
_HINT: Final = 1000

Manifest = dict[str, Any]


def manifest(commands: Sequence[Command], *, url: str = "", org: bool = False) -> Manifest:
    """Give the manifest.

    ``url``: where Slack reaches us over HTTP; "": it need not, things come over a socket. ``org``:
    the app may be installed for a whole organisation.
    """
    address = url.rstrip("/")
    listens = f"{address}{LISTENS}" if address else ""
    heard = {"request_url": listens} if listens else {}
    menus = {"message_menu_options_url": listens} if listens else {}
    redirects = {"redirect_urls": [f"{address}{REDIRECT}"]} if address else {}
    return {
        "display_information": {
            "name": NAME,
            "description": _DESCRIPTION,
            "long_description": _LONG,
            "background_color": _COLOUR,
        },
        "features": _features(commands, listens),
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}, **redirects},
        "settings": {
            "event_subscriptions": {**heard, "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **heard, **menus},
            "org_deploy_enabled": org,
            "socket_mode_enabled": not listens,
            "token_rotation_enabled": False,
        },
    }


def number_of(made: Manifest) -> int:
    """Give a number that changes when any word of the manifest does; never below 1."""
    digest = hashlib.sha256(json.dumps(made, sort_keys=True).encode()).digest()
    return int.from_bytes(digest[:7], "big") + 1


def _features(commands: Sequence[Command], listens: str) -> Manifest:
    about = "Why Tidings posted this: which name, where in the text, which rule"
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": NAME, "always_online": True},
        "shortcuts": [
            {"name": "Why this?", "type": "message", "callback_id": WHY, "description": about}
        ],
        "slash_commands": list(_slash(commands, listens)),
    }


def _slash(commands: Sequence[Command], listens: str) -> Sequence[Manifest]:
    ours = [one for one in commands if "slack" in one.platforms]
    names = ", ".join(one.name for one in ours)
    rows = [(UMBRELLA, f"Everything that Tidings does: {names}", "watch senkaku | help | status")]
    rows += [(one.name, one.summary, usage(one)) for one in ours if one.name not in RESERVED]
    return [_row(*row, listens) for row in rows]


def _row(name: str, summary: str, hint: str, listens: str) -> Manifest:
    # Escaped, channels and people come with their ids, whatever they are called.
    row: Manifest = {"command": f"/{name}", "description": summary, "should_escape": True}
    hinted = {"usage_hint": fit(hint, _HINT, str)} if hint else {}
    return {**row, **hinted, **({"url": listens} if listens else {})}


def usage(command: Command) -> str:
    """Say what may stand behind a command: "QUERY [mode:alert|digest] [channel:#name]"."""
    if command.subs:
        return " | ".join(f"{sub.name} {usage(sub)}".strip() for sub in command.subs)
    return " ".join(_word(one) for one in command.options if one.kind != "file")


_LIKE: Final[Mapping[str, str]] = {"channel": "#name", "int": "3"}


def _word(option: Option) -> str:
    if option.required:
        return f"{option.name.upper()}{'…' * option.many}"
    like = "|".join(option.choices) or _LIKE.get(option.kind, "")
    return f"[{option.name}:{like or '…'}]"
