"""What an item adds to what was told of its story: nothing, an outlet, a development, a correction.

A channel was told some items; each further one is compared with all of them, sentence by sentence.
What is new is a number, a name, a quotation, a topic of the catalogue that none of them had, or
words that they hardly had; or an act that turns the story (``novelty_turns``): it is called off,
denied, somebody is found. A sentence that repeats one of theirs (all but a few of its words) is
no news, unless a number in it changed, an act stands there that none of them told, or it says not
so of what they told. Where the languages differ, only numbers, topics, acts and objections tell.
What cannot be judged is a development: better one post too many than one too few.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from bot.model import Sentence, Told
from bot.pipeline.novelty_corrections import READ, correcting, right_of
from bot.pipeline.novelty_known import Known
from bot.pipeline.novelty_point import point_of
from bot.pipeline.novelty_read import (
    ENOUGH_LETTERS,
    Said,
    distinct,
    fits,
    language_of,
    leading_up,
    read_item,
    shown,
    tokens_of,
    without_background,
    without_passed_tolls,
)
from bot.pipeline.novelty_reworded import by_meaning, is_said
from bot.pipeline.novelty_trivia import without_trivia
from bot.pipeline.novelty_turns import (
    AHEAD,
    CALLED_OFF,
    CONFIRMED,
    DENIED,
    FOUND,
    LOOSE,
    NEGATIVE,
    NOT_SO,
    is_sought,
    new_turns,
)
from bot.pipeline.novelty_vague import (
    OBJECTION,
    OTHER_WORDS,
    answers,
    is_attribution,
    is_order,
    is_rest,
    is_rounded,
    new_topics,
    objects,
    says_nothing,
    tells_more,
)
from bot.pipeline.text import fold
from bot.pipeline.text.facts import Name, Number, names, quotations
from bot.pipeline.text.harm import denied
from bot.pipeline.text.meaning import carries
from bot.pipeline.text.roundup import is_roundup
from bot.pipeline.text.tolls import toll

REHASH, OUTLETS, DEVELOPMENT, CORRECTION = "rehash", "outlets", "development", "correction"

MOSTLY_NEW = 0.6  # of its words told nowhere: it says something, whatever that is
SEVERAL = 3  # words that say something, told nowhere: they do, among others that say little
SOME = 2  # of them in what tells how somebody answers
ENOUGH_WORDS = 5  # fewer say too little for that
LEAD = 2  # of them, in which words alone are news; further down they are background
MOST_SHOWN = 2  # sentences of one item
SAID = 0.6  # of a quotation's words that were told: it was told

SHARED = 0.5  # of a title's words in all that was told: it is of the same event
RETOLD = 2  # numbers that were told: a sentence that has them tells the same in other words
SMALL = 10  # up to here two things may be as many by chance
LEAST_NAME = 3  # letters of a word that makes a name: "El TC", "FC"

UNREAD = "what was not compared"  # the fact of an item whose comparison broke
_TURNING = ("number ", "turn ", NOT_SO, UNREAD)
_DENSE = "\u2e80"  # from here on: scripts of East Asia
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An item, with the topics of the catalogue that it is about.

    ``topics``: id → its names, the one it is known by first: all of them are one thing.
    """

    told: Told
    topics: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Novelty:
    """What an item adds. ``sentences``: whole, of this item, their ``source`` is 0.

    ``facts`` say what is new: "number 12 ships", "actor Marcos", "topic Coast Guard Law".
    ``is_apart``: it shares no actor, place or figure with what was told. It is told, since nobody
    knows better, but has to be understood without what stands above it.
    """

    kind: str  # REHASH, OUTLETS, DEVELOPMENT, CORRECTION
    sentences: tuple[Sentence, ...] = ()
    facts: tuple[str, ...] = ()
    is_apart: bool = False


def is_turning(found: Novelty) -> bool:
    """Whether it changes how things stand: an act, or a number; not just a name, or other words."""
    return any(fact.startswith(_TURNING) for fact in found.facts)


def is_grave(found: Novelty) -> bool:
    """Whether it is an act that turns a story, or tells of dead."""
    told = (fact for fact in found.facts if fact == NOT_SO or fact.startswith("turn "))
    return any(told) or any(fact.endswith(" dead") for fact in found.facts)


def novelty(told: Iterable[Report], new: Report) -> Novelty:
    """Say what ``new`` adds to what was told."""
    heard = Heard()
    for report in told:
        heard.hear(report)
    return heard.novelty(new)


class Heard(Known):
    """What a channel was told of a story so far, and what further items add to it; grows."""

    def hear(self, report: Report) -> None:
        """Take an item in as told."""
        self.take(report.told, report.topics)

    def novelty(self, report: Report) -> Novelty:
        """Say what an item adds to what was told."""
        told = report.told
        language = language_of(told)
        read = read_item(told, language)[:READ]
        if wrong := correcting(read, language):
            if len(wrong) == 1 and wrong[0].is_title:
                wrong += filter(None, [right_of(read, wrong, language)])
            facts = tuple(fact for said in read for fact in self._facts(said, language))
            return Novelty(
                kind=CORRECTION,
                sentences=shown(read, wrong, told, language),
                facts=tuple(dict.fromkeys(facts)),
            )
        read = without_passed_tolls(told, without_background(told, read, language), self._tolls)
        read = without_trivia(read, of_weather=self._of_weather)
        found = self._found(report, read, language)
        if language in self._words and all(said.is_title for said in read):
            found = {said: new for said, new in found.items() if tells_more(said.text, new)}
        if not found or is_roundup(told.item.title):  # a look through the papers is no report of it
            return Novelty(kind=REHASH if told.publisher.family in self._families else OUTLETS)
        best = sorted(found, key=lambda said: (said.is_title, -len(found[said])))
        if (lead := self._untold_lead(read, language)) and lead not in best[:MOST_SHOWN]:
            best = [lead, *best]  # "Output will stop for three weeks": why, it says
        best = distinct(read, best, MOST_SHOWN, language)
        best += leading_up(read, best, language, self._is_told)
        sentences = shown(read, best, told, language)
        if all(fold(sentence.text).text in self._verbatim for sentence in sentences):
            return Novelty(kind=REHASH)  # a live page's title, over another minute
        return Novelty(
            kind=DEVELOPMENT,
            sentences=sentences,
            facts=tuple(fact for facts in found.values() for fact in facts),
            is_apart=self._is_apart(report, read, language),
        )

    def _is_apart(self, report: Report, read: Sequence[Said], language: str) -> bool:
        """Whether an item has no name, topic or number of what was told, and few of its words."""
        begins = read[: LEAD + 1]
        if self._topics & report.topics.keys() or any(
            number.value in self._values for said in begins for number in said.numbers
        ):
            return False
        words = (w for s in begins for n in names(s.text, language) for w in n.words)
        if any(map(self._is_heard, words)):
            return False
        return all(self._known_part(s.tokens, language) < SHARED for s in begins)

    def _found(
        self, report: Report, read: Sequence[Said], language: str
    ) -> dict[Said, tuple[str, ...]]:
        """Give the sentences that say something new, and what; each fact once."""
        found: dict[Said, tuple[str, ...]] = {}
        seen: set[str] = set()
        # The title last: what the text says in a sentence is shown as the sentence.
        for place, said in enumerate(sorted(read, key=lambda s: s.is_title)):
            values = {number.value for one in found for number in one.numbers}
            facts = [f for f in self._facts(said, language, values) if f not in seen]
            lead = said.is_title or place < LEAD
            if lead and self._is_protest(said, language) and OBJECTION not in seen:
                facts.append(OBJECTION)
            if not facts and not found and lead and self._is_new(said, language):
                facts = [OTHER_WORDS]
            if facts:
                found[said] = tuple(dict.fromkeys(facts))
                seen.update(facts)
        if not found or list(found.values()) == [(OTHER_WORDS,)]:
            point, new = self._point(read, language), next(iter(found), None)
            adding = by_meaning(read, new, point, self._texts.get(language, ()), language)
            found = {adding: (OTHER_WORDS,)} if adding else {}
        # "The coast guard said" is a topic, too, and every language has its own sources.
        same = language in self._words or not self._topics & report.topics.keys()
        title = "" if same else report.told.item.title
        if title and any(said.is_title and self._is_retold(said, least=1) for said in read):
            return found
        for fact in new_topics(report.topics, self._topics, title):
            bearer = next(iter(found), None) or self._unlike(read, language)
            if bearer is not None:
                found[bearer] = (*found.get(bearer, ()), fact)
        return found

    def _facts(self, said: Said, language: str, beside: Container[float] = ()) -> Iterator[str]:
        """Give what is new in a sentence; ``beside``: numbers of sentences that are told, too."""
        dead = toll(said.text) or 0.0  # 14 of them are news where 14 were missing
        for number in said.numbers:
            if number.value not in beside and self._is_new_number(number, said, language):
                yield f"number {number.shown}"
                dead *= number.value != dead
        if 0 < self._dead < dead and dead not in beside:
            yield f"number {dead:g} dead"
        yield from (f"turn {turn}" for turn in self._new_turns(said, language))
        if language not in self._words or self._is_told(said, language):
            return
        for name in names(said.text, language):
            if self._is_new_name(name) and not is_attribution(name.shown, said.text):
                yield f"{name.kind} {name.shown}"
        for quoted in quotations(said.text):
            known = self._known_part(tokens_of(quoted), language) >= SAID
            if not known and not is_said(quoted, self._texts[language], language):
                yield f"quote “{quoted}”"

    def _is_protest(self, said: Said, language: str) -> bool:
        """Whether it tells in another language that somebody objects, where nobody did yet."""
        return language not in self._words and not self._objected and objects(said.text)

    def _new_turns(self, said: Said, language: str) -> Iterator[str]:
        """Give the acts that were not told; of another language only the headline's."""
        same = language in self._words
        if not same and not said.is_title:
            return
        for turn in new_turns(said.turns, self._turns):
            if not same and turn + AHEAD in self._turns:
                continue  # "to resume" and 再開: whether it is done yet each language tells its way
            if not same and turn in LOOSE and self._is_retold(replace(said, turns=_NONE), least=1):
                continue  # "frees 412" and "rescues 412"
            if turn == FOUND and not (self._sought or is_sought(said.text)):
                continue  # "traces of a virus were found": nobody looked for them
            if turn == CONFIRMED and not (said.is_title and self._hearsay):
                continue  # "police confirmed on Monday that …"
            if turn in (DENIED, CALLED_OFF) and self._likest(said, language, negative=True):
                continue  # told by "will not"
            yield turn
        if not same or not said.is_negative or said.turns & NEGATIVE or denied(said.text):
            return  # that nobody was hurt takes nothing back
        if self._flips(said, language):
            yield NOT_SO

    def _is_new_number(self, number: Number, said: Said, language: str) -> bool:
        if (number.value, number.kind) in self._numbers or self._is_told_of_times(number):
            return False
        if number.value == 1 and number.kind == "count":
            return False  # "one" is no number either
        if is_rounded(number, said.text, self._values):
            return False
        if language not in self._words and is_order(number):
            return False
        if is_rest(number, said.text) and number.value + 1 in self._values:
            return False
        if number.value not in self._values:  # in another language it may be another currency
            is_sum = number.kind == "money" and language not in self._words
            return not (is_sum and any(kind == "money" for _, kind in self._numbers))
        if number.value > SMALL:
            return False  # "a man of 27", "a 27-year-old": no two things are so many by chance
        return language in self._words and not self._is_told(said, language)

    def _is_new_name(self, name: Name) -> bool:
        """Whether one of its words was told in no form: nor "Chinese" where "China" was."""
        if says_nothing(name.shown):
            return False
        long = [word for word in name.words if word >= _DENSE or len(word) >= LEAST_NAME]
        return not all(map(self._is_heard, long or name.words))

    def _unlike(self, read: Sequence[Said], language: str) -> Said | None:
        """Give the first sentence that repeats none that was told."""
        return next((said for said in read if not self._is_told(said, language)), None)

    def _untold_lead(self, read: Sequence[Said], language: str) -> Said | None:
        """Give the first sentence of the text where it repeats none that was told."""
        if language not in self._words:
            return None
        lead = next((said for said in read if not said.is_title and fits(said)), None)
        if lead is None or self._is_told(lead, language) or self._is_retold(lead, least=1):
            return None
        return lead

    def _is_new(self, said: Said, language: str) -> bool:
        enough = len(said.tokens) >= ENOUGH_WORDS or len(said.text) >= ENOUGH_LETTERS
        if not enough or language not in self._words or self._is_retold(said, least=RETOLD):
            return False
        unheard = {t for t in said.tokens if not self._is_word_heard(t, language)}
        if len(unheard) >= MOSTLY_NEW * len(said.tokens):
            return True
        # What the story is about stands in whatever is told of it, and so do "will" and "near".
        telling = {t for t in said.tokens if carries(t)} - self._topic_words
        enough_new = SOME if answers(said.text) else max(SEVERAL, MOSTLY_NEW * len(telling))
        return len(telling & unheard) >= enough_new

    def _point(self, read: Sequence[Said], language: str) -> Said | None:
        heard, leads = partial(self._is_word_heard, language=language), self._leads.get(language)
        return point_of(read, language, leads, heard) if leads else None
