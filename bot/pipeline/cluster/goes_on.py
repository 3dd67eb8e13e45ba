"""Titles that say by themselves that something goes on: what they tell began before.

"Second day of strike", "Death toll rises to 33", "Zwei Tage nach dem Raub": how long ago a story
had news then says nothing against it. For what is done anew each day ("for a fourth day in a row")
see ``identifiers``.
"""

import re

_LATIN = (
    r"\b(?:second|third|fourth|fifth) day\b(?! in a row| running)"
    r"|\bday (?:two|three|four|five|[2-9])\b"
    r"|\b(?:continues?|goes on|drags on|enters? (?:its )?(?:second|third|fourth|day)|lingers?)\b"
    r"|\b(?:days?|week|hours) (?:after|since)\b|\baftermath\b"
    r"|\btoll\b.{0,40}\b(?:rises?|rose|climbs?|jumps?|grows?|hits?|reach(?:es)?|passes|tops|now"
    r"|at)\b"
    r"|\b(?:zweiter|dritter|vierter|fünfter) (?:\w+)?tag\b"
    r"|\b(?:geht|gehen|dauert|dauern|hält|halten) .{0,24}?(?:weiter|an)\b"
    r"|\bbleib(?:t|en)\b|\bTage? nach\b"
    r"|\bZahl der (?:Toten|Todesopfer|Opfer|Verletzten)\b.{0,40}\b(?:steigt|gestiegen|erhöht|auf)\b"
    r"|\b(?:se poursui(?:t|vent)|(?:deuxième|troisième|quatrième) jour|jours? après|toujours)\b"
    r"|\bbilan\b.{0,30}\b(?:monte|grimpe|passe|s['’]alourdit|atteint)\b|\balourdit\b"
    r"|\b(?:continúan?|sigue[n]?|(?:segundo|tercer|cuarto) día|días? después)\b"
    r"|\b(?:suben?|asciende[n]?|aumentan?|eleva[n]?)\b.{0,20}\b(?:muertos|fallecidos|cifra|heridos)\b"
)
_DENSE = (
    r"[2-9二三四五]日目|続く|続き|長期化|死者[はが]?\d+人[にへ]|人[にへ]増"
    r"|第[2-9二三四五]天|[持仍][续續]|升至|增至|增加到|上升到"
    r"|이틀째|사흘째|나흘째|[2-9]일째|계속|이어져|늘어|\d+명으로"
)
_GOES_ON = re.compile(f"{_LATIN}|{_DENSE}", re.IGNORECASE)


def goes_on(title: str) -> bool:
    """Say whether a title tells of what goes on, or of how many it is by now."""
    return _GOES_ON.search(title) is not None
