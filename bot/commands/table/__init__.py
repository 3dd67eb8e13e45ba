"""COMMANDS: the one table that gives Discord its tree, Slack and the page their parser, /help its
text and docs/commands.md its tables.

A row is here when its handler is (`desk` finds it by the same name).
"""

from dataclasses import replace
from functools import cache

from bot.commands.table.feeds import FEEDS
from bot.commands.table.quiet import QUIET
from bot.commands.table.setup import EXPORT, HELP, IMPORT, SETTINGS, STATUS
from bot.commands.table.topics import TOPICS
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

WHY = Command(
    name="why",
    summary="Why something was posted here",
    options=(
        Option(
            name="what",
            description="A link, or 3: a digest’s third story; the newest alert if left out",
            kind="text",
        ),
    ),
    examples=("/why", "/why https://example.org/article", "/why 3"),
)

WHYNOT = Command(
    name="whynot",
    summary="Why an article was not posted here, and what would let it pass",
    options=(
        Option(
            name="what",
            description="Its link, its title, or words from it",
            kind="text",
            required=True,
        ),
    ),
    examples=("/whynot https://example.org/article", "/whynot Quad race won by a local team"),
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
    WHYNOT,
    LATEST,
    SEARCH,
    SETTINGS,
    STATUS,
    EXPORT,
    IMPORT,
    HELP,
)


WITHOUT_ROLES = frozenset({"slack"})  # … that have user groups, which no menu offers
WITH_BROADCASTS = frozenset({"slack", "memory"})  # that show a thread's post in the channel, too
WITHOUT_FORUMS = frozenset({"slack", "local"})  # platforms that have none


@cache
def commands_on(platform: str) -> tuple[Command, ...]:
    """Give the table as a platform has it: what it cannot do is not offered there."""
    settings = SETTINGS
    if platform not in WITH_BROADCASTS:
        fewer = tuple(one for one in SETTINGS.options if one.name != "broadcast")
        settings = replace(SETTINGS, options=fewer)
    watch = _without_forums() if platform in WITHOUT_FORUMS else WATCH
    put = {"watch": watch, "settings": settings}
    return tuple(put.get(one.name, one) for one in COMMANDS)


def _without_forums() -> Command:
    post = replace(
        next(one for one in WATCH.options if one.name == "post"),
        description="As a message, or in a thread",
        choices=("message", "thread"),
    )
    return replace(WATCH, options=tuple(post if o.name == "post" else o for o in WATCH.options))


def row(command: str, sub: str | None = None) -> Command | None:
    """Find a command, or one of its sub-words, in the table."""
    found = next((c for c in COMMANDS if c.name == command), None)
    if found is None or sub is None:
        return found
    return next((s for s in found.subs if s.name == sub), None)
