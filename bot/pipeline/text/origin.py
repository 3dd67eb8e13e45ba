"""Whose words an item has: a wire's report that another outlet prints is no second source."""

from collections.abc import Sequence

from bot.model import Told
from bot.pipeline.text.credits import WIRES, origin_of


def teller(told: Told) -> str:
    """Give the family whose report an item is: the wire's it prints, else its outlet's own.

    A page that says it is at another outlet's address (RFC 6596) is that outlet's report.
    """
    item = told.item
    named = origin_of(item.title, item.text, item.author)
    if named is None and item.page_text:
        named = origin_of(item.title, item.page_text)
    return named or item.page_origin or told.publisher.family


def is_reprint(told: Told) -> bool:
    """Say whether an outlet prints a wire's report."""
    return teller(told) != told.publisher.family


def wire_of(told: Told) -> str:
    """Give the name of the wire whose report an outlet prints; "" where it prints none's."""
    return WIRES.get(teller(told), ("",))[0] if is_reprint(told) else ""


def first_tellers(told: Sequence[Told]) -> list[int]:
    """Give the place of one item for each independent teller, first tellers first.

    A report of the wire itself stands before what others print of it.
    """
    found: dict[str, int] = {}
    for place, one in enumerate(told):
        family = teller(one)
        if family not in found or (is_reprint(told[found[family]]) and not is_reprint(one)):
            found[family] = place
    return list(found.values())
