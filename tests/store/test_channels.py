from typing import Any

from bot.store import Store, Tx, channels, notices


async def test_a_community_is_made_on_first_sight_and_found_again(tx: Tx) -> None:
    one = await channels.community(tx, "local", "home", "Home")
    assert await channels.community(tx, "local", "home", "Home") == one
    assert await channels.get_community(tx, one.id) == one
    assert (await channels.community(tx, "slack", "home", "Other")).id != one.id


async def test_a_community_can_be_changed(tx: Tx) -> None:
    one = await channels.community(tx, "local", "home", "Home")
    await channels.update_community(tx, one.id, timezone="Asia/Tokyo", notice_channel_id=7)
    changed = await channels.get_community(tx, one.id)
    assert (changed.timezone, changed.notice_channel_id) == ("Asia/Tokyo", 7)


async def test_a_channel_is_made_on_first_sight_with_its_digest(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    assert channel.digest_times == ("08:00",)
    assert channel.digest_days == tuple(range(7))
    assert channel.digest_since == world.now
    assert (channel.platform, channel.state, channel.settings) == ("local", "active", {})


async def test_who_was_told_of_something_before_gets_a_digest_with_the_first_command(
    tx: Tx, world: Any
) -> None:
    home = await channels.community(tx, "local", "local", "local")
    told = await notices.person(tx, home.id, "ada")
    assert (await channels.get_channel(tx, told)).digest_on is False
    spoke = await channels.channel(
        tx, home.id, "@ada", "our conversation", digest_time="08:00", now=world.now
    )
    assert (spoke.id, spoke.digest_on, spoke.digest_times) == (told, True, ("08:00",))
    assert (spoke.digest_days, spoke.digest_since) == (tuple(range(7)), world.now)


async def test_a_channel_that_is_known_keeps_what_was_set(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    await channels.update_channel(tx, channel.id, digest_times=("07:30", "18:00"))
    again = await world.channel(tx)
    assert again.id == channel.id
    assert again.digest_times == ("07:30", "18:00")
    assert await channels.get_channel(tx, channel.id) == again


async def test_known_ones_are_found_while_only_reading(store: Store, world: Any) -> None:
    async with store.begin() as tx:
        channel = await world.channel(tx)
    async with store.read() as tx:
        assert await world.channel(tx) == channel


async def test_a_community_has_its_own_channels_only(tx: Tx, world: Any) -> None:
    one, two = await world.channel(tx, "one"), await world.channel(tx, "two")
    other = await world.channel(tx, "one", community="away")
    assert await channels.channels_of(tx, one.community_id) == (one, two)
    assert await channels.channels_of(tx, other.community_id) == (other,)


async def test_a_channel_is_found_by_name_with_or_without_its_sign(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx, "east-china-sea")
    home = channel.community_id
    assert await channels.find_channel(tx, home, "#east-china-sea") == channel
    assert await channels.find_channel(tx, home, "east-china-sea") == channel
    assert await channels.find_channel(tx, home, "south") is None


async def test_a_channel_of_another_community_is_never_found(tx: Tx, world: Any) -> None:
    mine = await world.channel(tx)
    await world.channel(tx, "secret", community="away")
    assert await channels.find_channel(tx, mine.community_id, "secret") is None


async def test_an_id_goes_before_a_name(tx: Tx, world: Any) -> None:
    named = await world.channel(tx, "first")
    await channels.update_channel(tx, named.id, name="second")
    meant = await world.channel(tx, "second")
    assert await channels.find_channel(tx, named.community_id, "second") == meant


async def test_only_channels_that_may_be_posted_to_are_active(tx: Tx, world: Any) -> None:
    here = await world.channel(tx)
    gone = await world.channel(tx, "gone")
    away = await world.channel(tx, community="away")
    await channels.update_channel(tx, gone.id, state="gone")
    await channels.update_community(tx, away.community_id, left_at=world.now)
    assert await channels.active_channels(tx, world.now) == (here,)


async def test_settings_are_changed_one_by_one(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    await channels.update_settings(tx, channel, {"budget": 4, "tone": "dry"})
    # The channel in hand is from before the first change, as in two commands at once.
    await channels.update_settings(tx, channel, {"tone": None, "size": 1})
    assert (await channels.get_channel(tx, channel.id)).settings == {"budget": 4, "size": 1}


async def test_channels_come_by_id_and_what_is_left_of_their_budgets_is_kept(
    tx: Tx, world: Any
) -> None:
    one, two = await world.channel(tx, "one"), await world.channel(tx, "two")
    assert await channels.by_ids(tx, [two.id, one.id, 99]) == {one.id: one, two.id: two}
    await channels.keep_budgets(tx, {one.id: (2.5, world.now), two.id: (0.0, world.after(hours=1))})
    left = {c.id: (c.tokens, c.tokens_at) for c in await channels.channels_of(tx, one.community_id)}
    assert left == {one.id: (2.5, world.now), two.id: (0.0, world.after(hours=1))}
    await channels.keep_budgets(tx, {})
