from dataclasses import replace

import pytest

from bot.errors import SendNever
from bot.model import Kind, Message
from bot.store import deliveries, items, stories
from tests.commands.conftest import SENKAKU, Person
from tests.commands.test_subscribe import own_feed
from tests.legs.test_rollup import news
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
    assert lines[2:-5] == [
        "*Senkaku Islands*: main subject of what Harbour tells, so it is for an alert.",
        "· Title: “…{}” (Senkaku: whole word)".format(
            "ships enter waters off the «Senkaku» Islands for third day"
        ),
        "· Score 0.75: title 0.75 (1 name). Main from 0.60, mentioned from 0.30.",
    ]
    assert lines[-5].startswith("Story: 2 items from Harbour and Kanto; first seen 06:")
    assert lines[-4].startswith("· Kanto joined it: the same title; ")
    assert lines[-3] == "Who says what: Senkaku — Harbour and Kanto."
    steps = lines[-2].removeprefix("Steps: ").removesuffix(".").split("; ")
    assert [step.split(" ", 1)[1] for step in steps] == [
        "meant for an alert",
        "the alert was written",
    ]
    assert lines[-1] == "https://harbour.example/2"


async def test_why_a_post_was_refused_is_said_in_one_sentence(world: World, ada: Person):
    await ada.say("/watch senkaku")
    world.chat.fail_next(SendNever("It does not take this post (invalid_blocks)."))
    world.item(SENKAKU)
    await world.later(minutes=15)
    told = (await ada.say("/why https://harbour.example/2")).text
    assert "could not be posted (It does not take this post (invalid_blocks))." in told


async def test_a_second_report_puts_no_step_behind_the_one_it_led_to(world: World, ada: Person):
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=15)
    world.item(SENKAKU, "kanto")
    await world.later(minutes=15)
    [line] = [one for one in (await ada.say("/why")).text.splitlines() if one[:6] == "Steps:"]
    steps = [step.split(" ", 1)[1] for step in line.removeprefix("Steps: ").split("; ")]
    assert steps[:2] == ["meant for an alert", "the alert was written"]


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
        f"https://chat.example/channels/1/{post.external_id}/77",  # in its thread
        "https://harbour.example/2",
        "http://harbour.example/2/?utm_source=x#top",
    ):
        assert (await ada.say(f"/why {typed}")).text == expected, typed
    why = next(b["id"] for b in post.payload["buttons"] if b["label"] == "Why")
    assert (await ada.press(why)).text == expected


@pytest.mark.parametrize(
    "link",
    ["https://discord.com/channels/500/502/77", "https://quay.slack.com/archives/C9/p1764000000"],
)
async def test_a_post_of_another_channel_is_asked_about_there(ada: Person, link):
    reply = await ada.say(f"/why {link}")
    assert reply.error
    assert reply.text == f"That post is in another channel. Ask there: `/why {link}`"


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
    assert "· for the next digest" in (await ada.say("/latest")).text
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
    assert "main subject of what Kanto tells." in reply.text
    assert "Story: 2 items from Harbour and Kanto" in reply.text


async def test_why_of_one_link_is_told_by_its_own_text(world: World, ada: Person):
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    world.item(SENKAKU, "kanto", text="Kanto saw four ships near the Senkaku Islands on Monday.")
    await world.later(minutes=15)
    for outlet in ("Harbour", "Kanto"):
        reply = await ada.say(f"/why https://{outlet.lower()}.example/2")
        assert f"main subject of what {outlet} tells" in reply.text
        assert reply.text.endswith(f"https://{outlet.lower()}.example/2")
        assert ("saw four ships" in reply.text) is (outlet == "Kanto")


async def test_a_story_that_settles_is_said_to_wait(world: World, ada: Person):
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    while not world.server.asked("/harbour.xml"):
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
    assert "mentioned by Harbour, so it is for an alert." in reply.text
    line = next(line for line in reply.text.splitlines() if line.startswith("· Lead: "))
    assert line.startswith("· Lead: “…")
    assert "Ships near «尖閣»諸島 were named" in line
    assert "(尖閣: anywhere in the text)" in line


async def test_each_field_shows_its_name_and_what_it_adds_to_the_score(world: World, ada: Person):
    await ada.say("/watch senkaku")
    lead = "Ships near 尖閣 and Diaoyu were named. "
    world.item(SENKAKU, text=lead + "Nothing else came of it that day. " * 9 + "Senkaku again.")
    await world.later(minutes=15)
    lines = (await ada.say("/why")).text.splitlines()
    assert [line.split("“")[0] for line in lines[3:6]] == ["· Title: ", "· Lead: ", "· Body: "]
    assert "“Ships near «尖閣» and «Diaoyu» were named." in lines[4]
    assert lines[4].endswith("(尖閣: anywhere in the text, and 1 other name)")
    assert lines[6].startswith(
        "· Score 0.89: title 0.75 (1 name), lead 0.48 (2 names), body 0.15 (1"
    )


async def test_a_passing_name_is_said_to_be_for_the_digest(world: World, ada: Person):
    await ada.say("/watch senkaku")
    world.item(
        "Budget talks", text="The cabinet met on Monday to talk. " * 12 + "Senkaku is named."
    )
    await world.later(minutes=15)
    text = (await ada.say("/why https://harbour.example/2")).text
    assert "*Senkaku Islands*: named in passing by Harbour, so it is for the digest." in text
    assert "meant for the digest, the name is only mentioned in passing" in text


async def test_the_word_that_let_a_name_count_is_named(world: World, ada: Person):
    await ada.say("/watch quad")
    world.item(
        "Quad talks in Delhi", text="India is the host, the foreign minister said on Monday."
    )
    await world.later(minutes=15)
    lines = (await ada.say("/why https://harbour.example/2")).text.splitlines()
    title = next(line for line in lines if line.startswith("· Title: “«Quad"))
    assert "needs one of " in title
    assert " … (" in title
    assert title.count("found “") == 1


async def test_a_query_of_several_parts_says_which_of_them_its_score_comes_from(
    world: World, ada: Person
):
    await ada.say("/watch senkaku AND patrol")
    await ada.say("/watch senkaku OR typhoon")
    world.item(SENKAKU, text="A typhoon is near. A patrol boat and another patrol boat left.")
    await world.later(minutes=15)
    text = (await ada.say("/why https://harbour.example/2")).text
    assert "· Score 0.75: of all that must be there the least counts." in text
    assert "· Score 0.84: " in text or "· Score 0.75: the best of its parts counts." in text


async def test_a_name_that_stood_there_in_vain_says_what_was_missing(world: World, ada: Person):
    await ada.say("/watch quad")
    await ada.say("/watch senkaku AND fisheries")
    world.item("Quad race won by a local team")
    world.item("Quad bikes stolen while India sleeps", "kanto")
    world.item(SENKAKU, "strait")
    await world.later(minutes=15)
    needs = (await ada.say("/why https://harbour.example/2")).text
    assert "no watch of this channel matches it" in needs
    assert "*Quad*, nearly: Quad stands in the title of Harbour, but " in needs
    veto = (await ada.say("/why https://kanto.example/2")).text
    assert "*Quad*, nearly: Quad stands in the title of Kanto, but " in veto
    more = (await ada.say("/why https://strait.example/2")).text
    assert (
        "*Senkaku Islands AND fisheries*, nearly: Senkaku stands in the title of Strait, " in more
    )
    assert "but the watch asks for fisheries as well." in more


async def test_a_name_too_far_down_or_inside_a_longer_one_says_so(world: World, ada: Person):
    await ada.say("/watch quad")
    await ada.say("/watch china coast guard")
    world.item("Budget", text="It rained again. " * 20 + "India speaks of Quad and of Japan.")
    world.item("Shanghai report", "kanto", text="上海警方通报。")
    await world.later(minutes=15)
    far = (await ada.say("/why https://harbour.example/2")).text
    assert "Quad stands in the body of Harbour, but that far down such a name only counts if" in far
    inside = (await ada.say("/why https://kanto.example/2")).text
    assert "海警 stands in the lead of Kanto, but it is part of “上海警" in inside


async def test_what_became_of_it_is_told_however_many_watches_met_it(world: World, ada: Person):
    words = ["patrol", "ships", "enter", "waters", "third", "senkaku"]
    for word in words:
        await ada.say(f"/watch {word} OR nowhere{'x' * 60} OR nothing{'y' * 60}")
    world.item(SENKAKU, text=f"{SENKAKU}. " * 9)
    await world.later(minutes=15)
    text = (await ada.say("/why https://harbour.example/2")).text
    assert len(text) <= 1900
    assert "\n…\nStory: " in text
    assert text.endswith("https://harbour.example/2")


async def test_a_match_of_an_older_text_is_said_to_be_one(world: World, ada: Person):
    await ada.say("/watch senkaku")
    one = world.item(SENKAKU)
    await world.later(minutes=15)
    world.listed["harbour"][-1] = replace(one, title="Patrol ships enter waters for third day")
    world.show("harbour")
    await world.later(minutes=30)
    text = (await ada.say("/why https://harbour.example/2")).text
    assert "It stood in an earlier version of the text (score 0.75)." in text


async def test_why_without_anything_posted_says_what_to_type(ada: Person):
    reply = await ada.say("/why")
    assert reply.error
    assert "Nothing was posted here yet." in reply.text
    unknown = await ada.say("/why https://nowhere.example/1")
    assert unknown.error
    assert "none of the feeds read here has shown it" in unknown.text


async def test_of_a_digest_is_asked_which_story_is_meant(world: World, ada: Person, eve: Person):
    await ada.say("/watch senkaku mode:digest")
    world.item(SENKAKU)
    world.item("Lighthouse repaired near the Senkaku Islands", "kanto")
    await world.later(hours=3)
    (post,) = world.sent()
    told = [line["title"] for line in post.payload["sections"][0]["lines"]]
    reply = await ada.say(f"/why #{post.external_id}")
    assert not reply.error
    assert reply.text.startswith("That post tells 2 stories. Which one?")
    assert all(f"{n}. {title}" in reply.text for n, title in enumerate(told, start=1))
    assert [button.label for button in reply.buttons] == ["1", "2"]
    for number, title in enumerate(told):
        pressed = await ada.press(reply.buttons[number].id)
        assert pressed.text.splitlines()[0] == f"“{title}”"
        for typed in (f"/why {number + 1}", f"/why #{post.external_id} {number + 1}"):
            assert (await ada.say(typed)).text == pressed.text
    missing = await ada.say("/why 3")
    assert missing.error
    assert missing.text == "That post tells 2 stories: there is no number 3."
    assert (await eve.press("why:d1")).error


async def test_a_long_digest_shows_its_stories_for_why_by_pages(world: World, ada: Person):
    await ada.say("/watch senkaku mode:digest")
    news(world, 12)
    await world.later(hours=3)
    first = await ada.say("/why")
    assert [button.label for button in first.buttons] == [*(str(n) for n in range(1, 11)), "Next"]
    second = await ada.press(first.buttons[-1].id)
    assert [button.label for button in second.buttons] == ["11", "12", "Back"]
    pressed = await ada.press(second.buttons[1].id)
    assert (await ada.say("/why 12")).text == pressed.text
    back = await ada.press(second.buttons[-1].id)
    assert back.text == first.text


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


async def test_why_in_a_channel_that_had_roll_ups_alone_asks_of_the_newest(
    world: World, ada: Person, ben: Person
):
    await ada.say("/watch senkaku")
    await ada.say("/quiet now 1h")
    world.item(SENKAKU)
    world.item("Lighthouse repaired near the Senkaku Islands", "kanto")
    await world.later(hours=2)
    (post,) = [one for one in world.sent() if one.payload["kind"] == "rollup"]
    first = post.payload["sections"][0]["lines"][0]["title"]
    asked = await ben.say("/why")
    lines = (await ben.press(asked.buttons[0].id)).text.splitlines()
    assert lines[0] == f"“{first}”"
    assert lines[1].startswith("In a roll-up in #desk, posted ")


async def test_why_of_a_digest_with_one_story_tells_of_it(world: World, ada: Person):
    await ada.say("/watch senkaku mode:digest")
    world.item(SENKAKU)
    await world.later(minutes=15)
    await ada.say("/digest now")
    await world.later(minutes=5)
    lines = (await ada.say("/why")).text.splitlines()
    assert lines[0] == f"“{SENKAKU}”"
    assert lines[1].startswith("In the digest of #desk, posted ")
    post = world.sent()[-1]
    assert (await ada.say(f"/why {post.external_id}")).text.splitlines()[:2] == lines[:2]
