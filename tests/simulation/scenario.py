"""What happens in one run, all of it drawn from the seed before it starts: the news, the faults.

events (one piece of news, told by some feeds) → articles with the moment they appear
windows (from, to, kind) in which a publisher or a platform misbehaves
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

HOUR = 3600.0
DAY = 24 * HOUR
# Days on which some of the zones below change their clocks, and ordinary ones.
STARTS = (
    datetime(2026, 3, 7, 19, 3, tzinfo=UTC),
    datetime(2026, 3, 28, 17, 41, tzinfo=UTC),
    datetime(2026, 4, 4, 6, 12, tzinfo=UTC),
    datetime(2026, 10, 24, 18, 27, tzinfo=UTC),
    datetime(2026, 10, 31, 20, 55, tzinfo=UTC),
    datetime(2026, 2, 27, 9, 30, tzinfo=UTC),
    datetime(2026, 7, 14, 0, 1, tzinfo=UTC),
    datetime(2026, 12, 30, 23, 14, tzinfo=UTC),
)
ZONES = (
    None, "UTC", "Asia/Tokyo", "America/New_York", "Europe/London", "Australia/Lord_Howe",
    "Asia/Kathmandu", "America/Santiago", "Pacific/Apia", "Europe/Berlin", "Australia/Sydney",
    "Africa/Casablanca", "Pacific/Kiritimati", "America/St_Johns",
)  # fmt: skip
DIGEST_TIMES = (("08:00",), ("02:30",), ("01:30",), ("00:00",), ("08:00", "18:30"), ("23:59",))
_FIRST = (
    "Lantern", "Kestrel", "Amber", "Velm", "Tarn", "Orsk", "Marrow", "Heron", "Quillon", "Sable",
    "Dunmar", "Ivory",
)  # fmt: skip
_LAST = (
    "Reef", "Accord", "Strait", "Corridor", "Islands", "Cable", "Basin", "Pact", "Port", "Ridge",
    "Shoal", "Gate",
)  # fmt: skip
_ONSET = ("b", "br", "d", "dr", "f", "g", "gl", "k", "kr", "l", "m", "n", "p", "pl", "s", "t", "v")
_NUCLEUS = ("a", "e", "i", "o", "u", "ai", "ou")
_CODA = ("n", "r", "l", "m", "t", "s", "nd", "rk", "lm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One entry of one feed. ``at``: seconds from the start at which it appears."""

    feed: int
    at: float
    guid: str
    link: str
    title: str
    text: str
    topics: tuple[str, ...]  # named in the title
    dated: float | None  # seconds from the start; None: without a date


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A time in which something is wrong."""

    start: float
    end: float
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPlan:
    """One feed: where it is, how it behaves, when it fails."""

    number: int
    url: str
    owner: int | None  # the channel whose community added it; None: everybody's
    validators: str  # etag, modified, both, none
    max_age: int | None
    ttl: int | None  # minutes
    shows: int  # newest entries in the document
    packed: bool
    windows: tuple[Window, ...]
    renames: float | None  # when all its ids change


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelPlan:
    """One channel and what its people type there at the start."""

    number: int
    platform: str
    community: str
    external_id: str
    timezone: str | None
    times: tuple[str, ...]
    commands: tuple[str, ...]
    quiet: str | None  # 22:00-07:00
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One run."""

    seed: int
    days: float
    start: datetime
    feeds: tuple[FeedPlan, ...]
    channels: tuple[ChannelPlan, ...]
    articles: tuple[Article, ...]
    topics: tuple[str, ...]
    outages: dict[str, tuple[Window, ...]] = field(default_factory=dict)  # by platform
    kills: tuple[float, ...] = ()
    steps: tuple[tuple[float, float], ...] = ()  # the wall clock: when, by how many seconds
    pauses: tuple[tuple[float, float], ...] = ()  # SIGSTOP: when, for how many seconds
    full_disk: tuple[Window, ...] = ()
    typed: tuple[tuple[float, int, str], ...] = ()  # when, in which channel, what

    @property
    def span(self) -> float:
        return self.days * DAY


def topics_for(channels: int) -> tuple[str, ...]:
    """Name what is watched: the more channels, the more, so that each has four to read it."""
    count = min(max(len(_FIRST), channels * len(_FIRST) // 20), len(_FIRST) * len(_LAST))
    return tuple(
        f"{_FIRST[n % len(_FIRST)]} {_LAST[(n + n // len(_FIRST)) % len(_LAST)]}"
        for n in range(count)
    )


def draw(seed: int, *, days: float, feeds: int, channels: int, calm: bool = False) -> Scenario:
    """Draw a run; ``calm``: nothing goes wrong in it."""
    rng = random.Random(f"scenario {seed}")
    span = days * DAY
    topics = topics_for(channels)
    rooms = tuple(_channel(rng, n, span, topics, calm=calm) for n in range(channels))
    sources = tuple(_feed(rng, n, span, rooms, calm=calm) for n in range(feeds))
    made = Scenario(
        seed=seed,
        days=days,
        start=rng.choice(STARTS) + timedelta(seconds=rng.uniform(0, HOUR)),
        feeds=sources,
        channels=rooms,
        articles=tuple(sorted(_articles(rng, sources, span, topics), key=lambda a: a.at)),
        topics=topics,
        typed=_typed(rng, rooms, span, topics),
    )
    return made if calm else _with_faults(rng, made)


def _with_faults(rng: random.Random, calm: Scenario) -> Scenario:
    span, days = calm.span, calm.days
    outages = {
        name: _windows(rng, span, days * 1.5, ("down", "late", "limit", "busy"), 0.1, 6.0)
        for name in sorted({c.platform for c in calm.channels})
    }
    return replace(
        calm,
        outages=outages,
        kills=_moments(rng, span, days * 12),
        steps=tuple((at, _step(rng)) for at in _moments(rng, span, days * 0.7)),
        pauses=tuple((at, rng.uniform(10, 600)) for at in _moments(rng, span, days * 1.5)),
        full_disk=_windows(rng, span, days * 1.0, ("database or disk is full",), 0.01, 0.2),
    )


def _step(rng: random.Random) -> float:
    return rng.choice((-1, 1)) * rng.choice((rng.uniform(1, 90), rng.uniform(90, 5400)))


def _moments(rng: random.Random, span: float, mean: float) -> tuple[float, ...]:
    return tuple(sorted(rng.uniform(0.02, 1) * span for _ in range(_poisson(rng, mean))))


def _poisson(rng: random.Random, mean: float) -> int:
    count, left = 0, rng.expovariate(1)
    while left < mean:
        count, left = count + 1, left + rng.expovariate(1)
    return count


def _windows(
    rng: random.Random, span: float, mean: float, kinds: Sequence[str], least: float, most: float
) -> tuple[Window, ...]:
    """Draw times of trouble, ``least`` to ``most`` hours long, that do not overlap."""
    found = []
    for start in _moments(rng, span, mean):
        long = rng.uniform(least, most) if rng.random() < 0.3 else rng.uniform(least, most / 6)
        found.append(Window(start=start, end=start + long * HOUR, kind=rng.choice(kinds)))
    return tuple(
        a for a, b in pairwise([*found, Window(start=span * 9, end=span * 9, kind="")])
        if a.end <= b.start
    )  # fmt: skip


# ── who reads ───────────────────────────────────────────────────────────────────────────────


def _channel(
    rng: random.Random, number: int, span: float, topics: Sequence[str], *, calm: bool
) -> ChannelPlan:
    commands = []
    for topic in rng.sample(topics, rng.randint(1, 4)):
        more = rng.choice(("", "", "", " mode:digest", " min-publishers:2", " urgent:yes"))
        commands.append(f"/watch {topic.lower()}{more}")
    if rng.random() < 0.1:
        commands.append(f"/subscribe Feed {rng.randrange(3)}")
    kinds = ("closed", "slow", "unreadable")
    return ChannelPlan(
        number=number,
        platform=("discord", "slack")[number % 2],
        community=f"community-{number % 2}-{number // 6}",
        external_id=f"room-{number}",
        timezone=rng.choice(ZONES),
        times=rng.choice(DIGEST_TIMES),
        commands=tuple(commands),
        quiet=rng.choice((None, None, "22:00-07:00", "12:30-13:30", "00:00-06:00")),
        windows=() if calm else _windows(rng, span, span / DAY * 0.3, kinds, 0.1, 4.0),
    )


def _typed(
    rng: random.Random, rooms: Sequence[ChannelPlan], span: float, topics: Sequence[str]
) -> tuple[tuple[float, int, str], ...]:
    said = []
    for at in _moments(rng, span, span / DAY * len(rooms) * 0.3):
        topic = rng.choice(topics).lower()
        line = rng.choice((f"/watch {topic}", f"/unwatch {topic}", "/digest now", "/status"))
        said.append((at, rng.randrange(len(rooms)), line))
    return tuple(said)


# ── who writes ──────────────────────────────────────────────────────────────────────────────


def _feed(
    rng: random.Random, number: int, span: float, rooms: Sequence[ChannelPlan], *, calm: bool
) -> FeedPlan:
    # Every fourth feed shares one of a few hosts, as blogs of one platform do.
    host = f"shared-{number % 3}.example" if number % 4 == 0 else f"outlet-{number}.example"
    kinds = (
        "500", "500", "hang", "refused", "429", "429 date", "429 bare", "503", "404", "403",
        "broken", "login page", "moved", "moved for good", "empty", "cut off",
    )  # fmt: skip
    return FeedPlan(
        number=number,
        url=f"https://{host}/{number}.xml",
        owner=rng.randrange(len(rooms)) if number > 5 and rng.random() < 0.15 else None,
        validators=rng.choice(("etag", "modified", "both", "both", "none")),
        max_age=rng.choice((None, None, 60, 900, 7200)),
        ttl=rng.choice((None, None, None, 15, 120)),
        shows=rng.choice((10, 20, 40)),
        packed=rng.random() < 0.2,
        windows=() if calm else _windows(rng, span, span / DAY * 0.8, kinds, 0.2, 9.0),
        renames=rng.uniform(0.2, 0.9) * span if not calm and rng.random() < 0.08 else None,
    )


class _Words:
    """Words that mean nothing, so that two pieces of news never look alike by chance."""

    def __init__(self, rng: random.Random, topics: Sequence[str]) -> None:
        self._rng = rng
        self._topics = topics

    def topic(self) -> str:
        return self._rng.choice(self._topics)

    def some(self, count: int) -> list[str]:
        return [self._word() for _ in range(count)]

    def _word(self) -> str:
        choice = self._rng.choice
        return "".join(choice(_ONSET) + choice(_NUCLEUS) for _ in range(2)) + choice(_CODA)


def _articles(
    rng: random.Random, feeds: Sequence[FeedPlan], span: float, topics: Sequence[str]
) -> list[Article]:
    words = _Words(rng, topics)
    found: list[Article] = []
    numbers = {feed.number: 0 for feed in feeds}
    for feed in feeds:  # what stands in each feed when it is first read
        for _ in range(rng.randint(1, 6)):
            found.append(_article(rng, feed, numbers, -1.0, words, words.topic()))
    for at in _moments(rng, span, span / DAY * len(feeds) * 4):
        found += _event(rng, feeds, numbers, at, words)
    for at in _moments(rng, span, span / DAY * 0.6):  # a storm: one feed, very much at once
        feed, topic = rng.choice(feeds), words.topic()
        for _ in range(rng.randint(15, 60)):
            found.append(_article(rng, feed, numbers, at + rng.uniform(0, 60), words, topic))
    return [one for one in found if one.at < span]


def _event(
    rng: random.Random,
    feeds: Sequence[FeedPlan],
    numbers: dict[int, int],
    at: float,
    words: _Words,
) -> list[Article]:
    """Let one piece of news be told by some feeds, the later ones in slightly other words."""
    topic = words.topic() if rng.random() < 0.4 else ""
    said = words.some(6)
    tellers = rng.sample(feeds, min(len(feeds), 1 + _poisson(rng, 1.2 if topic else 0.2)))
    found = []
    for feed in tellers:
        mine = list(said)
        if found and rng.random() < 0.4:
            mine[rng.randrange(6)] = words.some(1)[0]
        moment = at + (rng.expovariate(1 / 2400) if found else 0.0)
        found.append(_article(rng, feed, numbers, moment, words, topic, mine))
    return found


def _article(
    rng: random.Random,
    feed: FeedPlan,
    numbers: dict[int, int],
    at: float,
    words: _Words,
    topic: str,
    said: Sequence[str] = (),
) -> Article:
    numbers[feed.number] += 1
    number = numbers[feed.number]
    title = " ".join([*([topic] if topic else []), *(said or words.some(6))])
    text = " ".join(words.some(12)).capitalize() + ". " + " ".join(words.some(9)).capitalize() + "."
    if not topic and rng.random() < 0.05:
        text += f" {' '.join(words.some(150))}. {words.topic()} {' '.join(words.some(4))}."
    fate = rng.random()
    at = float(round(at))  # Last-Modified knows no parts of a second
    dated: float | None = at - rng.uniform(0, 600)
    if fate < 0.05:
        dated = None
    elif fate < 0.08:
        dated = at - rng.uniform(3, 20) * DAY
    elif fate < 0.10:
        dated = at + rng.uniform(0.1, 400) * DAY
    return Article(
        feed=feed.number,
        at=at,
        guid=f"f{feed.number}-{number}",
        link=f"https://outlet-{feed.number}.example/story/{number}",
        title=title,
        text=text,
        topics=(topic,) if topic else (),
        dated=dated,
    )
