"""Outlets on a loopback server that keep writing: stories no two of which are alike.

Each story has a word of its own (its ``token``) in its title and stays told by what is watched
for; another outlet may tell it again later, which is an edit for who had an alert.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from tests.feedserver import FeedServer
from tests.linetest import NewsItem, rss

OUTLETS = ("harbour", "kanto", "strait")
SUBJECTS = ("senkaku", "lighthouse")
PHRASES = {"senkaku": "near the Senkaku Islands", "lighthouse": "beside an old lighthouse"}
Kept = Mapping[str, tuple[NewsItem, ...]]  # by outlet
LETTERS = "bdfgklmnprstvz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story: its own word, what it is about, and who told it."""

    token: str
    subject: str
    title: str
    outlets: tuple[str, ...]


@dataclass
class Newsroom:
    """All outlets together."""

    server: FeedServer
    chance: Random
    stories: dict[str, Told] = field(default_factory=dict)
    _listed: dict[str, list[NewsItem]] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def open(self) -> Mapping[str, str]:
        """Let every outlet show something old; gives the addresses of the feeds."""
        for outlet in OUTLETS:
            title = f"The {outlet} office opens again after the summer break"
            old = datetime.now(UTC) - timedelta(hours=1)
            self._listed[outlet] = [NewsItem(id=f"{outlet}-0", title=title, at=old)]
            self._show(outlet)
        return {outlet: self.server.url(f"/{outlet}.xml") for outlet in OUTLETS}

    def tell(self, subject: str | None = None, outlet: str | None = None) -> Told:
        """Let an outlet tell a new story."""
        token = f"zq{len(self.stories):05d}{self._word()}"
        subject = subject or self.chance.choice(SUBJECTS)
        words = " ".join(self._word().title() for _ in range(4))
        title = f"{words} {PHRASES[subject]} {token}"
        story = Told(token=token, subject=subject, title=title, outlets=())
        return self._add(story, outlet or self.chance.choice(OUTLETS))

    def retell(self, story: Told | None = None) -> Told | None:
        """Let another outlet tell a story, one of the newest if none is named."""
        newest = list(self.stories.values())[-8:]
        story = story or (self.chance.choice(newest) if newest else None)
        others = [o for o in OUTLETS if story and o not in story.outlets]
        return self._add(story, self.chance.choice(others)) if story and others else None

    def kept(self) -> Kept:
        """Give what every outlet told so far, for ``put_back``."""
        return {outlet: tuple(listed) for outlet, listed in self._listed.items()}

    def put_back(self, kept: Kept) -> None:
        """Take back what was told since."""
        titles = {one.title for listed in kept.values() for one in listed}
        self.stories = {t: story for t, story in self.stories.items() if story.title in titles}
        for outlet, listed in kept.items():
            self._listed[outlet] = list(listed)
            self._show(outlet)

    @property
    def items(self) -> int:
        """How many items there are in all."""
        return sum(map(len, self._listed.values()))

    def _add(self, story: Told, outlet: str) -> Told:
        told = Told(
            token=story.token,
            subject=story.subject,
            title=story.title,
            outlets=(*story.outlets, outlet),
        )
        self.stories[story.token] = told
        number = len(self._listed[outlet])
        link = f"https://{outlet}.example/{number}"
        now = datetime.now(UTC)
        one = NewsItem(id=f"{outlet}-{number}", title=story.title, link=link, at=now)
        self._listed[outlet].append(one)
        self._show(outlet)
        return told

    def _show(self, outlet: str) -> None:
        self.server.put(f"/{outlet}.xml", rss(outlet, self._listed[outlet]))

    def _word(self) -> str:
        """Make a word that was never used: two stories that share a rare one may be one event."""
        while True:
            pairs = (self.chance.choice(LETTERS) + self.chance.choice("aeiou") for _ in range(4))
            word = "".join(pairs)
            if word not in self._used:
                self._used.add(word)
                return word
