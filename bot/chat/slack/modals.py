"""Windows (Slack's modals): a form of the bot's, a command's option, a list to be imported; pure.

A window remembers in its ``private_metadata`` where it was opened, so that its answer goes there
after any restart. What is wrong in it is said at the field that it is about.
"""

import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bot.chat import marks
from bot.chat.fit import fit, units
from bot.chat.slack.answer import bodies
from bot.chat.slack.line import seen
from bot.chat.slack.marked import bold
from bot.chat.slack.said import Native
from bot.chat.slack.sections import section
from bot.chat.slack.text import plain
from bot.locales import say
from bot.model import Button, Command, Field, Form, Option, Reply

FORM, TYPED, LIST, ANSWER = "form", "typed", "list", "answer"
TITLE: Final = 24  # characters of a window's title and of its buttons
MOST_BLOCKS: Final = 100
_PASTED: Final = 3000  # characters that a field takes
_OPTION: Final = 75  # of a choice's label
_LABEL: Final = 2000
_PLACEHOLDER: Final = 150
_WRONG: Final = 1000
# What a button asks for: command, sub-word, the option that is typed; then the channel.
TYPE_INTO: Final[Mapping[str, tuple[str, str | None, str]]] = {
    "type:watch": ("watch", None, "query"),
    "type:feed": ("feeds", "add", "address"),
}
PACKS: Final = "packs:"  # asks which pack
CHANNEL: Final = "channel"
PASTED, FILE, ADDRESS = "pasted", "file", "address"

View = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a window remembers: what it is, and where its answer goes."""

    kind: str
    what: str = ""  # a form's button, or "command sub"
    channel: str = ""
    channel_name: str = ""
    thread: str | None = None
    response_url: str = ""
    in_place: bool = False  # the answer takes the place of the one that it was opened from

    def native(self, native: Native) -> Native:
        """Give what was done in the window as if it had been done where it was opened."""
        return Native(
            team=native.team,
            enterprise=native.enterprise,
            channel=self.channel,
            channel_name=self.channel_name,
            user=native.user,
            user_name=native.user_name,
            user_team=native.user_team,
            thread=self.thread,
            response_url=self.response_url,
            view=native.view,
            trigger=native.trigger,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What was written into a window: values by field, files that were given."""

    opened: Opened
    values: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Mapping[str, Any], ...] = ()


# ── drawing ─────────────────────────────────────────────────────────────────────────────────


def window(form: Form, opened: Opened) -> View:
    """Draw a form of the bot's."""
    blocks = [_input(one, one.label) for one in form.fields]
    whole = [section(bold(form.title))] if units(form.title) > TITLE else []
    return _view(opened, form.title, [*whole, *blocks], submit=say("Save"))


def typing_window(commands: Sequence[Command], opened: Opened) -> View:
    """Draw a window for one option of a command, and for the channel that it is about."""
    name, sub, option = next(v for v in TYPE_INTO.values() if _path(v) == opened.what)
    row = _row(commands, name, sub)
    typed = next(one for one in row.options if one.name == option)
    blocks = [_input(_field_of(typed), say(typed.description), optional=False)]
    if any(one.name == CHANNEL for one in row.options):
        place = Field(name=CHANNEL, label="", kind=CHANNEL)
        blocks.append(_input(place, say("Channel")))
    title = say("Watch") if name == "watch" else say("Add a feed")
    return _view(opened, title, blocks, submit=say("Go"))


def pack_window(packs: Sequence[Button], opened: Opened) -> View:
    """Draw a window to choose a pack in, and the channel that takes it."""
    names = tuple((one.label, one.label) for one in packs[:MOST_BLOCKS])
    fields = (
        Field(name="what", label=say("Which pack?"), kind="choice", choices=names),
        Field(name=CHANNEL, label=say("Channel"), kind=CHANNEL),
    )
    blocks = [_input(one, one.label, optional=one.name == CHANNEL) for one in fields]
    return _view(opened, say("Pick a pack"), blocks, submit=say("Go"))


def list_window(opened: Opened, *, files: bool) -> View:
    """Draw a window that takes a list: pasted, at an address, or as a file where Slack allows."""
    fields = [
        Field(name=PASTED, label=say("Paste the file’s text here"), kind="lines"),
        Field(name=ADDRESS, label=say("Or give its address"), hint="https://…"),
    ]
    blocks = [_input(one, one.label) for one in fields]
    if files:
        element = {"type": "file_input", "action_id": FILE, "max_files": 1}
        blocks.insert(0, _block(FILE, say("The file"), element))
    return _view(opened, say("Import"), blocks, submit=say("Go"))


def answer(reply: Reply, opened: Opened) -> View:
    """Draw an answer as a window."""
    blocks = [block for body in bodies(reply) for block in body["blocks"]][:MOST_BLOCKS]
    return _view(opened, "Tidings", blocks, close=say("Close"))


def waiting(opened: Opened) -> View:
    """Draw a window that is filled in a moment."""
    return answer(Reply(text=say("One moment…")), opened)


def _view(
    opened: Opened,
    title: str,
    blocks: Sequence[Mapping[str, Any]],
    *,
    submit: str = "",
    close: str = "",
) -> View:
    kept = {
        "what": opened.what,
        "channel": opened.channel,
        "name": opened.channel_name,
        "thread": opened.thread,
        "url": opened.response_url,
        "in_place": opened.in_place,
    }
    return {
        "type": "modal",
        "callback_id": opened.kind,
        "title": _words(title, TITLE),
        "blocks": list(blocks),
        "private_metadata": json.dumps({key: value for key, value in kept.items() if value}),
        **({"submit": _words(submit, TITLE)} if submit else {}),
        **({"close": _words(close, TITLE)} if close else {}),
    }


def _words(text: str, limit: int) -> dict[str, Any]:
    """Give words in one line; Slack takes no empty ones."""
    return plain(" ".join(text.split()) or "…", limit)


def _block(
    name: str, label: str, element: Mapping[str, Any], hint: str = "", *, optional: bool = True
) -> dict[str, Any]:
    drawn = {
        "type": "input",
        "block_id": name,
        "label": _words(label, _LABEL),
        "element": dict(element),
        "optional": optional,
    }
    return {**drawn, "hint": _words(hint, _LABEL)} if hint else drawn


def _input(one: Field, label: str, *, optional: bool = True) -> dict[str, Any]:
    element = {"action_id": one.name, **_element(one)}
    return _block(one.name, label, element, one.hint, optional=optional)


def _element(one: Field) -> dict[str, Any]:
    """Draw what a field is written into; what it shows now is what stands."""
    if one.kind == "choice":
        options = [_choice(value, label) for value, label in one.choices]
        now = [o for o in options if o["value"] == one.value]
        return {"type": "static_select", "options": options, **_first("initial_option", now)}
    if one.kind == "mention":
        person = re.findall(r"\A<@([A-Z0-9]+)(?:\|[^<>]*)?>\Z", one.value)
        if person or not one.value:
            return {"type": "users_select", **_first("initial_user", person)}
    if one.kind in (CHANNEL, "place"):
        place = re.findall(r"(?:\A|/)([CG][A-Z0-9]+)\Z", one.value)
        include = {"include": ["public", "private"], "exclude_bot_users": True}
        now_there = _first("initial_conversation", place)
        asks_for_one = one.kind == CHANNEL and not now_there
        here = {"default_to_current_conversation": True} if asks_for_one else {}
        return {"type": "conversations_select", "filter": include, **now_there, **here}
    if one.kind == "zone":
        now = [_choice(one.value, one.value)] if one.value else []
        return {"type": "external_select", "min_query_length": 1, **_first("initial_option", now)}
    drawn: dict[str, Any] = {"type": "plain_text_input", "max_length": _PASTED}
    if one.kind == "lines":
        drawn["multiline"] = True
    return {**drawn, "initial_value": one.value[:_PASTED]} if one.value else drawn


def _first(name: str, found: Sequence[Any]) -> dict[str, Any]:
    return {name: found[0]} if found else {}


def _choice(value: str, label: str) -> dict[str, Any]:
    return {"text": _words(label, _OPTION), "value": value}


def choices(pairs: Iterable[tuple[str, str]], most: int = 100) -> list[dict[str, Any]]:
    """Draw what is offered for a field that is being typed into."""
    known = {value: label for value, label in pairs if 0 < len(value) <= _OPTION}
    return [_choice(value, label or value) for value, label in list(known.items())[:most]]


def _field_of(option: Option) -> Field:
    kind = "lines" if option.many else "text"
    return Field(name=option.name, label=option.description, kind=kind)


def _row(commands: Sequence[Command], name: str, sub: str | None) -> Command:
    row = next(one for one in commands if one.name == name)
    return next((one for one in row.subs if one.name == sub), row)


def _path(typed: tuple[str, str | None, str]) -> str:
    return " ".join(filter(None, typed[:2]))


def path_of(button: str) -> str:
    """Give the command behind a button that asks for a text."""
    return _path(TYPE_INTO[button])


# ── reading ─────────────────────────────────────────────────────────────────────────────────


def opened_of(view: Mapping[str, Any]) -> Opened:
    """Read what a window remembers."""
    kept = json.loads(view.get("private_metadata") or "{}")
    return Opened(
        kind=str(view.get("callback_id") or ""),
        what=kept.get("what", ""),
        channel=kept.get("channel", ""),
        channel_name=kept.get("name", ""),
        thread=kept.get("thread"),
        response_url=kept.get("url", ""),
        in_place=bool(kept.get("in_place")),
    )


def read(view: Mapping[str, Any], team: str) -> Entered:
    """Read what was written into a window; an emptied field is "" ."""
    state = (view.get("state") or {}).get("values") or {}
    values: dict[str, str] = {}
    files: list[Mapping[str, Any]] = []
    for block, elements in state.items():
        for element in elements.values():
            files += element.get("files") or ()
            values[block] = _value(element, team)
    values.pop(FILE, None)
    return Entered(opened=opened_of(view), values=values, files=tuple(files))


def _value(element: Mapping[str, Any], team: str) -> str:
    if chosen := element.get("selected_option"):
        return str(chosen.get("value") or "")
    if person := element.get("selected_user"):
        return f"<@{person}>"
    if place := element.get("selected_conversation") or element.get("selected_channel"):
        return f"{team}/{place}"
    return seen(str(element.get("value") or "")).strip()


def wrong(
    view: Mapping[str, Any], values: Mapping[str, str], text: str, *, files: bool = False
) -> dict[str, str]:
    """Say an error at the field that it is about: one whose value or name it repeats, else all.

    ``files``: a file was given, which is read where no text was pasted.
    """
    labels = {
        str(b["block_id"]): html.unescape(str((b.get("label") or {}).get("text") or ""))
        for b in view.get("blocks") or ()
        if b.get("type") == "input"
    }
    known = list(labels)
    known.sort(key=lambda name: name == FILE)  # a file that was chosen is shown as its name alone
    repeated = set(re.findall(r"[*“]([^*“”\n]+)[*”]", text))
    about = [FILE] if files and FILE in known and not values.get(PASTED) else []
    about += [name for name in known if values.get(name) and values[name] in repeated]
    about += [name for name in known if repeated & _parts(values.get(name, ""))]
    about += [name for name in known if values.get(name) and _names(text, name)]
    about += [name for name in known if values.get(name)]
    field = next(iter([*about, *known]), PASTED)
    if re.match(rf"{re.escape(field)}(?![\w-])", text) and labels.get(field):
        text = f"“{labels[field]}”{text.removeprefix(field)}"
    return {field: fit(marks.timeless(text).replace("`", "").replace("*", ""), _WRONG, str)}


def _parts(value: str) -> set[str]:
    """Give the words of a list or a span: an error repeats the one that is wrong."""
    return set(re.split(r"[,\s–-]+", value)) - {""}


def _names(text: str, field: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){re.escape(field)}(?![\w-])", text))
