"""/why: which watch, which name, where in the text, which rule, score, story and steps."""

import asyncio
import re
from functools import lru_cache

from bot.catalogue.overlay import View
from bot.commands import telling
from bot.commands.feeds.show import coming, moment
from bot.commands.room import MOST_TEXT, Options, Room, fit, of_address, said
from bot.commands.watches import watching
from bot.commands.why import added, after, another, explaining, rivals, together, twins, which
from bot.commands.why import off as why_off
from bot.commands.why.became import because, steps, verdict
from bot.commands.why.case import Case, Looked, look_at
from bot.errors import CommandError
from bot.legs.admit import silent_until
from bot.locales import count, say, sentences
from bot.model import (
    Delivery,
    Headline,
    Kind,
    Match,
    Mode,
    Reply,
    Salience,
    Told,
    Watch,
)
from bot.pipeline.dedupe import canonical_url
from bot.pipeline.match import Document, document_of
from bot.pipeline.match.explain import Explainer
from bot.pipeline.query import Query, read_stored
from bot.pipeline.text.heading import heading
from bot.store import Tx, deliveries, feeds, items, lines
from bot.words import topic_name

MOST_WATCHES = 5
MOST_NEAR = 2
_SLACKS = re.compile(r"\d{10}\.\d{6}")  # the id of a message of Slack
# The link of a message of Discord, or of Slack; the group is its channel.
_POST = re.compile(r"^https://[^/\s]+/(?:channels/\d+|archives)/(\w+)/p?\d+")
MOST_READ = 5  # items of a story that are searched for what nearly matched


async def why(room: Room, options: Options) -> Reply:
    """/why [POST or LINK] [NUMBER]; without, the newest alert here, else what other posts told."""
    async with room.gear.store.read() as tx:
        named = await named_by(room, tx, options.get("what", "").strip().strip("<>"))
        return await _explain(room, tx, named)


async def press_why(room: Room, rest: str) -> Reply:
    """[Why] on a post."""
    async with room.gear.store.read() as tx:
        return await _explain(room, tx, rest)


async def named_by(room: Room, tx: Tx, what: str) -> str:
    """Find what is meant: "s12", "i34", or "d5", a post of several. Raises CommandError."""
    if not what:
        return await _newest(room, tx)
    what, number = which.read_number(what)
    told = await which.newest_list(tx, room.channel.id) if number and not what else None
    if told is not None:
        return await which.story_in(tx, told, number)
    return await _by_name(room, tx, what.strip("<>") or str(number), number)


async def _by_name(room: Room, tx: Tx, what: str, number: int) -> str:
    """Find an article by its link, or a post; ``number``: of a story there. Raises CommandError."""
    canonical = canonical_url(what)
    found = await items.by_address(tx, room.community.id, canonical) if canonical else ()
    if room.actor.stranger:
        known = await feeds.by_ids(tx, {item.feed_id for item in found})
        found = tuple(item for item in found if known[item.feed_id].shared)
    if found:
        return f"i{found[-1].id}"
    last = what.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]
    elsewhere = _POST.search(what)
    thread = elsewhere[1] if elsewhere else last  # Discord's has the id of the post above it
    for post in dict.fromkeys((what, last, thread)):
        delivery = await deliveries.of_message(tx, room.channel.id, post)
        if delivery is not None and delivery.kind in which.LISTS and number:
            return await which.story_in(tx, delivery, number)
        if delivery is not None:
            return await which.only_one(tx, delivery) or _of_delivery(delivery)
    if _SLACKS.fullmatch(last):
        raise CommandError(
            say(
                "That message is none of my posts, and no link is in it. Ask this of one of my "
                "alerts, or of a message with the link of an article."
            )
        )
    if elsewhere and elsewhere[1] != room.channel.external_id:
        link = of_address(what)
        raise CommandError(
            say("That post is in another channel. Ask there: `/why {link}`", link=link)
        )
    raise CommandError(
        say(
            "I know neither a post nor an article called *{what}*. If it is an article, none of "
            "the feeds read here has shown it; `/feeds list` shows them.",
            what=said(what, 80),
        )
    )


async def _newest(room: Room, tx: Tx) -> str:
    """Name what the newest alert told; where there is none, the newest roll-up or digest."""
    newest = await deliveries.newest(tx, room.channel.id, Kind.ALERT)
    if newest is not None:
        return _of_delivery(newest)
    told = await which.newest_list(tx, room.channel.id)
    if told is not None and (named := await which.only_one(tx, told)):
        return named
    raise CommandError(
        say(
            "Nothing was posted here yet. Give the link of an article: `/why https://…`; "
            "`/watches` shows what is watched."
        )
    )


def _of_delivery(delivery: Delivery) -> str:
    if delivery.item_id is not None:
        return f"i{delivery.item_id}"
    if delivery.story_id is None:
        raise CommandError(say("That post tells no story. Ask this of one of my alerts."))
    return f"s{delivery.story_id}"


async def _explain(room: Room, tx: Tx, named: str) -> Reply:
    if named.startswith("d"):
        return await which.ask_which(room, tx, named)
    looked = await look_at(room, tx, named)
    case, told = looked.case, looked.case.told
    story = await told_first(room, tx, looked)
    one = next((one for one in told if one.item.id == case.asked), story[0])
    # Up to 0.3 s the first time: beside the event loop.
    reasons, near = await asyncio.to_thread(looked_at, case, one.item.id)
    head = [
        say("“{title}”", title=telling.headline((one,))),
        await after.came_after(room, tx, looked) or await verdict(room, tx, looked, reasons),
        *await twins.one_with(room, tx, looked),
        *await added.by_item(tx, case.made, named, looked.story, quiet_end(room, looked)),
    ]
    rival = rivals.told_by(case.view, looked.story, case.met)
    tail = [story_of(room, story), *await together.joined_by(tx, looked)]
    tail += [*await another.nearest(room, tx, looked, one), *rival, *steps(room, case)]
    tail += [one.item.link] if one.item.link else []
    return Reply(text=_fitted(head, [*reasons[:MOST_WATCHES], *near[:MOST_NEAR]], tail))


def quiet_end(room: Room, looked: Looked) -> str:
    """Say when a channel's quiet hours or pause end, "" where it is in none."""
    end = silent_until(looked.channel, room.now)
    return coming(room, end) if end is not None else ""


async def told_first(room: Room, tx: Tx, looked: Looked) -> tuple[Told, ...]:
    """Put the item first of a story that its post was made for: an edit may bear another's title.

    Without a post the one that a post would be made for.
    """
    story = await telling.as_posted(room, tx, looked.story, looked.case.mine)
    kept = await lines.of(tx, [looked.post]) if looked.post is not None else ()
    mine = [line for line in kept if line.story_id == looked.story_id] or kept[:1]
    for line in mine[:1]:
        return tuple(sorted(story, key=lambda one: not _bears(line, one)))
    return story


def _bears(line: Headline, one: Told) -> bool:
    return line.url == one.item.link if line.url else line.title == heading(one.item)


def _fitted(head: list[str], reasons: list[str], tail: list[str]) -> str:
    """Leave out the last reasons where all would be too long: what became of it is always said."""
    room = MOST_TEXT - len("\n".join([*head, *tail, "…"])) - 1
    for kept in range(len(reasons), -1, -1):
        shown = [*reasons[:kept], *(["…"] if kept < len(reasons) else [])]
        if len("\n".join(shown)) <= room:
            break
    return fit([*head, *shown, *tail], "…")


# ── what was found ──────────────────────────────────────────────────────────────────────────


def looked_at(case: Case, shown: int = 0) -> tuple[list[str], list[str]]:
    """Say for each watch of the channel what it met, and where it nearly met something.

    ``shown``: the item that is explained, where the watch met it, else what it was told for.
    """
    ready = explainer(case.view)
    reasons: list[str] = []
    near: list[str] = []
    for watch in case.mine:
        if any(one.feed.id == watch.feed_id for one in case.told):
            name = watching.named(watch)
            reasons.append(say("*{name}*: every item of this feed is asked for here.", name=name))
        met = [
            (case.matched[one.item.id][watch.query_id], one)
            for one in case.told
            if watch.query_id is not None and watch.query_id in case.matched.get(one.item.id, {})
        ]
        if met:
            match, one = max(met, key=lambda pair: _first(case, watch, shown, *pair))
            reasons.append(_reason(case, ready, watch, match, one))
        else:
            near += _nearly(case, ready, watch)
    return reasons, near


def _first(
    case: Case, watch: Watch, shown: int, match: Match, one: Told
) -> tuple[bool, bool, bool, float, int]:
    """Rank what explains a match: the item asked about, what was told first, the best."""
    item = one.item.id
    wanted = (watch.id, item, "route", "alert")
    alerted = any((d.watch_id, d.item_id, d.stage, d.verdict) == wanted for d in case.made)
    return item == case.asked, alerted, item == shown, match.score, -item


@lru_cache(maxsize=3)
def explainer(view: View) -> Explainer:
    """Give what explains topics as one community sees them."""
    return Explainer(view.catalogue.topics.values())


def _reason(case: Case, ready: Explainer, watch: Watch, match: Match, one: Told) -> str:
    outlet = said(one.publisher.name, 60)
    how = {
        Salience.MAIN: say("main subject of what {outlet} tells", outlet=outlet),
        Salience.MENTIONED: say("mentioned by {outlet}", outlet=outlet),
        Salience.PASSING: say("named in passing by {outlet}", outlet=outlet),
    }
    text = _so(case, watch, one, how[match.salience])
    head = say("*{name}*: {text}.", name=watching.named(watch), text=text)
    if not match.evidence:
        score = f"{match.score:.2f}"
        earlier = say("It stood in an earlier version of the text (score {score}).", score=score)
        return sentences(head, earlier)
    document = document_of(one.item, one.feed, one.publisher)
    query = read_stored(watch.query)
    if query is None:
        return sentences(head, _sentence(case.broken[watch.id]))
    lines = explaining.places(ready, document, query, match.evidence)
    score = explaining.scored(document, query, match, case.weights)
    return "\n".join([head, *(f"· {line}" for line in [*lines, score])])


def _so(case: Case, watch: Watch, one: Told, how: str) -> str:
    """Say how a watch met an item, and where the match went."""
    routed = [
        d for d in case.made if (d.watch_id, d.item_id, d.stage) == (watch.id, one.item.id, "route")
    ]
    if not routed:
        return how
    verdict, met = routed[-1].verdict, case.matched[one.item.id][watch.query_id or 0]
    reason = because(routed[-1])
    if verdict == "drop":
        return say("{how}, not for a post: {reason}", how=how, reason=reason)
    if verdict == "digest" and not (watch.mode is Mode.ALERT and met.salience is Salience.PASSING):
        return say("{how}, for the digest: {reason}", how=how, reason=reason)
    if verdict == "alert":
        return say("{how}, so it is for an alert", how=how)
    return say("{how}, so it is for the digest", how=how)


def _nearly(case: Case, ready: Explainer, watch: Watch) -> list[str]:
    """Say what was missing where a name of the watch stands in one of the items."""
    query = read_stored(watch.query)
    if query is None:
        why = case.broken.get(watch.id)
        return [say("*{name}*: {text}.", name=watching.named(watch), text=why)] if why else []
    names = {topic.id: topic_name(topic) for topic in case.view.catalogue.topics.values()}
    for one in case.told[:MOST_READ]:
        document = document_of(one.item, one.feed, one.publisher)
        outlet = said(one.publisher.name, 60)
        line = _off(case, document, query, outlet) or explaining.nearly(
            ready, document, query, lambda t: names.get(t, t), outlet
        )
        if line:
            return [say("*{name}*, nearly: {text}", name=watching.named(watch), text=line)]
    return []


def _off(case: Case, document: Document, query: Query, outlet: str) -> str | None:
    if not case.view.overlays:
        return None
    return why_off.switched_off(explainer(case.shared), case.view, document, query, outlet)


def _sentence(text: str) -> str:
    return say("{sentence}.", sentence=f"{text[:1].upper()}{text[1:]}")


def story_of(room: Room, told: tuple[Told, ...]) -> str:
    """Say how many items of which outlets a story has."""
    return say(
        "Story: {items} from {outlets}; first seen {when}.",
        items=count(len(told), "{n} item", "{n} items"),
        outlets=telling.outlets(told),
        when=moment(room, min(one.item.first_seen for one in told)),
    )
