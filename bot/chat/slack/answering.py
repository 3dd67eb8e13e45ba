"""From what somebody did to its answer: acknowledged at once, then worked on, then answered.

Slack waits 3 seconds for the acknowledgement, and lets a window be opened for as long; the answer
has half an hour. Answers are for the person alone. A page that is turned, or a question that is
answered, takes the place of the answer it stood in.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from bot.chat.base import Handler
from bot.chat.local.answer import answered
from bot.chat.slack import modals, said
from bot.chat.slack.ability import Ability
from bot.chat.slack.files import Files
from bot.chat.slack.line import with_name
from bot.chat.slack.people import People, Person
from bot.chat.slack.reach import Reach
from bot.chat.slack.replies import Replies
from bot.chat.slack.reserved import as_typed
from bot.chat.slack.said import Native
from bot.chat.slack.windows import Windows
from bot.errors import CommandError, TidingsError
from bot.locales import say, speak
from bot.log import get_logger
from bot.model import FORMS, Actor, Command, File, Invocation, Press, Reply

log = get_logger(__name__)
Ack = Callable[..., Awaitable[Any]]
_PERSON: Final = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
WINDOW_WITHIN: Final = 2.0  # seconds in which what a window shows, or says, has to be made
# Buttons whose answer stands beside the one they were pressed in.
_BESIDE: Final = frozenset({"names", "open", "why", "stats", "zones", "topics-export", "more"})
# Commands that take a list, which is pasted into a window.
_LISTS: Final = frozenset({("import", None), ("feeds", "import"), ("topics", "import")})
# Commands that open a window where nothing was typed beside them.
_WINDOWED: Final[Mapping[tuple[str, str | None], str]] = {("digest", "set"): "when:"}


class Answering:
    """Answers what people type, press and fill in."""

    def __init__(
        self,
        commands: Sequence[Command],
        handler: Handler,
        *,
        people: People,
        replies: Replies,
        windows: Windows,
        reach: Reach,
        ability: Ability,
        files: Files,
    ) -> None:
        self._commands = [one for one in commands if "slack" in one.platforms]
        self._handler = handler
        self._people = people
        self._replies = replies
        self._windows = windows
        self._reach = reach
        self._ability = ability
        self._files = files

    # ── typed ───────────────────────────────────────────────────────────────────────────────

    async def on_command(self, body: dict[str, Any], ack: Ack) -> None:
        """Answer a slash command."""
        await ack()
        await self._typed(said.command(body, self._commands))

    async def on_mention(self, native: Native) -> None:
        """Answer a mention, where it stands."""
        await self._typed(native)

    async def _typed(self, native: Native) -> None:
        native, person = await self._met(native)
        asked = self._read(native, person)
        if isinstance(asked, Invocation):
            if await self._list_window(native, asked):
                return
            # Who may change it gets a window, which says how it stands, too.
            if not asked.options and asked.actor.may_manage:
                button = _WINDOWED.get((asked.command, asked.sub))
                asked = said.press(native, person, button) if button else asked
        reply = asked if isinstance(asked, Reply) else await self._done(native, asked)
        if reply.form is not None and native.trigger:
            opened = self._opened(native, modals.FORM, reply.form.button)
            if await self._windows.form(native, reply.form, opened):
                return
        await self._show(native, reply)

    def _read(self, native: Native, person: Person) -> Invocation | Press | Reply:
        try:
            return said.to_invocation(native, person, self._commands)
        except CommandError as exc:
            return Reply(text=str(exc), error=True)

    async def _list_window(self, native: Native, asked: Invocation) -> bool:
        """Open a window for a list that was not given; say whether it is open."""
        given = asked.options.keys() - {"channel"} or native.files
        able = native.trigger and asked.actor.may_manage  # else it is said that they may not
        if given or not able or (asked.command, asked.sub) not in _LISTS:
            return False
        return await self._windows.list(native, self._opened(native, modals.LIST, _path(asked)))

    # ── pressed ─────────────────────────────────────────────────────────────────────────────

    async def on_press(self, body: dict[str, Any], ack: Ack) -> None:
        """Answer a press of a button."""
        await ack()
        native = said.interaction(body)
        if not native.button:
            return  # a link, or a field in a window: Slack tells of those, too
        native, person = await self._met(native)
        verb = native.button.partition(":")[0]
        if native.button in modals.TYPE_INTO:
            opened = self._opened(native, modals.TYPED, modals.path_of(native.button))
            if await self._windows.typing(native, self._commands, opened):
                return
        if await self._pack_window(native, person):
            return
        if native.view:
            await self._pressed_in_window(native, person, verb)
            return
        reply = await self._done(native, said.press(native, person, native.button))
        if reply.form is not None:
            opened = self._opened(native, modals.FORM, reply.form.button)
            if await self._windows.form(native, reply.form, opened):
                return
        in_place = native.private and verb not in _BESIDE
        await self._show(native, reply, in_place=in_place)

    async def _pack_window(self, native: Native, person: Person) -> bool:
        """Ask for a pack and its channel, where that was pressed in no channel."""
        if native.button != modals.PACKS or not native.place.startswith("@"):
            return False
        reply = await self._done(native, said.press(native, person, native.button))
        opened = self._opened(native, modals.TYPED, "subscribe")
        return reply.asks and await self._windows.packs(native, reply, opened)

    async def _pressed_in_window(self, native: Native, person: Person, verb: str) -> None:
        """Answer where there is no channel: in the window, or in one of its own."""
        opened = modals.opened_of(native.view)
        if native.view.get("type") != "modal":
            opened = modals.Opened(kind=modals.ANSWER)
        where = opened.native(native)
        asked = said.press(where, person, native.button)
        if verb in FORMS:
            reply = await self._done(where, asked)
            if reply.form is not None:
                form = modals.Opened(kind=modals.FORM, what=reply.form.button)
                if await self._windows.form(native, reply.form, form):
                    return
            await self._windows.show(native, self._said_here(reply), opened)
            return
        beside = verb in _BESIDE
        view = await self._windows.wait(native, opened, beside=beside)
        reply = self._said_here(await self._done(where, asked))
        await self._windows.fill(native, view, reply, opened)

    async def on_shortcut(self, body: dict[str, Any], ack: Ack) -> None:
        """Answer "Why this?" on a message."""
        await ack()
        native, person = await self._met(said.interaction(body))
        await self._show(native, await self._done(native, said.about(native, person)))

    # ── filled in ───────────────────────────────────────────────────────────────────────────

    async def on_submission(self, body: dict[str, Any], ack: Ack) -> None:
        """Take what was written into a window; what is wrong is said at its field."""
        begun = asyncio.get_running_loop().time()
        sent = said.interaction(body)
        entered = modals.read(sent.view, sent.team)
        opened = entered.opened
        native = opened.native(sent)
        person = await self._person(native)
        made = self._entered(native, person, entered)
        work = asyncio.ensure_future(answered(made, channel=native.place, button=opened.what))
        left = begun + WINDOW_WITHIN - asyncio.get_running_loop().time()
        done, _ = await asyncio.wait({work}, timeout=max(left, 0.01))
        if not done:
            await ack(response_action="update", view=modals.waiting(opened))
            reply = self._said_here(await work)
            view = str(sent.view.get("id") or "")
            await self._windows.fill(sent, view, reply, opened)
            return
        reply = self._said_here(work.result())
        if reply.error and not reply.buttons:
            await ack(
                response_action="errors",
                errors=modals.wrong(
                    sent.view, entered.values, reply.text, files=bool(entered.files)
                ),
            )
        elif not native.channel:
            whole = await self._replies.with_files(native, reply)
            await ack(response_action="update", view=modals.answer(whole, opened))
        else:
            await ack()
            await self._replies.show(native, reply, in_place=opened.in_place)

    async def _entered(self, native: Native, person: Person, entered: modals.Entered) -> Reply:
        opened = entered.opened
        if opened.kind == modals.FORM:
            asked: Invocation | Press = said.press(
                native, person, opened.what, fields=entered.values
            )
            return await self._done(native, asked)
        name, _, sub = opened.what.partition(" ")
        options = {key: value for key, value in entered.values.items() if value}
        files: dict[str, File] = {}
        if opened.kind == modals.LIST:
            pasted = options.pop(modals.PASTED, "")
            files, wrong = await self._files.given(native, entered.files, pasted)
            if wrong:
                return Reply(text=wrong, error=True)
            if not files and not options:
                return Reply(text=say("Paste the file’s text, or give its address."), error=True)
            options |= {key: file.name for key, file in files.items()}
        asked = said.invocation(native, person, name, sub or None, options=options, files=files)
        return await self._done(native, asked)

    async def on_options(self, body: dict[str, Any], ack: Ack) -> None:
        """Offer names for what is being typed; half a word is no reason to complain."""
        native = said.interaction(body)
        option = str(body.get("action_id") or "")
        try:
            person = await self._person(native)
            about = said.invocation(
                native, person, "settings", None, options={option: str(body.get("value") or "")}
            )
            about = replace(about, actor=self._seeing(native, about.actor))
            pairs = await self._handler.complete(about, option)
        except TidingsError:
            pairs = []
        except Exception:
            log.exception("slack.complete_failed", option=option)
            pairs = []
        await ack(options=modals.choices(pairs))

    # ── the answer ──────────────────────────────────────────────────────────────────────────

    async def _done(self, native: Native, asked: Invocation | Press) -> Reply:
        return await answered(
            self._handed(native, asked), channel=native.place, button=native.button
        )

    async def _handed(self, native: Native, asked: Invocation | Press) -> Reply:
        asked = replace(asked, actor=self._seeing(native, asked.actor))
        asked = await self._calling(native, asked)
        if isinstance(asked, Press):
            return await self._handler.press(await self._reach.with_names(native, asked))
        await self._reach.may_post(native, asked)
        asked = await self._reach.with_names(native, asked)
        return await self._handler.invoke(await self._files.attached(native, asked))

    async def _calling(self, native: Native, asked: Invocation | Press) -> Invocation | Press:
        """Give a person who is to be mentioned with their name. Raises CommandError for nobody."""
        given = asked.options if isinstance(asked, Invocation) else asked.fields
        user = _PERSON.fullmatch(given.get("mention", ""))
        if user and not await self._people.is_there(native.team, user[1]):
            raise CommandError(
                say(
                    "There is no such person in this workspace. Choose one from the list that "
                    "opens when you type `@`."
                )
            )
        name = (await self._people.person(native.team, user[1])).name if user else ""
        if not user or not name:
            return asked
        told = {**given, "mention": with_name(f"@{user[1]}", name)}
        if isinstance(asked, Invocation):
            return replace(asked, options=told)
        return replace(asked, fields=told)

    def _seeing(self, native: Native, actor: Actor) -> Actor:
        """Let the commands ask which channels the person sees: private ones are not everybody's."""
        sees = partial(self._reach.sees, user=native.user, untold=True, guest=actor.guest)
        calls = partial(self._may_be_called, native.team)
        return replace(actor, sees=sees, calls=calls, lacks=self._ability.lacks)

    async def _may_be_called(self, team: str, mention: str) -> bool:
        user = _PERSON.fullmatch(mention)
        return user is None or await self._people.is_there(team, user[1])

    async def _met(self, native: Native) -> tuple[Native, Person]:
        """Learn at once what Slack did not tell: who it is, and what the channel is called."""
        native, person = await asyncio.gather(self._reach.named(native), self._person(native))
        speak(person.locale)
        return native, person

    async def _person(self, native: Native) -> Person:
        """Say who somebody is, and speak their language from here on."""
        person = await self._people.person(
            native.team, native.user, user_team=native.user_team, enterprise=native.enterprise
        )
        speak(person.locale)
        return person

    def _opened(self, native: Native, kind: str, what: str) -> modals.Opened:
        verb = native.button.partition(":")[0]
        return modals.Opened(
            kind=kind,
            what=what,
            channel=native.channel,
            channel_name=native.channel_name,
            thread=native.thread,
            response_url=native.response_url,
            in_place=native.private and verb not in _BESIDE,
        )

    async def _show(self, native: Native, reply: Reply, *, in_place: bool = False) -> None:
        await self._replies.show(native, self._said_here(reply, native), in_place=in_place)

    def _said_here(self, reply: Reply, native: Native | None = None) -> Reply:
        """Give an answer with its commands as Slack takes them there."""
        thread = bool(native and native.thread)
        text = said.begun(as_typed(reply.text, self._commands, thread=thread))
        return replace(reply, text=text)


def _path(asked: Invocation) -> str:
    return " ".join(filter(None, (asked.command, asked.sub)))
