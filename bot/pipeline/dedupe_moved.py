"""A feed that moved: its ids and its links are all new at once, and what they tell is not.

One entry that says again what an older one said may be the next issue of a column. Several at once,
while hardly an older one still stands in the document, are the old entries at their new place.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import timedelta

from bot.model import Entry, Item
from bot.pipeline.dedupe import Sorted, content_hash
from bot.pipeline.text import words

LEAST = 3  # entries known by what they tell, for it to be the feed that moved
PART = 1 / 3  # of the new entries: the bot may have been away meanwhile, and the rest be news
TELLING = 40  # characters of title and text that nobody writes twice by chance
ALIKE = 0.6  # of the words of two texts in both; links and the outlet's address may have changed
SAME_TIME = timedelta(hours=14)  # that one date differs by when its zone was got wrong

_ADDRESS = re.compile(r"https?://\S+|\b[\w.-]+\.[a-z]{2,}(?:/\S*)?")


def moved(
    found: Sorted, known: Mapping[str, str], stored: Sequence[Item]
) -> Mapping[str, int | None]:
    """Give the new keys of entries that a moved feed told before, each with its item if it is kept.

    ``known``: keys that the feed has shown → hash of what stood there; ``stored``: its items with
    the titles or hashes of the new entries. Nothing when the feed did not move.
    """
    here = {known[key] for key in found.known if key in known}
    gone = set(known.values()) - here
    by_hash = {i.content_hash: i for i in stored if i.content_hash not in here}
    by_title = _once(i for i in stored if i.content_hash in by_hash)
    often = Counter(entry.title for _, entry in found.new)
    old: dict[str, int | None] = {}
    for key, entry in found.new:
        hashed = content_hash(entry)
        titled = by_title.get(entry.title) if often[entry.title] == 1 else None
        if hashed in gone and len(entry.title) + len(entry.text) >= TELLING:
            old[key] = by_hash[hashed].id if hashed in by_hash else None
        elif titled is not None and _is_same(entry, titled):
            old[key] = titled.id
    enough = max(LEAST, PART * len(found.new), 2 * len(found.known))
    whole = len(old) == len(found.new) > 1 and not found.known
    return old if whole or len(old) >= enough else {}


def _once(stored: Iterable[Item]) -> dict[str, Item]:
    """Give the items whose title no other has."""
    items = list(stored)
    times = Counter(item.title for item in items)
    return {item.title: item for item in items if item.title and times[item.title] == 1}


def _is_same(entry: Entry, item: Item) -> bool:
    """Say whether an entry with an item's title tells the same, or is of the same time."""
    if entry.published and item.published:
        return abs(entry.published - item.published) <= SAME_TIME
    one, other = _said(entry.text), _said(item.text)
    return bool(one and other) and len(one & other) >= ALIKE * min(len(one), len(other))


def _said(text: str) -> Set[str]:
    return frozenset(words(_ADDRESS.sub(" ", text)))
