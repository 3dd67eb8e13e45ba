"""Fetch an address: fetcher (the request), guard (where it may go), body (how much may come)."""

from bot.pipeline.fetch.fetcher import Fetcher

__all__ = ["Fetcher"]
