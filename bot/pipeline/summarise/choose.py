"""Three whole sentences about what was asked for, each with the source it was taken from.

Extractive: a sentence is a slice of its item's text. The best is taken, then the next that is
least like those taken (MMR of Carbonell and Goldstein, 1998); near-copies, the title and what was
corrected since are left out. Output is in reading order.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.model import Item, Match, Sentence, Summary, Told
from bot.pipeline.summarise.asides import asides
from bot.pipeline.summarise.background import background
from bot.pipeline.summarise.candidates import Candidate, candidates
from bot.pipeline.summarise.outdated import outdated
from bot.pipeline.summarise.repeats import LEADS, adds_nothing, introduces, retells, tells_again
from bot.pipeline.summarise.strays import TITLED, anecdotes, remnants, strays
from bot.pipeline.summarise.weigh import Weighed, likeness, weigh
from bot.pipeline.text import marks_in, speaks, words
from bot.pipeline.text.clean import is_around
from bot.pipeline.text.heading import title_or_all
from bot.pipeline.text.meaning import carries

BEARS = 0.5  # what is added to how the first item begins, for the first sentence
ALIKE = 0.4  # what is taken off for likeness with a sentence that was chosen
SAME = 0.6  # share of common words from which two sentences say the same
WITHIN = 0.8  # share of the shorter one's words


def summarise(
    told: Sequence[Told],
    matches: Mapping[int, Sequence[Match]],
    *,
    sentences: int,
    characters: int | None,
    weights: Mapping[str, float] | None = None,
    languages: Sequence[str] = (),
) -> Summary:
    """Choose up to ``sentences`` that together, with spaces, have at most ``characters``.

    ``told`` are a story's items in order; ``matches`` (item id → matches) say by their evidence
    where the topic stands, and it is marked there. ``weights`` say how much a name of that
    evidence counts (1 when it is not there). ``languages``, in which it is read, the best first:
    where news of the story is told in one of them, nothing in another is taken. Nothing is cut:
    where no sentence fits, the summary is empty.
    """
    titles = [frozenset(words(title)) for title in {title_or_all(one.item): None for one in told}]
    pool = [
        candidate
        for number, one in enumerate(told)
        for candidate in candidates(number, one, matches.get(one.item.id, ()), titles, characters)
    ]
    left_behind = outdated(told, pool)
    pool = [replace(c, shown=False) if n in left_behind else c for n, c in enumerate(pool)]
    weighed = weigh(pool, weights or {})
    named = _titled(told)
    headed = {n for n, one in enumerate(told) if _in_title(matches.get(one.item.id, ()))}
    unfit = (
        strays(weighed, named, headed)
        | remnants(weighed, characters, named)
        | anecdotes(weighed, named)
        | background(weighed, told, headed)
        | asides(weighed, told)
    )
    fit = [one for n, one in enumerate(weighed) if one.candidate.shown and n not in unfit]
    if sentences == 1 and told and not _in_title(matches.get(told[0].item.id, ())):
        # Alone under a title that does not name the topic, a lead may say nothing of it.
        fit = [one for one in fit if one.candidate.met] or fit
    best = _read_best(told, languages)
    chosen = _choose(weighed, fit, sentences, characters, best, told)
    chosen = chosen or _choose(weighed, fit, sentences, characters, {}, told)
    return Summary(
        sentences=tuple(
            _sentence(c, told[c.source].item, matches)
            for c in _in_order(chosen, titles[0] if titles else frozenset())
        )
    )


def _in_title(matches: Sequence[Match]) -> bool:
    return any(e.field == "title" for match in matches for e in match.evidence)


def _in_order(chosen: Sequence[Candidate], title: frozenset[str]) -> list[Candidate]:
    """Put sentences in reading order; one that an item leads with goes before another matter.

    Where the first item's lead is not shown (it was outdated, or too long), and what follows it has
    hardly a word of the ``title``, the next lead tells the news that it is about.
    """
    ordered = sorted(chosen, key=lambda c: (c.source, c.statement.place))
    lead = next((c for c in ordered if c.statement.rank == 0), None)
    if lead is None or len(ordered[0].statement.words & title) >= TITLED:
        return ordered
    return [lead, *(c for c in ordered if c is not lead)]


def _sentence(chosen: Candidate, item: Item, matches: Mapping[int, Sequence[Match]]) -> Sentence:
    places = [
        (e.start, e.end) for m in matches.get(item.id, ()) for e in m.evidence if e.field == "text"
    ]
    said = chosen.statement
    return Sentence(
        text=said.text,
        source=chosen.source,
        language=chosen.language,
        marks=marks_in(item.body, places, said.place, said.end),
    )


def _read_best(told: Sequence[Told], languages: Sequence[str]) -> dict[int, int]:
    """Give the items that are in one of the languages, and the place of the best such language.

    What was there when its feed was first read is no news, whatever it is told in.
    """
    found: dict[int, int] = {}
    for number, one in enumerate(told):
        language = one.item.language or one.feed.language
        ranks = (n for n, wanted in enumerate(languages) if speaks(language, wanted))
        if not one.item.baseline and (rank := next(ranks, None)) is not None:
            found[number] = rank
    return found


def _titled(told: Sequence[Told]) -> dict[int, frozenset[str]]:
    """Give the words of each item's title that carry meaning."""
    return {n: frozenset(filter(carries, words(one.item.title))) for n, one in enumerate(told)}


def _choose(
    pool: Sequence[Weighed],
    shown: Sequence[Weighed],
    most: int,
    characters: int | None,
    read: Mapping[int, int],
    told: Sequence[Told],
) -> list[Candidate]:
    """Take the best that still fits, again and again; those of the first item's language first.

    ``shown``: those of the ``pool`` that may be. ``read``: the items that alone may be, unless it
    is empty, with the order of languages. What an outlet of the items ``told`` writes later than
    another item of its own is no retelling.
    """
    if read:
        shown = [one for one in shown if one.candidate.source in read]
    first = _first(pool, shown, read)
    waiting = [(one, 0.0) for one in shown]  # with its greatest likeness to one that was chosen
    chosen: list[Candidate] = []
    left = characters
    while len(chosen) < most:
        leads = not chosen and len(told) > 1
        if left is not None:
            waiting = [(one, like) for one, like in waiting if _length(one) <= left]
        if not waiting:
            break
        best, like = max(
            waiting, key=lambda w: (first(w[0].candidate), _now(*w) + leads * _bears(w[0]))
        )
        best, like = _begun(best, like, waiting)
        if is_around(best.candidate.statement.text):
            waiting.remove((best, like))
            continue
        chosen.append(best.candidate)
        left = None if left is None else left - _length(best) - 1  # and a space before the next
        waiting = [
            (one, max(like, likeness(one.vector, best.vector)))
            for one, like in waiting
            if not _same(one.candidate.statement.said, best.candidate.statement.said)
            and not tells_again(one.candidate, best.candidate)
            and not introduces(one.candidate, best.candidate)
            and not adds_nothing(one.candidate, chosen)
            and not _retold(one.candidate, best.candidate, told)
        ]
    return chosen


def _retold(one: Candidate, other: Candidate, told: Sequence[Told]) -> bool:
    """Whether a sentence tells in other words what another outlet's does that was chosen."""
    mine, theirs = told[one.source].publisher, told[other.source].publisher
    return mine.family != theirs.family and retells(one, other, told[0].item.title)


def _first(
    pool: Sequence[Weighed], shown: Sequence[Weighed], read: Mapping[int, int]
) -> Callable[[Candidate], int]:
    """Say who comes first: the best of the languages that are read, else the first item's.

    Where that one never names the topic, who does.
    """
    if read:
        return lambda one: -read[one.source]
    main = next((one.candidate.language for one in pool if one.candidate.source == 0), None)
    named = any(one.candidate.met and one.candidate.language == main for one in shown)
    return lambda one: one.language == main or (not named and bool(one.met))


def _length(one: Weighed) -> int:
    return len(one.candidate.statement.text)


def _begun(
    best: Weighed, like: float, waiting: Sequence[tuple[Weighed, float]]
) -> tuple[Weighed, float]:
    """Give how the report itself begins in place of the line above it, which is gone in others.

    A feed has the one and the page both: what is shown shall not change when the page is read.
    """
    twins = [w for w in waiting if introduces(w[0].candidate, best.candidate)]
    return max([(best, like), *twins], key=lambda w: w[0].candidate.statement.rank)


def _bears(one: Weighed) -> float:
    """Give more to how the item begins whose title stands above: the first sentence bears it."""
    said = one.candidate
    return BEARS if said.source == 0 and said.statement.rank < LEADS else 0.0


def _now(one: Weighed, like: float) -> float:
    return one.worth - ALIKE * like


def _same(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    """Whether two sentences say the same: much in common, or one within the other."""
    if not one or not other:
        return one == other
    both = len(one.keys() & other.keys())
    return both >= WITHIN * min(len(one), len(other)) or both >= SAME * len(
        one.keys() | other.keys()
    )
