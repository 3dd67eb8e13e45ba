"""What a title has beside its words: a label before it, the outlet behind it, capitals of names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bot.pipeline.cluster.names import Names, concepts, countries, listed_in, runs_of, stem
from bot.pipeline.cluster.tongues import stems_of
from bot.pipeline.text import fold

# " - Reuters", " | NHK WORLD", "｜港湾新聞": up to five words after a spaced dash, dot or bar; one
# after a spaced colon or stroke, which stand in sentences, too.
# A clause goes on in small letters: "– 400 Flüge gestrichen" is no outlet.
_OF_OUTLET = (
    r"(?:[^\sa-zß-ÿ]\S*|\S+\.\S+|of|the|and|for|on|in|to|de|des|du|del|della|di|da|do|la|le|les|el|et|y|der"
    r"|die|das|und|für|van)"
)
_OUTLET = re.compile(
    rf"\s+[-–—|｜·•]\s+(?!\d{{3}})(?:{_OF_OUTLET}\s+){{0,4}}{_OF_OUTLET}$"
    r"|\s+[:：/]\s+\S{1,20}$|[｜|]\s*\S{1,20}$"
)
# What stands before a title and is no part of it: "BREAKING: ", "UPDATE 2-", "【速報】", "[단독]".
_LABEL = re.compile(
    r"""^\W*(?:
      [【\[［(（<〈]\s*(?:(?:\d(?:st|nd|rd|th)\s+)?(?:LEAD|LD)(?:\W*\d)?
        |(?:urgent|breaking|exclusive|video|watch|photos?|update[ds]?|live|opinion|analysis
           |explainer)(?:\s+news)?
        |速報|独自|号外|更新|詳報|続報|動画|写真|解説|社説|単独|緊急|快讯|快訊|突发|突發|视频|影片|独家|獨家|影|图|圖
        |단독|속보|종합\d?|영상|포토|\d보|긴급|사설|칼럼)\s*[】\]］)）>〉]\s*[:：]?\s*
      |(?:速報|独自|号外|快讯|快訊|突发|突發|独家|獨家|속보|단독)\s*[|｜:：／/-]\s*
      |(?:BREAKING(?:\s+NEWS)?|JUST\ IN|DEVELOPING|EXCLUSIVE|WATCH|LIVE|VIDEO|PHOTOS?|OPINION
        |ANALYSIS|EXPLAINER|FACTBOX|FOCUS|INSIGHT|NEWSMAKER|WRAPUP|ROUNDUP|RPT|REFILE|CORRECTED
        |UPDATED?|LEAD|ALERT|URGENT|(?-i:Reuters|AP|AFP|Kyodo|Yonhap|Xinhua|TASS|Bloomberg|PTI))
       (?:\s+\d{1,2}\s*[-–—:：]|\s*[:：|]|\s+[-–—]\s)\s*
    )+""",
    re.IGNORECASE | re.VERBOSE,
)
# Who reports, behind what happened: ", South Korea says", ": JCS", " – media", "、韓国軍発表".
_TAIL = re.compile(r"(?:(,)|:|\s[-–—]{1,2})\s+([^,:–—]{2,60}?)\W*$")
_SAYS = stems_of("say says said report reports reported claim claims claimed according to")
_WHO = stems_of(
    "source sources official officials police military army navy media press outlet newspaper",
    "broadcaster television radio ministry minister ministers spokesman spokesperson spokeswoman",
    "mayor governor authorities authority prosecutor prosecutors lawyer lawyers reports report",
    "expert experts analyst analysts witnesses agency agencies government jcs staff chiefs chief",
    "rescuers medics doctors officers forecasters firefighters organisers organizers observers",
    "kcna yonhap xinhua tass kyodo nhk reuters afp bloomberg nikkei wsj nyt ft cnn bbc axios cnbc",
    "politico hankyoreh scmp interfax ifax dpa bild spiegel guardian telegraph",
)
_WHOSE = stems_of(
    "a the foreign defence defense interior health transport finance justice state local security",
    "senior top government military police us news agency agencies joint of coast guard company",
    "white house department court city provincial regional two three people some several its his",
    "intelligence fire rescue times post journal street wall financial union opposition",
)
_TOLD_EAST = re.compile(
    r"[、，,　 …]+(?:[^\W\d_]{2,10}(?:発表|明かす|が明らかに|報道)|合[参參]|합참"
    r"|군 ?당국|軍|당국)\s*$"
    r"|^(?:[韩韓日美俄英法德印港台外官陆陸]媒(?:体|體)?|媒体|媒體|[韩韓]?[联聯]合?[参參][^：:]{0,4}"
    r"|[韩韓日美俄]?[军軍](?:方)?|합참|군 ?당국|외신|[日中美]언론)\s*[：:,，\"“「]+\s*"
)
LEAST_LEFT = 8  # characters that must be left of a title

# "part 2", "(2/3)", "第3回", "（上）": one of several that tell another thing each.
_PART = re.compile(
    r"""[(（\[【]\s*(?:(\d{1,2})\s*/\s*\d{1,2}|([上中下])|(?:part|pt\.?)\s*(\w+))\s*[)）\]】]
    |\b(?:part|episode|ep\.|chapter|vol\.?|volume)\s*\#?(\d{1,3}|[ivx]+|one|two|three|four|five|six)\b
    |第\s*(\d{1,3})\s*[回話话部章集期弾弹篇]|제\s*(\d{1,3})\s*[회화편부]""",
    re.IGNORECASE | re.VERBOSE,
)
# An editorial, a column, a letter from somebody: a label at the beginning.
_OPINION = re.compile(
    r"^\W*(?:社説|社论|社論|사설|칼럼|기고|오피니언|时评|時評|評論|评论|editorial|op-?ed|opinion|commentary)"
    r"\s*(?:[】\]］)）>〉]|[:：|｜]|$)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_THERE = re.compile(
    r"\b(?:in|near|off|outside|en|cerca de|bei|vor|nahe|auf|à|в)\s+"
    r"(?:(?:the|northern|southern|eastern|western|central|downtown|der|dem|den)\s+)?"
    r"([^\W\d_a-zà-ÿа-я]\w+)"
)
_IN_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z]{2,}(?![a-z])")  # in East Asian titles: a firm
_SUBJECT = re.compile(
    r"[\W_]*(?:([A-ZÀ-Þ][A-Za-zÀ-ÿ]{2,})(?=[ ,:’'])|([^\s、，,：:のがはをにで]{2,8})[、，,：:　])"
)
_DENSE = "\u2e80"  # from here on: scripts of East Asia
_FIRST = re.compile(r"[A-ZÀ-Þ][^\W\d_]{2,}(?:[ -][A-ZÀ-Þ][^\W\d_]+)?")
_DATED = re.compile(r"^\s*\d+[日일][^、，, ]{0,3}[、，, ]\s*")  # "25日未明、"
_OWNED = re.compile(r"['’]s?$")
_PLACE = re.compile(
    r"([\u4e00-\u9fff]{2})(?:[\u4e00-\u9fff]?(?=[県县縣市町村区區省州郡])|(?=で震度|で地震|[地路]震))"
)
NAMED = ("places", "people", "firms")  # lists of names in across.txt
LEAST_NAME = 3  # letters of a name
LONGEST_NAME = 10
MOST_OF_TITLE = 0.6  # that a name may be; else the text is the title again
LEAST_LETTERS = 4  # of a word whose letters tell how a title is written


def without_outlet(title: str) -> str:
    """Take the outlet's name off a title's end."""
    return _OUTLET.sub("", title)


def without_label(title: str) -> str:
    """Take off what stands before a title; a title that is nothing else stays."""
    return _LABEL.sub("", title) or title


def without_attribution(title: str) -> str:
    """Take off who reports what a title tells, where that is an office or an outlet, no person."""
    bare = _TOLD_EAST.sub("", title) if title[-1:] >= _DENSE or title[:1] >= _DENSE else title
    tail = _TAIL.search(bare)
    if tail is not None and _is_attribution(tail[2], is_clause=tail[1] is not None):
        bare = bare[: tail.start()]
    return bare if len(bare) >= LEAST_LEFT else title


def _is_attribution(tail: str, *, is_clause: bool) -> bool:
    """Say whether words name who reports; ``is_clause``: behind a comma, they must say so."""
    parts = [part for _, part in runs_of(tail)]
    place, says, who = 0, False, False
    while place < len(parts):
        found = concepts().at(parts, place)
        is_country = found is not None and found[0] in countries()
        says = says or parts[place] in _SAYS
        who = who or parts[place] in _WHO or is_country
        if not is_country and parts[place] not in _SAYS | _WHO | _WHOSE:
            return False
        place += found[1] if found and is_country else 1
    return who and (says or (not is_clause and parts[-1] in _WHO))


def is_opinion(title: str) -> bool:
    """Say whether a title is labelled as what somebody thinks: "[사설] …", "Editorial: …"."""
    return _OPINION.match(title) is not None


def part_of(title: str) -> tuple[str, str] | None:
    """Give what a part belongs to and which one it is; None for what is no part."""
    found = _PART.search(title)
    if found is None or not title[: found.start()].strip():
        return None
    return title[: found.start()], next(group for group in found.groups() if group).lower()


def subject_of(title: str) -> str:
    """Give whom a title begins with: "Sysmex" cuts its forecast, "住友林業"、純利益18%減; or "".

    Of words in Latin letters the first; in East Asia what stands before a comma.
    """
    found = _SUBJECT.match(title)
    return next((part for part in found.groups() if part), "") if found else ""


def told_first(title: str, text: str) -> str:
    """Give what a text begins with that its title names, too: who it is about, as a rule; or "".

    "El beneficio de Aena …" over "Aena ganó …", "片仔癀前三季度…" over "片仔癀25日…": in whatever
    language the first sentence begins anew with whom, or where, it is about.
    """
    text = _DATED.sub("", text, count=1)
    if text[:1] < _DENSE:
        first = _FIRST.match(text)
        is_there = first is not None and re.search(rf"(?<!\w){re.escape(first[0])}(?!\w)", title)
        return first[0] if first and is_there else ""
    most = min(len(title) * MOST_OF_TITLE, LONGEST_NAME)
    same = max((n for n in range(LEAST_NAME - 1, int(most) + 1) if text[:n] in title), default=0)
    return text[:same].strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cased:
    """Words of a title as terms: written as names, names of places among them, and no names."""

    proper: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()


def cased(title: str, tongue: str = "en", text: str = "") -> Cased:
    """Tell the words that a title writes as names, and as places, from others.

    By their capitals, where a title has them for names alone; the first word always has one, so
    the ``text`` is asked for that, and in German each noun has. In Chinese and Japanese names of
    places are known by what they end with.
    """
    if tongue == "de":
        there = frozenset(_term(found) for found in _THERE.findall(title) if found.isalpha())
        return Cased(proper=there, places=there)
    places = {runs_of(found)[0][1] for found in _PLACE.findall(title)}
    listed = _listed(title)
    places.update(listed["places"])
    proper = places.union(*listed.values())
    if any(kind != "word" for kind, _ in runs_of(title)):
        proper.update(_term(word) for word in _IN_CAPITALS.findall(title))
    first, *words = _WORD.findall(title) or [""]
    telling = [word for word in words if len(word) >= LEAST_LETTERS and not word.isupper()]
    if 2 * sum(word[0].islower() for word in telling) < max(len(telling), 2):
        return Cased(proper=frozenset(proper), places=frozenset(places))
    proper.update(_term(word) for word in words if word[0].isupper() and word.isalpha())
    places.update(_term(found) for found in _THERE.findall(title) if found.isalpha())
    if len(first) >= LEAST_LETTERS and first.istitle() and _within(first, text):
        proper.add(_term(first))
        places.update({_term(first)} if first in _THERE.findall(text) else ())
    common = frozenset(_term(word) for word in words if word[0].islower())
    return Cased(proper=frozenset(proper), places=frozenset(places), common=common)


def _listed(title: str) -> Mapping[str, set[str]]:
    """Give the pairs of letters that names in scripts without capitals are made of, by kind."""
    found: dict[str, set[str]] = {group: set() for group in NAMED}
    for kind, run in runs_of(title):
        for place in range(len(run)) if kind != "word" else ():
            for group, names in _names().items():
                if name := names.within(run, place):
                    ends = range(place, place + name[1] - 1)
                    found[group].update(run[end : end + 2] for end in ends)
    return found


@cache
def _names() -> Mapping[str, Names]:
    return {group: Names(listed_in("across.txt")[group]) for group in NAMED}


def _within(word: str, text: str) -> bool:
    """Say whether a text has a word, as it is written, within a sentence."""
    place = text.find(f" {word}")
    while place >= 0:
        before, after = text[place - 1 : place], text[place + len(word) + 1 : place + len(word) + 2]
        if (before == "," or before.islower()) and not after.isalnum():
            return True
        place = text.find(f" {word}", place + 1)
    return False


def _term(word: str) -> str:
    return stem(fold(_OWNED.sub("", word)).text)
