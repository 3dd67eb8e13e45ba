"""The address that another address holds: redirects, archives, caches, translations, unasked.

Nothing is fetched. What does not hold the address itself (short links, the newer ids of Google
News) stays as it is.
"""

import base64
import binascii
import re
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

MOST = 5  # addresses in one another that are undone
_HTTP = re.compile(r"https?://?[^\s/]", re.IGNORECASE)  # archives often lose the second slash
_ARCHIVES = re.compile(
    r"(?:web\.archive\.org|archive\.(?:ph|is|today|li|vn|fo|md|org)|ghostarchive\.org|12ft\.io)"
)
# A path that is an address, or only says before it when that was kept: /memento/2026/https://…
_KEPT = re.compile(
    r"/(?:\*?|(?:[\w.-]{1,20}/){0,3}(?:\d{4}[\d.*-]{0,30}(?:[a-z]{2}_)?/)|(?:[^*]*/)\*-?)"
    r"(?=https?:/)",
    re.IGNORECASE,
)
# Where a link leads away from: by the last step of the path, or by the first name of the host.
_LEAVES = re.compile(
    r"(?:.*/)?(?:url|redir|redirect(?:or|ion)?|jsredir|away|out|outbound|exit|leave|leaving|external"
    r"|go|goto|go-wild|jump|l|r|link|linkfilter|deeplink|interstitial|click|clck|apiclick|ck/a|track"
    r"|sinaurl|clear|cache|proxy|translate|wayback/available)(?:\.(?:php|aspx?|html?|cgi|jsp))?/?",
    re.IGNORECASE,
)
_LEAVING = re.compile(
    r"(?:l|lm|out|exit|go|links?|away|jump|redir|redirect|click|track)\.[^.]+\.[^.]+.*"
    r"|exit\.sc|slack-redir\.net|[\w.-]+\.safelinks\.protection\.outlook\.com",
)
_HOLDS = (
    "url", "q", "u", "uddg", "to", "z", "target", "dest", "destination", "redirect", "redirect_url",
    "redirect_uri", "goto", "href", "murl", "pfurl", "link", "out", "ru",
)  # fmt: skip
_AMP_CACHE = re.compile(
    r"(?:[a-z0-9-]+\.)?(?:cdn\.ampproject\.org|bing-amp\.com)|www\.google\.[a-z.]{2,6}"
    r"|(?:www\.)?bing\.com"
)
_AMP_PATH = re.compile(r"/(?:amp|[civ])/(?:s/)?([a-z0-9.-]+\.[a-z]{2,}/.*)", re.IGNORECASE)
_ASKED = re.compile("%3f", re.IGNORECASE)  # a cache writes the address in it as one path
_YAHOO = re.compile(r"/RU=([^/]+)(?:/|$)")
_FEED = re.compile(r"/feed/((?:[a-z0-9-]+\.)+[a-z]{2,}/.+)", re.IGNORECASE)
_TRANSLATED = re.compile(r"([a-z0-9-]+)\.translate\.goog")
_GOOGLE = re.compile(r"(?:news\.)?google\.[a-z.]{2,6}")
_GOOGLE_ID = re.compile(r"/(?:rss/)?(?:articles|read)/(CBM[\w-]+)")


def undone(link: str) -> str:
    """Give the address that a link leads to, as far as the link itself says so."""
    for _ in range(MOST):
        inner = _inside(link)
        if inner is None:
            return link
        link = inner
    return link


def _inside(link: str) -> str | None:
    parts = urlsplit(link)
    host = (parts.hostname or "").lower()
    return _in_archive(parts, host) or _in_cache(parts, host) or _in_redirect(parts, host)


def _in_archive(parts: SplitResult, host: str) -> str | None:
    asked = f"{parts.path}{'?' * bool(parts.query)}{parts.query}"
    if _ARCHIVES.fullmatch(host):  # anywhere in it
        return _address_in(asked)
    if host == "webcache.googleusercontent.com":
        return _address_in(_asked(parts).get("q", ""))
    if found := _KEPT.match(asked) or _KEPT.match(asked := unquote(asked)):
        return _address_in(asked[found.end() :])
    is_all = not parts.path.strip("/") and _HTTP.match(unquote(parts.query))
    return _address_in(parts.query) if is_all else None


def _in_cache(parts: SplitResult, host: str) -> str | None:
    query = f"{'?' * bool(parts.query)}{parts.query}"
    if _AMP_CACHE.fullmatch(host) and (found := _AMP_PATH.match(parts.path)):
        return f"https://{_ASKED.sub('?', found[1], count=1)}{query}"
    if found := _TRANSLATED.fullmatch(host):
        # As in AMP caches: "-" for a dot, "--" for a hyphen.
        there = found[1].replace("--", "\0").replace("-", ".").replace("\0", "-")
        return f"https://{there}{parts.path}{query}"
    if host.startswith("go.") and (found := _FEED.fullmatch(parts.path)):
        return f"https://{found[1]}{query}"
    return None


def _in_redirect(parts: SplitResult, host: str) -> str | None:
    if "search.yahoo." in host and (found := _YAHOO.search(parts.path)):
        return _address_in(unquote(found[1]))
    if _GOOGLE.fullmatch(host) and (found := _GOOGLE_ID.search(parts.path)):
        return _of_google(found[1])
    if not (_LEAVES.fullmatch(parts.path) or _LEAVING.fullmatch(host)):
        return None
    asked = _asked(parts)
    held = (_whole(asked[name], host) for name in _HOLDS if name in asked)
    return next((one for one in held if one), None)


def _asked(parts: SplitResult) -> dict[str, str]:
    return {name.lower(): values[0] for name, values in parse_qs(parts.query).items()}


def _whole(value: str, host: str) -> str | None:
    """Give the address that a parameter is, or Bing's code for one; a front page is none.

    Nor is one of the same host: by what its pages are told apart the other parameters may say.
    """
    if value.startswith("a1aHR0c"):
        value = (_decoded(value[2:]) or b"").decode("utf-8", "replace")
    if not _HTTP.match(value):
        return None
    parts = urlsplit(value)
    is_away = (parts.hostname or "").lower().removeprefix("www.") != host.removeprefix("www.")
    return value if is_away and (parts.path.strip("/") or parts.query) else None


def _address_in(text: str) -> str | None:
    found = _HTTP.search(text) or _HTTP.search(text := unquote(text))
    if found is None:
        return None
    return re.sub(r"^(https?:)/+", r"\1//", text[found.start() :].split(maxsplit=1)[0])


def _decoded(text: str) -> bytes | None:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None


def _of_google(id_: str) -> str | None:
    """Read the address out of an article's id, a protocol buffer, where it is still in there."""
    held = _decoded(id_) or b""
    start = held.find(b"http")
    if start < 1:
        return None
    # The length stands before the text, in one byte or two (varint).
    length = held[start - 1]
    if start > 1 and held[start - 2] & 0x80:
        length = (held[start - 2] & 0x7F) | (length << 7)
    address = held[start : start + length]
    return address.decode("ascii") if address.isascii() and len(address) == length else None
