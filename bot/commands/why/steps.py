"""What stopped an item on its way into a channel, and the smallest change that would not have."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.commands.feeds.show import moment
from bot.commands.naming import likeness
from bot.commands.room import Room, hash_name, said
from bot.commands.watches import watching
from bot.commands.why import after
from bot.commands.why.became import not_asked, verdict, waiting
from bot.commands.why.case import Case, Looked
from bot.commands.why.explaining import meets
from bot.commands.why.why import explainer
from bot.legs.admit import paused
from bot.locales import joined, retold, say
from bot.model import Alias, Button, Decision, Delivery, Kind, State, Told, Watch
from bot.pipeline.match import document_of, match
from bot.pipeline.match.explain import Occurrence, Reason
from bot.pipeline.query import read_stored, topics_in
from bot.store import Tx, deliveries, held
from bot.words import topic_name

MOST_TOPICS = 3
MOST_PAUSED = 5  # watches that are tried
PAUSED = "paused"
ALIKE = 0.85  # likeness from which a word is nearly a name
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Where it ended, and what would change that."""

    cause: str
    changes: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()


async def stopped(room: Room, tx: Tx, looked: Looked, reasons: Sequence[str]) -> Stop:
    """Give the first thing that stopped an item; a post there is says so."""
    where, case = hash_name(looked.channel), looked.case
    if looked.post is not None:
        return await _posted(room, tx, looked, list(reasons))
    if looked.channel.trouble:
        why = said(retold(looked.channel.trouble), 200)
        return Stop(
            cause=say("Not posted in {where}: it takes no posts: {why}", where=where, why=why)
        )
    if not case.mine:
        return _unwatched(room, tx, where, await _topics_of(room, tx, case.told))
    met = [watch for watch in case.mine if _has_met(case, watch)]
    if not met:
        return await _unmatched(room, tx, where, case)
    return _kept_back(room, where, looked, met)


async def _posted(room: Room, tx: Tx, looked: Looked, reasons: list[str]) -> Stop:
    text = await verdict(room, tx, looked, reasons)
    delivery = await deliveries.get(tx, looked.post or 0)
    if delivery is None or delivery.kind is Kind.DIGEST:
        text = await after.came_after(room, tx, looked) or text
        return Stop(cause=text, changes=tuple(_ways_to_alert(looked.case)))
    if step := _to_be_let_go(room, looked, delivery):
        return Stop(cause=text, changes=(step,))
    more = Button(id=f"why:s{delivery.story_id}", label=say("Why"))
    text = await after.came_after(room, tx, looked) or text
    return Stop(cause=text, buttons=(more,) if delivery.story_id is not None else ())


def _to_be_let_go(room: Room, looked: Looked, delivery: Delivery) -> str | None:
    """Say what would have let an alert pass that was held, or given up for a mute."""
    if delivery.state is State.SUPPRESSED:
        is_muted = "muted" in (delivery.reason or "")
        return say("`/settings` ends a mute.") if is_muted else None
    if delivery.state is State.PENDING and delivery.hold == held.QUIET:
        wakes = any(w.urgent == "wake" for w in looked.case.mine if _has_met(looked.case, w))
        if wakes or paused(looked.channel, room.now):
            return say("`/quiet off` ends the quiet.")
        return say("`/quiet off` ends the quiet; a watch with `urgent:wake` passes quiet hours.")
    if delivery.hold == held.BUDGET:
        return say("`/settings budget:10+8/h` lets more alerts through, `budget:off` all of them.")
    return None


def _ways_to_alert(case: Case) -> Iterator[str]:
    for watch in case.mine:
        if watch.mode.value == "digest" and _has_met(case, watch):
            name = said(watch.label, 60)
            yield say("To be told at once: `/watch {name} mode:alert`", name=name)


def _has_met(case: Case, watch: Watch) -> bool:
    if watch.feed_id is not None:
        return any(one.feed.id == watch.feed_id for one in case.told)
    return any(watch.query_id in case.matched.get(one.item.id, {}) for one in case.told)


# ── no watch ────────────────────────────────────────────────────────────────────────────────


async def _topics_of(room: Room, tx: Tx, told: Sequence[Told]) -> list[str]:
    """Give the names of the topics that an item names, as this community knows them."""
    rules = room.gear.rules
    index, ids = await room.gear.memory.topics(tx, room.gear.catalogue, rules.weights)
    found = [
        (one.score, ids[number])
        for teller in told[:1]
        for number, one in match(
            index, document_of(teller.item, teller.feed, teller.publisher)
        ).items()
    ]
    known, above = room.catalogue.topics, room.catalogue.above
    best = [id_ for _, id_ in sorted(found, key=lambda pair: (-pair[0], pair[1])) if id_ in known]
    wider = {parent for id_ in best for parent in above(id_) if parent != id_}
    return [topic_name(known[id_]) for id_ in best if id_ not in wider][:MOST_TOPICS]


def _unwatched(room: Room, tx: Tx, where: str, topics: list[str]) -> Stop:
    cause = say("Not posted in {where}: nothing is watched there yet.", where=where)
    return Stop(cause=cause, changes=tuple(_to_watch(topics, "")))


def _to_watch(topics: Sequence[str], title: str) -> Iterator[str]:
    """Say what to watch so that the next one of its kind comes."""
    if topics:
        names = joined([said(name, 60) for name in topics])
        yield say(
            "It is about {names}. `/watch {first}` posts the next one.",
            names=names,
            first=said(topics[0], 60),
        )
        return
    words = sorted(_WORD.findall(title), key=len, reverse=True)[:1]
    for word in words:
        yield say("It names no known topic. `/watch {word}` posts the next one.", word=word)


async def _unmatched(room: Room, tx: Tx, where: str, case: Case) -> Stop:
    """It was read, and no watch of the channel matches it: say what was missing, and where."""
    paused = [w for w in case.mine if w.state == PAUSED]
    if asking := [w for w in paused[:MOST_PAUSED] if _would_meet(case, w)]:
        return _paused(where, asking)
    steps = [step for watch in case.mine for step in _missing(room, case, watch)]
    buttons = [
        Button(id=f"broaden:{watch.id}", label=say("Broaden"))
        for watch in case.mine[:1]
        if watch.query_id is not None and len(case.mine) == 1
    ]
    if not steps:
        title = case.told[0].item.title
        steps = [*_nearest(room, case), *_to_watch(await _topics_of(room, tx, case.told), title)]
    cause = say("Not posted in {where}: no watch of this channel matches it.", where=where)
    if paused:
        names = joined([watching.named(w) for w in paused])
        steps.append(say("Paused, and so not asked: {names}.", names=names))
        buttons += _resuming(paused)
    return Stop(cause=cause, changes=tuple(steps[:3]), buttons=tuple(buttons))


def _paused(where: str, asking: Sequence[Watch]) -> Stop:
    """Say that nothing but a pause keeps it from what asks for it."""
    cause = say(
        "Not posted in {where}: *{name}* is paused.", where=where, name=said(asking[0].label, 60)
    )
    return Stop(cause=cause, buttons=tuple(_resuming(asking)))


def _resuming(paused: Sequence[Watch]) -> list[Button]:
    return [
        Button(id=f"set:{w.id}:state:active", label=say("Resume {name}", name=w.label)[:80])
        for w in paused[:2]
    ]


def _would_meet(case: Case, watch: Watch) -> bool:
    """Whether a watch that is not asked would find it."""
    query, ready = read_stored(watch.query), explainer(case.view)
    return query is not None and any(
        meets(ready, document_of(one.item, one.feed, one.publisher), query) for one in case.told[:2]
    )


def _missing(room: Room, case: Case, watch: Watch) -> Iterator[str]:
    """Say for a name of the watch that stands there in vain what would let it count."""
    query = read_stored(watch.query)
    if query is None:
        return
    ready = explainer(case.view)
    for one in case.told[:2]:
        document = document_of(one.item, one.feed, one.publisher)
        for topic in topics_in(query):
            places = ready.explain(document, topic)
            if any(place.reason is Reason.COUNTS for place in places):
                continue
            vetoes = [veto for alias in _aliases(case, topic) for veto in alias.vetoes]
            yield from (_change(place, document.title, vetoes) for place in places[:1])
            if places:
                return


def _aliases(case: Case, topic: str) -> tuple[Alias, ...]:
    known = case.view.catalogue.topics.get(topic)
    return known.aliases if known else ()


def _change(place: Occurrence, title: str, vetoes: Sequence[str]) -> str:
    """Give the smallest change that lets a name count where it stands.

    The topic stays as it is where a rule, or a word of the title, says that something else is
    meant: there a watch for the very spelling is the smaller change, for this channel alone.
    """
    name, topic = said(place.alias.text, 60), place.topic
    words = _WORD.findall(title)
    if place.reason is Reason.NEEDS and not any(_rules_out(words, veto) for veto in vetoes):
        beside = [w for w in words if w.casefold() not in name.casefold()]
        word = max(beside, key=len, default="")
        needs = f" needs:{word.casefold()}" if word else ""
        return say(
            "To let it count beside such a word: `{command}`",
            command=f"/topics edit {topic} add:{name}{needs}",
        )
    exact = f'="{name}"' if " " in name else f"={name}"
    return say("To find this very spelling anywhere: `{command}`", command=f"/watch {exact}")


def _rules_out(words: Sequence[str], veto: str) -> bool:
    """Say whether one of these words is a veto of one word, "bike*" or "campus"."""
    stem = veto.removesuffix("*").casefold()
    found = [word.casefold() for word in words]
    return any(one.startswith(stem) if veto.endswith("*") else one == stem for one in found)


def _nearest(room: Room, case: Case) -> Iterator[str]:
    """Say which word of the title is nearly a name of a watched topic."""
    queries = [read_stored(watch.query) for watch in case.mine]
    asked = {topic for query in queries if query for topic in topics_in(query)}
    for word in dict.fromkeys(_WORD.findall(case.told[0].item.title)):
        for topic in room.catalogue.near(word):
            names = [alias.text for alias in topic.aliases]
            best = max(names, key=lambda name: likeness(word, name), default="")
            # The same letters in other capitals were seen, and told apart: "quad" is no Quad.
            alike = word.casefold() != best.casefold() and likeness(word, best) >= ALIKE
            if topic.id in asked and alike:
                yield say(
                    "*{word}* is nearly {name}. To take it as a name: `{command}`",
                    word=said(word),
                    name=said(best),
                    command=f"/topics edit {topic.id} add:{word}",
                )
                return


# ── matched, and kept back ──────────────────────────────────────────────────────────────────


def _kept_back(room: Room, where: str, looked: Looked, met: Sequence[Watch]) -> Stop:
    """It is what a watch asks for: say which rule kept it back."""
    case = looked.case
    asked = [w for w in met if w.state != PAUSED]
    watch = (asked or met)[-1]
    mine = [d for d in case.made if d.watch_id in {w.id for w in met} and d.stage != "update"]
    item, name = case.told[0].item, said(watch.label, 60)
    if item.baseline:
        cause = say(
            "Not posted in {where}: it was there when its feed was first read. What comes after "
            "is posted.",
            where=where,
        )
        return Stop(cause=cause)
    if not mine and item.id > watch.after_item:
        return _not_asked(room, where, looked, watch)
    if item.id <= watch.after_item:
        cause = say(
            "Not posted in {where}: it came {when}, before *{name}* was watched. What comes after "
            "is posted.",
            where=where,
            when=moment(room, item.first_seen),
            name=name,
        )
        return Stop(cause=cause)
    return _by_rule(room, where, looked, watch, mine[-1])


def _not_asked(room: Room, where: str, looked: Looked, watch: Watch) -> Stop:
    """A watch that is there, and was not asked: it is paused, or was, or changed since."""
    if watch.state == PAUSED:
        return _paused(where, [watch])
    return Stop(cause=not_asked(room, looked, watch.label))


def _by_rule(room: Room, where: str, looked: Looked, watch: Watch, last: Decision) -> Stop:
    name, item = said(watch.label, 60), looked.case.told[0].item
    kept = str(last.trail.get("reason", ""))
    reason = said(retold(kept), 160).rstrip(".。")
    if last.verdict == "alert":
        if not looked.case.settling:  # it settled while the watch did not ask for it
            return _not_asked(room, where, looked, watch)
        return Stop(cause=say("In {where} it waits until its story has settled.", where=where))
    if last.verdict == "waiting":
        reason = waiting(looked.case, last)
    cause = say("Not posted in {where}: {reason}.", where=where, reason=reason or last.verdict)
    if last.verdict == "waiting":
        step = say("To wait for fewer outlets: `/watch {name} min-publishers:1`", name=name)
        return Stop(cause=cause, changes=(step,))
    if "muted" in kept:
        return Stop(cause=cause, changes=(say("`/settings` ends a mute."),))
    if last.verdict == "drop" and watch.languages and item.language:
        languages = ",".join((*watch.languages, item.language.split("-")[0]))
        step = f"`/watch {name} languages:{languages}`"
        return Stop(cause=cause, changes=(say("To take its language: {step}", step=step),))
    if last.verdict == "digest" and watch.mode.value == "digest":
        now = Button(id=f"set:{watch.id}:mode:alert", label=say("Alert at once"))
        step = say("To be told at once: `/watch {name} mode:alert`", name=name)
        return Stop(cause=cause, changes=(step,), buttons=(now,))
    if last.verdict == "digest":
        return Stop(cause=cause, changes=(say("The digest tells it: `/digest preview`."),))
    return Stop(cause=cause)
