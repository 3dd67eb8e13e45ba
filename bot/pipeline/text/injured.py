"""How many were hurt, as a title counts them."""

import re
from functools import lru_cache

_LITTLE = (
    "one two three four five six seven eight nine ten eleven twelve",
    "eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
)
_VALUES = {
    word: float(value) for words in _LITTLE for value, word in enumerate(words.split(), start=1)
}
_N = rf"(?:\d[\d.,]*|{'|'.join(_VALUES)})"
_HURT = r"(?:hurt|injured|wounded|hospitali[sz]ed)"
_COUNTED = re.compile(
    rf"(?<![\w-])({_N})(?: [\w-]+){{0,3}}? (?:(?:are|were) )?{_HURT}\b"
    rf"|\b(?:hurts?|injur(?:es?|ing)|wound(?:s|ing)?) (?:at least |more than |some )?({_N})\b"
    rf"|\b(?:injured|wounded|hurt|injuries)\b[^.!?\d]{{0,40}} (?:now|to|at|reach\w*) ({_N})\b"
    rf"|({_N}) (?:\w+ )?Verletzte\b|(\d+) (?:\w+ )?blessés\b|(\d+) (?:\w+ )?heridos\b"
    r"|(\d+)人(?:が|の)?(?:けが|怪我|負傷|重軽傷|重傷)|(?:けが人|負傷者)[はがに]?(\d+)人"
    r"|(\d+)[人名]?(?:受|轻|輕|重)?[伤傷](?!害)"
    r"|(\d+)명(?:이|은)? ?(?:부상|다쳐|다친|다쳤|경상|중상)"
    r"|부상자 ?(\d+)명",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)  # each channel of a story asks
def injured(title: str) -> float | None:
    """Give the greatest number of people who were hurt that a title counts."""
    told = (next(filter(None, found.groups())) for found in _COUNTED.finditer(title))
    return max(map(_value, told), default=None)


def _value(said: str) -> float:
    known = _VALUES.get(said.casefold())
    return float(re.sub(r"\D", "", said)) if known is None else known
