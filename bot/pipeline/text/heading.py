"""What an item is called: its title, else how its text begins, as posts without titles are read."""

import re

from bot.model import Item
from bot.pipeline.text.credits import WIRES
from bot.pipeline.text.tokens import cut

LONGEST = 100  # characters of a text that stand for a title
UNNAMED = "(no title)"
LEAST = 8  # characters of a title that are left when an outlet's name is taken off
# Outlets that searches and feeds put behind a title; who reports is said beside it anyway. What
# else may stand there says who said it (" — Lavrov"), and is kept.
_OUTLETS = (
    "AP News", "Bloomberg.com", "BBC", "BBC News", "BBC News 中文", "BBC News 코리아",
    "BBCニュース", "CNN", "CNN.co.jp", "CNBC", "CBS News", "ABC News", "NBC News", "Fox News",
    "Sky News", "NPR", "PBS", "Politico", "Axios", "The Hill", "Time", "Newsweek", "Fortune",
    "Forbes", "The Guardian", "The Independent", "The Telegraph", "The Times", "The Economist",
    "Financial Times", "FT中文网", "The New York Times", "The Washington Post",
    "The Wall Street Journal", "WSJ", "Al Jazeera", "France 24", "RFI", "DW", "Deutsche Welle",
    "Der Spiegel", "Die Zeit", "Le Monde", "El País", "NHK", "NHK WORLD", "NHK WORLD-JAPAN",
    "NHK WORLD-JAPAN News", "NHK NEWS WEB", "The Japan Times", "The Mainichi", "Nikkei Asia",
    "Japan Today", "The Asahi Shimbun", "The Korea Times", "The Korea Herald", "KBS", "KBS WORLD",
    "Korea JoongAng Daily", "한겨레", "경향신문", "ハンギョレ", "KBS 뉴스", "SBS 뉴스", "YTN",
    "Taipei Times", "Focus Taiwan", "Taiwan News", "中央社 CNA", "中央社", "CNA",
    "The Straits Times", "South China Morning Post", "SCMP", "Hong Kong Free Press",
    "Hong Kong Free Press HKFP", "Global Times", "China Daily", "CGTN", "人民网", "新华网",
    "央视网", "环球网", "澎湃新闻", "联合早报", "聯合早報", "自由亚洲电台", "美国之音", "The Hindu",
    "The Indian Express", "The Economic Times", "Times of India", "The Times of India",
    "Hindustan Times", "NDTV", "Dawn", "Rappler", "Inquirer", "Philstar.com", "The Diplomat",
    "The Conversation", "Foreign Policy", "USNI News", "Naval News", "Defense News", "VnExpress",
    "VnExpress International", "Yahoo", "Yahoo News", "Yahoo Finance", "Yahoo!ニュース", "MSN",
    "時事ドットコム", "時事通信ニュース", "連合ニュース", "聯合ニュース", "TBS NEWS DIG",
    "テレ朝news", "日テレNEWS NNN", "FNNプライムオンライン", "沖縄タイムス", "琉球新報",
)  # fmt: skip
_KNOWN = frozenset(
    name.casefold() for names in (_OUTLETS, *WIRES.values()) for name in names if len(name) > 1
)
_BEHIND = re.compile(r"(?:\s+[-–—|｜·•]\s+|\s*[｜|：]\s*)([^|｜：]{2,40})$")
# 朝日新聞デジタル, 聯合新聞網, 조선일보; or an address.
_PRESS = re.compile(
    r"(?:[^\s、。，]{1,10}(?:新聞|新闻|日報|日报|時報|时报|通信|通讯社|通訊社|早报|晚报|ニュース|뉴스|신문|일보)"
    r"(?:\s?(?:デジタル|オンライン|電子版|DIGITAL|社|网|網|닷컴|온라인))?"
    r"|(?:www\.)?[a-z0-9-]+(?:\.[a-z]{2,7}){1,2})",
    re.IGNORECASE,
)


# How a wire calls a dispatch of its own, at its front: "UPDATE 2-", "CORRECTED-".
_DISPATCH = re.compile(
    r"^(?:(?:UPDATE|WRAPUP|REFILE|CORRECTED|RPT|REPEAT|CORRECTION)(?: \d{1,2})?[-–—](?! ))+ ?"
)


def heading(item: Item, unnamed: str = UNNAMED) -> str:
    """Give an item's title, the first words of its text, its address, or ``unnamed``."""
    title = without_dispatch(without_outlet(item.title))
    return title or cut(_plain(item), LONGEST) or item.link or unnamed


def without_dispatch(title: str) -> str:
    """Take off what a wire calls its dispatch: a post says by its label that it corrects."""
    plain = _DISPATCH.sub("", title)
    return plain if len(plain) >= LEAST else title


def without_outlet(title: str) -> str:
    """Take an outlet's name off a title's end: " - Reuters", " | 朝日新聞", " - 連合ニュース"."""
    found = _BEHIND.search(title)
    if found is None or found.start() < LEAST:
        return title
    name = found[1].strip()
    is_outlet = name.casefold() in _KNOWN or _PRESS.fullmatch(name)
    return title[: found.start()].rstrip() if is_outlet else title


def title_or_all(item: Item) -> str:
    """Give what a summary need not say again: the title, or a text that stands for it whole."""
    text = _plain(item)
    return item.title or (text if len(text) <= LONGEST else "")


def _plain(item: Item) -> str:
    return " ".join(item.body[: 4 * LONGEST].split())
