"""How many died, as reports tell it: of a title the toll, of a sentence that a toll rose.

In texts only the words by which a rise is told are believed ("the toll rose to five"): another
number of dead may be of another year's disaster. A title tells of the event itself. A greater toll
in one is believed if an outlet of a kind that counts for itself has it, or two outlets do.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.model import Told
from bot.pipeline.text.meaning import carries
from bot.pipeline.text.needed import sought
from bot.pipeline.text.spelled import SPELLED, spelled
from bot.pipeline.text.tokens import words

TRUSTED = frozenset({"wire", "official", "broadcaster", "newspaper"})
LEAD = 400  # characters of a text that tell how an event stands
STEM = 4  # letters that "quake" has in common with "earthquake"
_N = rf"(?<![\w-])(\d(?:[\d.,]*\d)?|{SPELLED})(?![\w-])"
_ABOUT = (
    r"(?:at least |more than |over |nearly |some |as many as |mindestens |mehr als |au moins "
    r"|plus de |al menos |más de |少なくとも|至少|超过|超過|逾|최소 )?"
)
_ROSE = sought(
    r"\btoll\b[^.!?]{0,80}?\b(?:rose|rises|risen|rising|climb(?:s|ed)|grew|grows|jump(?:s|ed)"
    rf"|increase[sd]?|reach(?:es|ed)|hits?|tops|passes|now|up)(?: past| to| at)? {_ABOUT}{_N}"
    rf"|\b(?:bring|tak|push|rais)(?:s|es|ing) the (?:\w+ )?toll to {_ABOUT}{_N}"
    r"|\b(?:bring|tak|push|rais)(?:s|es|ing) the number of (?:(?:confirmed )?dead|deaths|killed)"
    rf"(?: \w+){{0,5}}? to {_ABOUT}{_N}"
    rf"|\b(?:Zahl der (?:Toten|Todesopfer)|Opferzahl)\b[^.!?]{{0,80}}? auf {_ABOUT}{_N}"
    rf"|\bbilan\b[^.!?]{{0,80}}? à {_ABOUT}{_N} morts"
    r"|\b(?:cifra|número|balance) de (?:muertos|fallecidos)\b[^.!?]{0,60}?"
    rf"\b(?:sube|subió|asciende|ascendió|aumenta|aumentó) a {_ABOUT}{_N}"
    rf"|\beleva(?:n|ndo)? a {_ABOUT}{_N} (?:los |las )?(?:muertos|fallecidos|víctimas)"
    r"|死者(?:数)?[はが、]?[^。\d]{0,8}(\d+)人(?:に(?:増|なっ|上|達)|へ)"
    r"|(?:死亡|[遇罹][难難])(?:人数|人數|者)?[^。\d]{0,8}(?:[升增]至|上升至|增加[到至])[^。\d]{0,4}(\d+)"
    r"|사망자[^.\d]{0,10}(\d+)명(?:으로|까지)",
    re.IGNORECASE,
)
_DEAD = sought(
    rf"(?<!\bof )(?<!\baged ){_N}(?: \w+){{0,2}}?"
    r"(?: (?:were|are|was|is|ha(?:ve|s|d)|been|now|confirmed|reported|feared))*"
    r" (?:dead|die[ds]?|killed|lost their lives|deaths?)\b"
    rf"|\b(?:kill(?:s|ed|ing)?|claim(?:s|ed|ing)?(?= [^.!?]{{0,30}}\blives\b)) {_ABOUT}{_N}(?! ?%)"
    rf"|\btoll:? (?:of |at |is |was |stands at |now |in [^.!?\d]{{1,40}} )?{_ABOUT}{_N}"
    rf"|{_N} (?:Tote[nr]?|Todesopfer|Menschen (?:starben|kamen ums Leben|sterben|getötet))\b"
    rf"|\btöte[tn]e?n? {_ABOUT}{_N}"
    rf"|{_N} (?:\w+ )?(?:(?:sont|ont été) )?(?:morts|mortes|tuées|tués)\b"
    rf"|{_N} (?:\w+ )?(?:muertos|muertes|fallecidos)\b|\bmatan? a {_ABOUT}{_N}"
    r"|死者(?:数|は|が)?(?:少なくとも)?(\d+)人|死亡(?:者)?(?:は)?(\d+)人"
    r"|(\d+)[人名](?:が|遭|の)?(?:死亡|[遇罹][难難])|(\d+)[人名]?死(?![傷伤])"
    r"|(\d+)명(?:이|은)? ?(?:사망|숨)|사망자? ?(?:최소 )?(\d+)명",
    re.IGNORECASE,
)
_STILL = "(?:are |were |was |is |remain(?:s|ed)? |still |reported |listed as |believed |feared )*"
_MISSING = sought(
    rf"{_N}(?: [^\W\d]\w*){{0,3}}? {_STILL}(?:missing|unaccounted for)\b"
    rf"|\bmissing: {_N}|{_N} (?:\w+ )?(?:Vermisste|werden vermisst|disparus|desaparecidos)\b"
    r"|行方不明(?:者)?[はが]?(\d+)人|(\d+)人(?:が|は)行方不明"
    r"|(\d+)[人名](?:仍|尚)?(?:下落不明|失[踪蹤联聯])|失[踪蹤联聯](?:人[数數])?[^。，\d]{0,4}(\d+)人"
    r"|(\d+)명(?:이|은|도)? ?실종|실종자[는가]? ?(\d+)명",
    re.IGNORECASE,
)
_OF_TOLLS = re.compile(
    r"toll|dead|dies?|died|kills?|killed|killing|deaths?|least|rises?|rose|more|than|people|lives"
    r"|tote[nr]?|todesopfer|zahl|morts?|bilan|muertos|死[者亡]|[遇罹][难難]|사망|\d.*"
)


def risen_to(text: str) -> float | None:
    """Give the number to which a sentence says that a toll rose."""
    found = _ROSE.search(text)
    return _value(found) if found else None


def dead(text: str) -> float | None:
    """Give the greatest number of dead that a sentence tells."""
    values = [value for found in _DEAD.finditer(text) if (value := _value(found)) is not None]
    return max(values, default=None)


@lru_cache(maxsize=4096)
def missing(text: str) -> float | None:
    """Give the number of missing that a sentence tells, where it is one."""
    values = {value for found in _MISSING.finditer(text) if (value := _value(found)) is not None}
    return values.pop() if len(values) == 1 else None


@lru_cache(maxsize=4096)
def toll(title: str) -> float | None:
    """Give the number of dead that a title tells, or to which it says that a toll rose."""
    return max((n for n in (risen_to(title), dead(title)) if n is not None), default=None)


def told_by(one: Told) -> float | None:
    """Give the number of dead that an item's title tells, else to which its text says it rose."""
    said = toll(one.item.title)
    return _risen_in(one.item.body[:LEAD]) if said is None else said


@lru_cache(maxsize=4096)
def _risen_in(text: str) -> float | None:
    return risen_to(text)


def passing(told: Sequence[Told], base: Told) -> list[int]:
    """Give the places of items that tell of more dead in what the title of ``base`` tells.

    Their titles do, or tell of no number, and their texts say that the toll rose. Where ``base``
    tells of no dead, a later title has to. Each is of a trusted kind of outlet, or its text tells
    the same, or another family has its figure, too.
    """
    known = toll(base.item.title)
    if known is None and _tells_of_dead(base.item.body[:LEAD]):
        return []
    more = [
        (place, value)
        for place, one in enumerate(told)
        if (value := _first_told(one, base) if known is None else told_by(one)) is not None
        and value > (known or 0)
        and _share_a_thing(one.item.title, base.item.title)
    ]
    families = {(value, told[place].publisher.family) for place, value in more}
    return [
        place
        for place, value in more
        if told[place].publisher.kind in TRUSTED
        or sum(v == value for v, _ in families) > 1
        or _says_twice(told[place], value)
    ]


def _tells_of_dead(lead: str) -> bool:
    return bool(dead(lead) or _risen_in(lead))


def _first_told(one: Told, base: Told) -> float | None:
    return toll(one.item.title) if one.at > base.at else None


def _says_twice(one: Told, value: float) -> bool:
    """Whether an item's title and how its text begins tell of so many."""
    lead = one.item.body[:LEAD]
    return toll(one.item.title) == value and value in {dead(lead), _risen_in(lead)}


def _share_a_thing(one: str, other: str) -> bool:
    """Whether two titles name one thing: "quake" and "earthquake", a place."""
    mine, theirs = _things(one), _things(other)
    return bool(mine & theirs) or any(
        len(a) >= STEM and len(b) >= STEM and (a in b or b in a) for a in mine for b in theirs
    )


@lru_cache(maxsize=4096)
def _things(title: str) -> frozenset[str]:
    found = (word for word in words(title) if carries(word))
    return frozenset(word for word in found if not _OF_TOLLS.fullmatch(word))


def _value(found: "re.Match[str]") -> float | None:
    said = next((part for part in found.groups() if part), "").casefold()
    if said[:1].isdigit():
        digits = re.sub(r"[.,]", "", said)
        return float(digits)
    return float(spelled(said) or 0) or None
