"""At which stage of an event a headline stands: it is to come, or it is there; pure.

"Union calls strike" is right until the strike is on.
"""

# ruff: noqa: E501 (tables of regular expressions)

import re
from functools import lru_cache

# What is planned, threatened, called for, expected or near.
_TO_COME = re.compile(
    r"\b(?:to|will|would|plan(?:s|ned|ning)?|threat(?:s|en\w*)|calls?|calling|set to|due|face[sd]?|looms?|looming|ahead of"
    r"|expect(?:s|ed)|poised|vows?|prepar(?:es?|ing)|brac(?:es?|ing)|near(?:s|ing)|approach(?:es|ing)?|heads? for|heading"
    r"|could|may|might|scheduled|announc(?:es|ed)|votes? (?:for|to)|ballots?|warn(?:s|ed|ing)? of|before|on the brink|agree[sd]? to"
    r"|soll(?:en)?|will|wollen|droh(?:t|en|ung)|ruft|rufen|plan(?:t|en)|kündig(?:t|en)|steht bevor|bevor|naht|erwartet|Aufruf"
    r"|appelle(?:nt)?|va|vont|menace(?:nt)?|prévoi(?:t|ent)|préavis|attendue?s?|avant|s’apprêtent?|annonce(?:nt)?"
    r"|convocan?|anuncian?|amenazan?|van? a|prevén?|llaman? a|se preparan?)\b"
    r"|へ(?=$|[ 　、…])|方針|予定|計画|検討|呼びかけ|構え|見通し|恐れ|おそれ|接近|迫る|予告|通告|決定|通知"
    r"|将|將|拟|擬|计划|計劃|号召|號召|酝酿|醞釀|威胁|威脅|预计|預計|逼近|预告|預告|准备|準備|宣布将|宣布將"
    r"|예고|예정|계획|추진|검토|방침|앞두|앞둔|임박|우려|다가오|접근|결의|하기로|전망",
    re.IGNORECASE,
)
# What has begun, or is going on.
_THERE = re.compile(
    r"\b(?:beg[ai]ns?|begun|starts?|started|entered|under ?way|walk(?:s|ed)? (?:out|off)|on strike|strikes? (?:begins?|starts?|hits?|enters?)"
    r"|down tools|downed tools|hit(?:s|ting)?|struck|enters?|entered|paraly[sz](?:es|ed)|cripple[sd]?|halt(?:s|ed)|stop(?:s|ped)"
    r"|shut(?:s)?|clos(?:es|ed)|goes ahead|went ahead|takes? effect|took effect|in force|lands?|landed|makes? landfall|made landfall"
    r"|open(?:s|ed)|launch(?:es|ed)?|sign(?:s|ed)?|pass(?:es|ed)|approv(?:es?|ed)|arriv(?:es|ed)|ground(?:s|ed)|strand(?:s|ed)|idled?"
    r"|disrupt(?:s|ed)?|standstill|join(?:s|ed)?|continu(?:es|ed)|second day|third day|day (?:two|three|\d)|swept|batter(?:s|ed)"
    r"|beg(?:innt|innen|ann|onnen)|hat begonnen|läuft|laufen|streik(?:t|en)|steh(?:t|en) still|legen? lahm|getreten|erreicht|trifft"
    r"|début(?:e|ent|é)|commenc(?:e|ent|é)|en grève|paralys(?:e|ent|é)|entr(?:e|ent) en vigueur|touche"
    r"|comien(?:za|zan)|empie(?:za|zan)|arran(?:ca|can)|en huelga|paraliza(?:n|da)?|entran? en vigor)\b"
    r"|始ま[るっり]|突入|開始|入り|発効|施行|上陸|スト入り|続く|続き|(?:二|三|2|3)日目|欠航|停止"
    r"|开始|開始|展开|展開|登陆|登陸|生效|实施|實施|进入第|進入第|停摆|停擺|爆发|爆發|启动|啟動|举行|舉行"
    r"|시작|돌입|들어가|들어갔|발효|시행|상륙|이틀째|사흘째|멈춰|멈췄|중단|결항|개막",
    re.IGNORECASE,
)


# "To strike" is no strike yet.
_AHEAD_OF_IT = re.compile(
    r"\b(?:to|will|would|could|may|might|must|zu|soll|sollen|wird|werden|va|vont|van? a) \w+|将\w{0,4}|將\w{0,4}",
    re.IGNORECASE,
)


def is_to_come(title: str) -> bool:
    """Whether a headline tells of what is planned, threatened or near, and not there yet."""
    return _TO_COME.search(title) is not None and not is_there(title)


@lru_cache(maxsize=4096)  # each channel of a story asks
def is_there(title: str) -> bool:
    """Whether a headline tells that something has begun, or goes on."""
    return _THERE.search(_AHEAD_OF_IT.sub(" ", title)) is not None
