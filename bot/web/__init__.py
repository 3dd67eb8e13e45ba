"""The local page: a small chat in the browser, fed by a JSON API and server-sent events."""

from bot.web.app import create_app
from bot.web.server import Server

__all__ = ["Server", "create_app"]
