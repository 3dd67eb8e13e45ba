"""[Edit…] and [Mention…] on a watch: a form with how it stands, and what was written into it.

Two forms, since a form has five fields at most; what was left as it was changes nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.commands import lacking
from bot.commands.naming import cut
from bot.commands.room import Room, said
from bot.commands.table import WITHOUT_FORUMS, WITHOUT_ROLES
from bot.commands.watches import watching, wording
from bot.commands.watches.answer import manage, of_watch
from bot.commands.watches.watch import column
from bot.locales import say
from bot.model import Field, Form, Reply, Watch
from bot.store import channels

# What an emptied field says: as the option of /watch has it.
EMPTY: Mapping[str, str] = {"min-publishers": "1", "languages": "all", "mention": "off"}
LONGEST_TITLE = 45


async def press_edit(room: Room, rest: str) -> Reply:
    """[Edit…]: mode, urgency, outlets, languages, form of the post; or what was written there."""
    await _may_be_posted(room, rest)
    return await _asked_or_changed(room, rest, "edit", _manner)


async def press_call(room: Room, rest: str) -> Reply:
    """[Mention…]: whom, and when; or what was chosen there."""
    return await _asked_or_changed(room, rest, "call", _mention)


async def _may_be_posted(room: Room, rest: str) -> None:
    """Raises CommandError for a form of posts that the channel, or what the bot may, rules out."""
    post = room.fields.get("post", "message")
    if post == "message":
        return
    async with room.gear.store.read() as tx:
        watch = await watching.changing(room, tx, rest)
        channel = await channels.get_channel(tx, watch.channel_id)
    if post != watch.post:
        await lacking.must_be_posted(room, channel, post)


async def _asked_or_changed(room: Room, rest: str, verb: str, drawn: Any) -> Reply:
    async with room.gear.store.begin() as tx:
        watch = await watching.changing(room, tx, rest)
        fields = tuple(drawn(room, watch))
        if not room.fields:
            place = (await channels.get_channel(tx, watch.channel_id)).external_id
            return Reply(text=_typed(watch), form=_form(watch, verb, fields, place))
        news = _news(
            room, watch, {one.name: room.fields.get(one.name, one.value) for one in fields}
        )
        if not news:
            text = say("Nothing was changed.")
            return Reply(
                text=f"{text}\n{await of_watch(room, tx, watch)}", buttons=tuple(manage(watch))
            )
        changed, back = await watching.changed(room, tx, watch, **news)
        return Reply(text=await of_watch(room, tx, changed), buttons=(*manage(changed), back))


def _form(watch: Watch, verb: str, fields: tuple[Field, ...], place: str) -> Form:
    title = say("Edit {name}", name=said(watch.label, 400))
    return Form(
        button=f"{verb}:{watch.id}", title=cut(title, LONGEST_TITLE), fields=fields, place=place
    )


def _typed(watch: Watch) -> str:
    """Say what to type where there are no windows."""
    if watch.query is None:
        return say("To change it, type `/subscribe` again with options.")
    return say(
        "To change more, type it again with options: `/watch {query} min-publishers:2 "
        "languages:en,ja mention:off`",
        query=said(watch.query, 200),
    )


def _manner(room: Room, watch: Watch) -> Iterator[Field]:
    """Give the fields of how a watch speaks; one of a feed's every item has fewer."""
    yield Field(
        name="mode",
        label=say("Mode"),
        kind="choice",
        value=watch.mode.value,
        choices=wording.modes(),
    )
    if watch.query_id is not None:
        yield Field(
            name="urgent",
            label=say("Urgent"),
            kind="choice",
            value=watch.urgent,
            choices=wording.urgencies(),
        )
        yield Field(
            name="min-publishers",
            label=say("Wait for so many outlets"),
            value=str(watch.min_publishers),
            hint=say("1 to 20 independent outlets; 1: at once"),
        )
        yield Field(
            name="languages",
            label=say("Languages"),
            value=",".join(watch.languages),
            hint=say("Such as en,ja; empty: all"),
        )
    yield Field(
        name="post",
        label=say("Posted as"),
        kind="choice",
        value=watch.post,
        choices=wording.posts(forums=room.channel.platform not in WITHOUT_FORUMS),
    )


def _mention(room: Room, watch: Watch) -> Iterator[Field]:
    persons = room.channel.platform in WITHOUT_ROLES
    yield Field(
        name="mention",
        label=say("Person") if persons else say("Role or person"),
        kind="mention",
        value=watch.mention or "",
        hint=say("A user group: `/watch … mention:@group`") if persons else "",
    )
    yield Field(
        name="mention-when",
        label=say("When"),
        kind="choice",
        value=watch.mention_when,
        choices=wording.moments(),
    )


def _news(room: Room, watch: Watch, written: Mapping[str, str]) -> dict[str, Any]:
    """Give the columns that differ from how the watch stands. Raises CommandError."""
    news: dict[str, Any] = {}
    for name, text in written.items():
        known, value = column(room, name, text.strip() or EMPTY.get(name, ""))
        now = getattr(watch, known)
        if (list(now) if isinstance(now, tuple) else now) != value:
            news[known] = value
    return news
