"""What a run is judged by: the bot's own rows, and what the chat server says was posted.

Lost: a row that says "sent" and is not there, a row that no run of the program finishes, a story
that a channel watches for and no post of it tells, and news of a story that it was told of before.
Doubled: two posts of one delivery, two alerts or roll-ups about one story in one channel, two posts
in threads with one piece of news, and two digests of one story, unless the later one tells news of
it that no earlier one told. Neither asks how the bot works inside.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.crash.hostile import Post
from tests.crash.news import Told

OPEN = ("pending", "sending", "ambiguous", "reconciling")
NEVER = ("failed", "unknown")  # the server refuses nothing for good, and can always be searched
ONCE = ("alert", "rollup")  # kinds of posts of which none tells a story twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A delivery as the bot has it."""

    id: int
    channel: str
    kind: str
    key: str
    nonce: str
    state: str
    edits: int | None
    into: int | None  # the roll-up that tells of it
    text: str  # of its payload, JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a channel is to be told of: all about its subjects, or every item of an outlet."""

    subjects: tuple[str, ...] = ()
    outlet: str | None = None

    def wants(self, story: Told) -> bool:
        return story.subject in self.subjects or self.outlet in story.outlets


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``lost`` and ``doubled`` hold a line for each; both empty is what everything is for."""

    deliveries: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]


def rows_of(database: Path) -> tuple[Row, ...]:
    """Read the outbox of a bot that may be running."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as conn:
        conn.row_factory = sqlite3.Row
        found = conn.execute(
            "SELECT d.*, c.external_id AS channel FROM deliveries d "
            "JOIN channels c ON c.id = d.channel_id ORDER BY d.id"
        ).fetchall()
    return tuple(_row(dict(row)) for row in found)


def _row(found: Mapping[str, Any]) -> Row:
    return Row(
        id=found["id"],
        channel=found["channel"],
        kind=found["kind"],
        key=found["key"],
        nonce=found["nonce"],
        state=found["state"],
        edits=found["edits"],
        into=found.get("merged_into"),
        text=found["payload"],
    )


def judge(
    rows: Sequence[Row],
    posts: Sequence[Post],
    stories: Iterable[Told],
    wishes: Mapping[str, Wish],
    owed: Iterable[tuple[str, str]] = (),
) -> Verdict:
    """Compare what was planned, what was posted and what there was to tell.

    ``owed``: channels, each with a word of news of a story that it watches for and was told of.
    """
    stories, texts = list(stories), _texts(rows)
    lost = [*_unfinished(rows), *_missing(rows, posts), *_not_shown(rows, posts)]
    lost += _untold(texts, stories, wishes)
    lost += [f"{c} was not told that {word}" for c, word in owed if word not in texts[c]]
    doubled = [*_twice(posts), *_strange(rows, posts), *_told_twice(posts, stories)]
    sent = sum(row.state == "sent" for row in rows)
    return Verdict(deliveries=sent, lost=tuple(lost), doubled=tuple(doubled))


def _unfinished(rows: Sequence[Row]) -> list[str]:
    wrong = (*OPEN, *NEVER)
    return [f"{row.key} is {row.state} for ever" for row in rows if row.state in wrong]


def _missing(rows: Sequence[Row], posts: Sequence[Post]) -> list[str]:
    there = {(post.channel, post.nonce) for post in posts}
    return [
        f"{row.key} says sent and is not there"
        for row in rows
        if row.state == "sent" and row.kind != "edit" and (row.channel, row.nonce) not in there
    ]


def _not_shown(rows: Sequence[Row], posts: Sequence[Post]) -> list[str]:
    """Find alerts that do not show what their newest edit says."""
    shown = {(post.channel, post.nonce): post.shown for post in posts}
    newest = {row.edits: row for row in rows if row.kind == "edit" and row.state == "sent"}
    alerts = {row.id: row for row in rows}
    return [
        f"{edit.key} says sent and is not shown"
        for alert_id, edit in newest.items()
        if alert_id is not None
        and (there := shown.get((edit.channel, alerts[alert_id].nonce))) is not None
        and there != json.loads(edit.text)
    ]


def _texts(rows: Sequence[Row]) -> Mapping[str, str]:
    """Give all that each channel was told."""
    sent = {row.id for row in rows if row.state == "sent"}
    told: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.id in sent or (row.state == "merged" and row.into in sent):
            told[row.channel].append(row.text)
    return defaultdict(str, {channel: "\n".join(found) for channel, found in told.items()})


def _untold(
    texts: Mapping[str, str], stories: Iterable[Told], wishes: Mapping[str, Wish]
) -> list[str]:
    """Find what a channel watches for and no post tells it."""
    return [
        f"{channel} was not told of {story.token} ({story.subject})"
        for story in stories
        for channel, wish in wishes.items()
        if wish.wants(story) and story.token not in texts[channel]
    ]


def _twice(posts: Sequence[Post]) -> list[str]:
    counts = Counter((post.channel, post.nonce) for post in posts)
    return [f"{nonce} was posted {n} times in {c}" for (c, nonce), n in counts.items() if n > 1]


def _strange(rows: Sequence[Row], posts: Sequence[Post]) -> list[str]:
    """Find posts that the bot knows nothing of: they will be made again."""
    known = {(row.channel, row.nonce) for row in rows if row.state == "sent"}
    known |= {(row.channel, row.nonce) for row in rows if row.state in (*OPEN, *NEVER)}
    return [
        f"{post.nonce} stands in {post.channel} and no row says so"
        for post in posts
        if (post.channel, post.nonce) not in known
    ]


def _told_twice(posts: Sequence[Post], stories: Iterable[Told]) -> list[str]:
    texts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for post in posts:
        texts[post.channel, post.payloads[0]["kind"]].append(json.dumps(post.shown))
    found = list[str]()
    for story in stories:
        for (channel, kind), shown in texts.items():
            telling = [text for text in shown if story.token in text]
            if kind in ONCE and len(telling) > 1:
                found.append(f"{len(telling)} of kind {kind} tell of {story.token} in {channel}")
            if kind == "digest" and (again := _without_news(telling, story.news)):
                found.append(f"{again} digests tell of {story.token} again in {channel}")
            if kind == "update":
                found += _news_twice(channel, shown, story.news)
    return found


def _without_news(telling: Sequence[str], news: Sequence[str]) -> int:
    """Count the digests that tell a story again though they know nothing new of it."""
    known, again = set[str](), 0
    for number, text in enumerate(telling):
        said = {word for word in news if word in text}
        again += number > 0 and not said - known
        known |= said
    return again


def _news_twice(channel: str, shown: Sequence[str], news: Sequence[str]) -> list[str]:
    counts = {word: sum(word in text for text in shown) for word in news}
    return [f"{n} posts tell that {word} in {channel}" for word, n in counts.items() if n > 1]
