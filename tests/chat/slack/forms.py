"""What stands in the fields of a view, as Slack tells it when a form is sent off."""

from collections.abc import Mapping
from typing import Any

from tests.chat.slack.wire_place import elements


def state_of(blocks: list[dict[str, Any]], values: Mapping[str, Any]) -> dict[str, Any]:
    """Give the state of a view's fields: the given values, else what stood in them."""
    state: dict[str, Any] = {}
    for block in blocks:
        for element in elements(block):
            kind, action = str(element["type"]), str(element.get("action_id"))
            if kind in ("button", "overflow", "image"):
                continue
            field = _field(element, values.get(action, values.get(block["block_id"])))
            state.setdefault(block["block_id"], {})[action] = {"type": kind, **field}
    return state


def _field(element: Mapping[str, Any], given: Any) -> dict[str, Any]:
    kind = element["type"]
    if kind in ("static_select", "radio_buttons"):
        options = [
            *element.get("options", ()),
            *(o for g in element.get("option_groups", ()) for o in g["options"]),
        ]
        chosen = next((o for o in options if o["value"] == given), None)
        return {"selected_option": chosen if given is not None else element.get("initial_option")}
    if kind == "external_select":
        label = {"type": "plain_text", "text": str(given)}
        chosen = {"text": label, "value": given} if given else None
        return {"selected_option": element.get("initial_option") if given is None else chosen}
    if kind == "external_select":
        text = {"type": "plain_text", "text": str(given)}
        chosen = {"text": text, "value": given}
        return {"selected_option": chosen if given else element.get("initial_option")}
    if kind in ("checkboxes", "multi_static_select"):
        chosen = [o for o in element["options"] if o["value"] in (given or ())]
        return {
            "selected_options": chosen
            if given is not None
            else (element.get("initial_options") or [])
        }
    for name in ("channel", "conversation", "user", "date", "time"):
        if kind in (f"{name}s_select", f"{name}picker"):
            return {f"selected_{name}": given or element.get(f"initial_{name}")}
    return {"value": element.get("initial_value") if given is None else (given or None)}
