"""The world of the line's tests, with people in it: some may change things, some may not."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.chat.typed import read_typed
from bot.commands.desk import Desk
from bot.commands.table import COMMANDS
from bot.model import Actor, Invocation, Press, Reply
from tests.feedserver import FeedServer
from tests.linetest import START, World, close_world, open_world

SENKAKU = "Patrol ships enter waters off the Senkaku Islands for third day"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody in a channel of a community."""

    world: World
    name: str = "Ada"
    may_manage: bool = True
    platform: str = "memory"
    community: str = "memory"
    channel: str = "desk"
    locale: str | None = None
    only: frozenset[str] | None = None  # the channels that this person may change, not all

    @property
    def place(self) -> dict[str, Any]:
        actor = Actor(
            id=self.name.lower(),
            name=self.name,
            may_manage=self.may_manage,
            everywhere=self.only is None,
            manages=self.only or frozenset(),
        )
        return {
            "actor": actor,
            "platform": self.platform,
            "community": self.community,
            "channel": self.channel,
            "locale": self.locale,
        }

    async def say(self, text: str) -> Reply:
        typed = read_typed(text, COMMANDS)
        return await self.ask(typed.command, typed.options, typed.sub)

    async def ask(self, command: str, options: Mapping[str, str], sub: str | None = None) -> Reply:
        """Give a command as a platform with forms hands it over."""
        asked = Invocation(command=command, sub=sub, options=options, **self.place)
        return await Desk(self.world.gear).invoke(asked)

    async def press(self, button: str) -> Reply:
        return await Desk(self.world.gear).press(Press(button=button, **self.place))

    async def choose(self, reply: Reply, label: str) -> Reply:
        """Press the button of an answer that bears this label."""
        return await self.press(button(reply, label))

    async def complete(self, command: str, option: str, typed: str, sub: str | None = None) -> Any:
        return await self.offer(command, option, {option: typed}, sub)

    async def offer(
        self, command: str, option: str, options: dict[str, str], sub: str | None = None
    ) -> Any:
        """Complete an option beside others that were typed before."""
        asked = Invocation(command=command, sub=sub, options=options, **self.place)
        return await Desk(self.world.gear).complete(asked, option)


def labels(reply: Reply) -> list[str]:
    return [one.label for one in reply.buttons]


def button(reply: Reply, label: str) -> str:
    found = [one.id for one in reply.buttons if one.label == label]
    assert found, f"no [{label}] among {labels(reply)} of: {reply.text}"
    return found[0]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    with FeedServer() as server:
        opened = await open_world(tmp_path, server)
        opened.chat.clock = START
        yield opened
        await close_world(opened)


@pytest.fixture
def ada(world: World) -> Person:
    """One who may change things."""
    return Person(world=world)


@pytest.fixture
def ben(world: World) -> Person:
    """One who may only read."""
    return Person(world=world, name="Ben", may_manage=False)


@pytest.fixture
def eve(world: World) -> Person:
    """One of another community, who may change things there."""
    return Person(world=world, name="Eve", community="elsewhere")
