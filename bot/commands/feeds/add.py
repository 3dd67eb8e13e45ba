"""/feeds add and /feeds test: read addresses, say what is there, and keep it or not."""

from bot.commands import undo
from bot.commands.feeds import feeding
from bot.commands.feeds.feeding import Added
from bot.commands.room import Options, Room, fit, hash_name, of_address, said
from bot.commands.subscribe.subscribe import follow, followed
from bot.errors import CommandError, FeedError, NotAFeed
from bot.legs.poll import look
from bot.locales import count, joined, retold, say, sentences
from bot.model import Button, Fetched, ParsedFeed, Reply
from bot.store import channels, feeds

MOST_AT_ONCE = 10


async def add(room: Room, options: Options) -> Reply:
    """/feeds add ADDRESS…: each is tried; what cannot be read does not stop the others."""
    addresses = list(dict.fromkeys(options["address"].split()))
    if not addresses:
        raise CommandError(
            say("Give the address of a page or a feed: `/feeds add https://example.com/news`.")
        )
    if len(addresses) > MOST_AT_ONCE:
        raise CommandError(say("Give at most {most} addresses at once, please.", most=MOST_AT_ONCE))
    tried = [await _try(room, address) for address in addresses]
    added: list[Added] = []
    async with room.gear.store.begin() as tx:
        lines = []
        for address, found in zip(addresses, tried, strict=True):
            if isinstance(found, str):
                lines.append(f"{of_address(address)}: {found}")
                continue
            added.append(await feeding.add(room, tx, *found))
            lines.append(_result(room, added[-1], found[1]))
        steps = [step for one in added for step in one.steps]
        with room.aloud():
            new = count(sum(1 for one in added if one.steps), "{n} feed", "{n} feeds")
            done = say("adding {feeds}", feeds=new)
        back = await undo.note(room, tx, done, steps) if steps else None
    if not added:
        return Reply(text=fit(lines, "…"), error=True)
    room.gear.nudge("poll")
    return Reply(text=fit(lines, "…"), buttons=(*_ways_on(added), *([back] if back else [])))


async def _try(room: Room, address: str) -> tuple[str, ParsedFeed] | str:
    """Read one address: the feed that is there, or why not."""
    try:
        return await look(room.gear, feeding.address_of(address))
    except (FeedError, CommandError) as error:
        return retold(str(error))


def _result(room: Room, added: Added, parsed: ParsedFeed) -> str:
    name, items = said(added.feed.name, 100), count(len(parsed.entries), "{n} item", "{n} items")
    done = (
        say("{name}: added, {items} now.", name=name, items=items)
        if added.steps
        else say("{name}: was here already, {items} now.", name=name, items=items)
    )
    return sentences(done, feeding.newest_of(parsed, room.now))


def _ways_on(added: list[Added]) -> tuple[Button, ...]:
    numbers = ",".join(str(one.feed.id) for one in added)
    return (
        Button(id=f"everything:{numbers}", label=say("Post everything here")),
        Button(id="matching:", label=say("Only what watches match")),
    )


async def press_everything(room: Room, rest: str) -> Reply:
    """[Post everything here]: subscribe this channel to the feeds just added."""
    wanted = [int(number) for number in rest.split(",") if number.isdecimal()]
    async with room.gear.store.begin() as tx:
        seen = await feeds.visible(tx, room.community.id, wanted)
        channel = await channels.get_channel(tx, room.channel.id)
        fresh = [feed for feed in seen if await followed(tx, channel, feed) is None]
        if not fresh:
            return Reply(text=say("{where} has all of them already.", where=hash_name(channel)))
        made = [await follow(room, tx, channel, feed, None) for feed in fresh]
        names = joined([said(feed.name, 100) for feed in fresh])
        with room.aloud():
            what = say("subscribing {where} to {name}", where=hash_name(channel), name=names)
        back = await undo.note(room, tx, what, [step for _, step in made])
    text = say("Every new item of {name} is posted here from now on.", name=names)
    return Reply(text=text, buttons=(back,))


async def press_matching(room: Room, rest: str) -> Reply:
    """[Only what watches match]: that is what happens without doing anything."""
    return Reply(
        text=say("So be it: every watch here sees the new feeds, and nothing else is posted.")
    )


# ── test ────────────────────────────────────────────────────────────────────────────────────


async def test(room: Room, options: Options) -> Reply:
    """/feeds test ADDRESS: read it and say what is there; nothing is saved."""
    address = feeding.address_of(options["address"])
    try:
        url, parsed = await look(room.gear, address)
    except NotAFeed as error:
        why = say("No feed: {why}", why=retold(str(error)))
        return Reply(text=f"{of_address(address)}\n{why}", error=True)
    except FeedError as error:
        why = say("Not read: {why}", why=retold(str(error)))
        return Reply(text=f"{of_address(address)}\n{why}", error=True)
    answer = await room.gear.fetch(url)
    damage = say("Damaged, but readable: {damage}", damage=said(retold(parsed.damage or ""), 200))
    found = say("Found on the page {page}: {url}", page=of_address(address), url=url)
    lines = [
        say(
            "{name}: {format}, {items}, language {language}.",
            name=said(feeding.title_of(parsed, url)),
            format=parsed.format,
            items=count(len(parsed.entries), "{n} item", "{n} items"),
            language=parsed.language or say("unknown"),
        ),
        feeding.newest_of(parsed, room.now),
        await _conditional(room, url, answer),
        *([damage] if parsed.damage else []),
        *([found] if url != address else []),
        say("To add it type `/feeds add {url}`.", url=url),
    ]
    return Reply(text="\n".join(lines))


async def _conditional(room: Room, url: str, answer: Fetched) -> str:
    """Ask once more with the validators just given (RFC 9110, 13.1): does it say "unchanged"?"""
    given = [n for n, v in (("ETag", answer.etag), ("Last-Modified", answer.modified)) if v]
    if not given:
        return say(
            "Polling it costs a full read each time: it sends neither ETag nor Last-Modified."
        )
    again = await room.gear.fetch(url, etag=answer.etag, modified=answer.modified)
    if again.status == 304:
        return say("Polling it is cheap: it honours {headers} (304).", headers=joined(given))
    return say(
        "It sends {headers}, yet answers in full when nothing changed.", headers=joined(given)
    )
