"""Titles of pages that list other news: "Morning briefing", けさの主なニュース, 오늘의 주요뉴스.

What such a page tells, others tell, each in a page of its own.
"""

import re

_LIST = re.compile(
    r"""^\W*(?:
    # a time, and what is told at it: "Morning briefing: …", "Daily digest", "Thursday's headlines"
    (?:the\s+|our\s+)?(?:(?:early\s+)?(?:morning|midday|noon|afternoon|evening|nightly|daily|weekly
        |weekend|today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?:['’]s)?\s+)
      (?:news\s+)?(?:briefing|brief|digest|headlines|round-?up|wrap(?:-up)?|recap|rundown
        |top\s+(?:stories|news)|front\s+pages)\b
    |(?:news\s+(?:briefs?|briefing|digest|round-?up|summary|in\s+brief)|in\s+brief|top\s+(?:stories
        |headlines|news)|(?:the\s+)?(?:week|day|year)(?:['’]s\s+news)?\s+in\s+(?:review|pictures
        |photos|brief)|(?:five|ten|\d{1,2})\s+things\s+(?:to|you\s+(?:need|should|have)\s+to?)\s*know
          (?!\s+about\b)
        |what\s+you\s+(?:need|should|have)\s+to\s+know\s+(?:today|this\s+(?:morning|week))
        |(?:what\s+)?happened\s+overnight|while\s+you\s+(?:slept|were\s+sleeping))\b
    # what a week had of one kind: "The week in shipping: …"; a letter: "Tech newsletter: …"
    |(?:the|this|last)\s+(?:week|month)['’]?s?\s+in\s+\w+(?:\s+\w+){0,2}\s?[:：|–—]\s
    |(?:[\w’']+\s+){0,3}newsletters?\s*[:：|–—-]\s
    |die\s+(?:woche|schifffahrtswoche)\s+(?:in|im|auf)\s+[^:]{3,30}:\s
    |la\s+(?:semaine|semana)\s+(?:en|du|de|dans|in)\s+[^:]{3,30}\s?:\s
    |(?:das\s+(?:war|bringt|wird)\s+(?:der|die)\s+(?:tag|woche|nacht)|(?:der|die)\s+(?:tag|woche|lage)
        \s+(?:im\s+überblick|kompakt|in\s+kürze)|nachrichten\s+(?:am|des)\s+(?:morgen|abend|tages)
        |(?:morgen|abend|früh)(?:lage|briefing)|kurznachrichten)\b
    |(?:revue\s+de\s+presse|l['’]essentiel\s+(?:de\s+l['’]actualité|du\s+jour)|les\s+titres\s+(?:du
        |de)\s+(?:jour|matin|soir|la\s+matinée)|ce\s+qu['’]il\s+faut\s+(?:retenir|savoir)\s+ce\s
        (?:matin|soir))
    |(?:titulares\s+de(?:l\s+día)?|resumen\s+de\s+(?:noticias|prensa|la\s+(?:jornada|semana))
        |(?:las\s+)?noticias\s+(?:del\s+día|más\s+importantes))\b
    |(?:けさ|今朝|きょう|今日|今夜|昨夜|今週|正午|朝|夕方?|夜)の(?:主な|おもな)?(?:ニュース|出来事|トピックス)
    |[朝夕]刊(?:[1１一]面|各紙)?(?:を読む|から|の見出し|ダイジェスト)|[1１一]面を読む|きょうの紙面
    |(?:主な|おもな)ニュース|ニュース(?:一覧|まとめ|ダイジェスト|フラッシュ)
    |(?:今日|今晨|今早|今晚|昨夜|一周|本周|每日|早间|晚间|国际|國際|财经)(?:要闻|要聞|新闻摘要|头条汇总|新聞摘要|重點新聞)
    |(?:早报|晚报|早報|晚報|早餐|晨报|夜读)\s*[|｜:：丨]|新闻早(?:班车|餐|知道)|[朝晚]闻(?:天下|快递)
    |(?:오늘|아침|어제|이번\s?주|이\s?시각|간추린|주간)의?\s*(?:주요\s*)?(?:뉴스|신문|소식|브리핑|헤드라인)
    |주요\s*(?:뉴스|신문)|\[?뉴스\s*(?:브리핑|모음|요약)\]?
    )""",
    re.IGNORECASE | re.VERBOSE,
)

# A letter's name, and in it several things: "The Daily Memo: North Sea collision, BMW recall, …".
_LETTER = re.compile(
    r"^(?:[\w’']+\s+){0,3}(?:brief|briefing|memo|digest|dispatch|bulletin|round-?up|wrap|rundown|recap"
    r"|notebook)\s?[:|–—]\s(?P<told>.+)$",
    re.IGNORECASE,
)
# … of whatever name: "Flagship: A collision at sea, a quake in Japan and a chip blacklist".
_NAMED = re.compile(r"^[A-Z][\w’']+(?:\s[\w’']+){0,2}:\s(?P<told>.+)$")
_AND = re.compile(r"\s*[,;]\s+(?:and\s+|plus\s+)?|\s+(?:and|plus)\s+", re.IGNORECASE)
_BEGINS = re.compile(r"(?:an?|the|how|why|what)\s\w", re.IGNORECASE)
_QUOTED = re.compile(r"[“‘\"'][^”’\"']{3,60}[”’\"']")
PARTS = 3  # things that a list has at least


def is_roundup(title: str) -> bool:
    """Say whether a title is that of a page that lists other news."""
    return _LIST.match(title) is not None or _lists_several(title)


def _lists_several(title: str) -> bool:
    """Say whether a title is a letter's name and several things, each by itself."""
    if letter := _LETTER.match(title):
        return len(_AND.split(_QUOTED.sub("", letter["told"]))) >= PARTS
    named = _NAMED.match(title)
    told = _AND.split(named["told"]) if named else []
    return len(told) >= PARTS and all(map(_BEGINS.match, told))
