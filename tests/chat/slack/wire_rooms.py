"""Slack's Web API, what it tells: who somebody is, conversations and their history."""

from typing import Any

from tests.chat.slack import payloads
from tests.chat.slack.wire_call import Call, Refused, paged
from tests.chat.slack.wire_place import BOT, Message, Room, Workspace

# ── who it is ───────────────────────────────────────────────────────────────────────────────


def auth_test(call: Call) -> dict[str, Any]:
    place = call.place
    said = {
        "url": f"https://{place.domain}.slack.com/",
        "team": place.name,
        "user": "tidings",
        "team_id": place.id,
        "user_id": place.bot,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }
    return {**said, **({"enterprise_id": place.enterprise} if place.enterprise else {})}


def users_info(call: Call) -> dict[str, Any]:
    who = call.place.people.get(str(call.args.get("user")))
    if who is None:
        raise Refused("user_not_found")
    user = {
        "id": who.id,
        "team_id": who.home or call.place.id,
        "name": who.name,
        "deleted": False,
        "real_name": who.name.title(),
        "tz": who.zone,
        "tz_label": who.zone,
        "tz_offset": 32400,
        "profile": {"display_name": who.name, "real_name": who.name.title()},
        "is_admin": who.admin,
        "is_owner": who.owner,
        "is_primary_owner": who.owner,
        "is_restricted": who.guest,
        "is_ultra_restricted": False,
        "is_bot": who.bot,
        "is_app_user": False,
        "updated": 1,
    }
    return {"user": {**user, **({"locale": who.locale} if call.flag("include_locale") else {})}}


def team_info(call: Call) -> dict[str, Any]:
    place = call.place
    return {"team": {"id": place.id, "name": place.name, "domain": place.domain}}


def teams_list(call: Call) -> dict[str, Any]:
    """List the workspaces that an organisation let the app into."""
    teams = [{"id": p.id, "name": p.name} for p in call.server.teams.values()]
    page, after = paged(teams, call, 100)
    return {"teams": page, "response_metadata": {"next_cursor": after}}


# ── conversations ───────────────────────────────────────────────────────────────────────────


def shown_room(place: Workspace, room: Room) -> dict[str, Any]:
    if room.kind == "im":
        other = next(p for p in room.members if p != place.bot)
        return {"id": room.id, "is_im": True, "user": other, "is_archived": False, "created": 1}
    return {
        "id": room.id,
        "name": room.name,
        "name_normalized": room.name,
        "is_channel": True,
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_private": room.kind == "private",
        "is_archived": room.archived,
        "is_member": place.bot in room.members,
        "created": 1,
    }


def conversations_info(call: Call) -> dict[str, Any]:
    return {"channel": shown_room(call.place, call.room())}


def conversations_list(call: Call) -> dict[str, Any]:
    kinds = {"public_channel": "public", "private_channel": "private", "im": "im"}
    types = str(call.args.get("types") or "public_channel").split(",")
    wanted = {kinds.get(t.strip(), "") for t in types}
    rooms = [r for r in call.place.rooms.values() if r.kind in wanted]
    if call.flag("exclude_archived"):
        rooms = [r for r in rooms if not r.archived]
    rooms = [r for r in rooms if r.kind == "public" or call.place.bot in r.members]
    shown = [shown_room(call.place, room) for room in rooms]
    page, after = paged(shown, call, 100)
    return {"channels": page, "response_metadata": {"next_cursor": after}}


def conversations_members(call: Call) -> dict[str, Any]:
    page, after = paged(sorted(call.room().members), call, 100)
    return {"members": page, "response_metadata": {"next_cursor": after}}


def conversations_join(call: Call) -> dict[str, Any]:
    room = call.room()
    if room.archived:
        raise Refused("is_archived")
    if room.kind != "public":
        raise Refused("method_not_supported_for_channel_type")
    known = call.place.bot in room.members
    room.members.add(call.place.bot)
    if not known:
        call.server.joined(call.place, room)
    said = {"channel": shown_room(call.place, room)}
    return {**said, "warning": "already_in_channel"} if known else said


def conversations_open(call: Call) -> dict[str, Any]:
    users = str(call.args.get("users") or "").split(",")
    if len(users) != 1 or users[0] not in call.place.people:
        raise Refused("user_not_found")
    return {"channel": {"id": call.place.private(users[0]).id}}


def history(call: Call) -> dict[str, Any]:
    room = call.room()
    if call.place.bot not in room.members:
        raise Refused("not_in_channel")
    known = [m for m in room.in_time() if not m.to and within(m, call)]
    shown = [with_replies(call, room, m) for m in reversed(known)]
    page, after = paged(shown, call, 100)
    return {
        "messages": page,
        "has_more": bool(after),
        "pin_count": 0,
        **({"response_metadata": {"next_cursor": after}} if after else {}),
    }


def replies(call: Call) -> dict[str, Any]:
    room = call.room()
    if call.place.bot not in room.members:
        raise Refused("not_in_channel")
    ts = str(call.args["ts"])
    root, inside = room.messages.get(ts), room.in_time(ts)
    if root is None and not inside:
        raise Refused("thread_not_found")
    known = [m for m in ([root] if root else []) + inside if within(m, call) or m is root]
    shown = [with_replies(call, room, m) for m in known]
    page, after = paged(shown, call, 1000)
    return {
        "messages": page,
        "has_more": bool(after),
        **({"response_metadata": {"next_cursor": after}} if after else {}),
    }


def within(message: Message, call: Call) -> bool:
    oldest, latest = call.args.get("oldest"), call.args.get("latest")
    same = call.flag("inclusive")
    at = float(message.ts)
    if oldest and not (at > float(oldest) or (same and at == float(oldest))):
        return False
    return not latest or at < float(latest) or (same and at == float(latest))


def with_replies(call: Call, room: Room, message: Message) -> dict[str, Any]:
    shown = payloads.message(call.place, message, metadata=call.flag("include_all_metadata"))
    inside = room.in_time(message.ts)
    if not message.thread and inside:
        shown |= {
            "thread_ts": message.ts,
            "reply_count": len(inside),
            "reply_users_count": 1,
            "latest_reply": inside[-1].ts,
            "reply_users": [call.place.bot],
            "is_locked": False,
            "subscribed": False,
        }
    return shown
