"""The one place that knows all: makes store, doors, chats and engine, and runs them.

    settings, catalogue → build → App: migrate → store → fetch, parse → chats → engine → page

What needs no closing is made before what does; when a step fails, what was opened is closed.
"""

import asyncio
import random
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Self

from bot import __version__
from bot.catalogue import Catalogue, load_catalogue
from bot.chat.base import Chat
from bot.chat.local import LocalChat
from bot.commands.desk import Desk
from bot.commands.table import commands_on
from bot.engine.embedded import Engine
from bot.engine.parsers import Parsers
from bot.legs import heartbeat
from bot.legs.gear import PageReading, Parses
from bot.line import LEGS, Gear, Rules
from bot.log import get_logger
from bot.model import Actor, Invocation
from bot.pipeline.fetch import ARTICLE, PAGE_ACCEPT, Fetcher, Pages
from bot.pipeline.match import Weights
from bot.pipeline.text.clean import make_ready
from bot.settings import Settings, config_dir
from bot.store import Store, channels, feeds, open_store
from bot.store.hold import hold
from bot.store.kept import Kept
from bot.store.migrate import migrate
from bot.web import Server, create_app

log = get_logger(__name__)
TICKS = {
    "poll": 0.5,
    "read": 0.5,
    "publish": 0.5,
    "digest": 5.0,
    "rollup": 1.0,
    "notice": 30.0,
    "deliver": 0.5,
    "heartbeat": 60.0,
    "housekeep": 600.0,
}
SEEDED = "has_first_watches"  # of a channel's settings
OWNER = Actor(id="settings", name="settings", may_manage=True)


def clock() -> datetime:
    """Give the time; the legs and commands have it only from here."""
    return datetime.now(UTC)


def steady_from(start: datetime) -> Callable[[], datetime]:
    """Give a clock that is ``start`` now and goes on whatever the machine's clock is set to.

    It counts the time for which the machine sleeps where the system can tell (clock_gettime(2)).
    """
    began = _running()
    return lambda: start + timedelta(seconds=_running() - began)


def _running() -> float:
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def build(
    settings: Settings,
    *,
    catalogue: Catalogue | None = None,
    now: Callable[[], datetime] = clock,
    chats: Sequence[Chat] = (),
    parse: Parses | None = None,
    ticks: Mapping[str, float] = TICKS,
) -> "App":
    """Make the bot. Raises ConfigError; nothing is opened before the App is entered.

    ``chats``: platforms beside the local page; ``parse``: how feeds are read, None: in children
    that may die; ``ticks``: seconds between two looks of each leg at its tables.
    """
    known = catalogue or load_catalogue(config_dir())
    return App(settings, known, now, chats=chats, parse=parse, ticks=ticks)


class App:
    """The running bot: ``async with build(settings) as app`` runs everything until the end.

    Entering raises StoreError, or ConfigError when the page's port is taken.
    """

    def __init__(
        self,
        settings: Settings,
        catalogue: Catalogue,
        now: Callable[[], datetime],
        *,
        chats: Sequence[Chat],
        parse: Parses | None,
        ticks: Mapping[str, float],
    ) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._now = now
        self._chats = chats
        self._parse = parse
        self._ticks = ticks
        self._stack = AsyncExitStack()
        self._engine: Engine | None = None
        self.address = ""

    async def __aenter__(self) -> Self:
        try:
            await self._open()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def wait(self) -> None:
        """Go on until something inside ends for good; raises what ended it."""
        if self._engine is not None:
            await self._engine.wait()

    async def _open(self) -> None:
        settings = self._settings
        self._stack.callback(hold(settings.store.url).close)
        done = await asyncio.to_thread(migrate, settings.store.url, now=self._now())
        if done.backup:
            log.info("migrated", to=done.after, backup=str(done.backup))
        store = await open_store(settings.store.url)
        self._stack.push_async_callback(store.close)
        async with store.begin() as tx:
            listed = self._catalogue.feeds
            await feeds.sync_shared(tx, listed, interval=settings.poll.interval, now=self._now())
        local = self._local()
        chats: tuple[Chat, ...] = (local, *self._chats, *self._discord(store), *self._slack(store))
        gear = self._gear(store, {chat.name: chat for chat in chats})
        desk = Desk(gear)
        for chat in chats:
            await chat.start(commands_on(chat.name), desk)
            self._stack.push_async_callback(chat.stop)
        await self._seed(gear, desk)
        await self._serve(local, gear)
        engine = self._engine
        if engine is not None:
            # Else the first sentence that is judged would hold up the event loop for a while.
            await asyncio.to_thread(make_ready)
            engine.start()
            self._stack.push_async_callback(engine.stop)

    def _local(self) -> LocalChat:
        settings = self._settings.local
        places = [(channel.id, channel.name) for channel in settings.channels]
        return LocalChat(
            Path(settings.path), community=settings.name, channels=places, now=self._now
        )

    def _discord(self, store: Store) -> tuple[Chat, ...]:
        """Make the chat with Discord where there is a token for it."""
        settings = self._settings.discord
        if not settings.token:
            return ()
        from bot.chat.discord.chat import DiscordChat

        chat = DiscordChat(
            str(settings.token),
            Kept(store),
            api_base=settings.api_base,
            gateway=settings.gateway_url,
        )
        return (chat,)

    def _slack(self, store: Store) -> tuple[Chat, ...]:
        """Make the chat with Slack where there is a token for it, or an app to install."""
        settings = self._settings.slack
        if not settings.on:
            return ()
        from bot.chat.slack.chat import SlackChat
        from bot.chat.slack.client import Access
        from bot.store.installations import Installations, sealing_keys

        folder = Path(str(self._settings.store.url).removeprefix("sqlite:///")).parent
        keys = sealing_keys(str(settings.store_key), folder)
        kept = Installations(store, keys, self._now)
        return (SlackChat(Access.of(settings), Kept(store), kept),)

    def _gear(self, store: Store, chats: Mapping[str, Chat]) -> Gear:
        fetcher = fetcher_of(self._settings)
        self._stack.push_async_callback(fetcher.close)
        children = self._children()
        gear = Gear(
            store=store,
            catalogue=self._catalogue,
            chats=chats,
            fetch=fetcher,
            parse=self._parse or children,
            pages=self._pages(children),
            rules=rules_of(self._settings),
            clock=self._now,
            steady=steady_from(self._now()),
            nudge=self._nudge,
            jitter=partial(random.uniform, -1, 1),
        )
        self._engine = Engine({name: partial(leg, gear) for name, leg in LEGS.items()}, self._ticks)
        return gear

    def _children(self) -> Parsers:
        parsers = Parsers()
        self._stack.push_async_callback(parsers.close)
        return parsers

    def _pages(self, children: Parsers) -> PageReading | None:
        if not self._settings.articles.fetch:
            return None
        pages = Pages(page_fetcher_of(self._settings), self._now)
        self._stack.push_async_callback(pages.close)
        return PageReading(fetch=pages, extract=children.article)

    def _nudge(self, leg: str) -> None:
        if self._engine is not None:
            self._engine.nudge(leg)

    async def _seed(self, gear: Gear, desk: Desk) -> None:
        """Give each local channel that is new the watches that the settings name.

        It is marked when it has them all, so that a start that was cut off is made up for.
        """
        settings = self._settings.local
        for place in settings.channels:
            async with gear.store.begin() as tx:
                home = await channels.community(tx, "local", settings.name, settings.name)
                channel = await channels.channel(
                    tx,
                    home.id,
                    place.id,
                    place.name,
                    digest_time=gear.rules.digest_time,
                    now=self._now(),
                )
            if SEEDED in channel.settings:
                continue
            for query in place.watches:
                reply = await desk.invoke(_watch(settings.name, place.id, query))
                if reply.error:
                    log.warning("not_watched", channel=place.id, query=query, why=reply.text)
            async with gear.store.begin() as tx:
                await channels.update_settings(tx, channel, {SEEDED: True})

    async def _serve(self, local: LocalChat, gear: Gear) -> None:
        web = self._settings.web
        page = create_app(
            local,
            key=str(web.key) or None,
            hosts=("*",) if web.key else ("127.0.0.1", "localhost", "[::1]"),
            health=partial(health, gear),
        )
        server = Server(page, web.host, web.port)
        await server.start()
        self._stack.push_async_callback(server.stop)
        self.address = server.address


def _watch(community: str, channel: str, query: str) -> Invocation:
    return Invocation(
        command="watch",
        sub=None,
        options={"query": query},
        actor=OWNER,
        platform="local",
        community=community,
        channel=channel,
    )


def fetcher_of(
    settings: Settings, allow_private_hosts: tuple[str, ...] = (), **other: Any
) -> Fetcher:
    """Make the door to the feeds' servers; ``other`` takes the place of what feeds have."""
    fetch = settings.fetch
    about = f"+{fetch.user_agent_url}" if fetch.user_agent_url else "feed reader"
    bounds = {"timeout": fetch.timeout, "max_bytes": fetch.max_bytes, **other}
    return Fetcher(
        user_agent=f"Tidings/{__version__} ({about})",
        allow_private_hosts=(*fetch.allow_private_hosts, *allow_private_hosts),
        **bounds,
    )


def page_fetcher_of(settings: Settings, allow_private_hosts: tuple[str, ...] = ()) -> Fetcher:
    """Make the door to the pages of articles."""
    articles = settings.articles
    return fetcher_of(
        settings,
        allow_private_hosts,
        timeout=articles.timeout,
        max_bytes=articles.max_bytes,
        accept=PAGE_ACCEPT,
        what=ARTICLE,
    )


@asynccontextmanager
async def page_reading(
    settings: Settings, allow_private_hosts: tuple[str, ...] = ()
) -> AsyncIterator[PageReading]:
    """Open the doors to the pages of articles, for commands that run the line once."""
    children = Parsers()
    pages = Pages(page_fetcher_of(settings, allow_private_hosts), lambda: datetime.now(UTC))
    try:
        yield PageReading(fetch=pages, extract=children.article)
    finally:
        await pages.close()
        await children.close()


async def health(gear: Gear) -> Mapping[str, Any]:
    """Say for outside monitors whether the bot does its work."""
    return {**asdict(await heartbeat.health(gear)), "version": __version__}


def rules_of(settings: Settings) -> Rules:
    """Turn the settings into the plain values that legs and commands go by."""
    poll, story, deliver = settings.poll, settings.story, settings.deliver
    return Rules(
        poll_interval=poll.interval,
        poll_min=poll.min,
        poll_max=poll.max,
        poll_adaptive=poll.adaptive,
        host_gap=settings.fetch.host_gap,
        pages_per_story=settings.articles.per_story,
        parallel=settings.fetch.parallel,
        window=timedelta(hours=story.window_hours),
        late_after=timedelta(hours=story.late_after_hours),
        settle=timedelta(seconds=story.settle),
        settle_more=timedelta(seconds=story.settle_more),
        settle_max=timedelta(seconds=story.settle_max),
        edit_every=timedelta(seconds=story.edit_every),
        same_event=story.same_event,
        summary_sentences=settings.summary.sentences,
        summary_characters=settings.summary.characters,
        urgent_publishers=settings.urgent.publishers,
        urgent_within=timedelta(seconds=settings.urgent.within),
        budget_burst=settings.budget.burst,
        budget_per_hour=settings.budget.per_hour,
        urgent_per_hour=settings.budget.urgent_per_hour,
        rollup_wait=timedelta(seconds=settings.budget.rollup_wait),
        rollup_every=timedelta(seconds=settings.budget.rollup_every),
        update_every=timedelta(seconds=settings.thread.every),
        updates_most=settings.thread.most,
        oldest_alert=timedelta(hours=deliver.oldest_alert_hours),
        notice_after=timedelta(hours=settings.notice.feed_after_hours),
        heartbeat_url=str(settings.notice.heartbeat_url),
        digest_time=settings.digest.time,
        digest_stories=settings.digest.stories,
        digest_empty=settings.digest.empty,
        lease=timedelta(seconds=deliver.lease),
        quiet=timedelta(seconds=deliver.quiet),
        attempts=deliver.attempts,
        give_up=timedelta(days=deliver.give_up_days),
        keep_items=timedelta(days=settings.keep.items_days),
        keep_keys=timedelta(days=settings.keep.keys_days),
        weights=Weights(**settings.match.model_dump()),
    )
