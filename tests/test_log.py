"""Logs: an event and its fields, never a secret."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest

from bot.log import bound, get_logger, setup
from bot.mask import mask_text

CANARY = "canary-0123456789"
Write = Callable[[], None]


@pytest.fixture(autouse=True)
def _leave_logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers, root.level = handlers, level


def written(style: str, write: Write, level: str = "debug") -> str:
    out = io.StringIO()
    setup(level, style, secrets=[CANARY], out=out)
    write()
    return out.getvalue()


def _field() -> None:
    get_logger("t").info("event", who=CANARY)


def _event() -> None:
    get_logger("t").warning(f"event {CANARY}")


def _inside() -> None:
    get_logger("t").info("event", deep={"a": [{"b": (CANARY,)}]}, raw=CANARY.encode())


def _by_name() -> None:
    get_logger("t").info("event", token="canary-other", api_key="canary-other")


def _bound() -> None:
    with bound(feed=CANARY):
        get_logger("t").info("event")


def _traceback() -> None:
    try:
        raise ValueError(f"https://me:canary-pw@host/?token=canary-q {CANARY}")
    except ValueError:
        get_logger("t").exception("event")


def _foreign() -> None:
    logging.getLogger("library").warning("reading %s", f"https://me:{CANARY}@host/")


def _foreign_traceback() -> None:
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("library").exception("broke")


def _object() -> None:
    get_logger("t").info("event", error=ValueError(CANARY))


@pytest.mark.parametrize("style", ["console", "json"])
@pytest.mark.parametrize(
    "write",
    [_field, _event, _inside, _by_name, _bound, _traceback, _foreign, _foreign_traceback, _object],
)
def test_no_planted_canary_shows(style: str, write: Write) -> None:
    text = written(style, write)
    assert "•••" in text
    assert "canary" not in text.replace('f"https://me:', "")


def test_json_is_one_object_a_line_with_event_level_and_fields() -> None:
    def write() -> None:
        with bound(feed=7):
            get_logger("bot.legs.poll").info("feed.read", new=3, title="尖閣\n諸島")

    (line,) = written("json", write).splitlines()
    row = json.loads(line)
    assert (row["event"], row["level"], row["logger"]) == ("feed.read", "info", "bot.legs.poll")
    assert (row["feed"], row["new"], row["title"]) == (7, 3, "尖閣\n諸島")
    assert row["timestamp"].endswith("Z")


def test_lines_below_the_level_are_not_written() -> None:
    def write() -> None:
        get_logger("t").info("quiet")
        get_logger("t").error("loud")

    lines = written("console", write, "warning").splitlines()
    assert ["loud" in line for line in lines] == [True]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://me:pw@host/x", "https://•••@host/x"),
        ("sqlite:///data/tidings.db", "sqlite:///data/tidings.db"),
        ("https://h/f?id=1&access_token=abc&x=2", "https://h/f?id=1&access_token=•••&x=2"),
        ("https://h/f?monkey=1&key=abc#z", "https://h/f?monkey=1&key=•••#z"),
        ("https://discord.com/api/webhooks/1/abc", "https://discord.com/api/webhooks/•••"),
        ("https://hooks.slack.com/services/T/B/x", "https://hooks.slack.com/•••"),
        ("Authorization: Bearer abcdefgh.ijk", "Authorization: Bearer •••"),
        ("Authorization: Basic dXNlcjpwYXNzd29yZA==", "Authorization: Basic •••"),
        ("(Basic Information, App-Level Tokens)", "(Basic Information, App-Level Tokens)"),
        ("the Bot permissions. Bearer tokens", "the Bot permissions. Bearer tokens"),
        ("xoxb-1234567890-abcdef", "•••"),
        ("mail me@host.org about it", "mail me@host.org about it"),
        ("https://h/@handle/feed", "https://h/@handle/feed"),
    ],
)
def test_what_looks_like_a_secret_is_masked_and_the_rest_is_left(text: str, shown: str) -> None:
    assert mask_text(text) == shown
