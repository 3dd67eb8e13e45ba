"""/why and /whynot: what is one story, what is another, and what a post was made for."""

from tests.commands.conftest import SENKAKU, Person
from tests.commands.test_subscribe import own_feed
from tests.linetest import NewsItem, World, rss

MOKPO = "Ferry sinks off Mokpo in South Korea, 12 missing"
BUSAN = "Ferry sinks off Busan in South Korea, 9 missing"


async def test_a_second_alert_says_why_it_is_not_in_the_thread_of_the_first(
    world: World, ada: Person, eve: Person
):
    await ada.say("/watch ferry")
    world.item(MOKPO, text="It had 200 people aboard.")
    world.item(BUSAN, "kanto", text="It went down in a storm.")
    await world.later(minutes=15)
    assert world.titles() == [MOKPO, BUSAN]
    told = (await ada.say("/why https://kanto.example/2")).text
    assert f"\nNearest story: “{MOKPO}” (Harbour), posted here 06:" in told
    assert "It is another: it happened at another place (Busan here, Mokpo there).\n" in told
    # What another community watches is not told by this either.
    assert "Nearest story" not in (await eve.say("/why https://kanto.example/2")).text
    # What joined the first one says so, and has no line of its own about others.
    world.item("Ferry with 200 aboard sinks off Mokpo, 12 missing", "strait")
    await world.later(minutes=15)
    text = (await ada.say("/whynot https://strait.example/2")).text
    assert "No alert of its own in #desk: its story was posted there 06:" in text
    [line] = [line for line in text.splitlines() if line.startswith("· Strait joined it: ")]
    assert line.startswith("· Strait joined it: both speak of ")
    assert "Mokpo" in line
    assert line.endswith(" apart.")
    assert "Nearest story" not in text


async def test_a_post_is_explained_by_what_it_was_made_for_not_by_what_was_there_before(
    world: World, ada: Person
):
    await ada.say("/watch senkaku")
    old = NewsItem(id="o1", title=f"{SENKAKU}, Senkaku seen", link="https://own.example/1")
    feed = own_feed(world)
    world.server.put("/own.xml", rss("own", [old]))
    await ada.say(f"/feeds add {feed}")
    await world.later(minutes=3)
    world.item(SENKAKU)
    await world.later(minutes=15)
    told = (await ada.say("/why")).text
    assert told.startswith(f"“{SENKAKU}”\nPosted in #desk")
    assert "*Senkaku Islands*: main subject of what Harbour tells, so it is for an alert." in told
    before = (await ada.say("/whynot https://own.example/1")).text
    assert "No alert of its own in #desk: it was there when its feed was first read." in before
    assert ", when Harbour told it.\n" in before


async def test_what_waits_for_outlets_says_so_of_each_of_its_reports(world: World, ada: Person):
    await ada.say("/watch senkaku min-publishers:3")
    world.item(SENKAKU)
    await world.later(minutes=15)
    world.item(SENKAKU, "kanto", text="Kanto saw four ships there.")
    await world.later(minutes=15)
    for command in ("/why", "/whynot"):
        told = (await ada.say(f"{command} https://kanto.example/2")).text
        assert (
            "\nNot posted in #desk: it waits for more outlets: 2 outlets so far, and the watch "
            "asks for 3.\n"
        ) in told


async def test_two_posts_of_what_turned_out_to_be_one_story_know_of_each_other(
    world: World, ada: Person
):
    await ada.say('/watch orsini OR "port selim"')
    world.item("Orsini gets 20 years", text="")
    world.item("Publisher jailed in Port Selim", "kanto", text="")
    await world.later(minutes=15)
    world.item("Publisher Orsini jailed in Port Selim, gets 20 years", "delta", text="")
    await world.later(minutes=20)
    older, younger = (post for post in world.sent() if post.payload["kind"] == "alert")
    told = (await ada.say(f"/why {younger.external_id}")).text
    assert told.startswith("“Publisher jailed in Port Selim”\nPosted in #desk ")
    assert ", with what Delta reported, its story turned out to be that of “Orsini gets" in told
    assert "main subject of what Kanto tells" in told
    own = (await ada.say("/whynot https://kanto.example/2")).text
    assert "\nPosted in #desk " in own
    assert "\nTold by itself first; " in own
    assert "\nAlso posted here by itself " in (await ada.say(f"/why {older.external_id}")).text


async def test_what_silence_keeps_from_a_thread_says_which_and_what_ends_it(
    world: World, ada: Person
):
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=15)
    await ada.say("/quiet now 2h")
    world.item(f"{SENKAKU}, 12 boats follow", "kanto", text="Twelve boats followed them.")
    await world.later(minutes=15)
    quiet = (await ada.say("/whynot https://kanto.example/2")).text
    assert "No alert of its own in #desk: its story was posted there " in quiet
    assert "\nA development: it waits until quiet hours or a pause end at 08:" in quiet
    await ada.say("/quiet off")
    (mute,) = (b for b in world.posts()[0]["buttons"] if b["label"].startswith("Mute"))
    await ada.choose(await ada.press(mute["id"]), "This story")
    world.item(SENKAKU, "delta", text="Thirty boats followed them.")
    await world.later(minutes=15)
    muted = (await ada.say("/whynot https://delta.example/2")).text
    assert "thread: the story is muted in this channel. `/settings` ends a mute.\n" in muted


async def test_an_alert_that_was_given_up_says_why_and_offers_nothing_that_would_not_help(
    world: World, ada: Person
):
    await ada.say("/settings budget:1+1/h")
    await ada.say("/watch senkaku")
    await ada.say("/watch fisheries")
    world.item(SENKAKU)
    world.item("Fisheries accord signed by Palau", "kanto")
    await world.later(minutes=8)
    waiting = (await ada.say("/whynot https://kanto.example/2")).text
    assert "`budget:off` all of them." in waiting
    await ada.say("/unwatch fisheries")
    given_up = (await ada.say("/whynot https://kanto.example/2")).text
    assert "\nNot posted in #desk: no watch of this channel asks for it any more.\n" in given_up
    assert "budget:off" not in given_up


async def test_a_post_that_was_deleted_twice_keeps_what_comes_out_of_its_thread(
    world: World, ada: Person
):
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    for outlet, many in (("kanto", "Twelve"), ("strait", "Thirty")):
        await world.later(minutes=75)
        alerts = [post for post in world.sent() if post.payload["kind"] == "alert"]
        world.chat.delete(alerts[-1].external_id)
        world.item(SENKAKU, outlet, text=f"{many} boats followed them.")
    await world.later(minutes=75)
    told = (await ada.say("/whynot https://strait.example/2")).text
    assert "\nNot for its story’s thread: the post was deleted again: the story ends in " in told
    answer = (await ada.say("/whynot https://kanto.example/2")).text
    assert "In its story’s post, which was posted anew since somebody deleted it." in answer
