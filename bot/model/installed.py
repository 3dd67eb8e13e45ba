"""An installation: one workspace, or a whole organisation, that let the bot in (Slack)."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What a workspace gave when it installed the bot.

    ``team`` None: the whole organisation ``enterprise`` did. Ids are the platform's own.
    """

    enterprise: str | None = None
    team: str | None
    token: str = field(repr=False)
    bot_user: str
    app: str = ""
    scopes: tuple[str, ...] = ()
    name: str = ""  # of the workspace, or of the organisation
    installed_by: str | None = None
    installed_at: datetime
