"""Places in Slack: which workspace a channel is in, where a person is written to, what is joined.

An id of ours is ``T1/C1`` for a channel and ``@T1/U1`` for a person: a team tells whose token to
use. What had to be asked is remembered.
"""

from typing import Final

from slack_sdk.errors import SlackApiError

from bot.chat.slack.client import FAILURES, Workspaces, error_of
from bot.errors import SendNever
from bot.log import get_logger

log = get_logger(__name__)
# A private message is opened by name where the right to open it is missing: it cannot be looked up.
_NO_WAY: Final = frozenset({"missing_scope", "unknown_method"})
_NEVER: Final = _NO_WAY | {"method_not_supported_for_channel_type"}  # joining is not tried again
_CONVERSATION: Final = "D"  # begins the id of a conversation with one person


def parted(channel: str) -> tuple[str, str]:
    """Give the workspace and the place of an id. Raises SendNever for what is none."""
    team, _, place = channel.removeprefix("@").rpartition("/")
    if not place:
        raise SendNever(f"{channel[:40]} is no channel of Slack.")
    return team, place


class Places:
    """Answers about channels."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces
        self._private: dict[str, str] = {}
        self._joined: set[str] = set()

    async def of(self, channel: str) -> tuple[str, str]:
        """Give the workspace and the channel that a post for this id goes to."""
        team, place = parted(channel)
        if not channel.startswith("@"):
            return team, place
        return team, await self._private_of(channel, team, place)

    async def _private_of(self, channel: str, team: str, person: str) -> str:
        if channel not in self._private:
            try:
                made = await self._workspaces.ask(team, "conversations.open", users=person)
            except SlackApiError as exc:
                if error_of(exc) not in _NO_WAY:
                    raise
                log.warning("slack.no_private_channel", person=person, error=error_of(exc))
                return person  # chat.postMessage takes a person's id, too
            self._private[channel] = str((made.get("channel") or {}).get("id") or person)
        return self._private[channel]

    async def join(self, channel: str, *, again: bool = False) -> bool:
        """Join a public channel, so that its history can be read; say whether that was done now.

        Whatever goes wrong, posting tells better: many servers, and private channels, know no
        joining.
        """
        if channel in self._joined and not again:
            return False
        team, place = parted(channel)
        if channel.startswith("@") or place.startswith(_CONVERSATION):
            return False
        try:
            await self._workspaces.ask(team, "conversations.join", channel=place)
        except FAILURES as exc:
            error = error_of(exc) if isinstance(exc, SlackApiError) else str(exc)
            log.info("slack.not_joined", channel=channel, error=error)
            if error in _NEVER:
                self._joined.add(channel)
            return False
        self._joined.add(channel)
        return True
