"""Summarise a story by whole sentences: choose which."""

from bot.pipeline.summarise.choose import summarise
from bot.pipeline.summarise.outdated import left_behind

__all__ = ["left_behind", "summarise"]
