"""Runs the demo: the feeds' server, its clock, and the bot with settings of its own."""

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.app import App, build
from bot.catalogue import Catalogue, load_catalogue
from bot.demo.content import FEEDS, Outlet, last_moment, load_outlets
from bot.demo.replay import PAGE, STORE, Replay, hold, wipe
from bot.demo.server import HOST, FeedServer
from bot.log import setup
from bot.model import FeedSource, Publisher
from bot.settings import config_dir
from bot.settings.sections import (
    BudgetSettings,
    DeliverSettings,
    FetchSettings,
    LocalChannel,
    LocalSettings,
    PollSettings,
    Settings,
    StoreSettings,
    StorySettings,
    WebSettings,
)

TICK = 1.0  # seconds between two steps of the clock
PATIENCE = 20.0  # seconds that the first step waits for every feed to be read once
NEXT_PORTS = 20  # tried after one that is taken
CHANNELS = (
    LocalChannel(id="indo-pacific", name="indo-pacific", watches=("quad", "coast-guard-law")),
    LocalChannel(id="supply-chains", name="supply-chains", watches=("supply-chains",)),
    LocalChannel(id="try-it", name="try-it"),
)


async def run_demo(folder: Path, *, fresh: bool, port: int, feeds: Path = FEEDS) -> None:
    """Run until cancelled, and print the page's address on a line of its own.

    ``folder`` holds all state; ``fresh`` forgets it first. ``port`` is the page's (0: any free
    one); when it is taken, the next free one. ``feeds`` is the folder of outlets.
    Raises ConfigError, StoreError, TidingsError.
    """
    outlets = load_outlets(feeds)
    with hold(folder):
        if fresh:
            wipe(folder)
        replay = Replay(folder, now=datetime.now(UTC))
        with FeedServer(outlets, replay, port=replay.state.port) as server:
            replay.save(port=server.port)  # before the bot stores addresses with it
            setup("warning", "console")
            page = page_port(asked=port, was_asked=replay.state.asked, was=replay.state.page)
            settings = demo_settings(folder, page)
            catalogue = demo_catalogue(load_catalogue(config_dir()), outlets, server.address)
            async with build(settings, catalogue=catalogue) as app:
                page = int(app.address.rpartition(":")[2])
                replay.save(asked=port, page=page)
                _greet(app.address, server.address, resumed=replay.elapsed > 0)
                if port and page != port:
                    print(
                        f"Port {port} was taken when it was started: the page is at {page}.",
                        flush=True,
                    )
                await _until_either_ends(app, server, end=last_moment(outlets))


def _greet(address: str, feeds: str, *, resumed: bool) -> None:
    went = "goes on where it was" if resumed else "begins"
    print(f"The demo {went}. Open this page; posts arrive by themselves:", flush=True)
    print(address, flush=True)
    for line in (
        "Try there: /watch senkaku · /watches · /digest preview · /why · /help",
        f"The invented feeds are at {feeds}/ (one of them fails for a while, on purpose).",
        "Ctrl-C stops the demo; `make demo` goes on with it, `make demo FRESH=1` starts anew.",
    ):
        print(line, flush=True)


async def _until_either_ends(app: App, server: FeedServer, *, end: float) -> None:
    """Keep the clock and watch over the bot; raises what ends one of them."""
    tasks = {
        asyncio.create_task(keep_time(server, end=end)),
        asyncio.create_task(app.wait()),
    }
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def keep_time(server: FeedServer, *, end: float) -> None:
    """Move the replay on, once every feed's old items have been read, up to its end."""
    replay = server.replay
    if replay.elapsed == 0:
        await _first_reading(server)
    while replay.elapsed <= end:
        replay.advance(datetime.now(UTC))
        await asyncio.sleep(TICK)
    await asyncio.Event().wait()


async def _first_reading(server: FeedServer) -> None:
    # What a feed shows at its first reading is never posted: the first news must come later.
    waited = 0.0
    while not server.all_asked and waited < PATIENCE:
        await asyncio.sleep(0.1)
        waited += 0.1


def page_port(*, asked: int, was_asked: int, was: int) -> int:
    """Choose the page's port: the one it had, else the asked one, else the next that is free.

    0 means any.
    """
    wanted = [was] if was and asked == was_asked else []
    wanted += range(asked, min(asked + NEXT_PORTS, 65_536)) if asked else []
    return next((port for port in wanted if _is_free(port)), 0)


def _is_free(port: int) -> bool:
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((HOST, port))
        except OSError:
            return False
        return True


def demo_settings(folder: Path, page: int) -> Settings:
    """Give the bot's settings: all waits are short, all files lie in the folder."""
    return Settings(
        store=StoreSettings(url=f"sqlite:///{folder / STORE}"),
        web=WebSettings(listen=f"{HOST}:{page}"),
        fetch=FetchSettings(allow_private_hosts=(HOST,), host_gap=0, timeout=10),
        poll=PollSettings(interval=2, min=2, adaptive=False),
        story=StorySettings(settle=3, settle_more=1, settle_max=6, edit_every=5),
        deliver=DeliverSettings(lease=5, quiet=1),
        budget=BudgetSettings(per_hour=240, rollup_wait=10, rollup_every=60),
        local=LocalSettings(name="Demo", path=str(folder / PAGE), channels=CHANNELS),
    )


def demo_catalogue(shipped: Catalogue, outlets: Sequence[Outlet], address: str) -> Catalogue:
    """Give the shipped catalogue with the demo's feeds in place of all others.

    The packs lose their feeds: those are real, and the demo asks nobody but its own server.
    """
    publishers = {outlet.id: _publisher(outlet) for outlet in outlets}
    return replace(
        shipped,
        packs={id_: replace(pack, feeds=()) for id_, pack in shipped.packs.items()},
        publishers={**shipped.publishers, **publishers},
        feeds=tuple(_source(outlet, address) for outlet in outlets),
    )


def _publisher(outlet: Outlet) -> Publisher:
    return Publisher(
        id=outlet.id,
        name=outlet.name,
        family=outlet.id,
        kind=outlet.kind,
        language=outlet.language,
        country=outlet.country,
    )


def _source(outlet: Outlet, address: str) -> FeedSource:
    return FeedSource(
        url=address + outlet.path,
        name=outlet.name,
        publisher=outlet.id,
        language=outlet.language,
        country=outlet.country,
        tags=(outlet.kind,),
    )
