"""An item made ready to be compared."""

from array import array
from math import sqrt
from typing import TYPE_CHECKING

from bot.model import Member
from bot.pipeline.cluster.answers import answer_of, answers
from bot.pipeline.cluster.copies import sketch_of
from bot.pipeline.cluster.dated import days_of
from bot.pipeline.cluster.identifiers import identifiers
from bot.pipeline.cluster.particulars import ships
from bot.pipeline.cluster.story import Vector
from bot.pipeline.cluster.terms import Reading
from bot.pipeline.text.clean import without_dateline
from bot.pipeline.text.corrections import is_correction
from bot.pipeline.text.roundup import is_roundup

if TYPE_CHECKING:
    from bot.pipeline.cluster.window import Window

LEAST_WORDS = 2  # of a title, fewer say nothing by themselves; pairs of East Asian letters:
LEAST_PAIRS = 4  # "天声人語"
LEAST_SHAREABLE = 0.7  # part of an item's length that two scripts are taken to have in common


class Ready:
    """An item made ready: what it says, and its terms by number as a vector of length 1 at most."""

    __slots__ = (
        "actor",
        "answer",
        "answers",
        "at",
        "by_text",
        "corrects",
        "days",
        "identifiers",
        "is_named",
        "lists",
        "member",
        "named",
        "objector",
        "places",
        "reading",
        "shareable",
        "sketch",
        "subject",
        "title",
        "vector",
        "weak",
        "wider",
    )

    def __init__(
        self, member: Member, reading: Reading, vector: Vector, window: "Window", text: str
    ) -> None:
        self.member = member
        self.reading = reading
        self.vector = vector
        self.at = member.at.timestamp()
        reporting = {window.numbers[term] for term in reading.reporting}
        self.named = [t for t in vector if t in window.actors and t not in reporting]
        topical = {window.numbers[term] for term in reading.topical}
        # What joins nothing by itself: names of topics, and what may stand under every article.
        self.by_text = {window.numbers[term] for term in reading.only_text}
        self.weak = topical | self.by_text
        self.title = array("I", (term for term in vector if term not in self.by_text))
        # Of a term of the title: where it stands; those of one name stand at one place.
        self.places = {
            window.numbers[term]: place
            for term, place in reading.places.items()
            if term in window.numbers
        }
        # What another script can have too: names, concepts, figures.
        shareable = sum(vector[window.numbers[t]] ** 2 for t in reading.weights if _crosses(t))
        self.shareable = max(LEAST_SHAREABLE, sqrt(shareable))
        window.topical |= topical
        self.is_named = reading.is_named
        self.subject = tuple(map(window.number_of, sorted(reading.subject)))
        self.actor = window.numbers.get(reading.actor or "")
        self.objector = self.actor if reading.objects else None
        self.wider = window.wider(reading)
        self.answer = answer_of(window, self.wider)
        self.answers = answers(window, self.wider.terms)
        self.sketch = sketch_of(text)
        self.lists = is_roundup(member.title)
        self.identifiers = identifiers(member.title, text) | ships(reading.particulars)
        self.corrects = any(map(is_correction, (member.title, member.text)))
        self.days = days_of(without_dateline(text, 0)[1], member.at)


def says_little(ready: Ready) -> bool:
    """Say whether a title is a column's name or so, and no report by itself: "天声人語"."""
    is_word = ready.reading.script == "word"
    return ready.reading.words < (LEAST_WORDS if is_word else LEAST_PAIRS)


def _crosses(term: str) -> bool:
    return term[0] == "=" or term[0].isdigit()
