"""What follows on an alert: edits, posts in its thread, and what only counts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.chat.memory import Posted
from bot.errors import SendUnknown
from bot.store import deliveries, record
from tests.legs.test_rollup import set_channel
from tests.linetest import World

TITLE = "Patrol ships enter waters off the Senkaku Islands for third day"
TEXT = "Four patrol ships entered waters off the Senkaku Islands. The coast guard told them to go."
SAME = "The coast guard told four patrol ships off the Senkaku Islands to go."
TWELVE = "Later 12 fishing boats were seen to follow them to the Senkaku Islands."
QUIT = "Minister Okafor cancelled his visit because of the Senkaku Islands."
PIER = "The ships came within 20 kilometres of the pier, the Senkaku Islands office said."


def threads(world: World) -> list[Posted]:
    return [p for p in world.sent() if p.payload["kind"] == "update"]


def said(post: Posted) -> list[str]:
    return [s["text"] for s in post.payload["sentences"]]


async def alerted(world: World, watch: str = "/watch senkaku") -> Posted:
    """Let a channel be told of a story."""
    await world.say(watch)
    world.item(TITLE, text=TEXT)
    await world.later(minutes=15)
    (post,) = world.sent()
    return post


async def decisions(world: World) -> list[tuple[str, Mapping[str, Any]]]:
    async with world.gear.store.read() as tx:
        made = await record.decisions_about(tx, range(1, 60))
    return [(one.verdict, one.trail) for one in made if one.stage == "update"]


async def test_a_development_is_one_post_in_the_thread_with_the_new_sentence(world: World) -> None:
    alert = await alerted(world)
    world.item(TITLE, "kanto", text=f"{SAME} {TWELVE}")
    await world.later(minutes=20)
    (post,) = threads(world)
    assert post.thread == alert.external_id
    assert said(post) == [TWELVE]
    assert post.payload["label"] == "UPDATE"
    assert [s["outlet"] for s in post.payload["sources"]] == ["Kanto"]
    (sentence,) = post.payload["sentences"]
    assert [TWELVE[a:b] for a, b in sentence["marks"]] == ["Senkaku"]
    (top,) = world.posts()
    assert "Kanto" in top["also"]
    ((verdict, trail),) = await decisions(world)
    assert (verdict, trail["new"]) == ("development", ["number 12 fishing"])


async def test_another_outlet_with_the_same_words_only_edits_the_alert(world: World) -> None:
    await alerted(world)
    world.item(TITLE, "kanto", text=SAME)
    await world.later(minutes=20)
    assert threads(world) == []
    assert "Kanto" in world.posts()[0]["also"]
    assert [verdict for verdict, _ in await decisions(world)] == ["outlets"]


async def test_developments_within_an_hour_wait_and_come_together(world: World) -> None:
    await alerted(world)
    world.item(TITLE, "kanto", text=TWELVE)
    await world.later(minutes=20)
    world.item(TITLE, "strait", text=QUIT)
    world.item(TITLE, "kanto", text=PIER)
    await world.later(minutes=30)
    assert len(threads(world)) == 1
    assert [v for v, _ in await decisions(world)] == ["development", "waiting", "waiting"]
    await world.later(minutes=30)
    _, second = threads(world)
    assert sorted(said(second)) == sorted([QUIT, PIER])
    await world.later(hours=3)
    assert len(threads(world)) == 2


async def test_after_the_last_post_a_thread_stays_silent_and_says_why(world: World) -> None:
    world.gear = replaced(world, updates_most=1)
    await alerted(world)
    world.item(TITLE, "kanto", text=TWELVE)
    await world.later(minutes=20)
    world.item(TITLE, "strait", text=QUIT)
    await world.later(hours=2)
    assert len(threads(world)) == 1
    assert "3 independent outlets" in world.posts()[0]["also"]
    verdict, trail = (await decisions(world))[-1]
    assert (verdict, trail["reason"]) == ("enough", "its thread has 1 post already")


async def test_what_a_full_thread_has_no_room_for_stands_last_in_the_alert(world: World) -> None:
    world.gear = replaced(world, updates_most=1, edit_every=0)
    await alerted(world)
    world.item(TITLE, "kanto", text=TWELVE)
    await world.later(minutes=20)
    for text in (QUIT, PIER):
        world.item(TITLE, "strait", text=text)
        await world.later(minutes=30)
        assert text in [s["text"] for s in world.posts()[0]["sentences"]]
    *before, last = [s["text"] for s in world.posts()[0]["sentences"]]
    assert last == PIER
    assert "Four patrol ships entered waters off the Senkaku Islands." in before
    assert len(threads(world)) == 1


async def test_what_is_grave_waits_an_hour_for_its_post_and_the_rest_ever_longer(
    world: World,
) -> None:
    world.gear = replaced(world, urgent_publishers=9)
    await alerted(world)
    for text in (TWELVE, QUIT):
        world.item(TITLE, "kanto", text=text)
        await world.later(minutes=70)
    dead = "Three sailors of the patrol off the Senkaku Islands are dead."
    for text, posts in ((PIER, 2), (dead, 3)):
        world.item(TITLE, "kanto", text=text)
        await world.later(minutes=25)
        assert len(threads(world)) == posts
    assert said(threads(world)[-1]) == [PIER, dead]


async def test_a_correction_edits_the_alert_and_does_not_wait_for_its_hour(world: World) -> None:
    await alerted(world)
    world.item(TITLE, "kanto", text=TWELVE)
    await world.later(minutes=20)
    wrong = "Correction: three ships, not four, entered waters off the Senkaku Islands."
    world.item(TITLE, "strait", text=wrong)
    await world.later(minutes=20)
    _, post = threads(world)
    assert (post.payload["label"], said(post)) == ("CORRECTION", [wrong])
    assert world.posts()[0]["footer"] == f"Strait: {wrong}"


async def test_the_corrected_headline_takes_the_place_of_the_wrong_one(world: World) -> None:
    await alerted(world)
    right = "CORRECTION: Coast guard ships enter waters off the Senkaku Islands for fourth day"
    world.item(right, "strait", text="The day before was the third, the ministry said.")
    await world.later(minutes=20)
    world.item(TITLE, "kanto", text=SAME)
    await world.later(minutes=20)
    (post,) = world.posts()
    assert (post["title"], post["dateline"][0]) == (right, "Strait")
    assert post["footer"] == f"Strait: {right}"


async def test_an_item_that_is_corrected_in_place_is_told_once(world: World) -> None:
    await alerted(world)
    await correct(world, "Correction: three ships entered waters off the Senkaku Islands.")
    await correct(world, "Correction: just three ships entered waters off the Senkaku Islands.")
    (post,) = threads(world)
    assert post.payload["label"] == "CORRECTION"


async def correct(world: World, text: str) -> None:
    world.listed["harbour"][-1] = replace(world.listed["harbour"][-1], text=text)
    world.show("harbour")
    await world.later(minutes=30)


async def test_a_better_headline_takes_the_place_of_a_cut_off_one(world: World) -> None:
    await world.say("/watch senkaku")
    world.item("Patrol ships enter waters off the Senkaku Islands for third day and…", text=TEXT)
    await world.later(minutes=15)
    world.item(TITLE, "kanto", text=SAME)
    await world.later(minutes=20)
    (post,) = world.posts()
    assert (post["title"], post["dateline"][0]) == (TITLE, "Kanto")
    assert "Harbour" in post["also"]


async def test_a_story_that_becomes_urgent_says_so_once_and_calls_whom_it_should(
    world: World,
) -> None:
    await world.say("/watch islands mention:@night mention-when:urgent")
    await alerted(world, "/watch senkaku mention:@desk mention-when:urgent")
    assert world.posts()[0]["mention"] is None
    for outlet in ("kanto", "strait", "delta"):
        world.item(TITLE, outlet, text=f"{SAME} {outlet.upper()}")  # none prints another's
    await world.later(minutes=20)
    (post,) = threads(world)
    assert post.payload["label"] == "URGENT"
    assert post.payload["title"] == "Urgent now: 4 independent outlets within 60 minutes"
    assert post.payload["mention"] == "@night @desk"
    assert said(post) == []  # its headline stands above, and nothing else is new
    assert post.payload["sources"][0]["outlet"] == "Harbour"
    top = world.posts()[0]
    assert (top["label"], top["mention"]) == ("URGENT", None)
    assert top["mentioned"] == "@night @desk"
    world.item(TITLE, "lagoon", text=SAME)
    await world.later(hours=2)
    assert len(threads(world)) == 1


async def test_what_was_urgent_in_the_night_is_not_called_urgent_in_the_morning(
    world: World,
) -> None:
    await alerted(world, "/watch senkaku")
    await set_channel(world, paused_until=world.now + timedelta(hours=5))
    for outlet in ("kanto", "strait", "delta"):
        world.item(TITLE, outlet, text=SAME)
    await world.later(hours=6)
    assert threads(world) == []


async def test_an_alert_that_calls_somebody_calls_nobody_when_it_is_edited(world: World) -> None:
    alert = await alerted(world, "/watch senkaku mention:@desk")
    assert alert.payload["mention"] == "@desk"
    world.item(TITLE, "kanto", text=SAME)
    await world.later(minutes=20)
    (sent,) = world.sent()
    (edit,) = sent.edits
    assert (edit["mention"], edit["mentioned"]) == (None, "@desk")
    await world.later(hours=2)
    assert len(world.sent()[0].edits) == 1


async def test_thread_posts_wait_for_the_end_of_quiet_hours_and_edits_do_not(world: World) -> None:
    await alerted(world)
    await world.say("/quiet set 06:00-12:00")
    world.item(TITLE, "kanto", text=TWELVE)
    await world.later(minutes=30)
    world.item(TITLE, "strait", text=QUIT)
    await world.later(hours=3)
    assert threads(world) == []
    assert "3 independent outlets" in world.posts()[0]["also"]
    await world.later(hours=3)
    (post,) = threads(world)
    assert sorted(said(post)) == sorted([TWELVE, QUIT])


async def test_a_muted_outlet_and_another_language_say_nothing_in_a_thread(world: World) -> None:
    await alerted(world, "/watch senkaku languages:en")
    world.languages["kanto"] = "ja"
    world.item(
        "尖閣諸島の領海に巡視船が侵入、三日連続で", "kanto", text="漁船12隻が尖閣諸島に接近した。"
    )
    world.item(TITLE, "strait", text=QUIT, at=world.now.replace(day=20))
    await world.later(minutes=30)
    assert threads(world) == []
    reasons = [trail["new"] for verdict, trail in await decisions(world) if verdict == "left out"]
    assert ["it was old, or may have been, when it was first seen"] in reasons


async def test_a_watch_that_was_set_to_digest_gets_no_thread_posts_any_more(world: World) -> None:
    await alerted(world)
    await world.say("/watch senkaku mode:digest")
    world.item(TITLE, "kanto", text=TWELVE)
    await world.later(minutes=30)
    assert threads(world) == []


async def test_a_deleted_alert_is_posted_once_more_and_then_never(world: World) -> None:
    alert = await alerted(world)
    world.chat.delete(alert.external_id)
    world.item(TITLE, "kanto", text=SAME)
    await world.later(minutes=30)
    (again,) = world.sent()
    async with world.gear.store.read() as tx:
        assert await deliveries.counts(tx) == {"sent": 2}  # nobody misses the edit that failed
    assert "Kanto" in again.shown["also"]
    assert again.shown["title"] == TITLE
    world.item(TITLE, "strait", text=TWELVE)
    await world.later(minutes=30)
    (post,) = threads(world)
    assert post.thread == again.external_id
    world.chat.delete(again.external_id)
    world.item(TITLE, "delta", text=QUIT)
    world.item(TITLE, "lagoon", text=PIER)
    await world.later(hours=3)
    assert [p.payload["kind"] for p in world.sent()] == ["update"]
    async with world.gear.store.read() as tx:
        made = await record.decisions_about(tx, range(1, 60))
    assert [d.verdict for d in made if d.verdict in ("again", "ended")] == ["again", "ended"]


async def test_a_development_that_the_new_post_shows_is_not_said_again_below_it(
    world: World,
) -> None:
    alert = await alerted(world)
    world.chat.delete(alert.external_id)
    world.item(TITLE, text=TWELVE, id="again")
    await world.later(hours=2)
    (again,) = world.sent()
    assert (again.payload["kind"], TWELVE in said(again)) == ("alert", True)
    assert [verdict for verdict, _ in await decisions(world)] == ["development", "again"]
    why = (await world.say("/why https://harbour.example/3")).text
    assert "posted anew since somebody deleted it. New: 12 fishing" in why
    world.item(TITLE, "strait", text=QUIT)
    await world.later(hours=2)
    assert [(post.thread, said(post)) for post in threads(world)] == [(again.external_id, [QUIT])]


async def test_a_development_that_waited_for_its_hour_is_said_once_after_a_deletion(
    world: World,
) -> None:
    alert = await alerted(world)
    world.item(TITLE, "kanto", text=TWELVE)
    await world.later(minutes=20)
    world.item(TITLE, "strait", text=QUIT)
    await world.later(minutes=15)
    assert QUIT in [s["text"] for s in world.posts()[0]["sentences"]]
    world.chat.delete(alert.external_id)
    await world.later(hours=2)
    again = next(p for p in world.sent() if p.payload["kind"] == "alert")
    assert QUIT in said(again)
    assert [said(post) for post in threads(world)] == [[TWELVE]]


async def test_a_development_that_the_new_post_does_not_show_is_told_below_it(
    world: World,
) -> None:
    world.gear = replaced(world, summary_characters=100)
    alert = await alerted(world)
    world.chat.delete(alert.external_id)
    world.item(TITLE, text=TWELVE, id="again")
    await world.later(minutes=30)
    again, post = world.sent()
    assert (again.payload["kind"], TWELVE in said(again)) == ("alert", False)
    assert (post.thread, said(post)) == (again.external_id, [TWELVE])


async def test_a_thread_post_of_unknown_fate_is_not_told_twice(world: World) -> None:
    await alerted(world)
    world.gear = replaced(world, edit_every=7200)
    world.item(TITLE, text=TWELVE, id="more")
    world.chat.fail_next(SendUnknown("the line dropped"), accepted=True)
    await world.later(hours=1)
    assert len(threads(world)) == 1


def replaced(world: World, **rules: Any) -> Any:
    if "edit_every" in rules:
        rules["edit_every"] = timedelta(seconds=rules["edit_every"])
    return replace(world.gear, rules=replace(world.gear.rules, **rules))


async def test_a_story_of_two_days_and_forty_articles_is_one_post_with_a_thread_that_lasts(
    world: World,
) -> None:
    await alerted(world)
    hours = list[float]()  # of the posts in the thread
    outlets = ("harbour", "kanto", "strait", "delta", "lagoon")
    for number in range(39):
        fact = (
            f"Then {20 + number} more boats were seen off the Senkaku Islands."
            if number % 3
            else SAME
        )
        world.item(TITLE, outlets[number % 5], text=fact, id=f"n{number}")
        await world.leap(minutes=72)
        hours += [number * 1.2] * (len(threads(world)) - len(hours))
    assert len(world.posts()) == 1
    assert len(hours) == 4  # two are kept for what is grave
    assert 8 < hours[-1] < 12
    assert len(world.sent()) == 1 + len(threads(world))


async def test_why_says_what_made_an_item_a_development_and_what_did_not(world: World) -> None:
    await alerted(world)
    world.item(TITLE, "kanto", text=TWELVE)
    world.item(TITLE, "strait", text=SAME)
    await world.later(minutes=20)
    (post,) = threads(world)
    (button,) = post.payload["buttons"]
    answer = await world.press(button["id"])
    assert "as a development. New: 12 fishing (Kanto)." in answer.text
    assert (await world.say(f"/why {post.external_id}")).text == answer.text
    assert "adds an outlet" in (await world.say("/why https://strait.example/2")).text
