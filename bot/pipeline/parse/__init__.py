"""Parse bytes into entries: read (the order), xml, json, page, and what they share."""

from bot.pipeline.parse.read import find_feeds, parse

__all__ = ["find_feeds", "parse"]
