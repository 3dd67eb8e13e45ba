"""/why: which watch, which name, where in the text, which rule, score, story and steps."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.catalogue.overlay import View
from bot.commands import telling
from bot.commands.feeds.show import moment
from bot.commands.room import MOST_TEXT, Options, Room, fit, hash_name, said
from bot.commands.watches import watching
from bot.commands.why import added, explaining, fate, rivals
from bot.commands.why import off as why_off
from bot.errors import CommandError
from bot.model import (
    Channel,
    Decision,
    Delivery,
    Kind,
    Match,
    Mode,
    Reply,
    Salience,
    State,
    Told,
    Watch,
)
from bot.pipeline.dedupe import canonical_url
from bot.pipeline.match import Document, Weights, document_of
from bot.pipeline.match.explain import Explainer
from bot.pipeline.query import Query, read_stored
from bot.store import Tx, channels, deliveries, items, record, watches
from bot.words import plural

NOBODY = 0  # the id of no community
MOST_WATCHES = 5
MOST_NEAR = 2
MOST_READ = 5  # items of a story that are searched for what nearly matched
MOST_STEPS = 6
HOW = {
    Salience.MAIN: "main subject of what {} tells",
    Salience.MENTIONED: "mentioned by {}",
    Salience.PASSING: "named in passing by {}",
}


async def why(room: Room, options: Options) -> Reply:
    """/why [POST or LINK]; without one, the newest alert of this channel."""
    async with room.gear.store.read() as tx:
        named = await named_by(room, tx, options.get("what", "").strip().strip("<>"))
        return await _explain(room, tx, named)


async def press_why(room: Room, rest: str) -> Reply:
    """[Why] on a post."""
    async with room.gear.store.read() as tx:
        return await _explain(room, tx, rest)


async def named_by(room: Room, tx: Tx, what: str) -> str:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that an answer is made of: a story as this channel was, or was not, told of it."""

    told: tuple[Told, ...]
    matched: Mapping[int, Mapping[int, Match]]  # item id → query id → match
    made: tuple[Decision, ...]
    mine: tuple[Watch, ...]
    view: View
    shared: View  # as it is without what the community changed
    broken: Mapping[int, str]  # watch id → why it finds nothing any more
    weights: Weights
    asked: int = 0  # the item that was asked about, if it was one

    @property
    def met(self) -> dict[int, list[Match]]:
        """Give what the channel's own watches met: item id → matches."""
        mine = {watch.query_id for watch in self.mine}
        return {
            item: [match for query, match in found.items() if query in mine]
            for item, found in self.matched.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A case with where it is looked at: ``post`` is the channel's post about it, if any."""

    case: Case
    channel: Channel
    story: tuple[Told, ...]  # all its items, where ``case`` may be about one alone
    post: int | None


async def look_at(room: Room, tx: Tx, named: str) -> Looked:
    """Gather what is known of "s12" or "i34" in this channel. Raises CommandError."""
    story_id, told = await telling.about(room, tx, named)
    asked = told[0].item.id if named.startswith("i") else 0
    channel = await channels.get_channel(tx, room.channel.id)
    story = told
    post = await telling.post_of(room, tx, channel, named)
    if post is None and named.startswith("i") and story_id is not None:
        named = f"s{story_id}"
        _, story = await telling.about(room, tx, named)
        post = await telling.post_of(room, tx, channel, named)
        told = story if post is not None else told
    if post is None and story_id is not None:
        digests = await record.digests_about(tx, channel.id, [story_id])
        post = digests.get(story_id)
    ids = [one.item.id for one in told]
    mine = await watches.of_channel(tx, channel.id)
    case = Case(
        told=told,
        matched=await items.matches_of(tx, ids),
        made=await record.decisions_about(tx, ids, channel.id),
        mine=mine,
        view=room.view,
        shared=await room.gear.memory.view(tx, room.gear.catalogue, NOBODY),
        broken={watch.id: why for watch in mine if (why := watching.broken(room, watch))},
        weights=room.gear.rules.weights,
        asked=asked,
    )
    return Looked(case=case, channel=channel, story=story, post=post)


async def _explain(room: Room, tx: Tx, named: str) -> Reply:
    looked = await look_at(room, tx, named)
    case, told = looked.case, looked.case.told
    # Up to 0.3 s the first time: beside the event loop.
    reasons, near = await asyncio.to_thread(looked_at, case)
    one = next((one for one in told if one.item.id == case.asked), told[0])
    head = [
        f"“{telling.headline((one,))}”",
        await verdict(room, tx, looked.channel, looked.post, reasons, case.made),
        *added.by_item(case.made, named, looked.story),
    ]
    rival = rivals.told_by(case.view, looked.story, case.met)
    tail = [story_of(room, looked.story), *rival, *steps(room, case)]
    tail += [one.item.link] if one.item.link else []
    return Reply(text=_fitted(head, [*reasons[:MOST_WATCHES], *near[:MOST_NEAR]], tail))


def _fitted(head: list[str], reasons: list[str], tail: list[str]) -> str:
    """Leave out the last reasons where all would be too long: what became of it is always said."""
    room = MOST_TEXT - len("\n".join([*head, *tail, "…"])) - 1
    for count in range(len(reasons), -1, -1):
        shown = [*reasons[:count], *(["…"] if count < len(reasons) else [])]
        if len("\n".join(shown)) <= room:
            break
    return fit([*head, *shown, *tail], "…")


# ── what was found ──────────────────────────────────────────────────────────────────────────


def looked_at(case: Case) -> tuple[list[str], list[str]]:
    """Say for each watch of the channel what it met, and where it nearly met something."""
    ready = explainer(case.view)
    reasons: list[str] = []
    near: list[str] = []
    for watch in case.mine:
        if any(one.feed.id == watch.feed_id for one in case.told):
            line = f"*{watching.named(watch)}*: every item of this feed is asked for here."
            reasons.append(line)
        met = [
            (case.matched[one.item.id][watch.query_id], one)
            for one in case.told
            if watch.query_id is not None and watch.query_id in case.matched.get(one.item.id, {})
        ]
        if met:
            match, one = max(met, key=lambda pair: _first(case, *pair))
            reasons.append(_reason(case, ready, watch, match, one))
        else:
            near += _nearly(case, ready, watch)
    return reasons, near


def _first(case: Case, match: Match, one: Told) -> tuple[bool, float, int]:
    """Rank what explains a match: the item that was asked about, then the best."""
    return one.item.id == case.asked, match.score, -one.item.id


@lru_cache(maxsize=3)
def explainer(view: View) -> Explainer:
    """Give what explains topics as one community sees them."""
    return Explainer(view.catalogue.topics.values())


def _reason(case: Case, ready: Explainer, watch: Watch, match: Match, one: Told) -> str:
    outlet = said(one.publisher.name, 60)
    how = HOW[match.salience].format(outlet)
    head = f"*{watching.named(watch)}*: {how}{_so(case, watch, one)}."
    if not match.evidence:
        return f"{head} It stood in an earlier version of the text (score {match.score:.2f})."
    document = document_of(one.item, one.feed, one.publisher)
    query = read_stored(watch.query)
    if query is None:
        return f"{head} {_sentence(case.broken[watch.id])}"
    lines = explaining.places(ready, document, query, match.evidence)
    score = explaining.scored(document, query, match, case.weights)
    return "\n".join([head, *(f"· {line}" for line in [*lines, score])])


def _so(case: Case, watch: Watch, one: Told) -> str:
    """Say where the watch's match of an item went."""
    routed = [
        d for d in case.made if (d.watch_id, d.item_id, d.stage) == (watch.id, one.item.id, "route")
    ]
    if not routed:
        return ""
    verdict, met = routed[-1].verdict, case.matched[one.item.id][watch.query_id or 0]
    reason = _because(routed[-1])
    if verdict == "drop":
        return f", not for a post: {reason}"
    if verdict == "digest" and not (watch.mode is Mode.ALERT and met.salience is Salience.PASSING):
        return f", for the digest: {reason}"
    return f", so it is for {'an alert' if verdict == 'alert' else 'the digest'}"


def _because(decision: Decision) -> str:
    """Give a decision's reason to stand inside a sentence: without a full stop of its own."""
    return said(str(decision.trail.get("reason", "")), 160).rstrip(".")


def _nearly(case: Case, ready: Explainer, watch: Watch) -> list[str]:
    """Say what was missing where a name of the watch stands in one of the items."""
    query = read_stored(watch.query)
    if query is None:
        why = case.broken.get(watch.id)
        return [f"*{watching.named(watch)}*: {why}."] if why else []
    names = {topic.id: topic.name for topic in case.view.catalogue.topics.values()}
    for one in case.told[:MOST_READ]:
        document = document_of(one.item, one.feed, one.publisher)
        outlet = said(one.publisher.name, 60)
        line = _off(case, document, query, outlet) or explaining.nearly(
            ready, document, query, lambda t: names.get(t, t), outlet
        )
        if line:
            return [f"*{watching.named(watch)}*, nearly: {line}"]
    return []


def _off(case: Case, document: Document, query: Query, outlet: str) -> str | None:
    if not case.view.overlays:
        return None
    return why_off.switched_off(explainer(case.shared), case.view, document, query, outlet)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def story_of(room: Room, told: tuple[Told, ...]) -> str:
    """Say how many items of which outlets a story has."""
    count = plural(len(told), "item", "items")
    first = moment(room, told[0].item.first_seen)
    return f"Story: {count} from {telling.outlets(told)}; first seen {first}."


# ── what became of it ───────────────────────────────────────────────────────────────────────


async def verdict(
    room: Room,
    tx: Tx,
    channel: Channel,
    post: int | None,
    reasons: list[str],
    made: tuple[Decision, ...],
) -> str:
    """Say what became of something in a channel; ``post`` is the post about it, if any."""
    delivery = await deliveries.get(tx, post) if post is not None else None
    if delivery is None:
        return f"Not posted in {hash_name(channel)}: {_stopped(reasons, made)}"
    kept_back = await fate.of_alert(room, tx, channel, delivery)
    if kept_back is not None:
        return kept_back
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
        reason = _because(last)
        if last.verdict == "alert":
            return "it waits until its story has settled."
        if last.verdict == "digest":
            return f"it is for the digest: {reason or 'that is how it is watched'}."
        return f"{reason or last.verdict}."
    if reasons:
        return "it was there before the watch was made."
    return "no watch of this channel matches it. `/watch` and a name from it would."


def steps(room: Room, case: Case) -> list[str]:
    """Say what was decided on the way, the newest word of each stage about each watch."""
    several = len({decision.watch_id for decision in case.made if decision.watch_id}) > 1
    names = {watch.id: watching.named(watch) for watch in case.mine if several}
    newest: dict[tuple[str, int | None], Decision] = {}
    for decision in case.made:
        newest[decision.stage, decision.watch_id] = decision
    lines = dict.fromkeys(
        f"{moment(room, decision.at)} {_step(decision)}{_about(names, decision)}"
        for decision in sorted(newest.values(), key=lambda d: d.at)
    )
    shown = list(lines)[:MOST_STEPS]
    return [f"Steps: {'; '.join(shown)}."] if shown else []


def _about(names: Mapping[int, str], decision: Decision) -> str:
    name = names.get(decision.watch_id or 0)
    return f" [{name}]" if name else ""


def _step(decision: Decision) -> str:
    """Say one decision in people's words."""
    reason = _because(decision)
    words = {
        ("route", "alert"): "meant for an alert",
        ("route", "digest"): f"meant for the digest, {reason}",
        ("route", "drop"): f"left out, {reason}",
        ("publish", "alert"): "the alert was written",
        ("publish", "held"): f"the alert was written and held, {reason}",
        ("publish", "waiting"): f"waits for more outlets, {reason}",
        ("publish", "muted"): f"kept silent, {reason}",
        ("publish", "suppressed"): f"not posted again, {reason}",
        ("update", "left out"): "not for its thread",
        ("update", "outlets"): "told by one more outlet",
    }
    return words.get((decision.stage, decision.verdict), reason or decision.verdict)
