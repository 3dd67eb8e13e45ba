from bot.model import Kind, Message
from bot.store import deliveries, items, stories
from tests.commands.conftest import SENKAKU, Person
from tests.commands.test_subscribe import own_feed
from tests.linetest import World


async def test_why_tells_the_name_the_place_the_rule_the_story_and_the_stages(
    world: World, ada: Person, ben: Person
):
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    world.item(SENKAKU, "kanto")
    await world.later(minutes=15)
    reply = await ben.say("/why")
    assert not reply.error
    lines = reply.text.splitlines()
    assert lines[0] == f"“{SENKAKU}”"
    assert lines[1].startswith("Posted in #desk 06:")
    assert lines[2].startswith("*Senkaku Islands*: the title of Harbour has Senkaku")
    assert "(rule: whole word; score " in lines[2]
    assert "«Senkaku" in lines[2]
    assert lines[2].endswith(", main)")
    assert lines[3].startswith("Story: 2 items from Harbour and Kanto; first seen 06:")
    assert lines[4].startswith("Stages: ")
    assert "publish: alert" in lines[4]
    assert lines[5] == "https://harbour.example/2"


async def test_why_takes_the_button_the_posts_id_the_articles_link_and_the_posts_link(
    world: World, ada: Person
):
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=15)
    (post,) = world.sent()
    expected = (await ada.say("/why")).text
    for typed in (
        post.external_id,
        f"https://chat.example/channels/1/2/{post.external_id}",
        "https://harbour.example/2",
        "http://harbour.example/2/?utm_source=x#top",
    ):
        assert (await ada.say(f"/why {typed}")).text == expected, typed
    why = next(b["id"] for b in post.payload["buttons"] if b["label"] == "Why")
    assert (await ada.press(why)).text == expected


async def test_why_of_what_was_not_posted_names_the_stage_that_stopped_it(
    world: World, ada: Person
):
    world.item(SENKAKU)
    await world.later(minutes=15)
    nobody = await ada.say("/why https://harbour.example/2")
    assert "Not posted in #desk: no watch of this channel matches it." in nobody.text
    await ada.say("/watch senkaku")
    before = await ada.say("/why https://harbour.example/2")
    assert "Not posted in #desk: it was there before the watch was made." in before.text
    await ada.say("/watch fisheries languages:ja")
    world.item("Fisheries talks resume", "kanto")
    await world.later(minutes=15)
    filtered = await ada.say("/why https://kanto.example/2")
    assert "Not posted in #desk: its language is en; the watch takes ja." in filtered.text
    await ada.say("/watch typhoon mode:digest")
    world.item("Typhoon nears the cape", "kanto")
    await world.later(minutes=15)
    waits = await ada.say("/why https://kanto.example/3")
    assert "Not posted in #desk: it is for the digest: the watch is set to digest." in waits.text


async def test_what_a_digest_told_is_not_said_to_be_unposted(world: World, ada: Person):
    await ada.say("/watch senkaku mode:digest")
    world.item(SENKAKU)
    await world.later(minutes=15)
    assert "· not posted" in (await ada.say("/latest")).text
    async with world.gear.store.begin() as tx:
        (item,) = await items.by_address(tx, 1, "https://harbour.example/2")
        story = await stories.of_item(tx, item.id, 1)
        assert story is not None
        await deliveries.plan(
            tx,
            1,
            kind=Kind.DIGEST,
            key="digest",
            nonce="digest",
            payload=world.chat.to_payload(Message(kind=Kind.DIGEST, label="D", at=world.now)),
            due_at=world.now,
            now=world.now,
            story_ids=[story.id],
        )
    waiting = await ada.say("/why https://harbour.example/2")
    assert "The digest with it in #desk waits to be posted." in waiting.text
    await world.run()
    told = await ada.say("/why https://harbour.example/2")
    assert "In the digest of #desk, posted 06:" in told.text
    assert "Not posted" not in told.text
    assert "· in a digest" in (await ada.say("/latest")).text


async def test_why_of_one_article_counts_its_whole_story(world: World, ada: Person):
    world.item(SENKAKU)
    world.item(SENKAKU, "kanto")
    await world.later(minutes=15)
    await ada.say("/watch senkaku")
    reply = await ada.say("/why https://kanto.example/2")
    assert "the title of Kanto has Senkaku" in reply.text
    assert "Story: 2 items from Harbour and Kanto" in reply.text


async def test_a_story_that_settles_is_said_to_wait(world: World, ada: Person):
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    while len(world.server.asked("/harbour.xml")) < 2:
        await world.later(seconds=30)
    reply = await ada.say("/why https://harbour.example/2")
    assert "Not posted in #desk: it waits until its story has settled." in reply.text


async def test_an_item_of_a_followed_feed_says_that_all_are_asked_for(world: World, ada: Person):
    await ada.say("/subscribe harbour")
    world.item("Bakery opens at the old pier")
    await world.later(minutes=15)
    reply = await ada.say("/why")
    assert "*Harbour*: every item of this feed is asked for here." in reply.text
    assert "Posted in #desk" in reply.text


async def test_a_name_in_the_text_is_quoted_with_what_stands_around_it(world: World, ada: Person):
    await ada.say("/watch senkaku")
    text = "The minister spoke at length on Monday. Ships near 尖閣諸島 were named, he said, twice."
    world.item("Minister speaks", text=text)
    await world.later(minutes=15)
    reply = await ada.say("/why https://harbour.example/2")
    assert "the text of Harbour has 尖閣" in reply.text
    assert ": “…" in reply.text
    assert "Ships near «尖閣" in reply.text


async def test_why_without_anything_posted_says_what_to_type(ada: Person):
    reply = await ada.say("/why")
    assert reply.error
    assert "Nothing was posted here yet." in reply.text
    unknown = await ada.say("/why https://nowhere.example/1")
    assert unknown.error
    assert "none of the feeds read here has shown it" in unknown.text


async def test_a_digest_is_not_one_story(world: World, ada: Person):
    await ada.say("/watch senkaku mode:digest")
    world.item(SENKAKU)
    await world.later(hours=3)
    (post,) = world.sent()
    reply = await ada.say(f"/why {post.external_id}")
    assert reply.error
    assert "That post tells several stories." in reply.text


async def test_another_community_learns_nothing_of_a_private_feed(
    world: World, ada: Person, eve: Person
):
    await ada.say(f"/subscribe {own_feed(world)}")
    await world.later(minutes=15)
    assert not (await ada.say("/why https://own.example/0")).error
    assert (await eve.say("/why https://own.example/0")).error
    for named in ("s1", "s6", "i6"):
        reply = await eve.press(f"why:{named}")
        assert "Hello there" not in reply.text
