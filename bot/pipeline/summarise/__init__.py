"""Summarise a story by whole sentences: choose (which), clean (what is no sentence of it)."""

from bot.pipeline.summarise.choose import summarise

__all__ = ["summarise"]
