"""German, French and Spanish: numbers that they spell or write otherwise, and words of parts."""

import re
from collections.abc import Callable, Mapping
from functools import cache

from bot.pipeline.cluster.names import Names, Runs, listed_in, stem
from bot.pipeline.text.figures import in_figures

SPOKEN = frozenset({"de", "fr", "es"})
_ENDINGS = ("schaft", "schaften")  # in which no custody is, "haft"
LEAST_PART, LEAST_WHOLE = 4, 8  # letters of a part of a German word, and of one that has parts
_COUNTS = {
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "fr": "deux trois quatre cinq six sept huit - dix onze douze",  # "neuf" is new, too
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce",
}
# "Toyota ruft 300.000 Autos zurück": a verb of two parts, of which the whole is known.
_VERBS = tuple(
    (re.compile(rf"\b(?:{of})\b([^.:;!?]{{1,70}}?)\b{part}\b"), whole)
    for of, part, whole in (
        ("ruft|rufen|rief", "zurück", "Rückruf"),
        ("tritt|treten|trat", "zurück", "Rücktritt"),
        ("lehnt|lehnen|lehnte", "ab", "Ablehnung"),
        ("sagt|sagen|sagte", "ab", "abgesagt"),
        ("nimmt|nehmen|nahm", "fest", "Festnahme"),
        ("stürzt|stürzen|stürzte", "ab", "Absturz"),
        ("stürzt|stürzen|stürzte", "ein", "Einsturz"),
    )
)
# "Fires two missiles" launches them, and who cuts 1,400 jobs lays off.
_MISSILES = r"(?:ballistic|cruise|hypersonic|missiles?|rockets?|projectiles?|ICBMs?|SRBMs?|SLBMs?)"
_STAFF = r"(?:jobs|staff|workers|employees|positions|workforce)"
_FIRED = r"(?:test[- ]?)?fir(?:es?|ed|ings?)"
_CUTS = r"(?:cuts?|cutting|slash(?:es|ing)?|ax(?:e|es|ing)|sheds?|shedding|eliminat(?:es?|ing))"
_IN_ENGLISH = tuple(
    (re.compile(written, re.IGNORECASE), whole)
    for written, whole in (
        (rf"\b(?:{_FIRED}|lobs?|lobbed)\b(?=[^.:;!?]{{0,40}}?\b{_MISSILES}\b)", "launches"),
        (rf"\b({_MISSILES})(?: (?:was|were))? {_FIRED}\b", r"\1 launch"),
        (rf"\b{_CUTS}\b(?=[^.:;!?]{{0,30}}?\b{_STAFF}\b)", "layoff"),
    )
)
_ELIDED = re.compile(r"\b(?:[ldsnjmct]|qu)['’](?=\w)", re.IGNORECASE)


def stems_of(*listed: str) -> frozenset[str]:
    """Give the stems of words."""
    return frozenset(stem(word) for words in listed for word in words.split())


# Of titles in these languages alone: "die" and "war" are news in English.
_FUNCTION_OF = {
    "de": stems_of(
        "der die das den dem des ein eine einen einem einer eines und oder aber nicht auch auf aus",
        "bei mit nach von vom zu zum zur im in am an ans ins für über unter vor wegen gegen durch",
        "ohne um als wie so wird werden wurde wurden ist sind war waren hat haben hatte sich es er",
        "sie ihr ihre ihren sein seine seinen seiner noch nur mehr nie kein keine dass nun bis",
    ),
    "fr": stems_of(
        "le la les l un une des du de d et ou mais ne n pas plus que qu qui dans sur sous avec",
        "sans pour par vers chez au aux en à est sont a ont été être se s son sa ses leur leurs ce",
        "cette ces il elle ils elles après avant depuis",
    ),
    "es": stems_of(
        "el la los las un una unos unas del de y e o u pero no más que quien con sin sobre para",
        "por desde hasta entre al a en es son fue han ha se su sus lo como tras",
    ),
}


def without_function(runs: Runs, tongue: str) -> Runs:
    """Leave out the words that only hold a sentence together; of English they stay."""
    function = _FUNCTION_OF.get(tongue, frozenset())
    return [run for run in runs if run[1] not in function] if function else runs


def in_plain_words(text: str, tongue: str) -> str:
    """Write the numbers of a text as English has them: "Zwölf", "300.000", "3,5 Milliarden".

    English verbs that mean an act by what stands behind them become that act, German verbs of two
    parts become one word, and French ones lose what leans on them: l'Italie.
    """
    if tongue == "en":
        for verb, whole in _IN_ENGLISH:
            text = verb.sub(whole, text)
    if tongue not in SPOKEN:
        return text
    text = _spelled(tongue).sub(lambda found: _values(tongue)[found[0].lower()], text)
    text = in_figures(text, tongue)
    for verb, whole in _VERBS if tongue == "de" else ():
        text = verb.sub(rf"{whole}\1", text)
    return _ELIDED.sub("", text) if tongue == "fr" else text


@cache
def _values(tongue: str) -> Mapping[str, str]:
    words = enumerate(_COUNTS[tongue].split(), start=2)
    return {word: str(value) for value, word in words if word != "-"}


@cache
def _spelled(tongue: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_values(tongue))})\b", re.IGNORECASE)


@cache
def listed_for(tongue: str) -> Names:
    """Give the words of a language that stand for concepts."""
    lists = listed_in("across.txt")
    return Names((*lists.get(tongue, ()), *lists["latin"]) if tongue in SPOKEN else ())


def parts_of(word: str, named: Callable[[str], str | None]) -> tuple[str, ...]:
    """Give what the parts of a German word stand for: "messerangriff" is a knife and an attack."""
    if len(word) < LEAST_WHOLE or word.endswith(_ENDINGS):
        return ()
    ends = range(LEAST_PART, len(word) - LEAST_PART + 1)
    head = next((term for n in ends if (term := named(word[n:]))), None)
    first = next((term for n in reversed(ends) if (term := named(word[:n]))), None)
    return tuple(term for term in (first, head) if term)
