"""Who may do what on Discord: one channel's managers, private notices, changes told to all."""

from typing import Any

import discord
import pytest
from simcord.backend.models.channel import Overwrite

from bot.chat.discord.rights import (
    CREATE_THREADS,
    EMBED_LINKS,
    GIVE,
    NAMES,
    READ_HISTORY,
    SEND_MESSAGES,
    named,
)
from bot.locales import retold, speaking
from tests.chat.discord.sea import Sea, button, labels, text_of


def keeper_of(sea: Sea, channel_name: str) -> tuple[Any, Any]:
    """Give a channel, and somebody who may manage that one alone."""
    role = sea.guild.create_role("Keeper", permissions=discord.Permissions.none())
    own = sea.guild.create_text_channel(
        channel_name, overwrites={role: discord.PermissionOverwrite(manage_channels=True)}
    )
    return own, sea.guild.add_member(sea.env.create_user("eve"), roles=[role])


async def test_who_manages_one_channel_changes_no_other_from_there(sea: Sea) -> None:
    """A button knows the thing that it is about; the right is asked for where that thing is."""
    added = await sea.slash(sea.ada, "watch", query="senkaku")
    own, eve = keeper_of(sea, "own")
    await sea.slash(eve, "watch", own, query="quad")
    theirs, mine = button(added.response, "Adjust").removeprefix("open:"), "2"
    undo = button(added.response, "Undo")
    forged = [undo, *(f"{do}:{theirs}" for do in ("edit", "call", "remove"))]
    forged += [f"set:{theirs}:mode:digest", f"narrow:{theirs}:1", f"outlets:{theirs}:2"]
    forged += ["zone:1:Asia/Tokyo", "probe:1", "unmute:1:1"]
    let_through = {}
    for id_ in forged:
        said = text_of(await sea.forged(own, eve, id_))
        if "You may not change #news" not in said:
            let_through[id_] = said
    assert let_through == {}
    assert "digest" in text_of(await sea.forged(own, eve, f"set:{mine}:mode:digest"))


async def test_buttons_under_a_private_notice_are_about_its_server(sea: Sea) -> None:
    """Whoever set a channel up that shuts is told privately, and may lose the right meanwhile."""
    shut = sea.guild.create_text_channel("quay")
    await sea.slash(sea.ada, "watch", shut, query="senkaku")
    path = f"/channels/{shut.id}/messages"
    sea.env.inject_error("POST", path, status=403, code=50013, times=None)
    sea.world.item("Patrol ships enter waters off the Senkaku Islands")
    await sea.later(minutes=15)
    told = next(m for m in sea.ada.user.dm_channel.history() if "quay" in m.content)
    answer = await sea.ada.user.click(told, custom_id=button(told, "Try now"))
    assert "I try #quay now" in text_of(answer)
    sea.env.backend.get_guild(sea.guild.id).members[sea.ada.id].role_ids.clear()
    answer = await sea.ada.user.click(told, custom_id=button(told, "Try now"))
    assert "You may not" in text_of(answer)


async def test_where_everybody_may_change_things_a_change_is_told_to_all(sea: Sea) -> None:
    everybody = sea.guild.default_role
    common = sea.guild.create_text_channel(
        "common", overwrites={everybody: discord.PermissionOverwrite(manage_channels=True)}
    )
    answer = await sea.slash(sea.bob, "watch", common, query="senkaku")
    assert answer.response.ephemeral
    await sea.run()
    [line] = sea.posts(common)
    assert line.content == "bob: watching Senkaku Islands in #common"
    assert labels(line) == ["Undo"]
    undone = await sea.ada.click(line, custom_id=button(line, "Undo"))
    assert "Taken back" in text_of(undone)
    await sea.run()
    assert sea.posts(common)[-1].content.startswith("ada: Taken back")
    assert sea.posts() == []


async def test_where_few_may_change_things_nothing_is_told(sea: Sea) -> None:
    await sea.slash(sea.ada, "watch", query="senkaku")
    await sea.run()
    assert sea.posts() == []


async def test_a_channel_that_somebody_does_not_see_is_as_none_to_them(sea: Sea) -> None:
    """Who may manage the whole server need not see all of it."""
    role = sea.guild.create_role("Crew", permissions=discord.Permissions(manage_guild=True))
    eve = sea.guild.add_member(sea.env.create_user("eve"), roles=[role])
    hidden = sea.guild.create_text_channel(
        "secret", overwrites={role: discord.PermissionOverwrite(view_channel=False)}
    )
    added = await sea.slash(sea.ada, "watch", hidden, query="quad")
    assert "secret" not in text_of(await sea.slash(eve, "status"))
    forged = button(added.response, "Adjust")
    assert "no longer there" in text_of(await sea.forged(sea.news, eve, forged))
    assert "1 channel" in text_of(await sea.slash(eve, "export"))
    assert "2 channels" in text_of(await sea.slash(sea.ada, "export"))
    shown = text_of(await sea.slash(sea.ada, "watches list", channel=hidden))
    assert "1. Quad" in shown


def taken(sea: Sea, channel: Any, right: int) -> None:
    """Take a right from everybody in a channel, the bot included."""
    rule = Overwrite(target_id=sea.guild.id, type=0, deny=right)
    sea.env.backend.set_overwrite(channel.id, rule)


async def test_status_names_a_missing_right_before_any_post_has_failed(sea: Sea) -> None:
    quay = sea.guild.create_text_channel("quay")
    await sea.slash(sea.ada, "watch", quay, query="senkaku")
    assert "I lack" not in text_of(await sea.slash(sea.ada, "status"))
    taken(sea, quay, EMBED_LINKS)
    taken(sea, sea.other, SEND_MESSAGES)  # where nothing is to be posted
    said = text_of(await sea.slash(sea.ada, "status"))
    assert "#quay: I may not post there, for I lack “Embed Links”." in said
    assert "#other" not in said
    taken(sea, quay, READ_HISTORY)
    said = text_of(await sea.slash(sea.ada, "status"))
    assert "#quay: I lack “Read Message History”, so a post" in said


async def test_status_tells_one_lack_of_many_channels_in_one_line(sea: Sea) -> None:
    for name in ("quay", "dock"):
        made = sea.guild.create_text_channel(name)
        await sea.slash(sea.ada, "watch", made, query="senkaku")
        taken(sea, made, SEND_MESSAGES)
    said = text_of(await sea.slash(sea.ada, "status"))
    assert "#quay and #dock: I may not post there, for I lack “Send Messages”." in said


async def test_threads_need_rights_of_their_own_where_posts_are_threads(sea: Sea) -> None:
    quay = sea.guild.create_text_channel("quay")
    await sea.slash(sea.ada, "watch", quay, query="senkaku", post="thread")
    await sea.slash(sea.ada, "watch", query="senkaku")
    for place in (quay, sea.news):
        taken(sea, place, CREATE_THREADS)
    said = text_of(await sea.slash(sea.ada, "status"))
    assert "#quay: I may not post there, for I lack “Create Public Threads”." in said


async def test_what_lets_the_bot_post_tells_what_it_lacks(sea: Sea) -> None:
    taken(sea, sea.news, READ_HISTORY)
    taken(sea, sea.other, SEND_MESSAGES)
    lack = "#news: I lack “Read Message History”"
    assert lack in text_of(await sea.slash(sea.ada, "subscribe", what="semiconductors"))
    assert lack in text_of(await sea.slash(sea.ada, "digest set", times="09:00"))
    said = text_of(await sea.slash(sea.ada, "digest set", sea.other, times="09:00"))
    assert "#other: I may not post there, for I lack “Send Messages”" in said
    chosen = await sea.slash(sea.ada, "settings", notices=sea.other)
    assert "#other: I may not post there" in text_of(chosen)
    assert "#other: I may not post there" in text_of(await sea.slash(sea.ada, "status"))


async def test_what_waits_comes_as_soon_as_the_right_is_given_back(sea: Sea) -> None:
    quay = sea.guild.create_text_channel("quay")
    await sea.slash(sea.ada, "watch", quay, query="senkaku")
    taken(sea, quay, SEND_MESSAGES)
    path = f"/channels/{quay.id}/messages"
    sea.env.inject_error("POST", path, status=403, code=50013, times=1)
    sea.world.item("Patrol ships enter waters off the Senkaku Islands")
    await sea.later(minutes=12)
    assert "#quay takes nothing" in text_of(await sea.slash(sea.ada, "status"))
    sea.env.backend.edit_channel(quay.id, {"topic": "of ships"})  # no right is changed by that
    await sea.env.settle()
    await sea.run()
    assert sea.posts(quay) == []
    sea.env.backend.delete_overwrite(quay.id, sea.guild.id)
    await sea.env.settle()
    await sea.run()
    assert len(sea.posts(quay)) == 1
    assert "takes nothing" not in text_of(await sea.slash(sea.ada, "status"))


@pytest.mark.parametrize(
    ("language", "answered", "kept"),
    [
        (
            "ja",
            "「メッセージを送信」",
            "そこに書き込めません。ボットのロールに「メッセージを送信」を",
        ),
        ("ko", "‘메시지 보내기’", "봇의 역할에 ‘메시지 보내기’"),
        ("zh-CN", "“发送消息”", "我的身份组“发送消息”"),
        ("zh-TW", "「傳送訊息」", "我的身分組「傳送訊息」"),
    ],
)
def test_a_missing_right_is_named_as_discords_menus_call_it(
    language: str, answered: str, kept: str
) -> None:
    with speaking(language):
        assert named(["Send Messages"]) == answered
        assert kept in retold(f"I may not write there. {GIVE['Send Messages']}")


def test_every_right_that_is_asked_for_has_a_name_in_every_language() -> None:
    for language in ("ja", "ko", "zh-CN", "zh-TW"):
        with speaking(language):
            for name in NAMES.values():
                assert name not in named([name])
                assert name not in retold(GIVE[name])
