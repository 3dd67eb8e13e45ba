"""A story as clustering sees it: the sum of its items' terms, how many, and since when."""

from array import array
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import sqrt

Titled = tuple[str, Sequence[int]]  # how a title is written, and its terms
Vector = Mapping[int, float]  # term's number → weight; of length 1
LASTS = 72 * 3600.0  # seconds after which a story ends; who still tells of it tells something new
DAY_LATER = 18 * 3600.0  # seconds after which other figures, and other days, are of another event
MOST_WIDE = 40  # terms of a story that are compared across languages
MOST_IDENTIFIERS = 100
FIRST_TITLES, LAST_TITLES = 2, 3  # kept of a story of several items …
MOST_TITLED = 6  # … up to so many; a larger one has several wordings
MOST_TERMS, KEPT_TERMS = 80, 60  # of a story; the weakest go when there are more


class Wide:
    """What a story's items say in any language, summed (``across``); few terms, so small."""

    __slots__ = ("norm", "terms", "values")

    def __init__(self) -> None:
        self.norm = 0.0
        self.terms = array("I")
        self.values = array("f")

    def add(self, vector: Vector) -> None:
        """Add a vector; the weakest terms go when there are too many."""
        summed = dict(zip(self.terms, self.values, strict=True))
        for term, value in vector.items():
            summed[term] = summed.get(term, 0.0) + value
        ranked = sorted(summed.items(), key=lambda row: (-row[1], row[0]))[:MOST_WIDE]
        # From lists: an array that grows takes more room than it needs.
        self.terms = array("I", [term for term, _ in ranked])
        self.values = array("f", [value for _, value in ranked])
        self.norm = max(1.0, sqrt(sum(value * value for _, value in ranked)))

    def vector(self) -> Vector:
        """Give the terms as a vector of length 1 at most."""
        return {t: v / self.norm for t, v in zip(self.terms, self.values, strict=True)}


class Story:
    """The items of one event; one that nothing comes to holds its terms in arrays, to be small."""

    __slots__ = (
        "actor",
        "actors",
        "answer",
        "community",
        "days",
        "first",
        "id",
        "identifiers",
        "into",
        "is_named",
        "items",
        "last",
        "lists",
        "norm",
        "objector",
        "order",
        "scripts",
        "subject",
        "sum",
        "terms",
        "titles",
        "values",
        "wide",
        "words",
    )

    def __init__(self, id_: int, order: int, community: int | None, at: float) -> None:
        self.id = id_  # below 0 while the store has not numbered it
        self.order = order
        self.community = community  # None: everybody's
        self.items = 0
        self.scripts: frozenset[str] = frozenset()  # of its titles: word, hangul, dense; en, de …
        self.into: Story | None = None  # the story that has its items since they were merged
        self.first = at  # seconds since 1970
        self.last = at
        self.norm = 0.0
        self.sum: dict[int, float] | None = None
        self.terms = array("I")
        self.values = array("f")
        self.actors: Counter[int] | None = None  # term of an actor → items that have it
        self.actor: int | None = None  # of a story's one item: who reacts in it
        self.answer: str | None = None  # how all of its reports answer to another event
        self.objector: int | None = None  # who condemns something in all of its reports
        self.subject: tuple[int, ...] = ()  # whom its first title begins with
        self.is_named = False  # whether its first text does, too
        self.identifiers: frozenset[str] = frozenset()
        self.days: tuple[int, int] | None = None  # of what happened, as the first reports say
        self.lists = False  # whether it is a page that lists other news
        self.words = 0  # of a story of one item: how many of its terms are its title's
        self.titles: tuple[Titled, ...] = ()  # of a story of several: the first and the newest
        self.wide = Wide()

    def add(self, vector: Vector, named: Iterable[int], actor: int | None, at: float) -> None:
        """Take an item in."""
        if not self.items:
            self.terms, self.values = array("I", vector), array("f", vector.values())
        else:
            self.sum = self._sum()
            for term, value in vector.items():
                self.sum[term] = self.sum.get(term, 0.0) + value
        self._count(Counter(named))
        self.items += 1
        self.actor = actor if self.items == 1 else None
        self.first = min(self.first, at)
        self.last = max(self.last, at)
        self._measure()

    def object_by(self, objector: int | None) -> None:
        """Note who condemns something in an item that was added, if anybody does."""
        self.objector = objector if objector == self.objector or self.items == 1 else None

    def answer_by(self, answer: str | None, told: Container[str]) -> None:
        """Note how an item that was added answers, and what answers it tells at all."""
        if self.items == 1:
            self.answer = answer
        elif self.answer is not None and self.answer not in told:
            self.answer = None

    def write_in(self, scripts: frozenset[str]) -> None:
        """Note in which scripts titles are (word, hangul, dense), and in which languages."""
        if not scripts <= self.scripts:
            self.scripts = _one_for_all(self.scripts | scripts)

    def add_across(self, vector: Vector) -> None:
        """Take in what an item says in any language."""
        self.wide.add(vector)

    def identify(self, told: frozenset[str]) -> None:
        """Take in the identifiers that an item names; a story of too many is of none of them."""
        if told and len(self.identifiers) < MOST_IDENTIFIERS:
            self.identifiers |= told

    def date(self, days: tuple[int, int] | None, at: float) -> None:
        """Take in the days that an item names, one of the first; later ones tell what followed."""
        if days and at - self.first < DAY_LATER:
            self.days = (
                (min(self.days[0], days[0]), max(self.days[1], days[1])) if self.days else days
            )

    def is_before(self, days: tuple[int, int] | None, at: float) -> bool:
        """Say whether days that a later report names are all after those of the first reports."""
        later = at - self.first >= DAY_LATER
        return later and days is not None and self.days is not None and self.days[1] < days[0]

    def entitle(self, written: str, title: Sequence[int]) -> None:
        """Note the title of an item that is about to be added; of its one item the terms tell."""
        if not self.items:
            self.words = len(title)
        else:
            kept = _few((*self.titled(), (written, array("I", title))))
            self.titles = kept if self.items < MOST_TITLED else ()

    def titled(self) -> Sequence[Titled]:
        """Give the titles that are kept, in their order."""
        if self.items != 1:
            return self.titles
        return ((written_as(self.scripts), self.terms[: self.words]),)

    def open_up(self) -> None:
        """Let a private story be everybody's; what its items told does not shape it."""
        self.community, self.items, self.norm, self.scripts = None, 0, 0.0, frozenset()
        self.sum, self.actors, self.actor, self.objector = None, None, None, None
        self.answer = None
        self.terms, self.values = array("I"), array("f")
        self.wide, self.identifiers, self.titles, self.days = Wide(), frozenset(), (), None

    def absorb(self, other: "Story") -> None:
        """Take the items of another story in."""
        kept = _few((*self.titled(), *other.titled()))
        self.titles = kept if self.items + other.items <= MOST_TITLED else ()
        self.sum = self._sum()
        for term, value in other.weights():
            self.sum[term] = self.sum.get(term, 0.0) + value
        self._count(other.actors or Counter())
        self.write_in(other.scripts)
        self.identify(other.identifiers)
        self.first = min(self.first, other.first)
        self.date(other.days, other.first)
        self.wide.add(dict(zip(other.wide.terms, other.wide.values, strict=True)))
        self.items += other.items
        self.actor = None
        self.object_by(other.objector)
        self.answer = other.answer if other.answer == self.answer else None
        self.last = max(self.last, other.last)
        self._measure()

    def pack(self) -> None:
        """Hold the sums in arrays until an item comes again: a tenth of the room."""
        if self.sum is not None:
            self.terms, self.values = array("I", self.sum), array("f", self.sum.values())
            self.sum = None

    def _sum(self) -> dict[int, float]:
        return dict(self.weights()) if self.sum is None else self.sum

    def _count(self, named: Counter[int]) -> None:
        if named:
            self.actors = (self.actors or Counter()) + named

    def _measure(self) -> None:
        if self.sum is not None and len(self.sum) > MOST_TERMS:
            ranked = sorted(self.sum.items(), key=lambda row: (-row[1], row[0]))
            self.sum = dict(ranked[:KEPT_TERMS])
        # Never below 1: an item that says little is like nothing, itself included.
        self.norm = max(1.0, sqrt(sum(value * value for _, value in self.weights())))
        if self.sum is not None:
            self.terms, self.values = array("I"), array("f")

    def weights(self) -> Iterator[tuple[int, float]]:
        """Yield the terms with their sums."""
        if self.sum is not None:
            yield from self.sum.items()
        else:
            yield from zip(self.terms, self.values, strict=True)

    def like(self, vector: Vector) -> float:
        """Give the cosine of an item and the story, 0…1."""
        if not self.norm:
            return 0.0
        dot = 0.0
        if self.sum is None:
            for term, value in zip(self.terms, self.values, strict=True):
                if term in vector:
                    dot += vector[term] * value
        else:
            mine = self.sum
            for term in vector.keys() & mine.keys():
                dot += vector[term] * mine[term]
        return dot / self.norm

    def beside(self, vector: Vector, known: Container[int]) -> float:
        """Give the part of the cosine that is not of these terms."""
        parts = (vector[t] * value for t, value in self.weights() if t in vector and t not in known)
        return sum(parts) / (self.norm or 1.0)

    def tells(self, actor: int) -> float:
        """Give the part of the items that name an actor, 0…1."""
        return self.actors[actor] / self.items if self.actors and self.items else 0.0


@cache
def written_as(scripts: frozenset[str]) -> str:
    """Give how a title is written, of its script and its language: those of one kind compare.

    A short title in Latin letters may be of any language.
    """
    return "word" if "word" in scripts else " ".join(sorted(scripts))


def _few(titles: tuple[Titled, ...]) -> tuple[Titled, ...]:
    return (*titles[:FIRST_TITLES], *titles[FIRST_TITLES:][-LAST_TITLES:])


@cache
def _one_for_all(scripts: frozenset[str]) -> frozenset[str]:
    """Give one and the same set to all stories: each its own would take 10 MB."""
    return scripts


def likeness(one: Story, other: Story, but: Container[int] = ()) -> float:
    """Give the cosine of two stories, 0…1; ``but``: terms whose part of it does not count."""
    if len(one.sum or one.terms) > len(other.sum or other.terms):
        one, other = other, one
    if not one.norm or not other.norm:
        return 0.0
    theirs = other.sum if other.sum is not None else dict(other.weights())
    dot = 0.0
    for term, value in one.weights():
        if term in theirs and term not in but:
            dot += value * theirs[term]
    return dot / (one.norm * other.norm)
