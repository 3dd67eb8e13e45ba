"""How many were hurt, as a title counts them; whether it tells of what people are hurt in."""

import re
from functools import lru_cache

from bot.pipeline.text.spelled import SPELLED, spelled

_N = rf"(?:\d[\d.,]*|{SPELLED})"
_HURT = r"(?:hurt|injured|wounded|hospitali[sz]ed)"
_COUNTED = re.compile(
    rf"(?<![\w-])({_N})(?: [\w-]+){{0,3}}? (?:(?:are|were) )?{_HURT}\b"
    rf"|\b(?:hurts?|injur(?:es?|ing)|wound(?:s|ing)?) (?:at least |more than |some )?({_N})\b"
    rf"|\b(?:injured|wounded|hurt|injuries)\b[^.!?\d]{{0,40}} (?:now|to|at|reach\w*) ({_N})\b"
    rf"|({_N}) (?:\w+ )?(?:Verletzte|blessés|heridos)\b"
    r"|(\d+)人(?:が|の)?(?:けが|怪我|負傷|重軽傷|重傷)|(?:けが人|負傷者)[はがに]?(\d+)人"
    r"|(\d+)[人名]?(?:受|轻|輕|重)?[伤傷](?!害)"
    r"|(\d+)명(?:이|은)? ?(?:부상|다쳐|다친|다쳤|경상|중상)"
    r"|부상자 ?(\d+)명",
    re.IGNORECASE,
)
# What hurts people: its first reports seldom know how many.
_MISHAP = re.compile(
    r"\b(?:(?:earth)?quakes?|typhoons?|hurricanes?|cyclones?|storms?|tornado(?:e?s)?|floods?|flooding"
    r"|floodwaters|landslides?|avalanches?|tsunamis?|erupt\w*|fires?|blazes?|wildfires?|explo\w+"
    r"|blasts?|crash\w*|collisions?|collid\w+|derail\w*|collaps\w+|capsiz\w+|stampedes?"
    r"|shootings?|stabbings?|gas leaks?"
    r"|\w*(?:beben|brand|brände|explosion\w*|unfall|unglück|unwetter|sturm|orkan|taifun|hochwasser"
    r"|lawine|erdrutsch)|entgleis\w*|kollision\w*|schüsse|messerangriff"
    r"|séismes?|tempêtes?|ouragan|inondations?|incendies?|collision|déraill\w*|accidents?"
    r"|éboulement|fusillade|terremotos?|sismos?|tormentas?|huracán|inundaci\w+|incendios?"
    r"|choques?|descarril\w*|derrumbes?|tiroteos?|accidentes?)\b"
    r"|地震|台風|台风|颱風|竜巻|龙卷风|洪水|大雨|豪雨|土砂|泥石流|山体滑坡|津波|海啸|噴火|火災|火事|火灾|火災"
    r"|爆発|爆炸|事故|衝突|相撞|碰撞|脱線|脱轨|出轨|出軌|倒壊|坍塌|倒塌|転覆|翻船|強震|强震|発砲|枪击|槍擊"
    r"|지진|태풍|홍수|폭우|산사태|화재|불이? ?나|폭발|충돌|추돌|탈선|붕괴|전복|총격",
    re.IGNORECASE,
)


def is_of_a_mishap(title: str) -> bool:
    """Whether a title tells of what people are hurt in: a quake, a storm, a fire, a crash."""
    return _MISHAP.search(title) is not None


@lru_cache(maxsize=4096)  # each channel of a story asks
def injured(title: str) -> float | None:
    """Give the greatest number of people who were hurt that a title counts."""
    told = (next(filter(None, found.groups())) for found in _COUNTED.finditer(title))
    return max(map(_value, told), default=None)


def _value(said: str) -> float:
    value = spelled(said)
    return float(re.sub(r"\D", "", said)) if value is None else float(value)
