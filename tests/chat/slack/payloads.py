"""What Slack sends to an app: the keys are those of Slack's own samples (checked by a test).

Slack leaves ``message`` out of a press in what one person alone sees, and gives a null enterprise
where there is none; slash commands then have no such key.
"""

import re
import time
from collections.abc import Mapping, Sequence
from typing import Any

from tests.chat.slack.wire_place import APP, BOT, Message, Person, Room, View, Workspace

TOKEN = "an-old-verification-token"

HIDDEN = {"private": "privategroup", "im": "directmessage"}  # what Slack says in place of a name


def slash(
    place: Workspace, room: Room, who: Person, command: str, text: str, *, url: str, trigger: str
) -> dict[str, Any]:
    return {
        "token": TOKEN,
        "api_app_id": APP,
        "team_id": place.id,
        "team_domain": place.domain,
        **_enterprise_of(place),
        "channel_id": room.id,
        "channel_name": HIDDEN.get(room.kind, room.name),
        "user_id": who.id,
        "user_name": who.name,
        "command": command,
        "text": text,
        "response_url": url,
        "trigger_id": trigger,
        "is_enterprise_install": "false",
    }


def name_of(room: Room) -> str:
    """Give a channel's name as apps are told it: that of a private one stays private."""
    return {"private": "privategroup", "im": "directmessage"}.get(room.kind, room.name)


def typed(text: str) -> str:
    """Write what somebody typed as Slack sends it: escaped, with addresses between brackets.

    What stands between brackets already, such as ``<#C1|general>``, is left.
    """
    parts = re.split(r"(<(?:[#@!]|https?://)[^<>]*>)", text)
    return "".join(part if n % 2 else _typed(part) for n, part in enumerate(parts))


def _typed(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"https?://[^\s,]+", lambda found: f"<{found[0]}>", escaped)


def _enterprise_of(place: Workspace) -> dict[str, str]:
    if place.enterprise is None:
        return {}
    return {"enterprise_id": place.enterprise, "enterprise_name": "Fleet"}


def _interactive(place: Workspace, who: Person, kind: str) -> dict[str, Any]:
    enterprise = {"id": place.enterprise, "name": "Fleet"} if place.enterprise else None
    team = {"id": place.id, "domain": place.domain, **_enterprise_of(place)}
    user = {"id": who.id, "username": who.name, "name": who.name, "team_id": place.id}
    return {
        "type": kind,
        "enterprise": enterprise,
        "team": team,
        "user": user,
        "api_app_id": APP,
        "token": TOKEN,
        "is_enterprise_install": False,
    }


def action(block: Mapping[str, Any], element: Mapping[str, Any], chosen: Any) -> dict[str, Any]:
    """Give what was done with an element; ``chosen``: the value of an option, or an id."""
    kind = element["type"]
    said: dict[str, Any] = {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "type": kind,
        "action_ts": f"{time.time():.6f}",
    }
    for key in ("text", "value", "style", "url", "placeholder"):
        if element.get(key) is not None:
            said[key] = element[key]
    if kind in ("static_select", "overflow", "radio_buttons"):
        options = element["options"]
        said["selected_option"] = next(o for o in options if o["value"] == chosen)
    elif kind in ("channels_select", "conversations_select", "users_select"):
        key = {"channels_select": "channel", "users_select": "user"}.get(kind, "conversation")
        said[f"selected_{key}"] = chosen
    elif kind == "external_select":
        said["selected_option"] = {"text": {"type": "plain_text", "text": chosen}, "value": chosen}
    elif kind == "plain_text_input":
        said["value"] = chosen
    return said


def pressed_in_message(
    place: Workspace,
    room: Room,
    who: Person,
    shown: Message,
    done: Mapping[str, Any],
    *,
    url: str,
    trigger: str,
) -> dict[str, Any]:
    container = {
        "type": "message",
        "message_ts": shown.ts,
        "channel_id": room.id,
        "is_ephemeral": shown.to is not None,
    }
    if shown.thread:
        container["thread_ts"] = shown.thread
    return {
        **_interactive(place, who, "block_actions"),
        "container": container,
        "trigger_id": trigger,
        "channel": {"id": room.id, "name": name_of(room)},
        **({} if shown.to else {"message": message(place, shown)}),
        "state": {"values": {}},
        "response_url": url,
        "actions": [dict(done)],
    }


def pressed_in_view(
    place: Workspace,
    who: Person,
    view: View,
    done: Mapping[str, Any],
    *,
    trigger: str,
    state: Mapping[str, Any],
) -> dict[str, Any]:
    return {
        **_interactive(place, who, "block_actions"),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": trigger,
        "view": view_of(place, view, state),
        "actions": [dict(done)],
    }


def submitted(
    place: Workspace, who: Person, view: View, *, trigger: str, state: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        **_interactive(place, who, "view_submission"),
        "trigger_id": trigger,
        "view": view_of(place, view, state),
    }


def closed(place: Workspace, who: Person, view: View) -> dict[str, Any]:
    return {
        **_interactive(place, who, "view_closed"),
        "view": view_of(place, view, {}),
        "is_cleared": False,
    }


def shortcut(
    place: Workspace,
    room: Room,
    who: Person,
    shown: Message,
    callback: str,
    *,
    url: str,
    trigger: str,
) -> dict[str, Any]:
    said = _interactive(place, who, "message_action")
    del said["api_app_id"]
    user = {"id": who.id, "name": who.name, "team_id": place.id}
    return {
        **said,
        "user": user,
        "callback_id": callback,
        "trigger_id": trigger,
        "message_ts": shown.ts,
        "response_url": url,
        "message": message(place, shown),
        "channel": {"id": room.id, "name": name_of(room)},
        "action_ts": f"{time.time():.6f}",
    }


def message(place: Workspace, shown: Message, *, metadata: bool = False) -> dict[str, Any]:
    """Give a message as Slack shows it to apps; its metadata only where it was asked for."""
    said: dict[str, Any] = {
        "type": "message",
        "user": shown.user,
        "text": shown.text,
        "ts": shown.ts,
        "team": place.id,
    }
    if shown.of_app:
        said |= {"bot_id": BOT, "app_id": APP, "bot_profile": profile(place)}
    if shown.blocks:
        said["blocks"] = shown.blocks
    if shown.thread:
        said |= {"thread_ts": shown.thread, "parent_user_id": place.bot}
    if shown.broadcast:
        said["subtype"] = "thread_broadcast"
    if shown.edited:
        said["edited"] = {"user": shown.user, "ts": shown.edited}
    if metadata and shown.metadata:
        said["metadata"] = dict(shown.metadata)
    return said


def profile(place: Workspace) -> dict[str, Any]:
    icons = {f"image_{n}": f"https://a.example/{n}.png" for n in (36, 48, 72)}
    return {
        "id": BOT,
        "deleted": False,
        "name": "Tidings",
        "updated": 1,
        "app_id": APP,
        "icons": icons,
        "team_id": place.id,
    }


def view_of(place: Workspace, view: View, state: Mapping[str, Any]) -> dict[str, Any]:
    """Give a view as Slack hands it back; ``state``: block → action → what stands in it."""
    kept = view.shown
    return {
        "id": view.id,
        "team_id": place.id,
        "type": kept["type"],
        "blocks": kept["blocks"],
        "title": kept.get("title"),
        "submit": kept.get("submit"),
        "close": kept.get("close"),
        "private_metadata": kept.get("private_metadata", ""),
        "callback_id": kept.get("callback_id", ""),
        "external_id": kept.get("external_id", ""),
        "state": {"values": dict(state)},
        "hash": view.hash,
        "clear_on_close": kept.get("clear_on_close", False),
        "notify_on_close": kept.get("notify_on_close", False),
        "root_view_id": view.root,
        "previous_view_id": None,
        "app_id": APP,
        "app_installed_team_id": place.id,
        "bot_id": BOT,
    }


def suggesting(
    place: Workspace,
    who: Person,
    shown: Message | View,
    block: Mapping[str, Any],
    element: Mapping[str, Any],
    typed: str,
) -> dict[str, Any]:
    """Ask for options ("External data source", Slack's reference of selects)."""
    said = _interactive(place, who, "block_suggestion")
    said |= {"action_id": element["action_id"], "block_id": block["block_id"], "value": typed}
    if isinstance(shown, View):
        container = {"type": "view", "view_id": shown.id}
        return {**said, "container": container, "view": view_of(place, shown, {})}
    return {**said, "container": {"type": "message", "message_ts": shown.ts}}


def event(place: Workspace, number: int, inner: Mapping[str, Any]) -> dict[str, Any]:
    """Wrap an event; ``number`` is that of its event_id."""
    return {
        "token": TOKEN,
        "team_id": place.id,
        **({"enterprise_id": place.enterprise} if place.enterprise else {}),
        "api_app_id": APP,
        "event": dict(inner),
        "type": "event_callback",
        "event_id": f"Ev{number:09d}",
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": place.enterprise,
                "team_id": place.id,
                "user_id": place.bot,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{number}",
    }


def mention(place: Workspace, room: Room, shown: Message) -> dict[str, Any]:
    said = {
        "type": "app_mention",
        "user": shown.user,
        "text": shown.text,
        "ts": shown.ts,
        "team": place.people[shown.user].home or place.id,
        "channel": room.id,
        "event_ts": shown.ts,
    }
    return {**said, **({"thread_ts": shown.thread} if shown.thread else {})}


def written(
    place: Workspace, room: Room, shown: Message, files: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Give what was written to the app alone."""
    said = {**mention(place, room, shown), "type": "message", "channel_type": "im"}
    if files:
        said |= {"subtype": "file_share", "files": [dict(file) for file in files]}
    return said


def of_the_bot(place: Workspace, room: Room, shown: Message) -> dict[str, Any]:
    """Give what the bot wrote into a conversation of its own: Slack tells it of that, too."""
    said = message(place, shown)
    return {**said, "channel": room.id, "channel_type": "im", "event_ts": shown.ts}


def joined(place: Workspace, room: Room, who: str, inviter: str | None) -> dict[str, Any]:
    return {
        "type": "member_joined_channel",
        "user": who,
        "channel": room.id,
        "channel_type": "C" if room.kind == "public" else "G",
        "team": place.id,
        **({"inviter": inviter} if inviter else {}),
        "event_ts": f"{time.time():.6f}",
    }


def home_opened(room: Room, who: Person, view: View | None, place: Workspace) -> dict[str, Any]:
    said = {
        "type": "app_home_opened",
        "user": who.id,
        "channel": room.id,
        "tab": "home",
        "event_ts": f"{time.time():.6f}",
    }
    return said if view is None else {**said, "view": view_of(place, view, {})}
