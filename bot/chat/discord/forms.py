"""Windows to write into ("Modals"): a form of ours, or the one field of a command's option.

Up to five fields, each under a label: text, a choice, a role or a person from Discord's own list.
"""

import re
from typing import Any, Final

import discord

from bot.chat.discord.said import TYPED
from bot.chat.discord.text import unformatted
from bot.locales import say, speaking
from bot.model import MOST_FIELDS, Field, Form

TITLE: Final = 45  # characters of a window's title, and of a field's label
HINT: Final = 100
LONGEST: Final = 1000  # characters that may be written into a field
_OPEN_FOR: Final = 900  # seconds; Discord keeps a window's token for as long
_MENTION: Final = re.compile(r"<@(&?)(\d{1,20})>")

_Item = discord.ui.Item[Any]


def window(form: Form) -> discord.ui.Modal:
    """Draw a form with what stands in its fields now."""
    made = discord.ui.Modal(
        title=unformatted(form.title, TITLE) or "…", custom_id=form.button, timeout=_OPEN_FOR
    )
    for one in form.fields[:MOST_FIELDS]:
        made.add_item(
            discord.ui.Label(
                text=unformatted(one.label, TITLE) or "…", component=_COMPONENTS[one.kind](one)
            )
        )
    return made


def field_of(button: str, locale: str | None) -> discord.ui.Modal:
    """Draw the window with one field in which a command's option is typed."""
    option = TYPED[button][2]
    with speaking(locale):
        title, label = _TYPED_IN[button]()
    made = discord.ui.Modal(title=title, custom_id=button, timeout=_OPEN_FOR)
    written: discord.ui.TextInput[Any] = discord.ui.TextInput(custom_id=option, max_length=LONGEST)
    made.add_item(discord.ui.Label(text=label, component=written))
    return made


def _watch() -> tuple[str, str]:
    return say("Type a watch"), say("A topic, a name, words or a query")


def _feed() -> tuple[str, str]:
    return say("Add a feed"), say("Addresses of feeds or pages")


# What stands above the window of a button, and above its field.
_TYPED_IN: Final = {"type:watch": _watch, "type:feed": _feed}


def _text(one: Field) -> _Item:
    return discord.ui.TextInput(
        custom_id=one.name,
        default=one.value[:LONGEST] or None,
        placeholder=unformatted(one.hint, HINT) or None,
        required=False,
        max_length=LONGEST,
    )


def _choice(one: Field) -> _Item:
    offered = [
        discord.SelectOption(label=label, value=value, default=value == one.value)
        for value, label in one.choices
    ]
    return discord.ui.Select(custom_id=one.name, options=offered)


def _mention(one: Field) -> _Item:
    found = _MENTION.fullmatch(one.value)
    chosen = []
    if found:
        kind = (discord.SelectDefaultValueType.user, discord.SelectDefaultValueType.role)
        kind_ = kind[bool(found[1])]
        chosen = [discord.SelectDefaultValue(id=int(found[2]), type=kind_)]
    return discord.ui.MentionableSelect(
        custom_id=one.name, min_values=0, required=False, default_values=chosen
    )


def _place(one: Field) -> _Item:
    kind = discord.SelectDefaultValueType.channel
    chosen = [discord.SelectDefaultValue(id=int(one.value), type=kind)] if one.value else []
    return discord.ui.ChannelSelect(
        custom_id=one.name,
        channel_types=[discord.ChannelType.text, discord.ChannelType.news],
        placeholder=unformatted(one.hint, HINT) or None,
        min_values=0,
        required=False,
        default_values=chosen,
    )


_COMPONENTS: Final = {
    "text": _text,
    "zone": _text,
    "choice": _choice,
    "mention": _mention,
    "place": _place,
}
