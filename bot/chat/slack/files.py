"""Files that people give: attached to a mention, put into a window, or pasted as text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp

from bot.chat.slack.client import TIMEOUT, Workspaces
from bot.chat.slack.said import Native
from bot.errors import CommandError, SendError
from bot.locales import say
from bot.model import MOST_BYTES, File, Invocation

FILE: Final = "file"
_LISTS: Final = frozenset({("import", None), ("feeds", "import"), ("topics", "import")})


class Files:
    """Fetches what people give. ``api_base``: another server than Slack's own."""

    def __init__(self, workspaces: Workspaces, api_base: str = "") -> None:
        self._workspaces = workspaces
        self._host = urlsplit(api_base).hostname

    async def attached(self, native: Native, asked: Invocation) -> Invocation:
        """Give a command with the file that came with its mention. Raises CommandError."""
        if not native.files or (asked.command, asked.sub) not in _LISTS or asked.files:
            return asked
        file = await self._fetch(native, native.files[0])
        return replace(asked, files={FILE: file}, options={**asked.options, FILE: file.name})

    async def given(
        self, native: Native, files: Sequence[Mapping[str, Any]], pasted: str
    ) -> tuple[dict[str, File], str]:
        """Give what was put into a window, or what is wrong with it."""
        if pasted:
            return {FILE: File(name="pasted.txt", data=copied(pasted).encode())}, ""
        try:
            return ({FILE: await self._fetch(native, files[0])} if files else {}), ""
        except CommandError as exc:
            return {}, str(exc)

    async def _fetch(self, native: Native, file: Mapping[str, Any]) -> File:
        """Raises CommandError."""
        name = str(file.get("name") or "file")
        url = str(file.get("url_private_download") or file.get("url_private") or "")
        if int(file.get("size") or 0) > MOST_BYTES:
            raise CommandError(_too_large())
        if not self._ours(url):
            raise CommandError(_elsewhere(name))
        try:
            data = await self._read(native, url)
        except (aiohttp.ClientError, OSError, TimeoutError, SendError) as exc:
            raise CommandError(_not_given(name, str(exc))) from exc
        if data is None:
            raise CommandError(_not_read(name))
        if len(data) > MOST_BYTES:
            raise CommandError(_too_large())
        return File(name=name, data=data, media_type=str(file.get("mimetype") or "text/plain"))

    async def _read(self, native: Native, url: str) -> bytes | None:
        """None: Slack shows a page to log in, as it does without the scope."""
        client = await self._workspaces.client(native.team)
        headers = {"Authorization": f"Bearer {client.token}"}
        timeout = aiohttp.ClientTimeout(total=TIMEOUT)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(url, headers=headers, allow_redirects=False) as answer,
        ):
            if answer.status in (301, 302) or answer.content_type == "text/html":
                return None
            if answer.status != 200:
                raise SendError(f"Slack answered {answer.status}")
            return await answer.content.read(MOST_BYTES + 1)

    def _ours(self, url: str) -> bool:
        """Say whether an address is Slack's: the token is shown to nobody else."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        slacks = parts.scheme == "https" and host.endswith((".slack.com", ".slack-files.com"))
        return slacks or bool(host and host == self._host)


def copied(text: str) -> str:
    """Give what was copied from an answer without the marks of code around its lines."""
    lines = [line.strip() for line in text.split("\n")]
    around = [re.fullmatch(r"`+([^`]+)`+", line) for line in lines]
    return "\n".join(mark[1] if mark else line for mark, line in zip(around, lines, strict=True))


def _too_large() -> str:
    return say("That file is larger than {most} MB. Give a smaller one.", most=MOST_BYTES >> 20)


def _not_read(name: str) -> str:
    return say(
        "I cannot read {name}: give me the scope files:read (api.slack.com/apps → OAuth & "
        "Permissions) and install me again, or give the file’s address.",
        name=name,
    )


def _not_given(name: str, why: str) -> str:
    return say(
        "I cannot read {name} ({why}). Try again, paste its text, or give the file’s address.",
        name=name,
        why=why or "…",
    )


def _elsewhere(name: str) -> str:
    return say(
        "{name} does not lie at Slack, and my token I show to nobody else. Paste its text, or give "
        "the file’s address.",
        name=name,
    )
