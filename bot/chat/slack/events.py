"""What Slack brings, handed to whoever answers it, by slack-bolt.

    command · press · shortcut · window · what is typed in a window → answering
    mention, a message to the bot → answering     App Home → home
    joined a channel, installed, removed → presence

Each is acknowledged before anything else is done, and done once, however often Slack brings it.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.slack import said
from bot.chat.slack.answering import Ack, Answering
from bot.chat.slack.gate import Entry, Gate
from bot.chat.slack.home import Home
from bot.chat.slack.people import People
from bot.chat.slack.presence import Presences
from bot.log import get_logger

log = get_logger(__name__)
_ANY: Final = re.compile(r"[\s\S]*")
_GRACE: Final = 5.0  # seconds that answers may take to end when we stop

Does = Callable[[dict[str, Any], Ack], Awaitable[None]]
Hears = Callable[[Mapping[str, Any], Entry], Awaitable[None]]


class Events:
    """Listens to everything that Slack brings."""

    def __init__(
        self,
        gate: Gate,
        *,
        answering: Answering,
        home: Home,
        presences: Presences,
        people: People,
    ) -> None:
        self._gate = gate
        self._answering = answering
        self._home = home
        self._presences = presences
        self._people = people
        self._running: set[asyncio.Task[Any]] = set()

    def app(
        self,
        client: AsyncWebClient,
        *,
        signing_secret: str = "",
        oauth: AsyncOAuthFlow | None = None,
    ) -> AsyncApp:
        """Make the library's app. ``client`` has no token: each workspace has its own."""
        made = AsyncApp(
            name="tidings",
            client=client,
            signing_secret=signing_secret,
            authorize=self._gate,  # type: ignore[arg-type]  # it is an AsyncAuthorize
            oauth_flow=oauth,
            before_authorize=self._let_in,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        made.error(_failed)
        answering = self._answering
        made.command(_ANY)(self._doing(answering.on_command))
        made.block_action(_ANY)(self._doing(self._pressed))
        made.message_shortcut(_ANY)(self._doing(answering.on_shortcut))
        made.view_submission(_ANY)(self._doing(self._submitted, remembered=False))
        made.block_suggestion(_ANY)(self._doing(answering.on_options, remembered=False))
        made.global_shortcut(_ANY)(_acknowledge)
        made.view_closed(_ANY)(_acknowledge)
        for name, hears in self._heard().items():
            made.event(name)(self._hearing(hears))
        made.event(_ANY)(_nothing)  # what is subscribed to for nothing is no failure
        return made

    def _heard(self) -> Mapping[str, Hears]:
        presences = self._presences
        return {
            "app_mention": self._mentioned,
            "message": self._written,
            "app_home_opened": self._home_opened,
            "member_joined_channel": presences.on_joined,
            "app_uninstalled": presences.on_removed,
            "tokens_revoked": presences.on_revoked,
            "team_access_granted": presences.on_granted,
            "team_access_revoked": presences.on_withdrawn,
            "user_change": self._person_changed,
        }

    async def stop(self) -> None:
        """Let answers that are being made come to their end; no longer than some seconds."""
        if self._running:
            await asyncio.wait(set(self._running), timeout=_GRACE)
        for task in self._running:
            task.cancel()

    # ── letting in ──────────────────────────────────────────────────────────────────────────

    async def _let_in(
        self,
        req: AsyncBoltRequest,
        next: Callable[[], Awaitable[None]],  # noqa: A002  its name there
    ) -> BoltResponse | None:
        if refusal := await self._gate.check(req):
            return refusal
        if (req.body or {}).get("type") == "app_rate_limited":
            log.warning("slack.too_many_events", at=req.body.get("minute_rate_limited"))
            return BoltResponse(status=200, body="")
        await next()
        return None

    def _doing(self, does: Does, *, remembered: bool = True) -> Callable[..., Awaitable[None]]:
        """Wrap what answers a command or a press, which acknowledges it by itself."""

        async def listener(body: dict[str, Any], ack: Ack) -> None:
            with self._at_work():
                if not remembered:
                    await does(body, ack)
                    return
                await ack()
                if await self._gate.first(body):
                    await does(body, ack)

        return listener

    def _hearing(self, hears: Hears) -> Callable[..., Awaitable[None]]:
        """Wrap what hears an event, which the library has acknowledged."""

        async def listener(body: dict[str, Any], context: Mapping[str, Any]) -> None:
            with self._at_work():
                if await self._gate.first(body):
                    entry = context.get("entry") or Entry(team=said.team_of(body))
                    await hears(body, replace(entry, bot_user=_bot_user(body, entry)))

        return listener

    def _at_work(self) -> "_Work":
        return _Work(self._running)

    # ── hearing ─────────────────────────────────────────────────────────────────────────────

    async def _pressed(self, body: dict[str, Any], ack: Ack) -> None:
        native = said.interaction(body)
        if await self._home.pressed(native):
            return
        await self._answering.on_press(body, ack)
        await self._home.after(native)

    async def _submitted(self, body: dict[str, Any], ack: Ack) -> None:
        await self._answering.on_submission(body, ack)
        await self._home.after(said.interaction(body))

    async def _mentioned(self, body: Mapping[str, Any], entry: Entry) -> None:
        event = body["event"]
        if event.get("bot_id") or event.get("edited"):
            return  # another bot's, or a second look at the same words
        await self._answering.on_mention(said.mention(body, entry.bot_user))

    async def _written(self, body: Mapping[str, Any], entry: Entry) -> None:
        """Answer what is written to the bot alone, without a mention."""
        event = body["event"]
        alone = event.get("channel_type") == "im" and not event.get("bot_id")
        if alone and event.get("subtype") in (None, "file_share") and event.get("user"):
            await self._answering.on_mention(said.mention(body, entry.bot_user))

    async def _home_opened(self, body: Mapping[str, Any], entry: Entry) -> None:
        if body["event"].get("tab", "home") == "home":
            await self._home.show(said.opened_home(body))

    async def _person_changed(self, body: Mapping[str, Any], entry: Entry) -> None:
        user = body["event"].get("user") or {}
        self._people.forget(entry.team, str(user.get("id") or ""))


class _Work:
    """Counts a running answer, so that stopping can wait for it."""

    def __init__(self, running: set[asyncio.Task[Any]]) -> None:
        self._running = running

    def __enter__(self) -> None:
        self._task = asyncio.current_task()
        if self._task is not None:
            self._running.add(self._task)

    def __exit__(self, *_: object) -> None:
        if self._task is not None:
            self._running.discard(self._task)


def _bot_user(body: Mapping[str, Any], entry: Entry) -> str:
    given: Mapping[str, Any] = next(iter(body.get("authorizations") or ()), {})
    return entry.bot_user or str(given.get("user_id") or "")


async def _acknowledge(ack: Ack) -> None:
    await ack()


async def _nothing() -> None:
    return None


async def _failed(error: Exception, body: Mapping[str, Any]) -> BoltResponse:
    """Note what no answer was made of; Slack shows the person that it failed."""
    kind = body.get("command") or (body.get("event") or {}).get("type") or body.get("type")
    log.error("slack.failed", kind=kind, exc_info=error)
    return BoltResponse(status=500, body="")
