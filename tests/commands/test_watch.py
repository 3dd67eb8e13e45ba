from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import Alias, Topic
from bot.store import channels, watches
from tests.commands.conftest import SENKAKU, Person, button, labels
from tests.linetest import World


async def test_a_watch_is_saved_at_once_and_says_what_it_will_catch(world: World, ada: Person):
    world.item(SENKAKU)
    await world.later(minutes=15)
    reply = await ada.say("/watch senkaku")
    first, names, *_, last = reply.text.splitlines()
    assert first == (
        "Watching Senkaku Islands in #desk: alerts, passing mentions in the digest at 08:00 UTC "
        "(zone not set)."
    )
    assert names.startswith("Names: Senkaku")
    assert "尖閣" in names
    assert last.startswith("Last 14 days here: 1 story")
    assert f'Newest: "{SENKAKU}", Harbour, ' in last
    assert labels(reply)[:3] == ["Adjust", "Digest only", "Undo"]
    assert "Set time zone" in labels(reply)
    assert not reply.error


async def test_the_answer_says_what_a_topic_is_not_and_shows_all_its_names(ada: Person):
    reply = await ada.say("/watch senkaku")
    assert "\nNot: " in reply.text
    assert "Last 14 days here: nothing yet." in reply.text
    shown = await ada.choose(reply, "Show all names")
    assert shown.text.startswith("Senkaku Islands goes by:\n")
    assert "\nja: " in shown.text


async def test_undo_takes_the_watch_back_once(world: World, ada: Person):
    reply = await ada.say("/watch senkaku")
    undone = await ada.choose(reply, "Undo")
    assert undone.text == "Taken back: “watching Senkaku Islands in #desk”."
    assert (await ada.say("/watches")).text.startswith("Nothing is watched in #desk yet.")
    again = await ada.choose(reply, "Undo")
    assert again.error
    assert "can no longer be undone" in again.text


async def test_undo_ends_after_ten_minutes(world: World, ada: Person):
    reply = await ada.say("/watch senkaku")
    await world.later(minutes=11)
    assert (await ada.choose(reply, "Undo")).error
    assert "1 watch in #desk" in (await ada.say("/watches")).text


async def test_digest_only_turns_the_watch_to_the_digest(ada: Person):
    reply = await ada.say("/watch senkaku")
    changed = await ada.choose(reply, "Digest only")
    assert changed.text.startswith("Senkaku Islands in #desk: in the digest at 08:00")
    assert "Alert at once" in labels(changed)
    undone = await ada.choose(changed, "Undo")
    assert undone.text == "Taken back: “Senkaku Islands was changed (Mode: Digest only)”."
    assert "Digest only" in labels(await ada.press(button(reply, "Adjust")))


async def test_a_watch_takes_its_options(world: World, ada: Person):
    reply = await ada.say(
        "/watch senkaku mode:digest urgent:wake min-publishers:2 languages:en,ja post:thread "
        "mention:@desk mention-when:urgent"
    )
    assert "in the digest at 08:00" in reply.text
    assert "Its stories count as urgent, in quiet hours too." in reply.text
    assert "Only once 2 independent outlets report it." in reply.text
    assert "Only items in en and ja." in reply.text
    assert "Posted in a thread." in reply.text
    assert "Mentions @desk at urgent alerts." in reply.text
    assert "`urgent` and `mention` are for alerts: it has none while its mode" in reply.text
    assert "Digest only" not in labels(reply)
    async with world.gear.store.read() as tx:
        home = await channels.community(tx, "memory", "memory", "memory")
        (desk,) = await channels.channels_of(tx, home.id)
        (kept,) = await watches.of_channel(tx, desk.id)
    assert (kept.urgent, kept.min_publishers, kept.languages) == ("wake", 2, ("en", "ja"))


async def test_the_same_watch_again_adds_nothing_and_says_so(ada: Person):
    await ada.say("/watch senkaku")
    same = await ada.say("/watch Diaoyu")
    assert same.text == (
        "Senkaku Islands is watched in #desk already, just so; nothing was changed."
    )
    changed = await ada.say("/watch senkaku mode:digest")
    assert changed.text.startswith("Senkaku Islands was watched in #desk already; I changed it.\n")
    assert "1 watch in #desk" in (await ada.say("/watches")).text


async def test_watching_again_what_was_paused_resumes_it(ada: Person):
    opened = await ada.choose(await ada.say("/watch senkaku"), "Adjust")
    paused = await ada.choose(opened, "Pause")
    assert "It is paused: nothing is posted." in paused.text
    resumed = await ada.say("/watch senkaku")
    assert "I changed it" in resumed.text
    assert "paused" not in resumed.text


async def test_a_watch_can_be_for_another_channel(world: World, ada: Person):
    other = Person(world=world, channel="night-desk")
    await other.say("/help")
    reply = await ada.say("/watch senkaku channel:#night-desk")
    assert "in #night-desk: alerts" in reply.text
    assert "Nothing is watched in #desk" in (await ada.say("/watches")).text
    assert "1 watch in #night-desk" in (await other.say("/watches")).text


async def test_an_unknown_channel_is_answered_with_those_that_are_known(ada: Person):
    reply = await ada.say("/watch senkaku channel:#dask")
    assert reply.error
    assert reply.text == "There is no channel I know called *dask*. Did you mean desk?"


async def test_a_misspelt_topic_is_asked_about_and_can_be_chosen(ada: Person):
    reply = await ada.say("/watch sennkaku")
    assert reply.asks
    assert reply.text == (
        "No topic is called *sennkaku*. Did you mean Senkaku Islands? "
        "To watch this very spelling type `/watch =sennkaku`."
    )
    assert labels(reply) == ["Senkaku Islands", "Just the word"]
    chosen = await ada.choose(reply, "Senkaku Islands")
    assert chosen.text.startswith("Watching Senkaku Islands in #desk")
    twice = await ada.choose(reply, "Just the word")
    assert twice.error
    assert "answered before" in twice.text


async def test_a_misspelt_topic_can_be_watched_as_it_is_spelt(ada: Person):
    by_button = await ada.choose(await ada.say("/watch sennkaku"), "Just the word")
    assert by_button.text.startswith("Watching sennkaku in #desk")
    typed = await ada.say("/watch =sennkaku")
    assert typed.text.startswith("Watching =sennkaku in #desk")


async def test_several_words_that_are_nearly_a_topic_are_asked_about_too(ada: Person):
    reply = await ada.say("/watch taiwan strate")
    assert reply.asks
    assert "Did you mean Taiwan Strait?" in reply.text
    kept = await ada.choose(reply, "Just the word")
    assert kept.text.startswith("Watching Taiwan AND strate in #desk")


async def test_a_word_near_nothing_is_simply_a_word(ada: Person):
    reply = await ada.say("/watch fisheries")
    assert reply.text.startswith("Watching fisheries in #desk: alerts")
    assert "Read as" not in reply.text


async def test_a_word_that_is_in_the_news_is_no_misspelling(world: World, ada: Person):
    world.item("Sennkaku brewery wins a prize")
    await world.later(minutes=15)
    assert (await ada.say("/watch sennkaku")).text.startswith("Watching sennkaku in #desk")


async def test_a_query_is_read_and_said_back(ada: Person):
    reply = await ada.say('/watch senkaku AND (fisheries OR "fishing boats")')
    assert reply.text.startswith("Watching Senkaku Islands AND (fisheries OR")
    assert "\nRead as `topic:senkaku AND (fisheries OR" in reply.text


async def test_a_query_that_cannot_be_read_points_at_the_character(ada: Person):
    reply = await ada.say("/watch quad AND (japan")
    assert reply.error
    assert "▸" in reply.text
    assert "(character " in reply.text


async def test_a_far_too_common_word_is_refused_with_a_way_on(world: World, ada: Person):
    reply = await ada.say("/watch the")
    assert reply.error
    assert reply.text == (
        "*the* stands in nearly every item. Add a second word, for example `the AND fisheries`, "
        "or name a topic."
    )


async def test_words_that_stand_in_every_text_are_refused_together_too(ada: Person):
    assert (await ada.say("/watch of the and")).text.startswith("*of the and* stands in nearly")
    assert (await ada.say('/watch "of the"')).error


async def test_a_misspelt_field_or_topic_is_answered_with_the_likely_one(ada: Person):
    assert "Did you mean title:?" in (await ada.say("/watch tilte:tuna")).text
    reply = await ada.say("/watch tuna AND topic:senkakku")
    assert reply.error
    assert "Did you mean topic:senkaku?" in reply.text


async def test_a_word_counted_as_far_too_common_is_refused_with_its_volume(
    world: World, ada: Person
):
    for number in range(310):
        world.item(f"Ferry {number} crosses bay {number} at pier {number}")
    await world.later(minutes=15)
    reply = await ada.say("/watch ferry")
    assert reply.error
    assert reply.text.startswith("*ferry* would match about 310 items a day. Add a second word")


async def test_more_alerts_than_a_channel_can_read_are_asked_about_first(world: World, ada: Person):
    for number in range(40):
        world.item(f"Ferry {number} crosses bay {number} at pier {number}")
    await world.later(minutes=15)
    reply = await ada.say("/watch ferry")
    assert not reply.error
    assert reply.text.startswith("ferry would post about 40 times a day, more than 30.")
    assert labels(reply) == ["Digest only", "Watch anyway", "Cancel"]
    assert "Nothing is watched" in (await ada.say("/watches")).text
    assert (await ada.choose(reply, "Cancel")).text == "Nothing was changed."
    assert (await ada.choose(reply, "Watch anyway")).error
    digest = await ada.choose(await ada.say("/watch ferry"), "Digest only")
    assert digest.text.startswith("Watching ferry in #desk: in the digest")
    loud = await ada.choose(await ada.say("/watch ferry AND pier"), "Watch anyway")
    assert loud.text.startswith("Watching ferry AND pier in #desk: alerts")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("min-publishers:0", "min-publishers is a number from 1 to 20"),
        ("languages:klingon", "*klingon* is no language"),
    ],
)
async def test_a_bad_option_says_what_is_allowed_and_saves_nothing(ada: Person, typed, said):
    reply = await ada.say(f"/watch senkaku {typed}")
    assert reply.error
    assert said in reply.text
    assert "Nothing is watched" in (await ada.say("/watches")).text


async def test_one_who_may_not_manage_is_told_which_right_is_missing(world: World, ben: Person):
    reply = await ben.say("/watch senkaku")
    assert reply.error
    assert reply.text == (
        "You may not use `/watch` here: that needs the right to manage this channel. "
        "Ask somebody who has it; `/help` shows what you can do."
    )
    on_discord = Person(world=world, name="Ben", may_manage=False, platform="discord")
    assert "“Manage Server”" in (await on_discord.say("/watch senkaku")).text


async def test_what_is_watched_alerts_only_for_what_comes_after(world: World, ada: Person):
    world.item(SENKAKU)
    await world.later(minutes=15)
    await ada.say("/watch senkaku")
    await world.later(minutes=30)
    assert world.posts() == []
    assert SENKAKU in (await ada.say("/latest")).text


async def test_a_name_that_two_topics_share_is_asked_about(world: World, ada: Person):
    shared = (Alias(text="georgia", language="en", match="word"),)
    two = {
        id_: Topic(id=id_, name=name, names={"en": name}, aliases=shared)
        for id_, name in (("georgia-country", "Georgia (country)"), ("georgia-us", "Georgia (US)"))
    }
    catalogue = replace(world.gear.catalogue, topics={**world.gear.catalogue.topics, **two})
    world.gear = replace(world.gear, catalogue=catalogue)
    reply = await ada.say("/watch georgia AND port mode:digest")
    assert not reply.error
    assert reply.text == "*georgia* means several things. Which one?"
    assert labels(reply) == ["Georgia (country)", "Georgia (US)", "Just the word"]
    chosen = await ada.choose(reply, "Georgia (US)")
    assert chosen.text.startswith("Watching Georgia (US) AND port in #desk: in the digest")
    word = await ada.choose(await ada.say("/watch georgia"), "Just the word")
    assert word.text.startswith("Watching georgia in #desk: alerts")


async def test_an_old_item_of_one_feed_does_not_make_another_look_quiet(world: World, ada: Person):
    for n in range(40):
        world.item(
            f"Ferry {n} crosses bay {n} at pier {n}", at=world.now - timedelta(minutes=20 * n)
        )
    await world.later(minutes=15)
    world.item("A word of long ago", "kanto", at=world.now - timedelta(days=13))
    await world.later(minutes=15)
    asked = await ada.say("/watch ferry")
    assert asked.text.startswith("ferry would post about 39 times a day, more than 30.")


async def test_the_newest_is_the_newest_by_its_date(world: World, ada: Person):
    for hours in (1, 9, 5):  # as a feed lists them that is in no order
        world.item(f"Walrus seen {hours} hours ago", at=world.now - timedelta(hours=hours))
    await world.later(minutes=15)
    watched = await ada.say("/watch walrus")
    assert 'Newest: "Walrus seen 1 hours ago"' in watched.text
    latest = (await ada.say("/latest walrus")).text
    order = [latest.index(f"Walrus seen {hours} hours ago") for hours in (1, 5, 9)]
    assert order == sorted(order)
