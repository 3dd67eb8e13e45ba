"""The buttons under a post: Relevant, Not relevant, Mute… and what Mute… offers."""

from bot.commands import telling, undo
from bot.commands.room import Room, hash_name
from bot.errors import CommandError
from bot.legs.unwanted import hush
from bot.locales import say
from bot.model import Button, Channel, Reply
from bot.store import channels, record, watches


async def press_yes(room: Room, rest: str) -> Reply:
    """[Relevant]."""
    return await _vote(room, rest, 1)


async def press_no(room: Room, rest: str) -> Reply:
    """[Not relevant]."""
    return await _vote(room, rest, -1)


async def _vote(room: Room, named: str, value: int) -> Reply:
    """Keep one vote a person and post; the last one counts."""
    async with room.gear.store.begin() as tx:
        await telling.about(room, tx, named)
        post = await telling.post_of(room, tx, room.channel, named)
        if post is None:
            raise CommandError(say("That post is no longer known, so a vote has no place to go."))
        await record.vote(tx, post, room.actor.id, value, room.now)
        yes, no = await record.votes_on(tx, post)
    if value > 0:
        text = say(
            "Noted: relevant. So far {yes} relevant, {no} not; your last vote counts.",
            yes=yes,
            no=no,
        )
    else:
        text = say(
            "Noted: not relevant. So far {yes} relevant, {no} not; your last vote counts. `/why` "
            "shows what it matched; [Mute…] silences more like it.",
            yes=yes,
            no=no,
        )
    return Reply(text=text)


async def press_mute(room: Room, rest: str) -> Reply:
    """[Mute…]: what of it?"""
    async with room.gear.store.read() as tx:
        story_id, told = await telling.about(room, tx, rest)
    buttons = []
    if story_id is not None:
        buttons.append(Button(id=f"hush:s{story_id}:story", label=say("This story")))
    for family, name in list(telling.families(told).items())[: telling.MOST_OUTLETS]:
        buttons.append(
            Button(id=f"hush:{rest}:{family}"[:100], label=say("Outlet {name}", name=name)[:80])
        )
    return Reply(
        text=say(
            "Mute what in {where}? A story until it ends; an outlet until you end it in "
            "`/settings`.",
            where=hash_name(room.channel),
        ),
        buttons=tuple(buttons),
    )


def _muted(what: str, name: str, channel: Channel) -> str:
    where = hash_name(channel)
    if what == "story":
        return say("“{title}” is muted in {where} until it ends", title=name, where=where)
    return say("{name} is muted in {where}", name=name, where=where)


async def press_hush(room: Room, rest: str) -> Reply:
    """[This story] or [Outlet X]: ``s12:story`` or ``s12:FAMILY``."""
    named, _, what = rest.partition(":")
    async with room.gear.store.begin() as tx:
        story_id, told = await telling.about(room, tx, named)
        channel = await channels.get_channel(tx, room.channel.id)
        names = telling.families(told)
        if what != "story" and what not in names:
            raise CommandError(say("That outlet does not tell this story. Press [Mute…] again."))
        number = await record.mute(
            tx,
            channel.id,
            by=room.actor.id,
            now=room.now,
            story_id=story_id if what == "story" else None,
            publisher=None if what == "story" else what,
        )
        if what != "story":
            await hush(room.gear, tx, channel.id, room.now)
        if what == "story":
            mine = await watches.of_channel(tx, channel.id)
            told = await telling.as_posted(room, tx, told, mine)
            name = telling.headline(told)
        else:
            name = await telling.family_name(room, tx, what)
        with room.aloud():
            text = _muted(what, name, channel)
        family = None if what == "story" else what
        back = await undo.note(room, tx, text, [undo.unmute(channel.id, number, family)])
    room.gear.nudge("publish")
    done = say("{done}. `/settings` shows what is muted.", done=_muted(what, name, channel))
    return Reply(text=done, buttons=(back,))
