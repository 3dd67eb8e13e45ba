"""Where on our own server Slack and browsers call."""

from typing import Final

EVENTS: Final = "/slack/events"
INSTALL: Final = "/slack/install"
REDIRECT: Final = "/slack/oauth_redirect"
