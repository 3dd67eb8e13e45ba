"""Languages other than English and those of East Asia: which one a title is in, what of it counts.

Numbers that they spell or write otherwise, words of several parts, words that only hold a sentence
together. Their words are listed in across.txt (German, French, Spanish) and tongues.txt.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache

from bot.pipeline.cluster.names import Names, Runs, listed_in, stem
from bot.pipeline.text import language_of
from bot.pipeline.text.figures import POINTED, in_figures

SPOKEN = frozenset({"de", "fr", "es"})  # whose words are in across.txt
ELSEWHERE = frozenset({"nl", "it", "pt", "ru", "vi", "id"})  # whose words are in tongues.txt
TONGUES = frozenset({"en", "ja", "zh", "ko", *SPOKEN, *ELSEWHERE})  # that the lists have words of
_READ_AS = {"ms": "id", "uk": "ru"}  # neighbours, whose words are mostly those of the list
_AS_ITALIAN = "it"  # writes numbers with points, as the others do that the table does not have
_ENDINGS = ("schaft", "schaften")  # in which no custody is, "haft"
LEAST_PART, LEAST_WHOLE = 4, 8  # letters of a part of a German word, and of one that has parts
_COUNTS = {
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "fr": "deux trois quatre cinq six sept huit - dix onze douze",  # "neuf" is new, too
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici",
    "pt": "dois três quatro cinco seis sete oito nove dez onze doze",
    "ru": "два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
    "vi": "hai ba bốn năm sáu bảy tám chín mười - -",
    "id": "dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas -",
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
_BY_ARMS = (
    r"(?:air|aerial|drones?|missiles?|rockets?|artillery|precision|retaliatory|military|bombing)"
)
_OF_ARMS = (
    r"(?:israeli|russian|ukrainian|iranian|saudi|turkish|houthi|american|u\.?s\.?|syrian|pakistani)"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_LEAVES = (
    r"(?:(?:c[ao]mes?|coming|goes|went|ran|runs|slips?) off|leaves?|left|leaving|jump(?:s|ed)?)"
)
_CUTS = r"(?:cuts?|cutting|slash(?:es|ing)?|ax(?:e|es|ing)|sheds?|shedding|eliminat(?:es?|ing))"
_IN_ENGLISH = tuple(
    (re.compile(written, re.IGNORECASE), whole)
    for written, whole in (
        (rf"\b(?:{_FIRED}|lobs?|lobbed)\b(?=[^.:;!?]{{0,40}}?\b{_MISSILES}\b)", "launches"),
        (rf"\b({_MISSILES})(?: (?:was|were))? {_FIRED}\b", r"\1 launch"),
        # A strike that kills, or that is flown, is no walkout.
        (rf"\b{_BY_ARMS}[- ]strikes?\b", "airstrike"),
        (
            (
                r"\bstrikes?\b"
                r"(?=(?: (?:on|in|at|against|near)\b[^.:;!?]{0,30}?)? (?:kill|wound|injur)\w*)"
            ),
            "airstrike",
        ),
        (r"(\b(?:kill|wound|injur)\w*\b[^.:;!?]{0,40}? )strikes?\b", r"\1airstrike"),
        (
            rf"\b({_OF_ARMS}) strikes? (?=(?:on|in|against|near|hits?|targets?)\b(?! {_WEEKDAY}))",
            r"\1 airstrike ",
        ),
        (rf"\b{_LEAVES} (?:the |its )?(?:rails|tracks)\b", "derails"),
        (rf"\b{_CUTS}\b(?=[^.:;!?]{{0,30}}?\b{_STAFF}\b)", "layoff"),
    )
)
_SHARE = re.compile(
    r"(?<=\d)[ \u00a0](?:Prozent|procent|por ciento|pour cent|per cento|por cento|процент\w*|persen"
    r"|phần trăm)\b",
    re.IGNORECASE,
)
_IN_RUSSIAN = tuple(
    (re.compile(rf"(?<=\d )(?:{written})(?!\w)", re.IGNORECASE), scale)
    for written, scale in (
        (r"тыс\.|тысяч\w*", "thousand"),
        (r"млн|миллион\w*", "million"),
        (r"млрд|миллиард\w*", "billion"),
    )
)
# French has words of one spelling: who strikes "à l'appel de" a union is before no court of appeal.
_CALLED = re.compile(r"\bà l['’]appel d(?:e|u|es)\b|\blance(?:nt)? un appel\b", re.IGNORECASE)
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
    "nl": stems_of(
        "de het een van op te en dat die is voor met aan bij om na over uit tot naar door niet ook",
        "zich wordt worden werd werden heeft hebben nog maar in tegen zijn haar",
    ),
    "it": stems_of(
        "il lo la i gli le un uno una di del della dei degli delle a al alla ai da dal dalla in",
        "nel nella con su sul sulla per tra fra e o che non è sono ha hanno si l dopo contro",
    ),
    "pt": stems_of(
        "o a os as um uma de do da dos das em no na nos nas por para com sem e ou que não é são",
        "foi tem se ao à após contra",
    ),
    "id": stems_of(
        "di dan yang ke dari untuk pada dengan oleh ini itu akan tidak dalam usai saat",
    ),
    "vi": stems_of(
        "và của là các những trong với cho ở tại từ bị được đã sẽ không này một vì do khi ra vào",
    ),
    "ru": stems_of(
        "в на и с по из за к о об от для при не что как это его под до после а но у во со",
    ),
}
# Of these words English has none: a title with one is in that language, or in a sister of it.
_TELLING = {
    "nl": "het een van voor met aan bij uit naar niet ook zich wordt worden werd werden heeft nog",
    "it": "il gli uno una di del della dei degli delle al alla dal dalla nel nella sul sulla che è",
    "pt": "um uma do da dos das em na nos nas por para com sem que não é são foi ao à após",
    "id": "di dan yang dari untuk pada dengan oleh ini itu akan tidak dalam usai saat",
}
_VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def tongue_of(title: str) -> str:
    """Give the language of a title: one of the lists', or en where it is another, or hard to tell.

    Names are alike in many languages, so one of the smaller lists' must have words of its own.
    """
    language = (language_of(title, None) or "").partition("-")[0]
    language = _READ_AS.get(language, language)
    if language == "vi":
        return "vi" if _VIETNAMESE.search(title) else "en"
    if language in _TELLING and _own(language).isdisjoint(title.lower().split()):
        return "en"
    return language if language in TONGUES else "en"


@cache
def _own(tongue: str) -> frozenset[str]:
    return frozenset(_TELLING[tongue].split())


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
    if tongue not in SPOKEN | ELSEWHERE:
        return text
    text = _spelled(tongue).sub(lambda found: _values(tongue)[found[0].lower()], text)
    text = in_figures(text, tongue if tongue in POINTED else _AS_ITALIAN)
    text = _SHARE.sub("%", text)
    for written, scale in _IN_RUSSIAN if tongue == "ru" else ():
        text = written.sub(scale, text)
    for verb, whole in _VERBS if tongue == "de" else ():
        text = verb.sub(rf"{whole}\1", text)
    return _ELIDED.sub("", _CALLED.sub(" ", text)) if tongue == "fr" else text


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
    if tongue in ELSEWHERE:
        return Names((*listed_in("tongues.txt")[tongue], *listed_in("abroad.txt")[tongue]))
    if tongue not in SPOKEN:
        return Names(())
    lists = listed_in("across.txt")
    return Names((*lists[tongue], *lists["latin"], *listed_in("abroad.txt")[tongue]))


def parts_of(word: str, named: Callable[[str], str | None]) -> tuple[str, ...]:
    """Give what the parts of a German word stand for: "messerangriff" is a knife and an attack."""
    if len(word) < LEAST_WHOLE or word.endswith(_ENDINGS):
        return ()
    ends = range(LEAST_PART, len(word) - LEAST_PART + 1)
    head = next((term for n in ends if (term := named(word[n:]))), None)
    first = next((term for n in reversed(ends) if (term := named(word[:n]))), None)
    return tuple(term for term in (first, head) if term)
