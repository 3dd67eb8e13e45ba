"""Reading a query as a person meant it: which topic, a misspelt one, or a word far too common."""

import re
from collections.abc import Sequence

from bot.catalogue import Catalogue
from bot.commands.naming import folded, likeness
from bot.commands.room import Options, Room, said
from bot.commands.undo import ask, cancelling
from bot.errors import CommandError, QueryError
from bot.legs.ask import Sample
from bot.model import Button, Reply, Topic
from bot.pipeline.query import Ambiguous, Query, parse_query, topics_in
from bot.words import number

# Hidden options, set by the buttons of a question and never typed:
SURE = "sure"  # the person was asked and wants it anyway
PLAIN = "plain"  # the word that is to be taken as a word, though it names topics
TOO_COMMON = 300  # matches a day that no channel can want from one plain word
ALIKE = 0.8  # likeness from which a plain word is taken for a misspelt topic
# Words that stand in nearly every text, for a store that is too young to have counted them.
_STOP = """a about after all also an and are as at be been but by can for from had has have he her
his how i if in into is it its more new no not of on one or our out over said say says she so some
than that the their them there they this to up was we were what when which who will with would you
your de la le les el der die das und et en un une"""
FUNCTION_WORDS = frozenset(_STOP.split())
_PLAIN = re.compile(r"[\w.’'-]+(?: [\w.’'-]+){0,3}")
_OPERATOR = re.compile(r"\b(?:AND|OR|NOT|NEAR)\b")


async def read(room: Room, options: Options) -> Query | Reply:
    """Read the option ``query``; give it, or the question which of several topics is meant.

    Raises QueryError, pointing at the character.
    """
    plain = folded(options.get(PLAIN, ""))

    def named(words: str) -> tuple[str, ...]:
        return () if folded(words) == plain else room.catalogue.named(words)

    def alike(words: str) -> list[str]:
        return [topic.id for topic in room.catalogue.near(words)]

    try:
        return parse_query(options["query"], named, alike)
    except Ambiguous as several:
        return await _which(room, options, several)


async def _which(room: Room, options: Options, several: Ambiguous) -> Reply:
    word, start, text = several.word, several.position, options["query"]
    rest = text[start + len(word) :]
    answers = [
        (
            said(_name(room.catalogue, choice), 70),
            {**options, "query": f"{text[:start]}topic:{choice}{rest}"},
        )
        for choice in several.choices
    ]
    answers.append(("Just the word", {**options, PLAIN: word}))
    return Reply(
        text=f"*{said(word)}* means several things. Which one?",
        buttons=tuple(await ask(room, "watch", answers)),
    )


def just(word: str) -> str:
    """Write a word so that it is taken as it is spelt, never as a topic."""
    bare = word.strip('"')
    return f'="{bare}"' if " " in bare else f"={bare}"


def _name(catalogue: Catalogue, topic: str) -> str:
    return catalogue.topics[topic].name if topic in catalogue.topics else topic


def is_plain(text: str) -> bool:
    """Say whether a query is but a word, or a few: no operator, filter or quote."""
    return bool(_PLAIN.fullmatch(text.strip())) and not _OPERATOR.search(text)


async def misspelt(room: Room, options: Options, seen: Sample) -> Reply | None:
    """Ask "did you mean" about a plain word that is nearly a topic's name and never in the news."""
    text = options["query"].strip()
    known = room.catalogue.named(text) or options.keys() & {SURE, PLAIN}
    if not known and (off := room.gear.catalogue.named(text)):
        return await _switched_off(room, options, room.gear.catalogue.topics[off[0]])
    if not is_plain(text) or known or seen.stories:
        return None
    close = [topic for topic in room.catalogue.near(text) if _is_near(text, topic)]
    if not close:
        return None
    answers = [(said(t.name, 70), {**options, "query": f"topic:{t.id}"}) for t in close]
    buttons = await ask(room, "watch", [*answers, ("Just the word", {**options, SURE: "yes"})])
    return Reply(
        text=f"No topic is called *{said(text)}*. Did you mean {_or([t.name for t in close])}? "
        f"To watch this very spelling type `/watch {said(just(text))}`.",
        buttons=tuple(buttons),
        error=True,
    )


async def _switched_off(room: Room, options: Options, topic: Topic) -> Reply:
    """Ask about a topic, or a name of one, that does not count in this community."""
    buttons = await ask(room, "watch", [("Just the word", {**options, SURE: "yes"})])
    word = said(options["query"].strip())
    text = (
        f"*{word}* is switched off in this community as a name of {said(topic.name)}. "
        f"`/topics edit {topic.id} restore:{word}` switches it on again."
        if topic.id in room.catalogue.topics
        else f"{said(topic.name)} is switched off in this community. `/topics edit {topic.id} "
        "state:on` switches it on again."
    )
    return Reply(
        text=text,
        buttons=(*buttons, cancelling(buttons)),
        error=True,
    )


def _is_near(text: str, topic: Topic) -> bool:
    names = [topic.id, topic.name, *(alias.text for alias in topic.aliases)]
    long_enough = [name for name in names if len(folded(name)) >= 4]
    return len(folded(text)) >= 4 and any(likeness(text, name) >= ALIKE for name in long_enough)


def _or(names: Sequence[str]) -> str:
    shown = [said(name) for name in names]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def refuse_common(options: Options, query: Query, seen: Sample) -> None:
    """Raises CommandError for a plain word that nearly everything contains."""
    text = options["query"].strip().removeprefix("=").strip('"')
    if topics_in(query) or not is_plain(text):
        return
    example = f"Add a second word, for example `{said(text)} AND fisheries`, or name a topic."
    if seen.per_day > TOO_COMMON:
        count = number(round(seen.per_day, -2 if seen.per_day >= 1000 else -1))
        raise CommandError(f"*{said(text)}* would match about {count} items a day. {example}")
    if FUNCTION_WORDS.issuperset(text.casefold().split()):
        raise CommandError(f"*{said(text)}* stands in nearly every item. {example}")


async def too_busy(
    room: Room, command: str, options: Options, *, label: str, per_day: float
) -> Reply | None:
    """Ask before saving what is to alert more often than a channel can read."""
    busy = room.gear.rules.busy_per_day
    if per_day <= busy or SURE in options or options.get("mode") == "digest":
        return None
    sure = {**options, SURE: "yes"}
    anyway = "Watch anyway" if command == "watch" else "Every item"
    buttons: list[Button] = await ask(
        room, command, [("Digest only", {**sure, "mode": "digest"}), (anyway, sure)]
    )
    return Reply(
        text=f"{said(label)} would post about {number(round(per_day))} times a day, more than "
        f"{busy}. The digest would have the best of it. Which one?",
        buttons=(*buttons, cancelling(buttons)),
    )


def pointed(text: str, error: QueryError) -> str:
    """Say what is wrong with a query, with a mark before the character it stumbled at."""
    at = max(0, min(error.position, len(text)))
    before, after = text[max(0, at - 40) : at], text[at : at + 40]
    shown = f"{'…' if at > 40 else ''}{said_exactly(before)}▸{said_exactly(after)}"
    return f"{error}\n`{shown}` (character {at + 1})"


def said_exactly(text: str) -> str:
    """Make text safe as `said` does, but keep its spaces."""
    return "".join(" " if c.isspace() else said(c) or " " for c in text)
