"""A digest in the language and the time of those who read it."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.legs.digest import plan_now
from bot.store import channels, lines
from tests.legs.edition import Edition
from tests.legs.test_digest_choice import told_at_eight

INTRUSION = "尖閣諸島沖で海警船が領海に侵入"


@pytest.fixture(autouse=True)
async def _read_in_tokyo(paper: Edition) -> None:
    await paper.watch("Senkaku")
    async with paper.gear.store.begin() as tx:
        await channels.update_community(tx, 1, locale="ja")
    await paper.place(timezone="Asia/Tokyo", digest_times=["17:00"])  # at eight of UTC


async def posted(paper: Edition) -> Mapping[str, Any]:
    await told_at_eight(paper)
    return (await paper.posts())[-1].payload


def first_line(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    line: Mapping[str, Any] = payload["sections"][0]["lines"][0]
    return line


async def test_it_bears_the_words_and_the_hour_of_its_readers(paper: Edition) -> None:
    await paper.story(paper.told("Senkaku patrol grows"))
    payload = await posted(paper)
    assert payload["label"] == "ダイジェスト"
    assert "17:00 Asia/Tokyo" in payload["title"]
    assert payload["footer"] == "フィード 3 件のうち 3 件が最新"


async def test_one_that_is_asked_for_bears_them_too(paper: Edition) -> None:
    await paper.story(paper.told("Senkaku patrol grows"))
    paper.wait(hours=1)
    place = await paper.place()
    async with paper.gear.store.begin() as tx:
        assert await plan_now(paper.gear, tx, place, now=paper.now)
    (post,) = await paper.posts()
    assert post.payload["label"] == "ダイジェスト"
    assert "16:00 Asia/Tokyo" in post.payload["title"]


async def test_a_story_stands_there_under_the_headline_that_they_can_read(paper: Edition) -> None:
    text = "中国海警局の船が尖閣諸島沖の領海に侵入した。"
    theirs = paper.told(INTRUSION, by="strait", language="ja", text=text)
    await paper.story(paper.told("Senkaku patrol grows"), theirs)
    line = first_line(await posted(paper))
    assert (line["title"], line["sentence"]) == (INTRUSION, text)
    assert line["outlets"] == "Strait, Harbour (en)"


FERRY = "The ferry stopped at noon on Monday. The company counts forty boats in the port."


async def test_an_item_of_a_followed_feed_stands_there_with_one_sentence_and_its_language(
    paper: Edition,
) -> None:
    await paper.watch("Kanto", feed_id=paper.feeds["kanto"].id)
    await paper.story(paper.told("Ferry stops", by="kanto", scores={}, text=FERRY))
    line = first_line(await posted(paper))
    assert line["sentence"] == "The ferry stopped at noon on Monday."
    assert line["outlets"] == "Kanto (en)"


async def test_the_line_of_such_an_item_is_kept_as_that_of_the_item(paper: Edition) -> None:
    await paper.watch("Kanto", feed_id=paper.feeds["kanto"].id)
    await paper.story(paper.told("Ferry stops", by="kanto", scores={}, text=FERRY))
    await posted(paper)
    (post,) = await paper.posts()
    async with paper.gear.store.read() as tx:
        (kept,) = await lines.of(tx, [post.id])
    assert (kept.title, kept.item_id) == ("Ferry stops", 1)
