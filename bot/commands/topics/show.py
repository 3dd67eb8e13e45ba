"""/topics show: the topics that a community knows, and all that is known of one."""

from collections.abc import Iterable, Sequence

from bot.catalogue.classes import Classes
from bot.catalogue.editing import has, switched_off
from bot.catalogue.names import LANGUAGES
from bot.commands.naming import pick
from bot.commands.room import MOST_TEXT, Options, Room, said
from bot.commands.topics.brief import brief, own_first
from bot.errors import CommandError
from bot.locales import count, described, joined, say, spoken
from bot.model import Alias, Button, Overlay, Reply, Topic
from bot.words import topic_name

FEW = 8  # names or words of one kind that are shown before [Show all]
DOT = " · "  # between names, since some have commas
PIECE = 600  # characters of a line
ROOM = MOST_TEXT - 200  # characters of a page, without its heading


async def show(room: Room, options: Options) -> Reply:
    """/topics show [TOPIC]."""
    if options.get("topic"):
        return _card(room, find(room, options["topic"], typed="/topics show"))
    return await press_list(room, "0")


def find(room: Room, wanted: str, *, typed: str) -> str:
    """Give the id of the topic with this name, one that is off here too. Raises CommandError."""
    for catalogue in (room.catalogue, room.gear.catalogue):
        ids = catalogue.named(wanted)
        if len(ids) == 1:
            return ids[0]
        if ids:
            names = joined(
                [f"`{id_}` ({said(topic_name(catalogue.topics[id_]), 60)})" for id_ in ids]
            )
            raise CommandError(
                say(
                    "*{word}* names several topics. Type one of: {names}.",
                    word=said(wanted, 60),
                    names=names,
                )
            )
    named = [(name_of(room, id_), id_) for id_ in known(room)]
    return pick(wanted, named, say("topic"), typed=typed)


def known(room: Room) -> list[str]:
    """Give the ids of all topics, those that are off here too."""
    return list({**room.gear.catalogue.topics, **room.view.overlays, **room.catalogue.topics})


def name_of(room: Room, topic: str) -> str:
    """Say what a topic is called here."""
    found = room.catalogue.topics.get(topic) or room.gear.catalogue.topics.get(topic)
    return topic_name(found) if found else room.view.overlays[topic].name or topic


# ── the list ────────────────────────────────────────────────────────────────────────────────


async def press_list(room: Room, rest: str) -> Reply:
    """One page of the list of topics, those below another with it."""
    topics = room.catalogue.topics
    top = [t for t in topics.values() if not any(p in topics for p in t.parents)]
    groups = sorted((t for t in top if below(room, t.id)), key=topic_name)
    alone = sorted((t for t in top if not below(room, t.id)), key=topic_name)
    lines = [
        say("{name}: {text}", name=_marked(room, t), text=_names(room, below(room, t.id)))
        for t in groups
    ]
    if alone:
        lines.append(say("Others: {names}", names=_names(room, alone)))
    off = [said(name_of(room, id_), 60) for id_, o in room.view.overlays.items() if o.off]
    if off:
        lines.append(say("Switched off here: {names}", names=DOT.join(off)))
    head = count(len(topics), "{n} topic", "{n} topics")
    if room.view.overlays:
        head = say("{topics}; * is changed here, + is your own", topics=head)
    tail = say("`/topics show senkaku` shows one; `/topics add` makes your own.")
    return paged(head, [p for line in lines for p in _cut(line, DOT)], rest, "topics", tail=tail)


def below(room: Room, topic: str) -> list[Topic]:
    """Give all that is below a topic, by name."""
    found = (room.catalogue.topics[id_] for id_ in room.catalogue.family(topic)[1:])
    return sorted(found, key=topic_name)


def _names(room: Room, topics: Iterable[Topic]) -> str:
    return DOT.join(_marked(room, topic) for topic in topics)


def _marked(room: Room, topic: Topic) -> str:
    overlay = room.view.overlays.get(topic.id)
    mark = "" if overlay is None else " +" if overlay.own else " ∗"
    return f"{said(topic_name(topic), 60)}{mark}"


def paged(
    head: str,
    lines: Sequence[str],
    page: str,
    verb: str,
    *,
    tail: str = "",
    more: Sequence[Button] = (),
) -> Reply:
    """Put lines on pages as long as an answer may be; ``verb`` leads from one to the next."""
    pages = _pages(lines)
    at = min(int(page) if page.isdecimal() else 0, len(pages) - 1)
    if len(pages) > 1:
        head = say("{head}, page {page} of {pages}", head=head, page=at + 1, pages=len(pages))
    turn = [Button(id=f"{verb}:{at - 1}", label=say("Back"))] if at else []
    if at + 1 < len(pages):
        turn.append(Button(id=f"{verb}:{at + 1}", label=say("More")))
    text = "\n".join([say("{head}:", head=head), *pages[at], *([tail] if tail else [])])
    return Reply(text=text, buttons=(*turn, *more))


def _pages(lines: Sequence[str]) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    for line in lines:
        if sum(len(known) + 1 for known in pages[-1]) + len(line) > ROOM:
            pages.append([])
        pages[-1].append(line)
    return pages


def _cut(line: str, mark: str) -> list[str]:
    """Cut a long line between two names, so that pages can be filled."""
    parts = [""]
    for piece in line.split(mark):
        joined = f"{parts[-1]}{mark}{piece}" if parts[-1] else piece
        if len(joined) > PIECE and parts[-1]:
            parts.append(piece)
        else:
            parts[-1] = joined
    return [part[:PIECE] for part in parts]


# ── one topic ───────────────────────────────────────────────────────────────────────────────


async def press_topic(room: Room, rest: str) -> Reply:
    """One topic: ``TOPIC:PAGE`` for all of it on pages, ``TOPIC:`` for its beginning."""
    topic, _, page = rest.rpartition(":")
    return _card(room, living(room, topic), page or None)


def living(room: Room, topic: str) -> str:
    """Give a topic that a button names, if it is still there. Raises CommandError."""
    if topic in known(room):
        return topic
    raise CommandError(say("That topic is no longer there. `/topics show` lists those that are."))


def _card(room: Room, id_: str, page: str | None = None) -> Reply:
    """Show a topic: at first its beginning, with ``page`` all of it."""
    overlay = room.view.overlays.get(id_, Overlay())
    told = [line for part in _parts(room, id_, overlay, whole=page is not None) for line in part]
    lines = [piece for line in told for piece in _cut(line, ", ")]
    if overlay.off:
        state = say("off here")
    else:
        state = say("your own") if overlay.own else say("changed here")
    head = said(name_of(room, id_), 100)
    head = f"{head} · {state}" if id_ in room.view.overlays else head
    more = [] if page is not None else [Button(id=f"topic:{id_}:0", label=say("Show all"))]
    if room.actor.may_manage:
        more.append(Button(id=f"names-off:{id_}:0", label=say("Switch names off")))
    return paged(head, lines or [say("It has no names.")], page or "0", f"topic:{id_}", more=more)


def _parts(room: Room, id_: str, overlay: Overlay, *, whole: bool) -> Iterable[list[str]]:
    topic = room.catalogue.topics.get(id_) or room.gear.catalogue.topics.get(id_)
    if topic is None:
        return
    classes = room.catalogue.classes
    note = f"{said(described(topic.note, spoken()), 300)} {_source(topic) if whole else ''}".strip()
    yield [note] if note else []
    yield _family(room, topic, whole=whole)
    yield _here(overlay)
    if whole:
        yield _by_language(topic, overlay, room.gear.catalogue.topics.get(id_))
        yield _contexts(topic.aliases, classes, (*overlay.needs, *overlay.vetoes))
    else:
        yield brief(topic, classes, overlay)
    not_this = say(", ").join(said(described(one, spoken()), 80) for one in topic.not_this)
    yield [say("Not: {names}.", names=not_this)] if topic.not_this else []
    outlets = room.catalogue.publishers
    official = [outlets[p].name if p in outlets else p for p in topic.official]
    told = say("Official: {names}; their word makes it urgent.", names=joined(official))
    yield [told] if official else []


def _source(topic: Topic) -> str:
    return say("Source: {name}.", name=said(topic.source, 200)) if topic.source else ""


def _family(room: Room, topic: Topic, *, whole: bool) -> list[str]:
    known_here = room.catalogue.topics
    above = [said(topic_name(known_here[p]), 60) for p in topic.parents if p in known_here]
    under = [said(topic_name(t), 60) for t in below(room, topic.id)]
    lines = [say("Part of: {names}.", names=DOT.join(above))] if above else []
    if not under:
        return lines
    if whole or len(under) <= FEW + 1:
        return [*lines, say("With it: {names}.", names=DOT.join(under))]
    shown = f"{DOT.join(under[:FEW])} … ({len(under)})"
    return [*lines, say("With it: {names}.", names=shown)]


def shortened(words: Sequence[str]) -> str:
    """Join the first few of some words."""
    if len(words) <= FEW + 1:
        return say(", ").join(words)
    return f"{say(', ').join(words[:FEW])} … ({len(words)})"


def _by_language(topic: Topic, overlay: Overlay, shared: Topic | None) -> list[str]:
    """Give the names by language; those that are off here are marked so."""
    there = [*topic.aliases]
    if shared is not None:
        there += [a for a in shared.aliases if has(overlay.names_off, a.text)]
    by_language: dict[str, dict[str, None]] = {}
    for alias in sorted(there, key=lambda a: LANGUAGES.index(a.language)):
        off = has(overlay.names_off, alias.text) and alias not in topic.aliases
        text = said(alias.text, 60)
        text = say("{name} (off here)", name=text) if off else text
        by_language.setdefault(alias.language, {})[text] = None
    return [f"{code}: {', '.join(n)}" for code, n in by_language.items()]


def _contexts(aliases: Sequence[Alias], classes: Classes, own: Sequence[str]) -> list[str]:
    """Say which names need context and what rules them out; what holds for all comes first."""
    every = set.intersection(*(set(a.vetoes) for a in aliases)) if aliases else set()
    everywhere = [word for word in (aliases[0].vetoes if aliases else ()) if word in every]
    never = say("Never beside: {words}.", words=_words(everywhere, classes, own))
    lines = [never] if everywhere else []
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for one in aliases:
        rest = tuple(word for word in one.vetoes if word not in every)
        if one.needs or rest:
            groups.setdefault((one.needs, rest), []).append(said(one.text, 60))
    for (needs, vetoes), names in groups.items():
        parts = [say(", ").join(dict.fromkeys(names))]
        if needs:
            parts.append(say("only beside {words}", words=_words(needs, classes, own)))
        if vetoes:
            parts.append(say("not beside {words}", words=_words(vetoes, classes, own)))
        lines.append(f"• {say('{sentence}.', sentence=say('; ').join(parts))}")
    return lines


def _words(words: Sequence[str], classes: Classes, own: Sequence[str]) -> str:
    return say(", ").join(said(word, 40) for word in own_first(words, classes, own))


def _here(overlay: Overlay) -> list[str]:
    """Say what this community changed."""
    added = [one.text for one in overlay.aliases if not overlay.own]
    off = switched_off(overlay)
    told = [
        *([say("names added {words}", words=_some(added))] if added else []),
        *(
            [say("context words added {words}", words=_some(overlay.needs))]
            if overlay.needs
            else []
        ),
        *([say("vetoes added {words}", words=_some(overlay.vetoes))] if overlay.vetoes else []),
        *([say("off {words}", words=_some(off))] if off else []),
    ]
    return [say("Here: {changes}.", changes=say("; ").join(told))] if told else []


def _some(words: Sequence[str]) -> str:
    return shortened([said(word, 60) for word in words])
