"""What the app asks for: rights, and events that Slack tells it of; data."""

from collections.abc import Mapping
from typing import Final

# Without these it does not work (docs.slack.dev/reference/scopes).
NEEDED: Final = ("chat:write", "chat:write.public", "commands", "users:read")
# Without one of these a part is missing, and only that.
WANTED: Final[Mapping[str, str]] = {
    "app_mentions:read": "answers to @Tidings, in threads too",
    "channels:join": "joining the public channels that it posts to",
    "channels:history": "looking up whether a post is there, in public channels",
    "groups:history": "looking up whether a post is there, in private channels",
    "channels:read": "its first word where it was added, and the names of channels",
    "groups:read": "the same in private channels",
    "im:write": "private notices, and files for one person alone",
    "im:history": "commands that are written to it alone, without a mention",
    "files:write": "exports as a file",
    "files:read": "imports of a file",
}
SCOPES: Final = (*NEEDED, *WANTED)
# Events, each with the scope without which Slack does not tell of it ("": none).
EVENTS: Final[Mapping[str, str]] = {
    "app_home_opened": "",
    "app_mention": "app_mentions:read",
    "app_uninstalled": "",
    "member_joined_channel": "channels:read",
    "message.im": "im:history",
    "team_access_granted": "",
    "team_access_revoked": "",
    "tokens_revoked": "",
    "user_change": "users:read",
}
# The message shortcut "Why this?".
WHY: Final = "why"
