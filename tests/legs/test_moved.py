"""A feed that moves to another domain, with new ids and links, through the whole line."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.store import items
from tests.linetest import World

TOLD = (
    "Patrol ships enter waters off the Senkaku Islands for third day",
    "Fishing crews near Senkaku ask for escorts after collision",
    "Court in Naha hears case over Senkaku land survey",
    "Survey vessel returns from Senkaku with new charts",
)


def move(world: World, *, text: str | None = None) -> None:
    """Let the outlet show all it listed under another domain, with other ids."""
    for number, one in enumerate(world.listed["harbour"]):
        link = f"https://new.example/{number}"
        moved = replace(one, id=f"urn:n{number}", link=link, text=text or one.text)
        world.listed["harbour"][number] = moved
    world.show("harbour")


@pytest.mark.parametrize("dated", [True, False])
async def test_a_feed_that_moves_is_not_posted_again(world: World, dated: bool) -> None:
    await world.say("/watch senkaku")
    for title in TOLD:
        world.item(title, **({} if dated else {"at": None}))
        await world.later(hours=2)
    assert world.titles() == list(TOLD)
    await world.leap(hours=60)  # their stories are over
    move(world)
    await world.later(hours=2)
    assert world.titles() == list(TOLD)
    async with world.gear.store.read() as tx:
        assert await items.count_since(tx, world.now - timedelta(hours=30)) == 0
    lines = (await world.say("/feeds list")).text.splitlines()
    said = [line for line in lines if "changed the ids of its entries" in line]
    assert [line.split(" · ")[0] for line in said] == ["Harbour"]
    world.item("Lighthouse keepers leave Senkaku Islands after storm", at=None)
    await world.later(hours=2)
    assert world.titles()[len(TOLD) :] == ["Lighthouse keepers leave Senkaku Islands after storm"]
    await world.leap(days=8)
    assert "changed the ids" not in (await world.say("/feeds list")).text


async def test_what_changes_at_the_new_place_later_is_a_revision(world: World) -> None:
    await world.say("/watch senkaku")
    for title in TOLD[1:]:
        world.item(title, at=None)
    world.item("Old lighthouse gets a new lamp", at=None)
    await world.later(hours=2)
    move(world, text="The ministries confirmed it, harbour.example wrote. No details were given.")
    await world.later(hours=1)
    last = world.listed["harbour"][-1]
    changed = "Old lighthouse on the Senkaku Islands gets a new lamp"
    world.listed["harbour"][-1] = replace(last, title=changed)
    world.show("harbour")
    await world.later(hours=2)
    assert world.titles() == [*TOLD[1:], changed]
    assert world.posts()[-1]["url"] == last.link
    async with world.gear.store.read() as tx:
        stored = await items.count_since(tx, world.now - timedelta(days=1))
    assert stored == len(world.listed) + 4  # none of them twice


async def test_an_article_of_a_feed_that_moved_is_known_by_the_link_in_its_post(
    world: World,
) -> None:
    await world.say("/watch senkaku")
    for number, title in enumerate(TOLD):
        world.item(title, link=f"https://harbour.example/{number}?utm_source=rss")
        await world.later(hours=2)
    move(world)
    await world.later(hours=2)
    for link in ("https://harbour.example/2", "https://new.example/3"):
        assert TOLD[2] in (await world.say(f"/why {link}")).text
