"""The terms of a window's items by number: how rare each is, how it is written, what it tells."""

from array import array
from collections import Counter
from collections.abc import Iterable
from math import log

from bot.pipeline.cluster.across import AT_SEA as DISPUTED
from bot.pipeline.cluster.across import TOWN, around, is_event, is_place, is_sea
from bot.pipeline.cluster.bridges import AT_SEA, NOWHERE
from bot.pipeline.cluster.counted import COUNTED_ANEW
from bot.pipeline.cluster.frequency import share
from bot.pipeline.cluster.kinds import LASTING, REPEATED, told_by
from bot.pipeline.cluster.names import Names, actors, acts, countries

AT_LARGE = 5000  # stories that news at large counts for when a term's rarity is worked out
LEAST_RARE = 0.05
EAST_ASIA = "\u2e80"  # from here on: its scripts
PAIR, LAW = 2, ("法", "법")  # 海警法 ends with such a pair of letters, and so do these:
NO_LAW = frozenset(
    f"{letter}{law}"
    for letters, law in (("非违合方司依无执立不手宪作说", "法"), ("불위합방사입", "법"))
    for letter in letters
)


class Vocabulary:
    """Terms by number. ``names``: what the catalogue calls by one name."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.told = 0  # stories
        self.numbers: dict[str, int] = {}  # term → its number
        self.terms: list[str] = []  # by their numbers
        self.actors: set[int] = set()
        self._figured: set[int] = set()  # terms that are figures of two digits and more
        self._numeric: set[int] = set()  # terms that are figures
        self._names: set[int] = set()  # terms that stand for all names of one thing
        self.topical: set[int] = set()  # terms that some item had from the name of a topic
        self.topics: set[int] = set()  # terms of topics of the catalogue that are no actors
        self.countries: set[int] = set()
        self.happening: set[int] = set()  # terms that say what happened, or how much
        self.lasting: set[int] = set()  # terms of what goes on for days
        self.repeated: set[int] = set()  # … of what is over when it is told
        self.acts: set[int] = set()  # terms of what is done or happens
        self.by_term: list[array[int]] = []  # term's number → orders of the stories that have it
        self._having = array("I")  # term's number → how many stories have it
        self._shares: list[float] = []  # term's number → part of the titles at large that has it
        self._written: Counter[int] = Counter()  # term's number → titles that write it as a name
        self._placed: Counter[int] = Counter()  # … as that of a place
        self._unwritten: Counter[int] = Counter()  # … that do not, where others write names so
        self.towns: dict[int, int] = {}  # terms of towns, which one language alone writes so
        self.spots: dict[int, int] = {}  # terms of places that are no countries → what they lie in
        self.at_sea: dict[int, int] = {}  # terms of places in dispute → their sea
        self.laws: set[int] = set()  # pairs of letters with which the names of laws end
        self.counts: dict[int, str] = {}  # terms of what is counted anew each day → what it counts
        self.kinds: dict[int, tuple[tuple[str, str], ...]] = {}  # what terms tell that excludes

    def note_case(
        self, proper: Iterable[str], places: Iterable[str], common: Iterable[str]
    ) -> None:
        """Note how a title writes words: as names, as names of places, as no names."""
        self._written.update(map(self.number_of, proper))
        self._placed.update(map(self.number_of, places))
        self._unwritten.update(map(self.number_of, common))

    def number_of(self, term: str) -> int:
        """Give the number of a term, a new one for a term that is new."""
        number = self.numbers.get(term)
        if number is None:
            number = self.numbers[term] = len(self.by_term)
            self.by_term.append(array("I"))
            self.terms.append(term)
            self._having.append(0)
            self._shares.append(share(term))
            self._sort(term, number)
        return number

    def _sort(self, term: str, number: int) -> None:
        """Note what a term that is new tells, in whatever item it stands."""
        if term[0] == "=":
            self._names.add(number)
        for figures in (self._numeric, self._figured)[: len(term)] if term[0].isdigit() else ():
            figures.add(number)
        if term in actors():
            self.actors.add(number)
        elif term in self.names.terms:
            self.topics.add(number)
        if is_place(term):
            where = AT_SEA if is_sea(term) else NOWHERE
            self.spots[number] = next(map(self.number_of, around(term)), where)
        if term in DISPUTED:
            self.at_sea[number] = self.number_of(DISPUTED[term])
        if term.endswith(LAW) and len(term) == PAIR and term not in NO_LAW:
            self.laws.add(number)
        if term[0] == "#" and term.endswith(COUNTED_ANEW):
            self.counts[number] = term.partition(" ")[2]
        self.towns.update({number: NOWHERE} if term[0] == TOWN else {})
        self.acts.update((number,) if term in acts() else ())
        self.happening.update((number,) if is_event(term) else ())
        self.lasting.update((number,) if term in LASTING else ())
        self.repeated.update((number,) if term in REPEATED else ())
        self.countries.update((number,) if term in countries() else ())
        if told := told_by(term):
            self.kinds[number] = told

    def is_proper(self, term: int) -> bool:
        """Say whether titles write a term as a name, of a person, a place, a firm."""
        written = self._written[term]
        return written > 0 and written >= 2 * self._unwritten[term]

    def is_place(self, term: int) -> bool:
        """Say whether titles often write a term as a name of a place: "in Samplefield"."""
        return self.is_proper(term) and 3 * self._placed[term] >= self._written[term]

    def is_common(self, term: int) -> bool:
        """Say whether titles that keep capitals for names write a term without."""
        return self._unwritten[term] > 0 and not self.is_proper(term)

    def is_unwritten(self, term: int) -> bool:
        """Say whether no title wrote a term as a common word, and it is no number."""
        return not self._unwritten[term] and term not in self._numeric

    def is_topic(self, term: int) -> bool:
        """Say whether a term stands for a topic, whichever of its names was used."""
        return term in self._names and term in self.topical and term not in self.actors

    def is_listed(self, term: int) -> bool:
        """Say whether a term stands for all words of one meaning, not for one word."""
        return term in self._names

    def is_telling(self, term: int) -> bool:
        """Say whether a term names somebody or something, or is a figure that few would share."""
        return term in self.actors or term in self.topical or term in self._figured

    def is_figure(self, term: int) -> bool:
        """Say whether a term is a number."""
        return term in self._numeric

    def is_large(self, term: int) -> bool:
        """Say whether a term is a number of two digits or more."""
        return term in self._figured

    def is_readable(self, term: int) -> bool:
        """Say whether a term is of a script in which the lists have what is done."""
        word = self.terms[term]
        return word.isascii() or word[0] >= EAST_ASIA

    def is_particular(self, term: int) -> bool:
        """Say whether a term is a figure, or says whom or what place it is about."""
        return term in self._numeric or term in self.actors or self.is_proper(term)

    def having(self, term: int) -> int:
        """Give how many stories have a term."""
        return self._having[term]

    def rarity(self, term: int) -> float:
        """Give -log of the part of the stories that has a term (Spärck Jones 1972)."""
        having = self._having[term] + AT_LARGE * self._shares[term]
        return max(LEAST_RARE, -log(having / (self.told + AT_LARGE)))
