"""A call of Slack's Web API: who calls, with which scopes, for which channel; how Slack refuses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.chat.slack.wire_place import Room, Workspace

# What a method needs, for a public channel ("Scopes", each method's page).
SCOPES: Mapping[str, frozenset[str]] = {
    "chat.postMessage": frozenset({"chat:write"}),
    "chat.update": frozenset({"chat:write"}),
    "chat.delete": frozenset({"chat:write"}),
    "chat.postEphemeral": frozenset({"chat:write"}),
    "conversations.join": frozenset({"channels:join"}),
    "users.info": frozenset({"users:read"}),
    "conversations.open": frozenset({"im:write"}),
    "files.getUploadURLExternal": frozenset({"files:write"}),
    "files.completeUploadExternal": frozenset({"files:write"}),
}
READS = ("conversations.info", "conversations.list", "conversations.members")
HISTORY = ("conversations.history", "conversations.replies")
PREFIX = {"public": "channels", "private": "groups", "im": "im"}


class Refused(Exception):
    """Slack says no: ``ok: false`` with this error."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.body = {"ok": False, "error": error, **more}


@dataclass
class Call:
    """A call of a method with a token that is known."""

    server: Any  # the Wire
    method: str
    place: Workspace
    scopes: frozenset[str]
    args: Mapping[str, Any]

    def room(self, name: str = "channel") -> Room:
        """Find the channel that is meant; a private one only where the app is a member."""
        wanted = str(self.args.get(name) or "")
        if wanted in self.place.people and wanted != self.place.bot:
            return self.place.private(wanted)  # "pass a user's ID" opens the conversation
        room = self.place.rooms.get(wanted)
        hidden = room is not None and room.kind == "private"
        if room is None or (hidden and self.place.bot not in room.members):
            raise Refused("channel_not_found")
        return room

    def need(self, scopes: frozenset[str]) -> None:
        missing = scopes - self.scopes
        if missing:
            given = ",".join(sorted(self.scopes))
            raise Refused("missing_scope", needed=sorted(missing)[0], provided=given)

    def flag(self, name: str) -> bool:
        return self.args.get(name) in (True, "true", "1", 1)


def needed(call: Call) -> frozenset[str]:
    """Give the scopes that a call needs; reading depends on what kind of channel it is."""
    if call.method in READS or call.method in HISTORY:
        room = call.place.rooms.get(str(call.args.get("channel")))
        kind = PREFIX[room.kind if room else "public"]
        return frozenset({f"{kind}:{'history' if call.method in HISTORY else 'read'}"})
    return SCOPES.get(call.method, frozenset())


def paged(rows: list[Any], call: Call, usual: int) -> tuple[list[Any], str]:
    """Cut a page out; the cursor is where the next begins."""
    start = int(str(call.args.get("cursor") or "0"))
    most = min(int(call.args.get("limit") or usual), 1000)
    after = str(start + most) if start + most < len(rows) else ""
    return rows[start : start + most], after
