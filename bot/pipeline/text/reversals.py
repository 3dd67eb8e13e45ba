"""Words by which a report says that something is not so, or not so any more.

"Called off", "denies", "freed", "found alive": what was told before is over, or was not true. Which
report they take back is for the caller to say, by the words that both have in common.
"""

import re
from functools import lru_cache

from bot.pipeline.text.needed import sought

_ENGLISH = (
    r"den(?:y|ies|ied)|call(?:s|ed) off|cancel(?:s|l?ed)|postpone[sd]?|puts? off|scrap(?:s|ped)"
    r"|lift(?:s|ed)|freed|rescued|found (?:\w+ )?(?:safe|alive|dead|drifting)|arrest(?:s|ed)"
    r"|(?:crew|hostages?|captives?|prisoners?|detainees?|sailors?) (?:\w+ ){0,2}released"
    r"|acquit(?:s|ted)|reopen(?:s|ed)|resume[sd]?|withdr(?:aws|ew|awn)|averted"
    r"|not true|untrue|groundless|restored|scrub(?:s|bed)|shelve[sd]|abandon(?:s|ed)|ax(?:es|ed)"
    r"|extinguished|put out|doused|rul(?:es|ed) out|reject(?:s|ed)"
    r"|revoke[sd]|rescind(?:s|ed)|averts?"
)
_GERMAN = (
    r"dementier(?:t|te|en)|abgesagt|sagt\b[^.]{0,40}\bab|f[äa]ll(?:t|en)\b[^.]{0,40}\baus"
    r"|verschoben|aufgehoben|freigelassen|gerettet|festgenommen|freigesprochen|beendet"
    r"|kein(?:en?)? Streik|zurückgewiesen|weist\b[^.]{0,40}\bzurück|verzichte[nt]|vom Tisch"
    r"|gelöscht|freigekommen|entfällt|gestrichen|findet nicht statt|bestreite[nt]|abgewendet"
)
_FRENCH = (
    r"dément(?:i|ent|ir)?|annulé(?:e|s|es)?|annulation|reporté(?:e|s|es)?|levé(?:e|s|es)?"
    r"|libéré(?:e|s|es)?|retrouvé(?:e|s|es)?|interpellé(?:e|s|es)?|acquitté(?:e|s|es)?"
    r"|suspendu(?:e|s|es)?|rouvert(?:e|s|es)?|rétabli(?:e|s|es)?|renonce(?:nt)?|abandonne(?:nt)?"
    r"|éteint(?:s|es?)?|maîtrisé(?:e|s|es)?"
    r"|remis(?:e|es)? en liberté|exclu(?:t|ent)|nie(?:nt)?"
)
_SPANISH = (
    r"desm(?:iente|intió|ienten)|cancelad[oa]s?|cancelan?|aplaz(?:an?|ó|ad[oa]s?)|suspendid[oa]s?"
    r"|liberad[oa]s?|hallad[oa]s?|detenid[oa]s?|absuelt[oa]s?|desconvoca\w*|restable\w+|niegan?"
    r"|(?:dejan?|dejó|queda|quedan|quedó|puesto|puesta) en libertad|extinguid[oa]"
    r"|sofocad[oa]|descartan?|rechazan?|renuncian?|retiran?"
)
_LATIN = (_ENGLISH, _GERMAN, _FRENCH, _SPANISH)
_DENSE = (
    "否定|見合わせ|取り消し|しない(?:方針|と)|事実(?:では|で)?ない|中止|延期|見送り|解除|解放|釈放|救助|逮捕|鎮火|無罪|撤回|再開|取りやめ"
    "|否认|否認|不实|不實|不属实|不屬實|取消|推迟|推遲|获释|獲釋|释放|釋放|获救|獲救|救起|脱困|脫困|扑灭|撲滅|找到|落网|落網|被捕"
    "|并未|並未|没有此事|沒有此事|叫停|无罪|澄清|恢复|恢復|부인(?=했|하|[.…]|$)|사실무근|취소|연기(?=했|하|한|됐|[.…]|$)|철회|해제|석방|구조(?=됐|돼|했|[.…]|$)"
    "|진화(?=됐|했|[.…]|$)|체포|검거|무죄|재개|무산|백지화"
)
# A plain "not", by which a title takes back what another says in the same words.
_NOT = sought(
    r"\b(?:not|no longer)\b|n['’]t\b|\b(?:nicht|kein(?:e[rnms]?)?)\b|\bne \w+ (?:pas|plus)\b"
    r"|\bn['’]\w+ (?:pas|plus)\b|\bno\b(?= \w+(?:a|e|o|á|é|ó|án|en|an)\b)|\bnon\b|\bnão\b"
    r"|ではない|でない|せず|しない|没有|沒有|不会|不會|未曾|아니다|아니라|아냐|않[는기아을]",
    re.IGNORECASE,
)
# What is begun, or planned, is stopped; of anything else that tells what happened to it ("storm
# halts ferries").
_STOPPED = sought(
    r"\b(?:halt(?:s|ed)?|suspend(?:s|ed)?|stop(?:s|ped)|paus(?:es|ed)|freez(?:es|e)|froze"
    r"|stopp(?:t|en|te)|aussetz\w*|ausgesetzt|unterbr\w+|suspend(?:e|ent|ue?s?|en|ido|ida)|interromp\w*"
    r"|paraliza\w*|detiene[n]?)\b|中断|停止|凍結|暂停|暫停|中止|중단|멈춰|멈췄|정지",
    re.IGNORECASE,
)
_REVERSED = sought(rf"\b(?:{'|'.join(_LATIN)})\b|{_DENSE}", re.IGNORECASE)


@lru_cache(maxsize=4096)  # each channel of a story asks
def reverses(text: str) -> bool:
    """Whether a sentence, or a title, says that something is not so or no longer."""
    return _REVERSED.search(text) is not None


@lru_cache(maxsize=4096)
def stops(text: str) -> bool:
    """Whether a sentence, or a title, says that something is stopped."""
    return _STOPPED.search(text) is not None


@lru_cache(maxsize=4096)
def negates(title: str) -> bool:
    """Whether a title says that something is not so, in whatever words."""
    return _NOT.search(title) is not None
