"""/whynot: the first thing that kept an article from being posted here, and the smallest change
that would let it pass.

found by link, title or words → posted after all | stopped at … | never read: which feed, and why
"""

import asyncio
import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from bot.commands import telling
from bot.commands.feeds.feeding import is_address
from bot.commands.feeds.show import health
from bot.commands.naming import folded
from bot.commands.room import Options, Room, fit, hash_name, of_address, said
from bot.commands.watches import watching
from bot.commands.why import added, again, together, twins
from bot.commands.why import steps as whynot_steps
from bot.commands.why.became import steps
from bot.commands.why.case import look_at
from bot.commands.why.why import looked_at, quiet_end
from bot.errors import CommandError, QueryError
from bot.legs.look import Hit, look_through
from bot.locales import say, sentences
from bot.model import Button, Feed, Publisher, Reply
from bot.pipeline.dedupe import canonical_url
from bot.pipeline.query import parse_query
from bot.store import Tx, feeds, items

MOST_FOUND = 5
MOST_WORDS = 8
MOST_FEEDS = 3
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """The site of a link that no stored item has, and who is known to publish there."""

    name: str
    publisher: Publisher


async def whynot(room: Room, options: Options) -> Reply:
    """/whynot LINK, TITLE or WORDS."""
    what = options.get("what", "").strip().strip("<>")
    if not what:
        raise CommandError(
            say("Give the article’s link, its title or words from it: `/whynot https://…`.")
        )
    if is_address(what):
        return await _at(room, what)
    found = await _worded(room, what)
    if not found:
        raise CommandError(
            say(
                "No item with these words was read in {days} days: *{what}*. Give its link, and I "
                "say whether its outlet is read: `/whynot https://…`.",
                days=watching.KEPT.days,
                what=said(what, 80),
            )
        )
    same = [hit for hit in found if folded(hit.item.title) == folded(what)]
    if len(found) == 1 or same:
        return await press_whynot(room, f"i{(same or found)[0].item.id}")
    return _which(room, found)


async def press_whynot(room: Room, rest: str) -> Reply:
    """One of several articles: "i34"."""
    async with room.gear.store.read() as tx:
        looked = await look_at(room, tx, rest)
        # Up to 0.3 s the first time: beside the event loop.
        reasons, near = await asyncio.to_thread(looked_at, looked.case)
        told = looked.case.first_asked
        how = [
            *await twins.one_with(room, tx, looked),
            *await added.by_item(tx, looked.case.made, rest, looked.story, quiet_end(room, looked)),
            *await together.joined_by(tx, looked),
        ]
        stop = await whynot_steps.stopped(room, tx, looked, reasons)
        title, outlet = telling.headline(told), said(told[0].publisher.name, 60)
        lines = [say("“{title}”, {outlet}", title=title, outlet=outlet)]
        lines += [
            stop.cause,
            *await again.after_digest(room, tx, looked),
            *how,
            *stop.changes,
            *near[:2],
            *reasons[:2],
            *steps(room, looked.case),
        ]
    link = [told[0].item.link] if told[0].item.link else []
    return Reply(text=fit([*lines, *link], "…"), buttons=stop.buttons)


async def _worded(room: Room, what: str) -> list[Hit]:
    """Find the newest items that have all the words, else the longest of them.

    What a post tells of is kept for longer than other items, so it is looked for after these.
    """
    words = list(dict.fromkeys(_WORD.findall(what)))[:MOST_WORDS]
    longest = sorted(words, key=len, reverse=True)[:3]
    for kept in (watching.KEPT, room.gear.rules.keep_posts):
        for some in (words, longest) if len(words) > len(longest) else (words,):
            found = await _having(room, some, room.now - kept)
            if found:
                return found
    return []


async def _having(room: Room, words: list[str], since: datetime) -> list[Hit]:
    try:
        query = parse_query(" AND ".join(f'"{word}"' for word in words), None)
    except QueryError:
        return []
    async with room.gear.store.read() as tx:
        found = await look_through(
            room.gear, tx, query, room.community.id, since=since, after=None, most=MOST_FOUND
        )
    return [hit for hit in found if hit.feed.shared or not room.actor.stranger]


def _which(room: Room, found: list[Hit]) -> Reply:
    publisher_of = room.gear.catalogue.publisher_of
    lines = [
        f"{n}. {said(hit.item.title)} ({said(publisher_of(hit.feed, hit.item.link).name, 60)})"
        for n, hit in enumerate(found, start=1)
    ]
    buttons = [
        Button(id=f"whynot:i{hit.item.id}", label=str(n)) for n, hit in enumerate(found, start=1)
    ]
    text = fit([say("Which of these do you mean?"), *lines], "…")
    return Reply(text=text, buttons=tuple(buttons), asks=True)


# ── by its link ─────────────────────────────────────────────────────────────────────────────


async def _at(room: Room, link: str) -> Reply:
    address = link if "://" in link else f"https://{link}"
    canonical = canonical_url(address)
    async with room.gear.store.read() as tx:
        found = await items.by_address(tx, room.community.id, canonical) if canonical else ()
        if not found:
            return await _never_read(room, tx, address)
    return await press_whynot(room, f"i{found[-1].id}")


async def _never_read(room: Room, tx: Tx, link: str) -> Reply:
    """Say why no item has this link: no feed of that site, one that fails, or it was not listed."""
    host = (urlsplit(link).hostname or "").removeprefix("www.")
    if not host:
        raise CommandError(say("*{link}* is no link.", link=of_address(link, 80)))
    seen = await feeds.visible(tx, None if room.actor.stranger else room.community.id)
    telling = await items.feeds_of_host(tx, host, room.now - watching.KEPT)
    theirs = [feed for feed in seen if feed.id in telling or _is_of(feed, host)]
    where = hash_name(room.channel)
    head = say("Not posted in {where}: it was never read.", where=where)
    if not theirs:
        none = say("No feed read here is of {host}.", host=said(host, 80))
        step = say("To read it from now on: `/feeds add https://{host}`", host=said(host, 80))
        return Reply(text=f"{sentences(head, none)}\n{step}")
    failing = [feed for feed in theirs if feed.failing_since is not None]
    shown = [*failing, *(feed for feed in theirs if feed not in failing)][:MOST_FEEDS]
    lines = [f"{said(feed.name, 80)}: {health(room, feed)}." for feed in shown]
    why = (
        say("Its feed fails, so what it lists now is not known:")
        if len(failing) == len(theirs)
        else say("The feeds of {host} that are read have not listed this link:", host=host)
    )
    step = say(
        "A feed lists only part of what an outlet publishes, often under another link. Its title "
        "finds it too: `/whynot TITLE`. Another feed of {host}: `/feeds add {link}`",
        host=host,
        link=of_address(f"https://{host}"),
    )
    buttons = [Button(id=f"retry:{feed.id}", label=say("Retry now")) for feed in failing[:1]]
    return Reply(text=fit([head, why, *lines, step], "…"), buttons=tuple(buttons))


def _is_of(feed: Feed, host: str) -> bool:
    """Whether a feed's own site is that of a host: the one is a part of the other's name."""
    own = (urlsplit(feed.url).hostname or "").removeprefix("www.").removeprefix("feeds.")
    return bool(own) and (own == host or own.endswith(f".{host}") or host.endswith(f".{own}"))
