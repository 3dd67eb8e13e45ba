"""The address of a page for every reader: not its form for phones, AMP or print, nor how one came.

What may be left out is told by its name where that can mean nothing else, by its value where it
names a channel (``ref=rss``), and else only where the path already says what is read, as the
slug of an article does. A number that a page is asked by always stays.
"""

import re
from functools import cache
from urllib.parse import unquote_plus, urlsplit

from publicsuffixlist import PublicSuffixList

# Hosts of the same pages for phones and for AMP; "sp" (smart phone) where Japanese sites say it.
HANDY = frozenset({"m", "mobile", "touch", "wap", "amp", "3g"})
HANDY_JA = HANDY | {"sp"}
# fmt: off
# Parameters that say how a reader came, whatever stands in them.
WAYS = frozenset(
    {
        "srsltid", "_ga", "_gl", "spm", "spm_id_from", "scm", "ocid", "traffic_source", "igsh",
        "ttclid", "li_fat_id", "dicbo", "wprov", "spref", "rb_clickid", "_openstat", "ysclid",
        "embedded-checkout", "leadsource", "icid", "mibextid", "fb_source", "fb_action_ids",
        "gclsrc", "gad_source", "gad_campaignid", "epik", "rdt_cid", "irclickid", "irgwc",
        "cjevent", "tblci", "hss_channel", "unlocked_article_code", "regi_id", "smtyp", "smprod",
        "usqp", "noamp", "nonamp", "__s", "_ke", "_kx", "_branch_match_id", "vd_source",
        "nsukey", "isappinstalled", "dm_i", "ml_subscriber", "ck_subscriber_id", "bbeml", "s_kwcid",
        "ef_id", "nr_email_referer", "trk", "cn-reloaded",
    }
)
WAYS_STARTS = (
    "ns_", "gaa_", "amp_", "wt_", "wt.", "sc_", "_x_tr_", "utm", "share_", "trk_", "trkcampaign",
    "elqtrack", "sfmc_", "__hs", "hsctatracking", "at_",
)
# Parameters that do so when a channel stands in them; beside a slug, whatever does.
SAID = frozenset(
    {
        "partner", "emc", "ref", "source", "from", "feed", "src", "referrer", "referer", "feature",
        "via", "cid", "share", "cmp", "fr", "mod", "origin", "medium", "channel", "campaign",
    }
)
BESIDE = frozenset(
    {"mod", "ito", "taid", "mbid", "sref", "linkid", "sh", "campaign_id", "instance_id",
     "segment_id", "nl", "emc", "aoh"}
)
# … and beside an article's own number or many words, unless a number stands in them.
WITHIN = frozenset({"section", "module", "pgtype", "from", "input"})
CHANNELS = frozenset(
    {
        "rss", "atom", "feed", "feeds", "feedburner", "social", "share", "shared", "twitter", "tw",
        "facebook", "fb", "instagram", "ig", "linkedin", "whatsapp", "telegram", "reddit", "weibo",
        "wechat", "weixin", "timeline", "singlemessage", "groupmessage", "email", "newsletter",
        "push", "google", "googlenews", "bing", "yahoo", "msn", "flipboard", "smartnews", "feedly",
        "homepage", "recirc", "copy", "clipboard",
    }
)
# fmt: on
_CHANNEL = re.compile(r"(?:rss|share|social|twitter|newsletter)[a-z_]*")
_ASKED = re.compile(  # for another form of the page
    r"(?:amp|_amp|rss|mobile|print)(?:=(?:1|true|yes|y)?)?"
    r"|(?:outputtype|view|format|output|platform|type)=(?:valid_)?amp|s=09|sp_?amp=1"
)
_NUMBERED = re.compile(r"(?!utm|elq).*(?:id|no|idx|seq|num|page)=\d+")
_PARTS = re.compile(r"[^a-z0-9]+")
_LONG = re.compile(r"\d{5}|%[0-9a-f]{2}", re.IGNORECASE)  # a number, or words that are encoded
_WORD = re.compile(r"[^\W\d_]{2,}")
_ASKED_BY = re.compile(r"=\d{4,}(?:&|$)")
_BETWEEN = re.compile(r"[-_]")
_NAMED = re.compile(r"[\d_.%-]|\w{10}")  # what names a page, and not one of a site's sections
_SCRIPT = re.compile(r"\.(?:php\d?|aspx?|jsp|do|cgi|cfm|nhn)$", re.IGNORECASE)
_ENDING = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
CODED = 4  # digits of a page's name that make it an article's
_NUMBER = re.compile(r"\d+")
_AMP_NAME = re.compile(r"\.amp(?=(?:\.html?)?/?$)|(?<=[a-z])Amp(?=\.html?$)")
_AMP_BEHIND = re.compile(r"-amp/?$")  # "…-a-19870001-amp": behind an article's number or code
_INDEX = re.compile(r"/(?:index|default)\.(?:s?html?|php|aspx?|jsp)$", re.IGNORECASE)


def plain_page(link: str) -> str:
    """Give the address of the page for every reader. Raises ValueError for what is no address."""
    parts = urlsplit(link)
    path = _plain_path(parts.path)
    query = _plain_query(parts.query, has_slug(path), names_article(path))
    return parts._replace(netloc=_plain_host(parts.netloc), path=path, query=query).geturl()


def has_slug(path: str) -> bool:
    """Say whether a path names an article by words or by a long number."""
    last = path.rstrip("/").rpartition("/")[2]
    if _SCRIPT.search(last):
        return False
    last = _ENDING.sub("", last)
    return bool(_LONG.search(last)) or sum(map(bool, map(_WORD.search, _BETWEEN.split(last)))) > 1


def names_article(link: str) -> bool:
    """Say whether an address is an article's own, by a long number or many words."""
    parts = urlsplit(link)
    last = _ENDING.sub("", parts.path.rstrip("/").rpartition("/")[2])
    numbered = sum(map(str.isdigit, last)) >= 5 or bool(_ASKED_BY.search(parts.query))
    return numbered or len(_BETWEEN.split(last)) >= 4


def _plain_host(netloc: str) -> str:
    host, colon, port = netloc.lower().partition(":")
    if host.startswith("["):
        return netloc
    host = host.removeprefix("www.") if "." in host.removeprefix("www.") else host
    site = _suffixes().privatesuffix(host)
    if site and host != site:
        handy = HANDY_JA if site.endswith(".jp") else HANDY
        front = host[: -len(site)].split(".")
        host = ".".join(one for one in front if one not in handy and one != "www") + site
    return host + colon + port


def _plain_path(path: str) -> str:
    path = _INDEX.sub("/", _AMP_NAME.sub("", path))
    if sum(map(str.isdigit, path.rpartition("/")[2])) >= CODED:
        path = _AMP_BEHIND.sub("", path)
    steps = path.split("/")
    others = [step for step in steps if step.lower() not in ("amp", "amphtml")]
    others = [step.removesuffix("_amp") for step in others]
    if steps[1:2] == ["m"] and len(steps) > 3 and others == steps:
        others = ["", *steps[2:]]
    if others == steps:
        return path
    named = next((step for step in reversed(others) if step), "")
    return "/".join(others) if _NAMED.search(named) else path


def _plain_query(query: str, beside_slug: bool, on_article: bool) -> str:
    """Leave what is asked for, in one order where order cannot count."""
    kept = [part for part in query.split("&") if part and not _is_way(part, beside_slug)]
    kept = [part for part in kept if not (on_article and _is_within(part))]
    if kept == ["m=1"] and beside_slug:  # a blog's form for phones
        return ""
    if all("=" in part for part in kept):
        kept.sort(key=lambda part: part.partition("=")[0])
    return "&".join(kept)


def _is_way(part: str, beside_slug: bool) -> bool:
    """Say whether a part of a query says how a reader came, or asks for another form of a page."""
    asked = unquote_plus(part).lower()
    name, _, value = asked.partition("=")
    is_way = name in WAYS or (name.startswith(WAYS_STARTS) and not _NUMBERED.fullmatch(asked))
    if is_way or _ASKED.fullmatch(asked):
        return True
    if name in BESIDE and beside_slug:
        return True
    told = _PARTS.split(value)
    return name in SAID and any(one in CHANNELS or _CHANNEL.fullmatch(one) for one in told)


def _is_within(part: str) -> bool:
    """Say whether a part of an article's query says from which part of the site a reader came."""
    name, _, value = part.partition("=")
    return name.lower() in WITHIN and not _NUMBER.fullmatch(value)


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
