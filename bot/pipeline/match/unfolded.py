"""Letters looked for in texts that are not folded yet: folding costs far more than looking.

Most texts hold only characters that fold one by one: ASCII, Han, kana, hangul, Cyrillic, common
signs. What folds to the letters is known for each of these (閣, 阁), so in lower case such a text
has one of few spellings of the letters' first characters, or it does not have the letters. Any
other text is first freed of accents and full width; what is left then (marks that join, invisible
characters, other alphabets) has to be folded to be sure.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import product

from ahocorasick_rs import AhoCorasick

from bot.pipeline.text import folded_text

_HAN = range(0x4E00, 0xA000)
_ALIKE = (range(0x3041, 0x3097), range(0x30A1, 0x30FB), range(0xAC00, 0xD7A4))  # kana, hangul
_CYRILLIC = range(0x0410, 0x0450)
_KNOWN = "".join(f"{chr(r.start)}-{chr(r.stop - 1)}" for r in (_HAN, *_ALIKE, _CYRILLIC))
# Hebrew, Arabic, the scripts of India, Thai, Lao, Burmese, Khmer: no letter of these folds to one
# that is looked for here; their marks must only not join such a one.
_FAR = "\u0590-\u061b\u061d-\u06ff\u0750-\u077f\u0900-\u0eff\u1000-\u109f\u1780-\u17ff"
_SIGNS = "‘’“”„‚‹›–—…·•€£©«»¦§°±¶¡¿†‡、。「」『』《》【】〈〉・ー！（）％，．／：；？→※●★\u00a0"
_PLAIN = f"\x00-\x1b\x20-\x7f{re.escape(_SIGNS)}{_KNOWN}"
_NOT_PLAIN = re.compile(f"[^{_PLAIN}]")
# Whatever may fold to letters of another kind, vanish, or join what stands before it.
_OTHER = re.compile(f"[^{_PLAIN}{_FAR}]")
_JOINING = re.compile(f"[0-9a-z{_KNOWN}][{_FAR}]")
_ACCENTED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_KEY = re.compile(f"[0-9a-z]+|[{_KNOWN}]+")
_LONGEST = 3  # characters of a key that is not ASCII: each has several spellings
_MOST = 2000  # spellings of all keys; for more, every text is folded


class Unfolded:
    """Whether a text may have one of some folded letters; None where it has to be folded."""

    def __init__(self, letters: Iterable[str]) -> None:
        keys = [_key(one) for one in letters]
        spelt = {raw for key in keys if key for raw in _spellings(key)}
        # Letters of other scripts are in no text that is plain.
        self._only_plain = not all(keys)
        self._automaton = AhoCorasick(sorted(spelt)) if 0 < len(spelt) <= _MOST else None

    def may_have(self, text: str) -> bool | None:
        """Whether one of the letters may be there; False is certain."""
        if self._automaton is None:
            return None
        lower = text.lower()
        if not lower.isascii() and not self._is_sure(lower):
            lower = _ACCENTED.sub(_bare, lower)
            if not self._is_sure(lower):
                lower = _ACCENTED.sub(_bare, unicodedata.normalize("NFKC", lower).lower())
                if not self._is_sure(lower):
                    return None
        return bool(self._automaton.find_matches_as_indexes(lower))

    def _is_sure(self, lower: str) -> bool:
        if not _NOT_PLAIN.search(lower):
            return True
        return not (self._only_plain or _OTHER.search(lower) or _JOINING.search(lower))


def _bare(found: re.Match[str]) -> str:
    return _BARE[found[0]]


class _Bare(dict[str, str]):
    """Latin letter with a mark → as it folds; worked out once each."""

    def __missing__(self, letter: str) -> str:
        self[letter] = bare = folded_text(letter)
        return bare


_BARE = _Bare()


def _key(letters: str) -> str | None:
    """Give the run of folded letters that is found least often; None where there is none."""
    runs = _KEY.findall(letters)
    return max(runs, key=_weight, default=None)


def _weight(run: str) -> int:
    return len(run) if run.isascii() else 3 * len(run)


def _spellings(key: str) -> Iterable[str]:
    """Give all that folds to a key, in lower case, of characters that fold one by one."""
    if key.isascii():
        return (key,)
    forms = _forms()
    return map("".join, product(*(forms.get(letter, (letter,)) for letter in key[:_LONGEST])))


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    """Give folded character → the characters that fold to it, where these are others, too."""
    found: dict[str, list[str]] = {}
    for letter in (chr(code) for some in (_HAN, _CYRILLIC) for code in some):
        lower = letter.lower()
        found.setdefault(folded_text(letter), []).append(lower)
    for letter in (chr(code) for some in _ALIKE for code in some):
        folded = folded_text(letter)
        if folded != letter:
            found.setdefault(folded, [folded]).append(letter)
    return {key: tuple(dict.fromkeys(forms)) for key, forms in found.items()}
