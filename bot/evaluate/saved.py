"""Reading the article pages that a command was given, the way the bot reads them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import FeedError
from bot.evaluate.sources import bytes_of, cause, fetcher_for

if TYPE_CHECKING:
    from bot.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What one argument held: an article, or ``error``, a sentence naming cause and next step."""

    name: str  # as it was given
    article: Article | None
    error: str | None = None


async def read_saved(names: Sequence[str], allow_private: Sequence[str]) -> AsyncIterator[Saved]:
    """Yield the article of each file or address, in order; a bad one does not stop the others."""
    from bot.engine.parsers import Parsers

    parsers, fetcher = Parsers(), fetcher_for(names, allow_private)
    try:
        for name in names:
            try:
                body, _, content_type = await bytes_of(name, fetcher)
                article = await parsers.article(body, content_type=content_type)
            except (FeedError, OSError) as exc:
                yield Saved(name=name, article=None, error=cause(name, exc))
            else:
                yield Saved(name=name, article=article)
    finally:
        await parsers.close()
        if fetcher is not None:
            await fetcher.close()
