"""Who reads Japanese meets no English sentence: in no command, done or refused, and in no post."""

import re
from dataclasses import replace

from bot.commands.table import COMMANDS
from bot.errors import CommandError
from bot.locales import speaking
from bot.model import Reply
from tests.commands.conftest import SENKAKU, Person, labels
from tests.linetest import World

# Three words side by side, none of them a name.
ENGLISH = re.compile(r"\b[A-Za-z][a-z’']*(?: [a-z’']{2,}){2,}")
# What is not ours to translate: what can be typed, addresses, and what others wrote.
FOREIGN = re.compile(
    r"`[^`]*`|https?://\S+|“[^”]*”|「[^」]*」|Old news from the \w+ office"
    r"|The ministries [a-z ]+ it\.|No further details were given\."
)

DONE = (
    "/watch senkaku",
    "/watch fisheries min-publishers:2 languages:en,ja urgent:wake mode:digest",
    "/watches list",
    "/watches stats senkaku",
    "/subscribe kanto",
    "/feeds list",
    "/feeds export",
    "/feeds edit kanto tags:wire",
    "/topics show",
    "/topics show senkaku",
    "/topics add Senkaku Brewery aliases:尖閣酒造 needs:beer vetoes:coast",
    "/topics edit senkaku add:Pigeon Rock",
    "/topics export",
    "/topics remove senkaku",
    "/topics import Rice Council: Komekai",
    "/why",
    "/whynot https://kanto.example/2",
    "/whynot https://nowhere.example/2",
    "/latest",
    "/latest senkaku",
    "/search senkaku",
    "/quiet set 22:00-07:00 mon-fri",
    "/quiet set",
    "/quiet now 2h",
    "/quiet off",
    "/digest set 18:00 mon-fri Asia/Tokyo",
    "/digest set 19:00 watch:senkaku",
    "/digest off watch:senkaku",
    "/digest preview",
    "/digest now",
    "/settings",
    "/settings budget:3+2/h digest:all empty-digest:never",
    "/status",
    "/export",
    "/help",
    "/help watch",
    "/help digest set",
    "/unsubscribe kanto",
    "/unwatch senkaku",
    "/digest off",
)
REFUSED = (
    "/watch title:(body:quad)",
    "/watch quad AND",
    "/watch tuna mode:digest lang:klingon",
    "/watch the",
    "/watch senkaku languages:klingon",
    "/watch senkaku min-publishers:99",
    "/unwatch nothing",
    "/watches stats nothing",
    "/subscribe nothing",
    "/unsubscribe nothing",
    "/digest set 25:00",
    "/digest set 08:00 timezone:Nowhere/Land",
    "/feeds remove nothing",
    "/feeds add http://127.0.0.1:1/feed",
    "/feeds test http://127.0.0.1:1/feed",
    "/feeds edit nothing name:x",
    "/topics show nothing",
    "/topics edit senkaku remove:nothing",
    "/topics add A",
    "/topics import name,alias",
    "/why nothing",
    "/whynot nothing",
    "/latest nothing",
    "/search (",
    "/search senkaku days:99",
    "/quiet set 22:00",
    "/quiet now never",
    "/settings budget:many",
    "/settings notices:#nowhere",
    "/export #nowhere",
    "/import",
    "/help nothing",
)


def english(text: str, *foreign: str) -> list[str]:
    for words in foreign:
        text = text.replace(words, "")
    return ENGLISH.findall(FOREIGN.sub("", text))


async def answered(reader: Person, typed: str) -> Reply:
    """Answer a typed line as the local page does: what cannot be read is an answer, too."""
    with speaking(reader.locale):
        try:
            return await reader.say(typed)
        except CommandError as error:
            return Reply(text=str(error), error=True)


async def test_no_answer_to_any_command_has_an_english_sentence(world: World, ada: Person):
    reader = replace(ada, locale="ja")
    theirs = sorted({topic.name for topic in world.gear.catalogue.topics.values()}, key=len)
    await reader.say("/watch senkaku")
    await reader.say("/watch fisheries")
    world.item(SENKAKU)
    world.item(SENKAKU, "kanto")
    await world.later(minutes=15)
    met: dict[bool, set[str]] = {True: set(), False: set()}
    left = {}
    for typed in (*REFUSED, *DONE):
        reply = await answered(reader, typed)
        met[reply.error].add(typed.split()[0].removeprefix("/"))
        words = "\n".join([reply.text, *(button.label for button in reply.buttons)])
        if found := english(words, SENKAKU, *reversed(theirs)):
            left[typed] = found
    assert left == {}
    names = {command.name for command in COMMANDS}
    assert names - met[False] == {"import"}  # which is refused without a file
    assert names - met[True] == {"status"}  # which nothing can be wrong with


async def test_someone_who_may_not_is_told_so_in_japanese(ben: Person):
    reply = await replace(ben, locale="ja").say("/watch senkaku")
    assert reply.error
    assert english(reply.text) == []


async def test_posts_speak_the_communitys_language_and_answers_the_readers(
    world: World, ada: Person
):
    await ada.say("/settings language:ja")
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    world.item(SENKAKU, "kanto")
    await world.later(minutes=15)
    (post,) = world.posts()
    assert post["label"] == "アラート"
    labels = [button["label"] for button in post["buttons"]]
    assert labels == ["理由", "関連あり", "関連なし", "ミュート…"]
    assert "も報道: 独立した媒体 2" in post["also"]
    korean = await replace(ada, locale="ko").say("/watches")
    assert "모니터링" in korean.text
    assert english("\n".join([post["text"], *post["dateline"]]), SENKAKU) == []


async def test_topics_bear_the_readers_name_for_them_and_watches_the_communitys(
    world: World, ada: Person
):
    await ada.say("/settings language:ja")
    taro = replace(ada, locale="ja")
    made = await taro.say("/watch senkaku")
    assert made.text.startswith("#desk で 尖閣諸島 を")
    assert "名前: 尖閣、" in made.text
    (_, offered), *_ = await taro.complete("watch", "query", "senka")
    assert offered.startswith("尖閣諸島 · Senkaku Islands, ")
    assert "尖閣諸島" in (await taro.say("/topics show senkaku")).text.splitlines()[0]
    world.item(SENKAKU)
    await world.later(minutes=15)
    (post,) = world.posts()
    assert "尖閣諸島" in post["tags"]
    # The watch has one name for all who read it; each finds it by the name they know.
    kim = replace(ada, locale="ko")
    assert "尖閣諸島" in (await kim.say("/watches")).text
    assert "센카쿠 열도" in (await kim.say("/topics show senkaku")).text.splitlines()[0]
    assert not (await kim.say("/unwatch Diaoyu")).error
    assert "尖閣諸島" not in (await kim.say("/watches")).text


async def test_a_language_that_is_set_is_spoken_at_once_to_who_has_no_other(world: World):
    nobody = Person(world=world)
    assert (await nobody.say("/settings language:ja")).text.startswith("変更しました。")
    assert (await nobody.say("/settings language:default")).text.startswith("Changed.")
    reader = Person(world=world, locale="en-GB")
    assert (await reader.say("/settings language:ja")).text.startswith("Changed.")


async def test_what_a_community_calls_a_topic_stands_in_every_language(world: World, ada: Person):
    taro = replace(ada, locale="ja")
    await ada.say("/watch senkaku")
    await ada.say("/topics edit senkaku name:The Rocks")
    assert "The Rocks" in (await taro.say("/topics show senkaku")).text.splitlines()[0]
    assert "The Rocks" in (await taro.say("/watches")).text
    await ada.say("/settings language:ja")
    await taro.say("/topics remove senkaku")
    assert "尖閣諸島" in (await taro.say("/watches")).text


async def test_what_the_catalogue_says_is_said_in_the_readers_language(ada: Person):
    taro = replace(ada, locale="ja")
    shown = (await taro.say("/topics show senkaku")).text
    assert "日本が施政、中国（釣魚島）と台湾（釣魚台）が領有を主張。" in shown
    assert "対象外: 釣魚台国賓館、千島列島、東シナ海のガス田。" in shown
    assert "対象外: グアム旅行とグアム便" in (await taro.say("/watch guam")).text


async def test_packs_are_called_and_found_by_their_name_in_the_readers_language(ada: Person):
    taro = replace(ada, locale="ja")
    asked = await taro.press("packs:")
    assert "*重要鉱物*: レアアース、電池用金属など: 鉱山、許可、備蓄、協定。" in asked.text
    assert "重要鉱物" in labels(asked)
    assert ("重要鉱物", "重要鉱物（パック）") in await taro.complete("subscribe", "what", "重要")
    assert "重要鉱物" in (await taro.choose(asked, "重要鉱物")).text
    assert "Critical minerals already" in (await ada.say("/subscribe Critical minerals")).text
    assert not (await replace(ada, locale="zh-TW").say("/unsubscribe 關鍵礦物")).error
