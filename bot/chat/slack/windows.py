"""Opens windows and changes them: within 3 seconds, and where that fails, not at all."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.chat.slack import modals
from bot.chat.slack.client import FAILURES, Workspaces
from bot.chat.slack.modals import Opened
from bot.chat.slack.replies import Replies
from bot.chat.slack.said import Native
from bot.log import get_logger
from bot.model import Command, Form, Reply

log = get_logger(__name__)


class Windows:
    """Opens windows for people. Each of these says whether it did (or the window's id)."""

    def __init__(self, workspaces: Workspaces, replies: Replies) -> None:
        self._workspaces = workspaces
        self._replies = replies

    async def form(self, native: Native, form: Form, opened: Opened) -> bool:
        """Open a form of the bot's."""
        return bool(await self._open(native, modals.window(form, opened)))

    async def typing(self, native: Native, commands: Sequence[Command], opened: Opened) -> bool:
        """Open a window for one option of a command."""
        view = modals.typing_window(commands, opened)
        return bool(await self._open(native, view))

    async def packs(self, native: Native, reply: Reply, opened: Opened) -> bool:
        """Open a window to choose a pack in, and the channel that takes it."""
        return bool(await self._open(native, modals.pack_window(reply.buttons, opened)))

    async def list(self, native: Native, opened: Opened) -> bool:
        """Open a window for a list; with a field for a file where Slack lets us read files."""
        for files in (True, False):
            view = modals.list_window(opened, files=files)
            if await self._open(native, view, quiet=files):
                return True
        return False

    async def show(self, native: Native, reply: Reply, opened: Opened) -> None:
        """Show an answer in a window of its own."""
        await self._open(native, modals.answer(reply, opened))

    async def wait(self, native: Native, opened: Opened, *, beside: bool) -> str:
        """Say in a window that the answer comes; give the window, "" where there is none."""
        inside = native.view.get("type") == "modal"
        if inside and not beside:
            return str(native.view.get("id") or "")
        return await self._open(native, modals.waiting(opened))

    async def fill(self, native: Native, view: str, reply: Reply, opened: Opened) -> None:
        """Show an answer in the window that waits for it; else write it to the person."""
        reply = await self._replies.with_files(native, reply)
        shown = modals.answer(reply, opened)
        if view and await self._try(native, "views.update", view_id=view, view=shown):
            return
        await self._replies.show(opened.native(native), reply)

    async def _open(self, native: Native, view: Mapping[str, Any], *, quiet: bool = False) -> str:
        inside = native.view.get("type") == "modal"
        method = "views.push" if inside else "views.open"
        made = await self._try(
            native, method, trigger_id=native.trigger, view=dict(view), quiet=quiet
        )
        return str((made or {}).get("view", {}).get("id") or "")

    async def _try(
        self, native: Native, method: str, *, quiet: bool = False, **args: Any
    ) -> Mapping[str, Any] | None:
        try:
            return await self._workspaces.ask(native.team, method, **args)
        except FAILURES as exc:
            (log.info if quiet else log.warning)("slack.no_window", method=method, error=str(exc))
            return None
