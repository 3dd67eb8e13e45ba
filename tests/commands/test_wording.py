"""Small words that were wrong once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.typed import read_typed
from bot.cli.show import table
from bot.commands.table import commands_on
from bot.errors import CommandError
from bot.words import since, weekdays
from tests.commands.conftest import Person, labels
from tests.linetest import World


def test_what_happened_within_a_minute_is_just_now():
    assert since(timedelta(seconds=-5)) == "just now"
    assert since(timedelta(seconds=59)) == "just now"
    assert since(timedelta(seconds=61)) == "1 min ago"
    assert since(timedelta(hours=3)) == "3 h ago"


async def test_the_page_has_no_forums_and_says_so(ada: Person):
    page = replace(ada, platform="local")
    reply = await page.say("/watch senkaku post:forum")
    assert reply.error
    assert "no forums" in reply.text
    assert not (await page.say("/watch senkaku post:thread")).error


async def test_whom_slack_cannot_call_is_refused(ada: Person):
    slack = replace(ada, platform="slack")
    for typed in ("@everyone", "<!channel>", "<!here>", "@bob", "<@&77>"):
        reply = await slack.say(f"/watch senkaku mention:{typed}")
        assert reply.error, typed
        assert "from the list that opens when you type `@`" in reply.text
    assert "Nothing is watched" in (await slack.say("/watches")).text


@pytest.mark.parametrize("typed", ["@everyone", "@Here", "<!channel>", "＠everyone", "@desk @all"])
async def test_the_page_calls_everybody_as_little_as_a_platform_does(ada: Person, typed: str):
    page = replace(ada, platform="local")
    reply = await page.ask("watch", {"query": "senkaku", "mention": typed})
    assert reply.error
    assert "I never call. Name one person or role, such as `mention:@desk`" in reply.text
    assert not (await page.say("/watch senkaku mention:@hereford")).error


async def test_whom_a_watch_calls_is_said_by_name_where_the_platform_told_it(ada: Person):
    slack = replace(ada, platform="slack", channel="T1/C1")
    reply = await slack.say("/watch senkaku mention:<!subteam^S1|@desk>")
    assert "Mentions @desk at every alert." in reply.text
    again = await slack.say("/watch senkaku mention:<@U1|Ada>")
    assert "Mentions @Ada at every alert." in again.text
    discord = replace(ada, platform="discord")
    assert (await discord.say("/watch senkaku mention:@everyone")).error
    assert not (await discord.say("/watch senkaku mention:<@&77>")).error


async def test_slack_is_offered_no_forum(ada: Person):
    slack = replace(ada, platform="slack")
    assert "forum" not in (await slack.say("/help watch")).text
    assert "forum" in (await replace(ada, platform="discord").say("/help watch")).text
    assert (await slack.say("/watch senkaku post:forum")).error
    with pytest.raises(CommandError, match="It is one of: message, thread"):
        read_typed("/watch senkaku post:forum", commands_on("slack"))


async def test_a_zone_is_offered_by_the_beginning_of_its_city_first(ada: Person):
    offered = await ada.complete("settings", "timezone", "tok")
    assert offered[0] == ("Asia/Tokyo", "Asia/Tokyo")


async def test_a_new_name_is_told_under_the_old_one(ada: Person):
    reply = await ada.say("/topics edit senkaku name:The Rocks")
    assert reply.text.splitlines()[0] == "Senkaku Islands here: called The Rocks."


async def test_a_veto_of_ones_own_is_shown_though_a_class_has_it(world: World, ada: Person):
    name, words = next(iter(world.gear.catalogue.classes.items()))
    own = next(word for word in words if "*" not in word and " " not in word)
    await ada.say(f"/topics add Harbour Group vetoes:@{name}, {own}")
    lines = (await ada.say("/topics show Harbour Group")).text.splitlines()
    never = next(line for line in lines if line.startswith("Never beside: "))
    assert own in never


async def test_the_marks_of_a_reason_are_marks(ada: Person):
    reply = await ada.say("/topics import ???: ???")
    assert reply.error
    assert "∗" not in reply.text


async def test_a_question_is_no_error(ada: Person):
    for typed in ("/watch sennkaku", "/watch coastguard"):
        reply = await ada.say(typed)
        assert reply.asks, typed
        assert not reply.error
        assert "Just the word" in labels(reply)


def test_a_short_first_column_is_never_broken(capsys):
    ids = [f"topic:some-long-name-{n}" for n in range(3)]
    table("Met", ("watch", "by", "title"), [(id_, "x" * 60, "y" * 90) for id_ in ids])
    shown = capsys.readouterr().out
    assert all(id_ in shown for id_ in ids)


def test_weekdays_are_said_in_the_readers_language():
    assert weekdays(range(7), "ja") == "毎日"
    assert weekdays(range(5), "zh-TW") == "星期一至星期五"
    assert weekdays(range(5), "en") == "Monday to Friday"


async def test_a_japanese_reader_is_answered_in_japanese(ada: Person):
    reader = replace(ada, locale="ja")
    reply = await reader.say("/watch senkaku")
    assert reply.text.startswith("#desk で Senkaku Islands をウォッチします: ")
    assert labels(reply)[:3] == ["調整", "ダイジェストのみ", "元に戻す"]
    back = await reader.choose(reply, "元に戻す")
    assert back.text.startswith("取り消しました")
    chinese = await replace(ada, locale="zh-TW").say("/watches")
    assert "還沒有任何關注" in chinese.text
    assert (await ada.say("/watches")).text.startswith("Nothing is watched")
