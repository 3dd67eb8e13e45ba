"""What turns a story, in whatever language: it is called off, somebody is found, a court decides.

Reports in two languages have no words in common by which news could be told from rehash. A turn
that no report told is news whatever the language: a strike that is called off is no outlet more.
"""

import re
from collections.abc import Mapping
from functools import cache

from bot.pipeline.text import fold

# By which headlines tell a turn: words of languages with spaces, then letters of the others.
_TURNS = {
    "called off": (
        (
            r"call(?:s|ed)? off|cancel(?:s|led|ed)|scrap(?:s|ped)|avert(?:s|ed)|abgesagt|abgewendet"
            r"|annulee?s?|renoncent?|cancela(?:n|do|da)?|desconvoca(?:n|do|da)?"
        ),
        "中止|取りやめ|撤回|回避|取消|撤銷|撤销|취소|철회",
    ),
    "put off": (
        r"postpone[sd]?|put(?:s)? off|verschoben|verschiebt|reportee?s?|aplaza(?:n|do|da)?",
        "延期|先送り|推迟|推遲|延后|延後|미뤄|연기[돼되하해]",
    ),
    "goes on again": (
        (
            r"reopen(?:s|ed)?|resume[sd]?|wieder (?:aufgenommen|geoffnet|frei)|rouvre(?:nt)?"
            r"|reprend|reabre(?:n)?|reanuda(?:n)?"
        ),
        "再開|恢复|恢復|重启|重啟|재개",
    ),
    "agreed": (
        (
            r"reach(?:es|ed)? (?:a )?(?:deal|agreement)|agrees?|agreed|ceasefire|einigung"
            r"|einigen sich|accord|acuerdo|acuerdan"
        ),
        "合意|妥結|停戦|达成协议|達成協議|停火|합의|타결|휴전",
    ),
    "found": (
        (
            r"found|rescued|gefunden|gerettet|retrouvee?s?|sauvee?s?|encontrad[oa]s?|hallad[oa]s?"
            r"|rescatad[oa]s?"
        ),
        "発見|救助|見つか|找到|寻获|尋獲|获救|獲救|발견|구조(?!조정|적|물)",
    ),
    "arrested": (
        (
            r"arrest(?:s|ed)?|detain(?:s|ed)?|in custody|surrender(?:s|ed)?|festgenommen|verhaftet"
            r"|festnahmen?|arretee?s?|interpellee?s?|detenid[oa]s?|detiene(?:n)?"
        ),
        "逮捕|出頭|拘束|被捕|落网|落網|拘留|自首|체포|구속|자수",
    ),
    "freed": (
        r"freed|released|freigelassen|liberee?s?|liberad[oa]s?",
        "釈放|获释|獲釋|석방|풀려나",
    ),
    "decided by a court": (
        (
            r"acquit(?:s|ted)?|convict(?:s|ed)?|sentenced?|jailed|guilty|freigesprochen|verurteilt"
            r"|acquittee?s?|condamnee?s?|absuelt[oa]s?|condenad[oa]s?"
        ),
        "無罪|有罪|判決|実刑|无罪|判刑|定罪|무죄|유죄|선고",
    ),
    "died": (
        (
            r"dies|died|dead|killed|tote[rn]?|gestorben|stirbt|morte?s?|tuee?s?|muert[oa]s?|muere(?:n)?"
            r"|fallecid[oa]s?|fallece(?:n)?"
        ),
        "死亡|死去|身亡|遇难|遇難|去世|사망|숨져|숨진|별세",
    ),
    "resigned": (
        (
            r"resign(?:s|ed)?|steps? down|stepped down|zuruckgetreten|rucktritt|tritt zuruck"
            r"|demission(?:ne)?|dimite(?:n)?|dimision|renuncia"
        ),
        "辞任|辞職|辞意|辞职|辭職|请辞|請辭|사임|사퇴",
    ),
    "turned down": (
        r"reject(?:s|ed)?|vot(?:es|ed) down|abgelehnt|lehnt .* ab|rejettee?s?|rejete|rechaza(?:n)?",
        "否決|棄却|却下|否决|驳回|駁回|부결|기각",
    ),
}


@cache
def _found() -> Mapping[str, re.Pattern[str]]:
    told = ((turn, words, fold(letters).text) for turn, (words, letters) in _TURNS.items())
    return {turn: re.compile(rf"\b(?:{words})\b|{letters}") for turn, words, letters in told}


def turns(text: str) -> frozenset[str]:
    """Give what turns a text tells of, by what they are called here."""
    folded = fold(text).text
    return frozenset(turn for turn, told in _found().items() if told.search(folded))
