"""Commands on Discord, typed by people in SimCord's server."""

import discord

from bot.commands.table import COMMANDS
from tests.chat.discord.sea import SENKAKU, Sea, button, labels, text_of


async def test_a_watch_is_saved_at_once_and_says_what_it_will_catch(sea: Sea) -> None:
    answer = await sea.slash(sea.ada, "watch", query="senkaku")
    assert answer.acknowledged
    assert answer.response.ephemeral
    assert text_of(answer).startswith("Watching Senkaku Islands in #news: alerts")
    assert "Names: Senkaku" in text_of(answer)
    assert labels(answer.response)[:3] == ["Adjust", "Digest only", "Undo"]


async def test_an_error_says_the_next_thing_to_type_and_offers_it(sea: Sea) -> None:
    answer = await sea.slash(sea.ada, "watch", query="sennkaku")
    assert answer.response.ephemeral
    assert "Did you mean" in text_of(answer)
    chosen = await sea.ada.click(
        answer.response.message, custom_id=button(answer.response, "Senkaku Islands")
    )
    assert "Watching Senkaku Islands" in text_of(chosen)


async def test_undo_takes_a_watch_back(sea: Sea) -> None:
    answer = await sea.slash(sea.ada, "watch", query="senkaku")
    await sea.ada.click(answer.response.message, custom_id=button(answer.response, "Undo"))
    listed = await sea.slash(sea.bob, "watches list")
    assert "Nothing is watched in #news yet" in text_of(listed)


async def test_names_are_completed_never_ids(sea: Sea) -> None:
    await sea.slash(sea.ada, "watch", query="senkaku")
    topics = await sea.ada.autocomplete(sea.news, "watch", "query", "senk")
    assert any(choice["name"].startswith("Senkaku Islands") for choice in topics)
    watches = await sea.ada.autocomplete(sea.news, "unwatch", "watch", "")
    assert [choice["name"] for choice in watches] == ["Senkaku Islands"]
    zones = await sea.ada.autocomplete(sea.news, "digest set", "timezone", "toky")
    assert [choice["value"] for choice in zones] == ["Asia/Tokyo"]


async def test_a_watch_of_many_words_is_completed_within_what_a_choice_holds(sea: Sea) -> None:
    words = " OR ".join(f"islet{n}" for n in range(30))
    await sea.slash(sea.ada, "watch", query=words)
    [choice] = await sea.ada.autocomplete(sea.news, "unwatch", "watch", "isl")
    assert choice["name"].endswith("OR islet29")
    stopped = await sea.slash(sea.ada, "unwatch", watch=choice["value"])
    assert "no longer watched" in text_of(stopped)


async def test_an_alert_comes_with_its_buttons_and_tells_why(sea: Sea) -> None:
    await sea.slash(sea.ada, "watch", query="senkaku")
    sea.world.item(SENKAKU)
    await sea.later(minutes=15)
    [alert] = sea.posts()
    [embed] = alert.embeds
    assert embed.title == SENKAKU
    assert embed.author.name.startswith("ALERT · Harbour")
    assert labels(alert) == ["Why", "Relevant", "Not relevant", "Mute…"]
    why = await sea.bob.click(alert, custom_id=button(alert, "Why"))
    assert why.response.ephemeral
    assert "Senkaku" in text_of(why)
    menu = await sea.bob.context_menu(sea.news, "Why this?", alert)
    assert text_of(menu) == text_of(why)
    voted = await sea.bob.click(alert, custom_id=button(alert, "Relevant"))
    assert "1 relevant" in text_of(voted)


async def test_what_people_may_not_change_is_refused_with_the_right_it_needs(sea: Sea) -> None:
    answer = await sea.slash(sea.bob, "watch", query="senkaku")
    assert answer.response.ephemeral
    assert "“Manage Server”, or “Manage Channel” in this channel" in text_of(answer)
    listed = await sea.slash(sea.bob, "watches list")
    assert "Nothing is watched in #news yet" in text_of(listed)


async def test_a_button_that_changes_things_is_checked_when_it_is_pressed(sea: Sea) -> None:
    await sea.slash(sea.ada, "watch", query="senkaku")
    sea.world.item(SENKAKU)
    await sea.later(minutes=15)
    [alert] = sea.posts()
    asked = await sea.bob.click(alert, custom_id=button(alert, "Mute…"))
    assert "You may not mute anything here" in text_of(asked)


async def test_who_manages_one_channel_may_change_that_one(sea: Sea) -> None:
    role = sea.guild.create_role("Keeper", permissions=discord.Permissions.none())
    own = sea.guild.create_text_channel(
        "own", overwrites={role: discord.PermissionOverwrite(manage_channels=True)}
    )
    eve = sea.guild.add_member(sea.env.create_user("eve"), roles=[role])
    assert "Watching" in text_of(await sea.slash(eve, "watch", own, query="senkaku"))
    assert "Watching" in text_of(await sea.slash(eve, "watch", query="quad", channel=own))
    assert "You may not" in text_of(await sea.slash(eve, "watch", query="quad"))
    assert "You may not" in text_of(
        await sea.slash(eve, "watch", own, query="quad", channel=sea.news)
    )


async def test_a_channel_that_is_not_known_yet_is_watched_by_its_name(sea: Sea) -> None:
    answer = await sea.slash(sea.ada, "watch", query="senkaku", channel=sea.other)
    assert "in #other" in text_of(answer)
    sea.world.item(SENKAKU)
    await sea.later(minutes=15)
    assert [m.embeds[0].title for m in sea.posts(sea.other)] == [SENKAKU]
    assert sea.posts() == []


async def test_nothing_is_promised_where_the_bot_may_not_post(sea: Sea) -> None:
    shut = sea.guild.create_text_channel(
        "shut",
        overwrites={sea.guild.default_role: discord.PermissionOverwrite(embed_links=False)},
    )
    answer = await sea.slash(sea.ada, "watch", query="senkaku", channel=shut)
    assert "I may not post in #shut: I lack “Embed Links” there" in text_of(answer)
    assert answer.response.ephemeral


async def test_who_watches_is_told_where_posts_cannot_be_looked_for(sea: Sea) -> None:
    blind = discord.PermissionOverwrite(read_message_history=False)
    shut = sea.guild.create_text_channel("shut", overwrites={sea.guild.default_role: blind})
    answer = await sea.slash(sea.ada, "watch", query="senkaku", channel=shut)
    assert "Watching Senkaku Islands in #shut" in text_of(answer)
    assert "#shut: I lack “Read Message History”" in text_of(answer)
    assert "I lack" not in text_of(await sea.slash(sea.ada, "watch", query="quad"))


async def test_an_answer_keeps_its_place_when_a_page_is_turned(sea: Sea) -> None:
    await sea.slash(sea.ada, "watch", query="senkaku")
    first = await sea.slash(sea.bob, "feeds list")
    status = await sea.slash(sea.bob, "status")
    turned = await sea.bob.click(
        status.response.message, custom_id=button(status.response, "Show feeds")
    )
    assert turned.response is None or turned.response.id == status.response.id
    assert first.response.id != status.response.id


async def test_buttons_answer_after_a_restart(sea: Sea) -> None:
    await sea.slash(sea.ada, "watch", query="senkaku")
    sea.world.item(SENKAKU)
    await sea.later(minutes=15)
    [alert] = sea.posts()
    again = sea.renewed()
    await sea.env.restart_bot(again.client)
    why = await sea.bob.click(alert, custom_id=button(alert, "Why"))
    assert "Senkaku" in text_of(why)
    stopped = await sea.slash(sea.ada, "unwatch", watch="Senkaku Islands")
    await sea.env.restart_bot(sea.renewed().client)
    undo = button(stopped.response, "Undo")
    assert "Taken back" in text_of(await sea.ada.click(stopped.response.message, custom_id=undo))


async def test_the_commands_are_sent_only_when_they_changed(sea: Sea) -> None:
    def sent() -> int:
        return sum(1 for r in sea.env.http_requests if r.method == "PUT" and "commands" in r.path)

    assert sent() == 1
    await sea.env.restart_bot(sea.renewed().client)
    assert sent() == 1


async def test_a_server_that_takes_the_bot_in_gets_one_word_with_the_ways_to_begin(
    sea: Sea,
) -> None:
    await sea.run()
    greeted = [m for m in sea.news.history() if "Pick a pack" in m.content]
    assert [labels(m) for m in greeted] == [
        ["Pick a pack", "Type a watch", "Add a feed", "Set time zone", "Where notices go"]
    ]
    [hello] = greeted
    packs = await sea.ada.click(hello, custom_id=button(hello, "Pick a pack"))
    await sea.ada.click(
        packs.response.message, custom_id=packs.response.components[0]["components"][0]["custom_id"]
    )
    assert "subscribe" not in text_of(packs)
    listed = await sea.slash(sea.ada, "watches list")
    assert "Nothing is watched" not in text_of(listed)
    await sea.env.restart_bot(sea.renewed().client)
    await sea.run()
    assert len([m for m in sea.news.history() if "Pick a pack" in m.content]) == 1


async def test_a_watch_can_be_typed_into_a_window(sea: Sea) -> None:
    await sea.run()
    [hello] = [m for m in sea.news.history() if "Pick a pack" in m.content]
    window = await sea.ada.click(hello, custom_id=button(hello, "Type a watch"))
    assert window.modal is not None
    answer = await sea.ada.submit_modal(window, {"query": "senkaku"})
    assert "Watching Senkaku Islands in #news" in text_of(answer)


async def test_the_tree_speaks_the_readers_language(sea: Sea) -> None:
    [sent] = [r for r in sea.env.http_requests if r.method == "PUT" and "commands" in r.path]
    watch = next(one for one in sent.json if one["name"] == "watch")
    assert set(watch["description_localizations"]) == {"ja", "ko", "zh-CN", "zh-TW"}
    assert len(sent.json) == len(COMMANDS) + 1
    assert sent.json[-1]["name_localizations"]["ja"] == "なぜこの投稿？"
    post = next(one for one in watch["options"] if one["name"] == "post")
    assert [one["name_localizations"]["zh-TW"] for one in post["choices"]] == [
        "message · 訊息",
        "thread · 討論串",
        "forum · 論壇",
    ]


async def test_a_set_up_leaves_as_a_file_and_comes_back_from_one(sea: Sea) -> None:
    await sea.slash(sea.ada, "watch", query="senkaku")
    answer = await sea.slash(sea.ada, "export")
    [file] = answer.response.attachments
    written = await file.read()
    await sea.slash(sea.ada, "unwatch", watch="Senkaku Islands")
    back = await sea.slash(sea.ada, "import", file=(file.filename, written))
    assert back.response.ephemeral
    assert "Senkaku" in text_of(back)


async def test_a_file_that_is_too_large_is_refused_with_the_limit(sea: Sea) -> None:
    large = ("large.json", b"x" * (2 * 1024 * 1024 + 1))
    answer = await sea.slash(sea.ada, "import", file=large)
    assert "larger than 2 MB" in text_of(answer)


async def test_only_the_chosen_role_is_called_and_only_once(sea: Sea) -> None:
    role = sea.guild.create_role("Readers")
    await sea.slash(sea.ada, "watch", query="senkaku", mention=f"<@&{role.id}>")
    sea.world.item(f"{SENKAKU} @everyone <@&{role.id + 1}>")
    await sea.later(minutes=15)
    [alert] = sea.posts()
    assert alert.content == f"<@&{role.id}>"
    [sent] = [
        r
        for r in sea.env.http_requests
        if r.method == "POST" and r.json.get("nonce") and r.json.get("embeds")
    ]
    assert sent.json["allowed_mentions"] == {"parse": [], "roles": [str(role.id)]}
    assert [r.id for r in alert.role_mentions] == [role.id]
    assert not alert.mention_everyone


async def test_an_address_of_nothing_but_spaces_is_asked_for(sea: Sea) -> None:
    answer = await sea.slash(sea.ada, "feeds add", address=" ")
    assert text_of(answer).startswith("Give the address of a page or a feed")
