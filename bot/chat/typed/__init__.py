"""Typed commands, for platforms without forms: read, completed, and cut into words."""

from bot.chat.typed.complete import Offer, Typing, complete_typed, offers
from bot.chat.typed.read import Typed, read_typed, usage

__all__ = ["Offer", "Typed", "Typing", "complete_typed", "offers", "read_typed", "usage"]
