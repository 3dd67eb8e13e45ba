"""What people do in the wire server's workspaces, and what they get to see of it.

Each of these returns when the app has acknowledged; those that wait for an answer give what is
shown: a post, a private answer, a view.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from tests.chat.slack import payloads, rules
from tests.chat.slack.forms import state_of
from tests.chat.slack.shown import Shown
from tests.chat.slack.wire_line import Interaction
from tests.chat.slack.wire_place import Message, Room, View, Workspace, new_ts


class People(Shown):
    """Commands, presses, forms and events by the people of ``teams``."""

    place: Workspace
    tokens: dict[str, str]

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, dict[str, Any]] = {}

    # ── what is there ───────────────────────────────────────────────────────────────────────

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

    async def suggest(
        self, shown: Message | View, label: str, typed: str, *, who: str = "ada"
    ) -> list[str]:
        """Type into a menu whose options the app knows; give what it offers."""
        block, element = shown.button(label)
        place = next(p for p in self.teams.values() if p.people.keys() & {self._sees(shown, who)})
        asked = self._asked("interactive", place, place.by_name(who), None)
        asked.payload = payloads.suggesting(place, place.by_name(who), shown, block, element, typed)
        await self.bring(asked)
        offered = (asked.said or {}).get("options") or []
        self.breaches += rules.options_breaches(offered)
        return [option["text"]["text"] for option in offered]

    def _sees(self, shown: Message | View, who: str) -> str:
        if isinstance(shown, View):
            return shown.user
        return self.room(shown.channel)[0].by_name(who).id

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
        asked.payload = payloads.event(place, next(self.numbers), inner)
        return await self.bring(asked)

    async def invite(self, channel: str | None = None, *, who: str = "ada") -> Interaction:
        """Invite the app into a channel."""
        place, room = self.room(channel)
        room.members.add(place.bot)
        inner = payloads.joined(place, room, place.bot, place.by_name(who).id)
        return await self.event(inner, place=place, user=place.by_name(who).id)

    def joined(self, place: Workspace, room: Room) -> None:
        """Tell the app that it joined a channel by itself, as Slack does."""
        self.tell_later(payloads.joined(place, room, place.bot, None), place)

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
            text=payloads.typed(text),
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

    async def tell(self, text: str, *, who: str = "ada", files: Sequence[Any] = ()) -> Any:
        """Write to the app alone; give its answer."""
        person = self.place.by_name(who)
        room = self.place.private(person.id)
        said = self.write(text, who=who, channel=room.id)
        inner = payloads.written(self.place, room, said, files)
        return await self.answer_to(await self.event(inner, user=person.id))

    async def granted(self, *places: Workspace, withdrawn: bool = False) -> None:
        """Let an organisation's admin put the app into workspaces, or take it out of them."""
        what = "team_access_revoked" if withdrawn else "team_access_granted"
        await self.event({"type": what, "team_ids": [place.id for place in places]})

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
