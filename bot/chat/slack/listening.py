"""Everything between Slack and the answers, put together: who listens, and on which way.

app token → Socket Mode      else signing secret → HTTP      client id → the page that installs
"""

import asyncio
from collections.abc import Sequence
from typing import Final

from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.base import Handler
from bot.chat.slack import oauth
from bot.chat.slack.ability import Ability
from bot.chat.slack.answering import Answering
from bot.chat.slack.client import FAILURES, Access, Workspaces, make_client
from bot.chat.slack.events import Events
from bot.chat.slack.files import Files
from bot.chat.slack.gate import Gate
from bot.chat.slack.home import Home
from bot.chat.slack.kept import Kept
from bot.chat.slack.people import People
from bot.chat.slack.presence import Presences
from bot.chat.slack.reach import Reach
from bot.chat.slack.replies import Replies
from bot.chat.slack.scopes import SCOPES
from bot.chat.slack.transports import Http, SocketMode, Transport
from bot.chat.slack.windows import Windows
from bot.errors import TidingsError
from bot.log import get_logger
from bot.model import Command

log = get_logger(__name__)
AGAIN_AFTER: Final = 30.0  # seconds until Slack is asked again who we are


class Listening:
    """Hears what people do, and hands it to ``handler``."""

    def __init__(
        self,
        access: Access,
        workspaces: Workspaces,
        kept: Kept | None,
        commands: Sequence[Command],
        handler: Handler,
    ) -> None:
        self._access = access
        self._workspaces = workspaces
        self._kept = kept
        people = People(workspaces, access.who_may)
        replies = Replies(workspaces, access.api_base)
        reach = Reach(workspaces)
        windows = Windows(workspaces, replies)
        self.answering = Answering(
            commands,
            handler,
            people=people,
            replies=replies,
            windows=windows,
            reach=reach,
            ability=Ability(workspaces),
            files=Files(workspaces, access.api_base),
        )
        self._presences = Presences(workspaces, kept, handler, reach)
        self._events = Events(
            Gate(workspaces, kept),
            answering=self.answering,
            home=Home(commands, workspaces, handler, people=people, windows=windows, reach=reach),
            presences=self._presences,
            people=people,
        )
        self._ways: list[Transport] = []
        self._settling: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        """Where this machine finds what is listened to over HTTP; "" where nothing is."""
        return next((way.address for way in self._ways if isinstance(way, Http)), "")

    async def start(self) -> None:
        """Listen, and tell where the bot is. Raises ConfigError."""
        client = make_client("", self._access.api_base)
        client.token = None
        app = self._events.app(
            client, signing_secret=self._access.signing_secret, oauth=self._oauth(client)
        )
        try:
            for way in self._made(app):
                await way.start()
                self._ways.append(way)
            if self._known():
                await self._presences.at_start()
        except BaseException:
            await self.stop()
            raise
        if not self._ways:
            log.warning("slack.only_posts", next_step="Set SLACK_APP_TOKEN: docs/slack.md tells.")
        if not self._known():
            self._settling = asyncio.create_task(self._settle(), name="slack settle")

    def _known(self) -> bool:
        return bool(self._workspaces.own) or not self._access.bot_token

    async def stop(self) -> None:
        """Hear nothing more, and let answers end; twice does no harm."""
        if self._settling is not None:
            self._settling.cancel()
            await asyncio.gather(self._settling, return_exceptions=True)
        ways, self._ways = self._ways, []
        for way in reversed(ways):
            await way.stop()
        await self._events.stop()

    def _made(self, app: AsyncApp) -> list[Transport]:
        access = self._access
        ways: list[Transport] = []
        by_socket = bool(access.app_token)
        if by_socket:
            ways.append(SocketMode(app, access.app_token))
        if (access.signing_secret and not by_socket) or app.oauth_flow is not None:
            ways.append(Http(app, access.host, access.port, events=not by_socket))
        return ways

    def _oauth(self, client: AsyncWebClient) -> AsyncOAuthFlow | None:
        access = self._access
        if not (access.client_id and access.client_secret and self._kept):
            return None
        return oauth.flow(
            client,
            client_id=access.client_id,
            client_secret=access.client_secret,
            scopes=SCOPES,
            saves=self._kept,
            installed=self._presences.installed,
            api_base=access.api_base,
            public_url=access.public_url,
        )

    async def _settle(self) -> None:
        """Ask who we are until Slack says it, and tell where the bot is."""
        while not self._known():
            await asyncio.sleep(AGAIN_AFTER)
            try:
                if await self._workspaces.know_own() is None:
                    return  # a server that does not say
            except FAILURES as exc:
                log.warning("slack.not_reached", error=str(exc))
        try:
            await self._presences.at_start()
        except TidingsError as exc:
            log.warning("slack.presence_not_told", error=str(exc))
