"""Other forms of a watched word: sanction finds "sanctioned", санкция "санкциями".

The language of the text decides. Words are brought together by their stem (Snowball's stemmers,
Porter 2001; Indonesian and Malay by their prefixes), and kept only if their endings are
inflection (``endings``): policy is not police, organ not organization. A stem is worked out once
for each word and language; a text then costs one look-up a word, however many words are watched.
"""

from functools import cache
from threading import local
from typing import TYPE_CHECKING

from bot.pipeline.match.edges import KINDS, SPACED, plurals
from bot.pipeline.match.endings import MEANS_ELSE, ROWS, in_one_row

if TYPE_CHECKING:
    from Stemmer import Stemmer

SHORTEST = 3  # letters of a word that has other forms
LONGEST = 40
_KEPT = 50_000  # words of a language whose stem is remembered
_ROUNDS = 3  # a stem of a stem: остров → остр, острова → остров → остр
_ALGORITHMS = {
    "en": "english",
    "fr": "french",
    "de": "german",
    "es": "spanish",
    "pt": "portuguese",
    "it": "italian",
    "nl": "dutch",
    "sv": "swedish",
    "ru": "russian",
    "hi": "hindi",
}
# Plurals that are made to look like their singular before the stemmer sees them.
_PLURALS = {
    "es": (("ces", "z"),),
    "pt": (("oes", "ao"), ("aes", "ao"), ("ais", "al"), ("eis", "el"), ("il", "el"), ("ns", "m")),
}
_NO_PREFIX = frozenset({"menteri"})  # Indonesian words whose first letters only look like one
_VOWELS = "aeiou"
_NAMES_HAVE_FORMS = frozenset({"de", "ru", "hi"})
_threads = local()


def primary(language: str | None) -> str:
    """Give the language as the endings know it, "" for one without."""
    first = (language or "").split("-")[0].lower()
    return first if first in ROWS else ""


def has_forms(word: str, typed: str, language: str) -> bool:
    """Whether a folded word is looked for in other forms too.

    One typed with a capital is taken for a name. Where names have cases too, or all nouns a
    capital, that makes no difference.
    """
    return (
        SHORTEST <= len(word) <= LONGEST
        and (language in _NAMES_HAVE_FORMS or not typed[:1].isupper())
        and all(KINDS[letter] == SPACED and not letter.isdigit() for letter in word)
    )


def same_word(one: str, other: str, language: str) -> bool:
    """Whether two folded words are forms of one word in a language that ``primary`` gave."""
    if one == other:
        return True
    if stem(one, language) != stem(other, language):
        return False
    if language in ("id", "ms"):
        return True
    if language == "en" and (_stands_alone(one) or _stands_alone(other)):
        return False
    shared = shared_letters(one, other)
    if language in ("en", "nl"):
        one, other = (_undoubled(word, shared) for word in (one, other))
    return in_one_row(one, other, language, shared)


def shared_letters(one: str, other: str) -> int:
    """Count the letters with which both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _undoubled(word: str, shared: int) -> str:
    """Take out the letter that English and Dutch double: ban(n)ed, raket(t)en."""
    last, rest = word[shared - 1 : shared], word[shared:]
    is_double = last not in _VOWELS and rest in (f"{last}ed", f"{last}ing", f"{last}en")
    return word[:shared] + rest[1:] if is_double else word


def _stands_alone(word: str) -> bool:
    if word in MEANS_ELSE:
        return True
    return word.endswith("s") and not word.endswith("ss") and not plurals(word)


class _Stems(dict[str, str]):
    """Word → its stem in one language, worked out once each while they are not too many."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        self[word] = found = _stem(word, self._language)
        return found


_stems = cache(_Stems)  # by language


def stem(word: str, language: str) -> str:
    """Give what all forms of a folded word share in a language that ``primary`` gave."""
    return _stems(language)[word]


def _stem(word: str, language: str) -> str:
    if language in ("id", "ms"):
        return _without_affixes(word)
    for ending, singular in _PLURALS.get(language, ()):
        if word.endswith(ending):
            word = word.removesuffix(ending) + singular
            break
    stemmer = _stemmer(language)
    for _ in range(_ROUNDS):
        shorter: str = stemmer.stemWord(word)
        if shorter == word or len(shorter) < SHORTEST:
            break
        word = shorter
    return word


def _stemmer(language: str) -> "Stemmer":
    # Each thread has its own: a Stemmer cannot be shared.
    made = _threads.__dict__.setdefault("made", {})
    if language not in made:
        from Stemmer import Stemmer

        made[language] = Stemmer(_ALGORITHMS[language], 0)
    found: Stemmer = made[language]
    return found


def _without_affixes(word: str) -> str:
    """Take off clitics (-nya, -lah, -kah), the prefixes of voice (di-, me-) and -kan.

    Sneddon 1996, Indonesian: A Comprehensive Grammar, 1.4: meny- stands for s-, mem- before a
    vowel for p-, men- before a vowel for t-. (meng- may hide a k-; that is not undone.)
    """
    if word in _NO_PREFIX:
        return word
    for clitic in ("nya", "lah", "kah"):
        if word.endswith(clitic) and len(word) >= 7:
            word = word.removesuffix(clitic)
            break
    root = _root(word)
    return root.removesuffix("kan") if len(root) >= 7 else root


def _root(word: str) -> str:
    if word.startswith("di") and len(word) >= 6:
        return word[2:]
    if not word.startswith("me") or len(word) < 7:
        return word
    for prefix, hidden in (("meny", "s"), ("meng", ""), ("mem", "p"), ("men", "t")):
        if word.startswith(prefix):
            rest = word.removeprefix(prefix)
            return hidden + rest if rest[0] in _VOWELS else rest
    return word[2:] if word[2] in "lmnrwy" else word
