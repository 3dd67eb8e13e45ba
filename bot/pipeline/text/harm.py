"""Whether a sentence says that nobody was hurt, or died, or that somebody was.

First reports of an accident often say that nobody was hurt, until somebody is found. Two kinds are
told apart: with one dead "nobody was injured" is wrong, too; with one injured "nobody died" is not.
"""

import re
from enum import IntEnum
from functools import lru_cache

from bot.pipeline.text.needed import sought
from bot.pipeline.text.spelled import SPELLED
from bot.pipeline.text.tolls import dead, risen_to

_KEPT = 4096  # sentences: each channel of a story asks about them


class Harm(IntEnum):
    """How badly people were hurt, at most."""

    HURT = 1
    DEAD = 2


# Of what there is no report: who was hurt, what broke. "No serious injuries" denies none.
_REPORTS = r"(?:reports?|word|signs?|details|indications?|information)"
_YET = r"(?:(?:immediate|known|confirmed|initial|early|other|further|apparent|immediately) )?"
_EN_NONE = rf"\bno {_YET}(?:{_REPORTS} (?:of|on|about) )?(?:any )?"
_DE_TOLD = r"(?:Berichte|Angaben|Informationen|Hinweise|Meldungen|Erkenntnisse)"
_DE_HURT = r"(?:Verletzten?|Opfern?|Schäden|Personenschäden)"
_ES_TOLD = (
    r"(?:no (?:se )?(?:ha[ny]?|hubo|había|report\w+|registr\w+|inform\w+)\b[^.!?]{0,30}?"
    r"|sin (?:reportes?|informes?) de )"
)
_JA_NONE = (
    r"(?:入って|確認されて|報告されて|出て)い?(?:な|ませ)|確認され(?:な|ませ)"
    r"|(?<=は)(?:な[いか]|ありませ)"
)
_DIED = (
    r"\b(?:nobody|no one|none)\b[^.!?]{0,20}\b(?:died|killed|dead)\b"
    rf"|{_EN_NONE}(?:deaths|fatalities)\b(?! (?:or|and|nor) (?:injur|casualt)|, injur)"
    r"|\b(?:niemand|keine?r?)\b[^.!?]{0,24}\b(?:getötet|ums Leben|Tote[nr]?|Todesopfer)\b"
    r"|\b(?:aucun|pas de) (?:mort|décès|victime)|\bsin (?:muertos|víctimas)\b"
    r"|\bno hay (?:muertos|víctimas|fallecidos)\b|死者は(?:い|出て)な|死者(?:の情報)?はな"
    r"|[无無]人(?:死亡|[遇罹][难難])|사망자는 없"
)
_UNHURT = (
    r"\b(?:nobody|no one|none)\b[^.!?]{0,24}\b(?:hurt|injured|harmed|wounded)\b"
    rf"|{_EN_NONE}(?:(?:\w+ )?(?:damages?|deaths|fatalities|destruction)"
    r"(?: or|,| and| nor) (?:any )?)?"
    r"(?:injur(?:y|ies)|casualties|victims)\b"
    rf"|\bno {_YET}(?:{_REPORTS} of )(?:any )?(?:major |significant |serious )?damage\b"
    r"|\bno (?:major |significant |serious )?damage (?:(?:was|were|has been|had been) )?"
    r"(?:immediately |initially )?reported\b"
    r"|\b(?:not|n['’]t|without) (?:immediately |yet )?(?:been )?"
    r"(?:report(?:ed|ing)?|aware of|receiv(?:ed|ing)|confirmed)(?: any)?"
    r"(?: reports of)?(?: \w+ or)? (?:injuries|casualties|victims)\b"
    r"|\b(?:without injur(?:y|ies)|all (?:\w+ )?unhurt)\b"
    r"|\b(?:niemand|keine?r?)\b[^.!?]{0,24}\b(?:verletzt|Verletzte[nr]?)\b"
    rf"|\bkeine {_DE_TOLD}[^.!?]{{0,12}} {_DE_HURT}\b"
    rf"|\b(?:{_DE_TOLD} )?(?:über|zu|von|auf) (?:mögliche[nr]? )?{_DE_HURT}\b[^.!?]{{0,60}}"
    r"\b(?:nicht|nichts|keine)\b"
    r"|\bverletzt wurde\b[^.!?]{0,60}\bniemand\b|\bohne Verletzte\b"
    r"|\b(?:sans faire|n['’]a fait|pas|sans) (?:de |aucun )?blessés?\b|\baucun blessé\b"
    r"|\baucune victime\b"
    r"|\bni (?:de )?(?:victimes?|blessés?|morts?),? ni (?:de )?(?:dégâts?|blessés?)\b"
    r"|\baucun dégât n['’](?:a été|est) (?:signalé|rapporté)"
    r"|\b(?:sin|no hay|no hubo|no se registr\w+) (?:heridos|lesionados)\b|\bning[uú]n herido\b"
    rf"|\b{_ES_TOLD}(?:víctimas|heridos|lesionados|daños personales)\b"
    rf"|(?:けが人?|怪我人?|負傷者?|死傷者?|人的被害|(?<!津波の)(?<!よる)被害)(?:の|に関する)?"
    rf"(?:情報|報告|連絡|通報)?[はも](?:今のところ|いまのところ|これまで(?:のところ|に)?|まだ)?、?(?:{_JA_NONE})"
    r"|(?:けが|怪我|負傷)(?:人|者)?は(?:い|な|確認されてい?な|出て)|(?:けが|怪我)人の(?:情報|報告)はな"
    r"|[没沒]有?(?:造成|任何)?人[员員]?(?:受)?[伤傷]|[没沒]有?(?:造成)?人[員员][伤傷]亡"
    r"|[无無](?:人[员員]?)?(?:受)?[伤傷](?!害|心)|[无無]人[员員]?[伤傷]亡|未造成人[員员][伤傷]亡"
    r"|(?:未|[没沒]有?)(?:有)?(?:接[获獲到]|收到|[传傳]出|[发發]现|[发發]現|通[报報])(?:任何)?(?:人[员員])?(?:[伤傷]亡|[灾災][情损損]|受[伤傷])"
    r"|(?:인명 ?피해|부상자|다친 사람)[은는이가]? ?"
    r"(?:없|확인되지 않|보고되지 않|발생하지 않|접수되지 않)"
    r"|인명 ?피해 ?(?:신고|보고|상황|소식)[은는이가]? ?(?:없|확인되지 않|들어오지 않|접수되지 않)"
)
_NUMBER = rf"(?:\d[\d.,]*|{SPELLED}|several|dozens|mehrere|plusieurs|varios)"
_WAS_HURT = (
    rf"(?<!\w){_NUMBER}(?: \w+){{0,3}} (?:(?:were|was|are|have been) (?:\w+ )?)?"
    r"(?:hurt|injured|wounded|hospitali[sz]ed)\b"
    rf"|\b(?:injur|wound|hurt)(?:ing|ed|s|es)? (?:at least |some )?{_NUMBER}(?!\w)"
    rf"|(?<!\w){_NUMBER}(?: \w+){{0,4}} (?:leicht |schwer )?verletzt|(?<!\w){_NUMBER}"
    r"(?: \w+)? Verletzte\b"
    rf"|(?<!\w){_NUMBER}(?: \w+){{0,2}} (?:(?:ont|a) été )?(?:légèrement |grièvement )?"
    r"(?:blessée?s?|intoxiquée?s?|hospitalisée?s?)\b"
    rf"|(?<!\w){_NUMBER}(?: \w+){{0,2}} (?:herid[oa]s?|lesionad[oa]s?)\b"
    r"|\d+人が?(?:けが|怪我|負傷|重軽傷|重傷|軽傷)|(?:けが|負傷)人?者?は\d+人"
    r"|[\d一二两兩三四五六七八九十]+(?:人|名)[^。，]{0,12}[受轻輕重][轻輕重]?[伤傷]"
    r"|[\d一二两兩三四五六七八九十]+人[^。，]{0,12}(?:砸|撞|刺)[伤傷]"
    r"|\d+명(?:이|은)? ?(?:다쳤|다치|부상|경상|중상)"
)
_NONE = sought(f"{_DIED}|{_UNHURT}", re.IGNORECASE)
_NONE_DEAD = sought(_DIED, re.IGNORECASE)
_HURT = sought(_WAS_HURT, re.IGNORECASE)


@lru_cache(maxsize=_KEPT)
def denied(text: str) -> Harm | None:
    """Give from which harm on a sentence says that there was none; None where it says nothing.

    "Nobody was hurt" denies that anybody was hurt or died, "no deaths" only the latter.
    """
    if not _NONE.search(text):
        return None
    return Harm.DEAD if _NONE_DEAD.search(text) else Harm.HURT


@lru_cache(maxsize=_KEPT)
def told(text: str) -> Harm | None:
    """Give the worst harm that a sentence counts people of; None where it counts none."""
    if dead(text) or risen_to(text):
        return Harm.DEAD
    return Harm.HURT if _HURT.search(text) else None
