"""Who may do what, in Discord's permission bits, and what is missing in its own menus' words."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.locales import say

ADMINISTRATOR, MANAGE_CHANNELS, MANAGE_GUILD = 1 << 3, 1 << 4, 1 << 5
VIEW_CHANNEL, SEND_MESSAGES, EMBED_LINKS = 1 << 10, 1 << 11, 1 << 14
READ_HISTORY, MENTION_EVERYONE = 1 << 16, 1 << 17
CREATE_THREADS, SEND_IN_THREADS = 1 << 35, 1 << 38

NAMES: Final[Mapping[int, str]] = {
    VIEW_CHANNEL: "View Channel",
    SEND_MESSAGES: "Send Messages",
    EMBED_LINKS: "Embed Links",
    READ_HISTORY: "Read Message History",
    CREATE_THREADS: "Create Public Threads",
    SEND_IN_THREADS: "Send Messages in Threads",
}
# What is kept of a post that found one missing, to be told again in any language.
GIVE: Final[Mapping[str, str]] = {
    "View Channel": "Give my role “View Channel”.",
    "Send Messages": "Give my role “Send Messages”.",
    "Embed Links": "Give my role “Embed Links”.",
    "Read Message History": "Give my role “Read Message History”.",
    "Create Public Threads": "Give my role “Create Public Threads”.",
    "Send Messages in Threads": "Give my role “Send Messages in Threads”.",
}
# What the bot asks for when it is invited: to post, to find its posts again, to answer in threads.
WANTED: Final = sum(NAMES)
_TO_POST: Final = (VIEW_CHANNEL, SEND_MESSAGES, EMBED_LINKS)  # without history only looking fails
_IN_THREADS: Final = (CREATE_THREADS, SEND_IN_THREADS)


def may_manage(here: int, there: int) -> bool:
    """Say whether somebody may change things for a channel.

    ``here``: what they may where they type; ``there``: in the channel that it is about.
    """
    return bool((here | there) & ADMINISTRATOR or here & MANAGE_GUILD or there & MANAGE_CHANNELS)


def manages_all(here: int) -> bool:
    """Say whether somebody may change things in every channel."""
    return bool(here & (ADMINISTRATOR | MANAGE_GUILD))


def lacking(bits: int, *, threads: bool = False) -> list[str]:
    """Name what the bot lacks to post; none for an administrator, who may everything."""
    if bits & ADMINISTRATOR:
        return []
    wanted = (*_TO_POST, *(_IN_THREADS if threads else ()))
    return [NAMES[bit] for bit in wanted if not bits & bit]


def named(missing: Sequence[str]) -> str:
    """Quote rights as Discord's menus call them in the language that is spoken."""
    names = {
        "View Channel": say("“View Channel”"),
        "Send Messages": say("“Send Messages”"),
        "Embed Links": say("“Embed Links”"),
        "Read Message History": say("“Read Message History”"),
        "Create Public Threads": say("“Create Public Threads”"),
        "Send Messages in Threads": say("“Send Messages in Threads”"),
    }
    return say(", ").join(names[one] for one in missing)


def may_view(bits: int) -> bool:
    """Say whether a person sees a channel."""
    return bool(bits & (ADMINISTRATOR | VIEW_CHANNEL))


def may_write(bits: int) -> bool:
    """Say whether a person may post in a channel."""
    return bool(bits & ADMINISTRATOR) or (bits & VIEW_CHANNEL and bits & SEND_MESSAGES) > 0
