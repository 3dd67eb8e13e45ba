"""COMMANDS: the one table that gives Discord its tree, Slack and the page their parser, /help its
text and docs/commands.md its tables.

A row is here when its handler is (`desk` finds it by the same name).
"""

from bot.commands.table_quiet import QUIET
from bot.commands.table_topics import TOPICS
from bot.model import Command, Option

_CHANNEL = Option(
    name="channel",
    description="The channel it is for; this one if left out",
    kind="channel",
    completes=True,
)
_OWN = Option(
    name="watch",
    description="For this watch alone: its name, or its number in /watches",
    kind="watch",
    completes=True,
)
_MODE = Option(
    name="mode",
    description="Tell at once, or in the digest",
    kind="choice",
    choices=("alert", "digest"),
)

WATCH = Command(
    name="watch",
    summary="Tell this channel about a topic, a name or any words",
    changes=True,
    options=(
        Option(
            name="query",
            description="A topic, a name, words, or a query such as quad AND japan",
            kind="query",
            required=True,
            completes=True,
        ),
        _MODE,
        _CHANNEL,
        Option(
            name="mention",
            description="Whom to mention: a role or a person; off takes it back",
            kind="text",
        ),
        Option(
            name="mention-when",
            description="Mention at every alert, or only at urgent ones",
            kind="choice",
            choices=("always", "urgent"),
        ),
        Option(
            name="urgent",
            description="Treat its stories as urgent; wake passes quiet hours too",
            kind="choice",
            choices=("no", "yes", "wake"),
        ),
        Option(
            name="min-publishers",
            description="Wait until so many independent outlets report it; 1 takes it back",
            kind="int",
        ),
        Option(
            name="languages",
            description="Only items in these, such as en,ja; all takes it back",
            kind="text",
        ),
        Option(
            name="post",
            description="As a message, in a thread, or in a forum",
            kind="choice",
            choices=("message", "thread", "forum"),
        ),
    ),
    examples=(
        "/watch senkaku",
        "/watch quad AND japan",
        '/watch "rare earths" mode:digest',
        "/watch =Senkaku languages:en,ja",
    ),
)

UNWATCH = Command(
    name="unwatch",
    summary="Stop a watch",
    changes=True,
    options=(
        Option(
            name="watch",
            description="Its name, or its number in /watches",
            kind="watch",
            required=True,
            completes=True,
        ),
        _CHANNEL,
    ),
    examples=("/unwatch Senkaku Islands", "/unwatch 2"),
)

WATCHES = Command(
    name="watches",
    summary="What is watched here, and how much it finds",
    subs=(
        Command(
            name="list",
            summary="This channel's watches, with what each found in 7 days",
            options=(_CHANNEL,),
            examples=("/watches list",),
        ),
        Command(
            name="stats",
            summary="What one watch found, by which names and from which outlets",
            options=(
                Option(
                    name="watch",
                    description="Its name, or its number in /watches",
                    kind="watch",
                    required=True,
                    completes=True,
                ),
            ),
            examples=("/watches stats Senkaku Islands",),
        ),
    ),
)

_WHAT = "A pack, a feed's name, or the address of a feed or page"

SUBSCRIBE = Command(
    name="subscribe",
    summary="Take a pack of topics, or every item of a feed",
    changes=True,
    options=(
        Option(name="what", description=_WHAT, kind="pack", required=True, completes=True),
        _MODE,
        _CHANNEL,
    ),
    examples=(
        "/subscribe supply chains",
        "/subscribe https://example.org/feed.xml",
        "/subscribe NHK World mode:digest",
    ),
)

UNSUBSCRIBE = Command(
    name="unsubscribe",
    summary="Give back a pack, or a feed's every item",
    changes=True,
    options=(
        Option(name="what", description=_WHAT, kind="pack", required=True, completes=True),
        _CHANNEL,
    ),
    examples=("/unsubscribe supply chains",),
)

DIGEST = Command(
    name="digest",
    summary="When this channel gets its digest, and what would stand in it",
    subs=(
        Command(
            name="set",
            summary="Choose times, days and time zone",
            changes=True,
            options=(
                Option(name="times", description="Such as 08:00, 8am or 08:00,18:30", kind="times"),
                Option(name="days", description="Such as mon-fri, mon,thu or daily", kind="days"),
                Option(
                    name="timezone",
                    description="Such as Asia/Tokyo, or its city alone",
                    kind="zone",
                    completes=True,
                ),
                _OWN,
                _CHANNEL,
            ),
            examples=(
                "/digest set 08:00,18:30 mon-fri Asia/Tokyo",
                "/digest set 18:00 watch:senkaku",
            ),
        ),
        Command(
            name="now",
            summary="Post the digest now",
            changes=True,
            options=(_CHANNEL,),
            examples=("/digest now",),
        ),
        Command(
            name="preview",
            summary="Show the digest to you alone, and post nothing",
            options=(_CHANNEL,),
            examples=("/digest preview",),
        ),
        Command(
            name="off",
            summary="No digest in this channel; for a watch, no times of its own",
            changes=True,
            options=(_OWN, _CHANNEL),
            examples=("/digest off", "/digest off watch:senkaku"),
        ),
    ),
)

_FEED = Option(
    name="feed",
    description="Its name or address",
    kind="feed",
    required=True,
    completes=True,
)

FEEDS = Command(
    name="feeds",
    summary="The feeds that are read, and how they do",
    subs=(
        Command(
            name="list",
            summary="Every feed you see here, with its health",
            examples=("/feeds list",),
        ),
        Command(
            name="add",
            summary="Add feeds by their address, or by a page that links to them",
            changes=True,
            options=(
                Option(
                    name="address",
                    description="One address or several, of a feed or a page",
                    kind="url",
                    required=True,
                    many=True,
                ),
            ),
            examples=("/feeds add https://example.org/feed.xml https://example.com/news",),
        ),
        Command(
            name="edit",
            summary="Change a feed's address, name or tags",
            changes=True,
            options=(
                _FEED,
                Option(name="address", description="Its new address", kind="url"),
                Option(name="name", description="What you call it here", kind="text"),
                Option(name="tags", description="Such as think-tank,japan", kind="text"),
            ),
            examples=("/feeds edit Example News name:Example tags:wire",),
        ),
        Command(
            name="remove",
            summary="Stop reading a feed that was added here",
            changes=True,
            options=(_FEED,),
            examples=("/feeds remove Example News",),
        ),
        Command(
            name="test",
            summary="Read an address and say what is there; nothing is saved",
            options=(
                Option(
                    name="address",
                    description="The address of a feed or a page",
                    kind="url",
                    required=True,
                ),
            ),
            examples=("/feeds test https://example.org/feed.xml",),
        ),
    ),
)

WHY = Command(
    name="why",
    summary="Why something was posted here",
    options=(
        Option(
            name="what",
            description="A link of a post or an article; the newest alert if left out",
            kind="text",
        ),
    ),
    examples=("/why", "/why https://example.org/article"),
)

LATEST = Command(
    name="latest",
    summary="The newest stories of a watch or of this channel, posted or not",
    options=(
        Option(
            name="watch",
            description="Its name, or its number in /watches; all if left out",
            kind="watch",
            completes=True,
        ),
    ),
    examples=("/latest", "/latest Senkaku Islands"),
)

SEARCH = Command(
    name="search",
    summary="Stored items that meet a query, the newest first",
    options=(
        Option(
            name="query",
            description="A topic, a name, words, or a query such as quad AND japan",
            kind="query",
            required=True,
            completes=True,
        ),
        Option(
            name="days",
            description="How many days back, 1 to 30; 30 if left out",
            kind="int",
        ),
    ),
    examples=("/search senkaku", "/search 尖閣 AND 漁業 days:7", '/search "rare earths" lang:ja'),
)

SETTINGS = Command(
    name="settings",
    summary="This channel's and this community's settings; with options, change them",
    options=(
        _CHANNEL,
        Option(name="timezone", description="Such as Asia/Tokyo", kind="zone", completes=True),
        Option(
            name="language",
            description="The language of the bot's words: en, ja …; default is each reader’s own",
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

COMMANDS: tuple[Command, ...] = (
    WATCH,
    UNWATCH,
    WATCHES,
    SUBSCRIBE,
    UNSUBSCRIBE,
    DIGEST,
    QUIET,
    FEEDS,
    TOPICS,
    WHY,
    LATEST,
    SEARCH,
    SETTINGS,
    STATUS,
    HELP,
)


def row(command: str, sub: str | None = None) -> Command | None:
    """Find a command, or one of its sub-words, in the table."""
    found = next((c for c in COMMANDS if c.name == command), None)
    if found is None or sub is None:
        return found
    return next((s for s in found.subs if s.name == sub), None)
