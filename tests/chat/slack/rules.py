"""What Slack takes: parameters from its OpenAPI file, blocks by rules_blocks, and its manners.

The OpenAPI file is of 2021; ``NEWER`` has the parameters and methods that Slack's documentation of
the methods names beside it. Nothing here comes from the bot's own constants.
"""

import gzip
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.chat.slack.rules_blocks import (
    block_breaches,
    characters,
    option_breaches,
    texts_in,
    view_breaches,
)

SPECS = Path(__file__).parents[4] / "shared" / "specs"
SPEC = SPECS / "slack-web-openapi-v2.json.gz"
NO_SPEC = "Slack's OpenAPI file is not here (../shared/specs)"

MOST_BLOCKS = 50  # of a message; 100 of a view ("Blocks", Slack's reference)
MOST_CHARACTERS = 12_000  # of all blocks of a message: Slack, in bolt-js issue 2509
MOST_TEXT = 40_000  # what is longer is cut ("chat.postMessage", Truncating content)
METADATA = re.compile(r"[A-Za-z0-9_]{1,100}")  # form of an event_type
# What came after the file, as the pages of the methods name it.
NEWER: Mapping[str, frozenset[str]] = {
    "apps.connections.open": frozenset(),
    "auth.teams.list": frozenset({"cursor", "limit", "include_icon"}),
    "chat.postMessage": frozenset({"metadata", "markdown_text"}),
    "chat.update": frozenset({"metadata", "markdown_text", "reply_broadcast", "file_ids"}),
    "chat.postEphemeral": frozenset({"markdown_text"}),
    "conversations.history": frozenset({"include_all_metadata"}),
    "conversations.replies": frozenset({"include_all_metadata"}),
    "conversations.open": frozenset({"prevent_creation"}),
    "oauth.v2.access": frozenset({"grant_type", "refresh_token"}),
    "views.open": frozenset({"interactivity_pointer"}),
    "views.push": frozenset({"interactivity_pointer"}),
    "files.getUploadURLExternal": frozenset({"filename", "length", "alt_text", "snippet_type"}),
    "files.completeUploadExternal": frozenset(
        {"files", "channel_id", "channels", "initial_comment", "thread_ts", "blocks"}
    ),
}
# Read methods that take no JSON (the file knows; this is for where it is not here).
POSTING = ("chat.postMessage", "chat.update", "chat.postEphemeral")
RESPONSE = frozenset(
    {
        *("text", "blocks", "attachments", "response_type", "replace_original", "delete_original"),
        *("thread_ts", "unfurl_links", "unfurl_media", "metadata", "link_names", "parse", "mrkdwn"),
    }
)


@cache
def spec() -> Mapping[str, Any]:
    if not SPEC.exists():
        return {}
    with gzip.open(SPEC) as file:
        return dict(json.load(file)["paths"])


@cache
def operation(method: str) -> Mapping[str, Any] | None:
    """Give what the file says of a method."""
    return next(iter(spec().get(f"/{method}", {}).values()), None)


@cache
def parameters(method: str) -> Mapping[str, Mapping[str, Any]]:
    found = operation(method) or {}
    return {p["name"]: p for p in found.get("parameters", ())}


def takes_json(method: str) -> bool:
    found = operation(method)
    return found is None or "application/json" in found.get("consumes", ["application/json"])


def call_breaches(method: str, args: Mapping[str, Any], *, as_json: bool = False) -> list[str]:
    """Say what is wrong with a call of the Web API. ``args``: JSON values read."""
    found = list(_of_parameters(method, args)) if spec() else []
    if as_json and not takes_json(method):
        found.append("takes no JSON")
    if method in POSTING:
        found += message_breaches(args, posts=method == "chat.postMessage")
    if method.startswith("views."):
        found += view_breaches(args.get("view"))
    return [f"{method}: {what}" for what in found]


def _of_parameters(method: str, args: Mapping[str, Any]) -> Iterator[str]:
    known = parameters(method)
    newer = NEWER.get(method)
    if not known and newer is None:
        yield "is no method that is known"
        return
    names = set(known) | (newer or frozenset()) | {"token", "team_id"}
    yield from (f"unknown parameter {name}" for name in sorted(set(args) - names))
    for name, form in known.items():
        if form.get("required") and name != "token" and not args.get(name):
            yield f"{name} is missing"
    for name, value in args.items():
        form = known.get(name, {})
        if not _fits(value, str(form.get("type"))):
            yield f"{name} is no {form.get('type')}: {value!r}"


def _fits(value: Any, kind: str) -> bool:
    if kind == "boolean":
        return value in (True, False, "true", "false", "0", "1", 0, 1)
    if kind == "integer":
        return not isinstance(value, bool) and str(value).isdigit()
    if kind == "number":
        return re.fullmatch(r"\d+(\.\d+)?", str(value)) is not None
    return True


def message_breaches(message: Mapping[str, Any], *, posts: bool = True) -> list[str]:
    """Say what of a message Slack does not take, or what is bad manners.

    ``posts``: it is a new post, of which links must not unfold.
    """
    blocks = message.get("blocks") or []
    if not isinstance(blocks, list):
        return ["blocks are no list"]
    text = message.get("text") or ""
    deletes = bool(message.get("delete_original"))
    found = [
        "no text beside the blocks" * (bool(blocks) and not text.strip()),
        "an empty message" * (not blocks and not text.strip() and not deletes),
        f"text over {MOST_TEXT}" * (len(text) > MOST_TEXT),
        f"over {MOST_BLOCKS} blocks" * (len(blocks) > MOST_BLOCKS),
        f"over {MOST_CHARACTERS} characters" * (characters(blocks) > MOST_CHARACTERS),
        "links unfold"
        * (posts and not all(_off(message.get(k)) for k in ("unfurl_links", "unfurl_media"))),
        "names are linked" * (not _off(message.get("link_names", False))),
        "parse is full" * (message.get("parse") == "full"),
    ]
    found += block_breaches(blocks, "message")
    found += metadata_breaches(message.get("metadata"))
    found += [what for said in (text, *texts_in(blocks)) for what in markup_breaches(said)]
    return [what for what in found if what]


def _off(value: Any) -> bool:
    return value in (False, "false", "0", 0)


def metadata_breaches(metadata: Any) -> list[str]:
    """Check a post's metadata ("Message metadata", Slack): a type and a payload of plain values."""
    if metadata is None:
        return []
    if not isinstance(metadata, Mapping) or set(metadata) != {"event_type", "event_payload"}:
        return ["metadata without type and payload"]
    size = len(json.dumps(metadata, ensure_ascii=False).encode())
    found = [
        "metadata has a strange type" * (not METADATA.fullmatch(str(metadata["event_type"]))),
        "metadata's payload is no object" * (not isinstance(metadata["event_payload"], Mapping)),
        "metadata over 8 kB" * (size > 8000),
    ]
    return [what for what in found if what]


# ── markup ("Formatting text for app surfaces") ─────────────────────────────────────────────

_CONTROL = re.compile(
    r"<(?:(?:https?://|mailto:)[^<>|\s]+(?:\|[^<>]+)?"
    r"|[@#][A-Z0-9]+(?:\|[^<>|]*)?"
    r"|!date\^\d+\^[^<>|^]+(?:\^https?://[^<>|\s]+)?\|[^<>|]+"
    r"|!subteam\^[A-Z0-9]+(?:\|[^<>|]*)?"
    r"|!(?:here|channel|everyone)(?:\|[^<>|]*)?)>"
)
_CALLS_ALL = re.compile(r"<!(?:here|channel|everyone)\b")


def markup_breaches(text: str) -> list[str]:
    """Say what of a mrkdwn text is not escaped, or calls everybody."""
    rest = _CONTROL.sub("", text)
    return [
        what
        for what in (
            f"a bracket that is not escaped: {_around(rest, '[<>]')}"
            * bool(re.search("[<>]", rest)),
            f"an & that is not escaped: {_around(rest, '&')}"
            * bool(re.search(r"&(?!(?:amp|lt|gt);)", rest)),
            "calls everybody" * bool(_CALLS_ALL.search(text)),
        )
        if what
    ]


def mentioned(text: str) -> list[str]:
    """Give the ids of people and groups that a text calls."""
    return re.findall(r"<(?:@|!subteam\^)([A-Z0-9]+)", text)


def _around(text: str, form: str) -> str:
    hit = re.search(form, text)
    return repr(text[max(0, hit.start() - 20) : hit.start() + 20]) if hit else ""


def options_breaches(options: Sequence[Mapping[str, Any]]) -> list[str]:
    """Say what is wrong with the options that were offered for what somebody types."""
    found = [what for one in options for what in option_breaches(one)]
    return [*found, *["over 100 options offered"] * (len(options) > 100)]


def response_breaches(body: Mapping[str, Any]) -> list[str]:
    """Say what is wrong with what was sent to a response_url."""
    found = [f"unknown key {key}" for key in sorted(set(body) - RESPONSE)]
    if body.get("response_type") not in (None, "ephemeral", "in_channel"):
        found.append(f"no response_type: {body['response_type']}")
    found += message_breaches(body, posts=False)
    return [f"response_url: {what}" for what in found]
