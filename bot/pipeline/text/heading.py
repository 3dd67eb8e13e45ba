"""What an item is called: its title, else how its text begins, as posts without titles are read."""

from bot.model import Item
from bot.pipeline.text.tokens import cut

LONGEST = 100  # characters of a text that stand for a title
UNNAMED = "(no title)"


def heading(item: Item, unnamed: str = UNNAMED) -> str:
    """Give an item's title, the first words of its text, its address, or ``unnamed``."""
    return item.title or cut(_plain(item), LONGEST) or item.link or unnamed


def title_or_all(item: Item) -> str:
    """Give what a summary need not say again: the title, or a text that stands for it whole."""
    text = _plain(item)
    return item.title or (text if len(text) <= LONGEST else "")


def _plain(item: Item) -> str:
    return " ".join(item.body[: 4 * LONGEST].split())
