"""App Home: what the workspace watches, how the feeds do, a field to search in.

It is drawn anew each time that it is opened, and after each press in it. What is watched in private
channels is shown to those alone who are in them.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from bot.chat.base import Handler
from bot.chat.local.answer import answered
from bot.chat.slack import modals, said
from bot.chat.slack.buttons import actions
from bot.chat.slack.client import FAILURES, Workspaces
from bot.chat.slack.marked import marked
from bot.chat.slack.people import People, Person
from bot.chat.slack.reach import Reach
from bot.chat.slack.reserved import as_typed
from bot.chat.slack.said import Native
from bot.chat.slack.sections import context, section
from bot.chat.slack.text import SECTION, escape, plain
from bot.chat.slack.windows import Windows
from bot.errors import TidingsError
from bot.locales import count, say, speak
from bot.log import get_logger
from bot.model import Button, Command, Overview, Watched

log = get_logger(__name__)
SEARCH: Final = "search"
PAGE: Final = "home"
_LONGEST: Final = 100  # characters of a search

Block = dict[str, Any]


class Home:
    """Shows App Home, and does what is its own there: searching, and turning its pages."""

    def __init__(
        self,
        commands: Sequence[Command],
        workspaces: Workspaces,
        handler: Handler,
        *,
        people: People,
        windows: Windows,
        reach: Reach,
    ) -> None:
        self._commands = commands
        self._workspaces = workspaces
        self._handler = handler
        self._people = people
        self._windows = windows
        self._reach = reach

    async def show(self, native: Native, page: int = 0) -> None:
        """Show a page to a person."""
        person = await self._person(native)
        asked = said.invocation(native, person, "watches", "list", options={})

        async def sees(place: str) -> bool:
            return await self._reach.sees(place, native.user, untold=True, guest=person.guest)

        try:
            found = await self._handler.overview(asked, sees, page)
            await self._workspaces.ask(
                native.team, "views.publish", user_id=native.user, view=drawn(found)
            )
        except (*FAILURES, TidingsError) as exc:
            log.warning("slack.home_not_shown", user=native.user, error=str(exc))

    async def after(self, native: Native) -> None:
        """Show it anew after something was done in it, or in a window that it opened."""
        if native.view and not modals.opened_of(native.view).channel:
            await self.show(native)

    async def pressed(self, native: Native) -> bool:
        """Do what was asked for in Home itself; say whether it was anything of that kind."""
        action = str(native.action.get("action_id") or "")
        verb, _, rest = action.partition(":")
        if native.view.get("type") != "home":
            return False
        if verb == PAGE:
            await self.show(native, int(rest) if rest.isdecimal() else 0)
            return True
        if action == SEARCH:
            await self._search(native, str(native.action.get("value") or ""))
            return True
        return False

    async def _search(self, native: Native, words: str) -> None:
        """Answer in a window of its own."""
        person = await self._person(native)
        opened = modals.Opened(kind=modals.ANSWER)
        view = await self._windows.wait(native, opened, beside=True)
        asked = said.invocation(native, person, "search", None, options={"query": words.strip()})
        if not words.strip():
            asked = said.invocation(native, person, "help", None, options={"command": "search"})
        reply = await answered(self._handler.invoke(asked), channel=native.place)
        reply = replace(reply, text=as_typed(reply.text, self._commands))
        await self._windows.fill(native, view, reply, opened)

    async def _person(self, native: Native) -> Person:
        person = await self._people.person(
            native.team, native.user, user_team=native.user_team, enterprise=native.enterprise
        )
        speak(person.locale)
        return person


def drawn(found: Overview) -> dict[str, Any]:
    """Draw App Home; pure."""
    return {"type": "home", "callback_id": PAGE, "blocks": _blocks(found)}


def _blocks(found: Overview) -> list[Block]:
    health = "\n".join(marked(line) for line in found.health)
    return [
        {"type": "header", "text": plain(say("What is watched here"), 150)},
        *([section(health[:SECTION])] if health else []),
        _search_field(),
        *actions(_first_buttons(found)),
        {"type": "divider"},
        *_watches(found),
        *actions(_turn(found)),
    ]


def _search_field() -> Block:
    element = {
        "type": "plain_text_input",
        "action_id": SEARCH,
        "max_length": _LONGEST,
        "placeholder": plain(say("senkaku, or quad AND japan"), 150),
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    }
    return {
        "type": "input",
        "block_id": SEARCH,
        "dispatch_action": True,
        "optional": True,
        "label": plain(say("Search what was read, and press Enter"), 150),
        "element": element,
    }


def _first_buttons(found: Overview) -> list[Button]:
    change = [
        Button(id="type:watch", label=say("Type a watch")),
        Button(id="packs:", label=say("Pick a pack")),
        Button(id="type:feed", label=say("Add a feed")),
        Button(id="common:", label=say("Settings…")),
    ]
    show = [
        Button(id="feeds:0", label=say("Show feeds")),
        Button(id="topics:0", label=say("Show topics")),
    ]
    return [*(change if found.may_manage else []), *show]


def _watches(found: Overview) -> list[Block]:
    if not found.watches:
        return [section(marked(say("Nothing is watched yet. Type `/watch senkaku` in a channel.")))]
    blocks: list[Block] = []
    place = ""
    for one in found.watches:
        if one.place != place:
            place = one.place
            blocks.append(section(f"*{_where(one)}*"))
        blocks.append(_watch(one))
    return [*blocks, *context(_counted(found))]


def _where(one: Watched) -> str:
    """Draw a channel as a link to it; the person's own conversation with the bot in words."""
    if one.place.startswith("@"):
        return marked(say("In our conversation"))
    name = escape(one.channel.removeprefix("#").replace("|", "∣"))
    return f"<#{one.place.rpartition('/')[2]}|{name}>"


def _watch(one: Watched) -> Block:
    lines = [f"{one.name} · {one.manner} · {one.pace}"]
    lines += [f"⚠ {one.trouble}"] if one.trouble else []
    text = "\n".join(marked(line) for line in lines)
    [row] = actions([Button(id=f"open:{one.id}", label=say("Open"))])
    return {**section(text[:SECTION]), "accessory": row["elements"][0]}


def _counted(found: Overview) -> str:
    total = count(found.total, "{n} watch", "{n} watches")
    if found.pages < 2:
        return marked(total)
    where = say("page {page} of {pages}", page=found.page + 1, pages=found.pages)
    return marked(f"{total} · {where}")


def _turn(found: Overview) -> list[Button]:
    back = [Button(id=f"{PAGE}:{found.page - 1}", label=say("Back"))] if found.page else []
    more = found.page + 1 < found.pages
    on = [Button(id=f"{PAGE}:{found.page + 1}", label=say("More"))] if more else []
    return [*back, *on]
