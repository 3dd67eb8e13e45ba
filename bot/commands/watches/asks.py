"""What /watch asks about a query that would surely not find what is meant.

and, or, not in small letters · parts that rule each other out · a word that a topic is not found
beside · a word of the topic's own name · an outlet that nobody knows · another owner's thing of
the same name.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.catalogue import Catalogue
from bot.catalogue.names import fold
from bot.commands.naming import either, near
from bot.commands.reading import PLAIN, SURE
from bot.commands.room import Options, Room, said
from bot.commands.undo import ask, cancelling
from bot.commands.watches.misspelt import pieces, runs
from bot.errors import CommandError, QueryError
from bot.locales import count, described, joined, say, sentences, spoken
from bot.model import Button, Feed, Reply, Topic, Watch
from bot.pipeline.match import Document, build_index, holds, match
from bot.pipeline.query import Ambiguous, Query, clash, label, parse_query
from bot.pipeline.text.query import And, Fact, In, Node, Not, Or, TopicTerm, Word, leaves
from bot.store import feeds
from bot.words import topic_name

Answers = list[tuple[str, Options]]
_SMALL = ("and", "or", "not")
_OPERATORS = ("AND", "OR", "NOT")
INSTEAD = "instead"  # hidden, set by a button: the watch in whose place this one comes
LONGEST = 70  # characters of a button
MOST_TRIED = 6  # runs of words of a query: each costs some milliseconds


async def question(room: Room, options: Options, query: Query) -> Reply | None:
    """Ask about the first thing in doubt; None where there is none, or one was asked already.

    Raises CommandError for a query that no item can meet.
    """
    if options.keys() & {SURE, PLAIN}:
        return None
    refuse_clash(room, query)
    return (
        await _in_small_letters(room, options, query)
        or await _of_another(room, options, query)
        or await _beside_a_topic(room, options)
        or await _of_nobody(room, options, query)
    )


async def _asked(room: Room, text: str, answers: Answers, options: Options) -> Reply:
    """Ask, with [As typed] and [Cancel] after the answers."""
    short = [(said(words, LONGEST), chosen) for words, chosen in answers]
    buttons = await ask(room, "watch", [*short, (say("As typed"), {**options, SURE: "yes"})])
    return Reply(text=text, buttons=(*buttons, cancelling(buttons)), asks=True)


def _named(room: Room, query: Query) -> str:
    return str(label(query, room.topic))


def refuse_clash(room: Room, query: Query) -> None:
    """Raises CommandError for parts that no item can meet at once."""
    parts = clash(query, room.catalogue.above)
    if parts is None:
        return
    one, other = (said(_named(room, Query(part)), 60) for part in parts)
    match parts:
        case Fact(name, a), Fact(_, b):
            step = say(
                "Type `{field}:({one} OR {other})` for items of either.",
                field=name,
                one=said(a),
                other=said(b),
            )
        case _:
            step = say("Take one of them out.")
    cause = say("Nothing can meet *{one}* and *{other}* at once.", one=one, other=other)
    raise CommandError(sentences(cause, step))


# ── and, or, not in small letters ───────────────────────────────────────────────────────────


async def _in_small_letters(room: Room, options: Options, query: Query) -> Reply | None:
    text = options["query"]
    small = [one for one in _small(text) if _is_a_word(query, one[0])]
    if not small:
        return None
    meant = text
    for one in small:
        meant = f"{meant[: one.start()]}{one[0].upper()}{meant[one.end() :]}"
    try:
        read = _named(room, parse_query(meant, room.catalogue.meant))
    except Ambiguous:
        read = meant
    except QueryError:
        return None
    answers: Answers = [(read, {**options, "query": meant})]
    if not any(isinstance(part, TopicTerm) for part in leaves(query.root)) and '"' not in text:
        answers.append((f'"{text.strip()}"', {**options, "query": f'"{text.strip()}"'}))
    words = dict.fromkeys(one[0] for one in small)
    text = count(
        len(words),
        "{words} in small letters is a word to look for. Did you mean {operators}?",
        "{words} in small letters are words to look for. Did you mean {operators}?",
        words=joined([f"*{said(word)}*" for word in words]),
        operators=joined([word.upper() for word in words]),
    )
    return await _asked(room, text, answers, options)


def _small(text: str) -> Iterator[re.Match[str]]:
    """Yield what stands where an operator may."""
    found = list(pieces(text))
    for before, one, after in zip(found, found[1:], found[2:], strict=False):
        joins = before[0] not in (*_OPERATORS[1:], "(") and after[0] not in (*_OPERATORS[:2], ")")
        if joins and one[0].casefold() in _SMALL and one[0] not in _OPERATORS:
            yield one


def _is_a_word(query: Query, typed: str) -> bool:
    """Whether it was read as a word, not as part of a name ("Samsung and SK hynix")."""
    words = (leaf.text.casefold() for leaf in leaves(query.root) if isinstance(leaf, Word))
    return typed.casefold() in words


# ── a name that other things have, too ──────────────────────────────────────────────────────


async def _of_another(room: Room, options: Options, query: Query) -> Reply | None:
    """Ask about "Article 5", which needs context and is NATO's as well."""
    text = options["query"].strip(' "')
    if not isinstance(query.root, TopicTerm) or query.root.id not in room.catalogue.topics:
        return None
    topic = room.catalogue.topics[query.root.id]
    others = [
        one for one in topic.not_this if re.search(rf"s?['’]s? {re.escape(fold(text))}$", fold(one))
    ]
    if not others or room.catalogue.is_called(topic.id, text) or not _is_weak(topic, text):
        return None
    buttons = await ask(
        room,
        "watch",
        [
            (said(topic_name(topic), LONGEST), {**options, "query": f"topic:{topic.id}"}),
            (say("Just the words"), {**options, PLAIN: text}),
        ],
    )
    return Reply(
        text=say(
            "*{word}* alone is also said of others ({other}). Which one?",
            word=said(text),
            other=said(described(others[0], spoken())),
        ),
        buttons=(*buttons, cancelling(buttons)),
    )


def _is_weak(topic: Topic, text: str) -> bool:
    """Whether the topic has this name only beside other words."""
    mine = [alias for alias in topic.aliases if fold(alias.text) == fold(text)]
    return bool(mine) and all(alias.needs for alias in mine)


async def just(room: Room, options: Options, made: Watch) -> list[Button]:
    """Give [Just “Okinawa”] where a name became a topic that is called otherwise.

    What is found by "Okinawa" beside the right words is not all that the word finds. Pressed, it
    watches the word in the topic's place.
    """
    words = options["query"].strip(' "')
    topics = room.catalogue.meant(words) if PLAIN not in options else ()
    if len(topics) != 1 or made.query != f"topic:{topics[0]}":
        return []
    if room.catalogue.is_called(topics[0], words):
        return []
    plain = {**options, PLAIN: words, INSTEAD: str(made.id)}
    return await ask(room, "watch", [(say("Just “{word}”", word=said(words, LONGEST - 10)), plain)])


# ── words beside a topic ────────────────────────────────────────────────────────────────────


async def _beside_a_topic(room: Room, options: Options) -> Reply | None:
    for run in list(runs(options["query"]))[:MOST_TRIED]:
        start, end = run[0].start(), run[-1].end()
        words = options["query"][start:end]
        found = _topic_and_words(room.catalogue, words)
        if found and (why := _why_not(*found, words)):
            return await _what_beside(room, options, (start, end), found, why)
    return None


async def _what_beside(
    room: Room, options: Options, place: tuple[int, int], found: tuple[Topic, list[str]], why: str
) -> Reply:
    """Ask what the words [start, end) of a query mean: the topic, themselves, or what they say."""
    text, (start, end), (topic, more) = options["query"], place, found
    words = text[start:end]

    def instead(new: str) -> Options:
        return {**options, "query": f"{text[:start]}{new}{text[end:]}"}

    name = _name_in(words, more)
    apart = {**options, PLAIN: name} if _is_weak(topic, name) else instead(f'"{words}"')
    read = say(
        "*{words}* is read as {name} AND {more}. {why} Which one?",
        words=said(words),
        name=said(topic_name(topic)),
        more=said(" AND ".join(more)),
        why=why,
    )
    plain = say('Just the words "{words}"', words=words)
    answers = [(topic_name(topic), instead(f"topic:{topic.id}")), (plain, apart)]
    return await _asked(room, read, answers, options)


def _name_in(words: str, more: Sequence[str]) -> str:
    return " ".join(word for word in words.split() if word not in more)


def _topic_and_words(catalogue: Catalogue, words: str) -> tuple[Topic, list[str]] | None:
    """Read words side by side; give the topic and the words if they are one and some."""
    try:
        root = parse_query(words, catalogue.meant).root
    except QueryError:
        return None
    parts = root.parts if isinstance(root, And) else ()
    topics = [part.id for part in parts if isinstance(part, TopicTerm)]
    more = [part.text for part in parts if isinstance(part, Word)]
    if len(topics) != 1 or not more or len(more) + 1 != len(parts):
        return None
    return catalogue.topics[topics[0]], more


def _why_not(topic: Topic, more: Sequence[str], words: str) -> str:
    """Say why a topic and words beside it find next to nothing, "" where they may find much."""
    name, typed = said(topic_name(topic)), _name_in(words, more)
    if not _is_found(_freed(topic), words) and _is_found(_freed(topic, vetoes=False), words):
        return say(
            "But {name} does not count beside such a word: that is another thing.", name=name
        )
    own = set(map(_bare, fold(topic.name).split()))
    if all(_bare(word) in own for word in more):
        return say(
            "That leaves out what does not have this very word, such as other languages, though "
            "it is part of what the topic is."
        )
    if _is_weak(topic, typed) and not _is_found(topic, words):
        return count(
            len(more),
            "But *{word}* is a name of {name} only beside words of that, and this is none.",
            "But *{word}* is a name of {name} only beside words of that, and these are none.",
            word=said(typed),
            name=name,
        )
    return ""


def _bare(word: str) -> str:
    return fold(word).removesuffix("s").removesuffix("'")


def _freed(topic: Topic, *, vetoes: bool = True) -> Topic:
    """Let the names of a topic count without context, in any capitals, perhaps beside anything."""
    free = (
        replace(one, needs=(), title_only=False, match="word" if one.match == "case" else one.match)
        for one in topic.aliases
    )
    if not vetoes:
        free = (replace(one, vetoes=(), title_vetoes=()) for one in free)
    return replace(topic, aliases=tuple(free))


def _is_found(topic: Topic, words: str) -> bool:
    asked = {1: parse_query(f'topic:"{topic.id}"', None)}
    alone = replace(topic, parents=())
    return bool(match(build_index([alone], asked), Document(title=words, text="")))


# ── outlets ─────────────────────────────────────────────────────────────────────────────────


async def _of_nobody(room: Room, options: Options, query: Query) -> Reply | None:
    asked = [fact for fact in _facts(query.root) if fact.name in ("source", "publisher")]
    if not asked:
        return None
    async with room.gear.store.read() as tx:
        seen = await feeds.visible(tx, room.community.id)
    known = list(_outlets(room.catalogue, seen))
    for fact in asked:
        if "." in fact.value or any(holds(one, fact.name, fact.value) for one in known):
            continue  # an outlet that a feed gathers from goes by its address
        return await _unknown_outlet(room, options, fact, known)
    return None


async def _unknown_outlet(
    room: Room, options: Options, fact: Fact, known: Sequence[Document]
) -> Reply:
    names = {name for one in known for name in (one.publisher, one.outlet) if name}
    if fact.name == "source":
        names |= {one.source for one in known if one.source}
    close = near(fact.value, list({fold(name): name for name in sorted(names)}.values()))
    text = options["query"]
    field = re.search(rf"{fact.name}:", text, re.IGNORECASE)
    at = text.find(fact.value, field.end() if field else 0)
    answers: Answers = []
    for name in close if at >= 0 else ():
        words = f'"{name}"' if " " in name and text[at - 1 : at] != '"' else name
        instead = f"{text[:at]}{words}{text[at + len(fact.value) :]}"
        answers.append((f"{fact.name}:{name}", {**options, "query": instead}))
    told = [
        say(
            "No feed or outlet here is called *{name}*, so nothing would be found.",
            name=said(fact.value, 60),
        ),
        *(
            [say("Did you mean {names}?", names=either([said(name, 60) for name in close]))]
            if answers
            else []
        ),
        say("`/feeds list` shows what is read."),
    ]
    return await _asked(room, sentences(*told), answers, options)


def _facts(node: Node) -> Iterator[Fact]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _facts(part)
        case Not(part) | In(_, part):
            yield from _facts(part)
        case Fact():
            yield node


def _outlets(catalogue: Catalogue, seen: Iterable[Feed]) -> Iterator[Document]:
    """Yield what items of each feed and of each known outlet state of themselves."""
    for feed in seen:
        outlet = catalogue.publisher_of(feed)
        yield Document(
            title="", text="", source=feed.name, publisher=outlet.id, outlet=outlet.name,
            family=outlet.family, tags=feed.tags,
        )  # fmt: skip
    for outlet in catalogue.publishers.values():
        yield Document(
            title="", text="", publisher=outlet.id, outlet=outlet.name, family=outlet.family
        )
