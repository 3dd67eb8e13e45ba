"""Article pages, fetched only where the publisher's robots.txt lets us (RFC 9309).

A host's robots.txt is read before its first page and kept for a day. One that is not there allows
everything (2.3.1.3), one that cannot be reached nothing (2.3.1.4).
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import AddressRefused, FetchFailed, KeptOut
from bot.model import Fetched
from bot.pipeline.fetch.fetcher import Fetcher

if TYPE_CHECKING:
    from protego import Protego

ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.5, */*;q=0.1"
KEPT = timedelta(hours=24)  # RFC 9309, 2.4: not longer
TRIED_AGAIN = timedelta(hours=1)  # after it could not be reached
MOST_RULES = 500 * 1024  # bytes that are read; RFC 9309, 2.5
MOST_HOSTS = 2000
LONGEST_DELAY = 60.0  # seconds between two requests that a host may ask for
NAME = "Tidings"  # the product token that groups of rules name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """What a host allows until ``until``; ``rules`` None: everything, or nothing.

    ``why``: in a sentence, what kept us from reading them.
    """

    until: datetime
    open: bool
    rules: "Protego | None" = None
    why: str | None = None

    def admits(self, url: str) -> bool:
        return self.open if self.rules is None else bool(self.rules.can_fetch(url, NAME))

    @property
    def delay(self) -> float:
        asked = self.rules.crawl_delay(NAME) if self.rules is not None else None
        return min(float(asked or 0.0), LONGEST_DELAY)


class Pages:
    """Fetches pages as hosts allow; one for the whole program, closed at its end.

    ``clock`` gives the time, for the age of what is remembered.
    """

    def __init__(self, fetcher: Fetcher, clock: Callable[[], datetime]) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._hosts: dict[str, _Rules] = {}

    async def close(self) -> None:
        """Close every connection."""
        await self._fetcher.close()

    def knows(self, url: str) -> bool:
        """Whether the robots.txt of an address's host has been read, so that one request does."""
        known = self._hosts.get(_home(url))
        return known is not None and self._clock() < known.until

    def delay(self, url: str) -> float:
        """Give the seconds that the host wants between two requests (Crawl-delay)."""
        known = self._hosts.get(_home(url))
        return known.delay if known else 0.0

    async def learn(self, url: str) -> None:
        """Read the robots.txt of an address's host. Raises AddressRefused, never FetchFailed."""
        home = _home(url)
        if len(self._hosts) >= MOST_HOSTS:
            self._hosts.pop(next(iter(self._hosts)))
        self._hosts.pop(home, None)
        self._hosts[home] = await self._read(home)

    async def _read(self, home: str) -> _Rules:
        now = self._clock()
        try:
            fetched = await self._fetcher(f"{home}/robots.txt")
        except AddressRefused:
            raise
        except FetchFailed as error:
            if error.status is not None and 400 <= error.status < 500 and error.status != 429:
                return _Rules(until=now + KEPT, open=True)
            why = str(error).partition(". ")[0]
            return _Rules(until=now + TRIED_AGAIN, open=False, why=why)
        rules = _parse(fetched.body)
        return _Rules(until=now + KEPT, open=rules is None, rules=rules)

    async def __call__(self, url: str) -> Fetched:
        """Fetch a page, asking first whether each address on the way to it may be read.

        Raises KeptOut, AddressRefused, FetchFailed, TryLater.
        """
        return await self._fetcher(url, admit=self._admit)

    async def _admit(self, url: str) -> None:
        if not self.knows(url):
            await self.learn(url)
        known = self._hosts[_home(url)]
        if known.admits(url):
            return
        host = urlsplit(url).hostname or url
        if known.why:
            raise KeptOut(
                f"The robots.txt of {host} could not be read, so no page is: {known.why}. "
                "The text of the feed is used."
            )
        raise KeptOut(
            f"{host} does not let this program read this page (robots.txt). "
            "The text of the feed is used."
        )


def _home(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def _parse(body: bytes) -> "Protego | None":
    """Read the rules; None where nothing can be read, which allows everything."""
    from protego import Protego

    text = body[:MOST_RULES].decode("utf-8-sig", "replace")  # a mark would hide the first group
    with suppress(Exception):  # whatever it trips over: a hostile file is no rule
        rules: Protego = Protego.parse(text)
        return rules
    return None
