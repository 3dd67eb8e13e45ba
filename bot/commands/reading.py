"""Reading a query as a person meant it: which of several topics, and where it stumbled."""

import re

from bot.catalogue import Catalogue
from bot.commands.naming import folded
from bot.commands.room import Options, Room, said
from bot.commands.undo import ask
from bot.errors import QueryError
from bot.legs.ask import volume
from bot.locales import count, retold, say, sentences
from bot.model import Reply
from bot.pipeline.query import Ambiguous, Query, TooWide, parse_query
from bot.words import topic_name

# Hidden options, set by the buttons of a question and never typed:
SURE = "sure"  # the person was asked and wants it anyway
_WORDS = re.compile(r"(?!.*\b(?:AND|OR|NOT|NEAR)\b)[\w.’' -]+")  # side by side, no operator
AROUND = 40  # characters shown on either side of a mistake
PLAIN = "plain"  # the word that is to be taken as a word, though it names topics


async def read(room: Room, options: Options, command: str = "watch") -> Query | Reply:
    """Read the option ``query``; give it, or the question which of several topics is meant.

    ``command`` is the one that goes on with the answer.

    Raises QueryError, pointing at the character.
    """
    plain = folded(options.get(PLAIN, ""))

    def named(words: str) -> tuple[str, ...]:
        return () if folded(words) == plain else room.catalogue.meant(words)

    def alike(words: str) -> list[str]:
        return [topic.id for topic in room.catalogue.near(words)]

    try:
        return parse_query(options["query"], named, alike)
    except Ambiguous as several:
        return await _which(room, options, several, command)
    except TooWide as error:
        async with room.gear.store.read() as tx:
            pace = round(await volume(room.gear, tx, room.community.id, now=room.now))
        read = count(
            pace, "About {n} item a day comes in here.", "About {n} items a day come in here."
        )
        cause = retold(str(error))
        raise TooWide(sentences(cause, read if pace else ""), position=error.position) from None


async def _which(room: Room, options: Options, several: Ambiguous, command: str) -> Reply:
    word, start, text = several.word, several.position, options["query"]
    rest = text[start + len(word) :]
    answers = [
        (
            said(_name(room.catalogue, choice), 70),
            {**options, "query": f"{text[:start]}topic:{choice}{rest}"},
        )
        for choice in several.choices
    ]
    if _WORDS.fullmatch(text) and len(text.split()) > len(word.split()):
        words = " ".join(text.split())
        answers.append(
            (
                said(say('Just the words "{words}"', words=words), 70),
                {**options, "query": f'"{words}"'},
            )
        )
    answers.append((say("Just the word"), {**options, PLAIN: word}))
    return Reply(
        text=say("*{word}* means several things. Which one?", word=said(word)),
        buttons=tuple(await ask(room, command, answers)),
        asks=True,
    )


def just(word: str) -> str:
    """Write a word so that it is taken as it is spelt, never as a topic."""
    bare = word.strip('"')
    return f'="{bare}"' if " " in bare else f"={bare}"


def _name(catalogue: Catalogue, topic: str) -> str:
    return topic_name(catalogue.topics[topic]) if topic in catalogue.topics else topic


def pointed(text: str, error: QueryError) -> str:
    """Say what is wrong with a query, with a mark before the character it stumbled at."""
    place, number = around(text, error)
    where = say("`{place}` (character {n})", place=place, n=number)
    return f"{retold(str(error))}\n{where}"


def around(text: str, error: QueryError) -> tuple[str, int]:
    """Give what stands around the character, marked and cut, and its number, counted from 1."""
    at = max(0, min(error.position, len(text)))
    before, after = text[max(0, at - AROUND) : at], text[at : at + AROUND]
    start, end = "…" if at > AROUND else "", "…" if at + AROUND < len(text) else ""
    return f"{start}{said_exactly(before)}▸{said_exactly(after)}{end}", at + 1


def said_exactly(text: str) -> str:
    """Make text safe as `said` does, but keep its spaces."""
    return "".join(" " if c.isspace() else said(c) or " " for c in text)
