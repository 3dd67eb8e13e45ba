"""The hostile server is what it says it is, and the adapter tells its faults apart."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from threading import Thread

import httpx
import pytest

from bot.errors import MessageGone, SendError, SendLater, SendUnknown
from tests.crash.hostile import LATEST, NONCE, PLAIN, Hostile, hostile
from tests.crash.hostile_chat import HostileChat
from tests.crash.news import PHRASES, Newsroom
from tests.feedserver import FeedServer

STRETCH = 40.0  # these are no tests of how busy the machine is
PAYLOAD = {"kind": "alert", "title": "Patrol ships leave"}


@asynccontextmanager
async def chat_with(server: Hostile) -> AsyncIterator[HostileChat]:
    chat = HostileChat(server.address, passing=lambda _name: None, stretch=STRETCH)
    yield chat
    await chat.stop()


@pytest.fixture
def kind(tmp_path: Path) -> Iterator[Hostile]:
    with hostile(tmp_path, seed=1, manner=PLAIN, kind=True) as server:
        yield server


async def test_what_is_posted_can_be_found_edited_and_read_in_the_journal(kind: Hostile) -> None:
    async with chat_with(kind) as chat:
        sent = await chat.send("news", PAYLOAD, nonce="n1")
        assert await chat.find("news", "n1") is not None
        assert await chat.find("other", "n1") is None
        await chat.edit("news", sent.external_id, PAYLOAD | {"title": "They came back"})
        await chat.send("news", PAYLOAD, nonce="n2", thread=sent.external_id)
    first, answer = kind.posts()
    assert [shown["title"] for shown in first.payloads] == ["Patrol ships leave", "They came back"]
    assert (answer.nonce, answer.thread) == ("n2", first.id)


async def test_what_is_not_there_cannot_be_edited_or_answered(kind: Hostile) -> None:
    async with chat_with(kind) as chat:
        with pytest.raises(MessageGone):
            await chat.edit("news", "7", PAYLOAD)
        with pytest.raises(MessageGone):
            await chat.send("news", PAYLOAD, nonce="n1", thread="7")


async def test_one_nonce_posts_once_for_some_seconds_only_where_that_is_the_manner(
    tmp_path: Path,
) -> None:
    counts = {}
    for manner in (NONCE, PLAIN):
        (tmp_path / manner).mkdir()
        with hostile(tmp_path / manner, seed=1, manner=manner, kind=True) as server:
            async with chat_with(server) as chat:
                ids = [(await chat.send("news", PAYLOAD, nonce="n1")).external_id for _ in "ab"]
                server.skip(600.0)
                ids.append((await chat.send("news", PAYLOAD, nonce="n1")).external_id)
            counts[manner] = ids
    assert counts == {NONCE: ["1", "1", "2"], PLAIN: ["1", "2", "3"]}


async def test_its_faults_come_as_often_as_they_should_and_mean_what_they_should(
    tmp_path: Path,
) -> None:
    met: Counter[str] = Counter()
    with hostile(tmp_path, seed=3, manner=PLAIN) as server:
        async with chat_with(server) as chat:
            for number in range(300):
                try:
                    await chat.send("news", PAYLOAD, nonce=f"n{number}")
                except SendError as error:
                    met[type(error).__name__] += 1
        counts, posts = server.counts(), server.posts()
    asked = {"429": counts["429"], "500": counts["500"], "drop": counts["drop"]}
    assert all(0.4 < asked[fate] / (300 * share) < 1.8 for fate, share in SHARES.items())
    assert met[SendLater.__name__] == counts["429"]
    assert met[SendUnknown.__name__] >= counts["500"] + counts["drop"]
    assert len(posts) > 300 - counts["429"] - counts["500"]  # what was dropped was accepted


SHARES = {"429": 0.08, "500": 0.04, "drop": 0.08}


def fates(folder: Path, seed: int) -> list[int]:
    folder.mkdir()
    with hostile(folder, seed=seed, manner=PLAIN) as server, httpx.Client() as client:
        answers = []
        for number in range(40):
            said = {"nonce": f"n{number}", "payload": PAYLOAD, "thread": None}
            header = {"X-Sent": repr(time.monotonic())}
            try:
                place = f"{server.address}/channels/news/messages"
                answers.append(client.post(place, json=said, headers=header).status_code)
            except httpx.HTTPError:
                answers.append(0)
        return answers


def test_a_seed_plays_the_same_faults_again(tmp_path: Path) -> None:
    assert fates(tmp_path / "a", 5) == fates(tmp_path / "b", 5)
    assert fates(tmp_path / "c", 6) != fates(tmp_path / "d", 5)


def test_what_was_sent_before_time_leapt_is_never_accepted_after_it(kind: Hostile) -> None:
    header = {"X-Sent": repr(time.monotonic())}
    kind.skip(5.0)
    said = {"nonce": "n1", "payload": PAYLOAD, "thread": None}
    place = f"{kind.address}/channels/news/messages"
    assert httpx.post(place, json=said, headers=header).status_code == 503
    assert kind.posts() == []


async def test_what_a_sender_looked_at_before_time_leapt_is_not_accepted_after_it(
    kind: Hostile,
) -> None:
    async with chat_with(kind) as chat:
        leapt = asyncio.Event()

        async def send(nonce: str) -> None:
            await leapt.wait()
            await chat.send("news", PAYLOAD, nonce=nonce)

        before = asyncio.create_task(send("before"))
        await asyncio.sleep(0)
        kind.skip(5.0, chat.leaps)
        leapt.set()
        with pytest.raises(SendUnknown):
            await before
        await asyncio.create_task(send("after"))
    assert [post.nonce for post in kind.posts()] == ["after"]


def test_a_sender_on_a_busy_machine_has_more_time_if_it_says_so(kind: Hostile) -> None:
    said = {"nonce": "n1", "payload": PAYLOAD, "thread": None}
    place = f"{kind.address}/channels/news/messages"
    old = {"X-Sent": repr(time.monotonic() - 2 * LATEST)}
    answers = [
        httpx.post(place, json=said, headers=headers, timeout=30).status_code
        for headers in (old, {**old, "X-Stretch": "1000"})
    ]
    assert answers == [503, 200]


def test_nobody_is_answered_until_the_time_of_the_bot_has_leapt_too(kind: Hostile) -> None:
    place = f"{kind.address}/channels/news/messages"
    answers: list[int] = []

    def posted() -> None:
        said = {"nonce": "n1", "payload": PAYLOAD, "thread": None}
        header = {"X-Sent": repr(time.monotonic())}
        answers.append(httpx.post(place, json=said, headers=header).status_code)

    asking = Thread(target=posted)

    def leaping() -> None:
        asking.start()
        asking.join(0.3)
        assert answers == []

    kind.skip(5.0, leaping)
    asking.join()
    assert answers == [503]
    assert kind.posts() == []


def test_no_two_stories_share_a_word_that_could_make_them_one(tmp_path: Path) -> None:
    with FeedServer() as server:
        news = Newsroom(server=server, chance=Random(1))
        news.open()
        told = [news.tell(subject="senkaku").title for _ in range(200)]
    words = Counter(w for title in told for w in title.split() if w not in PHRASES["senkaku"])
    assert max(words.values()) == 1
