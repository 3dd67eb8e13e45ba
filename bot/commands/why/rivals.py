"""What /why says of rival names: who says Senkaku, who says Diaoyu."""

from collections.abc import Iterable, Mapping, Sequence

from bot.catalogue.overlay import View
from bot.commands.room import said
from bot.locales import count, joined, say
from bot.model import Match, Publisher, Told
from bot.pipeline.framing import Framing, framings

MOST_OUTLETS = 5  # of those who use the same names


def told_by(view: View, told: Sequence[Told], met: Mapping[int, Iterable[Match]]) -> list[str]:
    """Give a line for each topic of a story that has rival names and is called by one of them.

    ``met``: item id → what the channel's watches met in it.
    """
    return [_line(one) for one in framings(told, met, view.catalogue.topics.values())]


def _line(framing: Framing) -> str:
    names = {name for used in framing.said for name in used}
    parts = (
        f"{_called(used, len(names))} — {_outlets(outlets)}"
        for used, outlets in framing.said.items()
    )
    return say("Who says what: {names}.", names=say("; ").join(parts))


def _called(used: Sequence[str], rivals: int) -> str:
    """Name what is used: "both" where there are two rivals and no more."""
    return say("both") if len(used) == rivals == 2 else joined(used)


def _outlets(outlets: Sequence[Publisher]) -> str:
    names = [said(outlet.name, 60) for outlet in outlets[:MOST_OUTLETS]]
    more = len(outlets) - len(names)
    return joined([*names, *([count(more, "{n} other", "{n} others")] if more else [])])
