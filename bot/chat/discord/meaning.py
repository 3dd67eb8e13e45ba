"""What an error of Discord, or of the way there, means for a post.

Discord says no (4xx): certainly not posted. 429: later. 5xx, a line that dropped, no answer: it may
be there. Codes: Discord, "Opcodes and Status Codes", JSON Error Codes.
"""

import asyncio
from typing import Final

import aiohttp
import discord

from bot.errors import (
    ChannelClosed,
    MessageGone,
    SendError,
    SendLater,
    SendNever,
    SendUnknown,
)

AGAIN_AFTER: Final = 10.0  # seconds, when Discord cannot be reached
BANNED_FOR: Final = 600.0  # seconds, when Cloudflare shuts us out without a word for how long
REFUSED_FOR: Final = 3600.0  # seconds between two looks at a token that Discord refuses

UNKNOWN_CHANNEL, UNKNOWN_GUILD, UNKNOWN_MESSAGE = 10003, 10004, 10008
LACKS_RIGHTS: Final = 50013
_NO_SUCH_PATH: Final = frozenset({404, 405, 501})
_CLOSED: Final = {
    UNKNOWN_CHANNEL: "The channel is not there any more.",
    UNKNOWN_GUILD: "I am not in this server any more.",
    50001: "I do not see this channel. Give my role “View Channel” there.",
    50007: "This person takes no private messages from me.",
    LACKS_RIGHTS: "I may not write there. Give my role “Send Messages”, “Embed Links” and, "
    "for threads, “Create Public Threads” and “Send Messages in Threads”.",
    50278: "I share no server with this person any more.",
    20009: "Discord holds messages with such content back from this channel.",
    160006: "This server has as many open threads as Discord allows. Close some.",
    40067: "This forum wants a tag on every post. Make the tag optional.",
}


# What is about one thread alone: its story is told no further, the channel goes on.
_THREAD_SHUT: Final = {
    160005: "The thread is locked: its story is told no further.",
    50083: "The thread was closed: its story is told no further.",
}


def error_from(exc: Exception) -> SendError:
    """Say what an exception means for the post that raised it."""
    if isinstance(exc, SendError):
        return exc
    if isinstance(exc, discord.RateLimited):
        return SendLater(f"Discord asks to wait {exc.retry_after:.0f} s.", after=exc.retry_after)
    if isinstance(exc, discord.LoginFailure):
        return refused()
    if isinstance(exc, discord.HTTPException):
        return _of_answer(exc)
    if isinstance(exc, aiohttp.ClientConnectorError):
        return SendLater(f"Discord cannot be reached ({exc.os_error}).", after=AGAIN_AFTER)
    if isinstance(exc, aiohttp.ClientError | OSError | asyncio.TimeoutError):
        return SendUnknown(f"The line to Discord broke ({type(exc).__name__}); it is looked up.")
    return SendUnknown(f"Sending to Discord failed ({type(exc).__name__}: {exc}).")


def is_missing(exc: Exception) -> bool:
    """Say whether a server that has only part of the API lacks what was asked for.

    Discord names by a code of its own what is not there; a path that is not there has none.
    """
    if not isinstance(exc, discord.HTTPException) or exc.text.lstrip().startswith("<"):
        return False
    return exc.status in _NO_SUCH_PATH and exc.code == 0


def refused() -> SendLater:
    """Say that Discord does not know our token (any more): nothing is sent until it does."""
    return SendLater(
        "Discord refuses the token. Make a new one in the Developer Portal and restart me with it.",
        after=REFUSED_FOR,
        everywhere=True,
        outlasts=False,
    )


def connecting() -> SendLater:
    """Say that there is no line to Discord, and one is being opened."""
    words = "Discord is being connected to."
    return SendLater(words, after=AGAIN_AFTER, everywhere=True, outlasts=False)


def _of_answer(exc: discord.HTTPException) -> SendError:
    if exc.status == 401:
        return refused()
    if exc.status == 429:
        return _later(exc)
    if exc.status >= 500:
        return SendUnknown(f"Discord answered {exc.status}; it is looked up whether it is there.")
    if exc.code == UNKNOWN_MESSAGE:
        return MessageGone("This message is not there any more.")
    if exc.code in _THREAD_SHUT:
        return SendNever(_THREAD_SHUT[exc.code])
    if exc.code in _CLOSED:
        return ChannelClosed(_CLOSED[exc.code])
    if exc.text.lstrip().startswith("<"):  # a page: not Discord, but Cloudflare before it
        return SendLater("Discord is shut off from here.", after=BANNED_FOR, everywhere=True)
    if exc.status in (403, 404):
        return ChannelClosed(f"Discord does not let me post there ({exc.status}: {exc.text}).")
    return SendNever(f"Discord does not take this post ({exc.status}, {exc.code}: {exc.text}).")


def _later(exc: discord.HTTPException) -> SendLater:
    headers = exc.response.headers
    seconds = _number(headers.get("Retry-After")) or (AGAIN_AFTER if _via(exc) else BANNED_FOR)
    everywhere = headers.get("X-RateLimit-Scope") == "global" or not _via(exc)
    return SendLater(f"Discord asks to wait {seconds:.0f} s.", after=seconds, everywhere=everywhere)


def _via(exc: discord.HTTPException) -> bool:
    """Say whether Discord itself answered: what has no Via comes from Cloudflare before it."""
    return "Via" in exc.response.headers


def _number(text: str | None) -> float:
    try:
        return max(0.0, float(text or 0))
    except ValueError:
        return 0.0
