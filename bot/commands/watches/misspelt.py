"""A word of a query that is nearly a topic's name and never in the news: did you mean …?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.catalogue import Catalogue
from bot.commands.naming import either, folded, likeness
from bot.commands.reading import SURE, just
from bot.commands.room import Options, Room, said
from bot.commands.undo import ask, cancelling
from bot.locales import say
from bot.model import Reply, Topic
from bot.pipeline.query import LONGEST_NAME, read_signs
from bot.words import topic_name

ALIKE = 0.8  # likeness from which words are taken for a misspelt name
ALIKE_WORD = 0.7  # and each word of a name of several
ALIKE_RUN_ON = 0.9  # with a space too many or too few
NOISE = 0.1  # what is so much less alike than the best is not proposed
SHORTEST = 4  # letters
MOST_WORDS = 4  # of one name
MOST_TRIED = 6  # names of a query: each costs some 20 ms
# A field with its value, a spelling, a phrase; a bracket; anything else between spaces.
_PIECE = re.compile(
    r"""[^\s()"=]+:(?:\([^()]*\)|"[^"]*"|[^\s()]+)?|="[^"]*"|=[^\s"()]*|"[^"]*"|[()]|[^\s()"]+"""
)
_WORD = re.compile(r"[\w.’'-]+")
_OPERATOR = re.compile(r"AND|OR|NOT|NEAR(?:/\d*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Words [start, end) of a query that are none's name, and the topics that may be meant."""

    words: str
    start: int
    end: int
    topics: tuple[Topic, ...]


def doubts(catalogue: Catalogue, text: str) -> list[Doubt]:
    """Find what in a typed query is nearly a topic's name."""
    found: list[Doubt] = []
    for tried, (words, start) in enumerate(_unknown(catalogue, text)):
        close = _meant(catalogue, words) if tried < MOST_TRIED else ()
        if close and not any(one.start <= start < one.end for one in found):
            found.append(Doubt(words=words, start=start, end=start + len(words), topics=close))
    return found


def _unknown(catalogue: Catalogue, text: str) -> Iterator[tuple[str, int]]:
    """Yield words side by side that name nothing, as a whole and one by one, and their starts."""
    for run in runs(text):
        whole = text[run[0].start() : run[-1].end()]
        if len(run) <= MOST_WORDS and not catalogue.named(whole):
            yield whole, run[0].start()
        named = _in_names(catalogue, [word[0] for word in run])
        for place, word in enumerate(run if len(run) > 1 else ()):
            if place not in named:
                yield word[0], word.start()


def _in_names(catalogue: Catalogue, words: Sequence[str]) -> set[int]:
    """Give the places of words that are a name, or part of one: Korea in North Korea."""
    found: set[int] = set()
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + LONGEST_NAME) + 1):
            if catalogue.named(" ".join(words[start:end])):
                found.update(range(start, end))
    return found


def pieces(text: str) -> Iterator[re.Match[str]]:
    """Yield what a query is made of: words, fields with their values, phrases, brackets."""
    yield from _PIECE.finditer(read_signs(text))


def runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Yield the plain words of a query that stand side by side."""
    run: list[re.Match[str]] = []
    for piece in pieces(text):
        if _WORD.fullmatch(piece[0]) and not _OPERATOR.fullmatch(piece[0]):
            run.append(piece)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _meant(catalogue: Catalogue, words: str) -> tuple[Topic, ...]:
    if len(folded(words)) < SHORTEST:
        return ()
    scored = [(_best(words, topic), topic) for topic in catalogue.near(words)]
    best = max((score for score, _ in scored), default=0.0)
    return tuple(topic for score, topic in scored if score and score > best - NOISE)


def _best(words: str, topic: Topic) -> float:
    names = [topic.id, topic.name, *(alias.text for alias in topic.aliases)]
    return max(_alike(words, name) for name in names)


def _alike(words: str, name: str) -> float:
    """Say how alike words and a name are, 0 where the words are no misspelling of it."""
    score = likeness(words, name)
    one, other = (text.casefold().replace("-", " ").split() for text in (words, name))
    if len(one) != len(other):
        return score if score >= ALIKE_RUN_ON else 0.0
    each = all(likeness(a, b) >= ALIKE_WORD for a, b in zip(one, other, strict=True))
    if not each or len(folded(name)) < SHORTEST:
        return 0.0
    # Whoever mistypes a name seldom mistypes its first letter: tuna is no misspelt Natuna.
    return score if score >= (ALIKE if one[0][0] == other[0][0] else ALIKE_RUN_ON) else 0.0


async def did_you_mean(room: Room, options: Options, doubt: Doubt) -> Reply:
    """Ask about words that are nearly a topic's name; each answer goes on with one press."""
    text, plain = options["query"], doubt.words

    def instead(words: str) -> str:
        return f"{text[: doubt.start]}{words}{text[doubt.end :]}"

    answers = [
        (said(topic_name(t), 70), {**options, "query": instead(f"topic:{t.id}")})
        for t in doubt.topics
    ]
    buttons = await ask(room, "watch", [*answers, (say("Just the word"), {**options, SURE: "yes"})])
    return Reply(
        text=say(
            "No topic is called *{word}*. Did you mean {names}? To watch this very spelling type "
            "`/watch {spelling}`.",
            word=said(plain),
            names=either([said(topic_name(t)) for t in doubt.topics]),
            spelling=said(instead(just(plain)), 300),
        ),
        buttons=tuple(buttons),
        asks=True,
    )


async def switched_off(room: Room, options: Options, topic: Topic) -> Reply:
    """Ask about a topic, or a name of one, that does not count in this community."""
    buttons = await ask(room, "watch", [(say("Just the word"), {**options, SURE: "yes"})])
    word = said(options["query"].strip())
    text = (
        say(
            "*{word}* is switched off in this community as a name of {name}. `/topics edit "
            "{topic} restore:{word}` switches it on again.",
            word=word,
            name=said(topic_name(topic)),
            topic=topic.id,
        )
        if topic.id in room.catalogue.topics
        else say(
            "{name} is switched off in this community. `/topics edit {topic} state:on` switches "
            "it on again.",
            name=said(topic_name(topic)),
            topic=topic.id,
        )
    )
    return Reply(
        text=text,
        buttons=(*buttons, cancelling(buttons)),
        asks=True,
    )
