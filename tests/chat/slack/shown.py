"""What the app shows people in the wire server's workspaces: answers, private words, views."""

import itertools
import json
import time
import uuid
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from tests.chat.slack import payloads, rules
from tests.chat.slack.wire_api import with_ids
from tests.chat.slack.wire_call import Call, Refused
from tests.chat.slack.wire_line import KEPT, USES, WITHIN, Interaction, Line
from tests.chat.slack.wire_place import Message, Person, Room, View, Workspace, new_ts


class Shown(Line):
    """Answers to what people of ``teams`` do."""

    teams: dict[str, Workspace]

    def __init__(self) -> None:
        super().__init__()
        self.numbers = itertools.count(1)  # of events
        self.views: dict[str, View] = {}
        self.homes: dict[str, View] = {}
        self.whispers: list[Message] = []  # what one person alone was shown
        self.mentionable: set[str] = set()  # groups and people that posts may call

    @property
    def address(self) -> str:
        raise NotImplementedError

    def room(self, channel: str | None = None) -> tuple[Workspace, Room]:
        """Find a channel by its id; the first of all, when none is named."""
        for place in self.teams.values():
            for room in place.rooms.values():
                if channel in (None, "", room.id):
                    return place, room
        raise KeyError(channel)

    # ── answers ─────────────────────────────────────────────────────────────────────────────

    async def answer_to(self, asked: Interaction) -> Any:
        """Wait for what the app shows; an acknowledgement may bring it, too."""
        said = asked.said if isinstance(asked.said, Mapping) else {}
        if asked.kind == "slash_commands" and (said.get("text") or said.get("blocks")):
            self.breaches += rules.response_breaches(said)
            place, room = self.room(asked.channel)
            self._respond_with(asked, place, room, said)
        await self.until(lambda: asked.shown)
        return asked.shown[-1]

    def _asked(self, kind: str, place: Workspace, person: Person, room: Room | None) -> Interaction:
        made = Interaction(kind, {}, place.id, user=person.id, channel=room.id if room else "")
        made.trigger = f"{len(self._triggers)}.{place.id}.{uuid.uuid4().hex}"
        made.sent = time.monotonic()
        self._triggers[made.trigger] = made
        return made

    def response_url(self, asked: Interaction) -> str:
        name = uuid.uuid4().hex
        self._urls[name] = asked
        return f"{self.address}/respond/{name}"

    def trigger(self, name: str) -> Interaction:
        """Use a trigger_id: once, within 3 s."""
        asked = self._triggers.get(name)
        if asked is None:
            raise Refused("invalid_trigger_id")
        if asked.trigger == "":
            raise Refused("exchanged_trigger_id")
        if time.monotonic() - asked.sent > WITHIN:
            self.breaches.append("a view was opened after 3 s")
            raise Refused("expired_trigger_id")
        asked.trigger = ""
        return asked

    async def _respond(self, request: web.Request) -> web.Response:
        asked = self._urls.get(request.match_info["url"])
        body = json.loads(await request.read() or b"{}")
        if asked is None:
            self.breaches.append("a response_url that was never given")
            return web.Response(status=404, text="no_team")
        asked.used.append(time.monotonic())
        if len(asked.used) > USES:
            self.breaches.append(f"a response_url was used over {USES} times")
            return web.Response(status=404, text="used_url")
        if asked.used[-1] - asked.sent > KEPT:
            self.breaches.append("a response_url was used after 30 minutes")
            return web.Response(status=404, text="expired_url")
        self.breaches += rules.response_breaches(body)
        place, room = self.room(asked.channel)
        self._respond_with(asked, place, room, body)
        self._seen.set()
        return web.Response(text="ok")

    def _respond_with(
        self, asked: Interaction, place: Workspace, room: Room, body: Mapping[str, Any]
    ) -> None:
        source = asked.source or next((m for m in asked.shown if isinstance(m, Message)), None)
        if source is not None and body.get("delete_original"):
            source.gone = True
            room.messages.pop(source.ts, None)
            asked.shown.append(source)
        elif source is not None and body.get("replace_original"):
            source.text, source.blocks = str(body.get("text") or ""), with_ids(body.get("blocks"))
            source.replaced += 1
            asked.shown.append(source)
        elif body.get("response_type") == "in_channel":
            made = self._message(place, room, body)
            room.messages[made.ts] = made
            asked.shown.append(made)
        else:
            asked.shown.append(self.whisper(place, room, asked.user, body, asked=asked))

    def _message(self, place: Workspace, room: Room, body: Mapping[str, Any]) -> Message:
        return Message(
            ts=new_ts(),
            channel=room.id,
            user=place.bot,
            text=str(body.get("text") or ""),
            blocks=with_ids(body.get("blocks")),
            thread=body.get("thread_ts"),
        )

    def whisper(
        self,
        place: Workspace,
        room: Room,
        user: str,
        body: Mapping[str, Any],
        *,
        asked: Interaction | None = None,
    ) -> Message:
        """Show something to one person alone."""
        made = self._message(place, room, body)
        made.to = user
        self.whispers.append(made)
        if asked is None:
            self._answers(made, user)
        return made

    def posted(self, call: Call, made: Message) -> None:
        """Take a post for the answer to a mention in its thread."""
        if made.thread or made.channel.startswith("D"):
            self._answers(made, None)
        if made.channel.startswith("D"):
            room = call.place.rooms[made.channel]
            self.tell_later(payloads.of_the_bot(call.place, room, made), call.place)

    def tell_later(self, inner: Mapping[str, Any], place: Workspace) -> None:
        """Bring an event that the app itself caused, where it listens."""
        if self.sockets or self.http:
            asked = Interaction("events_api", {}, place.id, user=place.bot, matters=False)
            asked.payload = payloads.event(place, next(self.numbers), inner)
            self._later(self.bring(asked))

    def _answers(self, made: Message, user: str | None) -> None:
        """Take a message for the answer to what was asked last where it stands."""
        for asked in reversed(self.brought):
            mine = user in (None, asked.user) and asked.channel in (made.channel, "")
            event = asked.payload.get("event", {}).get("type")
            if mine and (user or event in ("app_mention", "message")):
                asked.shown.append(made)
                self._seen.set()
                return

    # ── views ───────────────────────────────────────────────────────────────────────────────

    def add_view(self, user: str, shown: dict[str, Any]) -> View:
        number = f"V0WIRE{len(self.views)}"
        made = View(id=number, user=user, shown={}, hash="", root=number)
        self.views[number] = made
        self.set_view(made, shown)
        return made

    def updated(self, view: View) -> None:
        """Take a changed view for the answer to what was done in it, or what opened it."""
        for asked in reversed(self.brought):
            inside = asked.payload.get("view") or {}
            same = inside.get("id") == view.id or inside.get("type") == view.shown["type"] == "home"
            if asked.user == view.user and (same or view in asked.shown):
                asked.shown.append(view)
                return

    def set_view(self, view: View, shown: dict[str, Any]) -> None:
        view.shown = {**shown, "blocks": with_ids(shown.get("blocks"))}
        view.hash = uuid.uuid4().hex
        self._seen.set()
