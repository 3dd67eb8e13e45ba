"""Digests of watches with times of their own, and what followed feeds bring beside them."""

from bot.legs import digest_gather as leg
from bot.model import Kind, Mode
from bot.store import channels
from tests.legs.edition import BEGIN, Edition
from tests.legs.test_digest_choice import follow, told_at_eight


async def test_of_a_feed_whose_items_are_posted_those_are_told_that_only_another_channel_got(
    paper: Edition,
) -> None:
    await follow(paper, mode=Mode.ALERT.value)
    await paper.watch("Strait", feed_id=paper.feeds["strait"].id)
    await paper.story(paper.told("Ferry posted elsewhere", by="kanto", scores={}))
    await paper.story(paper.told("Ferry of a feed in the digest", by="strait", scores={}))
    await paper.post(kind=Kind.ALERT, item_id=1, channel=2)
    told = {"Ferry of a feed in the digest", "Ferry posted elsewhere"}
    assert set(await told_at_eight(paper)) == told


async def test_a_watch_with_times_of_its_own_is_told_apart_from_the_others(
    paper: Edition,
) -> None:
    await paper.watch("Senkaku")
    await paper.watch("Quad", digest_times=["08:00"], digest_since=BEGIN)
    await paper.story(paper.told("Senkaku patrol", scores={"Senkaku": 0.7}))
    await paper.story(paper.told("Quad talks", scores={"Quad": 0.7}))
    await told_at_eight(paper)
    assert sorted(await paper.titles()) == [["Quad talks"], ["Senkaku patrol"]]
    await paper.story(paper.told("Quad talks go on", scores={"Quad": 0.7}))
    async with paper.gear.store.begin() as tx:
        found = await leg.gather(paper.gear, tx, await channels.get_channel(tx, 1), paper.now)
    assert [found.told[c.story_id][0].item.title for c in found.candidates] == ["Quad talks go on"]
