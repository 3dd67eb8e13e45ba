"""The row of /quiet in the table COMMANDS."""

from bot.model import Command, Option

_CHANNEL = Option(
    name="channel",
    description="The channel it is for; this one if left out",
    kind="channel",
    completes=True,
)

QUIET = Command(
    name="quiet",
    summary="When nothing is to ring here: quiet hours, or a pause",
    subs=(
        Command(
            name="set",
            summary="Hold alerts at these hours and tell them in one post at their end",
            changes=True,
            options=(
                Option(
                    name="hours",
                    description="From and to, such as 22:00-07:00 or 10pm-7am",
                    kind="span",
                ),
                Option(
                    name="days",
                    description="On which they begin, such as mon-fri or daily",
                    kind="days",
                ),
                _CHANNEL,
            ),
            examples=("/quiet set 22:00-07:00", "/quiet set 18:00-08:00 mon-fri"),
        ),
        Command(
            name="now",
            summary="Post nothing here for a while; posts only change",
            changes=True,
            options=(
                Option(
                    name="duration",
                    description="How long, such as 2h, 90min or 3d",
                    required=True,
                ),
                _CHANNEL,
            ),
            examples=("/quiet now 2h",),
        ),
        Command(
            name="off",
            summary="End quiet hours and a pause; what was held comes at once",
            changes=True,
            options=(_CHANNEL,),
            examples=("/quiet off",),
        ),
    ),
)
