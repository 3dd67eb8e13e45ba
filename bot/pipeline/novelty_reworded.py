"""Whether a report only says in other words what was told; pure.

What a report is written for stands in its headline and again in the sentence that tells it: who or
what, and what became of it. So once words that mean one thing are taken for one, a report whose
headline and sentence have less than two new words in common adds nothing, unless all that was told
stands there, too, or most of it is new. One new word alone stands in place of one that was told.
"""

from collections.abc import Collection, Iterable, Sequence

from bot.pipeline.novelty_read import Said
from bot.pipeline.novelty_vague import answers
from bot.pipeline.text import fold
from bot.pipeline.text.synonyms import Meanings, has_meanings, meanings

Unit = frozenset[str]
LEAST_PART = 4  # letters of a word that is part of another: "Papier", "Papierfabrik"
BOTH = 2  # new words of a headline that its sentence has, too: who or what, and what became of it
MUCH = 0.6  # of the meanings of a sentence: so many that are new are news, whatever they are
SEVERAL = 3
MANY = 4  # of a sentence, with one that its headline has: what is told of a thing that is new
_DENSE = "\u2e80"


class Told:
    """What sentences that were told mean, in one language."""

    def __init__(self, texts: Iterable[str], language: str) -> None:
        self._language = language
        read = [meanings(text, language) for text in texts]
        self._read = read
        self._meant = frozenset[str]().union(*(one.all for one in read))
        self._letters = "|".join("".join(fold(text).text.split()) for text in texts)

    def is_kept_in(self, meant: frozenset[str]) -> bool:
        """Whether all of a sentence that was told is meant by other words, too."""
        return any(
            len(said.units) >= SEVERAL and all(unit & meant for unit in said.units)
            for said in self._read
        )

    def new_in(self, said: Meanings) -> list[Unit]:
        """Give what of a sentence was told in no word that means the same."""
        left = (frozenset(map(self._untold, unit)) for unit in said.units)
        return [unit for unit in left if "" not in unit]

    def _untold(self, word: str) -> str:
        """Give what of a word was told in no form; of an East Asian one some letters may be."""
        if word in self._meant:
            return ""
        if word >= _DENSE:
            return _without_heard(word, self._letters)
        is_part = len(word) >= LEAST_PART and (
            word in self._letters
            or any(len(other) >= LEAST_PART and other in word for other in self._meant)
        )
        return "" if is_part else word


def _without_heard(word: str, letters: str) -> str:
    """Give what stays of a word in East Asian letters without pairs of letters that were told."""
    known = [len(word) == 1 and word in letters] * len(word)
    for n in range(len(word) - 1):
        if word[n : n + 2] in letters:
            known[n] = known[n + 1] = True
    return "".join(letter for letter, is_known in zip(word, known, strict=True) if not is_known)


def is_said(quoted: str, texts: Sequence[str], language: str) -> bool:
    """Whether a quotation says no more than what was told, in whatever words."""
    if not has_meanings(language):
        return False
    return len(Told(texts, language).new_in(meanings(quoted, language))) < BOTH


def by_meaning(
    read: Sequence[Said],
    found: Said | None,
    point: Said | None,
    texts: Sequence[str],
    language: str,
) -> Said | None:
    """Give the sentence of a report that means something new, judged by its words alone.

    ``found``: the one that was taken for new, or None. ``point``: the first one, where it adds a
    word to its headline. ``texts``: sentences that were told, in the same language. Of languages
    whose words are on no list nobody knows: as it was found.
    """
    found = found or point
    if not has_meanings(language) or not texts:
        return found
    title = next((one for one in read if one.is_title), None)
    lead = next((one for one in read if not one.is_title), None)
    said = found if found and not found.is_title else lead
    told = Told(texts, language)
    headline = meanings(title.text if title else "", language)
    sentence = meanings(said.text if said else "", language)
    titled, new = told.new_in(headline), told.new_in(sentence)
    common = _in_common(new, titled)
    if said and ((common and point) or _is_pointed(common, said, told, (headline, sentence))):
        # What has an act in it, or numbers, is judged by these.
        acts = any(one.turns or len(one.numbers) > 1 for one in (said, title) if one)
        return found or (None if acts else said)
    much = _is_much(new, sentence.units) or _is_much(titled, headline.units)
    reacts = said is not None and len(new) >= BOTH and answers(said.text)
    return found if much or reacts else None


def _is_pointed(
    common: Sequence[Unit], said: Said, told: Told, own: tuple[Meanings, Meanings]
) -> bool:
    """Whether what is new in a title and a sentence is a point, and no other word for one."""
    if len(common) >= BOTH or (common and len(told.new_in(own[1])) >= MANY):
        return True
    return bool(common) and (answers(said.text) or told.is_kept_in(own[0].all | own[1].all))


def _in_common(one: Iterable[Unit], other: Sequence[Unit]) -> list[Unit]:
    return [mine for mine in one if any(_are_alike(mine, theirs) for theirs in other)]


def _are_alike(one: Unit, other: Unit) -> bool:
    """Whether two words mean one thing, or are forms of one: 유물, 유물이; orders, ordered."""
    return bool(one & other) or any(_is_form(a, b) for a in one for b in other)


def _is_form(one: str, other: str) -> bool:
    if min(one, other) >= _DENSE:
        return any(one[n : n + 2] in other for n in range(len(one) - 1))
    return len(one) >= LEAST_PART and one[:LEAST_PART] == other[:LEAST_PART]


def _is_much(new: Sequence[Unit], units: Collection[Unit]) -> bool:
    return len(new) >= SEVERAL and len(new) >= MUCH * len(units)
