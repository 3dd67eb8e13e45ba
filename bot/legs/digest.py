"""The digest leg: channels whose time has come → one post each, in the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.legs.broken import by_itself, rests
from bot.legs.digest_again import of_watch, update_line
from bot.legs.digest_due import open_due
from bot.legs.digest_gather import Gathered, gather
from bot.legs.digest_wait import missed, note_look
from bot.legs.draw import as_read, focus, title_of
from bot.legs.gear import Gear
from bot.legs.pages import plan_pages
from bot.locales import reading, say, speaking
from bot.model import Button, Channel, Headline, Message, Watch
from bot.pipeline.digest import Candidate, Due, choose, tells_nothing
from bot.pipeline.render import headline, sections_of
from bot.pipeline.render_digest import digest as draw_digest
from bot.pipeline.render_digest import health_line, nothing_to_tell, silence_line
from bot.pipeline.text.heading import heading
from bot.store import Tx, channels, feeds, record, watches

SILENT = timedelta(days=14)  # without a hit: then a watch is marked
MOST_BROADEN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A digest, and a line for each story that it tells of, also for those on further pages."""

    message: Message
    lines: tuple[Headline, ...] = ()


async def digest(gear: Gear) -> int:
    """Plan the digest of every channel whose time has come; give how many were made.

    A time that passed while the bot was down, or its machine slept, is made up for once: the newest
    one only, and when the feeds were read. A channel of a platform that is not connected waits
    until it is.
    """
    now = gear.clock()
    count = 0
    async with gear.store.read() as tx:
        found = await due_digests(gear, tx, now)
        waits = await missed(gear, tx, [at.at for _, _, at in found], now)
    for channel, watch, at in found:
        who = {"channel": channel.id, "watch": watch.id if watch else 0}
        if at.at in waits or rests(gear, "digest", *who.values()):
            continue
        with by_itself(gear, "digest", **who):
            count += await _make(gear, channel, watch)
    note_look(gear)
    if count:
        gear.nudge("deliver")
    return count


async def due_digests(gear: Gear, tx: Tx, now: datetime) -> list[tuple[Channel, Watch | None, Due]]:
    """Give the digests that can be made now: of a channel, or of a watch with times of its own."""
    met = [c for c in await channels.active_channels(tx, now) if c.platform in gear.chats]
    own = await watches.with_own_digest(tx)
    found: list[tuple[Channel, Watch | None, Due]] = []
    for channel in [c for c in met if not rests(gear, "digest_due", c.id)]:
        rounds = (None, *own.get(channel.id, ()))
        with by_itself(gear, "digest_due", channel=channel.id):
            dues = [(channel, watch, await open_due(tx, channel, watch, now)) for watch in rounds]
            found += [(c, watch, due) for c, watch, due in dues if due]
    return found


async def _make(gear: Gear, met: Channel, own: Watch | None) -> int:
    async with gear.store.begin() as tx:
        # The time is taken where nobody else writes: what is stored later is first seen later,
        # so it is never older than the digest that had no chance to tell it.
        now = gear.clock()
        channel = await channels.get_channel(tx, met.id)
        own = await watches.get(tx, own.id) if own else None
        due = await open_due(tx, channel, own, now)
        if due is None:
            return 0
        # What an outage kept back is told once: by this one, since when that was to be told.
        older = now - gear.rules.oldest_alert
        late = await record.expire_digests(tx, channel.id, own, older)
        with speaking(channel.locale):
            drawn = await _compose(gear, tx, channel, own, now=now)
        planned = await _plan_due(gear, tx, channel, drawn, due, now=now) if drawn else None
        if planned is not None:
            await record.fold_digests(tx, late, planned)
        await record.digest_done(tx, channel.id, due.period, now=now, delivery_id=planned)
        if own:
            await watches.digested(tx, own.id, now)
        else:
            await channels.update_channel(tx, channel.id, digest_since=now)
    return 1 if planned else 0


async def _plan_due(
    gear: Gear, tx: Tx, channel: Channel, drawn: Drawn, due: Due, *, now: datetime
) -> int | None:
    """Put the digest of a time into the outbox, also where a clock that ran ahead made one of it.

    That one is not noted as made any more (`setback`), but its post is there.
    """
    for name in (due.period, f"{now.isoformat()}:{due.period}"):
        key = f"digest:{channel.id}:{name}"
        if planned := await _plan(gear, tx, channel, drawn, key=key, now=now):
            return planned
    return None


async def _plan(
    gear: Gear, tx: Tx, channel: Channel, drawn: Drawn, *, key: str, now: datetime
) -> int | None:
    shown, message, told = gear.rules.digest_stories, drawn.message, drawn.lines
    return await plan_pages(gear, tx, channel, message, told, key=key, first=shown, now=now)


async def preview(gear: Gear, tx: Tx, channel: Channel, *, now: datetime) -> Message | None:
    """Draw the digest as it would be posted now; None when there is nothing to tell."""
    gathered = await gather(gear, tx, channel, now)
    if not gathered.candidates:
        return None
    return (await _draw(gear, tx, channel, gathered, now=now, preview=True)).message


async def plan_now(gear: Gear, tx: Tx, channel: Channel, *, now: datetime) -> int | None:
    """Put the digest into the outbox at once; None when there is nothing to tell.

    The next one covers what comes after it.
    """
    until = gear.clock()  # later than ``now`` where the writing had to wait
    gathered = await gather(gear, tx, channel, now)
    if not gathered.candidates:
        return None
    with speaking(channel.locale):
        drawn = await _draw(gear, tx, channel, gathered, now=now)
    key = f"digest:{channel.id}:now:{now.isoformat()}"
    planned = await _plan(gear, tx, channel, drawn, key=key, now=now)
    await channels.update_channel(tx, channel.id, digest_since=until)
    return planned


async def _compose(
    gear: Gear, tx: Tx, channel: Channel, own: Watch | None, *, now: datetime
) -> Drawn | None:
    """Draw a channel's digest, or the line that says it is quiet, or nothing."""
    gathered = await gather(gear, tx, channel, now, own=own, at_its_time=True)
    if not gathered.watches:
        return None
    if gathered.candidates:
        return await _draw(gear, tx, channel, gathered, now=now)
    health = await feeds.health(tx, channel.community_id, now)
    fresh = health.fresh / health.total if health.total else 0.0
    rule = channel.settings.get("digest_empty") or gear.rules.digest_empty
    if tells_nothing(now, channel.timezone, rule=rule, fresh=fresh):
        return None
    silent = await silent_watches(tx, gathered.watches, now)
    quiet = nothing_to_tell(
        now=now,
        timezone=channel.timezone,
        watches=len(gathered.watches),
        health=_footer(health, silent),
    )
    return Drawn(message=replace(quiet, buttons=_broaden(silent)))


async def silent_watches(tx: Tx, mine: Sequence[Watch], now: datetime) -> list[Watch]:
    """Give the watches that found nothing for two weeks."""
    old = [w for w in mine if w.created_at < now - SILENT]
    return [w for w in old if (await watches.hits(tx, w, now - SILENT))[0] == 0]


def _footer(health: feeds.Health, silent: Sequence[Watch]) -> str:
    line = health_line(health.fresh, health.total, health.stale)
    return " · ".join([line, *silence_line([watch.label for watch in silent])])


def _broaden(silent: Sequence[Watch]) -> tuple[Button, ...]:
    asked = [w for w in silent if w.query_id is not None][:MOST_BROADEN]
    return tuple(
        Button(id=f"broaden:{w.id}", label=say("Broaden {name}", name=w.label)[:80]) for w in asked
    )


async def _draw(
    gear: Gear,
    tx: Tx,
    channel: Channel,
    gathered: Gathered,
    *,
    now: datetime,
    preview: bool = False,
) -> Drawn:
    most = gear.rules.digest_stories
    chosen = choose(gathered.candidates, page=most)
    lines = tuple(_line(gear, gathered, c, channel.locale) for c in chosen)
    told = {t.item.id for c in gathered.candidates for t in gathered.told[c.story_id]}
    health = await feeds.health(tx, channel.community_id, now)
    silent = await silent_watches(tx, gathered.watches, now)
    message = draw_digest(
        sections_of(lines[:most], first=1, now=now),
        now=now,
        timezone=channel.timezone,
        watches=len(gathered.watches),
        items=len(gathered.news & told),
        more=max(0, len(lines) - most),
        health=_footer(health, silent),
        preview=preview,
    )
    return Drawn(message=replace(message, buttons=_broaden(silent)), lines=lines)


def _item_line(
    gear: Gear, gathered: Gathered, candidate: Candidate, watch: Watch, locale: str | None
) -> Headline:
    """Say an item of a followed feed by itself."""
    one = next(t for t in gathered.told[candidate.story_id] if t.item.id == candidate.item_id)
    languages = reading(locale)
    return headline(
        [one],
        focus(gear, [one], {}, most=1, languages=languages).sentences,
        heading=watch.label,
        title=heading(one.item),
        story_id=candidate.story_id,
        item_id=one.item.id,
        score=candidate.score,
        languages=languages,
    )


def _line(gear: Gear, gathered: Gathered, candidate: Candidate, locale: str | None) -> Headline:
    watch = next(w for w in gathered.watches if w.id == candidate.watch_id)
    matches = {
        item_id: [met for query_id, met in found.items() if query_id == watch.query_id]
        for item_id, found in gathered.matches.items()
    }
    story_id = candidate.story_id
    if candidate.item_id:
        return _item_line(gear, gathered, candidate, watch, locale)
    if found := gathered.again.get(story_id):
        return update_line(
            of_watch(found, watch),
            watch,
            matches,
            story_id=story_id,
            alerted=story_id in gathered.alerted,
            languages=reading(locale),
        )
    read = as_read(gathered.told[candidate.story_id], matches, [watch], locale)
    title, title_marks = title_of(read.told, matches)
    shown = read.told[: read.count]
    return headline(
        read.told,
        focus(gear, shown, matches, most=1, languages=read.languages).sentences,
        heading=watch.label,
        title=title,
        title_marks=title_marks,
        story_id=candidate.story_id,
        score=candidate.score,
        alerted=candidate.story_id in gathered.alerted,
        languages=read.languages,
    )
