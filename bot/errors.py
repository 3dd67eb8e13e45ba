"""Every error of ours, wrapped at the door where the outside world raised it.

TidingsError
├── ConfigError            a setting, a topic file, a feed list is wrong (lists all mistakes)
├── StoreError             the database cannot be opened, read or written
│   └── StoreLater         not now: the disk is full, or another program holds the file
├── FeedError              a feed could not be read; the other feeds go on
│   ├── AddressRefused     the address is malformed, or not one the guard lets through
│   ├── KeptOut            the publisher's robots.txt does not let us read this page
│   ├── FetchFailed        no connection, time-out, an HTTP status that is no answer
│   │   └── TryLater       the publisher says when to come back (429, 503, Retry-After)
│   ├── NotAFeed           bytes came, but no feed is in them
│   └── NotAnArticle       a page came, but no article is in it; the feed's text stands
├── RowError               a row of a labelled file cannot be used; the other rows go on
├── QueryError             a watch's query cannot be read; points at the character
├── CommandError           a person asked for something that cannot be done; says what to type
│   └── NotAllowed         the person may not change this
└── SendError              a chat platform did not take a post
    ├── SendLater          certainly not posted; try again after a time
    ├── SendNever          certainly not posted, and no repeat will change that
    │   ├── MessageGone    the post that is to be changed or answered is not there any more
    │   └── ChannelClosed  the channel is gone, or we may not write there: pause it, tell the owner
    └── SendUnknown        may or may not be posted: look before sending again
"""

from collections.abc import Sequence


class TidingsError(Exception):
    """The root. Its text is one sentence for a person: the cause, then the next step."""


class ConfigError(TidingsError):
    """Something in the configuration is wrong; ``mistakes`` holds one line for each."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


class StoreError(TidingsError):
    """The database cannot be opened, read or written."""


class StoreLater(StoreError):
    """It takes nothing now, or does not answer; what was to be written is tried again."""


class FeedError(TidingsError):
    """A feed could not be read."""


class AddressRefused(FeedError):
    """The address is malformed, or leads where the guard does not go."""


class KeptOut(FeedError):
    """The publisher's robots.txt does not let this program read this page."""


class FetchFailed(FeedError):
    """Nothing usable came back; ``status`` is the HTTP status where there was one."""

    def __init__(self, message: str, *, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class TryLater(FetchFailed):
    """The publisher asks us to wait; ``after`` is the time to wait in seconds, if it said one."""

    def __init__(self, message: str, *, status: int, after: float | None) -> None:
        super().__init__(message, status=status)
        self.after = after


class NotAFeed(FeedError):
    """Bytes came, but no feed is in them."""


class NotAnArticle(FeedError):
    """A page or a saved text came, but no article is in it."""


class RowError(TidingsError):
    """A row of a labelled file cannot be used."""


class QueryError(TidingsError):
    """A query cannot be read; ``position`` is the 0-based character it stumbled at."""

    def __init__(self, message: str, *, position: int = 0) -> None:
        super().__init__(message)
        self.position = position


class CommandError(TidingsError):
    """A command cannot be done; ``buttons`` are the ways on that can be pressed (id, label)."""

    def __init__(self, message: str, *, buttons: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(message)
        self.buttons = tuple(buttons)


class NotAllowed(CommandError):
    """The person may not change this."""


class SendError(TidingsError):
    """A chat platform did not take a post."""


class SendLater(SendError):
    """Certainly not posted; ``after`` is the time in seconds to wait before the next try.

    ``everywhere``: the whole platform asks to wait (Discord's global limit), not one channel.
    ``outlasts``: a restart changes nothing of that; a refused token may be another one after it.
    ``limited``: perhaps it is this very post that is not taken: tried so often, and no longer.
    """

    def __init__(
        self,
        message: str,
        *,
        after: float,
        everywhere: bool = False,
        outlasts: bool = True,
        limited: bool = False,
    ) -> None:
        super().__init__(message)
        self.after = after
        self.everywhere = everywhere
        self.outlasts = outlasts
        self.limited = limited


class SendNever(SendError):
    """Certainly not posted, and no repeat will change that."""


class MessageGone(SendNever):
    """The post that is to be changed or answered is not there any more."""


class ChannelClosed(SendNever):
    """The channel is gone, or we may not write there; what waits for it waits for its repair."""


class SendUnknown(SendError):
    """The post may be there or not."""
