"""Whether a sentence tells of what always holds or was long ago, and not of the last days.

"The islands lie 170 kilometers off …" names a topic best of all and says nothing that happened. It
is known by how it is told: of a state, in the present tense; of a year that is over; and with no
word of the last days (compare the news schemata of van Dijk, "News as Discourse", 1988, which part
the main event from its history and context). In English, Japanese, Chinese and Korean.
"""

import re
from enum import StrEnum
from functools import lru_cache

import regex

from bot.pipeline.text.quotes import quotations

FRESH = 3  # months of a year in which the one before it is not long ago
SPOKEN = 24  # size of a quotation that is told by itself
_YEAR = re.compile(r"(?<![\d.,-])(1[6-9]\d\d|20\d\d)(?![\d-])(?!\s?(?:km|m|t|kg|people|ships)\b)")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
# What is told of the last days, or of what is to come.
_NOW = {
    "en": re.compile(
        r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|[Tt]o(?:day|night|morrow)|[Yy]esterday"
        r"|[Oo]vernight|(?:[Tt]his|[Nn]ext) (?:week|month|year|morning|afternoon|evening|spring"
        r"|summer|autumn|fall|winter|weekend)|(?:minutes?|hours?|days?|weeks?) (?:ago|earlier)"
        r"|(?:[Ll]ast|[Pp]ast) (?:week|night|weekend|few days)|so far|recent(?:ly)?|latest|newly"
        r"|now|currently|will|would|(?:plan|aim|want|expect|intend|schedule|demand)(?:s|ed)? to"
        r"|is set to|are set to|on course to)\b"
        r"|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b"
        rf"|\b{_MONTH} \d{{1,2}}\b(?!,? \d{{4}})|\b\d{{1,2}} {_MONTH}(?! \d{{4}})"
    ),
    "ja": re.compile(
        r"[\d一二三四五六七八九十]日(?!間|本)|昨日|今日|本日|きょう|きのう|あす|けさ|今朝|昨夜|今夜|午前|午後|今回"
        r"|今週|今月|今年|ことし|来年|先週|現在|これまでに|[\d一二三四五六七八九十]時|[月火水木金土日]曜"
        r"|方針|見通し|予定|見込み|新たに"
    ),
    "zh": re.compile(
        r"\d[日号號](?!本)|今天|昨天|明天|今日|昨日|当天|當天|日前|近日|今早|今晨|上午|下午|晚间|晚間|凌晨|目前"
        r"|本周|本週|本月|今年|明年|上周|上週|[周週][一二三四五六日]|星期|[将將]于|[将將]於|[计計][划劃]|截至|首次|最新"
    ),
    "ko": re.compile(
        r"\d일|오늘|어제|내일|오전|오후|이날|전날|현재|이번|최근|지난 ?(?:주|달)|다음 ?(?:주|달)"
        r"|올해|내년"
        r"|[월화수목금토일]요일|예정|계획|방침|전망"
    ),
}
# Somebody says it, so that it may be news that he does.
_SAID = {
    "en": re.compile(
        r"\b(?:said|says|told|tells|announced|added|confirmed|warned|urged|denied|asked|wrote"
        r"|according to|reported|showed?|found|argued|called on)\b"
    ),
    "ja": re.compile(
        r"発表|明らかに|述べ|話し|語っ|という|ということ|によりますと|によると|伝え|指摘|強調|批判"
    ),
    "zh": re.compile(
        r"表示|宣布|指出|透露|[强強][调調]|表明|[称稱]，|[说說]|[报報][道導]|[认認][为為]|呼吁|呼籲"
    ),
    "ko": re.compile(r"밝혔|말했|전했|발표|따르면|설명했|강조|지적|보도|주장했|비판"),
}
# What was in another time.
_PAST = {
    "en": re.compile(
        r"\blast (?:year|month|spring|summer|autumn|fall|winter|decade|century)\b"
        r"|\b(?:years|decades|centuries|months|generations) (?:ago|earlier)\b"
        r"|\bfor (?:many )?(?:years|decades|centuries|generations)\b"
        r"|\b(?:in|since|during) the (?:early |late |mid-)?(?:1[6-9]|20)\d0s\b"
        r"|\bsince (?:the end of )?(?:the )?(?:World War|Cold War)\b|\bin the past\b"
        r"|\b(?:has|have) (?:long|always|never|traditionally|historically|repeatedly)\b"
    ),
    "ja": re.compile(r"昨年|一昨年|去年|おととし|かつて|年前|長年|以前から|古くから|戦後"),
    "zh": re.compile(
        r"去年|前年|年前|[长長]期以[来來]|多年[来來]|自古以[来來]|[历歷]史上|曾[经經]?[于於在]"
    ),
    "ko": re.compile(r"지난해|작년|재작년|년 전|오랫동안|수십 년|예로부터|과거"),
}
# Figures that are held against those of another year are news.
_COMPARES = {
    "en": re.compile(
        r"\b(?:first|most|worst|best|highest|lowest|largest|biggest|longest|deadliest|heaviest"
        r"|strongest|fewest|record|more|less|higher|lower|fewer|up|down|rose|risen|fell|gained?"
        r"|dropped|jumped|grew|compared|percent|earlier)\b|%"
    ),
    "ja": re.compile(r"比べ|前年|最多|最大|最高|最低|ぶり|初めて|増|減|%|％"),
    "zh": re.compile(r"同比|相比|最[多大高低]|首[次度]|增|[减減]|%|％|[创創]"),
    "ko": re.compile(r"비해|대비|최[다대고저]|만에|처음|증가|감소|늘|줄|%"),
}
_ADVERBS = r"(?:also |still |widely |largely |officially |formally |technically |only |currently )*"
_STATES = {
    "en": regex.compile(
        r"^(?:(?!(?:who|which|that|what|to|and|but|if|when|as|it|this|means)\b)[^\s,;:]+ ){1,6}?(?:"
        rf"(?:is|are) {_ADVERBS}(?:banned|barred|prohibited|home to|located|situated"
        r"|known (?:as|for)|called(?! (?:off|for|to|on|in|up|back))|considered"
        r"|regarded|(?:seen|viewed) as|part of|one of"
        r"|among the(?! (?:dead|injured|wounded|victims|missing))"
        r"|administered|governed|claimed|ruled|disputed|divided|the (?:world|country|nation|region"
        r"|largest|biggest|only|main|most|second|third|fourth|fifth|sole|home)"
        r"|an? (?:major|key|vital|strategic|member|leading|popular|tributary|province|treaty))\b"
        r"|claims? (?:almost|nearly|most|all|much|sovereignty|ownership|the [\w ]{0,30}?(?:islands?"
        r"|islets?|sea|waters|territory|region|shoals?|reefs?)\b|[\p{Lu}][\w' -]{2,40} as )"
        r"|(?:views|regards?|considers?|sees) [^,;]{3,60}? (?:as|its|part)\b"
        r"|(?:lies?|sits?|stands?|stretch(?:es)?|spans?|extends?) [^,;]{0,50}?"
        r"\b(?:km|kilomet\w+|miles?|north\w*|south\w*|east\w*|west\w*|coast|between|along)\b"
        r"|(?:dominates?|produces?|mines|refines|processes|accounts? for|relies|depends? on"
        r"|borders|consists? of|comprises|belongs? to|employs|makes up|rejects)\b"
        r")"
    ),
    "ja": regex.compile(
        r"めぐって(?:は|、)|巡って(?:は|、)|領有権を|位置(?:する|し(?:て|、))|自国の(?:一部|領土)|固有の領土"
        r"|(?:違反|該当|相当)(?:する|し(?:ている|ています)|です|だ)。|常態化|知られ(?:る|て)|定め(?:ている|ています)"
        r"|主張し(?:ている|ています)。|認めて(?:いる|います)。|(?:世界|国内|全国)(?:最大|唯一|の約?\d)"
        r"|の(?:一つ|ひとつ)(?:だ|です|で)|を占め(?:る|て)"
    ),
    "zh": regex.compile(
        r"固有[领領]土|不可分割|[无無]可[争爭][辩辯]|位[于於]|[声聲][称稱][拥擁]有|主[张張][拥擁]有"
        r"|[视視].{1,14}[为為]|占(?:全球|世界|全国|全國)|是(?:全球|世界|全国|全國|中国|中國|我国|我國).{0,14}"
        r"(?:最大|之一|一部分|[领領]土)"
    ),
    "ko": regex.compile(
        r"영유권|위반이다\.|해당한다\.|위치(?:해|한다|하고)|알려져 있다|꼽힌다"
        r"|차지한다|차지하고 있다"
        r"|주장하고 있다\.|금지(?:하고|돼|되어) 있다|중 하나(?:다|이다)\.|(?:세계|국내) 최대"
    ),
}
# What somebody said in another time, or keeps saying: "since she said last year that …".
_SAID_THEN = re.compile(
    r"\b(?:said|told|announced|warned|urged|found|ruled|argued|confirmed|denied)"
    rf" (?:last (?:year|month)|in (?:{_MONTH} )?\d{{4}})"
    r"|\d{4} [\w' -]{0,30}\b(?:found|said|showed)\b|\b(?:that|which) [\w' -]{2,30} says\b"
)
_EVER = re.compile(r"\b(?:ever|yet|on record|so far)\b")
_ASIDE = re.compile(r", [^,;]{3,90},(?= )")


class Lasting(StrEnum):
    """What a sentence tells of that is no news."""

    STATE = "state"
    PAST = "past"


def years(text: str) -> set[int]:
    """Give the years that a text names."""
    return set(map(int, _YEAR.findall(text)))


def is_fresh(text: str, language: str | None) -> bool:
    """Whether a sentence tells of the last days, or of what somebody says; unsure: yes."""
    tongue = (language or "").split("-")[0]
    if tongue not in _NOW or _quotes(text):
        return True
    return bool(_NOW[tongue].search(text) or _SAID[tongue].search(_SAID_THEN.sub("", text)))


@lru_cache(maxsize=4096)
def lasting(text: str, language: str | None, at: tuple[int, int]) -> Lasting | None:
    """Say whether a sentence tells of a state, or of a time before the year and month ``at``.

    None where it may be news, or its language is none of those that are known.
    """
    if is_fresh(text, language):
        return None
    tongue = (language or "").split("-")[0]
    plain = _ASIDE.sub("", text) if tongue == "en" else text
    if _STATES[tongue].search(plain) and not _EVER.search(text):
        return Lasting.STATE
    if not _COMPARES[tongue].search(text):
        named = years(text)
        if _PAST[tongue].search(text) or (named and max(named) < at[0] - (at[1] <= FRESH)):
            return Lasting.PAST
    return None


def _quotes(text: str) -> bool:
    return any(found.end - found.start > SPOKEN for found in quotations(text))
