"""What became of a story or an item in a channel, step by step, in words."""

from collections.abc import Mapping
from functools import partial

from bot.commands.feeds.show import moment
from bot.commands.room import Room, hash_name, said
from bot.commands.watches import watching
from bot.commands.why import fate
from bot.commands.why.case import STORY, Case, Looked
from bot.locales import count, retold, say
from bot.model import (
    Channel,
    Decision,
    Delivery,
    Kind,
    State,
)
from bot.store import Tx, deliveries
from bot.words import with_moments

MOST_STEPS = 6
MORE = 2  # outlets: what a watch asks for that waits for more than one


async def verdict(room: Room, tx: Tx, looked: Looked, reasons: list[str]) -> str:
    """Say what became of something in a channel."""
    channel, case = looked.channel, looked.case
    delivery = await deliveries.get(tx, looked.post) if looked.post is not None else None
    if delivery is None:
        mine = [decision for decision in case.made if decision.watch_id is not None]
        if mine and mine[-1].verdict == "alert" and not case.settling:
            return not_asked(room, looked, str(mine[-1].trail.get("watch", "")))
        why = _stopped(room, reasons, case)
        return say("Not posted in {where}: {why}", where=hash_name(channel), why=why)
    kept_back = await fate.of_alert(room, tx, channel, delivery)
    if kept_back is not None:
        return kept_back
    sent = await deliveries.sent_message(tx, delivery.id)
    if sent is not None:
        return _posted(channel, delivery, moment(room, sent.at))
    return _unsent(channel, delivery)


def not_asked(room: Room, looked: Looked, watch: str) -> str:
    """Say that a watch which is there was not asked then: it was paused, or changed since."""
    return say(
        "Not posted in {where}: it came {when}, when *{name}* was paused or asked for something "
        "else. What comes after is posted.",
        where=hash_name(looked.channel),
        when=moment(room, looked.case.first_asked[0].item.first_seen),
        name=said(watch, 60),
    )


def _posted(channel: Channel, delivery: Delivery, when: str) -> str:
    where = hash_name(channel)
    if delivery.kind is Kind.DIGEST:
        return say("In the digest of {where}, posted {when}.", where=where, when=when)
    if delivery.attempt < 2:
        return say("Posted in {where} {when}.", where=where, when=when)
    return count(
        delivery.attempt,
        "Posted in {where} {when} after {n} try.",
        "Posted in {where} {when} after {n} tries.",
        where=where,
        when=when,
    )


def _unsent(channel: Channel, delivery: Delivery) -> str:
    states = {
        State.PENDING: say("waits to be posted"),
        State.SENDING: say("is being posted"),
        State.FAILED: say("could not be posted"),
        State.EXPIRED: say("was too old to be posted"),
        State.SUPPRESSED: say("was given up"),
        State.AMBIGUOUS: say("was sent, and nothing said whether it arrived; that is looked up"),
        State.RECONCILING: say("was sent, and nothing said whether it arrived; that is looked up"),
        State.UNKNOWN: say(
            "may or may not have been posted; `/status` shows what waits for a decision"
        ),
    }
    stands = states.get(delivery.state, delivery.state.value)
    if delivery.reason:
        why = said(retold(delivery.reason), 160).rstrip(".。")
        if delivery.state is State.SUPPRESSED and delivery.kind is not Kind.DIGEST:
            return say("Not posted in {where}: {reason}.", where=hash_name(channel), reason=why)
        stands = say("{stands} ({why})", stands=stands, why=why)
    if delivery.kind is Kind.DIGEST:
        return say(
            "The digest with it in {where} {stands}.", where=hash_name(channel), stands=stands
        )
    return say("Its post in {where} {stands}.", where=hash_name(channel), stands=stands)


def _stopped(room: Room, reasons: list[str], case: Case) -> str:
    """Say which stage stopped something, and why."""
    mine = [decision for decision in case.made if decision.watch_id is not None]
    if mine:
        last = mine[-1]
        reason = _because(room, last)
        if last.verdict == "alert":
            return say("it waits until its story has settled.")
        if last.verdict == "digest":
            reason = reason or say("that is how it is watched")
            return say("it is for the digest: {reason}.", reason=reason)
        if last.verdict == "waiting":
            return say("{sentence}.", sentence=waiting(case, last))
        return say("{sentence}.", sentence=reason or last.verdict)
    if reasons:
        return say("it was there before the watch was made.")
    return say("no watch of this channel matches it. `/watch` and a name from it would.")


def waiting(case: Case, made: Decision) -> str:
    """Say for how many outlets a story waits, and how many there are."""
    least = max((w.min_publishers for w in case.mine if w.id == made.watch_id), default=1)
    so_far = because(made)
    if least < MORE:  # the watch asked for more then
        return say("it waits for more outlets: {reason}", reason=so_far)
    return say(
        "it waits for more outlets: {reason}, and the watch asks for {least}",
        reason=so_far,
        least=least,
    )


def steps(room: Room, case: Case) -> list[str]:
    """Say what was decided on the way, the newest word of each stage about each watch."""
    several = len({decision.watch_id for decision in case.made if decision.watch_id}) > 1
    names = {watch.id: watching.named(watch) for watch in case.mine if several}
    newest: dict[tuple[str, int | None, str], Decision] = {}
    for decision in case.made:
        if decision.stage == "story":  # that has a line of its own
            continue
        # What became of a story is told in all its steps: it waited, was written, was muted.
        verdict = decision.verdict if decision.stage == STORY else ""
        verdict = "alert" if verdict == "held" else verdict  # one step: it was written and held
        key = (decision.stage, decision.watch_id, verdict)
        before = newest.get(key)
        same = before is not None and _step(room, before) == _step(room, decision)
        if not same:  # the same again is no news
            newest[key] = decision
    lines = dict.fromkeys(
        f"{moment(room, decision.at)} {_step(room, decision)}{_about(names, decision)}"
        for decision in sorted(newest.values(), key=lambda d: d.at)
    )
    shown = list(lines)[:MOST_STEPS]
    return [say("Steps: {steps}.", steps=say("; ").join(shown))] if shown else []


def _about(names: Mapping[int, str], decision: Decision) -> str:
    name = names.get(decision.watch_id or 0)
    return f" [{name}]" if name else ""


def _step(room: Room, decision: Decision) -> str:
    """Say one decision in people's words."""
    reason = _because(room, decision)
    words = {
        ("route", "alert"): say("meant for an alert"),
        ("route", "digest"): say("meant for the digest, {reason}", reason=reason),
        ("route", "drop"): say("left out, {reason}", reason=reason),
        ("publish", "alert"): say("the alert was written"),
        ("publish", "held"): say("the alert was written and held, {reason}", reason=reason),
        ("publish", "waiting"): say("waits for more outlets, {reason}", reason=reason),
        ("publish", "muted"): say("kept silent, {reason}", reason=reason),
        ("publish", "suppressed"): say("not posted again, {reason}", reason=reason),
        ("update", "left out"): say("not for its thread"),
        ("update", "outlets"): say("told by one more outlet"),
        ("update", "development"): say("a development"),
        ("update", "correction"): say("a correction"),
        ("update", "rehash"): say("nothing new"),
        ("read", "failed"): say("its page could not be read, so the feed’s text is used"),
        ("publish", "joined"): say("its story and another turned out to be one"),
    }
    return words.get((decision.stage, decision.verdict), reason or decision.verdict)


def because(decision: Decision) -> str:
    """Give a decision's reason to stand inside a sentence: without a full stop of its own."""
    return said(retold(str(decision.trail.get("reason", ""))), 160).rstrip(".。")


def _because(room: Room, decision: Decision) -> str:
    return with_moments(because(decision), partial(moment, room))
