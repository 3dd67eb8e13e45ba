"""/why: which watch, which name, where in the text, which rule, score, story and stages."""

from collections.abc import Mapping
from typing import Any

from bot.commands import telling, watching
from bot.commands.feeds import moment
from bot.commands.room import Options, Room, fit, hash_name, said
from bot.errors import CommandError
from bot.model import (
    Channel,
    Decision,
    Delivery,
    Evidence,
    Item,
    Kind,
    Match,
    Reply,
    State,
    Told,
    Watch,
)
from bot.pipeline.dedupe import canonical_url
from bot.store import Tx, channels, deliveries, items, record, watches
from bot.words import plural

AROUND = 30  # characters shown on either side of a name
MOST_WATCHES = 5
MOST_STAGES = 6
RULES = {
    "word": "whole word",
    "case": "whole word, in this case",
    "sub": "anywhere in the text",
    "exact": "this very spelling",
}


async def why(room: Room, options: Options) -> Reply:
    """/why [POST or LINK]; without one, the newest alert of this channel."""
    async with room.gear.store.read() as tx:
        named = await _named(room, tx, options.get("what", "").strip().strip("<>"))
        return await _explain(room, tx, named)


async def press_why(room: Room, rest: str) -> Reply:
    """[Why] on a post."""
    async with room.gear.store.read() as tx:
        return await _explain(room, tx, rest)


async def _named(room: Room, tx: Tx, what: str) -> str:
    """Find what is meant: "s12" or "i34". Raises CommandError."""
    if not what:
        newest = await deliveries.newest(tx, room.channel.id, Kind.ALERT)
        if newest is None:
            raise CommandError(
                "Nothing was posted here yet. Give the link of an article: `/why https://…`; "
                "`/watches` shows what is watched."
            )
        return _of_delivery(newest)
    canonical = canonical_url(what)
    found = await items.by_address(tx, room.community.id, canonical) if canonical else ()
    if found:
        return f"i{found[-1].id}"
    last = what.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]
    for post in dict.fromkeys((what, last)):
        delivery = await deliveries.of_message(tx, room.channel.id, post)
        if delivery is not None:
            return _of_delivery(delivery)
    raise CommandError(
        f"I know neither a post nor an article called *{said(what, 80)}*. If it is an article, "
        "none of the feeds read here has shown it; `/feeds list` shows them."
    )


def _of_delivery(delivery: Delivery) -> str:
    if delivery.item_id is not None:
        return f"i{delivery.item_id}"
    if delivery.story_id is None:
        raise CommandError(
            "That post tells several stories. Give the link of one: `/why https://…`"
        )
    return f"s{delivery.story_id}"


async def _explain(room: Room, tx: Tx, named: str) -> Reply:
    story_id, told = await telling.about(room, tx, named)
    channel = await channels.get_channel(tx, room.channel.id)
    post = await telling.post_of(room, tx, channel, named)
    story = told
    if post is None and named.startswith("i") and story_id is not None:
        named = f"s{story_id}"
        _, story = await telling.about(room, tx, named)
        post = await telling.post_of(room, tx, channel, named)
        told = story if post is not None else told
    if post is None and story_id is not None:
        digests = await record.digests_about(tx, channel.id, [story_id])
        post = digests.get(story_id)
    ids = [one.item.id for one in told]
    matched = await items.matches_of(tx, ids)
    made = await record.decisions_about(tx, ids, channel.id)
    mine = await watches.of_channel(tx, channel.id)
    reasons = _reasons(mine, told, matched)
    lines = [
        f"“{telling.headline(told)}”",
        await _verdict(room, tx, channel, post, reasons, made),
        *reasons[:MOST_WATCHES],
        _story(room, story),
        *_stages(made, {watch.id: watching.named(watch) for watch in mine}),
        *([told[0].item.link] if told[0].item.link else []),
    ]
    return Reply(text=fit(lines, "…"))


# ── what was found ──────────────────────────────────────────────────────────────────────────


def _reasons(
    mine: tuple[Watch, ...], told: tuple[Told, ...], matched: Mapping[int, Mapping[int, Match]]
) -> list[str]:
    """Say for each watch of the channel that met it what it met, the best item of the story."""
    lines = []
    for watch in mine:
        if any(one.feed.id == watch.feed_id for one in told):
            lines.append(f"*{watching.named(watch)}*: every item of this feed is asked for here.")
        met = [
            (matched[one.item.id][watch.query_id], one)
            for one in told
            if watch.query_id is not None and watch.query_id in matched.get(one.item.id, {})
        ]
        if met:
            match, one = max(met, key=lambda pair: (pair[0].score, -pair[1].item.id))
            lines.append(_reason(watch, match, one))
    return lines


def _reason(watch: Watch, match: Match, one: Told) -> str:
    name, outlet = watching.named(watch), said(one.publisher.name, 60)
    weight = f"score {match.score:.2f}, {match.salience.value}"
    if not match.evidence:
        return f"*{name}*: met by {outlet} ({weight})."
    first = min(match.evidence, key=lambda e: (e.field != "title", e.start))
    more = len({e.alias for e in match.evidence}) - 1
    others = f", and {plural(more, 'other name', 'other names')}" if more else ""
    return (
        f"*{name}*: the {first.field} of {outlet} has {said(first.alias, 60)}{others}: "
        f"{quote(one.item, first)} (rule: {RULES.get(first.rule, first.rule)}; {weight})"
    )


def quote(item: Item, found: Evidence) -> str:
    """Show a name where it stands, marked: "…around the «Senkaku» Islands on…"."""
    text = item.title if found.field == "title" else item.text
    start, end = max(0, found.start - AROUND), found.end + AROUND
    before = "…" if start else ""
    after = "…" if end < len(text) else ""
    left, name, right = (
        text[start : found.start],
        text[found.start : found.end],
        text[found.end : end],
    )
    # Marked before it is made safe, so that the spaces around the name stay.
    return f"“{before}{said(f'{left}«{name}»{right}', 300)}{after}”"


def _story(room: Room, told: tuple[Told, ...]) -> str:
    count = plural(len(told), "item", "items")
    first = moment(room, told[0].item.first_seen)
    return f"Story: {count} from {telling.outlets(told)}; first seen {first}."


# ── what became of it ───────────────────────────────────────────────────────────────────────


async def _verdict(
    room: Room,
    tx: Tx,
    channel: Channel,
    post: int | None,
    reasons: list[str],
    made: tuple[Decision, ...],
) -> str:
    delivery = await deliveries.get(tx, post) if post is not None else None
    if delivery is None:
        return f"Not posted in {hash_name(channel)}: {_stopped(reasons, made)}"
    sent = await deliveries.sent_message(tx, delivery.id)
    if sent is not None and delivery.kind is Kind.DIGEST:
        return f"In the digest of {hash_name(channel)}, posted {moment(room, sent.at)}."
    if sent is not None:
        waited = (
            f" after {plural(delivery.attempt, 'try', 'tries')}" if delivery.attempt > 1 else ""
        )
        return f"Posted in {hash_name(channel)} {moment(room, sent.at)}{waited}."
    why_not = f" ({said(delivery.reason, 160)})" if delivery.reason else ""
    states = {
        State.PENDING: "waits to be posted",
        State.SENDING: "is being posted",
        State.FAILED: "could not be posted",
        State.UNKNOWN: "may or may not have been posted; `/status` shows what waits for a decision",
    }
    word = states.get(delivery.state, f"is {delivery.state.value}")
    what = "The digest with it" if delivery.kind is Kind.DIGEST else "Its post"
    return f"{what} in {hash_name(channel)} {word}{why_not}."


def _stopped(reasons: list[str], made: tuple[Decision, ...]) -> str:
    """Say which stage stopped something, and why."""
    mine = [decision for decision in made if decision.watch_id is not None]
    if mine:
        last = mine[-1]
        reason = said(str(last.trail.get("reason", "")), 160)
        if last.verdict == "alert":
            return "it waits until its story has settled."
        if last.verdict == "digest":
            return f"it is for the digest: {reason or 'that is how it is watched'}."
        return f"{reason or last.verdict}."
    if reasons:
        return "it was there before the watch was made."
    return "no watch of this channel matches it. `/watch` and a name from it would."


def _stages(made: tuple[Decision, ...], names: Mapping[int, str]) -> list[str]:
    """Give the stages passed, the newest word of each stage about each watch."""
    newest: dict[tuple[Any, ...], str] = {}
    for decision in made:
        about = names.get(decision.watch_id or 0, "")
        text = f"{decision.stage}: {_words(decision)}"
        newest[decision.stage, decision.watch_id] = f"{text} [{about}]" if about else text
    lines = list(dict.fromkeys(newest.values()))[:MOST_STAGES]
    return [f"Stages: {'; '.join(lines)}."] if lines else []


def _words(decision: Decision) -> str:
    reason = said(str(decision.trail.get("reason", "")), 160)
    verdict = "not posted" if decision.verdict == "drop" else decision.verdict
    return f"{verdict}, {reason}" if reason else verdict
