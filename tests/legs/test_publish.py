"""Stories become alerts and edits: what happens at the edges."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.base import Payload
from bot.chat.memory import MemoryChat
from bot.errors import SendUnknown
from bot.legs import publish as leg
from bot.legs.draw import about_topics
from bot.model import Message, Told
from bot.store import feeds, items, record
from tests.legs.test_rollup import shown
from tests.linetest import World

SENKAKU = "Patrol ships enter waters off the Senkaku Islands for third day"
QUAD = "Quad foreign ministers meet in Tokyo over maritime security"


async def test_news_that_comes_while_a_posts_fate_is_unknown_still_edits_it(world: World) -> None:
    world.gear = replace(world.gear, rules=replace(world.gear.rules, quiet=timedelta(minutes=40)))
    await world.say("/watch senkaku")
    world.chat.fail_next(SendUnknown("the line dropped"), accepted=True)
    world.item(SENKAKU)
    await world.later(minutes=15)
    assert len(world.sent()) == 1
    world.item(SENKAKU, "kanto")
    await world.later(hours=1)
    (post,) = world.posts()
    assert "Kanto" in post["also"]


async def test_a_story_that_cannot_be_drawn_stops_no_other(world: World) -> None:
    class Choosy(MemoryChat):
        def to_payload(self, message: Message) -> Payload:
            if message.title == SENKAKU:
                raise ValueError("no such letter")
            return super().to_payload(message)

    await world.say("/watch senkaku")
    await world.say("/watch quad")
    choosy = Choosy()
    world.gear = replace(world.gear, chats={"memory": choosy})
    world.item(SENKAKU)
    await world.later(minutes=6)
    world.item(QUAD, "kanto")
    await world.later(minutes=30)
    assert [post.shown["title"] for post in choosy.sent] == [QUAD]


async def test_a_topic_that_left_the_catalogue_stops_no_post(world: World) -> None:
    await world.say("/watch senkaku")
    world.item(SENKAKU)
    while not world.server.asked("/harbour.xml"):
        await world.later(seconds=30)
    topics = {t: v for t, v in world.gear.catalogue.topics.items() if "senkaku" not in t}
    world.gear = replace(world.gear, catalogue=replace(world.gear.catalogue, topics=topics))
    await world.later(minutes=5)
    assert world.titles() == [SENKAKU]


async def test_an_alert_stays_as_it_is_once_its_watch_is_removed(world: World) -> None:
    await world.say("/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=15)
    await world.say("/unwatch senkaku")
    world.item(SENKAKU, "kanto")
    await world.later(minutes=30)
    (sent,) = world.sent()
    assert not sent.edits


async def test_the_outlet_that_makes_enough_need_not_name_the_topic_itself(world: World) -> None:
    await world.say("/watch senkaku min-publishers:2")
    world.item(SENKAKU, text="Tokyo lodged a protest.")
    await world.later(minutes=15)
    assert world.posts() == []
    unnamed = SENKAKU.replace("the Senkaku Islands", "remote islands")
    world.item(unnamed, "kanto", text="Tokyo lodged a protest.")
    await world.later(minutes=15)
    assert len(world.posts()) == 1


async def test_a_feed_that_keeps_changing_its_words_does_not_edit_old_alerts_for_ever(
    world: World,
) -> None:
    await world.say("/watch senkaku")
    one = world.item(SENKAKU)
    await world.later(minutes=15)
    await world.leap(days=3)
    (sent,) = world.sent()
    count = len(sent.edits)
    changed = replace(one, title=f"{SENKAKU}, updated")
    world.listed["harbour"][-1] = changed
    world.show("harbour")
    await world.leap(hours=2)
    await world.leap(minutes=30)
    (sent,) = world.sent()
    assert len(sent.edits) == count


async def test_a_revision_edits_the_alert_while_its_story_lives(world: World) -> None:
    await world.say("/watch senkaku")
    one = world.item(SENKAKU)
    await world.later(minutes=15)
    world.listed["harbour"][-1] = replace(one, title=f"{SENKAKU}, ministry says")
    world.show("harbour")
    await world.later(minutes=30)
    assert world.titles() == [f"{SENKAKU}, ministry says"]


def lit(text: str, marks: list[list[int]]) -> list[str]:
    return [text[start:end] for start, end in marks]


async def test_the_names_that_met_the_watch_are_marked_and_stay_so_when_a_post_changes(
    world: World,
) -> None:
    await world.say("/watch senkaku")
    first = "Patrol ships stayed in the waters, Tokyo said."
    text = f"{first} Ships had sailed near the Senkaku Islands at dawn on Monday."
    one = world.item(SENKAKU, text=text)
    await world.later(minutes=15)
    (post,) = world.posts()
    assert lit(post["title"], post["title_marks"]) == ["Senkaku"]
    marked = [lit(s["text"], s["marks"]) for s in post["sentences"]]
    assert marked == [[], ["Senkaku"]]
    assert post["text"].startswith(f"{first} [1]\nShips had sailed near the Senkaku")
    world.listed["harbour"][-1] = replace(one, title="Again: ships off Diaoyu, ministry says")
    world.show("harbour")
    await world.later(minutes=30)
    (post,) = world.posts()
    assert lit(post["title"], post["title_marks"]) == ["Diaoyu"]


async def test_a_revision_that_names_nothing_keeps_no_mark_of_the_old_text(world: World) -> None:
    await world.say("/watch senkaku")
    one = world.item(SENKAKU)
    await world.later(minutes=15)
    world.listed["harbour"][-1] = replace(one, title="Patrol ships enter waters for the third day")
    world.show("harbour")
    await world.later(minutes=30)
    (post,) = world.posts()
    assert post["title"] == "Patrol ships enter waters for the third day"
    assert post["title_marks"] == []


async def test_a_topic_that_is_named_in_passing_is_no_tag(world: World) -> None:
    await world.say("/watch senkaku")
    news = "Two ships sailed near the Senkaku Islands on Monday, the coast guard said. "
    rest = "A patrol ship was sent to protect a fishing boat with three people aboard. "
    world.item(SENKAKU, text=f"{news}{rest * 4}The premier spoke of the South China Sea last year.")
    world.item(QUAD, "kanto", text=f"{news}{rest * 4}")
    await world.later(minutes=15)
    tags = [tag for post in world.posts() for tag in post["tags"]]
    assert "South China Sea" not in tags
    assert {"Senkaku Islands", "Quad"} <= set(tags)


async def test_what_an_item_is_about_is_worked_out_once_for_all_channels(world: World) -> None:
    await world.say("/watch senkaku")
    await world.chat.say("annex", "/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=15)
    one, other = (post.payload["tags"] for post in world.sent())
    assert one == other != []
    async with world.gear.store.read() as tx:
        (item,) = await items.by_address(tx, 1, "https://harbour.example/2")
        (feed,) = await feeds.visible(tx, 1, [item.feed_id])
        told = Told(item=item, feed=feed, publisher=world.gear.catalogue.publisher_of(feed))
        about = await about_topics(world.gear, tx)
    assert about.met(told) is about.met(told)
    assert "senkaku" in about.met(told)


async def test_a_channel_of_a_platform_that_is_not_connected_stops_no_feed(world: World) -> None:
    other = MemoryChat(community="far")
    other.name = "far"
    await other.start((), world.chat._handler)  # type: ignore[arg-type]
    desk = world.chat._handler
    assert desk is not None
    from bot.commands.table import COMMANDS

    await other.start(COMMANDS, desk)
    await other.say("away", "/subscribe Harbour")
    await other.say("away", "/watch senkaku mode:digest")
    await world.say("/subscribe Harbour")
    await world.say("/watch quad mode:digest")
    world.item(SENKAKU)
    world.item(QUAD, "kanto")
    await world.later(hours=3)
    assert world.titles() == [SENKAKU]
    assert len(world.posts("digest")) == 1


async def test_a_silence_without_a_watch_is_no_decision_that_others_could_read(
    world: World,
) -> None:
    await world.say("/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=15)
    await world.press("hush:s" + world.posts()[0]["buttons"][0]["id"].partition(":s")[2] + ":story")
    await world.say("/unwatch senkaku")
    await world.say("/watch quad")
    world.item(SENKAKU, "kanto")
    await world.later(minutes=15)
    async with world.gear.store.read() as tx:
        made = await record.decisions_about(tx, range(1, 50))
    assert all(one.watch_id is not None for one in made)
    assert world.now - timedelta(hours=1) < made[-1].at


async def test_an_old_item_that_a_changed_topic_meets_now_is_no_alert(world: World) -> None:
    point = "Lighthouse keeper of Pebble Point retires"
    await world.say("/watch lighthouse keeper")
    await world.chat.say("away", "/watch senkaku")
    world.item(point)
    while not world.server.asked("/harbour.xml"):
        await world.later(seconds=30)
    await world.say("/topics edit senkaku add:Pebble Point")
    await world.later(minutes=15)
    assert [(post.channel, post.shown["title"]) for post in world.sent()] == [("desk", point)]
    assert point in (await world.chat.say("away", "/latest senkaku")).text
    pier = "Ferries return in summer as Pebble Point gets its new pier"
    world.item(pier, "delta", text="Two ships a day will call there. Work begins in spring.")
    await world.later(minutes=30)
    assert ("away", pier) in [(post.channel, post.shown["title"]) for post in world.sent()]


async def test_of_stories_told_together_only_the_broken_one_is_put_off(world: World) -> None:
    class Choosy(MemoryChat):
        def to_payload(self, message: Message) -> Payload:
            if broken and message.title == SENKAKU:
                raise ValueError("no such letter")
            return super().to_payload(message)

    broken = True
    await world.say("/watch senkaku")
    await world.say("/watch quad")
    choosy = Choosy()
    world.gear = replace(world.gear, chats={"memory": choosy})
    world.item(SENKAKU)
    world.item(QUAD, "kanto")
    await world.leap(minutes=15)
    await world.leap(minutes=6)  # both are due now
    assert [post.shown["title"] for post in choosy.sent] == [QUAD]
    broken = False
    await world.leap(minutes=11)
    assert [post.shown["title"] for post in choosy.sent] == [QUAD, SENKAKU]


async def test_channels_told_together_are_each_told_as_they_asked(world: World) -> None:
    await world.say("/watch senkaku mention:@desk")
    await world.chat.say("annex", "/watch senkaku")
    await world.chat.say("attic", "/watch islands")
    await world.chat.say("cellar", "/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=15)
    shown = {post.channel: post.shown for post in world.sent()}
    assert {name: post["mention"] for name, post in shown.items()} == {
        "desk": "@desk",
        "annex": None,
        "attic": None,
        "cellar": None,
    }
    assert shown["annex"] == shown["cellar"]
    assert "islands" in shown["attic"]["tags"]
    assert lit(shown["attic"]["title"], shown["attic"]["title_marks"]) == ["Islands"]
    assert lit(shown["annex"]["title"], shown["annex"]["title_marks"]) == ["Senkaku"]


async def test_an_alert_of_an_item_without_a_date_says_so(world: World) -> None:
    await world.say("/watch senkaku")
    world.item(SENKAKU, at=None)
    await world.later(minutes=15)
    assert world.posts()[0]["dateline"][-1] == "without a date"


async def test_an_item_of_a_followed_feed_and_a_line_without_a_date_say_so(world: World) -> None:
    await world.say("/subscribe Harbour")
    await world.say("/watch senkaku mode:digest")
    world.item(SENKAKU, at=None)
    world.item("Quad ministers meet near the Senkaku Islands", "kanto")
    await world.later(minutes=15)
    assert world.posts()[0]["dateline"][-1] == "without a date"
    lines = (await world.say("/digest preview")).sections[-1].lines
    outlets = {line.title: line.outlets for line in lines}
    assert outlets["Quad ministers meet near the Senkaku Islands"] == "Kanto"
    world.item("Storm closes the lighthouse of the Senkaku Islands", "strait", at=None)
    await world.later(minutes=15)
    lines = (await world.say("/digest preview")).sections[-1].lines
    assert "Strait · without a date" in [line.outlets for line in lines]


async def test_all_whom_watches_name_are_called_each_once(world: World) -> None:
    await world.say("/watch senkaku mention:@desk")
    await world.say("/watch typhoon mention:@night")
    await world.say("/watch ferry mention:@desk")
    world.item("Typhoon delays ferry to Senkaku Islands")
    await world.later(minutes=15)
    assert [post.shown["mention"] for post in world.sent()] == ["@desk @night"]


async def test_a_watch_for_a_language_reads_of_a_story_in_that_language(world: World) -> None:
    await world.say("/watch senkaku languages:ja")
    one = "https://paper.example/lighthouse"
    title = "尖閣諸島の灯台を政府が修理すると発表した"
    world.item("Lighthouse on the Senkaku Islands to be mended", text="The keeper left.", link=one)
    world.item(title, "kanto", text="尖閣諸島の灯台は来年から光る見込みだ。", link=one)
    await world.later(minutes=30)
    (post,) = world.posts()
    assert post["title"] == title
    assert [s["text"] for s in post["sentences"]] == ["尖閣諸島の灯台は来年から光る見込みだ。"]


async def test_more_than_one_transaction_may_hold_is_told_in_several(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leg, "ENOUGH", 1)
    await world.say("/watch senkaku")
    await world.say("/watch quad")
    world.item(SENKAKU)
    world.item(QUAD, "kanto")
    await world.leap(minutes=15)
    await world.leap(minutes=6)
    assert sorted(world.titles()) == sorted([SENKAKU, QUAD])


async def test_what_has_no_title_is_called_by_its_first_words_and_says_them_once(
    world: World,
) -> None:
    await world.say("/watch senkaku")
    world.item("", text="A drone was lost near the Senkaku Islands on Monday.")
    await world.later(minutes=15)
    (post,) = world.posts()
    assert post["title"] == "A drone was lost near the Senkaku Islands on Monday."
    assert post["sentences"] == []


async def test_a_new_watch_is_told_what_came_since_and_counts_what_was_there(world: World) -> None:
    await world.say("/watch quad")  # so that the feeds are read
    for outlet in ("harbour", "kanto", "strait", "delta"):
        world.item(SENKAKU, outlet)
    await world.later(minutes=30)
    await world.say("/watch senkaku")
    latest = "Patrol ships enter waters off the Senkaku Islands for third day, Tokyo protests"
    world.item(latest, "lagoon")
    await world.later(minutes=30)
    (post,) = world.posts()
    assert post["title"] == latest
    assert post["label"] == "ALERT"
    assert "4 independent outlets" not in str(post)
    assert {source["outlet"] for source in post["sources"]} >= {"Lagoon", "Harbour"}


async def test_what_was_about_to_be_told_when_the_bot_stopped_is_summed_up_days_later(
    world: World,
) -> None:
    await world.say("/watch senkaku")
    await world.say("/watch quad")
    world.item(SENKAKU)
    world.item(QUAD, "kanto")
    while not world.server.asked("/kanto.xml"):
        await world.later(seconds=30)
    assert world.posts() == []
    await world.leap(days=3)
    await world.later(minutes=5)
    (post,) = world.posts("rollup")
    assert sorted(shown(post)) == sorted((SENKAKU, QUAD))
    assert world.posts() == []


async def test_what_a_subscription_posted_is_no_alert_where_others_say_no_more(
    world: World,
) -> None:
    await world.say("/watch senkaku")
    await world.say("/subscribe Harbour")
    world.item(SENKAKU)
    await world.later(minutes=40)
    world.item(SENKAKU, "kanto")
    await world.later(hours=1)
    assert world.titles() == [SENKAKU]
    world.item(SENKAKU, "strait", text="Nine sailors were hurt when two of the ships collided.")
    await world.later(hours=1)
    assert len(world.titles()) == 2
    assert world.posts()[1]["kind"] == "alert"
