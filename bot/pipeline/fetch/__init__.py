"""Fetch an address: fetcher (the request), guard (where it may go), body (how much may come),
pages (articles, as robots.txt allows)."""

from bot.pipeline.fetch.body import ARTICLE
from bot.pipeline.fetch.fetcher import Fetcher
from bot.pipeline.fetch.pages import ACCEPT as PAGE_ACCEPT
from bot.pipeline.fetch.pages import Pages

__all__ = ["ARTICLE", "PAGE_ACCEPT", "Fetcher", "Pages"]
