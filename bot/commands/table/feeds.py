"""The row of /feeds in the table COMMANDS."""

from bot.model import Command, Option

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
        Command(
            name="import",
            summary="Add the feeds of an OPML file; shows first what it would add",
            changes=True,
            options=(
                Option(
                    name="file",
                    description="An OPML file, as feed readers export it",
                    kind="file",
                ),
                Option(
                    name="address",
                    description="The address of the file, where none can be given",
                    kind="url",
                ),
            ),
            examples=("/feeds import", "/feeds import https://example.org/feeds.opml"),
        ),
        Command(
            name="export",
            summary="The feeds you see here as an OPML file, for any feed reader",
            examples=("/feeds export",),
        ),
    ),
)
