"""What somebody typed or pressed, as Discord hands it over, in our words; pure.

An interaction inside a thread is about the channel that the thread belongs to.
"""

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from bot.chat.discord.buttons import marker, unmarked
from bot.chat.discord.rights import manages_all, may_manage, may_view
from bot.chat.links import address
from bot.errors import CommandError
from bot.locales import say
from bot.model import FORMS, Actor, Invocation, Press

PLATFORM: Final = "discord"
_SUB, _CHANNEL, _ATTACHMENT = 1, 7, 11  # kinds of options
_CHAT, _ON_MESSAGE = 1, 3  # kinds of commands
_COMPONENT, _MODAL = 3, 5  # kinds of interactions
_LINK: Final = re.compile(r"https?://[^\s<>\[\]]+")
_AROUND: Final = ".,;:!?*_~|\"'"  # what stands behind a link in a sentence
_MENTIONS: Final = frozenset({5, 6, 7})  # selects of persons, roles, both
_PLACES: Final = 8  # a select of channels
# What a text field asks for: button → command, sub-word, the option that is typed.
TYPED: Final[Mapping[str, tuple[str, str | None, str]]] = {
    "type:watch": ("watch", None, "query"),
    "type:feed": ("feeds", "add", "address"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Native:
    """An interaction, read apart: ids as text, ``data`` as Discord sends it."""

    kind: int  # 2 command, 3 component, 4 autocomplete, 5 modal
    data: Mapping[str, Any]
    guild: str | None
    guild_name: str = ""
    channel: str  # of a thread, the channel that it belongs to
    channel_name: str = ""
    user: str
    user_name: str
    permissions: int  # of the person, in the channel
    locale: str | None = None
    manages: frozenset[str] = frozenset()  # the channels that the person may manage
    everybody: bool = False  # everybody may change things in the channel
    sees: Callable[[str], Awaitable[bool]] | None = None  # whether the person sees a channel


def to_invocation(native: Native) -> Invocation | Press:
    """Read a command, a press or a filled-in field. Raises CommandError outside of servers."""
    if native.guild is None:
        raise CommandError(say("I work in servers: type this in the channel that it is about."))
    if not native.channel:
        raise CommandError(say("Discord did not say in which channel this is. Try it once more."))
    if native.kind == _COMPONENT:
        return _press(native, unmarked(str(native.data["custom_id"])))
    if native.kind == _MODAL:
        return _typed(native)
    if native.data.get("type", _CHAT) == _ON_MESSAGE:
        return _about_message(native)
    sub, given = _options(native.data)
    options = {str(one["name"]): _text(one) for one in given}
    return _invocation(native, str(native.data["name"]), sub, options, given)


def focused(native: Native) -> str | None:
    """Give the name of the option that is being typed."""
    _, given = _options(native.data)
    return next((str(one["name"]) for one in given if one.get("focused")), None)


def attachments(native: Native) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give the option and the description of each file that came with a command."""
    _, given = _options(native.data)
    known = native.data.get("resolved", {}).get("attachments", {})
    for one in given:
        if one.get("type") == _ATTACHMENT and str(one["value"]) in known:
            yield str(one["name"]), known[str(one["value"])]


def channels(native: Native) -> tuple[str, ...]:
    """Give the ids of the channels that a command names, or that were chosen in a window."""
    if native.kind == _MODAL:
        return tuple(_chosen(native.data.get("components", ())))
    _, given = _options(native.data)
    return tuple(str(one.get("value", "")) for one in given if one.get("type") == _CHANNEL)


def _chosen(components: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Give the channels that were chosen in a window."""
    for one in components:
        if one.get("type") == _PLACES:
            yield from (str(value) for value in one.get("values") or ())
        yield from _chosen(_inside(one))


def _inside(one: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return one.get("components") or ([one["component"]] if one.get("component") else [])


def target(native: Native) -> tuple[str, str, int]:
    """Give the channel that a command is about: its id, name, and the person's rights there."""
    _, given = _options(native.data)
    for one in given:
        if one.get("type") == _CHANNEL and one["name"] == "channel":
            there = _channel(native, str(one["value"]))
            bits = int(there.get("permissions") or 0)
            return str(one["value"]), str(there.get("name", one["value"])), bits
    return native.channel, native.channel_name, native.permissions


def _options(data: Mapping[str, Any]) -> tuple[str | None, Sequence[Mapping[str, Any]]]:
    """Give the sub-word, if there is one, and the options that were filled in."""
    given: Sequence[Mapping[str, Any]] = data.get("options") or ()
    if given and given[0].get("type") == _SUB:
        return str(given[0]["name"]), given[0].get("options") or ()
    return None, given


def _text(option: Mapping[str, Any]) -> str:
    value = option.get("value", "")
    return str(value).lower() if isinstance(value, bool) else str(value)


def _channel(native: Native, channel_id: str) -> Mapping[str, Any]:
    known = native.data.get("resolved", {}).get("channels", {})
    found: Mapping[str, Any] = known.get(channel_id, {})
    return found


def _invocation(
    native: Native,
    command: str,
    sub: str | None,
    options: Mapping[str, str],
    given: Sequence[Mapping[str, Any]] = (),
) -> Invocation:
    spoken = {str(one["value"]) for one in given if one.get("type") == _CHANNEL}
    known = {id_: _called(native, id_) for id_ in spoken}
    files = {name: str(file.get("filename", name)) for name, file in attachments(native)}
    return Invocation(
        command=command,
        sub=sub,
        options={**options, **files},
        actor=_actor(native, target(native)[2]),
        platform=PLATFORM,
        community=native.guild or "",
        channel=native.channel,
        locale=native.locale,
        names={**known, **_names(native)},
    )


def _press(native: Native, button: str, fields: Mapping[str, str] | None = None) -> Press:
    chosen = channels(native) if fields else ()
    return Press(
        button=button,
        fields=fields or {},
        actor=_actor(native, native.permissions),
        platform=PLATFORM,
        community=native.guild or "",
        channel=native.channel,
        locale=native.locale,
        names={**{id_: _called(native, id_) for id_ in chosen}, **_names(native)},
    )


def _called(native: Native, channel: str) -> str:
    return str(_channel(native, channel).get("name", channel))


def _actor(native: Native, there: int) -> Actor:
    return Actor(
        id=native.user,
        name=native.user_name,
        may_manage=may_manage(native.permissions, there),
        everywhere=manages_all(native.permissions),
        manages=native.manages,
        everybody=native.everybody,
        sees=partial(_sees, native),
    )


async def _sees(native: Native, channel: str) -> bool:
    """Say whether the person sees a channel: Discord tells it of those that they named."""
    bits = _channel(native, channel).get("permissions")
    if bits is not None:
        return may_view(int(bits))
    return native.sees is None or await native.sees(channel)


def _names(native: Native) -> dict[str, str]:
    named = {native.channel: native.channel_name, f"community:{native.guild}": native.guild_name}
    return {id_: name for id_, name in named.items() if name}


def _typed(native: Native) -> Invocation | Press:
    """Read a window that was filled in: an option of a command, or a form of ours."""
    asked = str(native.data["custom_id"])
    written = dict(_written(native.data.get("components", ()), native.data.get("resolved", {})))
    if asked.partition(":")[0] in FORMS:
        return _press(native, asked, written)
    if asked not in TYPED:
        raise CommandError(say("That field is of another version of me. Type the command."))
    command, sub, option = TYPED[asked]
    return _invocation(native, command, sub, {option: written.get(option, "")})


def _written(
    components: Sequence[Mapping[str, Any]], resolved: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Give each field's name and what was written or chosen there, in a row or under a label."""
    for one in components:
        if "custom_id" in one:
            chosen = [str(value) for value in one.get("values") or ()]
            if one.get("type") in _MENTIONS:
                roles = resolved.get("roles", {})
                chosen = [f"<@&{id_}>" if id_ in roles else f"<@{id_}>" for id_ in chosen]
            yield str(one["custom_id"]), str(one.get("value") or ",".join(chosen)).strip()
        yield from _written(_inside(one), resolved)


def _about_message(native: Native) -> Invocation | Press:
    """Ask of a message why: of one of ours by its own button, else by the link that it has."""
    message = native.data.get("resolved", {}).get("messages", {}).get(native.data["target_id"], {})
    for row in message.get("components", ()):
        for one in row.get("components", ()):
            button = unmarked(str(one.get("custom_id", "")))
            if button.startswith("why:"):
                return _press(native, button)
    if marker(message.get("components") or ()):  # ours, without that button: a digest
        return _invocation(native, "why", None, {"what": str(native.data["target_id"])})
    link = next(iter(links(native)), None)
    if link is None:
        raise CommandError(
            say(
                "That message is none of my posts, and no link is in it. Ask this of one of my "
                "alerts, or of a message with the link of an article."
            )
        )
    return _invocation(native, "why", None, {"what": link})


def links(native: Native) -> tuple[str, ...]:
    """Give the links of the message that a command of its menu is about, in its order."""
    known = native.data.get("resolved", {}).get("messages", {})
    message = known.get(native.data.get("target_id"), {})
    cards = (str(embed.get("url") or "") for embed in message.get("embeds") or ())
    found = (*_LINK.findall(str(message.get("content", ""))), *cards)
    whole = (link.rstrip(_AROUND + ("" if "(" in link else ")")) for link in found)
    return tuple(dict.fromkeys(link for link in whole if address(link)))
