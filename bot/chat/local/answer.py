"""From what a person typed or pressed to the answer: the same for the page and for tests."""

from collections.abc import Awaitable, Mapping, Sequence
from typing import Any, Final

from bot.chat.typed import read_typed
from bot.errors import CommandError, TidingsError
from bot.log import get_logger
from bot.model import Actor, Button, Command, Invocation, Reply

# Of a line. A query says itself how long it may be; a pasted list of topics may be longer.
_MOST_CHARACTERS: Final = 20_000
_BROKEN: Final = (
    "Something went wrong on my side; it is written in the log. Try it once more, "
    "and type /status to see how I am."
)
_log = get_logger(__name__)


def to_invocation(
    native: Mapping[str, Any],
    commands: Sequence[Command],
    *,
    platform: str,
    community: str,
    actor: Actor,
) -> Invocation:
    """Read ``{"channel": id, "text": "/watch senkaku"}``. Raises CommandError."""
    text = str(native["text"])
    if len(text) > _MOST_CHARACTERS:
        raise CommandError(
            f"This is {len(text)} characters long; I read up to {_MOST_CHARACTERS}. Shorten it."
        )
    typed = read_typed(text, commands)
    return Invocation(
        command=typed.command,
        sub=typed.sub,
        options=typed.options,
        actor=actor,
        platform=platform,
        community=community,
        channel=str(native["channel"]),
    )


async def answered(asked: Awaitable[Reply], **about: str) -> Reply:
    """Wait for an answer; an error becomes an answer too, and is logged if it is no person's."""
    try:
        return await asked
    except TidingsError as exc:
        ways_on = exc.buttons if isinstance(exc, CommandError) else ()
        buttons = tuple(Button(id=id_, label=label) for id_, label in ways_on)
        return Reply(text=str(exc), buttons=buttons, error=True)
    except Exception:
        _log.exception("chat.handler_failed", **about)
        return Reply(text=_BROKEN, error=True)
