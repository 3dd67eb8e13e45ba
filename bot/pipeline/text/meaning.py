"""Which words carry meaning: what sentences are compared by."""

import regex


def _listed(words: str) -> list[str]:
    return words.split()


# The function words of English news; those of other languages weigh little by standing everywhere.
_FUNCTION_WORDS = frozenset(
    _listed(
        "a about above after again against all also am an and any are as at be became because been "
        "before being below between both but by can cannot could did do does doing down during "
        "each even ever few first for from further get go got had has have having he her here hers "
        "herself him himself his how however i if in into is it its itself just last let like made "
        "make many may me might more most much must my myself new no nor not now of off on once "
        "one only or other our ours out over own people per said same say says she should since so "
        "some still such than that the their theirs them themselves then there these they this "
        "those through time to told too two under until up upon us very was we well were what when "
        "where which while who whom whose why will with would year years yet you your mr mrs ms dr"
    )
)
_KANA = regex.compile(r"^[\p{Hiragana}ー]+$")


def carries(word: str) -> bool:
    """Whether a folded word (of Chinese and Japanese: a pair of letters) says what it is about."""
    if word.isascii():
        return len(word) > 1 and word not in _FUNCTION_WORDS
    return not _KANA.match(word)
