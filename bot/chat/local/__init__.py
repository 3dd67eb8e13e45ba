"""The local page as a platform: chat (the adapter), card (how a post is drawn), file, answer."""

from bot.chat.local.chat import Event, LocalChat

__all__ = ["Event", "LocalChat"]
