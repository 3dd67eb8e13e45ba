"""Discord's library, set up: no intents but the guilds', shards as Discord wants, our own server.

What Discord, or a server that is like it only in part, leaves out is logged and gone without.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Final

import aiohttp
import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.chat.discord.partial import bear_with, expect_less
from bot.errors import SendLater, SendUnknown
from bot.log import get_logger

log = get_logger(__name__)
LONGEST_WAIT: Final = 30.0  # seconds that the library waits itself; longer ones go to our outbox
UNAUTHORISED: Final = 401
TOO_MANY: Final = 429
# Requests: Discord bears 50 a second in all ("Global Rate Limit"); in no second are there more than
# PACE + AT_ONCE of ours, those of interactions aside, which it does not count.
PACE: Final = 35.0
AT_ONCE: Final = 5
NOT_COUNTED: Final = ("/interactions/", "/webhooks/", "/attachments/")
MOST_REFUSALS: Final = 5000  # half of what Discord bears
WITHIN: Final = 600.0  # seconds


class Client(discord.AutoShardedClient):
    """Hands each event of interest on; keeps no messages and no members."""

    def __init__(
        self, *, api_base: str = "", gateway: str = "", shard_count: int | None = None
    ) -> None:
        _point_at(api_base, gateway)
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # we never speak
        super().__init__(
            intents=discord.Intents(guilds=True),
            shard_count=shard_count,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=LONGEST_WAIT,
            http_trace=Pace().trace(),
        )
        bear_with(self._connection)
        self._log_in = self.http.static_login
        self.http.static_login = self.who  # type: ignore[method-assign]
        self._chosen = gateway
        self._refusals: deque[float] = deque(maxlen=MOST_REFUSALS)
        self.on_logged_in: Callable[[], Awaitable[None]] | None = None

    async def setup_hook(self) -> None:
        """Do what is to be done between the login and the first event."""
        if self.on_logged_in is not None:
            await self.on_logged_in()

    async def who(self, token: str) -> Any:
        """Ask whose token this is: what Discord says of the bot.

        Raises what discord.py raises; ClientException where no bot is in the answer, as of a page
        that a network shows first, or of a server that calls its JSON something else.
        """
        said: Any = await self._log_in(token)
        if isinstance(said, Mapping) and {"id", "username"} <= said.keys():
            return said
        raise discord.ClientException(
            f"{Route.BASE} answered /users/@me with no bot's name and id. An answer is read as "
            "JSON if it says Content-Type: application/json, and nothing after it. Is this "
            "Discord's API, or a page that the network shows first?"
        )

    async def application_info(self) -> discord.AppInfo:
        """Ask what application this is; a server that does not say has the bot's own id for it."""
        try:
            return await super().application_info()
        except (discord.HTTPException, KeyError, TypeError) as exc:
            if getattr(exc, "status", None) == UNAUTHORISED:
                raise
            log.warning("discord.no_application_info", error=f"{type(exc).__name__}: {exc}")
            return discord.AppInfo(self._connection, self._own_application())  # type: ignore[arg-type]

    def _own_application(self) -> dict[str, Any]:
        me = self.user
        owner = {"id": "0", "username": "", "discriminator": "0", "avatar": None}
        return {
            "id": me.id if me else 0,
            "name": me.name if me else "",
            "description": "",
            "icon": None,
            "bot_public": True,
            "bot_require_code_grant": False,
            "owner": owner,
            "verify_key": "",
        }

    async def launch_shards(self) -> None:
        """Connect as many shards as Discord wants; one where it does not say."""
        if self.shard_count is None:
            try:
                self.shard_count, url, _ = await self.http.get_bot_gateway()
                DiscordWebSocket.DEFAULT_GATEWAY = URL(self._chosen or url)
            except (discord.DiscordException, KeyError, TypeError) as exc:
                log.warning("discord.no_gateway_info", error=f"{type(exc).__name__}: {exc}")
                self.shard_count = 1
        await super().launch_shards()

    async def ask(
        self,
        method: str,
        path: str,
        *,
        json: Any = None,
        params: Any = None,
        once: bool = False,
        **ids: Any,
    ) -> Any:
        """Ask Discord's API and give its answer.

        ``once``: the library may not repeat it after an answer of 5xx, as it does else: what would
        be there twice without a nonce is for the outbox, which looks first.

        Raises what discord.py raises; SendUnknown where it would have been repeated; SendLater when
        so much was refused that Discord is about to shut us out (10,000 answers of 401, 403 and 429
        in 10 minutes: "Invalid Request Limit").
        """
        now = asyncio.get_running_loop().time()
        if len(self._refusals) == MOST_REFUSALS and now - self._refusals[0] < WITHIN:
            raise SendLater("Discord refused too much lately.", after=WITHIN, everywhere=True)
        more = {"json": json} if json is not None else {}
        more |= {"params": params} if params else {}
        more |= {"trace_request_ctx": Once()} if once else {}
        try:
            return await self.http.request(Route(method, path, **ids), **more)
        except asyncio.CancelledError:
            self.mend()
            raise
        except discord.HTTPException as exc:
            if exc.status in (UNAUTHORISED, 403, TOO_MANY):
                self._refusals.append(now)
                log.warning("discord.refused", status=exc.status, path=path, code=exc.code)
            raise

    def mend(self) -> None:
        """Free the buckets that the library left closed when a request in them was given up.

        Given up while its answer is being noted, a request leaves its bucket without a token and
        without a time at which one comes; the next one there would wait 30 seconds.
        """
        for bucket in self.http._buckets.values():
            if bucket.outgoing == 0 and bucket.remaining <= 0 and bucket.expires is None:
                bucket.reset()  # type: ignore[no-untyped-call]
                bucket._wake(bucket.remaining)


@dataclass(slots=True)
class Once:
    """Goes with a request that is made once; ``sent``: it went out, and was not turned away."""

    sent: bool = False


class Pace:
    """Lets requests go out one after the other, no more of them than Discord bears (token bucket).

    It stands right before the socket, after the library's own waiting for a bucket: else all that
    waited there would go out at once, as it would after the program was stopped for a while.
    """

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._left, self._left_at = float(AT_ONCE), 0.0  # requests, and when that was counted

    def trace(self) -> aiohttp.TraceConfig:
        """Give what makes the library's session wait."""
        made = aiohttp.TraceConfig()
        made.on_request_start.append(_not_twice)
        made.on_request_start.append(self._wait)
        made.on_request_end.append(_turned_away)
        return made

    async def _wait(
        self, _session: aiohttp.ClientSession, _context: Any, asked: aiohttp.TraceRequestStartParams
    ) -> None:
        if any(part in asked.url.path for part in NOT_COUNTED):
            return
        async with self._turn:
            self._refill()
            while self._left < 1:
                await asyncio.sleep((1 - self._left) / PACE)
                self._refill()
            self._left -= 1

    def _refill(self) -> None:
        now = asyncio.get_running_loop().time()
        self._left = min(float(AT_ONCE), self._left + (now - self._left_at) * PACE)
        self._left_at = now


async def _not_twice(
    _session: aiohttp.ClientSession,
    context: SimpleNamespace,
    _asked: aiohttp.TraceRequestStartParams,
) -> None:
    """Stop the library's repeat of what it was asked to send once. Raises SendUnknown."""
    once = context.trace_request_ctx
    if isinstance(once, Once):
        if once.sent:
            raise SendUnknown(
                "Discord failed at this request; it is looked up whether it is there."
            )
        once.sent = True


async def _turned_away(
    _session: aiohttp.ClientSession,
    context: SimpleNamespace,
    answered: aiohttp.TraceRequestEndParams,
) -> None:
    """Note that a request was certainly not carried out: it came too early."""
    if isinstance(context.trace_request_ctx, Once) and answered.response.status == TOO_MANY:
        context.trace_request_ctx.sent = False


def _point_at(api_base: str, gateway: str) -> None:
    """Let the library speak to another server than Discord's; "" leaves it as it is."""
    if api_base:
        Route.BASE = api_base.rstrip("/")
        log.warning("discord.other_server", api=api_base)
    if gateway:
        DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)
        expect_less()
        log.warning("discord.other_gateway", gateway=gateway)
