"""In which of the languages that a story is told in a community reads of it."""

from collections.abc import Mapping
from typing import Any

from bot.store import watches
from tests.linetest import World

ENGLISH = "China revises Coast Guard Law near the Senkaku Islands"
CHINESE = "海警法修订通过，钓鱼岛海域登临检查时限定为72小时"
JAPANESE = "中国、海警法を改正、尖閣諸島の周辺での立ち入りは72時間まで"
IN = {
    "en": (ENGLISH, "Crews may stay aboard near the Senkaku Islands for 72 hours."),
    "zh-Hans": (
        CHINESE,
        "立法机关今天表决通过适用于钓鱼岛海域的海警法。专家认为时限有助于规范执法。",
    ),
    "ja": (JAPANESE, "尖閣諸島の周辺で立ち入った係官は72時間まで船にとどまることができる。"),
}
OUTLETS = {"en": "harbour", "ja": "kanto", "zh-Hans": "delta"}
STORY = "https://paper.example/law"  # one event, whatever its words


def tell(world: World, language: str) -> None:
    title, text = IN[language]
    outlet = OUTLETS[language]
    world.languages[outlet] = language
    world.item(title, outlet, text=text, link=STORY)


def spoken(post: Mapping[str, Any]) -> set[str]:
    return {sentence["language"] for sentence in post["sentences"]}


async def test_the_headline_and_the_sentences_turn_to_the_language_of_the_community(
    world: World,
) -> None:
    await world.say("/settings language:en")
    await world.say("/watch senkaku")
    tell(world, "zh-Hans")
    await world.later(minutes=15)
    (post,) = world.posts()
    assert (post["title"], post["dateline"][0]) == (CHINESE, "Delta")
    assert post["dateline"][-1] == "in Simplified Chinese"
    tell(world, "ja")
    await world.later(minutes=15)
    tell(world, "en")
    await world.later(minutes=15)
    (post,) = world.posts()
    assert (post["title"], post["dateline"][0]) == (ENGLISH, "Harbour")
    assert post["sources"][0]["outlet"] == "Harbour"
    assert spoken(post) == {"en"}
    assert "in " not in " ".join(post["dateline"])
    (sent,) = [one for one in world.sent() if one.payload["kind"] == "alert"]
    assert len(sent.edits) <= 3


async def test_each_community_reads_its_own_language_and_nobody_a_worse_headline(
    world: World,
) -> None:
    await world.say("/settings language:ja")
    await world.say("/watch senkaku")
    tell(world, "en")
    tell(world, "zh-Hans")
    await world.later(minutes=15)
    assert world.posts()[0]["title"] in (ENGLISH, CHINESE)
    tell(world, "ja")
    await world.later(minutes=15)
    (post,) = world.posts()
    assert (post["title"], post["dateline"][0]) == (JAPANESE, "Kanto")
    assert spoken(post) == {"ja"}


async def test_digests_and_answers_show_the_headline_of_the_alert(world: World) -> None:
    await world.say("/watch senkaku mode:digest")
    tell(world, "zh-Hans")
    await world.later(minutes=15)
    (foreign,) = (await world.say("/digest preview")).sections[0].lines
    assert (foreign.title, foreign.outlets) == (CHINESE, "Delta (zh)")
    tell(world, "ja")
    tell(world, "en")
    await world.later(minutes=15)
    latest = await world.say("/latest")
    assert latest.text.index(ENGLISH) < latest.text.index("Harbour") < latest.text.index("Delta")
    assert CHINESE not in latest.text
    why = (await world.say("/why https://paper.example/law")).text
    assert why.index("Harbour") < why.index("Delta")
    preview = await world.say("/digest preview")
    (line,) = preview.sections[0].lines
    assert (line.title, line.sentence) == IN["en"]
    assert line.outlets.startswith("Harbour, ")
    story = latest.buttons[0].id.removeprefix("why:")
    assert ENGLISH in (await world.press(f"hush:{story}:story")).text
    assert ENGLISH in (await world.say("/settings")).text


async def test_a_development_that_one_outlet_tells_in_another_language_says_so(
    world: World,
) -> None:
    await world.say("/watch senkaku")
    tell(world, "en")
    await world.later(minutes=15)
    world.languages["delta"] = "zh-Hans"
    more = "海警法修订后，七艘巡逻船首次驶入钓鱼岛海域，日方提出抗议。"
    world.item("海警法修订后首次巡航，七艘船驶入钓鱼岛海域", "delta", text=more, link=STORY)
    await world.later(minutes=90)
    (update,) = world.posts("update")
    assert update["dateline"] == ["Delta", "Japan", "newspaper", "in Simplified Chinese"]
    assert world.titles() == [ENGLISH]


async def test_cards_turn_to_another_language_when_it_is_chosen_and_back_when_that_is_undone(
    world: World,
) -> None:
    await world.say("/watch senkaku")
    for language in IN:
        tell(world, language)
    await world.later(minutes=15)
    assert world.titles() == [ENGLISH]
    chosen = await world.say("/settings language:ja")
    await world.later(minutes=6)
    (post,) = world.posts()
    assert (post["title"], post["dateline"][0], post["label"]) == (JAPANESE, "Kanto", "アラート")
    assert spoken(post) == {"ja"}
    (undo,) = [one.id for one in chosen.buttons if one.id.startswith("undo:")]
    await world.press(undo)
    await world.later(minutes=6)
    assert world.titles() == [ENGLISH]
    assert world.posts("update") == []


SENKAKU = {"en": "Senkaku Islands", "ja": "尖閣諸島", "ko": "센카쿠 열도"}


def headings(post: Mapping[str, Any]) -> list[str]:
    return [section["heading"] for section in post["sections"]]


async def test_watches_are_called_as_the_community_speaks_wherever_they_are_named(
    world: World,
) -> None:
    await world.say("/watch senkaku mode:digest")
    await world.say("/watch quad AND lighthouse mode:digest")
    await world.say("/watch =lighthouse mode:digest")
    chosen = await world.say("/settings language:ja")
    named = (await world.say("/watches")).text
    assert SENKAKU["ja"] in named
    assert SENKAKU["en"] not in named
    assert "lighthouse" in named
    tell(world, "en")
    await world.later(minutes=15)
    await world.say("/digest now")
    await world.run()
    (digest,) = world.posts("digest")
    assert (digest["label"], headings(digest)) == ("ダイジェスト", [SENKAKU["ja"]])
    assert SENKAKU["ja"] in (await world.say("/unwatch senkaku")).text
    (undo,) = [one.id for one in chosen.buttons if one.id.startswith("undo:")]
    await world.press(undo)
    assert SENKAKU["en"] in (await world.say("/watch senkaku")).text
    assert "=lighthouse" in (await world.say("/watches")).text


async def test_what_is_held_comes_under_the_watchs_name_in_the_language_chosen_since(
    world: World,
) -> None:
    await world.say("/watch senkaku")
    await world.say("/quiet now 2h")
    for number, title in enumerate((ENGLISH, "Lighthouse repaired near the Senkaku Islands")):
        world.item(title, link=f"https://paper.example/{number}")
        await world.later(minutes=15)
        if not number:
            await world.say("/settings language:ko")
    await world.later(hours=2)
    (rollup,) = world.posts("rollup")
    assert headings(rollup) == [SENKAKU["ko"]]
    assert [line["title"] for line in rollup["sections"][0]["lines"]]


async def test_a_name_that_somebody_gave_a_watch_stays(world: World) -> None:
    await world.say("/watch senkaku mode:digest")
    async with world.gear.store.begin() as tx:
        (watch,) = await watches.of_channel(tx, 1)
        await watches.change(tx, watch.id, label="Our islands")
    await world.say("/settings language:ja")
    assert "Our islands" in (await world.say("/watches")).text
