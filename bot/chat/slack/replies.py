"""Where an answer goes: to the response_url of what was done, else to the person in the channel.

A response_url takes five answers within 30 minutes (Slack, "Handling user interaction"); what does
not reach it is shown by ``chat.postEphemeral``, and where the bot is not in the channel, in the
person's own conversation with the bot. Files go there, too: Slack shows none to one person alone.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlsplit

from slack_sdk.errors import SlackApiError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.chat.slack.answer import bodies
from bot.chat.slack.client import FAILURES, TIMEOUT, Workspaces, error_of
from bot.chat.slack.said import Native
from bot.chat.slack.text import SECTION, escaped, post_options
from bot.errors import SendError
from bot.locales import say
from bot.log import get_logger
from bot.model import File, Reply

log = get_logger(__name__)
USES: Final = 5  # of one response_url
_HERE: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_SLACKS: Final = (".slack.com", ".slack-gov.com")
_SHOWN: Final = 9000  # characters of a file that is shown as text where it cannot be sent


class Replies:
    """Shows answers. ``api_base``: another server than Slack's own, whose addresses count too."""

    def __init__(self, workspaces: Workspaces, api_base: str = "") -> None:
        self._workspaces = workspaces
        self._other = (urlsplit(api_base).scheme, urlsplit(api_base).hostname)

    async def show(self, native: Native, reply: Reply, *, in_place: bool = False) -> None:
        """Show an answer to who asked, and to nobody else. ``in_place``: instead of the last."""
        shown = bodies(await self.with_files(native, reply))
        sent = 0
        if native.response_url and (in_place or not native.thread):
            sent = await self._respond(native, shown[:USES], in_place=in_place)
        for body in shown[sent:]:
            await self._whisper(native, body)

    async def _respond(self, native: Native, shown: list[dict[str, Any]], *, in_place: bool) -> int:
        """Answer at the response_url; give how many of the messages it took."""
        if not self._ours(native.response_url):
            log.warning("slack.foreign_response_url", host=urlsplit(native.response_url).hostname)
            return 0
        webhook = AsyncWebhookClient(native.response_url, timeout=TIMEOUT, retry_handlers=[])
        if urlsplit(native.response_url).hostname in _HERE:
            webhook.proxy = None
        for number, body in enumerate(shown):
            replaces = in_place and number == 0
            how = {"replace_original": replaces, "response_type": "ephemeral"}
            try:
                answer = await webhook.send_dict({**body, **how})
            except FAILURES as exc:
                log.warning("slack.not_answered", error=f"{type(exc).__name__}: {exc}")
                return number
            if answer.status_code != 200:
                log.warning("slack.not_answered", status=answer.status_code, error=answer.body[:99])
                return number
        return len(shown)

    def _ours(self, url: str) -> bool:
        """Say whether an address is Slack's: answers go nowhere else."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme == "https" and host.endswith(_SLACKS):
            return True
        return (parts.scheme, host) == self._other

    async def _whisper(self, native: Native, body: Mapping[str, Any]) -> None:
        options = {k: v for k, v in post_options().items() if not k.startswith("unfurl")}
        whole = {**body, **options, "user": native.user}
        try:
            if not native.channel:
                raise SendError("This came from no channel.")
            place = {"channel": native.channel, "thread_ts": native.thread}
            await self._workspaces.ask(native.team, "chat.postEphemeral", **whole, **place)
        except FAILURES as exc:
            log.info("slack.not_whispered", error=str(exc))
            await self._write_to(native, {**body, **post_options()})

    async def _write_to(self, native: Native, body: Mapping[str, Any]) -> None:
        try:
            place = await self.private(native)
            await self._workspaces.ask(native.team, "chat.postMessage", channel=place, **body)
        except FAILURES as exc:
            log.warning("slack.not_answered", user=native.user, error=str(exc))

    async def private(self, native: Native) -> str:
        """Give the person's own conversation with the bot; where it cannot be opened, the person.

        Raises what `Workspaces.ask` raises.
        """
        try:
            made = await self._workspaces.ask(native.team, "conversations.open", users=native.user)
        except SlackApiError as exc:
            if error_of(exc) not in ("missing_scope", "unknown_method"):
                raise
            return native.user  # chat.postMessage takes a person's id, too
        return str((made.get("channel") or {}).get("id") or native.user)

    # ── files ───────────────────────────────────────────────────────────────────────────────

    async def with_files(self, native: Native, reply: Reply) -> Reply:
        """Hand over the files of an answer, and give it with a word on where they are."""
        if not reply.files:
            return reply
        told = [reply.text, *[await self._handed_over(native, file) for file in reply.files]]
        return replace(reply, text="\n".join(told), files=())

    async def _handed_over(self, native: Native, file: File) -> str:
        """Give a file to the person alone; where Slack does not let us, say its text, or how."""
        try:
            place = await self.private(native)
            client = await self._workspaces.client(native.team)
            await client.files_upload_v2(
                channel=place, filename=file.name, title=file.name, content=file.data
            )
        except FAILURES as exc:
            log.info("slack.file_not_sent", file=file.name, error=str(exc))
            return as_text(file, exc)
        return say("`{name}` is in our conversation, for you alone.", name=file.name)


def as_text(file: File, exc: Exception) -> str:
    """Give a file's text, each line as code, which Slack shows and lets copy as it is."""
    error = (error_of(exc) if isinstance(exc, SlackApiError) else "") or type(exc).__name__
    why = say("Slack did not take `{name}` as a file ({error}).", name=file.name, error=error)
    if error == "missing_scope":
        why = say(
            "I may not send files here, so `{name}` cannot come as one: give me the scopes "
            "files:write and im:write (api.slack.com/apps → OAuth & Permissions), then install me "
            "again.",
            name=file.name,
        )
    text = file.data.decode("utf-8", "replace")
    text = text.replace("`", r"\u0060" if file.name.endswith(".jsonl") else "ˋ")
    lines = [f"`{line}`" for line in text.split("\n") if line.strip()]
    if len(text) > _SHOWN or any(len(escaped(line)) > SECTION for line in lines):
        return f"{why} {say('It is too long to be shown.')}"
    return "\n".join([f"{why} {say('Its text:')}", *lines])
