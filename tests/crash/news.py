"""Outlets on a loopback server that keep writing: stories no two of which are alike.

Each story has a word of its own (its ``token``) in its title and stays told by what is watched
for; another outlet may tell it again later, which is an edit for who had an alert. It may know
more, or an outlet may correct itself: then there is news of the story, with a word of its own, too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from tests.feedserver import FeedServer
from tests.linetest import NewsItem, rss

OUTLETS = ("harbour", "kanto", "strait")
SUBJECTS = ("senkaku", "lighthouse")
PHRASES = {"senkaku": "near the Senkaku Islands", "lighthouse": "beside an old lighthouse"}
Kept = Mapping[str, tuple[NewsItem, ...]]  # by outlet
LETTERS = "bdfgklmnprstvz"
TEXT = "The ministries confirmed it. No further details were given."
MOST_NEWS = 3  # of a story: a digest says no more of one in a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story: its own word, what it is about, and who told it; ``news``: a word of each."""

    token: str
    subject: str
    title: str
    outlets: tuple[str, ...]
    news: tuple[str, ...] = ()


@dataclass
class Newsroom:
    """All outlets together."""

    server: FeedServer
    chance: Random
    stories: dict[str, Told] = field(default_factory=dict)
    corrected: dict[str, str] = field(default_factory=dict)  # token → the word of its correction
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
        story, outlet = self._another(story)
        return self._add(story, outlet) if story and outlet else None

    def develop(self, story: Told | None = None) -> Told | None:
        """Let another outlet tell a story, and what nobody told of it."""
        story, outlet = self._another(story)
        if not story or not outlet or len(story.news) == MOST_NEWS:
            return None
        who, number = self._word().title(), self.chance.randint(20, 90)
        text = f"{TEXT} Captain {who} was arrested after {number} others had been rescued."
        return self._add(replace(story, news=(*story.news, who)), outlet, text=text)

    def correct(self, story: Told | None = None) -> Told | None:
        """Let the outlet that told a story first correct itself, once, under the same address."""
        story = story or self._one_of_the_newest()
        if not story or len(story.news) == MOST_NEWS or story.token in self.corrected:
            return None
        who, other = self._word().title(), self._word().title()
        note = f"Correction: an earlier version of this article said that {other} was hurt"
        outlet = story.outlets[0]
        listed = self._listed[outlet]
        place = next(n for n, one in enumerate(listed) if one.title == story.title)
        text = f"{TEXT} {note}; it was {who}."
        listed[place] = replace(listed[place], text=text)
        self.corrected[story.token] = who
        self._show(outlet)
        self.stories[story.token] = replace(story, news=(*story.news, who))
        return self.stories[story.token]

    def _one_of_the_newest(self) -> Told | None:
        newest = list(self.stories.values())[-8:]
        return self.chance.choice(newest) if newest else None

    def _another(self, story: Told | None) -> tuple[Told | None, str | None]:
        """Give a story, and an outlet that did not tell it, if there is any."""
        story = story or self._one_of_the_newest()
        others = [o for o in OUTLETS if story and o not in story.outlets]
        return story, self.chance.choice(others) if others else None

    def kept(self) -> Kept:
        """Give what every outlet told so far, for ``put_back``."""
        return {outlet: tuple(listed) for outlet, listed in self._listed.items()}

    def put_back(self, kept: Kept) -> None:
        """Take back what was told since."""
        told = {outlet: {one.title for one in listed} for outlet, listed in kept.items()}
        texts = " ".join(one.text for listed in kept.values() for one in listed)
        known = {
            token: replace(
                story,
                outlets=tuple(outlet for outlet in story.outlets if story.title in told[outlet]),
                news=tuple(word for word in story.news if word in texts),
            )
            for token, story in self.stories.items()
        }
        self.stories = {token: story for token, story in known.items() if story.outlets}
        self.corrected = {t: word for t, word in self.corrected.items() if word in texts}
        for outlet, listed in kept.items():
            self._listed[outlet] = list(listed)
            self._show(outlet)

    @property
    def items(self) -> int:
        """How many items there are in all."""
        return sum(map(len, self._listed.values()))

    def _add(self, story: Told, outlet: str, text: str = TEXT) -> Told:
        told = replace(story, outlets=(*story.outlets, outlet))
        self.stories[story.token] = told
        number = len(self._listed[outlet])
        link = f"https://{outlet}.example/{number}"
        now = datetime.now(UTC)
        one = NewsItem(id=f"{outlet}-{number}", title=story.title, text=text, link=link, at=now)
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
