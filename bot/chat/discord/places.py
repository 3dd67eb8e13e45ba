"""Places in Discord: what kind a channel is, what the bot may there, where a person is written to.

Asked of what the gateway told; where it told nothing yet, of the API.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import discord

from bot.chat.discord import meaning, rights
from bot.chat.discord.client import Client
from bot.errors import SendUnknown
from bot.log import get_logger

log = get_logger(__name__)
_FORUMS: Final = frozenset({15, 16})  # GUILD_FORUM, GUILD_MEDIA: posts are threads
_NEEDS_TAG: Final = 1 << 4
MOST_TAGS: Final = 5  # of one post
# Tags that claim nothing of a post, as communities call them.
_ANYTHING: Final = (
    *("other", "others", "misc", "miscellaneous", "news", "general", "update", "updates", "alerts"),
    *(
        "その他",
        "ニュース",
        "一般",
        "기타",
        "뉴스",
        "일반",
        "其他",
        "其它",
        "新闻",
        "新聞",
        "综合",
        "綜合",
    ),
)


class Places:
    """Answers about channels; remembers what it had to ask."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._private: dict[str, str] = {}
        self._asked: dict[str, Mapping[str, Any]] = {}
        self.tells_people = True  # until the server shows that it does not

    async def private(self, person: str) -> str:
        """Give the channel in which a person is told privately."""
        if person not in self._private:
            made = await self._client.ask(
                "POST", "/users/@me/channels", json={"recipient_id": person}
            )
            self._private[person] = str(made["id"])
        return self._private[person]

    async def is_forum(self, channel: str) -> bool:
        """Say whether posts are threads there."""
        known = self._known(channel)
        if known is not None:
            return known.type.value in _FORUMS
        return (await self._described(channel)).get("type") in _FORUMS

    async def tags(self, channel: str, names: Sequence[str]) -> list[str]:
        """Give the ids of a forum's tags for these names.

        Where a forum wants one and none fits, one that claims nothing; else its first.
        """
        described = await self._described(channel)
        offered = {_key(tag["name"]): str(tag["id"]) for tag in described["available_tags"]}
        found = [offered[_key(name)] for name in names if _key(name) in offered][:MOST_TAGS]
        if found or not _wants_tag(described):
            return found
        return [offered[name] for name in _ANYTHING if name in offered][:1] or [*offered.values()][
            :1
        ]

    async def stopgap(self, channel: str) -> str | None:
        """Name the tag that a post gets in want of a fitting one, where it would claim something.

        None for what is no forum, wants no tag, or has one for anything.
        """
        described = await self._described(channel)
        names = [str(tag["name"]) for tag in described["available_tags"]]
        if not _wants_tag(described) or any(_key(name) in _ANYTHING for name in names):
            return None
        return next(iter(names), None)

    async def _described(self, channel: str) -> Mapping[str, Any]:
        forum = self._known(channel)
        if isinstance(forum, discord.ForumChannel):
            tags = [{"id": tag.id, "name": tag.name} for tag in forum.available_tags]
            return {"available_tags": tags, "flags": forum.flags.value}
        if channel not in self._asked:
            asked = await self._ask(channel)
            self._asked[channel] = {"available_tags": [], **asked}
        return self._asked[channel]

    async def _ask(self, channel: str) -> Mapping[str, Any]:
        """Ask what a channel is; a server that does not say has text channels alone."""
        try:
            asked: Mapping[str, Any] = await self._client.ask(
                "GET", "/channels/{channel_id}", channel_id=channel
            )
        except discord.HTTPException as exc:
            if not meaning.is_missing(exc):
                raise
            log.warning("discord.no_look", what="channel", error=exc.text)
            return {}
        return asked

    async def guild(self, channel: str) -> str:
        """Give the server that a channel is in."""
        known = self._known(channel)
        if known is not None:
            return str(known.guild.id)
        return str((await self._described(channel)).get("guild_id", "0"))

    async def is_in(self, guild: str, channel: str) -> bool:
        """Say whether a channel is of a server, by the gateway's word, else by the API's."""
        found = self._client.get_channel(int(channel)) if channel.isdecimal() else None
        if found is not None or not channel.isdecimal():
            return str(getattr(getattr(found, "guild", None), "id", "")) == guild
        try:
            described = await self._described(channel)
        except discord.HTTPException as exc:
            log.warning("discord.no_look", what="channel", error=exc.text)
            return False
        if "guild_id" in described:
            return str(described["guild_id"]) == guild
        home = self._client.get_guild(int(guild)) if guild.isdecimal() else None
        return home is None or not home.channels  # a server that tells of no channels at all

    def role(self, guild: str, role: str) -> discord.Role | None:
        """Give a role of a server that the bot is in."""
        home = self._client.get_guild(int(guild)) if guild.isdecimal() else None
        return home.get_role(int(role)) if home is not None else None

    def must_read(self, channel: str) -> None:
        """Raises SendUnknown where Discord would show the bot an empty history."""
        bits = self.own_bits(channel)
        if bits is not None and not bits & (rights.READ_HISTORY | rights.ADMINISTRATOR):
            raise SendUnknown(
                "I cannot look whether this post is there: give my role “Read Message History”."
            )

    def lacking(self, channel: str, *, threads: bool = False) -> list[str]:
        """Name what the bot lacks to post in a channel; nothing where that is not known."""
        known, bits = self._known(channel), self.own_bits(channel)
        if known is None or bits is None or not rights.lacking(bits, threads=threads):
            return []
        given = rights.lacking(_given(known, known.guild.me), threads=threads)
        return given or rights.lacking(bits, threads=threads)

    def own_bits(self, channel: str) -> int | None:
        """Give what the bot may in a channel; None where that is not known."""
        known = self._known(channel)
        if known is None or known.guild.me is None:
            return None
        return known.permissions_for(known.guild.me).value

    async def member(self, guild: str, person: str) -> discord.Member | None:
        """Give a person of a server that the bot is in; None where they are none (any more).

        None, too, where the server has no such look; ``tells_people`` knows.
        """
        home = self._client.get_guild(int(guild)) if guild.isdecimal() else None
        if home is None:
            return None
        try:
            return home.get_member(int(person)) or await home.fetch_member(int(person))
        except discord.HTTPException as exc:
            self.tells_people = not meaning.is_missing(exc)
            if self.tells_people and exc.status != 404:
                raise
            return None

    async def file(self, url: str) -> bytes:
        """Fetch a file that somebody gave with a command."""
        return await self._client.http.get_from_cdn(url)

    def _known(self, channel: str) -> discord.abc.GuildChannel | None:
        found = self._client.get_channel(int(channel)) if channel.isdecimal() else None
        return found if isinstance(found, discord.abc.GuildChannel) else None


def _key(name: str) -> str:
    return str(name).casefold().strip()


def _wants_tag(described: Mapping[str, Any]) -> bool:
    return bool(int(described.get("flags") or 0) & _NEEDS_TAG)


def _given(channel: discord.abc.GuildChannel, me: discord.Member) -> int:
    """Give what roles and the channel's own rules allow, one right apart from the other.

    The library takes from somebody who may not write what is of no use without that, too; to say
    what is missing, only what was taken itself counts (Discord, "Permission Overwrites").
    """
    bits = channel.guild.default_role.permissions.value
    for role in me.roles:
        bits |= role.permissions.value
    rules = channel.overwrites
    ranks = ([channel.guild.default_role], me.roles[1:], [me])
    for rank in ranks:
        allowed = denied = 0
        for one in rank:
            if one in rules:
                allow, deny = rules[one].pair()
                allowed, denied = allowed | allow.value, denied | deny.value
        bits = bits & ~denied | allowed
    return bits
