"""The address that another address holds: archives, news searches, AMP and mobile pages, unasked.

Nothing is fetched. What does not hold the address itself (short links, the newer ids of Google
News) stays as it is.
"""

import base64
import binascii
import re
from urllib.parse import parse_qs, unquote, urlsplit

MOST = 3  # addresses in one another that are undone
_HTTP = re.compile(r"https?://?[^\s/]", re.IGNORECASE)  # archives often lose the second slash
_ARCHIVES = re.compile(
    r"(?:web\.archive\.org|archive\.(?:ph|is|today|li|vn|fo|md|org)|ghostarchive\.org|12ft\.io)"
)
_SEARCH = re.compile(r"(?:www\.|news\.)?google\.[a-z.]{2,6}|(?:www\.)?bing\.com|l\.facebook\.com")
_REDIRECTS = re.compile(r"/url|/news/apiclick\.aspx|/l\.php", re.IGNORECASE)
_HOLDS = ("url", "q", "u")  # parameters of a redirect
_AMP_CACHE = re.compile(r"(?:[a-z0-9-]+\.)?cdn\.ampproject\.org|www\.google\.[a-z.]{2,6}")
_AMP_PATH = re.compile(r"/(?:amp|[civ])/(?:s/)?([a-z0-9.-]+\.[a-z]{2,}/.*)", re.IGNORECASE)
_AMP_END = re.compile(r"(?:/amp|\.amp)(?=\.html?$|/?$)|^/amp(?=/.)|(?<=^/)news/amp/", re.IGNORECASE)
_AMP_ASKED = re.compile(r"(?:^|&)(?:amp(?:=1|=true|=)?|outputtype=amp|_amp=true)(?=&|$)", re.I)
_HANDY = re.compile(r"^(?:www|m|mobile|amp)\.(?=[^.]+\.)|(?<=\.)m\.(?=[^.]+\.[^.]+$)")
# What says where a reader came from, beside dedupe's own list, which makes keys and must not grow.
_CAME_BY = re.compile(
    r"(?:^|&)(?:(?:srsltid|_ga|_gl|spm|scm|ocid|ns_\w+|traffic_source|guccounter)=[^&]*"
    r"|(?:partner|emc|ref|source|from|feed)=(?:rss|feed|timeline|rss\.nyt|share\w*))(?=&|$)",
    re.IGNORECASE,
)
_YAHOO = re.compile(r"/RU=([^/]+)/")
_GOOGLE_ID = re.compile(r"/(?:rss/)?(?:articles|read)/(CBM[\w-]+)")


def undone(link: str) -> str:
    """Give the address that a link leads to, as far as the link itself says so."""
    for _ in range(MOST):
        inner = _inside(link)
        if inner is None:
            return link
        link = inner
    return link


def plain_page(link: str) -> str:
    """Give the address of the page for every reader: not of its AMP or mobile form."""
    parts = urlsplit(link)
    host = _HANDY.sub("", parts.netloc.lower())
    path = _AMP_END.sub("", parts.path)
    query = _CAME_BY.sub("", _AMP_ASKED.sub("", parts.query)).lstrip("&")
    return parts._replace(netloc=host, path=path, query=query).geturl()


def _inside(link: str) -> str | None:
    parts = urlsplit(link)
    host = (parts.hostname or "").lower()
    if _ARCHIVES.fullmatch(host):
        return _address_in(link[len(parts.scheme) + 3 :])
    if host == "r.search.yahoo.com" and (found := _YAHOO.search(parts.path)):
        return _address_in(unquote(found[1]))
    if host == "webcache.googleusercontent.com":
        return _address_in(parts.query)
    if _AMP_CACHE.fullmatch(host) and (found := _AMP_PATH.match(parts.path)):
        return f"https://{found[1]}{'?' * bool(parts.query)}{parts.query}"
    if _SEARCH.fullmatch(host):
        if found := _GOOGLE_ID.search(parts.path):
            return _of_google(found[1])
        if _REDIRECTS.fullmatch(parts.path):
            asked = parse_qs(parts.query)
            held = (asked[name][0] for name in _HOLDS if name in asked)
            return next((one for one in held if _HTTP.match(one)), None)
    return None


def _address_in(text: str) -> str | None:
    found = _HTTP.search(text) or _HTTP.search(text := unquote(text))
    return re.sub(r"^(https?:)/+", r"\1//", text[found.start() :]) if found else None


def _of_google(id_: str) -> str | None:
    """Read the address out of an article's id, a protocol buffer, where it is still in there."""
    try:
        held = base64.urlsafe_b64decode(id_ + "=" * (-len(id_) % 4))
    except (binascii.Error, ValueError):
        return None
    start = held.find(b"http")
    if start < 1:
        return None
    # The length stands before the text, in one byte or two (varint).
    length = held[start - 1]
    if start > 1 and held[start - 2] & 0x80:
        length = (held[start - 2] & 0x7F) | (length << 7)
    address = held[start : start + length]
    return address.decode("ascii") if address.isascii() and len(address) == length else None
