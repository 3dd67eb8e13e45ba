"""Sentences that turn to something else: "The minister also announced …", "On Ukraine, he said".

At one press conference much is said, and its reports end with it. Whether such a sentence is of the
report's matter its own words say: what it turns to is given here, others compare.
"""

from dataclasses import dataclass
from functools import lru_cache

import regex

from bot.pipeline.text.countries import CAPITALS, COUNTRIES
from bot.pipeline.text.folding import fold
from bot.pipeline.text.meaning import carries
from bot.pipeline.text.tokens import words

STEM = 7  # letters by which forms of a word are one: "minister" and "ministry" are two
LARGE = 3  # digits of a number that is no day


@dataclass(frozen=True, slots=True)
class Turn:
    """What a sentence turns to.

    ``about``: how the words begin by which it is known, whichever matter it is; ``rest``: all that
    is said of it, folded.
    """

    about: frozenset[str]
    rest: str


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SAYS = (
    r"(?:sa(?:id|ys)|t(?:old|ells)|announce[sd]?|criticis\w+|criticiz\w+|defend(?:s|ed)"
    r"|condemn(?:s|ed)|call(?:s|ed) (?:for|on)|urge[sd]?|accuse[sd]?|warn(?:s|ed)|confirm(?:s|ed)"
    r"|reiterat\w+|repeat(?:s|ed)|pledge[sd]?|promise[sd]?|report(?:s|ed)|mention(?:s|ed)"
    r"|sp(?:oke|eaks)|address(?:es|ed)|discuss(?:es|ed)|touch(?:es|ed) (?:on|upon)|praise[sd]?"
    r"|welcome[sd]?|reject(?:s|ed)|denie[sd]|dismiss(?:es|ed)|comment(?:s|ed)|note[sd]?"
    r"|blame[sd]?|hail(?:s|ed)|voice[sd]?|thank(?:s|ed)|vow(?:s|ed)|approve[sd]?|signed)"
)
_WHO = r"^[^\"“”„«»;:]{2,140}?"
# Who speaks, and that this is not all that is said: behind it stands the other matter.
_ALSO = regex.compile(
    rf"{_WHO}\balso {_SAYS}\b(?: (?:on|at|in) \p{{Lu}}\p{{L}}+)?(?: that)?"
    rf"|{_WHO}\b(?:sagte|äußerte|verteidigte|kritisierte|kündigte|sprach|warnte|forderte|lobte"
    r"|bekräftigte|erklärte|verurteilte|berichtete)\b[^,.;:]{0,40}?"
    r"\b(?:auch|außerdem|zudem|ferner|zugleich)\b"
    rf"|{_WHO}\b(?:a|ont) (?:également|aussi|par ailleurs) (?:annoncé|critiqué|défendu|condamné"
    r"|dénoncé|évoqué|appelé|demandé|déclaré|affirmé|confirmé|salué|promis|rejeté)\b"
    rf"|{_WHO}\btambién (?:anunció|dijo|criticó|defendió|condenó|pidió|llamó|afirmó|aseguró"
    r"|confirmó|rechazó|acusó|advirtió|se refirió|habló|prometió|elogió)\b"
)
# "On Ukraine, the minister said": named in front.
_NAMED = regex.compile(
    r"^(?:On|Regarding|Concerning|As (?:for|to)|Turning to|Asked (?:about|on)"
    r"|Speaking (?:of|on|about)) (?P<about>[^,.;:\"“”]{2,60}), "
    r"|^(?:Zum Thema|Zur Frage|Mit Blick auf|Angesprochen auf|Auf die Frage nach|Was) "
    r"(?P<about>[^,.;:\"“”„]{2,60}?)(?: angeht,| betrifft,|,| \p{Ll}+te\b)"
    r"|^(?:Sur|Concernant|Quant (?:à|au|aux)|Interrogée? sur|À propos (?:de |du |des |d['’])"
    r"|Au sujet (?:de |du |des |d['’])) ?(?! ?place\b)"
    r"(?P<about>[^,.;:\"“”«»]{2,60}), "
    r"|^(?:Sobre|En cuanto a|Respecto (?:a|al|de)|Con respecto a|Preguntad[oa] (?:por|sobre)"
    r"|Acerca de) (?!todo\b)(?P<about>[^,.;:\"“”«»]{2,60}), "
    r"|^(?P<about>[^、。「」]{2,20})(?:について|をめぐって|を巡って|に関して)(?:は|も)、?"
    r"|^(?:关于|關於|谈到|談到|谈及|談及|至于|至於|就)(?P<about>[^，,。：:“”「」]{2,20}?)"
    r"(?:的?(?:问题|問題|提[问問]))?(?:时|時)?[，,]"
    r"|^(?P<about>[^,.“”\"]{2,24}?)"
    r"(?:에 대해서는|에 관해서는|[과와] 관련해서는|[과와] 관련해선|에 대해선)\s"
)
# A link that leads elsewhere; it is not shown, so this is asked before it is taken off.
_LINKED = regex.compile(
    r"^(?:Separately|In (?:a )?(?:separate|other|another) [^,.]{2,30}|In other news"
    r"|On another (?:matter|front|issue)|Unrelated(?:ly)?|Meanwhile),? (?!\p{Ll}+ing\b)"
    r"|^(?:Unterdessen|Derweil|Getrennt davon)\b|^(?:Par ailleurs|Dans un autre dossier),"
    r"|^(?:Por otra parte|Por otro lado|En otro orden de cosas),"
    r"|^(?:一方で?|他方で?|このほか|そのほか|これとは別に)、"
    r"|^(?:另外|此外|另据\p{Han}{2,12}|另據\p{Han}{2,12})[，,]"
    r"|^(?:한편|이와 별도로|이와는 별도로),?\s"
)
# One of these stands in whatever _ALSO finds, and one of those in front of what _NAMED finds, or
# behind: looking for them first takes a fifth of the time.
_HINTS = (
    *("also ", " auch", "außerdem", "zudem", "ferner", "zugleich", "également", "aussi"),
    *("par ailleurs", "también"),
)
_FRONTS = (
    *("On ", "Regarding", "Concern", "As ", "Turning", "Asked", "Speaking", "Zum", "Zur", "Mit "),
    *("Angespr", "Auf ", "Was ", "Sur ", "Quant ", "Interrog", "À ", "Au ", "Sobre ", "En "),
    *("Respecto", "Con ", "Pregunt", "Acerca", "关", "關", "谈", "談", "至", "就"),
)
_BEHIND = regex.compile(r".{2,26}?(?:つい|めぐ|巡って|関して|에 대|에 관해|관련해)")
# No matter but a time, a place or a turn of speech: "On Tuesday,", "On average,".
_NO_MATTER = regex.compile(
    r"\d|(?i:\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:morning|afternoon|evening|night"
    r"|weekend|average|board|arrival|site|duty|trial|appeal|top|paper|side|behalf|front|ground)\b)"
)
_OF_ITSELF = regex.compile(r"\s?(?:it|they|its|their)\b")  # what a firm does, as it says
_ELIDED = regex.compile(r"\b[dljnstqm]['’](?=\p{L})", regex.IGNORECASE)
# Words that are in any matter: days, who speaks, and what only holds a sentence together.
_ANY = _set(
    """
    monday tuesday wednesday thursday friday saturday sunday today yesterday
    montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi
    samedi dimanche lunes martes miércoles jueves viernes sábado domingo 同日
    minister ministers president spokesman spokesperson spokeswoman government official officials
    ministre président gouvernement presidente presidenta ministro ministra gobierno regierung
    首相 政府 总理 總理 外相 长官 長官 部长 部長 发言 發言 言人 大臣
    会见 会見 总统 總統 대변인은 대통령은
    der die das den dem des ein eine einen einem einer und mit auf auch zur zum von für
    le la les un une du de des au aux et en sur dans par pour son sa ses
    el los las una del con por para que su sus lo al se
    """
)


@lru_cache(maxsize=4096)  # each channel of a story asks
def turn(sentence: str) -> Turn | None:
    """Give what a sentence turns to beside a report's matter, or may; None where it goes on."""
    may_name = sentence.startswith(_FRONTS) or (
        not sentence.isascii() and _BEHIND.match(sentence) is not None
    )
    found = _NAMED.match(sentence) if may_name else None
    if found and not _NO_MATTER.search(found["about"]):
        about = found["about"]
        # "As for the crew, all were rescued" names nothing: then all of it tells.
        named = about != about.lower() or not about.isascii()
        return Turn(stems(about if named else sentence), fold(sentence).text)
    hinted = any(hint in sentence for hint in _HINTS)
    found = (_ALSO.match(sentence) if hinted else None) or _LINKED.match(sentence)
    if found is None or _OF_ITSELF.match(sentence, found.end()):
        return None
    said = sentence[found.end() :]
    return Turn(stems(said) - _ABROAD, fold(said).text)


def stems(text: str) -> frozenset[str]:
    """Give how the words of a text begin that say what it is about; of Japanese, no endings."""
    return frozenset(
        word[:STEM]
        for word in words(_ELIDED.sub("", text))
        if carries(word) and word not in _ANY and not _is_part(word)
    )


def _is_part(word: str) -> bool:
    """Whether a word is a day's number, or a pair of letters that ends or begins with a kana."""
    if word.isdecimal():
        return len(word) < LARGE
    return len(word) == 2 and any("\u3040" <= letter <= "\u309f" for letter in word)


_ABROAD = stems(" ".join(COUNTRIES | CAPITALS))
