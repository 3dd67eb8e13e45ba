"""Where a text says that it corrects something: the words by which outlets mark that."""

import re
from functools import lru_cache

from bot.pipeline.text.needed import sought
from bot.pipeline.text.recounts import is_recount, may_recount


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_PIECE = "(?:story|article|report|post|page|headline|item|column|text)"
_MARKED = re.compile(
    r"^\W*(?-i:[A-Z]{4,9}(?: \d{1,2})?\s?[-–—:]\s?)?"  # "UPDATE 2-CORRECTED-…"
    r"(?:(?-i:CORRECT)|CORRECTION|CORRECTED|CORRECTS|RETRACTION|CLARIFICATION)\b\s*[:：)\]\-–—]"
    r"|^\W*(?:correction|corrected|retraction|clarification)\s*[:：]"
    r"|^\W*(?:korrigiert|corrigé|corregido)\s*[:：]|^\W*(?:korrektur|berichtigung)\s[-–—]\s"
    r"|^\W*(?:korrektur|berichtigung|richtigstellung|correction|rectificatif|erratum|précision"
    r"|corrección|rectificación|fe de errores|correzione|rettifica|correção|errata)\s*[:：)\]]"
    r"|^\W*(?:in einer (?:früheren|vorigen|ersten) (?:fassung|version)"
    r"|(?:dans )?une (?:première|précédente) version (?:de|du)"
    r"|(?:en )?una versión (?:anterior|previa)(?: de)?"
    r"|anm(?:erkung|\.) (?:der|d\.) red(?:aktion|\.)\s*:\s*"
    r"(?:zunächst|zuerst|ursprünglich|in einer))\b"
    r"|^訂正\s"
    r"|^(?:【|\[|（|\(|＜|<)?\s*(?:お詫びと)?(?:訂正|更正|勘誤|勘误|정정(?:보도)?|바로잡습니다)\s*(?:】|\]|）|\)|＞|>|:|：)"
    rf"|^\W*(?:correction|clarification)(?: to [^.:]{{3,80}} {_PIECE}\b"
    r"|(?:\s*[(,]\s*[^:：]{3,24}?\d\)?| (?:on )?\d{1,2} [a-z]{3,9}(?: \d{4})?)\s*[:：])"
    r"|^\W*(?:(?:[^\W\d_]|[’' ]){1,25}[:：]\s*)?"  # "Editor’s note: …"
    r"(?:the (?:story|headline|post) (?:has been|was) corrected"
    rf"|this (?:[\w.,]+ ){{0,3}}{_PIECE} (?:has been |was )?(?:(?:updated|changed|edited) to )?"
    r"(?:correct(?:s|ed)?|amended|fix(?:es|ed)?)\b"
    r"|this version corrects (?:the |an? )?(?:number|figure|spelling|name|date|day|age|title|quot)"
    rf"|this {_PIECE} (?:had )?(?:originally|earlier|previously|initially|incorrectly|wrongly"
    r"|mistakenly|first) (?:said|stated|reported|gave|put|identified|misstated|misidentified)\b"
    rf"|(?:due to|because of|owing to) an? \w+ error, (?:this|the|an?) (?:\w+ )?{_PIECE}"
    rf"|the (?:earlier|previous|original) (?:version|headline) (?:of|on) this {_PIECE}"
    r"|an? (?:earlier|previous) (?:version of|headline on) this)"
    r"|^\W*\(?corrects |^\W*refile\b\W*(?:corrects|fixes|to (?:correct|fix))\b"
    r"|^\W*(?:correction|corrections and clarifications)\W*$",
    re.IGNORECASE,
)
# The same, at the end of what it is about.
_CLOSES = re.compile(
    r"(?:訂正(?:し|いたし|致し|させていただき)ます|(?:特此|谨此|謹此|现予|現予)(?:更正|勘误|勘誤)"
    r"|(?:바로 ?잡습니다|정정합니다))[。．.)）】\]\s]*$"
    r"|とある(?:の|部分)は[^。]{1,40}(?:誤り|間違い)(?:でした|です)[。)）】\s]*$"
)
# A title ends with it, as East Asian agencies write it.
_AT_THE_END = re.compile(
    r"[(（\[【<＜](?:corrected|correction|訂正|更正|勘误|勘誤|정정|korrigiert|corrigé)[)）\]】>＞]\s*$"
    r"|\d[^.。]{0,12}[\"”’'」] ?정정$",
    re.IGNORECASE,
)
# Whoever is reported takes back, or changes, what they had said.
_TAKEN_BACK = sought(
    r"\b(?:revis|correct|retract|withdr(?:aws|ew|awing)|revers)(?:e?s|ed|ing)? "
    r"(?:an|its|his|her|their|the) (?:earlier|previous|initial|first|original) "
    r"(?:statement|report|announcement|claim|assessment|estimate|account|figure)s?\b"
    r"|\bsa(?:ys|id) in (?:a )?(?:revision|correction)\b"
    r"|当初の(?:発表|説明|見方)を(?:訂正|修正|撤回)"
    r"|(?:更正|修正|撤回)了?(?:此前|先前|早前)的?(?:说法|說法|声明|聲明|通报|通報)"
    r"|(?:앞선|당초) (?:발표|설명)[을를]? ?(?:정정|수정|번복|철회)",
    re.IGNORECASE,
)
# A word of each of the forms above; each is looked for by itself, which is quicker than a pattern.
_WORDS = _listed(
    "correct retract clarif amended refile version headline originally earlier previously initially"
    " mistakenly wrongly korrektur korrigiert richtigung richtigstellung rectif errat corrig revis"
    " withdr revers précision correcci errores correzione rettifica correção fassung anmerkung anm."
    " fix error 誤り 間違い 修正 撤回 수정 번복 철회 訂正 更正 勘誤 勘误 정정 바로"
)
_MENTIONED = sought("|".join(map(re.escape, _WORDS)), re.IGNORECASE)
# It says what was wrong, so that what is right comes after it.
_WRONG = sought(
    r"\b(?:earlier|previous|original|first) (?:version|report|story|article|one|headline)\b"
    r"|\b(?:we (?:had |have )?(?:(?:earlier|previously|originally|wrongly|first) )?"
    r"|as (?:earlier|previously|originally|wrongly|first) )(?:reported|stated|wrote)\b"
    rf"|\bthis {_PIECE} (?:had )?(?:originally|earlier|previously|initially|first) \w+\b"
    r"|\b(?:zunächst|ursprünglich) (?:hatte[nt]? wir|hieß es|war)\b"
    r"|\b(?:misstated|misidentified|misspelled|incorrect(?:ly)?|wrong(?:ly)?|mistaken(?:ly)?"
    r"|erroneous(?:ly)?|in error)\b"
    r"|\b(?:falsch|fälschlich\w*|irrtümlich\w*|früheren (?:fassung|version)|par erreur|à tort"
    r"|erroné\w*|précédente version|por error|erróne\w*|versión anterior)\b"
    r"|誤り|誤って|間違い|误为|误作|误写|误植|誤植|有误|誤為|誤作|有誤|錯誤|错误|잘못",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|stated|reported|hieß es|war die rede|indiquait|disait|mentionnait|decía|afirmaba"
    r"|indicaba)\b",
    re.IGNORECASE,
)
# It says what is right beside it.
_BOTH = re.compile(
    r"\b(?:not|instead of|rather than|nicht|statt|et non|au lieu de|y no|en lugar de|en vez de)\b"
    r"|で(?:は)?なく|ではありませ|正しくは|とあるのは|而非|不是|[並并]非|应为|應為|아니라|아닌|맞습니다",
    re.IGNORECASE,
)
# Of the version before: "It had said three."
_OF_BEFORE = re.compile(
    r"^\W*(?:it|we) (?:had )?(?:earlier |wrongly |first )?(?:said|gave|given|put|reported)\b",
    re.IGNORECASE,
)
# It is a number that was wrong.
_OF_A_NUMBER = re.compile(
    r"\b(?:numbers?|tolls?|figures?|totals?|amounts?|sums?|ages?|prices?|how (?:many|much|old)"
    r"|zahl\w*|anzahl|nombre|número|cifra)\b|[人件]数|人數|数字|數字|数值|숫자|인원|수치",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"^[(（\[【].*[)）\]】]$", re.DOTALL)
_LABEL = re.compile(
    r"^\W*(?:correction|corrected|corrects|retraction|clarification|korrektur|berichtigung"
    r"|rectificatif|corrección|rectificación)\b\W*",
    re.IGNORECASE,
)

_L = r"[^\W\d_]"
_N = r"(\d+(?:[.,]\d+)?)"
# "revised from 5.9 to 6.1", 5.9から6.1に修正
_REVISED = sought(
    r"\b(?:revis|correct|updat|amend|upgrad|downgrad|korrigier|revidier|révis|corrig|rectific)"
    rf"{_L}*\b(?:[^.!?]|\.(?=\d)){{0,90}}?\b(?:from|von|de) {_N}"
    rf"|\b(?:von|de) {_N}(?:\s?{_L}{{0,9}}|%) (?:auf|à|a) [^.!?]{{0,20}}"
    r"(?:korrigier|revidier|révis|corrig)"
    rf"|{_N}[^。\d]{{0,6}}から[^。]{{1,12}}[にへ](?:上方|下方)?(?:修正|訂正|更新|変更)"
    rf"|(?:由|从|從){_N}[^。\d]{{0,6}}(?:上调|下调|上調|下調|修正|更正|修订|修訂|更新)"
    rf"|{_N}[^。\d]{{0,6}}としてい[^。]{{1,24}}(?:誤り|訂正|間違い)"
    rf"|此前(?:通报|通報|报道|報導|公布|发布)[^。\d]{{0,6}}{_N}[^。\d]{{0,8}}(?:有误|有誤|错误|錯誤)"
    rf"|{_N}[^.\d]{{0,6}}에서 [^.]{{1,12}}(?:수정|정정|상향|하향)",
    re.IGNORECASE,
)


def may_correct(text: str) -> bool:
    """Whether a word stands there without which nothing says that it corrects; quick."""
    return _MENTIONED.may_be_in(text) or may_recount(text)


def is_correction(sentence: str) -> bool:
    """Whether a sentence, or a title, says of itself that it corrects something."""
    return bool(
        _MARKED.match(sentence)
        or _TAKEN_BACK.search(sentence)
        or _CLOSES.search(sentence)
        or _AT_THE_END.search(sentence)
        or is_recount(sentence)
    )


def is_bracketed_note(sentence: str) -> bool:
    """Whether it is "(Corrects number of missing)": whole, though no stop ends it."""
    return bool(_BRACKETED.match(sentence)) and is_correction(sentence)


def says_what_was_wrong(sentence: str) -> bool:
    """Whether a correction tells what stood there before, as "an earlier version said nine"."""
    return bool(_WRONG.search(sentence))


def tells_of_before(sentence: str) -> bool:
    """Whether, beside a mark, it tells what stood there before: "It had said three."."""
    return bool(_WRONG.search(sentence) or _OF_BEFORE.match(sentence))


def is_of_a_number(sentence: str) -> bool:
    """Whether it says that a number was wrong, and maybe not which: "misstated the toll"."""
    return bool(_OF_A_NUMBER.search(sentence))


def sets_against(sentence: str) -> bool:
    """Whether it sets what is right against what was wrong: "two, not three"."""
    return bool(_BOTH.search(sentence))


def says_what_it_said(sentence: str) -> bool:
    """Whether a note quotes the wrong version: "An earlier version said nine"."""
    return bool(_SAID.search(sentence))


def without_label(title: str) -> str:
    """Take "Correction:" off the front of a title."""
    return _LABEL.sub("", title)


@lru_cache(maxsize=4096)  # each channel of a story asks
def revised_from(sentence: str) -> float | None:
    """Give the number that a sentence says was changed to another ("to 6.1 from 5.9")."""
    found = _REVISED.search(sentence)
    said = next((part for part in found.groups() if part), "") if found else ""
    return float(said.replace(",", ".")) if said else None
