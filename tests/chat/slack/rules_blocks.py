"""What Slack takes of Block Kit: its own Python models, and the limits that slackblocks collects.

``slack_sdk.models`` is Slack's own check; it passes over some things, which are counted here with
the numbers of ``slackblocks`` (generated from its limits.json; a test compares them).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View
from slackblocks import _limits as limits
from slackblocks._surfaces import _BLOCK_TYPES_BY_SURFACE as SURFACES

MOST_IN_A_VIEW = 100
# Keys that Slack's models drop although Slack documents them.
NOT_MODELLED = frozenset({"expand", "verbatim", "emoji", "accessibility_label"})


def block_breaches(blocks: Sequence[Any], surface: str) -> list[str]:
    """Say what is wrong with the blocks of a ``message``, a ``modal`` or a ``home``."""
    found: list[str] = []
    for place, block in enumerate(blocks):
        what = list(_of_block(block, surface))
        found += [f"block {place} ({_type(block)}): {one}" for one in what]
    ids = [b["block_id"] for b in blocks if isinstance(b, Mapping) and b.get("block_id")]
    if len(set(ids)) < len(ids):
        found.append("a block_id twice")
    return found


def _of_block(block: Any, surface: str) -> Iterator[str]:
    if not isinstance(block, Mapping) or _type(block) not in SURFACES[surface]:  # type: ignore[index]
        yield f"is no block of a {surface}"
        return
    yield from _modelled(Block.parse(dict(block)), block)
    yield from _counted(block)
    for element in elements_in(block):
        yield from _of_element(element)
    ids = [e["action_id"] for e in elements_in(block) if e.get("action_id")]
    if len(set(ids)) < len(ids):
        yield "an action_id twice"


def _modelled(parsed: Any, given: Mapping[str, Any]) -> Iterator[str]:
    """Ask Slack's model, and look for keys that it does not know."""
    if parsed is None:
        yield "is unknown to Slack's models"
        return
    try:
        parsed.validate_json()
        known = parsed.to_dict()
    except (SlackObjectFormationError, TypeError) as exc:
        yield str(exc)
        return
    yield from (f"unknown key {path}" for path in _lost(given, known))


def _lost(given: Any, known: Any, path: str = "") -> Iterator[str]:
    """Yield the keys of what was given that the model did not keep."""
    if isinstance(given, Mapping) and isinstance(known, Mapping):
        for key, value in given.items():
            if key in known:
                yield from _lost(value, known[key], f"{path}/{key}")
            elif key not in NOT_MODELLED and value is not None and value != []:
                yield f"{path}/{key}"
    elif isinstance(given, list) and isinstance(known, list):
        for place, (one, other) in enumerate(zip(given, known, strict=False)):
            yield from _lost(one, other, f"{path}/{place}")


def _counted(block: Mapping[str, Any]) -> Iterator[str]:
    kind = _type(block)
    if kind == "section":
        yield from _long(block.get("text"), limits.SECTION_TEXT_MAX_LENGTH, "text")
        fields = block.get("fields") or []
        if len(fields) > limits.SECTION_FIELDS_MAX_ITEMS:
            yield "too many fields"
        for field in fields:
            yield from _long(field, limits.SECTION_FIELDS_ITEM_MAX_LENGTH, "a field")
        if not block.get("text") and not fields:
            yield "has no text"
    elif kind == "header":
        yield from _long(block.get("text"), limits.HEADER_TEXT_MAX_LENGTH, "text")
    elif kind == "context":
        yield from _many(block, limits.CONTEXT_ELEMENTS_MAX_ITEMS)
        for element in block.get("elements", ()):
            if element.get("type") in ("mrkdwn", "plain_text"):
                yield from _long(element, limits.TEXT_MAX_LENGTH, "an element")
    elif kind == "actions":
        yield from _many(block, limits.ACTIONS_ELEMENTS_MAX_ITEMS)
    elif kind == "input":
        yield from _long(block.get("label"), limits.INPUT_LABEL_MAX_LENGTH, "label")
        yield from _long(block.get("hint"), limits.INPUT_HINT_MAX_LENGTH, "hint", needed=False)
    if len(str(block.get("block_id") or "")) > limits.BLOCK_ID_MAX_LENGTH:
        yield "block_id is too long"


def _many(block: Mapping[str, Any], most: int) -> Iterator[str]:
    count = len(block.get("elements") or ())
    if not 1 <= count <= most:
        yield f"{count} elements"


def _long(text: Any, most: int, what: str, *, needed: bool = True) -> Iterator[str]:
    if text is None:
        return
    said = text.get("text") if isinstance(text, Mapping) else None
    if not isinstance(said, str) or text.get("type") not in ("plain_text", "mrkdwn"):
        yield f"{what} is no text"
    elif (needed and not said) or len(said) > most:
        yield f"{what} has {len(said)} characters"


def _of_element(element: Mapping[str, Any]) -> Iterator[str]:
    kind = element.get("type")
    if len(str(element.get("action_id") or "")) > limits.ACTION_ID_MAX_LENGTH:
        yield "action_id is too long"
    if kind == "button":
        yield from _long(element.get("text"), limits.BUTTON_TEXT_MAX_LENGTH, "a button")
        if len(str(element.get("value") or "")) > limits.BUTTON_VALUE_MAX_LENGTH:
            yield "a value is too long"
        url = element.get("url")
        if url is not None and (
            len(url) > limits.BUTTON_URL_MAX_LENGTH or not url.startswith(("https://", "http://"))
        ):
            yield f"a button's url: {url[:40]}"
        if element.get("style") not in (None, "primary", "danger"):
            yield "a button's style"
    for option in element.get("options") or ():
        yield from option_breaches(option)
    if kind == "static_select" and len(element.get("options") or ()) > (
        limits.SELECT_OPTIONS_MAX_ITEMS
    ):
        yield "too many options"
    if kind in ("static_select", "channels_select", "conversations_select", "plain_text_input"):
        most = limits.SELECT_PLACEHOLDER_MAX_LENGTH
        yield from _long(element.get("placeholder"), most, "a placeholder")
    if kind == "image" and not element.get("alt_text"):
        yield "an image without words"


def option_breaches(option: Mapping[str, Any]) -> Iterator[str]:
    yield from _long(option.get("text"), limits.OPTION_TEXT_MAX_LENGTH, "an option")
    if not 1 <= len(str(option.get("value") or "")) <= limits.OPTION_VALUE_MAX_LENGTH:
        yield "an option's value"


def view_breaches(view: Any) -> list[str]:
    """Say what is wrong with a modal or an App Home."""
    if not isinstance(view, Mapping) or view.get("type") not in ("modal", "home"):
        return ["there is no view"]
    blocks = view.get("blocks") or []
    found = block_breaches(blocks, str(view["type"]))
    inputs = any(_type(block) == "input" for block in blocks)
    if not 1 <= len(blocks) <= MOST_IN_A_VIEW:
        found.append(f"{len(blocks)} blocks in a view")
    if view["type"] == "modal":
        if not view.get("title"):
            found.append("a modal without title")
        if inputs and not view.get("submit"):
            found.append("a modal with inputs and no submit")
        for key in ("title", "submit", "close"):
            found += _long(view.get(key), limits.VIEW_TITLE_MAX_LENGTH, key)
    for key, most in (
        ("private_metadata", limits.VIEW_PRIVATE_METADATA_MAX_LENGTH),
        ("callback_id", limits.VIEW_CALLBACK_ID_MAX_LENGTH),
    ):
        if len(str(view.get(key) or "")) > most:
            found.append(f"{key} is too long")
    try:
        View(**view).validate_json()
    except (SlackObjectFormationError, TypeError) as exc:
        found.append(str(exc))
    return found


# ── what is in blocks ───────────────────────────────────────────────────────────────────────


def _type(block: Any) -> str:
    return str(block.get("type")) if isinstance(block, Mapping) else "none"


def elements_in(block: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Give a block's interactive elements and images."""
    found = [*(block.get("elements") or ())] if _type(block) in ("actions", "context") else []
    found += [block[key] for key in ("accessory", "element") if isinstance(block.get(key), Mapping)]
    return [one for one in found if isinstance(one, Mapping)]


def texts_in(value: Any) -> Iterator[str]:
    """Yield every mrkdwn text in blocks."""
    if isinstance(value, Mapping):
        if value.get("type") == "mrkdwn":
            yield str(value.get("text") or "")
        for one in value.values():
            yield from texts_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)


def characters(value: Any) -> int:
    """Count the characters of all that blocks say, addresses and values of buttons included."""
    if isinstance(value, Mapping):
        return sum(characters(one) for key, one in value.items() if key != "type")
    if isinstance(value, list):
        return sum(map(characters, value))
    return len(value) if isinstance(value, str) else 0
