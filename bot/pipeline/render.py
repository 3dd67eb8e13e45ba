"""Draw a post's parts, for any platform: an alert, an item's post, the lines of a digest.

Nothing here knows how a platform writes; `chat/` does. Sentences come from the items unchanged.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import UTC, datetime, time

from bot.locales import count, say
from bot.model import (
    Button,
    DigestLine,
    Headline,
    Kind,
    Marks,
    Message,
    Section,
    Sentence,
    Source,
    Summary,
    Told,
)
from bot.pipeline.text.days import day_of, needs_its_date
from bot.pipeline.text.heading import heading
from bot.pipeline.text.origin import first_tellers, is_reprint, teller, wire_of
from bot.words import country, short
from bot.words import language as language_name

MOST_OUTLETS = 6  # named in "also reported by"; the rest is a number
MOST_SOURCES = 20
MOST_TAGS = 5
NOON = time(12, tzinfo=UTC)  # a day is shown as Greenwich has it


def alert(
    story_id: int,
    told: Sequence[Told],
    summary: Summary,
    *,
    title: str,
    title_marks: Marks = (),
    languages: Sequence[str] = (),
    tags: Sequence[str],
    urgent: str | None,
    mention: str | None = None,
) -> Message:
    """Draw a story's alert. ``told``: its items, that whose title it bears first.

    ``languages``: in which it is read; a title in another is marked. ``urgent``: why, or None.
    """
    first = told[0]
    sources, sentences = _cited(told, summary)
    return Message(
        kind=Kind.ALERT,
        label=say("URGENT") if urgent else say("ALERT"),
        dateline=(*_dateline(first), *_foreign(first, languages), *_undated(first)),
        title=title,
        title_marks=title_marks,
        url=first.item.link,
        sentences=sentences,
        sources=sources,
        also=_also(told),
        tags=tuple(tags[:MOST_TAGS]),
        at=_at(first),
        urgent=urgent is not None,
        mention=mention,
        buttons=_buttons(f"s{story_id}"),
    )


def pointer(story_id: int, shown: Message, url: str | None) -> Message:
    """Draw what is left of an alert whose story is one with another.

    ``shown``: how that one's alert is drawn; ``url``: where it stands.
    """
    return Message(
        kind=Kind.ALERT,
        label=say("ALERT"),
        title=say("Now one story with “{title}”", title=shown.title),
        url=url,
        at=shown.at,
        rings=False,
        buttons=_buttons(f"s{story_id}")[:1],
    )


def item_post(told: Told, summary: Summary, *, watch: str, mention: str | None = None) -> Message:
    """Draw one item of a feed that a channel subscribed to; ``watch`` is the feed's name there."""
    sources, sentences = _cited([told], summary)
    return Message(
        kind=Kind.ALERT,
        label=say("NEW"),
        dateline=(*_dateline(told), *_undated(told)),
        title=heading(told.item),
        url=told.item.link,
        sentences=sentences,
        sources=sources,
        tags=(watch,),
        at=_at(told),
        mention=mention,
        buttons=_buttons(f"i{told.item.id}"),
    )


def update(
    item_id: int,
    told: Sequence[Told],
    sentences: Sequence[Sentence],
    *,
    label: str,
    title: str = "",
    urgent: bool = False,
    more: int = 0,
    mention: str | None = None,
    languages: Sequence[str] = (),
) -> Message:
    """Draw what is new in a story, for the thread under its alert.

    ``told``: the items that say it, which the sentences' sources count; ``more``: of them that no
    sentence is shown of. ``item_id``: the newest, by which [Why] finds the post. ``languages``: in
    which it is read; what one outlet alone tells in another is marked.
    """
    sources, cited = _cited(told, Summary(sentences=tuple(sentences)))
    names = list(dict.fromkeys(one.publisher.name for one in told))
    alone = (*_dateline(told[0]), *_foreign(told[0], languages))
    return Message(
        kind=Kind.UPDATE,
        label=label,
        dateline=alone if len(names) == 1 else tuple(names[:3]),
        title=title,
        sentences=cited,
        sources=sources,
        footer=count(more, "and {n} report more", "and {n} reports more") if more else "",
        at=max(_at(one) for one in told),
        urgent=urgent,
        mention=mention,
        buttons=(Button(id=f"why:i{item_id}", label=say("Why")),),
    )


def _at(told: Told) -> datetime:
    return told.item.published or told.item.first_seen


def _undated(one: Told) -> tuple[str, ...]:
    """Mark an item without a date: its age is counted from when it was first seen."""
    return (say("without a date"),) if one.item.published is None else ()


def _dateline(told: Told) -> tuple[str, ...]:
    """Say who tells it, whose report it prints, and whether everybody can read what it links to."""
    publisher = told.publisher
    closed = say("for subscribers") if told.item.page_state == "partial" else ""
    wire = wire_of(told)
    name = f"{publisher.name} ({wire})" if wire else publisher.name
    parts = (name, country(publisher.country), _kind(publisher.kind), closed)
    return tuple(part for part in parts if part)


def _foreign(told: Told, languages: Sequence[str]) -> tuple[str, ...]:
    """Say in which language an item is, where that is none of its readers' first one."""
    language = told.item.language or told.feed.language
    if not language or not languages or _base(language) == _base(languages[0]):
        return ()
    return (say("in {language}", language=language_name(language)),)


def _base(language: str | None) -> str:
    return (language or "").split("-")[0]


def _kind(kind: str) -> str:
    """Say what kind of outlet it is; nothing of one that nobody described."""
    known = {
        "broadcaster": say("broadcaster"),
        "magazine": say("magazine"),
        "newspaper": say("newspaper"),
        "official": say("official"),
        "online": say("online"),
        "state-controlled": say("state-controlled"),
        "think-tank": say("think-tank"),
        "trade": say("trade"),
        "unknown": "",
        "wire": say("wire"),
    }
    return known.get(kind, kind)


def _buttons(about: str) -> tuple[Button, ...]:
    return (
        Button(id=f"why:{about}", label=say("Why")),
        Button(id=f"yes:{about}", label=say("Relevant")),
        Button(id=f"no:{about}", label=say("Not relevant")),
        Button(id=f"mute:{about}", label=say("Mute…")),
    )


def _cited(
    told: Sequence[Told], summary: Summary
) -> tuple[tuple[Source, ...], tuple[Sentence, ...]]:
    """Number the sources: those that a sentence cites in their order, then the other outlets."""
    cited = list(dict.fromkeys(s.source for s in summary.sentences))
    tellers = {teller(told[i]) for i in cited}
    order = cited + [i for i in first_tellers(told) if teller(told[i]) not in tellers]
    place = {index: number for number, index in enumerate(order)}
    sentences = tuple(
        replace(s, source=place[s.source], at=_day(s, told[s.source])) for s in summary.sentences
    )
    return tuple(_source(told[i]) for i in order[:MOST_SOURCES]), sentences


def _day(sentence: Sentence, told: Told) -> datetime | None:
    """Give the date that makes "on Tuesday" clear, where the report has one."""
    published = told.item.published
    if published is None or not needs_its_date(sentence.text):
        return None
    return datetime.combine(day_of(sentence.text, published, told.publisher.country), NOON)


def _source(told: Told) -> Source:
    return Source(
        outlet=told.publisher.name,
        url=told.item.link,
        language=told.item.language,
        reprint=is_reprint(told),
    )


def _also(told: Sequence[Told]) -> str:
    """Say who else reports it: independent outlets, each with its language where it differs.

    Who only prints a wire's report, as another does or has done, is counted apart.
    """
    ordered = [told[i] for i in first_tellers(told)]
    ours = told[0].publisher.family
    same = teller(told[0])
    others = [one for one in ordered if teller(one) != same or one.publisher.family != ours]
    printing = {one.publisher.family for one in told} - {one.publisher.family for one in ordered}
    also = count(len(printing), "{n} reprint", "{n} reprints") if printing else ""
    if not others:
        return say("Printed elsewhere too: {reprints}", reprints=also) if printing - {ours} else ""
    main = _primary(told[0])
    names = [_named(one, main) for one in others[:MOST_OUTLETS]]
    if len(others) > MOST_OUTLETS:
        names.append(count(len(others) - MOST_OUTLETS, "{n} more", "{n} more"))
    counted = count(len(ordered), "{n} independent outlet", "{n} independent outlets")
    return say(
        "Also reported by {outlets}: {counted}",
        outlets=say(", ").join(names),
        counted=say(", ").join([counted, *([also] if also else [])]),
    )


def _named(told: Told, main: str) -> str:
    """Name an outlet, with the wire whose report it prints and its language where it differs."""
    language = _primary(told)
    more = [wire_of(told), language if language != main else ""]
    said = ", ".join(part for part in more if part)
    return f"{told.publisher.name} ({said})" if said else told.publisher.name


def _primary(told: Told) -> str:
    return _base(told.item.language)


def headline(
    told: Sequence[Told],
    sentences: Sequence[Sentence],
    *,
    heading: str,
    title: str,
    title_marks: Marks = (),
    story_id: int | None = None,
    item_id: int | None = None,
    score: float = 0.0,
    urgent: bool = False,
    alerted: bool = False,
    languages: Sequence[str] = (),
) -> Headline:
    """Say a story, or an item of a followed feed, in a line; ``heading`` is its watch.

    ``told``: that whose title it bears first. ``alerted``: in a digest, that it had a post of its
    own. ``languages``: in which it is read; outlets that tell it in another say so.
    """
    first_one = teller(told[0])
    others = [told[i] for i in first_tellers(told)]
    ordered = [told[0], *(one for one in others if teller(one) != first_one)]
    main = _base(languages[0]) if languages else None
    names = ", ".join(_named(one, main or _primary(one)) for one in ordered[:2])
    rest = f" + {len(ordered) - 2}" if len(ordered) > 2 else ""
    late = f" · {say('late')}" if all(one.item.late for one in told) else ""
    newest = max(told, key=_at)
    undated = " · ".join(["", *_undated(newest)])
    posted = f" · {say('alerted')}" if alerted else ""
    first = next(iter(sentences), Sentence(text="", source=0))
    return Headline(
        heading=heading,
        story_id=story_id,
        item_id=item_id,
        title=title,
        title_marks=title_marks,
        url=told[0].item.link,
        sentence=first.text,
        sentence_marks=first.marks,
        outlets=f"{names}{rest}{late}{undated}{posted}",
        at=_at(newest),
        score=score,
        publishers=len(ordered),
        urgent=urgent,
    )


def sections_of(headlines: Sequence[Headline], *, first: int, now: datetime) -> tuple[Section, ...]:
    """Draw lines under their watches; ``first``: the number of the first one."""
    lines: dict[str, list[DigestLine]] = {}
    for place, line in enumerate(headlines, start=first):
        lines.setdefault(line.heading, []).append(_line(place, line, now))
    return tuple(Section(heading=h, lines=tuple(found)) for h, found in lines.items())


def _line(number: int, line: Headline, now: datetime) -> DigestLine:
    return DigestLine(
        number=number,
        title=line.title,
        title_marks=line.title_marks,
        url=line.url,
        sentence=line.sentence,
        sentence_marks=line.sentence_marks,
        outlets=f"{say('urgent')} · {line.outlets}" if line.urgent else line.outlets,
        age=short(now - line.at),
        at=line.at,
    )


def tags_of(topics: Iterable[str], names: Mapping[str, str], shown: AbstractSet[str]) -> list[str]:
    """Give the names of the matched topics, those that the channel watches first."""
    ordered = sorted(dict.fromkeys(topics), key=lambda topic: topic not in shown)
    return [names[topic] for topic in ordered if topic in names]
