"""From what a person typed or pressed to the answer: the same for the page and for tests."""

from collections.abc import Awaitable, Mapping, Sequence
from typing import Any, Final

from bot.chat.typed import Typed, read_typed
from bot.errors import CommandError, TidingsError
from bot.locales import retold, say
from bot.log import get_logger
from bot.model import Actor, Button, Command, File, Invocation, Reply

# Of a line. A query says itself how long it may be; a pasted list of topics may be longer.
_MOST_CHARACTERS: Final = 20_000
_log = get_logger(__name__)


def to_invocation(
    native: Mapping[str, Any],
    commands: Sequence[Command],
    *,
    platform: str,
    community: str,
    actor: Actor,
) -> Invocation:
    """Read ``{"channel": id, "text": "/watch senkaku"}``, and ``"file"`` and ``"locale"`` if any.

    Raises CommandError.
    """
    text = str(native["text"])
    if len(text) > _MOST_CHARACTERS:
        raise CommandError(
            say(
                "This is {n} characters long; I read up to {most}. Shorten it.",
                n=len(text),
                most=_MOST_CHARACTERS,
            )
        )
    typed = read_typed(text, commands)
    file = native.get("file")
    takes = _takes_file(commands, typed) if isinstance(file, File) else None
    return Invocation(
        command=typed.command,
        sub=typed.sub,
        options={**typed.options, **({takes: file.name} if takes and file else {})},
        files={takes: file} if takes and file else {},
        locale=native.get("locale"),
        actor=actor,
        platform=platform,
        community=community,
        channel=str(native["channel"]),
    )


def _takes_file(commands: Sequence[Command], typed: Typed) -> str:
    """Give the option of a command that takes a file. Raises CommandError when none does."""
    command = next(c for c in commands if c.name == typed.command)
    whole = next((s for s in command.subs if s.name == typed.sub), command)
    option = next((o.name for o in whole.options if o.kind == "file"), None)
    if option is None:
        path = " ".join(filter(None, (f"/{typed.command}", typed.sub)))
        raise CommandError(
            say("`{command}` takes no file. Take it away, or type `/import`.", command=path)
        )
    return option


async def answered(asked: Awaitable[Reply], **about: str) -> Reply:
    """Wait for an answer; an error becomes an answer too, and is logged if it is no person's."""
    try:
        return await asked
    except TidingsError as exc:
        ways_on = exc.buttons if isinstance(exc, CommandError) else ()
        buttons = tuple(Button(id=id_, label=label) for id_, label in ways_on)
        return Reply(text=retold(str(exc)), buttons=buttons, error=True)
    except Exception:
        _log.exception("chat.handler_failed", **about)
        broken = say(
            "Something went wrong on my side; it is written in the log. Try it once more, and "
            "type /status to see how I am."
        )
        return Reply(text=broken, error=True)
