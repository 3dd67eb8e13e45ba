"""Matching in people's words: where a name stands, by which rule, what it lacks, how it scores."""

from collections.abc import Callable, Iterable, Sequence

from bot.commands.room import said
from bot.locales import count, joined, say
from bot.model import Evidence, Match
from bot.pipeline.match import Document, Weights
from bot.pipeline.match.explain import (
    Explainer,
    Occurrence,
    Reason,
    Weighed,
    lead_of,
    parts_of,
    weigh,
)
from bot.pipeline.query import Query
from bot.pipeline.text import marks_in
from bot.pipeline.text.query import And, Node, Not, Or, label, topics_in

AROUND = 30  # characters shown on either side of a name
LONGEST_CUT = 15  # characters given up for a whole word at an edge
MOST_WORDS = 4  # of those that a name needs
NameOf = Callable[[str], str]  # a topic's id → what people call it


def places(
    ready: Explainer, document: Document, query: Query, evidence: Sequence[Evidence]
) -> list[str]:
    """Say where names stand and by which rule: one line for the title, the lead and the body."""
    known = {
        (one.name.field, one.name.start, one.name.end): one
        for topic in topics_in(query)
        for one in ready.explain(document, topic)
        if one.reason is Reason.COUNTS
    }
    lines = []
    for part, there in _by_part(document, evidence).items():
        first = there[0]
        others = len({e.alias for e in there}) - 1
        rule = _rule(first, known.get((first.field, first.start, first.end)))
        if others:
            rule = count(
                others, "{rule}, and {n} other name", "{rule}, and {n} other names", rule=rule
            )
        quoted = quote(document, first, evidence)
        lines.append(say("{part}: {quote} ({rule})", part=_named(part), quote=quoted, rule=rule))
    return lines


def _by_part(document: Document, evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for one in sorted(evidence, key=lambda e: (e.field != "title", e.start)):
        found.setdefault(part_of(document, one), []).append(one)
    return found


def part_of(document: Document, place: Evidence) -> str:
    """Give the part of an item that a place lies in: title, lead or body."""
    if place.field == "title":
        return "title"
    return "lead" if place.start < lead_of(document.text) else "body"


def _named(part: str) -> str:
    return {"title": say("Title"), "lead": say("Lead"), "body": say("Body")}[part]


def stands_in(name: str, part: str, outlet: str = "") -> str:
    """Say in which part a name stands, and whose item it is."""
    if outlet:
        told = {
            "title": say("{name} stands in the title of {outlet}", name=name, outlet=outlet),
            "lead": say("{name} stands in the lead of {outlet}", name=name, outlet=outlet),
            "body": say("{name} stands in the body of {outlet}", name=name, outlet=outlet),
        }
    else:
        told = {
            "title": say("{name} stands in the title", name=name),
            "lead": say("{name} stands in the lead", name=name),
            "body": say("{name} stands in the body", name=name),
        }
    return told[part]


def _rule(found: Evidence, known: Occurrence | None) -> str:
    rules = {
        "word": say("whole word"),
        "case": say("whole word, case counts"),
        "sub": say("anywhere in the text"),
        "exact": say("this very spelling"),
        "keyword": say("the word, singular or plural"),
        "phrase": say("these words side by side"),
        "prefix": say("words that begin so"),
    }
    rule = rules.get(found.rule, found.rule)
    text = say("{name}: {text}", name=said(found.alias, 60), text=rule)
    if known is None or known.by is None:
        return text
    return say(
        "{rule}, needs one of {words}: found “{word}”",
        rule=text,
        words=needed(known),
        word=said(known.by.alias, 40),
    )


def needed(one: Occurrence) -> str:
    """Name some of the words that a name needs near it, those of its own script first."""
    words = sorted(one.alias.needs, key=lambda w: w.isascii() is not one.alias.text.isascii())
    some = say(", ").join(said(word.rstrip("*"), 40) for word in words[:MOST_WORDS])
    if len(words) <= MOST_WORDS:
        return some
    return count(len(words), "{words} … ({n} word)", "{words} … ({n} words)", words=some)


def quote(document: Document, place: Evidence, others: Iterable[Evidence] = ()) -> str:
    """Show a name where it stands, marked, and others near it: "…the «Senkaku» Islands on…"."""
    text = document.title if place.field == "title" else document.text
    near = [(e.start, e.end) for e in (place, *others) if e.field == place.field]
    ((start, end), *_) = marks_in(
        text, [_window(text, place), *_across(_window(text, place), near)]
    )
    shown, last = "", start
    for first, until in marks_in(text, near, start, end):
        shown += f"{text[last : start + first]}«{text[start + first : start + until]}»"
        last = start + until
    before, after = "…" if start else "", "…" if end < len(text) else ""
    # Marked before it is made safe, so that the spaces around the names stay.
    words = f"{before}{said(shown + text[last:end], 300)}{after}"
    return say("“{title}”", title=words)


def _window(text: str, place: Evidence) -> tuple[int, int]:
    """Give the place and what is around it, of whole words where that costs little."""
    start, end = max(0, place.start - AROUND), min(len(text), place.end + AROUND)
    if start and (space := text.find(" ", start, min(start + LONGEST_CUT, place.start))) > 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", max(end - LONGEST_CUT, place.end), end)) > 0:
        end = space
    return start, end


def _across(window: tuple[int, int], places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the places that the window would cut."""
    return [p for p in places if p[0] < window[0] < p[1] or p[0] < window[1] < p[1]]


def scored(document: Document, query: Query, met: Match, weights: Weights) -> str:
    """Say how a score comes about, and from which one on an item is about what was asked for."""
    weighed = weigh(document, met.evidence, weights)
    how = {
        And: say("of all that must be there the least counts"),
        Or: say("the best of its parts counts"),
    }
    if weighed.parts.score == met.score:
        why = _parts(weighed)
    else:
        why = how.get(type(query.root), say("as it was weighed then"))
    return say(
        "Score {score}: {why}. Main from {main}, mentioned from {mentioned}.",
        score=f"{met.score:.2f}",
        why=why,
        main=f"{weights.main:.2f}",
        mentioned=f"{weights.mentioned:.2f}",
    )


def _parts(weighed: Weighed) -> str:
    names = (
        say("title {worth} ({names})", worth="{worth}", names="{names}"),
        say("lead {worth} ({names})", worth="{worth}", names="{names}"),
        say("body {worth} ({names})", worth="{worth}", names="{names}"),
    )
    each = zip(names, weighed.counts, weighed.parts, strict=True)
    return say(", ").join(
        part.format(worth=f"{worth:.2f}", names=count(there, "{n} name", "{n} names"))
        for part, there, worth in each
        if there
    )


def nearly(
    ready: Explainer, document: Document, query: Query, name_of: NameOf, outlet: str = ""
) -> str | None:
    """Say what was missing where a name stands and the query is not met; None if none does."""
    found = [one for topic in topics_in(query) for one in ready.explain(document, topic)]
    refused = [one for one in found if one.reason is not Reason.COUNTS]
    if found and len(refused) == len(found):
        first = min(refused, key=lambda one: (one.name.field != "title", one.name.start))
        why = missing(document, first, name_of)
        return say(
            "{stands}, but {why}: {quote}",
            stands=_stands(document, first, outlet),
            why=why,
            quote=quote(document, first.name),
        )
    lacks = ready.lacking(document, query)
    there = [part for part in parts_of(query) if part not in lacks and not isinstance(part, Not)]
    if not there or not lacks:
        return None
    if counted := next((one for one in found if one.reason is Reason.COUNTS), None):
        stands = _stands(document, counted, outlet)
    else:
        stands = say("{names} is there", names=_labels(there, name_of))
    return say("{stands}, but {why}.", stands=stands, why=_lacks(lacks, name_of))


def meets(ready: Explainer, document: Document, query: Query) -> bool:
    """Say whether an item has all that a query asks for."""
    return not ready.lacking(document, query)


def _stands(document: Document, one: Occurrence, outlet: str) -> str:
    return stands_in(said(one.name.alias, 60), part_of(document, one.name), outlet)


def _lacks(parts: Sequence[Node], name_of: NameOf) -> str:
    if absent := [part for part in parts if not isinstance(part, Not)]:
        return say("the watch asks for {names} as well", names=_labels(absent, name_of))
    ruling = [part.part for part in parts if isinstance(part, Not)]
    return say("{names} rules it out", names=_labels(ruling, name_of))


def _labels(parts: Sequence[Node], name_of: NameOf) -> str:
    return joined([said(label(Query(part), name_of)) for part in parts])


def missing(document: Document, one: Occurrence, name_of: NameOf) -> str:
    """Say why a name does not count where it stands."""
    if one.reason is Reason.PASSING:
        return say("that far down such a name only counts if the item begins with one of its kind")
    if one.by is None:
        return say("none of {words} stands near it", words=needed(one))
    text = document.title if one.by.field == "title" else document.text
    word = said(text[one.by.start : one.by.end], 60)
    if one.reason is Reason.VETO:
        inside = one.by.start <= one.name.start and one.name.end <= one.by.end
        if inside and one.by.field == one.name.field:
            return say("it is part of “{word}”, which is something else", word=word)
        ruled = {
            "title": say("“{word}” in the title rules it out", word=word),
            "lead": say("“{word}” in the lead rules it out", word=word),
            "body": say("“{word}” in the body rules it out", word=word),
        }
        return ruled[part_of(document, one.by)]
    if one.other is None:
        return say("it is part of “{word}”, another word", word=word)
    topic = said(name_of(one.other), 80)
    return say("it is part of “{word}”, a name of {topic}", word=word, topic=topic)
