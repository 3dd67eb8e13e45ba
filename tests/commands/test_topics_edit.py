"""/topics edit and remove: what changes for this community, and for nobody else."""

from dataclasses import replace

import pytest

from tests.commands.conftest import SENKAKU, Person, button, labels
from tests.linetest import World

EXHIBIT = "Senkaku photographs go on show in Osaka"
ROCKS = "Lighthouse keeper of Pebble Point retires"


async def told(world: World, *titles: str) -> None:
    for title in titles:
        world.item(title)
    await world.later(minutes=15)


async def test_an_added_name_is_found_in_what_is_stored_and_in_what_comes(
    world: World, ada: Person, eve: Person
):
    await told(world, SENKAKU, ROCKS)
    await ada.say("/watch senkaku")
    await eve.say("/watch senkaku")
    reply = await ada.say("/topics edit senkaku add:Pebble Point, 小石岬")
    assert reply.text.splitlines() == [
        "Senkaku Islands here: added Pebble Point, 小石岬.",
        f"Last 14 days here: 1 story before, 2 now. New: “{ROCKS}”.",
    ]
    assert labels(reply) == ["Show", "Undo"]
    assert ROCKS in (await ada.say("/latest")).text
    assert ROCKS not in (await eve.say("/latest")).text
    world.item("小石岬で漁船が座礁", "kanto")
    await world.later(minutes=15)
    assert world.titles() == ["小石岬で漁船が座礁"]
    assert "小石岬" not in (await eve.say("/latest")).text
    assert "Pebble Point" not in (await eve.say("/topics show senkaku")).text


async def test_a_name_that_is_switched_off_is_found_no_longer_and_can_come_back(
    world: World, ada: Person
):
    await told(world, SENKAKU, EXHIBIT)
    await ada.say("/watch senkaku")
    reply = await ada.say("/topics edit senkaku remove:SENKAKU")
    assert reply.text.splitlines()[0] == "Senkaku Islands here: switched off SENKAKU."
    assert f"2 stories before, 0 now. Gone: “{EXHIBIT}”, “{SENKAKU}”." in reply.text
    assert "Nothing for the watches" in (await ada.say("/latest")).text
    shown = await ada.say("/topics show senkaku")
    assert shown.text.startswith("Senkaku Islands · changed here")
    assert "Senkaku (off here)" in (await ada.choose(shown, "Show all")).text
    back = await ada.say("/topics edit senkaku restore:senkaku")
    assert "0 now" not in back.text
    assert "no story before, 2 now" in back.text
    assert SENKAKU in (await ada.say("/latest")).text
    assert (await ada.say("/topics export")).text.startswith("This community has no topics")


async def test_a_change_is_undone_with_all_that_it_changed(world: World, ada: Person, eve: Person):
    await told(world, SENKAKU)
    await ada.say("/watch senkaku")
    await eve.say("/watch senkaku")
    reply = await ada.say("/topics edit senkaku state:off")
    assert "Nothing for" in (await ada.say("/latest")).text
    assert SENKAKU in (await eve.say("/latest")).text
    undone = await ada.choose(reply, "Undo")
    assert undone.text == "Taken back: “the change of Senkaku Islands (switched off)”."
    assert SENKAKU in (await ada.say("/latest")).text
    assert "changed here" not in (await ada.say("/topics show senkaku")).text


async def test_an_older_change_is_not_undone_over_a_newer_one(ada: Person):
    first = await ada.say("/topics edit senkaku add:Pebble Point")
    second = await ada.say("/topics edit senkaku add:Gravel Point")
    refused = await ada.choose(first, "Undo")
    assert refused.error
    assert "changed again since then. Undo the later change first" in refused.text
    assert not (await ada.choose(second, "Undo")).error
    assert not (await ada.choose(first, "Undo")).error
    assert "changed here" not in (await ada.say("/topics show senkaku")).text


async def test_a_topic_that_is_off_is_neither_named_nor_completed_here(
    world: World, ada: Person, eve: Person
):
    await ada.say("/topics edit quad state:off")
    watched = await ada.say("/watch quad")
    assert watched.asks
    assert "Quad is switched off in this community. `/topics edit quad state:on`" in watched.text
    assert all(value != "quad" for value, _ in await ada.complete("watch", "query", "quad"))
    assert "Quad" in (await eve.say("/watch quad")).text
    pages = [await ada.say("/topics")]
    while "More" in labels(pages[-1]):
        pages.append(await ada.choose(pages[-1], "More"))
    assert "Switched off here: Quad" in pages[-1].text
    assert (await ada.say("/topics show quad")).text.startswith("Quad · off here")
    assert "switched on" in (await ada.say("/topics edit quad state:on")).text


async def test_context_words_and_vetoes_are_added_and_switched_off(world: World, ada: Person):
    await told(world, "Quad bike race at the Tokyo ministry", "Quad ministers meet in Tokyo")
    reply = await ada.say("/topics edit quad vetoes:ministers")
    assert reply.text.splitlines()[0] == "Quad here: never beside ministers."
    assert "Gone: “Quad ministers meet in Tokyo”" in reply.text
    back = await ada.say("/topics edit quad remove:ministers")
    assert back.text.splitlines()[0] == "Quad here: no longer ruled out by ministers."
    more = await ada.say("/topics edit quad needs:lacrosse vetoes:@sport")
    assert "counts beside lacrosse and never beside @sport" in more.text
    shown = (await ada.choose(more, "Show")).text
    assert "\nHere: context words added lacrosse; vetoes added @sport.\n" in shown
    off = await ada.say("/topics edit quad remove:Japan (context)")
    assert off.text.startswith("Quad here: counts no longer beside Japan.")
    assert "switched on again Japan" in (await ada.say("/topics edit quad restore:Japan")).text


async def test_every_change_of_a_shared_topic_can_be_taken_back_at_once(ada: Person):
    await ada.say("/topics edit senkaku add:Pebble Point name:The Rocks vetoes:@sport")
    assert (await ada.say("/topics show the rocks")).text.startswith("The Rocks · changed here")
    reply = await ada.say("/topics edit senkaku restore:all")
    assert reply.text.startswith("Senkaku Islands here: every change taken back.")
    removed = await ada.say("/topics remove senkaku")
    assert removed.error
    assert "shared by all and unchanged here" in removed.text
    await ada.say("/topics edit senkaku add:Pebble Point")
    assert "every change taken back" in (await ada.say("/topics remove senkaku")).text


async def test_a_new_name_goes_to_the_watches_that_bear_the_old_one(ada: Person, eve: Person):
    for person in (ada, eve):
        await person.say("/watch senkaku")
    reply = await ada.say("/topics edit senkaku name:The Rocks")
    assert reply.text.startswith("Senkaku Islands here: called The Rocks.")
    assert "1. The Rocks" in (await ada.say("/watches")).text
    assert "1. Senkaku Islands" in (await eve.say("/watches")).text
    await ada.choose(reply, "Undo")
    assert "1. Senkaku Islands" in (await ada.say("/watches")).text


async def test_names_are_switched_by_buttons(world: World, ada: Person):
    await told(world, SENKAKU)
    page = await ada.choose(await ada.say("/topics show senkaku"), "Switch names off")
    while "Senkaku\n" not in page.text + "\n":
        page = await ada.choose(page, "More")
    line = next(x for x in page.text.splitlines() if x.endswith(". Senkaku"))
    flip = button(page, line.split(".")[0])
    off = await ada.press(flip)
    assert off.text.startswith("Senkaku Islands here: switched off Senkaku.")
    assert labels(off) == ["More names", "Show", "Undo"]
    on = await ada.press(flip)
    assert on.text.startswith("Senkaku Islands here: switched on again Senkaku.")
    gone = await ada.press("flip:senkaku:000000000000")
    assert gone.error
    assert (await replace(ada, may_manage=False).press(flip)).error
    assert (await ada.press("names-off:nothing:0")).error


@pytest.mark.parametrize(
    ("typed", "cause"),
    [
        ("", "Say what to change"),
        ("add:Senkaku", "is so already; nothing was changed"),
        ("remove:Senkakuu", "Did you mean Senkaku"),
        ("restore:Senkaku", "is not off in Senkaku Islands. Off is: nothing."),
        ("add:the", "*the* is no name: it is a word of nearly every text"),
        ("add:…", "it has neither a letter nor a number"),
        ("add:" + "x" * 201, "201 characters, 200 are allowed"),
        ("vetoes:@sprot", "did you mean @sport?"),
        ("parent:quad", "Only a topic of your own"),
        ("language:xx add:Rocks", "is no language I know"),
    ],
)
async def test_what_cannot_be_done_is_refused_and_says_what_would(ada: Person, typed, cause):
    reply = await ada.say(f"/topics edit senkaku {typed}")
    assert reply.error
    assert cause in reply.text


async def test_what_can_be_switched_off_is_completed_for_the_topic_that_was_typed(ada: Person):
    async def offered(option: str, typed: str, topic: str = "senkaku") -> list[str]:
        options = {option: typed, "topic": topic}
        return [value for value, _ in await ada.offer("topics", option, options, sub="edit")]

    assert "Tiaoyutai" in await offered("remove", "tiao")
    assert (await offered("remove", "Senkaku, tiao"))[0] == "Senkaku, Tiaoyutai"
    assert await offered("remove", "tiao", topic="nothing at all") == []
    await ada.say("/topics edit senkaku remove:Tiaoyutai")
    assert "Tiaoyutai" not in await offered("remove", "tiao")
    assert await offered("restore", "") == ["Tiaoyutai", "all"]


async def test_a_topic_cannot_be_called_as_another_one(ada: Person):
    refused = await ada.say("/topics edit quad name:Senkaku Islands")
    assert refused.error
    assert refused.text.startswith("Senkaku Islands names Senkaku Islands already.")
    assert not (await ada.say("/topics edit quad name:The Four")).error
    assert (await ada.say("/topics show the four")).text.startswith("The Four")


async def test_a_watch_of_a_name_that_is_switched_off_says_how_to_have_it_back(ada: Person):
    await ada.say("/topics edit senkaku remove:Diaoyu")
    asked = await ada.say("/watch Diaoyu")
    assert "*Diaoyu* is switched off in this community as a name of Senkaku Islands." in asked.text
    await ada.say("/topics edit senkaku restore:Diaoyu")
    assert (await ada.say("/watch Diaoyu")).text.startswith("Watching Senkaku Islands")


async def test_a_name_goes_with_all_that_the_matcher_takes_for_it(world: World, ada: Person):
    await told(world, "尖閣周辺で巡視船が警戒を続けた")
    reply = await ada.say("/topics edit senkaku remove:尖閣")
    assert reply.text.splitlines()[0] == "Senkaku Islands here: switched off 尖閣, 尖阁."
    assert "1 story before, 0 now" in reply.text
    back = await ada.say("/topics edit senkaku restore:尖閣")
    assert "no story before, 1 now" in back.text


async def test_the_words_that_an_added_name_is_bound_to_are_said(ada: Person):
    reply = await ada.say("/topics edit senkaku add:Zeta Isle vetoes:lacrosse")
    first = "Senkaku Islands here: added Zeta Isle (never beside lacrosse)."
    assert reply.text.splitlines()[0] == first


async def test_a_name_of_another_topic_is_asked_about_before_it_is_added(ada: Person):
    asked = await ada.say("/topics edit quad add:Senkaku, Zeta Isle")
    assert asked.text.startswith("*Senkaku* names Senkaku Islands already. Texts with it would be")
    assert labels(asked) == ["Add it anyway", "Cancel"]
    assert "Zeta Isle" not in (await ada.say("/topics show quad")).text
    added = await ada.choose(asked, "Add it anyway")
    assert added.text.startswith("Quad here: added Senkaku, Zeta Isle.")


async def test_what_a_change_does_to_other_watches_here_is_said(
    world: World, ada: Person, eve: Person
):
    await told(world, SENKAKU, ROCKS)
    await ada.say("/watch east china sea")
    await ada.say("/watch senkaku")
    await eve.say("/watch east china sea")
    reply = await ada.say("/topics edit senkaku add:Pebble Point")
    assert reply.text.splitlines()[2] == (
        "Other watches that this changes, in the last 14 days: East China Sea (#desk) 2 stories "
        "instead of 1."
    )
    off = await ada.say("/topics edit senkaku state:off")
    assert "East China Sea (#desk) 0 stories instead of 2." in off.text
    assert "Other watches" not in (await ada.say("/topics edit quad add:Pebble Point")).text


async def test_a_topic_that_somebody_watches_in_their_own_messages_can_be_changed_and_removed(
    world: World, ada: Person, ben: Person
):
    """Whoever changes it from a channel reads nothing of what another one watches alone."""
    await told(world, SENKAKU, ROCKS)
    await ada.say("/topics add Reef Line aliases:Gravel Harbour")
    own = replace(ben, may_manage=True, channel="@ben")
    for watch in ("Reef Line", "topic:reef-line OR patrol"):
        await own.say(f"/watch {watch}")
    changed = await ada.say("/topics edit Reef Line add:Pebble Point")
    assert not changed.error
    assert "Reef Line: added Pebble Point" in changed.text.replace(" here", "")
    assert "patrol" not in changed.text
    assert "1 watch that you do not see" in changed.text
    gone = await ada.say("/topics remove Reef Line")
    assert "2 watches of it ended" in gone.text
    assert "patrol" not in gone.text
    assert "Reef Line" not in (await own.say("/watches")).text


async def test_the_buttons_of_ones_own_messages_work_there(ada: Person):
    own = replace(ada, channel="@ada")
    for shown in ("/settings", "/watches"):
        for one in (await own.say(shown)).buttons:
            assert "no longer known" not in (await own.press(one.id)).text


async def flooded(world: World, stories: int) -> None:
    """Let so many stories come that all speak of one harbour."""
    for n in range(stories):
        link = f"https://harbour.example/n{n}"
        world.item(f"Gravel Harbour notice number {n} of the day", link=link)
    await world.later(minutes=15)


async def test_a_change_that_would_flood_a_watch_is_asked_about(world: World, ada: Person):
    await flooded(world, 40)
    await ada.say("/watch east china sea")
    for typed in ("edit senkaku add:Gravel Harbour", "import Senkaku: Gravel Harbour"):
        asked = await ada.say(f"/topics {typed}")
        assert asked.text.startswith(
            "With that these watches would post more than 30 times a day: East China Sea (#desk) "
            "about 40 times. Nothing was changed yet."
        )
        assert labels(asked) == ["Change it anyway", "Cancel"]
    asked = await ada.say("/topics add Gravel Harbour parent:east china sea")
    assert "about 40 times" in asked.text
    assert (await ada.say("/topics export")).text.startswith("This community has no topics")
    done = await ada.choose(asked, "Change it anyway")
    assert "East China Sea (#desk) 40 stories instead of 0, about 40 a day" in done.text
    assert not (await ada.say("/topics edit gravel harbour parent:quad")).error


async def test_a_watch_that_goes_to_the_digest_may_grow_so_far(world: World, ada: Person):
    await flooded(world, 40)
    await ada.say("/watch east china sea mode:digest")
    reply = await ada.say("/topics edit senkaku add:Gravel Harbour")
    assert reply.text.startswith("Senkaku Islands here: added Gravel Harbour.")


async def test_a_change_that_no_watch_can_want_is_refused(world: World, ada: Person):
    await flooded(world, 320)
    await ada.say("/watch east china sea mode:digest")
    await ada.say("/topics edit senkaku add:Gravel needs:Harbour")
    assert (await ada.say("/topics export")).text.startswith("This community has no topics")
    reply = await ada.say("/topics edit senkaku add:Gravel needs:Harbour")
    assert reply.error
    assert "stories a day, more than any channel can want" in reply.text


async def test_names_that_are_switched_on_by_a_button_ask_as_well(world: World, ada: Person):
    await flooded(world, 40)
    await ada.say("/topics edit senkaku add:Gravel Harbour")
    await ada.say("/topics edit senkaku state:off")
    await ada.say("/watch east china sea")
    asked = await ada.say("/topics edit senkaku state:on")
    assert "would post more than 30 times a day" in asked.text
    on = await ada.choose(asked, "Change it anyway")
    assert on.text.startswith("Senkaku Islands here: switched on.")
