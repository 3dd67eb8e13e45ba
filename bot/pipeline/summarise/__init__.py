"""Summarise a story by whole sentences: choose which."""

from bot.pipeline.summarise.choose import summarise

__all__ = ["summarise"]
