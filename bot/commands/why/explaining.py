"""Matching in people's words: where a name stands, by which rule, what it lacks, how it scores."""

from collections.abc import Callable, Iterable, Sequence

from bot.commands.room import said
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
from bot.words import listing, plural

AROUND = 30  # characters shown on either side of a name
LONGEST_CUT = 15  # characters given up for a whole word at an edge
MOST_WORDS = 4  # of those that a name needs
RULES = {
    "word": "whole word",
    "case": "whole word, case counts",
    "sub": "anywhere in the text",
    "exact": "this very spelling",
    "keyword": "the word, singular or plural",
    "phrase": "these words side by side",
    "prefix": "words that begin so",
}
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
        more = f", and {plural(others, 'other name', 'other names')}" if others else ""
        rule = _rule(first, known.get((first.field, first.start, first.end)))
        lines.append(f"{part}: {quote(document, first, evidence)} ({rule}{more})")
    return lines


def _by_part(document: Document, evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for one in sorted(evidence, key=lambda e: (e.field != "title", e.start)):
        found.setdefault(part_of(document, one), []).append(one)
    return found


def part_of(document: Document, place: Evidence) -> str:
    """Say in which part of an item a place lies: "Title", "Lead" or "Body"."""
    if place.field == "title":
        return "Title"
    return "Lead" if place.start < lead_of(document.text) else "Body"


def _rule(found: Evidence, known: Occurrence | None) -> str:
    text = f"{said(found.alias, 60)}: {RULES.get(found.rule, found.rule)}"
    if known is None or known.by is None:
        return text
    return f"{text}, needs one of {needed(known)}: found “{said(known.by.alias, 40)}”"


def needed(one: Occurrence) -> str:
    """Name some of the words that a name needs near it, those of its own script first."""
    words = sorted(one.alias.needs, key=lambda w: w.isascii() is not one.alias.text.isascii())
    some = ", ".join(said(word.rstrip("*"), 40) for word in words[:MOST_WORDS])
    return f"{some} … ({len(words)} words)" if len(words) > MOST_WORDS else some


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
    return f"“{before}{said(shown + text[last:end], 300)}{after}”"


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
    limits = f"Main from {weights.main:.2f}, mentioned from {weights.mentioned:.2f}."
    if weighed.parts.score == met.score:
        return f"Score {met.score:.2f}: {_parts(weighed)}. {limits}"
    how = {And: "of all that must be there the least counts", Or: "the best of its parts counts"}
    why = how.get(type(query.root), "as it was weighed then")
    return f"Score {met.score:.2f}: {why}. {limits}"


def _parts(weighed: Weighed) -> str:
    each = zip(("title", "lead", "body"), weighed.counts, weighed.parts, strict=True)
    return ", ".join(
        f"{name} {worth:.2f} ({plural(count, 'name', 'names')})"
        for name, count, worth in each
        if count
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
        return f"{_stands(document, first, outlet)}, but {why}: {quote(document, first.name)}"
    lacks = ready.lacking(document, query)
    there = [part for part in parts_of(query) if part not in lacks and not isinstance(part, Not)]
    if not there:
        return None
    if counted := next((one for one in found if one.reason is Reason.COUNTS), None):
        return f"{_stands(document, counted, outlet)}, but {_lacks(lacks, name_of)}."
    return f"{_labels(there, name_of)} is there, but {_lacks(lacks, name_of)}."


def _stands(document: Document, one: Occurrence, outlet: str) -> str:
    where = part_of(document, one.name).lower() + (f" of {outlet}" if outlet else "")
    return f"{said(one.name.alias, 60)} stands in the {where}"


def _lacks(parts: Sequence[Node], name_of: NameOf) -> str:
    if absent := [part for part in parts if not isinstance(part, Not)]:
        return f"the watch asks for {_labels(absent, name_of)} as well"
    ruling = [part.part for part in parts if isinstance(part, Not)]
    return f"{_labels(ruling, name_of)} rules it out"


def _labels(parts: Sequence[Node], name_of: NameOf) -> str:
    return listing([said(label(Query(part), name_of)) for part in parts])


def missing(document: Document, one: Occurrence, name_of: NameOf) -> str:
    """Say why a name does not count where it stands."""
    if one.reason is Reason.PASSING:
        return "that far down such a name only counts if the item begins with one of its kind"
    if one.by is None:
        return f"none of {needed(one)} stands near it"
    text = document.title if one.by.field == "title" else document.text
    word = f"“{said(text[one.by.start : one.by.end], 60)}”"
    if one.reason is Reason.VETO:
        inside = one.by.start <= one.name.start and one.name.end <= one.by.end
        if inside and one.by.field == one.name.field:
            return f"it is part of {word}, which is something else"
        return f"{word} in the {part_of(document, one.by).lower()} rules it out"
    if one.other is None:
        return f"it is part of {word}, another word"
    return f"it is part of {word}, a name of {said(name_of(one.other), 80)}"
