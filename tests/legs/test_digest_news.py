"""What a digest says of a story that an earlier one told: which news, how much of it, to whom."""

from datetime import timedelta
from typing import Any

import pytest

from bot.legs.deliver import deliver
from bot.model import Kind, Mode, Salience
from bot.store import items, record, watches
from tests.legs.edition import BEGIN, Edition

HOUR = timedelta(hours=1)
COLLIDE = "Senkaku freighter and fishing boat collide"
SINKS = "Senkaku fishing boat sinks after collision"
HURT = "Three sailors were hurt near the Senkaku Islands."
BODIES = "Four bodies were found by the coast guard on Tuesday."
ARREST = "Captain Wang Lei was arrested in Naha."
INQUIRY = "Minister Sato Kenji ordered an inquiry of 12 ports."
SPOKE = "Governor Tamaki Denny spoke."
SPILL = "Some 900 tons of oil were spilled near Uotsuri."


@pytest.fixture(autouse=True)
async def _watched(paper: Edition) -> None:
    await paper.watch("Senkaku")


async def made(paper: Edition) -> None:
    """Make what digests are due, and post them."""
    await paper.make()
    await deliver(paper.gear)


async def told(paper: Edition, text: str = HURT, **values: Any) -> int:
    """Let the digest of 08:00 tell a story, and an hour pass; give the story."""
    story = await paper.story(paper.told(COLLIDE, text=text, **values))
    paper.wait(hours=2)
    await made(paper)
    assert await paper.titles() == [[COLLIDE]]
    paper.wait(hours=1)
    return story


async def comes(paper: Edition, into: int, text: str, *, by: str = "kanto", **values: Any) -> None:
    """Let an outlet tell more of a story, in words that are not watched for."""
    values = {"title": SINKS, "scores": {}, **values}
    paper.wait(minutes=1)
    await paper.story(paper.told(by=by, text=text, **values), into=into)


async def revised(paper: Edition, number: int, text: str) -> None:
    """Change an item in place."""
    async with paper.gear.store.begin() as tx:
        new = {"text": text, "content_hash": text, "title": COLLIDE}
        home = paper.feeds["harbour"].id
        await items.revise(tx, home, f"id:{number}", new, paper.now, most=9)


async def lines_next_day(paper: Edition) -> list[dict[str, Any]]:
    """Make the digest of the next morning; give its lines."""
    before = len(await paper.posts())
    paper.wait(hours=24)
    await made(paper)
    posts = (await paper.posts())[before:]
    return [
        line | {"heading": section["heading"], "of": post.payload["title"]}
        for post in posts
        for section in post.payload["sections"]
        for line in section["lines"]
    ]


async def says(paper: Edition) -> str | None:
    """Give the sentence of the only line of the next morning, None where there is none."""
    lines = await lines_next_day(paper)
    assert len(lines) <= 1
    return lines[0]["sentence"] if lines else None


async def test_the_line_is_of_what_is_new_with_its_outlet_under_the_watch_that_met_the_story(
    paper: Edition,
) -> None:
    story = await told(paper)
    await comes(paper, story, f"{HURT} {BODIES}")
    (line,) = await lines_next_day(paper)
    assert (line["title"], line["heading"], line["outlets"]) == (SINKS, "Senkaku", "Kanto")
    assert line["sentence"] == f"Since the last digest: {BODIES}"
    assert line["url"] == "https://kanto.example/2"
    assert line["of"].endswith("1 watch, 1 story from 1 item")
    assert await lines_next_day(paper) == []


async def test_a_story_that_goes_on_ranks_by_the_best_that_was_ever_told_of_it(
    paper: Edition,
) -> None:
    await paper.watch("Quad")
    both = {"Senkaku": 0.9, "Quad": 0.2}
    story = await told(paper, scores=both)
    await comes(paper, story, BODIES)
    await paper.story(paper.told("Quad ministers meet", scores={"Quad": 0.6}, text=""))
    lines = await lines_next_day(paper)
    assert [line["title"] for line in lines] == [SINKS, "Quad ministers meet"]
    assert [line["heading"] for line in lines] == ["Senkaku", "Quad"]


async def test_what_is_told_once_more_in_other_words_is_no_line(paper: Edition) -> None:
    story = await told(paper)
    await comes(paper, story, HURT, title=COLLIDE)
    assert await lines_next_day(paper) == []


async def test_what_came_just_when_the_digest_was_made_counts_as_told(paper: Edition) -> None:
    story = await paper.story(paper.told(COLLIDE, text=HURT))
    paper.wait(hours=2)
    await paper.story(paper.told(SINKS, by="kanto", text=BODIES), into=story)
    await made(paper)
    assert await lines_next_day(paper) == []
    await comes(paper, story, BODIES, by="strait")
    assert await lines_next_day(paper) == []


async def test_what_was_told_meanwhile_is_compared_with_what_came_before_it(
    paper: Edition,
) -> None:
    story = await told(paper)
    await comes(paper, story, BODIES)
    await comes(paper, story, BODIES, by="strait")
    (line,) = await lines_next_day(paper)
    assert line["outlets"] == "Kanto"
    await comes(paper, story, f"{BODIES} {ARREST}", by="strait")
    assert await says(paper) == f"Since the last digest: {ARREST}"


async def test_the_news_of_the_three_items_that_say_most_is_told_in_their_order(
    paper: Edition,
) -> None:
    story = await told(paper)
    for text in (INQUIRY, SPOKE, SPILL):
        await comes(paper, story, text)
    await comes(paper, story, ARREST, by="strait", title=COLLIDE, scores={"Senkaku": 0.1})
    (line,) = await lines_next_day(paper)
    assert line["sentence"] == f"Since the last digest: {INQUIRY} {SPILL} {ARREST}"
    assert (line["title"], line["title_marks"]) == (COLLIDE, [[0, 7]])
    assert line["url"] == "https://strait.example/5"
    assert line["outlets"] == "Strait, Kanto"


async def test_of_one_item_only_the_first_new_sentence_is_told(paper: Edition) -> None:
    story = await told(paper)
    await comes(paper, story, f"{HURT} {ARREST} {SPILL}")
    assert await says(paper) == f"Since the last digest: {ARREST}"


async def test_a_headline_alone_is_said_to_be_new(paper: Edition) -> None:
    story = await told(paper)
    await comes(paper, story, "", title="Senkaku fishing boat sinks, 4 dead")
    (line,) = await lines_next_day(paper)
    assert (line["sentence"], line["outlets"]) == ("", "Kanto · since the last digest")


# ── what is no news there ───────────────────────────────────────────────────────────────────


async def test_neither_what_was_posted_nor_what_a_first_reading_brought_is_a_line(
    paper: Edition,
) -> None:
    story = await told(paper)
    await comes(paper, story, BODIES, by="strait", baseline=True)
    await comes(paper, story, ARREST)
    await paper.post(kind=Kind.ALERT, item_id=3)
    await deliver(paper.gear)
    assert await lines_next_day(paper) == []
    await comes(paper, story, SPILL, by="strait")
    assert await says(paper) == f"Since the last digest: {SPILL}"


async def test_what_was_posted_is_a_line_where_the_channel_wants_all(paper: Edition) -> None:
    story = await told(paper)
    await comes(paper, story, BODIES)
    await paper.post(kind=Kind.ALERT, item_id=2)
    await paper.place(settings={"digest_tells": "all"})
    assert await says(paper) == f"Since the last digest: {BODIES}"


async def test_what_had_an_alert_goes_on_in_its_thread_unless_the_channel_wants_all(
    paper: Edition,
) -> None:
    story = await told(paper)
    await paper.post(story, story_id=story)
    await comes(paper, story, BODIES)
    assert await lines_next_day(paper) == []
    await paper.place(settings={"digest_tells": "all"})
    await comes(paper, story, ARREST, by="strait")
    (line,) = await lines_next_day(paper)
    assert ARREST in line["sentence"]
    assert line["outlets"].endswith(" · alerted")


async def test_what_is_muted_goes_on_nowhere(paper: Edition) -> None:
    story = await told(paper)
    async with paper.gear.store.begin() as tx:
        await record.mute(tx, 1, by="x", now=BEGIN, publisher="kanto")
    await comes(paper, story, BODIES)
    assert await lines_next_day(paper) == []
    await comes(paper, story, ARREST, by="strait")
    async with paper.gear.store.begin() as tx:
        await record.mute(tx, 1, by="x", now=BEGIN, story_id=story)
    assert await lines_next_day(paper) == []


async def test_what_a_digest_told_another_channel_is_told_here_as_a_story(
    paper: Edition,
) -> None:
    story = await told(paper)
    await paper.watch("Quad", channel=2)
    quad = {"Quad": 0.9}
    await paper.story(paper.told(SINKS, by="kanto", text=BODIES, scores=quad), into=story)
    paper.wait(hours=24)
    await paper.make()
    (post,) = await paper.posts(channel=2)
    (line,) = post.payload["sections"][0]["lines"]
    assert "Since the last digest" not in line["sentence"]


async def test_a_story_that_is_about_to_be_an_alert_goes_on_there(paper: Edition) -> None:
    story = await told(paper)
    quad = await paper.watch("Quad", mode=Mode.ALERT.value)
    piece = paper.told(SINKS, by="kanto", text=BODIES, scores={"Quad": 0.9})
    await paper.story(piece, into=story, publish_at=paper.now + 48 * HOUR)
    assert await lines_next_day(paper) == []
    async with paper.gear.store.begin() as tx:
        await watches.change(tx, quad.id, removed_at=paper.now)
    await comes(paper, story, ARREST, by="strait")
    (line,) = await lines_next_day(paper)
    assert ARREST in line["sentence"]


# ── whose news it is ────────────────────────────────────────────────────────────────────────


async def test_a_watch_takes_the_news_in_its_languages(paper: Edition) -> None:
    async with paper.gear.store.begin() as tx:
        await watches.change(tx, 1, languages=["en"])
    story = await told(paper)
    await comes(paper, story, "宮古島の沖で4人の遺体が見つかった。", language="ja")
    assert await lines_next_day(paper) == []
    await comes(paper, story, ARREST, by="strait", language="en-GB")
    assert await says(paper) == f"Since the last digest: {ARREST}"


async def test_a_followed_feed_takes_the_news_of_that_feed_alone(paper: Edition) -> None:
    async with paper.gear.store.begin() as tx:
        await watches.change(tx, 1, removed_at=BEGIN)
    await paper.watch("Harbour", feed_id=paper.feeds["harbour"].id)
    story = await told(paper)
    await comes(paper, story, BODIES)
    assert await lines_next_day(paper) == []
    await comes(paper, story, ARREST, by="strait")
    await comes(paper, story, SPILL, by="harbour")
    (line,) = await lines_next_day(paper)
    assert (line["sentence"], line["outlets"]) == (SPILL, "Harbour")


async def test_a_watch_that_asks_for_more_outlets_is_told_once_there_are(paper: Edition) -> None:
    story = await told(paper)
    async with paper.gear.store.begin() as tx:
        await watches.change(tx, 1, min_publishers=3)
    await comes(paper, story, BODIES)
    assert await lines_next_day(paper) == []
    await comes(paper, story, ARREST, by="strait")
    (line,) = await lines_next_day(paper)
    assert ARREST in line["sentence"]


async def test_a_story_that_no_watch_takes_any_more_goes_on_nowhere(paper: Edition) -> None:
    story = await told(paper)
    async with paper.gear.store.begin() as tx:
        await watches.change(tx, 1, removed_at=paper.now)
    await paper.watch("Quad")
    await comes(paper, story, BODIES)
    assert await lines_next_day(paper) == []


async def test_a_story_of_passing_mentions_goes_on_too(paper: Edition) -> None:
    story = await told(paper, salience=Salience.PASSING)
    await comes(paper, story, BODIES)
    assert await says(paper) == f"Since the last digest: {BODIES}"


# ── what is corrected ───────────────────────────────────────────────────────────────────────

NOTE = "Correction: an earlier version of this article said that three sailors were hurt."


async def test_a_correction_is_told_whole_and_before_what_else_is_new(paper: Edition) -> None:
    story = await told(paper)
    await comes(paper, story, f"{INQUIRY} {SPILL}")
    await revised(paper, 1, f"Two sailors were hurt near the Senkaku Islands. {NOTE}")
    (line,) = await lines_next_day(paper)
    assert line["title"] == COLLIDE
    said = line["sentence"]
    right = "Two sailors were hurt near the Senkaku Islands."
    assert (
        said == f"Corrected since the last digest: {right} {NOTE} Since the last digest: {INQUIRY}"
    )
    assert line["of"].endswith("from 2 items")


async def test_a_correction_that_was_told_is_not_told_again(paper: Edition) -> None:
    await told(paper)
    text = f"Two sailors were hurt near the Senkaku Islands. {NOTE}"
    await revised(paper, 1, text)
    assert NOTE in str(await says(paper))
    await revised(paper, 1, f"{text} It was a quiet day at sea.")
    assert await lines_next_day(paper) == []


async def test_what_is_only_written_better_in_place_is_no_line(paper: Edition) -> None:
    await told(paper)
    await revised(paper, 1, "Near the Senkaku Islands three sailors were hurt.")
    assert await lines_next_day(paper) == []


async def test_what_turns_a_report_in_place_is_a_line(paper: Edition) -> None:
    await told(paper)
    await revised(paper, 1, "Nine sailors were killed near the Senkaku Islands.")
    assert "Nine sailors were killed" in str(await says(paper))


async def test_what_a_report_said_before_is_what_others_are_compared_with(paper: Edition) -> None:
    story = await told(paper)
    await revised(paper, 1, "Nine sailors were killed near the Senkaku Islands.")
    await comes(paper, story, "Nine sailors were killed near the Senkaku Islands.")
    (line,) = await lines_next_day(paper)
    assert line["outlets"] == "Harbour"
