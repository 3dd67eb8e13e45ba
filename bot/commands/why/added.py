"""What an item added to the story that a channel was told of, and what became of that."""

from collections.abc import Sequence

from bot.commands.room import said
from bot.locales import retold, say
from bot.model import Decision, Told

LONGEST = 160


def by_item(made: Sequence[Decision], named: str, told: Sequence[Told]) -> list[str]:
    """Say in a line what became of an item ("i34") that came after its story's alert."""
    item_id = int(named[1:]) if named.startswith("i") else 0
    mine = [d for d in made if d.stage == "update" and d.item_id == item_id]
    if not mine:
        return []
    last = mine[-1]
    together = [last]
    if last.delivery_id is not None:
        together = [d for d in made if (d.stage, d.delivery_id) == ("update", last.delivery_id)]
    names = {one.item.id: one.publisher.name for one in told}
    new = [_new(one, names.get(one.item_id, "")) for one in together if one.trail.get("new")]
    return [_line(last, say("; ").join(new))]


def _new(made: Decision, outlet: str) -> str:
    facts = say(", ").join(said(retold(str(fact)), LONGEST) for fact in made.trail.get("new", ()))
    return say("{facts} ({outlet})", facts=facts, outlet=said(outlet, 60)) if outlet else facts


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
        "waiting": say("A development: {reason}. New: {new}.", reason=reason, new=new),
        "enough": say(
            "A development without a post: {reason}. New: {new}.", reason=reason, new=new
        ),
        "urgent": say("In its story’s thread, since it became urgent: {reason}.", reason=reason),
        "outlets": say("It adds an outlet to its story, and nothing else that was not told here."),
        "rehash": say("It adds nothing that was not told here, nor another outlet."),
        "left out": say("Not for its story’s thread: {reason}.", reason=new),
    }
    return lines.get(made.verdict, reason or made.verdict)
