"""What Discord takes: its OpenAPI file, and the rules that the file leaves out.

The rules beside the file are from Discord's documentation ("Message", "Embed Limits", "Allowed
Mentions", "Components"); nothing here comes from the bot's own constants.
"""

import gzip
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

SPEC = Path(__file__).parents[4] / "shared" / "specs" / "discord-openapi-v10.json.gz"
NO_SPEC = "Discord's OpenAPI file is not here (../shared/specs)"


@cache
def spec() -> dict[str, Any]:
    with gzip.open(SPEC) as file:
        return dict(json.load(file))


@cache
def paths() -> tuple[tuple[re.Pattern[str], str], ...]:
    made = []
    for template in spec()["paths"]:
        form = "".join(
            "[^/]+" if part.startswith("{") else re.escape(part)
            for part in re.split(r"(\{[^}]+\})", template)
        )
        made.append((re.compile(form), template))
    # A path without a variable is meant before one with.
    return tuple(sorted(made, key=lambda pair: pair[1].count("{")))


def template_of(path: str) -> str | None:
    return next((template for form, template in paths() if form.fullmatch(path)), None)


@cache
def validator(template: str, method: str) -> Any:
    from jsonschema import Draft202012Validator, FormatChecker

    operation = spec()["paths"][template].get(method.lower())
    if operation is None:
        return None
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return None
    schema = {"components": spec()["components"], **content["schema"]}
    return Draft202012Validator(schema, format_checker=FormatChecker())


def with_text_ids(value: Any, key: str = "") -> Any:
    """Write ids as text: discord.py sends some as numbers, and Discord takes both."""
    if isinstance(value, Mapping):
        inside = {k: with_text_ids(v, k) for k, v in value.items()}
        is_id = key in ("attachments", "default_values") and isinstance(inside.get("id"), int)
        return {**inside, "id": str(inside["id"])} if is_id else inside
    if isinstance(value, list):
        return [
            str(one)
            if key in ("users", "roles", "applied_tags") and isinstance(one, int)
            else with_text_ids(one, key)
            for one in value
        ]
    return value


_checked = [0]


def validated() -> int:
    """Count the requests that were held against the file in this process."""
    return _checked[0]


def breaches(method: str, path: str, body: Any) -> list[str]:
    """Say what is wrong with a request."""
    _checked[0] += 1
    template = template_of(path)
    if template is None or method.lower() not in spec()["paths"][template]:
        return [f"{method} {path} is no endpoint"]
    check = validator(template, method)
    found: list[str] = []
    if check is not None and body is not None:
        errors = check.iter_errors(with_text_ids(body))
        found += [f"{method} {template}: {_short(error)}" for error in errors]
        found += [
            f"{method} {template}: unknown key {key}"
            for key in unknown_keys(template, method, body)
        ]
    if body is not None and re.search(r"/messages(/|$)|/callback$|/threads$", template):
        for message in messages_in(body):
            found += [f"{method} {template}: {what}" for what in message_breaches(message, method)]
    return found


def unknown_keys(template: str, method: str, body: Any) -> Iterator[str]:
    content = spec()["paths"][template][method.lower()]["requestBody"]["content"]
    schema = content["application/json"]["schema"]
    known = set(_properties(schema))
    if known and isinstance(body, Mapping):
        # discord.py writes "tts" into edits, too, where it means nothing.
        yield from sorted(set(body) - known - ({"tts"} if method == "PATCH" else set()))


def _properties(schema: Mapping[str, Any]) -> Iterator[str]:
    if "$ref" in schema:
        yield from _properties(spec()["components"]["schemas"][schema["$ref"].split("/")[-1]])
    yield from schema.get("properties", {})
    for key in ("oneOf", "anyOf", "allOf"):
        for one in schema.get(key, ()):
            yield from _properties(one)


def _short(error: Any) -> str:
    return f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"


def messages_in(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Give the messages that a request's body brings."""
    if "message" in body:
        return [body["message"]]
    if isinstance(body.get("data"), Mapping):
        data = body["data"]
        if "title" in data:  # a window
            return []
        return [data] if {"content", "embeds", "components"} & set(data) else []
    return [body] if {"content", "embeds", "components", "files"} & set(body) else []


def units(text: str | None) -> int:
    return len((text or "").encode("utf-16-le", "surrogatepass")) // 2


EMBED = {"title": 256, "description": 4096}


def message_breaches(message: Mapping[str, Any], method: str = "POST") -> list[str]:
    """Say what of a message the file lets pass and Discord does not."""
    embeds: Sequence[Mapping[str, Any]] = message.get("embeds") or []
    rows: Sequence[Mapping[str, Any]] = message.get("components") or []
    buttons = [one for row in rows for one in row.get("components", ())]
    ids = [one.get("custom_id") for one in buttons if one.get("style") != 5]
    found = [
        "content over 2000" * (units(message.get("content")) > 2000),
        "over 10 embeds" * (len(embeds) > 10),
        "over 6000 characters" * (sum(map(embed_size, embeds)) > 6000),
        "over 5 rows" * (len(rows) > 5),
        "over 5 in a row" * any(len(row.get("components", ())) > 5 for row in rows),
        "an empty row" * any(not row.get("components") for row in rows),
        "no custom_id" * any(not one or len(one) > 100 for one in ids),
        "a custom_id twice" * (len(set(ids)) < len(ids)),
        "a label over 80" * any(not 1 <= units(one.get("label")) <= 80 for one in buttons),
        "mentions parsed" * (mentions_parsed(message)),
        "an empty message"
        * (
            method == "POST"
            and not (message.get("content") or embeds or rows or message.get("attachments"))
        ),
    ]
    urls = [embed["url"] for embed in embeds if embed.get("url")]
    found.append("one url in two embeds" * (len(set(urls)) < len(urls)))
    for embed in embeds:
        found += embed_breaches(embed)
    return [what for what in found if what]


def mentions_parsed(message: Mapping[str, Any]) -> bool:
    if "content" not in message and "embeds" not in message:
        return False
    allowed = message.get("allowed_mentions")
    return allowed is None or allowed.get("parse") != []


def embed_size(embed: Mapping[str, Any]) -> int:
    """Count what Discord counts over all embeds of a message."""
    fields = embed.get("fields") or []
    return (
        units(embed.get("title"))
        + units(embed.get("description"))
        + units((embed.get("author") or {}).get("name"))
        + units((embed.get("footer") or {}).get("text"))
        + sum(units(field["name"]) + units(field["value"]) for field in fields)
    )


def embed_breaches(embed: Mapping[str, Any]) -> list[str]:
    found = [f"{key} over {most}" * (units(embed.get(key)) > most) for key, most in EMBED.items()]
    fields = embed.get("fields") or []
    author, footer = embed.get("author") or {}, embed.get("footer") or {}
    found += [
        "author over 256" * (units(author.get("name")) > 256),
        "footer over 2048" * (units(footer.get("text")) > 2048),
        "over 25 fields" * (len(fields) > 25),
        "a field without name" * any(not field["name"].strip() for field in fields),
        "a link that is none"
        * (not re.match(r"https?://[^\s<>]+\Z", embed.get("url") or "https://a.example")),
        "an empty embed"
        * (not any(embed.get(key) for key in ("title", "description", "author", "fields"))),
    ]
    return found
