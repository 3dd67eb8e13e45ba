"""The desk: every platform hands its commands and presses in here, and gets one Reply.

invocation → room (community, channel, person) → may they? → the command's handler → Reply
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import replace

from bot.commands import (
    arrivals,
    completing,
    digest,
    feedback,
    forms,
    help,  # noqa: A004  the command’s own name
    lacking,
    latest,
    more,
    overview,
    quiet,
    search,
    settings,
    undo,
)
from bot.commands.feeds import add as feeds_add
from bot.commands.feeds import edit as feeds_edit
from bot.commands.feeds import lists as feeds_lists
from bot.commands.feeds import show as feeds
from bot.commands.reading import pointed
from bot.commands.room import Options, Room, said
from bot.commands.setup import export as setup
from bot.commands.setup import take as setup_take
from bot.commands.status import decide as status_decide
from bot.commands.status import status
from bot.commands.subscribe import subscribe, unsubscribe
from bot.commands.table import row
from bot.commands.topics import add as topics_add
from bot.commands.topics import edit as topics_edit
from bot.commands.topics import lists as topics_lists
from bot.commands.topics import names as topics_names
from bot.commands.topics import show as topics
from bot.commands.watches import answer as watch_answer
from bot.commands.watches import broaden, edit, tighten, unwatch, watch
from bot.commands.watches import show as watches
from bot.commands.why import why, whynot
from bot.errors import CommandError, QueryError, TidingsError
from bot.legs.gear import Gear
from bot.locales import retold, say, speak, speaking
from bot.model import Button, Invocation, Overview, Presence, Press, Reply
from bot.store import channels

Handles = Callable[[Room, Options], Awaitable[Reply]]
Answers = Callable[[Room, str], Awaitable[Reply]]

HANDLERS: Mapping[tuple[str, str | None], Handles] = {
    ("watch", None): watch.watch,
    ("unwatch", None): unwatch.unwatch,
    ("watches", "list"): watches.show,
    ("watches", "stats"): watches.stats,
    ("subscribe", None): subscribe.subscribe,
    ("unsubscribe", None): unsubscribe.unsubscribe,
    ("digest", "set"): digest.set_,
    ("digest", "now"): digest.now,
    ("digest", "preview"): digest.look,
    ("digest", "off"): digest.off,
    ("quiet", "set"): quiet.set_,
    ("quiet", "now"): quiet.now,
    ("quiet", "off"): quiet.off,
    ("feeds", "list"): feeds.show,
    ("feeds", "add"): feeds_add.add,
    ("feeds", "edit"): feeds_edit.edit,
    ("feeds", "remove"): feeds.remove,
    ("feeds", "test"): feeds_add.test,
    ("feeds", "import"): feeds_lists.import_,
    ("feeds", "export"): feeds_lists.export,
    ("topics", "show"): topics.show,
    ("topics", "add"): topics_add.add,
    ("topics", "edit"): topics_edit.edit,
    ("topics", "remove"): topics_edit.remove,
    ("topics", "import"): topics_lists.import_,
    ("topics", "export"): topics_lists.export,
    ("why", None): why.why,
    ("whynot", None): whynot.whynot,
    ("latest", None): latest.latest,
    ("search", None): search.search,
    ("settings", None): settings.settings,
    ("status", None): status.status,
    ("export", None): setup.export,
    ("import", None): setup_take.import_,
    ("help", None): help.help_,
}


async def _run_answer(room: Room, rest: str) -> Reply:
    """Go on with a command, "watch" or "topics add", after a question about it was answered."""
    typed, options = await undo.answered(room, rest)
    command, _, sub = typed.partition(" ")
    known = row(command, sub or None)
    changes = known is None or known.changes
    if command in _OF_ALL:
        room.must_belong(changes=changes)
    if (command, sub or None) in _CHANGES_ALL:
        room.must_manage_all()
    if changes:
        room.must_manage(say("change watches"))
        await _must_manage_there(room, options)
    return await _handled(room, command, sub or None, options)


async def _handled(room: Room, command: str, sub: str | None, options: Options) -> Reply:
    """Let a command's handler answer; with what the bot lacks where it is to post from now on."""
    reply = await HANDLERS[command, sub](room, options)
    return await lacking.noted(room, options, reply) if (command, sub) in _POSTS else reply


async def _must_manage_there(room: Room, options: Options) -> None:
    """Raises NotAllowed where an answer is about a channel that the person may not change."""
    if options.get("channel"):
        async with room.gear.store.read() as tx:
            channel = await room.target(tx, options)
        room.must_manage_in(channel)


# Verb → what it does, and what it changes (None: it only reads). A button's id is "verb:rest".
PRESSES: Mapping[str, tuple[Answers, str | None]] = {
    "why": (why.press_why, None),
    "whynot": (whynot.press_whynot, None),
    "yes": (feedback.press_yes, None),
    "no": (feedback.press_no, None),
    "mute": (feedback.press_mute, "mute anything"),
    "hush": (feedback.press_hush, "mute anything"),
    "unmute": (settings.press_unmute, "end a mute"),
    "undo": (undo.undo, "undo changes"),
    "do": (_run_answer, "change watches"),
    "go": (_run_answer, None),
    "cancel": (undo.cancel, "change watches"),
    "open": (watch_answer.press_open, None),
    "set": (watch_answer.press_set, "change watches"),
    "edit": (edit.press_edit, "change watches"),
    "call": (edit.press_call, "change watches"),
    "when": (forms.press_when, "change the digest"),
    "adjust": (forms.press_adjust, "change settings"),
    "common": (forms.press_common, "change settings"),
    "names": (watch_answer.press_names, None),
    "remove": (unwatch.press_remove, "remove watches"),
    "watches": (watches.press_page, None),
    "broaden": (broaden.press_broaden, None),
    "widen": (broaden.press_widen, "change watches"),
    "tighten": (tighten.press_tighten, None),
    "narrow": (tighten.press_narrow, "change watches"),
    "outlets": (tighten.press_outlets, "change watches"),
    "stats": (watches.press_stats, None),
    "feeds": (feeds.press_page, None),
    "retry": (feeds.press_retry, None),
    "topics": (topics.press_list, None),
    "topic": (topics.press_topic, None),
    "topics-export": (topics_lists.press_export, None),
    "names-off": (topics_names.press_names_off, None),
    "flip": (topics_names.press_flip, "change topics"),
    "everything": (feeds_add.press_everything, "subscribe this channel"),
    "matching": (feeds_add.press_matching, None),
    "zones": (settings.press_zones, "set the time zone"),
    "zone": (settings.press_zone, "set the time zone"),
    "packs": (arrivals.press_packs, None),
    "pack": (arrivals.press_pack, "subscribe this channel"),
    "type": (arrivals.press_type, None),
    "more": (more.press_more, None),
    "search": (search.press_page, None),
    "latest": (latest.press_page, None),
    "status": (status.press_status, None),
    "resend": (status_decide.press_resend, "decide about posts"),
    "drop": (status_decide.press_drop, "decide about posts"),
    "probe": (status_decide.press_probe, "try a channel"),
    "forget": (status_decide.press_forget, "remove watches"),
}


# What tells of other channels than the one that it is typed in, so that hidden ones are left out;
# of buttons all but those that are about their own channel alone.
_TELLS_OF_OTHERS = frozenset({"export", "import", "settings", "status", "topics"})
_OF_HERE = frozenset(
    {"why", "whynot", "yes", "no", "mute", "hush", "cancel", "names", "feeds", "retry", "topic"}
    | {"topics-export", "everything", "matching", "packs", "pack", "type", "search"}
)


# What is about the community as a whole, which guests do not belong to.
_OF_ALL = frozenset({"search", "feeds", "topics", "export", "import", "status"})
# What changes something for all channels: who may change some of them alone may not.
_CHANGES_ALL = frozenset(
    {("topics", "edit"), ("topics", "remove"), ("topics", "import")}
    | {("feeds", "edit"), ("feeds", "remove")}
)
_PRESSES_OF_ALL = frozenset(
    {"search", "feeds", "retry", "matching", "everything", "topics", "topic", "topics-export"}
    | {"flip", "status", "resend", "drop", "probe", "forget", "packs", "pack", "broaden", "common"}
)
# What changes nothing without an option, and says how things stand.
_SHOWS = frozenset({("digest", "set"), ("quiet", "set")})
# What lets the bot post in a channel.
_POSTS = frozenset({("watch", None), ("subscribe", None), ("digest", "set"), ("settings", None)})
_PRESSES_POST = frozenset({"pack", "everything"})
_OF_NOBODY = frozenset({"timezone", "command"})  # options whose values everybody knows


def _elsewhere(asked: Invocation) -> str:
    """Name the other channel that a command is about, "" where it is about this one."""
    there = asked.options.get("channel", "")
    name = asked.names.get(there, "")
    return f"#{said(name, 80)}" if name and there != asked.channel else ""


def _may_tell(asked: Invocation | Press) -> bool:
    """Say whether an answer may be about another channel than the one that it is given in."""
    if isinstance(asked, Press):
        return asked.button.partition(":")[0] not in _OF_HERE
    return asked.command in _TELLS_OF_OTHERS or bool(asked.options.keys() & {"channel", "notices"})


def _only_looks(asked: Invocation) -> bool:
    """Say whether it is only asked how something stands, by what else changes it."""
    given = [name for name, value in asked.options.items() if value and name != "channel"]
    return (asked.command, asked.sub) in _SHOWS and not given


class Desk:
    """The platform-free side of every chat (``chat.base.Handler``)."""

    def __init__(self, gear: Gear) -> None:
        self._gear = gear

    async def invoke(self, invocation: Invocation) -> Reply:
        """Answer a command; whatever is wrong with it comes back as a Reply, too."""
        with speaking(invocation.locale):
            return await self._invoke(invocation)

    async def _invoke(self, invocation: Invocation) -> Reply:
        try:
            room = await self._room(invocation)
            command, sub = invocation.command, invocation.sub
            known = row(command, sub)
            if known is None or (command, sub) not in HANDLERS:
                raise CommandError(
                    say("There is no such command. Type `/help` to see what there is.")
                )
            changes = known.changes and not _only_looks(invocation)
            if changes:
                name = " ".join(filter(None, (f"/{command}", sub)))
                where = _elsewhere(invocation)
                room.must_manage(say("use {command}", command=f"`{name}`"), where)
            if command in _OF_ALL:
                room.must_belong(changes=changes)
            if (command, sub) in _CHANGES_ALL:
                room.must_manage_all()
            return await _handled(room, command, sub, invocation.options)
        except TidingsError as error:
            return _said_wrong(error, invocation.options.get("query", ""))

    async def press(self, press: Press) -> Reply:
        """Answer a pressed button."""
        with speaking(press.locale):
            return await self._press(press)

    async def _press(self, press: Press) -> Reply:
        verb, _, rest = press.button.partition(":")
        try:
            room = await self._room(press)
            if verb not in PRESSES:
                raise CommandError(
                    say("That button is of another version of me. Type the command.")
                )
            answer, changing = PRESSES[verb]
            if changing is not None:
                room.must_manage(say(changing))
            if verb in ("flip", "common"):
                room.must_manage_all()
            if verb in _PRESSES_OF_ALL:
                room.must_belong(changes=changing is not None)
            reply = await answer(room, rest)
            return await lacking.noted(room, {}, reply) if verb in _PRESSES_POST else reply
        except TidingsError as error:
            return _said_wrong(error)

    async def complete(self, invocation: Invocation, option: str) -> list[tuple[str, str]]:
        """Offer (value, label) pairs for the option that is being typed."""
        with speaking(invocation.locale):
            room = await self._room(invocation)
            if room.actor.stranger and option not in _OF_NOBODY:
                return []
            command = (invocation.command, invocation.sub)
            return await completing.complete(room, option, invocation.options, command)

    async def overview(self, invocation: Invocation, sees: overview.Sees, page: int) -> Overview:
        """Give a page of what the community watches, in channels that the person sees."""
        with speaking(invocation.locale):
            asked = replace(
                invocation, command="status", actor=replace(invocation.actor, sees=sees)
            )
            room = await self._room(asked)
            return await overview.overview(room, sees, page)

    async def presence(self, presence: Presence) -> None:
        """Note that the bot came to a community, is still there, or is there no more."""
        await arrivals.note(self._gear, presence)

    async def only(self, platform: str, here: Collection[str]) -> None:
        """Note that the bot is in these communities of a platform, and in no others."""
        await arrivals.note_only(self._gear, platform, here)

    async def _hidden(self, asked: Invocation | Press, room: Room) -> frozenset[int]:
        """Give the channels here that the person does not see, where they could hear of them."""
        sees = asked.actor.sees
        if sees is None or not _may_tell(asked):
            return frozenset()
        async with self._gear.store.read() as tx:
            known = await channels.channels_of(tx, room.community.id)
        others = [channel for channel in known if channel.id != room.channel.id]
        seen = await asyncio.gather(*(sees(channel.external_id) for channel in others))
        return frozenset(one.id for one, sees_it in zip(others, seen, strict=True) if not sees_it)

    async def _room(self, asked: Invocation | Press) -> Room:
        """Find who asks and where; a place never seen before is noted on the way."""
        now = self._gear.clock()
        async with self._gear.store.read() as tx:
            met = await arrivals.known(tx, asked)
        if met is None:
            async with self._gear.store.begin() as tx:
                met = await arrivals.place(self._gear, tx, asked, now)
        home, channel = met
        async with self._gear.store.read() as tx:
            view = await self._gear.memory.view(tx, self._gear.catalogue, home.id)
        speak(asked.locale or home.locale)
        room = Room(
            gear=self._gear,
            community=home,
            channel=channel,
            actor=asked.actor,
            now=now,
            locale=asked.locale or home.locale or "en",
            view=view,
            own_locale=asked.locale,
            files=asked.files if isinstance(asked, Invocation) else {},
            fields=asked.fields if isinstance(asked, Press) else {},
        )
        return replace(room, hidden=await self._hidden(asked, room))


def _said_wrong(error: TidingsError, query: str = "") -> Reply:
    """Turn an error into an answer: what was wrong, why, and the next thing to type."""
    if isinstance(error, QueryError):
        return Reply(text=pointed(query, error), error=True)
    ways_on = error.buttons if isinstance(error, CommandError) else ()
    buttons = tuple(Button(id=id_, label=label) for id_, label in ways_on)
    return Reply(text=retold(str(error)), buttons=buttons, error=True)
