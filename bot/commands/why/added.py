"""What an item added to the story that a channel was told of, and what became of that."""

from collections.abc import Sequence

from bot.commands.room import said
from bot.commands.why.case import ALERTED, STORY
from bot.locales import retold, say, sentences
from bot.model import Decision, State, Told
from bot.pipeline.novelty import UNREAD
from bot.pipeline.novelty_turns import NOT_SO
from bot.pipeline.novelty_vague import OBJECTION, OTHER_WORDS
from bot.store import Tx, deliveries

LONGEST = 160
_KINDS = frozenset({"number", "actor", "place", "name", "topic", "quote", "turn"})


async def by_item(
    tx: Tx, made: Sequence[Decision], named: str, told: Sequence[Told], quiet: str = ""
) -> list[str]:
    """Say in a line what became of an item ("i34") that came after its story's alert.

    ``quiet``: when the channel's quiet hours or pause end, "at 07:30".
    """
    item_id = int(named[1:]) if named.startswith("i") else 0
    mine = [d for d in made if d.stage == "update" and d.item_id == item_id]
    waits = bool(mine) and mine[-1].verdict == "waiting"
    untold = waits or not mine or await _is_lost(tx, made, mine[-1])
    silent = _silent(made, item_id, told) if untold else []
    if silent or not mine:
        return silent
    if waits and quiet:
        return [say("A development: it waits until quiet hours or a pause end {when}.", when=quiet)]
    last = mine[-1]
    together = [last]
    if last.delivery_id is not None:
        together = [d for d in made if (d.stage, d.delivery_id) == ("update", last.delivery_id)]
    names = {one.item.id: one.publisher.name for one in told}
    new = [_new(one, names.get(one.item_id, "")) for one in together if one.trail.get("new")]
    return [_line(last, say("; ").join(new))]


async def _is_lost(tx: Tx, made: Sequence[Decision], post: Decision) -> bool:
    """Say whether a thread post could not be sent, and no other was made in its place."""
    sent = await deliveries.get(tx, post.delivery_id) if post.delivery_id is not None else None
    again = (STORY, "again")
    answered = any((d.stage, d.verdict) == again and d.at >= post.at for d in made)
    return sent is not None and sent.state is State.FAILED and not answered


def _silent(made: Sequence[Decision], item_id: int, told: Sequence[Told]) -> list[str]:
    """Say that a story which was told here was silent when an item came to it, where it was so."""
    item = next((one.item for one in told if one.item.id == item_id), None)
    alerts = [d for d in made if (d.stage, d.verdict) == ALERTED]
    last = next((d for d in reversed(made) if d.stage == STORY), None)
    if item is None or not alerts or last is None or alerts[0].at >= item.first_seen:
        return []
    if last.verdict not in ("muted", "ended"):
        return []
    reason = said(retold(str(last.trail.get("reason", ""))), LONGEST)
    not_told = say("Not for its story’s thread: {reason}.", reason=reason)
    end = say("`/settings` ends a mute.") if last.verdict == "muted" else ""
    return [sentences(not_told, end)]


def _new(made: Decision, outlet: str) -> str:
    facts = say(", ").join(_fact(str(fact)) for fact in made.trail.get("new", ()))
    return say("{facts} ({outlet})", facts=facts, outlet=said(outlet, 60)) if outlet else facts


def _fact(kept: str) -> str:
    """Say what was new: a number, name, topic or quotation as it stands in the item, or an act."""
    told = {
        OTHER_WORDS: say("words that were not told"),
        OBJECTION: say("somebody objects to it"),
        NOT_SO: say("it says not so of what was told"),
        UNREAD: say("it could not be compared"),
    }
    kind, _, rest = kept.partition(" ")
    if kept in told:
        return told[kept]
    return said(rest if kind in _KINDS and rest else retold(kept), LONGEST)


def _line(made: Decision, new: str) -> str:
    reason = said(retold(str(made.trail.get("reason", ""))), LONGEST)
    corrected = (
        say("In its story’s thread as a correction. New: {new}.", new=new)
        if new
        else say("In its story’s thread as a correction.")
    )
    lines = {
        "development": say("In its story’s thread as a development. New: {new}.", new=new),
        "correction": corrected,
        "again": say(
            "In its story’s post, which was posted anew since somebody deleted it. New: {new}.",
            new=new,
        ),
        "waiting": say("A development: {reason}. New: {new}.", reason=reason, new=new),
        "enough": say(
            "A development without a post: {reason}. New: {new}.", reason=reason, new=new
        ),
        "urgent": say("In its story’s thread, since it became urgent: {reason}.", reason=reason),
        "outlets": say("It adds an outlet to its story, and nothing else that was not told here."),
        "rehash": say("It adds nothing that was not told here, nor another outlet."),
        "left out": say("Not for its story’s thread: {reason}.", reason=new or reason),
    }
    return lines.get(made.verdict, reason or made.verdict)
