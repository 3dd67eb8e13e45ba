"""What people do in the wire server's workspaces, and what they get to see of it.

Each of these returns when the app has acknowledged; those that wait for an answer give what is
shown: a post, a private answer, a view.
"""

import itertools
import json
import time
import uuid
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from tests.chat.slack import payloads, rules
from tests.chat.slack.forms import state_of
from tests.chat.slack.wire_api import with_ids
from tests.chat.slack.wire_call import Call, Refused
from tests.chat.slack.wire_line import KEPT, USES, WITHIN, Interaction, Line
from tests.chat.slack.wire_place import Message, Person, Room, View, Workspace, new_ts


class People(Line):
    """Commands, presses, forms and events by the people of ``teams``."""

    teams: dict[str, Workspace]
    place: Workspace
    tokens: dict[str, str]

    def __init__(self) -> None:
        super().__init__()
        self.views: dict[str, View] = {}
        self.homes: dict[str, View] = {}
        self.files: dict[str, dict[str, Any]] = {}
        self.whispers: list[Message] = []  # what one person alone was shown
        self.mentionable: set[str] = set()  # groups and people that posts may call
        self._events = itertools.count(1)

    @property
    def address(self) -> str:
        raise NotImplementedError

    # ── what is there ───────────────────────────────────────────────────────────────────────

    def room(self, channel: str | None = None) -> tuple[Workspace, Room]:
        """Find a channel by its id; the first of all, when none is named."""
        for place in self.teams.values():
            for room in place.rooms.values():
                if channel in (None, room.id):
                    return place, room
        raise KeyError(channel)

    def posts(self, channel: str | None = None, thread: str | None = None) -> list[Message]:
        """Give the app's posts in a channel, or in one thread of it, oldest first."""
        place, room = self.room(channel)
        return [m for m in room.in_time(thread) if m.user == place.bot]

    def add_room(self, name: str, kind: str = "public") -> str:
        """Make a channel with everybody in it but the app."""
        room = Room(id=f"C0{name.upper()}", name=name, kind=kind)
        room.members = {p.id for p in self.place.people.values() if not p.bot}
        self.place.rooms[room.id] = room
        return room.id

    # ── commands, presses, forms ────────────────────────────────────────────────────────────

    async def slash(
        self, command: str, text: str = "", *, who: str = "ada", channel: str | None = None
    ) -> Any:
        """Type a command; give its answer."""
        asked = await self.slashed(command, text, who=who, channel=channel)
        return await self.answer_to(asked)

    async def slashed(
        self, command: str, text: str = "", *, who: str = "ada", channel: str | None = None
    ) -> Interaction:
        """Type a command, without waiting for its answer."""
        place, room = self.room(channel)
        person = place.by_name(who)
        asked = self._asked("slash_commands", place, person, room)
        url, trigger = self.response_url(asked), asked.trigger
        asked.payload = payloads.slash(place, room, person, command, text, url=url, trigger=trigger)
        return await self.bring(asked)

    async def press(
        self, shown: Message | View, label: str, *, who: str = "ada", chosen: Any = None
    ) -> Any:
        """Press the button with this label, or choose from a menu; give the answer."""
        return await self.answer_to(await self.pressed(shown, label, who=who, chosen=chosen))

    async def pressed(
        self, shown: Message | View, label: str, *, who: str = "ada", chosen: Any = None
    ) -> Interaction:
        """Press, without waiting for an answer."""
        block, element = shown.button(label)
        done = payloads.action(block, element, chosen)
        if isinstance(shown, View):
            place = next(p for p in self.teams.values() if shown.user in p.people)
            asked = self._asked("interactive", place, place.by_name(who), None)
            state = state_of(shown.blocks, {})
            asked.payload = payloads.pressed_in_view(
                place, place.by_name(who), shown, done, trigger=asked.trigger, state=state
            )
            return await self.bring(asked)
        place, room = self.room(shown.channel)
        asked = self._asked("interactive", place, place.by_name(who), room)
        asked.source = shown
        url = self.response_url(asked)
        asked.payload = payloads.pressed_in_message(
            place, room, place.by_name(who), shown, done, url=url, trigger=asked.trigger
        )
        return await self.bring(asked)

    async def submit(
        self, view: View, values: Mapping[str, Any] | None = None, *, who: str = "ada"
    ) -> Interaction:
        """Send a form off, with these values in its fields (by action_id); the rest stays."""
        place = next(p for p in self.teams.values() if view.user in p.people)
        asked = self._asked("interactive", place, place.by_name(who), None)
        state = state_of(view.blocks, values or {})
        asked.payload = payloads.submitted(
            place, place.by_name(who), view, trigger=asked.trigger, state=state
        )
        await self.bring(asked)
        self._after_submit(asked, view)
        return asked

    def _after_submit(self, asked: Interaction, view: View) -> None:
        """Do what the acknowledgement of a form asks for."""
        said = asked.said or {}
        what = said.get("response_action")
        if what == "errors":
            unknown = set(said["errors"]) - {b["block_id"] for b in view.blocks}
            self.breaches += [f"an error for a block that is not there: {b}" for b in unknown]
        elif what == "update":
            self.breaches += rules.view_breaches(said["view"])
            self.set_view(view, dict(said["view"]))
            asked.shown.append(view)
        elif what == "push":
            self.breaches += rules.view_breaches(said["view"])
            asked.shown.append(self.add_view(view.user, dict(said["view"])))
        else:
            view.open = False

    async def close(self, view: View, *, who: str = "ada") -> None:
        """Close a form; the app is told where it wants to be."""
        view.open = False
        if view.shown.get("notify_on_close"):
            place = next(p for p in self.teams.values() if view.user in p.people)
            asked = self._asked("interactive", place, place.by_name(who), None)
            asked.payload = payloads.closed(place, place.by_name(who), view)
            await self.bring(asked)

    async def shortcut(self, message: Message, callback: str, *, who: str = "ada") -> Any:
        """Use a message shortcut; give the answer."""
        place, room = self.room(message.channel)
        asked = self._asked("interactive", place, place.by_name(who), room)
        url = self.response_url(asked)
        asked.payload = payloads.shortcut(
            place, room, place.by_name(who), message, callback, url=url, trigger=asked.trigger
        )
        return await self.answer_to(await self.bring(asked))

    # ── events ──────────────────────────────────────────────────────────────────────────────

    async def event(
        self, inner: Mapping[str, Any], *, place: Workspace | None = None, user: str = ""
    ) -> Interaction:
        """Bring an event to the app."""
        place = place or self.place
        asked = Interaction("events_api", {}, place.id, user=user)
        asked.channel = str(inner.get("channel") or "")
        asked.payload = payloads.event(place, next(self._events), inner)
        return await self.bring(asked)

    async def invite(self, channel: str | None = None, *, who: str = "ada") -> Interaction:
        """Invite the app into a channel."""
        place, room = self.room(channel)
        room.members.add(place.bot)
        inner = payloads.joined(place, room, place.bot, place.by_name(who).id)
        return await self.event(inner, place=place, user=place.by_name(who).id)

    async def mention(
        self, text: str, *, who: str = "ada", channel: str | None = None, thread: str | None = None
    ) -> Any:
        """Write ``@Tidings text`` into a channel, or a thread of it; give the answer."""
        place, room = self.room(channel)
        room.members.add(place.bot)
        person = place.by_name(who)
        said = self.write(f"<@{place.bot}> {text}", who=who, channel=room.id, thread=thread)
        inner = payloads.mention(place, room, said)
        return await self.answer_to(await self.event(inner, place=place, user=person.id))

    def write(
        self, text: str, *, who: str = "ada", channel: str | None = None, thread: str | None = None
    ) -> Message:
        """Let a person write something."""
        place, room = self.room(channel)
        said = Message(
            ts=new_ts(),
            channel=room.id,
            user=place.by_name(who).id,
            text=text,
            thread=thread,
            of_app=False,
        )
        room.messages[said.ts] = said
        return said

    async def open_home(self, *, who: str = "ada") -> View:
        """Open the app's Home; give it as it is shown then."""
        person = self.place.by_name(who)
        before = self.homes.get(person.id)
        room = self.place.private(person.id)
        inner = payloads.home_opened(room, person, before, self.place)
        await self.event(inner, user=person.id)
        return await self.until(  # type: ignore[no-any-return]
            lambda: self.homes.get(person.id) is not before and self.homes.get(person.id)
        )

    async def archive(self, channel: str) -> None:
        place, room = self.room(channel)
        room.archived = True
        person = next(iter(place.people))
        said = {"type": "channel_archive", "channel": room.id, "user": person}
        said |= {"is_moved": 0, "event_ts": f"{time.time():.6f}"}
        await self.event(said, place=place)

    async def uninstall(self, place: Workspace | None = None) -> None:
        """Take the app out of a workspace: its tokens end, then it is told so."""
        place = place or self.place
        ended = [token for token, team in self.tokens.items() if team == place.id]
        for token in ended:
            self.revoked.add(token)  # type: ignore[attr-defined]
            del self.tokens[token]
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [place.bot]}}
        await self.event(revoked, place=place)
        await self.event({"type": "app_uninstalled"}, place=place)

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

    def _answers(self, made: Message, user: str | None) -> None:
        """Take a message for the answer to what was asked last where it stands."""
        for asked in reversed(self.brought):
            mine = user in (None, asked.user) and asked.channel in (made.channel, "")
            if mine and (user or asked.payload.get("event", {}).get("type") == "app_mention"):
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

    def set_view(self, view: View, shown: dict[str, Any]) -> None:
        view.shown = {**shown, "blocks": with_ids(shown.get("blocks"))}
        view.hash = uuid.uuid4().hex
        self._seen.set()
