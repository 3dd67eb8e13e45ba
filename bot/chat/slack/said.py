"""What somebody typed, mentioned, pressed or filled in, as Slack hands it over, in our words; pure.

A channel is "T1/C1" and a person "T1/U1", so that each is known together with its workspace; what
comes from no channel (App Home), or from a conversation with the bot, is about "@T1/U1".
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bot.chat.links import address
from bot.chat.slack.buttons import pressed
from bot.chat.slack.line import after_mention, channel_id, plain, read
from bot.chat.slack.people import Person
from bot.errors import CommandError
from bot.locales import say
from bot.model import Actor, Command, File, Invocation, Press

PLATFORM: Final = "slack"
MOST_CHARACTERS: Final = 20_000  # of a line
# Slack's words for channels whose name it does not tell.
_NAMELESS: Final = frozenset({"privategroup", "directmessage", ""})
_PERMALINK: Final = re.compile(r"https?://[\w.-]+/archives/[A-Z0-9]+/p(\d{10})(\d{6})(?:\?\S*)?")
_LINK: Final = re.compile(r"<(https?://[^|<>]+)(?:\|[^<>]*)?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Native:
    """Something that somebody did, read apart; all ids are Slack's own."""

    team: str
    enterprise: str | None = None
    channel: str = ""  # none in App Home
    channel_name: str = ""
    user: str
    user_name: str = ""
    user_team: str = ""  # another than ``team`` for guests from elsewhere
    text: str = ""  # a line, in Slack's writing
    button: str = ""
    thread: str | None = None  # the post that a thread hangs on
    message: Mapping[str, Any] = field(default_factory=dict)  # that was pressed in, or asked about
    private: bool = False  # it was pressed in an answer that this person alone sees
    view: Mapping[str, Any] = field(default_factory=dict)  # a window, or App Home
    action: Mapping[str, Any] = field(default_factory=dict)
    trigger: str = ""  # lets a window be opened, for 3 seconds
    response_url: str = ""
    files: Sequence[Mapping[str, Any]] = ()

    @property
    def place(self) -> str:
        """Give the channel, as the rest of the bot knows it; people's own conversations by them."""
        own = not self.channel or self.channel.startswith("D")
        return f"@{self.team}/{self.user}" if own else f"{self.team}/{self.channel}"


# ── reading what Slack sends ────────────────────────────────────────────────────────────────


def command(body: Mapping[str, Any], commands: Sequence[Command]) -> Native:
    """Read a slash command; one that is none of ours is the umbrella, whatever it is called."""
    name = str(body.get("command", "")).lstrip("/")
    before = name if any(one.name == name for one in commands) else ""
    text = str(body.get("text") or "")
    return Native(
        team=str(body.get("team_id") or ""),
        enterprise=body.get("enterprise_id") or None,
        channel=str(body.get("channel_id") or ""),
        channel_name=str(body.get("channel_name") or ""),
        user=str(body.get("user_id") or ""),
        user_name=str(body.get("user_name") or ""),
        text=f"{before} {text}".strip(),
        trigger=str(body.get("trigger_id") or ""),
        response_url=str(body.get("response_url") or ""),
    )


def mention(body: Mapping[str, Any], bot_user: str) -> Native:
    """Read a mention of the bot in a channel or a thread."""
    event = body["event"]
    return Native(
        team=team_of(body),
        enterprise=body.get("enterprise_id") or None,
        channel=str(event.get("channel") or ""),
        user=str(event.get("user") or ""),
        user_team=str(event.get("user_team") or event.get("team") or ""),
        text=after_mention(str(event.get("text") or ""), bot_user),
        thread=event.get("thread_ts"),
        message=event,
        files=tuple(event.get("files") or ()),
    )


def team_of(body: Mapping[str, Any]) -> str:
    """Give the workspace of an event: the one that has the bot, not the author's."""
    given: Mapping[str, Any] = next(iter(body.get("authorizations") or ()), {})
    return str(given.get("team_id") or body.get("context_team_id") or body.get("team_id") or "")


def interaction(body: Mapping[str, Any]) -> Native:
    """Read a press, a shortcut on a message, or a window that was filled in."""
    team, user = body.get("team") or {}, body.get("user") or {}
    channel, container = body.get("channel") or {}, body.get("container") or {}
    message = body.get("message") or {}
    action: Mapping[str, Any] = next(iter(body.get("actions") or ()), {})
    return Native(
        team=str(team.get("id") or user.get("team_id") or ""),
        enterprise=(body.get("enterprise") or {}).get("id") or team.get("enterprise_id"),
        channel=str(channel.get("id") or container.get("channel_id") or ""),
        channel_name=str(channel.get("name") or ""),
        user=str(user.get("id") or ""),
        user_name=str(user.get("username") or user.get("name") or ""),
        user_team=str(user.get("team_id") or ""),
        button=pressed(action) if action.get("type") == "button" else "",
        thread=container.get("thread_ts") or message.get("thread_ts"),
        message=message,
        private=bool(container.get("is_ephemeral")),
        view=body.get("view") or {},
        action=action,
        trigger=str(body.get("trigger_id") or ""),
        response_url=str(body.get("response_url") or ""),
    )


def opened_home(body: Mapping[str, Any]) -> Native:
    """Read that somebody opened App Home."""
    return Native(
        team=team_of(body),
        enterprise=body.get("enterprise_id") or None,
        user=str(body["event"].get("user") or ""),
    )


# ── in our words ────────────────────────────────────────────────────────────────────────────


def to_invocation(
    native: Native, person: Person, commands: Sequence[Command]
) -> Invocation | Press:
    """Say what was typed or pressed. Raises CommandError."""
    if native.button:
        return press(native, person, native.button)
    if len(native.text) > MOST_CHARACTERS:
        raise CommandError(
            say(
                "This is {length} characters long; I read up to {most}. Shorten it.",
                length=len(native.text),
                most=MOST_CHARACTERS,
            )
        )
    typed = plain(native.text)
    found = read(typed.text, commands)
    asked = {name: typed.people.get(v, v) for name, v in found.options.items()}
    if found.command == "why" and not asked and native.thread:
        asked = {"what": native.thread}  # in a thread it is about the post that it hangs on
    return invocation(
        native,
        person,
        found.command,
        found.sub,
        options=asked,
        names=typed.names,
    )


def invocation(
    native: Native,
    person: Person,
    name: str,
    sub: str | None,
    *,
    options: Mapping[str, str],
    names: Mapping[str, str] | None = None,
    files: Mapping[str, File] | None = None,
) -> Invocation:
    """Give a command with its options; channels that are named by id become ours."""
    known = {f"{native.team}/{id_}": called for id_, called in (names or {}).items()}
    return Invocation(
        command=name,
        sub=sub,
        options={key: _ours(native, key, value) for key, value in options.items()},
        actor=_actor(native, person),
        platform=PLATFORM,
        community=native.team,
        channel=native.place,
        locale=person.locale,
        files=files or {},
        names={**known, **_names(native)},
    )


def press(
    native: Native, person: Person, button: str, *, fields: Mapping[str, str] | None = None
) -> Press:
    """Give a pressed button, or the form that it opened with what was written there."""
    return Press(
        button=button,
        actor=_actor(native, person),
        platform=PLATFORM,
        community=native.team,
        channel=native.place,
        locale=person.locale,
        names=_names(native),
        fields=fields or {},
    )


def about(native: Native, person: Person) -> Invocation | Press:
    """Ask of a message why: of one of ours by its own button, else by the link that it has."""
    for button in _buttons(native.message):
        if button.startswith("why:"):
            return press(native, person, button)
    post = str(native.message.get("ts") or "")
    link = next(_links(native.message), post)
    return invocation(native, person, "why", None, options={"what": link} if link else {})


def _ours(native: Native, option: str, value: str) -> str:
    """Give a value as the commands know it: a channel with its workspace, a post by its id."""
    if option in ("channel", "notices") and (known := channel_id(value)):
        return known if "/" in known else f"{native.team}/{known}"
    if option == "what" and (post := _PERMALINK.fullmatch(value)):
        return f"{post[1]}.{post[2]}"
    return value


def _actor(native: Native, person: Person) -> Actor:
    return Actor(
        id=f"{native.team}/{native.user}",
        name=person.name or native.user_name or native.user,
        may_manage=person.may_manage,
        everybody=person.everybody,
        guest=person.guest,
        stranger=person.stranger,
    )


def _names(native: Native) -> dict[str, str]:
    if native.place.startswith("@"):
        return {native.place: say("our conversation")}
    name = "group-messages" if native.channel_name.startswith("mpdm-") else native.channel_name
    return {} if name in _NAMELESS else {native.place: name}


def begun(text: str) -> str:
    """Give a text of ours whose sentences begin with a capital where our conversation begins them.

    Commands put the name of a channel, which has none, at the beginning of a sentence.
    """
    own = say("our conversation")
    at_start = rf"(?m)(^|[.!?] ){re.escape(own)}"
    return re.sub(at_start, lambda found: f"{found[1]}{own[0].upper()}{own[1:]}", text)


def _buttons(message: Mapping[str, Any]) -> Iterator[str]:
    for block in message.get("blocks") or ():
        for one in block.get("elements") or ():
            if one.get("type") == "button":
                yield pressed(one)


def _links(message: Mapping[str, Any]) -> Iterator[str]:
    for found in _LINK.finditer(str(message.get("text") or "")):
        if link := address(found[1].replace("&amp;", "&")):
            yield link
    for attachment in message.get("attachments") or ():
        if link := address(str(attachment.get("from_url") or attachment.get("title_link") or "")):
            yield link


def nameless(native: Native) -> bool:
    """Say whether Slack left out what the channel is called."""
    return not native.place.startswith("@") and native.channel_name in _NAMELESS
