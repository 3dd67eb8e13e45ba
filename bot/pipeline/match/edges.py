"""Where a word begins and ends: by script, with the endings that names and nouns take.

Latin, Cyrillic and the like stand between spaces. Chinese, Japanese, Thai and their kin do not:
next to them every place is an edge ("TSMCの工場"). Korean stands between spaces too, but takes
particles ("북한은"), and Chinese characters before it do not belong to it ("中해경").
"""

import unicodedata

OUTSIDE, SPACED, HANGUL, UNSPACED = 0, 1, 2, 3

_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0xABFF),  # Han, kana and their signs
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9D),
    (0x20000, 0x3FFFF),
)
_HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF))

# After a Korean noun: case markers, topic markers, the copula, "side", "and"; hand-collected.
_PARTICLES_LISTED = """
    은 는 이 가 을 를 의 에 에서 에게 에게서 께 께서 한테 와 과 랑 이랑
    하고 도 만 로 으로 까지 부터 보다 처럼 같은 같이 마다 조차 마저 밖에 뿐
    이나 나 이며 며 이고 고 이라 라 이란 란 이라고 라고 이라는 라는 이다 다
    인 일 이었다 였다 이자 에는 에도 에서는 에서도 으로는 로는 으로도 로도
    으로부터 로부터 에게는 과의 와의 에의 과는 와는 과도 와도 만의 만은 만이
    까지도 부터는 측 측은 측이 측의 들 들은 들이 들을 들의 들과 들도 간 간의
    내 내의 발 산 식 형 적 적인 등 등의 등을 등이 등에 등은 이라며 라며
"""
_PARTICLES = frozenset(_PARTICLES_LISTED.split())
_LONGEST_PARTICLE = 5


class _Kinds(dict[str, int]):
    """Character → which of the four kinds it is."""

    def __missing__(self, letter: str) -> int:
        self[letter] = kind = _kind(letter)
        return kind


def _kind(letter: str) -> int:
    if unicodedata.category(letter)[0] not in "LNM":
        return OUTSIDE
    code = ord(letter)
    if any(first <= code <= last for first, last in _HANGUL):
        return HANGUL
    return UNSPACED if any(first <= code <= last for first, last in _UNSPACED) else SPACED


KINDS = _Kinds()


def begins(text: str, start: int, kind: int) -> bool:
    """Whether a word of this kind can begin here."""
    return start == 0 or KINDS[text[start - 1]] != kind


def ends(text: str, end: int, kind: int, *, inflected: bool) -> bool:
    """Whether a word of this kind can end here, with a plural or a particle if ``inflected``."""
    if end >= len(text) or KINDS[text[end]] != kind:
        return True
    return inflected and goes_on(text, end, kind)


def goes_on(text: str, end: int, kind: int) -> bool:
    """Whether a word of this kind that goes on here does so by a plural or a particle alone."""
    return _is_plural(text, end) if kind == SPACED else _is_particle(text, end)


def _is_plural(text: str, end: int) -> bool:
    """Whether "s" or "es" follows a Latin letter and then the word ends: Senkakus, clashes."""
    if text[end] not in "se" or not "a" <= text[end - 1] <= "z":  # most end here
        return False
    after = end + 1 if text[end] == "s" else end + 2 if text.startswith("es", end) else 0
    return after > 0 and (after >= len(text) or KINDS[text[after]] != SPACED)


def _is_particle(text: str, end: int) -> bool:
    after = end
    while after < len(text) and after - end <= _LONGEST_PARTICLE and KINDS[text[after]] == HANGUL:
        after += 1
    return text[end:after] in _PARTICLES


def plurals(word: str) -> tuple[str, ...]:
    """Give the other number of an English noun as it may be looked for: fishery, fisheries.

    Only what the edges do not allow already; nothing for other scripts and short words.
    """
    if not (word.isascii() and word.isalpha() and len(word) >= 4):
        return ()
    if word.endswith("y") and word[-2] not in "aeiou":
        return (f"{word[:-1]}ies",)
    if word.endswith("ies") and len(word) > 5 and word not in _NO_SINGULAR:
        return (f"{word[:-3]}y",)
    is_plural = word.endswith("s") and not word.endswith(("ss", "us", "is", "ics"))
    return (word[:-1],) if is_plural and len(word) >= 5 and word not in _NO_SINGULAR else ()


_NO_SINGULAR_LISTED = """
    series species movies goods customs forces headquarters means wales athens brussels
    reuters times states nations
texas christmas atlas honduras arkansas kansas vegas caracas dallas douglas canvas lagos barbados
chaos carlos ethos cosmos james charles thames news
"""
_NO_SINGULAR = frozenset(_NO_SINGULAR_LISTED.split())
