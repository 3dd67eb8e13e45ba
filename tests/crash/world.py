"""One bot with everything around it: its store, a hostile chat server, outlets that write.

with open_world(folder, seed=7, manner=PLAIN) as world:
    world.news.tell()
    child = world.start()
    child.kill()
    world.run_to_quiet()
    assert world.verdict().lost == ()
"""

import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tests.crash.child import Child
from tests.crash.hostile import NONCE, Hostile, hostile
from tests.crash.life import Life
from tests.crash.news import Kept, Newsroom, Told
from tests.crash.verdict import OPEN, Verdict, Wish, judge, rows_of
from tests.feedserver import FeedServer

BOTH = ("senkaku", "lighthouse")
WISHES = {
    "islands": Wish(subjects=("senkaku",)),
    "islands-too": Wish(subjects=("senkaku",)),
    "lights": Wish(subjects=("lighthouse",)),
    "both": Wish(subjects=BOTH),
    "both-too": Wish(subjects=BOTH),
    "follow": Wish(outlet="harbour"),
    "digest": Wish(subjects=BOTH),
}
NONCE_KNOWN = 1.5  # seconds for which the bot repeats a post; the server knows it for longer
DIGESTS = 180  # minutes from the start, each with a digest of its own
PATIENCE = 30.0  # seconds in which a bot that nobody disturbs gets something done, or never will
MOST_STRETCH = 16.0


@dataclass
class World:
    """Made by ``open_world``. ``life`` is what the next child is told."""

    folder: Path
    server: Hostile
    news: Newsroom
    life: Life
    chance: Random
    wishes: Mapping[str, Wish]
    owed: list[tuple[str, str]] = field(default_factory=list)  # see `judge`
    _kept: tuple[Life, Kept] | None = None

    @property
    def database(self) -> Path:
        return self.folder / "bot.db"

    def start(self, *, edge: int = 0, tell: int = 0) -> Child:
        """Start the program; it is up, unless it ended at its edge before."""
        child = Child(replace(self.life, edge=edge, tell=tell))
        assert child.wait_up() or edge, self.log()
        return child

    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")[-4000:]

    def skip(self, seconds: float, child: Child | None = None) -> None:
        """Let the time of the server and of the bot leap."""
        self.server.skip(seconds, (lambda: child.leap(seconds)) if child else lambda: None)
        self.life = replace(self.life, ahead=self.life.ahead + seconds)

    def news_of(self, tell: Callable[[], Told | None]) -> None:
        """Let there be news of a story: it is owed to who was told of that."""
        posts = self.server.posts()
        story = tell()
        if story:
            knows = {p.channel for p in posts if story.token in json.dumps(p.shown)}
            about = {c for c, wish in self.wishes.items() if story.subject in wish.subjects}
            self.owed += [(channel, story.news[-1]) for channel in sorted(knows & about)]

    def begin_a_minute(self) -> None:
        """Let time leap, while no bot runs, to where the next digest is a minute away."""
        now = datetime.now(UTC) + timedelta(seconds=self.life.ahead)
        self.skip(60.0 - now.second - now.microsecond / 1e6)

    def set_up(self) -> None:
        """Let the bot read its feeds for the first time, and its channels ask for news."""
        child = self.start()
        self.until(lambda: self.known_items() == self.news.items)
        for channel, wish in self.wishes.items():
            mode = {"mode": "digest"} if channel == "digest" else {}
            for subject in wish.subjects:
                child.do(channel, "watch", query=subject, **mode)
            if wish.outlet:
                child.do(channel, "subscribe", what=wish.outlet.title())
        child.end()
        with closing(sqlite3.connect(self.database)) as conn, conn:
            now = datetime.now(UTC)
            times = sorted({f"{now + timedelta(minutes=n):%H:%M}" for n in range(DIGESTS)})
            values = (json.dumps(times), "digest")
            conn.execute("UPDATE channels SET digest_times = ? WHERE external_id = ?", values)

    def save(self) -> None:
        """Keep the state of everything, with nothing posted, while no bot runs."""
        assert self.server.posts() == []
        kept = self.folder / "kept"
        kept.mkdir()
        for path in self.folder.glob("*.db"):
            shutil.copy2(path, kept)
        self._kept = (self.life, self.news.kept())

    def restore(self) -> None:
        """Put everything back as it was kept; what was posted since is gone."""
        self.server.forget()
        for path in (self.folder / "kept").glob("*.db"):
            for part in ("-wal", "-shm"):
                (self.folder / f"{path.name}{part}").unlink(missing_ok=True)
            shutil.copy2(path, self.folder)
        assert self._kept is not None, "save comes first"
        self.life, news = self._kept
        self.owed = []
        self.news.put_back(news)

    def run_to_quiet(self) -> None:
        """Run the bot undisturbed until nothing is left to do, all digests included."""
        self.quiet_down(self.start()).end()

    def quiet_down(self, child: Child) -> Child:
        """Wait until nothing is left to do for a bot that runs, letting its time leap; give it.

        Where nothing gets done any more, the machine may be too busy for times so short: before
        anything is called lost the bot is started again with longer ones.
        """
        while not self._quiets_down(child) and self.life.stretch < MOST_STRETCH:
            child.end()
            self.life = replace(self.life, stretch=self.life.stretch * 4)
            child = self.start()
        return child

    def _quiets_down(self, child: Child) -> bool:
        leap = 10.0 * self.life.stretch
        for seconds in (0.0, 61.0):  # the second time for the digest of the next minute
            self.skip(seconds, child)
            if not self.until(self.is_quiet, between=lambda: self.skip(leap, child)):
                return False
        return True

    def until(self, true: Callable[[], bool], between: Callable[[], None] = lambda: None) -> bool:
        """Wait for something, doing something else now and then; says whether it came.

        However slow the machine is, waiting goes on while the bot gets anything done. What is done
        between comes seldom where times are longer: a leap of time ends each request under way.
        """
        stretch = self.life.stretch
        patience, looks = PATIENCE * max(1.0, stretch / 4), round(10 * stretch)
        done, end = -1, 0.0
        while self.done() != done or time.monotonic() < end:
            if self.done() != done:
                done, end = self.done(), time.monotonic() + patience
            for _ in range(looks):
                if true():
                    return True
                time.sleep(0.05)
            between()
        return False

    def done(self) -> int:
        """Count what the bot read and what it finished."""
        return self.ask(
            "SELECT (SELECT count(*) FROM items) "
            f"+ (SELECT count(*) FROM deliveries WHERE state NOT IN {OPEN})"
        )

    def is_quiet(self) -> bool:
        """Whether all that was told is read, published and posted, and the digest is made."""
        minute = f"{datetime.now(UTC) + timedelta(seconds=self.life.ahead):%Y-%m-%d %H:%M:00}"
        waiting = (
            "SELECT (SELECT count(*) FROM stories WHERE publish_at IS NOT NULL) + (SELECT count(*) "
            "FROM channels WHERE external_id = 'digest' AND digest_since < ?) "
            f"+ (SELECT count(*) FROM deliveries WHERE state IN {OPEN})"
        )
        mended = "SELECT count(*) FROM items WHERE instr(text, ?)"
        if self.known_items() < self.news.items or not all(
            self.ask(mended, word) for word in self.news.corrected.values()
        ):
            return False
        return self.ask(waiting, minute) == 0  # asked last: what is read makes more of it

    def known_items(self) -> int:
        return self.ask("SELECT count(*) FROM items")

    def ask(self, query: str, *values: str) -> int:
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as conn:
            return int(conn.execute(query, values).fetchone()[0])

    def verdict(self) -> Verdict:
        """Judge what was posted; the bot should be quiet."""
        stories = self.news.stories.values()
        rows, posts = rows_of(self.database), self.server.posts()
        return judge(rows, posts, stories, self.wishes, self.owed)


@contextmanager
def open_world(
    folder: Path,
    *,
    seed: int,
    manner: str,
    kind: bool = False,
    wishes: Mapping[str, Wish] = WISHES,
    **life: float,
) -> Iterator[World]:
    """Make a world in a folder of its own; it goes with the world."""
    folder.mkdir(parents=True)
    chance = Random(seed)
    with hostile(folder, seed=seed, manner=manner, kind=kind) as server, FeedServer() as feeds:
        news = Newsroom(server=feeds, chance=chance)
        life = {"nonce_window": NONCE_KNOWN if manner == NONCE else 0.0, **life}
        told = Life(folder=folder, chat=server.address, outlets=news.open(), **life)
        world = World(
            folder=folder, server=server, news=news, life=told, chance=chance, wishes=wishes
        )
        world.set_up()
        yield world
    shutil.rmtree(folder, ignore_errors=True)
