"""The rows of /settings, /status, /help, /export and /import in the table COMMANDS."""

from bot.model import Command, Option

_CHANNEL = Option(
    name="channel",
    description="The channel it is for; this one if left out",
    kind="channel",
    completes=True,
)

SETTINGS = Command(
    name="settings",
    summary="This channel's and this community's settings; with options, change them",
    options=(
        _CHANNEL,
        Option(name="timezone", description="Such as Asia/Tokyo", kind="zone", completes=True),
        Option(
            name="language",
            description="Of the bot's words, and of headlines if told in it: en, ja …; "
            "default is each reader’s own",
            kind="text",
        ),
        Option(
            name="budget",
            description="Alerts at once and an hour: 5+4/h, 10, off, or default",
            kind="text",
        ),
        Option(
            name="digest",
            description="What it tells: new is what was not alerted, or all",
            kind="choice",
            choices=("new", "all"),
        ),
        Option(
            name="empty-digest",
            description="When a digest says that there is nothing: on Mondays, always, never",
            kind="choice",
            choices=("monday", "always", "never"),
        ),
        Option(
            name="broadcast",
            description="Posts of threads that the channel sees, too; default is as everywhere",
            kind="choice",
            choices=("urgent", "always", "never", "default"),
        ),
        Option(
            name="notices",
            description="The channel for notices about the bot itself",
            kind="channel",
            completes=True,
        ),
    ),
    examples=("/settings", "/settings timezone:Asia/Tokyo", "/settings budget:10+6/h"),
)

STATUS = Command(
    name="status",
    summary="How the bot does: feeds, posts, what waits for a decision",
    examples=("/status",),
)

HELP = Command(
    name="help",
    summary="What you can do here, with examples",
    options=(Option(name="command", description="A command's name", kind="text", completes=True),),
    examples=("/help", "/help watch"),
)

EXPORT = Command(
    name="export",
    summary="This community's set-up as one file: watches, settings, topics, feeds",
    changes=True,
    options=(
        Option(
            name="channel",
            description="Of this channel alone; all channels if left out",
            kind="channel",
            completes=True,
        ),
    ),
    examples=("/export", "/export #east-china-sea"),
)

IMPORT = Command(
    name="import",
    summary="Take over a set-up that /export wrote; shows first what it would change",
    changes=True,
    options=(
        Option(name="file", description="The file that /export wrote", kind="file"),
        Option(
            name="address",
            description="The address of the file, where none can be given",
            kind="url",
        ),
        Option(
            name="channel",
            description="Where a file of one channel goes; else channels are found by name",
            kind="channel",
            completes=True,
        ),
    ),
    examples=("/import", "/import https://example.org/tidings.json"),
)
