"""Whether a sentence says that nobody was hurt, or died, or that somebody was.

First reports of an accident often say that nobody was hurt, until somebody is found. Two kinds are
told apart: with one dead "nobody was injured" is wrong, too; with one injured "nobody died" is not.
"""

import re
from enum import IntEnum
from functools import lru_cache

from bot.pipeline.text.needed import sought
from bot.pipeline.text.tolls import dead, risen_to

_KEPT = 4096  # sentences: each channel of a story asks about them


class Harm(IntEnum):
    """How badly people were hurt, at most."""

    HURT = 1
    DEAD = 2


_DIED = (
    r"\b(?:nobody|no one|none)\b[^.!?]{0,20}\b(?:died|killed|dead)\b|\bno (?:deaths|fatalities)\b"
    r"|\b(?:niemand|keine?r?)\b[^.!?]{0,24}\b(?:getötet|ums Leben|Tote[nr]?|Todesopfer)\b"
    r"|\b(?:aucun|pas de) (?:mort|décès|victime)|\bsin (?:muertos|víctimas)\b"
    r"|\bno hay (?:muertos|víctimas|fallecidos)\b|死者は(?:い|出て)な|死者(?:の情報)?はな"
    r"|[无無]人(?:死亡|[遇罹][难難])|사망자는 없"
)
_UNHURT = (
    r"\b(?:nobody|no one|none)\b[^.!?]{0,24}\b(?:hurt|injured|harmed|wounded)\b"
    r"|\b(?:no (?:reports? of )?(?:injuries|casualties)|without injur(?:y|ies)"
    r"|all (?:\w+ )?unhurt)\b"
    r"|\b(?:niemand|keine?r?)\b[^.!?]{0,24}\b(?:verletzt|Verletzte[nr]?)\b"
    r"|\bverletzt wurde\b[^.!?]{0,60}\bniemand\b|\bohne Verletzte\b"
    r"|\b(?:sans faire|n['’]a fait|pas|sans) (?:de |aucun )?blessés?\b|\baucun blessé\b"
    r"|\b(?:sin|no hay|no hubo|no se registr\w+) (?:heridos|lesionados)\b|\bning[uú]n herido\b"
    r"|(?:けが|怪我|負傷)(?:人|者)?は(?:い|な|確認されてい?な|出て)|(?:けが|怪我)人の(?:情報|報告)はな"
    r"|[没沒]有?(?:造成|任何)?人[员員]?(?:受)?[伤傷]|[没沒]有?(?:造成)?人[员員][伤傷]亡"
    r"|[无無](?:人[员員]?)?(?:受)?[伤傷](?!害|心)|[无無]人[员員]?[伤傷]亡|未造成人[员員][伤傷]亡"
    r"|(?:인명 ?피해|부상자|다친 사람)[은는이가]? ?없"
)
_NUMBER = (
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|several|dozens|eine?|zwei|drei"
    r"|vier|fünf|sechs|mehrere|une?|deux|trois|quatre|cinq|plusieurs|uno?|dos|tres|cuatro|cinco"
    r"|varios)"
)
_WAS_HURT = (
    rf"(?<!\w){_NUMBER}(?: \w+){{0,3}} (?:(?:were|was|are|have been) (?:\w+ )?)?"
    r"(?:hurt|injured|wounded|hospitali[sz]ed)\b"
    rf"|\b(?:injur|wound|hurt)(?:ing|ed|s|es)? (?:at least |some )?{_NUMBER}(?!\w)"
    rf"|(?<!\w){_NUMBER}(?: \w+){{0,4}} (?:leicht |schwer )?verletzt|(?<!\w){_NUMBER}"
    r"(?: \w+)? Verletzte\b"
    rf"|(?<!\w){_NUMBER}(?: \w+){{0,2}} (?:(?:ont|a) été )?(?:légèrement |grièvement )?"
    r"(?:blessée?s?|intoxiquée?s?|hospitalisée?s?)\b"
    rf"|(?<!\w){_NUMBER}(?: \w+)? (?:heridos?|lesionados?)\b"
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
