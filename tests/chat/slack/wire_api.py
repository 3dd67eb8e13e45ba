"""Slack's Web API as the wire server answers it, method by method ("Methods", Slack).

``METHODS`` has a function for each: it takes the call and gives the answer, or raises Refused.
"""

import time
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from tests.chat.slack import payloads
from tests.chat.slack import wire_rooms as rooms
from tests.chat.slack.wire_call import Call, Refused
from tests.chat.slack.wire_place import Message, Room, View, new_ts

# ── posting ─────────────────────────────────────────────────────────────────────────────────


def _may_write(call: Call, room: Room) -> None:
    if room.archived:
        raise Refused("is_archived")
    if call.place.bot not in room.members and not (
        room.kind == "public" and "chat:write.public" in call.scopes
    ):
        raise Refused("not_in_channel")


def with_ids(blocks: Any) -> list[dict[str, Any]]:
    """Give blocks and elements the ids that Slack gives those without."""
    made = deepcopy(list(blocks or ()))
    for number, block in enumerate(made):
        block.setdefault("block_id", f"wire{number}")
    return made


def post(call: Call) -> dict[str, Any]:
    room, args = call.room(), call.args
    _may_write(call, room)
    blocks = with_ids(args.get("blocks"))
    if not blocks and not str(args.get("text") or "").strip():
        raise Refused("no_text")
    made = Message(
        ts=new_ts(),
        channel=room.id,
        user=call.place.bot,
        text=str(args.get("text") or ""),
        blocks=blocks,
        metadata=args.get("metadata"),
        thread=args.get("thread_ts"),
        broadcast=call.flag("reply_broadcast"),
    )
    room.messages[made.ts] = made
    call.server.posted(call, made)
    shown = payloads.message(call.place, made, metadata=True)
    return {"channel": room.id, "ts": made.ts, "message": shown}


def update(call: Call) -> dict[str, Any]:
    room, args = call.room(), call.args
    known = room.messages.get(str(args.get("ts")))
    if room.archived:
        raise Refused("is_archived")
    if known is None:
        raise Refused("message_not_found")
    if known.user != call.place.bot:
        raise Refused("cant_update_message")
    known.text = str(args.get("text") or known.text)
    if args.get("blocks") is not None:  # else the blocks that were there stay
        known.blocks = with_ids(args["blocks"])
    known.metadata = args.get("metadata", known.metadata)
    known.edited = f"{time.time():.6f}"
    shown = payloads.message(call.place, known, metadata=True)
    return {"channel": room.id, "ts": known.ts, "text": known.text, "message": shown}


def ephemeral(call: Call) -> dict[str, Any]:
    room, args = call.room(), call.args
    if room.archived:
        raise Refused("is_archived")
    if call.place.bot not in room.members:
        raise Refused("not_in_channel" if room.kind == "public" else "channel_not_found")
    if args.get("user") not in room.members:
        raise Refused("user_not_in_channel")
    made = call.server.whisper(call.place, room, str(args["user"]), args)
    return {"message_ts": made.ts}


def delete(call: Call) -> dict[str, Any]:
    room, ts = call.room(), str(call.args.get("ts"))
    known = room.messages.get(ts)
    if known is None:
        raise Refused("message_not_found")
    if known.user != call.place.bot:
        raise Refused("cant_delete_message")
    del room.messages[ts]
    return {"channel": room.id, "ts": ts}


def permalink(call: Call) -> dict[str, Any]:
    room, ts = call.room(), str(call.args.get("message_ts"))
    if ts not in room.messages:
        raise Refused("message_not_found")
    address = f"https://{call.place.domain}.slack.com/archives/{room.id}/p{ts.replace('.', '')}"
    return {"channel": room.id, "permalink": address}


# ── views ───────────────────────────────────────────────────────────────────────────────────


def open_view(call: Call) -> dict[str, Any]:
    asked = call.server.trigger(str(call.args.get("trigger_id")))
    made = call.server.add_view(asked.user, dict(call.args["view"]))
    asked.shown.append(made)
    return {"view": payloads.view_of(call.place, made, {})}


def push_view(call: Call) -> dict[str, Any]:
    asked = call.server.trigger(str(call.args.get("trigger_id")))
    made = call.server.add_view(asked.user, dict(call.args["view"]))
    asked.shown.append(made)
    return {"view": payloads.view_of(call.place, made, {})}


def publish_view(call: Call) -> dict[str, Any]:
    user = str(call.args.get("user_id"))
    if user not in call.place.people:
        raise Refused("user_not_found")
    known: View | None = call.server.homes.get(user)
    if known is not None and call.args.get("hash") not in (None, known.hash):
        raise Refused("hash_conflict")
    made = call.server.add_view(user, dict(call.args["view"]))
    call.server.homes[user] = made
    call.server.updated(made)
    return {"view": payloads.view_of(call.place, made, {})}


def update_view(call: Call) -> dict[str, Any]:
    wanted = call.args.get("view_id"), call.args.get("external_id")
    known = next(
        (
            v
            for v in call.server.views.values()
            if v.id == wanted[0] or (wanted[1] and v.shown.get("external_id") == wanted[1])
        ),
        None,
    )
    if known is None or not known.open:
        raise Refused("not_found")
    if call.args.get("hash") not in (None, known.hash):
        raise Refused("hash_conflict")
    call.server.set_view(known, dict(call.args["view"]))
    call.server.updated(known)
    return {"view": payloads.view_of(call.place, known, {})}


# ── files ───────────────────────────────────────────────────────────────────────────────────


def upload_address(call: Call) -> dict[str, Any]:
    number = f"F0WIRE{len(call.server.files)}"
    call.server.files[number] = {"name": call.args["filename"], "body": b"", "done": False}
    return {"upload_url": f"{call.server.address}/upload/{number}", "file_id": number}


def complete_upload(call: Call) -> dict[str, Any]:
    for one in call.args["files"]:
        known = call.server.files.get(one["id"])
        if known is None or not known["body"]:
            raise Refused("file_not_found")
        known |= {"done": True, "channel": call.args.get("channel_id")}
    return {"files": [{"id": one["id"], "title": one.get("title")} for one in call.args["files"]]}


METHODS: Mapping[str, Callable[[Call], dict[str, Any]]] = {
    "auth.test": rooms.auth_test,
    "auth.teams.list": rooms.teams_list,
    "team.info": rooms.team_info,
    "users.info": rooms.users_info,
    "conversations.info": rooms.conversations_info,
    "conversations.list": rooms.conversations_list,
    "conversations.members": rooms.conversations_members,
    "conversations.join": rooms.conversations_join,
    "conversations.open": rooms.conversations_open,
    "conversations.history": rooms.history,
    "conversations.replies": rooms.replies,
    "chat.postMessage": post,
    "chat.update": update,
    "chat.postEphemeral": ephemeral,
    "chat.delete": delete,
    "chat.getPermalink": permalink,
    "views.open": open_view,
    "views.push": push_view,
    "views.publish": publish_view,
    "views.update": update_view,
    "files.getUploadURLExternal": upload_address,
    "files.completeUploadExternal": complete_upload,
}
