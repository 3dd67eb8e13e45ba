"""Corrections: what was wrong leaves the alert, and what is right is told under it and in it."""

from dataclasses import replace

import pytest

from tests.legs.test_update import said, threads
from tests.linetest import World

TITLE = "Fishing boat capsizes off Senkaku Islands, four missing"
TEXT = (
    "A fishing boat with nine people aboard capsized north of the Senkaku Islands early Saturday, "
    "and four are missing, the coast guard said. Five people were rescued by a freighter."
)
FOUR = "Four people are missing after a boat carrying nine capsized off the Senkaku Islands."
DIVERS = "Divers recovered two bodies from the hull of the fishing boat off the Senkaku Islands."
WRONG = "Correction: An earlier version of this story said nine people were aboard the boat."
TEN = "The coast guard says there were ten."


async def told(world: World) -> None:
    await world.say("/watch senkaku")
    world.item(TITLE, text=TEXT)
    await world.later(minutes=15)
    world.item("Four missing after boat capsizes near Senkaku Islands", "kanto", text=FOUR)
    world.item("Two bodies found after boat capsizes off Senkaku Islands", "delta", text=DIVERS)
    await world.later(minutes=20)


async def test_a_correction_is_told_with_what_is_right_and_stands_in_no_summary(
    world: World,
) -> None:
    await told(world)
    title = "Correction: Fishing boat capsizes off Senkaku Islands"
    world.item(title, "delta", text=f"{WRONG} {TEN}")
    await world.later(minutes=20)
    post = threads(world)[-1]
    assert (post.payload["label"], said(post)) == ("CORRECTION", [WRONG, TEN])
    assert [source["outlet"] for source in post.payload["sources"]] == ["Delta"]
    (alert,) = world.posts()
    assert (alert["title"], alert["footer"]) == (TITLE, f"Delta: {WRONG} {TEN}")
    shown = " ".join(sentence["text"] for sentence in alert["sentences"])
    assert "nine people" not in shown
    assert TEN not in shown


async def test_a_number_that_is_corrected_in_place_leaves_the_alert_and_is_told(
    world: World,
) -> None:
    await told(world)
    three = TEXT.replace("four are", "three are").replace("Five", "Six")
    changed = {"title": TITLE.replace("four", "three"), "text": f"{three} (Corrects the missing)"}
    world.listed["harbour"][-1] = replace(world.listed["harbour"][-1], **changed)
    world.show("harbour")
    await world.later(minutes=30)
    first = three.split(". ")[0] + "."
    post = threads(world)[-1]
    assert (post.payload["label"], said(post)) == ("CORRECTION", [first, "(Corrects the missing)"])
    (alert,) = world.posts()
    assert alert["title"] == changed["title"]
    assert alert["footer"] == f"Harbour: {first} (Corrects the missing)"
    shown = [sentence["text"] for sentence in alert["sentences"]]
    assert first in shown
    assert FOUR not in shown
    assert DIVERS in shown


async def test_a_number_that_was_put_right_stands_in_no_digest(world: World) -> None:
    await world.say("/watch senkaku mode:digest")
    await world.later(minutes=15)
    world.item("Search after boat capsizes near Senkaku Islands", "kanto", text=FOUR)
    searched = "Freighters searched all night. Four people are missing, the coast guard said."
    world.item("Fishing boat capsizes off Senkaku Islands, search goes on", text=searched)
    await world.later(minutes=15)
    three = searched.replace("Four", "Three")
    world.listed["harbour"][-1] = replace(world.listed["harbour"][-1], text=three)
    world.show("harbour")
    await world.later(minutes=30)
    await world.leap(hours=24)
    (digest, *_) = [post.shown for post in world.chat.sent if post.shown["kind"] == "digest"]
    assert "capsize" in str(digest)
    assert "Four people are missing" not in str(digest)


async def test_a_post_that_is_urgent_says_that_it_corrects_too(world: World) -> None:
    await told(world)
    assert world.posts()[0]["label"] == "ALERT"
    title = "Correction: Fishing boat capsizes off Senkaku Islands, four missing"
    world.item(title, "strait", text=f"{WRONG} {TEN}")
    await world.later(minutes=20)
    assert threads(world)[-1].payload["label"] == "URGENT · CORRECTION"
    await world.later(minutes=10)
    assert world.posts()[0]["label"] == "URGENT · CORRECTED"


LINK = "https://paper.example/fishermen"
THREE = {
    "en": ("Three found off the Senkaku Islands", "Three fishermen were found there on Monday."),
    "ja": ("尖閣諸島沖で漁船員3人発見", "尖閣諸島の沖で漁船員3人が見つかったと発表された。"),
    "zh-Hans": ("钓鱼岛附近三名渔民获救", "海警称三名渔民星期一在钓鱼岛附近海域获救。"),
    "ko": (
        "센카쿠 열도 인근 어민 3명 구조",
        "해경은 월요일 센카쿠 열도 해상에서 어민 3명을 구조했다.",
    ),
}


@pytest.mark.parametrize(
    ("language", "title", "text", "right"),
    [
        ("en", "Correction: Found off the islands", "Two were found, not three.", "Two were found"),
        ("en", "Found off the islands", "Correction: Two were found, not three.", "Two were found"),
        (
            "en",
            "Correction: Found off the islands",
            "We reported three. It was two.",
            "It was two.",
        ),
        ("en", "Two found", "The story has been corrected. It had said three.", "Two found"),
        ("en", "Found there", "This story has been corrected to say two were found.", "two were"),
        ("ja", "【訂正】漁船員発見", "先に3人としましたが、誤りでした。2人でした。", "2人でした。"),
        ("ja", "漁船員発見", "「3人」とあるのは「2人」の誤りでした。訂正します。", "「2人」の誤り"),
        ("zh-Hans", "渔民获救", "更正：此前报道称三人获救，有误。实际获救两人。", "实际获救两人。"),
        ("zh-Hans", "更正：渔民获救", "应为两人。", "应为两人。"),
        ("ko", "어민 구조", "바로잡습니다: 3명이 아니라 2명입니다.", "2명입니다."),
        ("ko", "어민 구조", "어민은 2명이다. 3명은 잘못이어서 바로잡습니다.", "2명이다."),
    ],
)
async def test_the_thread_and_the_alert_say_what_is_right(
    world: World, language: str, title: str, text: str, right: str
) -> None:
    await world.say("/watch senkaku")
    world.languages |= dict.fromkeys(("harbour", "kanto"), language)
    first, lead = THREE[language]
    world.item(first, text=lead, link=LINK)
    await world.later(minutes=15)
    world.item(title, "kanto", text=text, link=LINK)
    await world.later(minutes=20)
    (post,) = threads(world)
    assert post.payload["label"] == "CORRECTION"
    assert right in " ".join(said(post))
    (alert,) = world.posts()
    assert right in alert["footer"]


async def test_a_post_that_corrects_a_count_tells_the_wrong_one_nowhere(world: World) -> None:
    await told(world)
    wrong = "Twelve containers fell from the fishing boat off the Senkaku Islands."
    world.item("Fishing boat capsizes off Senkaku Islands", "kanto", text=wrong)
    await world.later(minutes=10)
    right = "Fourteen containers fell from the boat off the Senkaku Islands, not 12 containers."
    title = "Correction: Fishing boat capsizes off Senkaku Islands"
    world.item(title, "harbour", text=f"Correction: {right}")
    await world.later(hours=3)
    text = "\n".join(sentence for post in threads(world) for sentence in said(post))
    assert "not 12 containers" in text
    assert wrong not in text
    assert threads(world)[-1].payload["footer"] == ""
