"""One way to talk to the bot on every platform: the same lines, the same presses, what is heard.

async with speaker("slack", folder, feeds) as ada:
    heard = await ada.say("/watch senkaku")
    await ada.press(heard, "Undo")
"""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from bot.chat.local import LocalChat
from bot.chat.typed import read_typed
from bot.commands.desk import Desk
from bot.commands.table import COMMANDS
from tests.feedserver import FeedServer
from tests.linetest import World, close_world, open_world

PLATFORMS = ("local", "discord", "slack")
OUTLETS = ("harbour", "kanto")  # two are enough to be talked of


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An answer or a post, as a person sees it. ``private``: nobody else does."""

    text: str
    labels: tuple[str, ...]
    private: bool
    native: Any = None

    @property
    def plain(self) -> str:
        """Give the text without what is each platform's own: emphasis, names of commands."""
        text = re.sub(r"[`*_\\\u2217\uff3f]", "", self.text)
        return re.sub(r"/tidings (?=[a-z])", "/", text)


class Speaker(Protocol):
    """Somebody at a platform. ``able``: as who may change things, or as who may not."""

    platform: str
    world: World

    async def say(self, line: str, *, able: bool = True) -> Heard:
        """Type a command as the table writes it; give its answer."""
        ...

    async def press(self, heard: Heard, label: str, *, able: bool = True) -> Heard:
        """Press a button of an answer or a post; give the answer."""
        ...

    async def posts(self) -> list[Heard]:
        """Give the posts in the channel, oldest first."""
        ...

    async def later(self) -> None:
        """Let feeds be read, and what they told be posted."""
        ...


Makes = Callable[..., AbstractAsyncContextManager[Speaker]]


def speaker(
    platform: str, folder: Path, server: FeedServer, *, desk: Any = Desk
) -> AbstractAsyncContextManager[Speaker]:
    """Open a bot on a platform. ``desk``: what makes the platform-free side of the gear."""
    return _OPEN[platform](folder, server, desk)


async def leap(world: World) -> None:
    """Let time leap over a poll, and over the settling of a story."""
    for _ in range(2):
        await world.leap(minutes=8)


# ── the local page: one person, who may everything ──────────────────────────────────────────


class OnLocal:
    platform = "local"

    def __init__(self, world: World, chat: LocalChat) -> None:
        self.world = world
        self._chat = chat

    async def say(self, line: str, *, able: bool = True) -> Heard:
        assert able, "on the page everybody may change everything"
        return _local(await self._chat.command("news", line))

    async def press(self, heard: Heard, label: str, *, able: bool = True) -> Heard:
        button = next(b["id"] for b in heard.native["buttons"] if b["label"] == label)
        return _local(await self._chat.press(heard.native["id"], button))

    async def posts(self) -> list[Heard]:
        known = await self._chat.messages("news")
        return [_local(message) for message in known if message["kind"] != "reply"]

    async def later(self) -> None:
        await leap(self.world)


def _local(message: Any) -> Heard:
    labels = tuple(button["label"] for button in message["buttons"])
    lines = [one["title"] for part in message.get("sections") or () for one in part["lines"]]
    text = "\n".join([message.get("title") or "", message["text"], *lines]).strip()
    return Heard(text=text, labels=labels, private=True, native=message)


@asynccontextmanager
async def _on_local(folder: Path, server: FeedServer, desk: Any) -> AsyncIterator[Speaker]:
    world = await open_world(folder, server, outlets=OUTLETS)
    chat = LocalChat(
        folder / "local.db",
        community="home",
        channels=[("news", "news"), ("other", "other")],
        now=world.gear.clock,
    )
    world.gear = replace(world.gear, chats={**world.gear.chats, "local": chat})
    await chat.start(COMMANDS, desk(world.gear))
    try:
        yield OnLocal(world, chat)
    finally:
        await chat.stop()
        await close_world(world)


# ── Discord, as SimCord plays it ────────────────────────────────────────────────────────────


class OnDiscord:
    platform = "discord"

    def __init__(self, sea: Any) -> None:
        self._sea = sea
        self.world = sea.world

    async def say(self, line: str, *, able: bool = True) -> Heard:
        typed = read_typed(line, COMMANDS)
        command = next(one for one in COMMANDS if one.name == typed.command)
        whole = next((sub for sub in command.subs if sub.name == typed.sub), command)
        kinds = {option.name: option.kind for option in whole.options}
        options: dict[str, Any] = {}
        for name, value in typed.options.items():
            if kinds[name] == "channel":
                options[name] = self._sea.other if "other" in value else self._sea.news
            else:
                options[name] = int(value) if kinds[name] == "int" else value
        who = self._sea.ada if able else self._sea.bob
        name = f"{typed.command} {typed.sub}" if typed.sub else typed.command
        return _discord(await self._sea.slash(who, name, **options))

    async def press(self, heard: Heard, label: str, *, able: bool = True) -> Heard:
        from tests.chat.discord.sea import button

        who = self._sea.ada if able else self._sea.bob
        return _discord(await who.click(heard.native, custom_id=button(heard.native, label)))

    async def posts(self) -> list[Heard]:
        return [_discord_message(m, private=False) for m in self._sea.posts()]

    async def later(self) -> None:
        with self._sea.env.time_context():
            await leap(self.world)


def _discord(result: Any) -> Heard:
    assert result.response is not None or result.modal is not None, "no answer"
    if result.response is None:
        return Heard(text=str(result.modal), labels=(), private=True, native=result)
    return _discord_message(result.response, private=bool(result.response.ephemeral))


def _discord_message(message: Any, *, private: bool) -> Heard:
    from tests.chat.discord.sea import labels

    parts = [message.content]
    for embed in message.embeds:
        shown = embed if isinstance(embed, dict) else embed.to_dict()
        parts += [shown.get("title") or "", shown.get("description") or ""]
        parts += [f"{f['name']}\n{f['value']}" for f in shown.get("fields") or ()]
    text = re.sub(r"\\([^\sA-Za-z0-9])", r"\1", "\n".join(part for part in parts if part))
    return Heard(text=text, labels=tuple(labels(message)), private=private, native=message)


@asynccontextmanager
async def _on_discord(folder: Path, server: FeedServer, desk: Any) -> AsyncIterator[Speaker]:
    from tests.chat.discord.sea import open_sea

    async with open_sea(folder, server) as sea:
        sea.chat.prepare(COMMANDS, desk(sea.world.gear))
        yield OnDiscord(sea)


# ── Slack, over its wire ────────────────────────────────────────────────────────────────────


class OnSlack:
    platform = "slack"

    def __init__(self, sea: Any) -> None:
        self._sea = sea
        self.world = sea.world

    async def say(self, line: str, *, able: bool = True) -> Heard:
        text = re.sub(r"#(news|other)\b", self._named, line.removeprefix("/"))
        return _slack(await self._sea.slash(text, who="ada" if able else "bob"))

    def _named(self, found: re.Match[str]) -> str:
        channel = self._sea.news if found[1] == "news" else self._sea.other
        return f"<#{channel}|{found[1]}>"

    async def press(self, heard: Heard, label: str, *, able: bool = True) -> Heard:
        who = "ada" if able else "bob"
        return _slack(await self._sea.wire.press(heard.native, label, who=who))

    async def posts(self) -> list[Heard]:
        return [_slack(message) for message in self._sea.posts()]

    async def later(self) -> None:
        await leap(self.world)


def _slack(shown: Any) -> Heard:
    private = not hasattr(shown, "to") or shown.to is not None  # a view is one person's, too
    return Heard(text=shown.said, labels=tuple(shown.labels), private=private, native=shown)


@asynccontextmanager
async def _on_slack(folder: Path, server: FeedServer, desk: Any) -> AsyncIterator[Speaker]:
    from tests.chat.slack.sea import open_sea

    async with open_sea(folder, server, who_may="admins", desk=desk, outlets=OUTLETS) as sea:
        yield OnSlack(sea)


_OPEN: dict[str, Makes] = {"local": _on_local, "discord": _on_discord, "slack": _on_slack}
