"""How names sound, so that ルビオ, 루비오 and Rubio are one: the consonants that all three keep.

A key is what is left of a word when vowels go, and consonants that katakana or hangul cannot tell
apart fall together; as in Soundex (Russell 1918), with the groups of the two scripts instead of
those of English. An ``a`` stands for a vowel at the beginning. R before a consonant is mute for
Japanese and heard by Koreans, so a Latin word has a key with it and one without.
"""

import re
from functools import lru_cache

LEAST = 3  # consonants of a key: fewer fit too many words
LONGEST = 24  # letters of a word that is read
NAME = 3  # syllables of most Korean names, the first of which is the family's

# Rows of the table of kana, by the consonant they begin with.
_ROWS = {
    "a": "アイウエオァィゥェォヤユヨワヰヱヲ",
    "k": "カキクケコガギグゲゴヵヶ",
    "s": "サシスセソザジズゼゾチヂツヅ",
    "t": "タテトダデド",
    "n": "ナニヌネノン",
    "h": "ハヒヘホ",
    "p": "バビブベボパピプペポフヴ",
    "m": "マミムメモ",
    "r": "ラリルレロ",
}
_KANA = {letter: sound for sound, letters in _ROWS.items() for letter in letters}
_KANA |= dict.fromkeys("ャュョッー・", "")
KATAKANA = re.compile(r"[ァ-ヺー]{2,}")

# Initials and finals of hangul syllables in the order of Unicode (chapter 3.12).
_INITIALS = "kknttrmppssassskt" + "ph"
_FINALS = " kkknnntrrrrrrrrmppttnttktp "
_FIRST, _LAST, _PER_INITIAL, _PER_VOWEL = 0xAC00, 0xD7A3, 588, 28
# What stands behind a noun; without it the name is left.
_PARTICLES = (
    "에서는", "에서", "에게", "으로", "까지", "부터", "은", "는", "이", "가", "을", "를", "의",
    "에", "로", "과", "와", "도", "서", "씨", "호", "측",
)  # fmt: skip

# "-" is nothing: soft and hard signs.
_IN_LATIN = "a b v g d e e j z i i k l m n o p r s t u f h ts ch sh sh y - - e yu ya"
_LATIN_SOUNDS = (
    (re.compile(r"tch|sch|sh|ch|ts|tz|th|dge|dj|j|z|x(?=$)"), "s"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"c(?=[eiy])|ç"), "s"),
    (re.compile(r"^(?:kn|gn)"), "n"),
    (re.compile(r"^wr"), "r"),
    (re.compile(r"ph|[bfv]"), "p"),
    (re.compile(r"ng(?=$|[bdjkmnpst])"), "n"),
    (re.compile(r"gh(?=$|t)"), ""),
    (re.compile(r"[cqg]"), "k"),
    (re.compile(r"d"), "t"),
    (re.compile(r"l"), "r"),
    (re.compile(r"(?<=.)h"), ""),
    (re.compile(r"m(?=p)"), "n"),
)
_CYRILLIC = str.maketrans(
    {
        letter: latin.strip("-")
        for letter, latin in zip(
            "абвгдеёжзийклмнопрстуфхцчшщыьъэюя", _IN_LATIN.split(), strict=True
        )
    }
)
_VOWEL_FIRST = re.compile(r"^[aeiouyw]+h?")
_VOWELS = re.compile(r"[aeiouyw]+")
_MUTE = re.compile(r"r(?![aeiouyr])")
_TWICE = re.compile(r"(.)\1+")
_LATIN = re.compile(r"[a-z]+")


def in_latin(word: str) -> str:
    """Write a folded Russian word in Latin letters; its endings are vowels, which no key has."""
    return word.translate(_CYRILLIC)


@lru_cache(maxsize=20_000)
def sounds_of_latin(word: str) -> frozenset[str]:
    """Give the keys of a folded Latin word; none for what is no word or too short."""
    if not _LATIN.fullmatch(word) or not LEAST <= len(word) <= LONGEST:
        return frozenset()
    return frozenset(filter(_tells, (_latin(word), _latin(_MUTE.sub("", word)))))


def _latin(word: str) -> str:
    for pattern, sound in _LATIN_SOUNDS:
        word = pattern.sub(sound, word)
    word = _VOWEL_FIRST.sub("A", word)
    return _TWICE.sub(r"\1", _VOWELS.sub("", word)).lower()


@lru_cache(maxsize=20_000)
def sounds_of_kana(word: str) -> frozenset[str]:
    """Give the key of a word in katakana."""
    return frozenset(filter(_tells, (_joined([_KANA.get(letter, "") for letter in word]),)))


@lru_cache(maxsize=20_000)
def sounds_of_hangul(word: str) -> frozenset[str]:
    """Give the keys of a Korean word, with and without the particle behind it."""
    forms = {word}
    for particle in _PARTICLES:
        if word.endswith(particle) and len(word) - len(particle) >= 2:
            forms.add(word[: -len(particle)])
    # A family name and a given one stand together, in letters each alone: 윤해린, Yoon Hae-rin.
    forms |= {form[1:] for form in forms if len(form) == NAME}
    return frozenset(filter(_tells, (_hangul(form[:LONGEST]) for form in forms)))


def _hangul(word: str) -> str:
    sounds: list[str] = []
    for letter in word:
        if not _FIRST <= ord(letter) <= _LAST:
            continue
        syllable = ord(letter) - _FIRST
        initial = _INITIALS[syllable // _PER_INITIAL]
        if sounds and sounds[-1] == initial:  # 켈러: the l is written twice
            initial = ""
        sounds += [initial, _FINALS[syllable % _PER_VOWEL].strip()]
        sounds = [sound for sound in sounds if sound]
    return _joined(sounds)


def _joined(sounds: list[str]) -> str:
    heard = [s for place, s in enumerate(sounds) if s and (s not in "ah" or place == 0)]
    return _TWICE.sub(r"\1", "".join(heard).replace("mp", "np"))


def _tells(key: str) -> bool:
    return len(key) >= LEAST
