"""What looks new and is not: a number that is said roundly, a name that names nobody; pure."""

import re

from bot.pipeline.text.facts import Number

# Right before a number, or right after it: it is about so much.
_ABOUT = re.compile(
    r"(?:\b(?:about|around|some|nearly|almost|more than|over|at least|up to|roughly|approximately"
    r"|rund|etwa|knapp|fast|mehr als|über|gut|mindestens|près de|environ|plus de|quelque|presque"
    r"|au moins|más de|casi|cerca de|unos|unas|alrededor de|al menos|circa|oltre|quasi)"
    r"|約|およそ|近く|约|近|逾|超过|超過|大约|大約|약|최소) ?$",
    re.IGNORECASE,
)
_OR_SO = re.compile(r"^ ?(?:超|強|弱|余|以上|近く|程度|ほど|多|左右|여|이상|가량|남짓|\+)")
# Sums with a currency's letters, months, and those of a country, who are anybody.
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_NOBODY = re.compile(
    rf"(?:RM|Rs|Rp|(?:US|HK|NT|A|C|S|R)?\$)?\d[\d.,]*(?:[a-z]{{1,3}})?$"
    rf"|(?:(?:{_MONTHS})[a-z]*[-–/ ]?)+$"
    r"|(?:american|british|australian|canadian|french|german|italian|spanish|portuguese|dutch"
    r"|belgian|swiss|austrian|danish|swedish|norwegian|finnish|polish|czech|hungarian|greek|irish"
    r"|scottish|turkish|russian|ukrainian|chinese|japanese|korean|taiwanese|indian|pakistani|thai"
    r"|vietnamese|indonesian|malaysian|filipino|philippine|singaporean|israeli|palestinian|iranian"
    r"|iraqi|saudi|egyptian|nigerian|kenyan|mexican|brazilian|argentine|chilean|european|asian"
    r"|african)s?$"
    r"|(?:新闻|新聞)?(?:发言人|發言人)$|(?:記者|报道|報道)官$|대변인$",
    re.IGNORECASE,
)


def is_about(text: str, number: Number) -> bool:
    """Whether a text says of a number that it is about so much, or more."""
    place = text.find(number.shown)
    if place < 0:
        return False
    after = text[place + len(number.shown) :]
    return bool(_ABOUT.search(text[:place]) or _OR_SO.match(after) or _OR_SO.search(number.shown))


def says_nothing(name: str) -> bool:
    """Whether a name is a sum, a month, an office, or says only what country somebody is of."""
    return _NOBODY.match(name) is not None
