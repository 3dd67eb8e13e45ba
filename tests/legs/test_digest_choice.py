"""Which stories stand in a digest, under which watch, in which order."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.legs import digest_gather as leg
from bot.model import Kind, Mode, Salience, State, Watch
from bot.store import claims, lines, record, watches
from tests.legs.edition import BEGIN, Edition

EIGHT = BEGIN + timedelta(hours=2)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
async def _watched(paper: Edition) -> None:
    await paper.watch("Senkaku")


# ── what ────────────────────────────────────────────────────────────────────────────────────


async def told_at_eight(paper: Edition, channel: int = 1) -> list[str]:
    """Make the digest of 08:00; give the titles of its stories."""
    paper.wait(seconds=(EIGHT - paper.now).total_seconds())
    await paper.make()
    found = await paper.titles(channel)
    return found[-1] if found else []


async def test_a_story_that_an_alert_told_is_not_told_again(paper: Edition) -> None:
    known = await paper.story(paper.told("Senkaku alerted"))
    await paper.story(paper.told("Senkaku not alerted"))
    await paper.post(known, story_id=known)
    assert await told_at_eight(paper) == ["Senkaku not alerted"]


async def test_a_channel_that_wants_all_is_told_what_was_alerted_and_that_it_was(
    paper: Edition,
) -> None:
    alerted = await paper.story(paper.told("Senkaku alerted", first_seen=BEGIN + HOUR))
    await paper.story(paper.told("Senkaku not alerted"))
    digested = await paper.story(paper.told("Senkaku in the last digest"))
    await paper.post(alerted, story_id=alerted)
    await paper.post(digested, kind=Kind.DIGEST)
    await paper.place(settings={"digest_tells": "all"})
    assert await told_at_eight(paper) == ["Senkaku alerted", "Senkaku not alerted"]
    (post,) = await paper.posts()
    outlets = [line["outlets"] for line in post.payload["sections"][0]["lines"]]
    assert outlets == ["Harbour · alerted", "Harbour"]


async def test_another_setting_wants_only_what_was_not_alerted(paper: Edition) -> None:
    known = await paper.story(paper.told("Senkaku alerted"))
    await paper.post(known, story_id=known)
    await paper.place(settings={"digest_tells": "rest"})
    assert await told_at_eight(paper) == []


async def test_an_alert_in_another_channel_tells_nothing_here(paper: Edition) -> None:
    known = await paper.story(paper.told("Senkaku alerted elsewhere"))
    await paper.post(known, story_id=known, channel=2)
    assert await told_at_eight(paper) == ["Senkaku alerted elsewhere"]


async def test_what_came_before_the_last_digest_is_not_told_again(paper: Edition) -> None:
    await paper.story(paper.told("Senkaku a minute before", first_seen=BEGIN - HOUR / 60))
    await paper.story(paper.told("Senkaku at that moment", first_seen=BEGIN))
    assert await told_at_eight(paper) == ["Senkaku at that moment"]


async def test_a_channel_without_a_last_digest_is_told_of_the_last_two_days(
    paper: Edition,
) -> None:
    window = timedelta(hours=48)
    await paper.story(paper.told("Senkaku before", first_seen=EIGHT - window - HOUR / 60))
    await paper.story(paper.told("Senkaku within", first_seen=EIGHT - window))
    await paper.place(digest_since=None)
    assert await told_at_eight(paper) == ["Senkaku within"]


async def test_what_a_lost_digest_told_is_told_by_the_next(paper: Edition) -> None:
    lost = await paper.story(paper.told("Senkaku told in vain", first_seen=BEGIN - HOUR))
    post = await paper.post(lost, kind=Kind.DIGEST)
    async with paper.gear.store.begin() as tx:
        (mine,) = await claims.claim(tx, paper.now, lease=HOUR, limit=9)
        assert mine.id == post
        assert await claims.move(tx, mine, State.FAILED)
    assert await told_at_eight(paper) == ["Senkaku told in vain"]


async def test_muted_stories_and_outlets_are_left_out(paper: Edition) -> None:
    muted = await paper.story(paper.told("Senkaku muted"))
    await paper.story(paper.told("Senkaku by a muted outlet", by="kanto"))
    await paper.story(
        paper.told("Senkaku by two", by="kanto", first_seen=BEGIN + HOUR),
        paper.told("Senkaku by two as well", by="strait"),
    )
    async with paper.gear.store.begin() as tx:
        await record.mute(tx, 1, by="x", now=BEGIN, story_id=muted)
        await record.mute(tx, 1, by="x", now=BEGIN, publisher="kanto")
    assert await told_at_eight(paper) == ["Senkaku by two as well"]


async def test_what_another_channel_muted_is_told_here(paper: Edition) -> None:
    muted = await paper.story(paper.told("Senkaku muted elsewhere", by="kanto"))
    async with paper.gear.store.begin() as tx:
        await record.mute(tx, 2, by="x", now=BEGIN, story_id=muted)
        await record.mute(tx, 2, by="x", now=BEGIN, publisher="kanto")
    assert await told_at_eight(paper) == ["Senkaku muted elsewhere"]


async def test_of_very_many_stories_the_newest_are_told(
    paper: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        await paper.story(paper.told(f"Senkaku case {number}"))
    monkeypatch.setattr(leg, "LOOK_BACK_STORIES", 2)
    assert sorted(await told_at_eight(paper)) == ["Senkaku case 2", "Senkaku case 3"]
    assert leg.LOOK_BACK_STORIES == 2
    monkeypatch.undo()
    assert leg.LOOK_BACK_STORIES == 500


# ── what is about to be an alert ────────────────────────────────────────────────────────────

ABOUT = {"publish_at": EIGHT + HOUR}


async def test_what_is_about_to_be_an_alert_here_is_no_line_of_the_digest(paper: Edition) -> None:
    await paper.watch("Quad", mode=Mode.ALERT.value)
    here = {"Senkaku": 0.9, "Quad": 0.9}
    await paper.story(paper.told("Quad soon", scores=here), **ABOUT)
    await paper.story(paper.told("Quad never", scores=here))
    assert await told_at_eight(paper) == ["Quad never"]


async def test_what_only_the_digest_wants_is_told_though_it_is_published_soon(
    paper: Edition,
) -> None:
    await paper.story(paper.told("Senkaku soon"), **ABOUT)
    await paper.watch("Quad", channel=2, mode=Mode.ALERT.value)
    assert await told_at_eight(paper) == ["Senkaku soon"]


async def test_what_came_when_its_watch_was_set_to_digest_will_be_no_alert(paper: Edition) -> None:
    quad = await paper.watch("Quad")
    await paper.story(paper.told("Quad soon elsewhere", scores={"Quad": 0.9}), **ABOUT)
    async with paper.gear.store.begin() as tx:
        await watches.change(tx, quad.id, mode=Mode.ALERT.value)
    assert await told_at_eight(paper) == ["Quad soon elsewhere"]


async def test_what_came_before_its_watch_was_set_to_digest_will_be_no_alert(
    paper: Edition,
) -> None:
    quad = await paper.watch("Quad", mode=Mode.ALERT.value)
    await paper.story(paper.told("Quad soon elsewhere", scores={"Quad": 0.9}), **ABOUT)
    async with paper.gear.store.begin() as tx:
        await watches.change(tx, quad.id, mode=Mode.DIGEST.value)
    assert await told_at_eight(paper) == ["Quad soon elsewhere"]


async def test_a_passing_mention_will_be_no_alert(paper: Edition) -> None:
    await paper.watch("Quad", mode=Mode.ALERT.value)
    piece = paper.told("Quad in passing", scores={"Quad": 0.3}, salience=Salience.PASSING)
    await paper.story(piece, **ABOUT)
    assert await told_at_eight(paper) == ["Quad in passing"]


async def test_one_item_of_several_is_enough_for_an_alert(paper: Edition) -> None:
    await paper.watch("Quad", mode=Mode.ALERT.value)
    passing = paper.told("Quad in passing", scores={"Quad": 0.3}, salience=Salience.PASSING)
    whole = paper.told("Quad at length", by="kanto", scores={"Quad": 0.9})
    other = paper.told("Nothing of it", by="strait", scores={})
    await paper.story(passing, whole, other, **ABOUT)
    assert await told_at_eight(paper) == []


@pytest.mark.parametrize(("outlets", "told"), [(("harbour",), 1), (("harbour", "kanto"), 0)])
async def test_an_alert_needs_as_many_outlets_as_its_watch_asks_for(
    paper: Edition, outlets: Sequence[str], told: int
) -> None:
    await paper.watch("Quad", mode=Mode.ALERT.value, min_publishers=2)
    both = {"Quad": 0.9, "Senkaku": 0.5}
    pieces = [paper.told("Quad soon", by=name, scores=both) for name in outlets]
    await paper.story(*pieces, **ABOUT)
    assert len(await told_at_eight(paper)) == told


async def test_a_channel_that_wants_all_is_told_what_is_about_to_be_an_alert(
    paper: Edition,
) -> None:
    await paper.watch("Quad", mode=Mode.ALERT.value)
    await paper.story(paper.told("Quad soon", scores={"Quad": 0.9}), **ABOUT)
    await paper.place(settings={"digest_tells": "all"})
    assert await told_at_eight(paper) == ["Quad soon"]


# ── how it stands there ─────────────────────────────────────────────────────────────────────


async def lines_of(paper: Edition) -> list[dict[str, Any]]:
    (post,) = await paper.posts()
    return [line for section in post.payload["sections"] for line in section["lines"]]


async def test_the_best_score_of_its_news_ranks_a_story(paper: Edition) -> None:
    await paper.story(
        paper.told("Senkaku twice", scores={"Senkaku": 0.2}),
        paper.told("Senkaku twice", scores={"Senkaku": 0.9}),
    )
    await paper.story(paper.told("Senkaku once", scores={"Senkaku": 0.6}))
    assert await told_at_eight(paper) == ["Senkaku twice", "Senkaku once"]


async def test_more_outlets_newer_and_all_new_stories_come_first(paper: Edition) -> None:
    old = {"first_seen": BEGIN - HOUR}
    await paper.story(
        paper.told("Senkaku mostly told", **old), paper.told("Senkaku mostly told", by="harbour")
    )
    await paper.story(paper.told("Senkaku new", first_seen=BEGIN + HOUR))
    await paper.story(paper.told("Senkaku by two", **old), paper.told("Senkaku by two", by="kanto"))
    await paper.story(paper.told("Senkaku newest", first_seen=EIGHT))
    assert await told_at_eight(paper) == [
        "Senkaku by two",
        "Senkaku newest",
        "Senkaku new",
        "Senkaku mostly told",
    ]


async def test_of_equal_stories_the_one_that_is_all_new_comes_first(paper: Edition) -> None:
    before = paper.told("Senkaku mostly told", first_seen=BEGIN - HOUR)
    await paper.story(before, paper.told("Senkaku mostly told"))
    await paper.story(paper.told("Senkaku all new"))
    assert await told_at_eight(paper) == ["Senkaku all new", "Senkaku mostly told"]


async def test_outlets_of_before_the_last_digest_count_for_enough(paper: Edition) -> None:
    await paper.watch("Quad", min_publishers=2)
    quad = {"Quad": 0.9}
    await paper.story(
        paper.told("Quad enough", scores=quad, first_seen=BEGIN - HOUR),
        paper.told("Quad enough", by="kanto", scores=quad),
    )
    await paper.story(paper.told("Quad too few", scores=quad))
    assert await told_at_eight(paper) == ["Quad enough"]
    (line,) = await lines_of(paper)
    assert line["outlets"] == "Harbour, Kanto"
    (post,) = await paper.posts()
    assert "from 1 item" in post.payload["title"]


async def test_what_is_late_or_came_with_a_first_reading_is_told_as_such_or_not_at_all(
    paper: Edition,
) -> None:
    await paper.story(paper.told("Senkaku late", late=True))
    await paper.story(paper.told("Senkaku of old", baseline=True))
    await paper.story(
        paper.told("Senkaku of old, retold", baseline=True), paper.told("Senkaku retold")
    )
    told = await told_at_eight(paper)
    assert sorted(told) == ["Senkaku late", "Senkaku of old, retold"]
    late = next(one for one in await lines_of(paper) if one["title"] == "Senkaku late")
    assert late["outlets"] == "Harbour · late"


async def test_a_watch_takes_the_languages_that_it_asks_for(paper: Edition) -> None:
    await paper.watch("Quad", languages=["ja"])
    await paper.story(paper.told("Quad in English", scores={"Quad": 0.9}))
    await paper.story(paper.told("Quad in Japanese", scores={"Quad": 0.9}, language="ja"))
    assert await told_at_eight(paper) == ["Quad in Japanese"]


async def test_names_are_marked_only_where_the_watch_of_the_line_meets_them(
    paper: Edition,
) -> None:
    await paper.watch("Quad")
    await paper.story(
        paper.told("Ships of Quad", by="kanto", scores={"Senkaku": 0.2, "Quad": 0.8}),
    )
    await told_at_eight(paper)
    (line,) = await lines_of(paper)
    (post,) = await paper.posts()
    assert post.payload["sections"][0]["heading"] == "Quad"
    assert line["title_marks"] == [[0, 5]]
    assert line["sentence_marks"] == []


# ── feeds of which every item is asked for ──────────────────────────────────────────────────


async def follow(paper: Edition, **values: Any) -> Watch:
    return await paper.watch("Kanto", feed_id=paper.feeds["kanto"].id, **values)


async def test_every_item_of_a_feed_that_the_digest_follows_is_told(paper: Edition) -> None:
    made = await follow(paper)
    story = await paper.story(paper.told("Ferry turned back", by="kanto", scores={}))
    await paper.story(paper.told("Ferry of another outlet", by="strait", scores={}))
    await paper.story(paper.told("Ferry of old", by="kanto", scores={}, baseline=True))
    assert await told_at_eight(paper) == ["Ferry turned back"]
    (post,) = await paper.posts()
    (section,) = post.payload["sections"]
    assert section["heading"] == "Kanto"
    async with paper.gear.store.read() as tx:
        (kept,) = await lines.of(tx, [post.id])
    assert (kept.score, kept.story_id, made.query_id) == (0.5, story, None)


async def test_of_a_feed_whose_items_are_posted_only_what_was_not_is_told(
    paper: Edition,
) -> None:
    await paper.story(paper.told("Ferry before the watch", by="kanto", scores={}))
    await follow(paper, mode=Mode.ALERT.value)
    await paper.story(paper.told("Ferry posted", by="kanto", scores={}))
    await paper.story(paper.told("Ferry late", by="kanto", scores={}, late=True))
    await paper.story(paper.told("Ferry of old", by="kanto", scores={}, baseline=True))
    await paper.story(paper.told("Ferry of another outlet", by="strait", scores={}))
    await paper.post(kind=Kind.ALERT, item_id=2)
    assert await told_at_eight(paper) == ["Ferry late"]


async def headings(paper: Edition) -> list[str]:
    await told_at_eight(paper)
    (post,) = await paper.posts()
    return [section["heading"] for section in post.payload["sections"]]


async def test_a_followed_feed_heads_only_what_it_told_itself_since_then(paper: Edition) -> None:
    little = {"Senkaku": 0.1}
    await paper.story(paper.told("Senkaku before the watch", by="kanto", scores=little))
    await follow(paper, mode=Mode.ALERT.value)
    await paper.story(paper.told("Senkaku by another outlet", by="strait", scores=little))
    assert await headings(paper) == ["Senkaku"]


async def test_a_feed_that_the_digest_follows_heads_what_came_before_that_too(
    paper: Edition,
) -> None:
    await paper.story(paper.told("Senkaku before", by="kanto", scores={"Senkaku": 0.1}))
    await follow(paper)
    assert await headings(paper) == ["Kanto"]


async def test_an_item_posted_elsewhere_is_told_here(paper: Edition) -> None:
    await follow(paper, mode=Mode.ALERT.value)
    await paper.story(paper.told("Ferry late", by="kanto", scores={}, late=True))
    await paper.post(kind=Kind.ALERT, item_id=1, channel=2)
    assert await told_at_eight(paper) == ["Ferry late"]


async def test_a_posted_item_is_no_news_of_a_watch_unless_the_channel_wants_all(
    paper: Edition,
) -> None:
    await paper.story(paper.told("Senkaku posted", by="kanto"))
    await paper.post(kind=Kind.ALERT, item_id=1)
    assert await told_at_eight(paper) == []
    await paper.place(settings={"digest_tells": "all"}, digest_since=BEGIN)
    paper.wait(days=1)
    await paper.make()
    assert await paper.titles() == [["Senkaku posted"]]


async def test_two_watches_of_one_story_let_the_better_one_head_it(paper: Edition) -> None:
    await follow(paper)
    await paper.story(paper.told("Senkaku much", by="kanto", scores={"Senkaku": 0.9}))
    await paper.story(paper.told("Senkaku little", by="kanto", scores={"Senkaku": 0.1}))
    await told_at_eight(paper)
    (post,) = await paper.posts()
    assert [s["heading"] for s in post.payload["sections"]] == ["Senkaku", "Kanto"]


async def test_the_other_channel_is_told_nothing_of_all_this(paper: Edition) -> None:
    await paper.story(paper.told("Senkaku patrol grows"))
    assert await told_at_eight(paper, channel=2) == []
