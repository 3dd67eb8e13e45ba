"""/search: stored items that meet a query, the newest first, a page at a time."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.commands import reading
from bot.commands.more import fitted
from bot.commands.room import Options, Room, said
from bot.commands.undo import ask
from bot.commands.watches import misspelt, watching
from bot.commands.watches.watch import name_of
from bot.errors import CommandError
from bot.legs.look import Hit, look_through
from bot.locales import count, say
from bot.model import Button, Evidence, Headline, Marks, Reply
from bot.pipeline.query import Query
from bot.pipeline.render import sections_of
from bot.pipeline.text import marks_in, sentences
from bot.pipeline.text.heading import heading
from bot.store import record
from bot.words import topic_name

PAGE = 10
LONGEST = 240  # characters of a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A search as it was typed. ``plain``: the word that is to be taken as a word."""

    typed: str
    plain: str
    days: int
    query: Query
    name: str  # what people call the query

    @property
    def span(self) -> str:
        """Say how far back it looks."""
        return count(self.days, "the last day", "the last {n} days")


async def search(room: Room, options: Options) -> Reply:
    """/search QUERY [days]."""
    if not options.get("query", "").strip():
        raise CommandError(say("Name what to search for, for example `/search senkaku`."))
    asked = await _asked(room, options, _days(options))
    return asked if isinstance(asked, Reply) else await _page(room, asked, None, 1)


async def press_page(room: Room, rest: str) -> Reply:
    """[More]: ``NOTE:AFTER:FIRST``: what was asked, the item to go on after, its number."""
    number, after, first = (*(_number(part) for part in rest.split(":")), 0, 0, 0)[:3]
    async with room.gear.store.read() as tx:
        noted = await record.inverse_of(tx, room.community.id, number)
    if "search" not in noted:
        raise CommandError(say("That search is too old. Type `/search` again."))
    options = {"query": noted["search"], reading.PLAIN: noted["plain"]}
    asked = await _asked(room, options, int(noted["days"]))
    return asked if isinstance(asked, Reply) else await _page(room, asked, after, max(first, 1))


async def _asked(room: Room, options: Options, days: int) -> Asked | Reply:
    query = await reading.read(room, options, "search")
    if isinstance(query, Reply):
        return query
    return Asked(
        typed=options["query"],
        plain=options.get(reading.PLAIN, ""),
        days=days,
        query=query,
        name=said(name_of(room, query), 100),
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _days(options: Options) -> int:
    most = watching.KEPT.days
    typed = options.get("days", "").strip()
    if not typed:
        return most
    if not (typed.isdecimal() and 1 <= int(typed[:4]) <= most):
        raise CommandError(
            say(
                "days is a whole number from 1 to {most}: items are kept that long. For example: "
                "`/search senkaku days:7`",
                most=most,
            )
        )
    return int(typed)


async def _page(room: Room, asked: Asked, after: int | None, first: int) -> Reply:
    async with room.gear.store.read() as tx:
        found = await look_through(
            room.gear,
            tx,
            asked.query,
            room.community.id,
            since=room.now - timedelta(days=asked.days),
            after=after or None,
            most=PAGE + 1,
        )
    if not found:
        return await _nothing(room, asked, is_first=first == 1)
    shown = found[:PAGE]
    lines = [_line(room, asked, hit) for hit in shown]
    why = [
        Button(id=f"why:i{hit.item.id}", label=say("Why {n}", n=n))
        for n, hit in enumerate(shown, start=first)
    ]
    more = shown[-1].item.id if len(found) > PAGE else None
    turn = await _turn(room, asked, more, first) if more or first > 1 else []
    head = say("Items of {days}, the newest first:", days=asked.span)
    return Reply(
        text=fitted(head, lines, first, room.now),
        sections=sections_of(lines, first=first, now=room.now),
        buttons=(*why, *turn),
    )


async def _turn(room: Room, asked: Asked, after: int | None, first: int) -> list[Button]:
    """Offer other pages; what was asked is noted, since a button is too short to carry it."""
    async with room.gear.store.begin() as tx:
        number = await record.change(
            tx,
            room.community.id,
            actor=room.actor.id,
            command=f"{record.ASKED}search",
            inverse={"search": asked.typed, "plain": asked.plain, "days": asked.days},
            now=room.now,
        )
    turn = [Button(id=f"search:{number}:0:1", label=say("From the start"))] if first > 1 else []
    if after is not None:
        turn.append(Button(id=f"search:{number}:{after}:{first + PAGE}", label=say("More")))
    return turn


def _line(room: Room, asked: Asked, hit: Hit) -> Headline:
    item, publisher = hit.item, room.gear.catalogue.publisher_of(hit.feed, hit.item.link)
    sentence, marks = _sentence(hit)
    titled = [(e.start, e.end) for e in hit.match.evidence if e.field == "title"]
    return Headline(
        heading=asked.name,
        item_id=item.id,
        title=heading(item, say("(no title)")),
        title_marks=marks_in(item.title, titled),
        url=item.link,
        sentence=sentence,
        sentence_marks=marks,
        outlets=" · ".join(filter(None, (publisher.name, item.language))),
        at=_at(hit),
        score=hit.match.score,
    )


def _at(hit: Hit) -> datetime:
    return min(hit.item.published or hit.item.first_seen, hit.item.first_seen)


def _sentence(hit: Hit) -> tuple[str, Marks]:
    """Give the sentence of the text that the first name stands in, and the names' places there."""
    body = hit.item.body
    there = [e for e in hit.match.evidence if e.field == "text"]
    whole = sentences(body, hit.item.language)
    if there:
        return _around(body, whole, there)
    return (_cut(whole[0]), ()) if whole else ("", ())


def _around(body: str, whole: tuple[str, ...], there: list[Evidence]) -> tuple[str, Marks]:
    first, at = min(e.start for e in there), 0
    for sentence in whole:
        start = body.find(sentence, at)
        at = start + len(sentence)
        if start <= first < at:
            begin = start if first - start < LONGEST // 2 else first
            shown = _cut(body[begin:at])
            places = [(e.start, e.end) for e in there]
            return shown, marks_in(body, places, begin, begin + len(shown.removesuffix("…")))
    return "", ()


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else sentence[:LONGEST].rstrip() + "…"


async def _nothing(room: Room, asked: Asked, *, is_first: bool) -> Reply:
    if not is_first:
        return Reply(text=say("No more for *{name}* in {days}.", name=asked.name, days=asked.span))
    text = say(
        "No stored item meets *{name}* in {days}. I search what the feeds seen here brought, and "
        "keep it for {most} days. `/watch {typed}` tells you when something comes.",
        name=asked.name,
        days=asked.span,
        most=watching.KEPT.days,
        typed=said(asked.typed, 100),
    )
    nearly = await asyncio.to_thread(misspelt.doubts, room.catalogue, asked.typed)
    meant = {topic.id: topic_name(topic) for doubt in nearly for topic in doubt.topics}
    answers = [
        (said(name, 70), {"query": f"topic:{id_}", "days": str(asked.days)})
        for id_, name in list(meant.items())[:3]
    ]
    if not answers:
        return Reply(text=text)
    ways = await ask(room, "search", answers)
    return Reply(text=f"{text}\n{say('Did you mean one of these?')}", buttons=tuple(ways))
