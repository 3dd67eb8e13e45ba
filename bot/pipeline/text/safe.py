"""Foreign text and addresses made safe to stand in a post, whatever the platform.

What stays here is true for every platform; how each is kept from reading commands and mentions out
of a text stands in its own folder (chat/PLATFORM/text.py). Feeds pass here when they are read, so
that the matcher, the store and the posts see the same characters.
"""

import unicodedata
from typing import Final
from urllib.parse import SplitResult, urlsplit, urlunsplit

import regex

MOST_MARKS: Final = 3  # combining marks on one base; Vietnamese needs 2
MOST_VOWELS: Final = 6  # signs of other scripts in a row; stacked Tibetan needs 5
LONGEST_LINK: Final = 2000  # characters; what Discord and Slack take in a link

# Control characters (Cc) but tab and line feed; what turns the direction of writing (UAX #9); what
# no eye sees (Cf, variation selectors but the emoji one, fillers); halves of a pair (Cs).
_UNSEEN: Final = regex.compile(
    r"(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u115f\u1160\u3164\uffa0\u2800\u2028\u2029"
    r"\ufe00-\ufe0e\U000e0100-\U000e01ef]"
)
# The two joiners are letters of Persian, Hindi and emoji; elsewhere, and in runs, they hide words.
_JOINS: Final = (
    r"\p{Arabic}\p{Syriac}\p{Devanagari}\p{Bengali}\p{Gurmukhi}\p{Gujarati}\p{Oriya}"
    r"\p{Tamil}\p{Telugu}\p{Kannada}\p{Malayalam}\p{Sinhala}\p{Extended_Pictographic}"
)
_JOINER: Final = regex.compile(
    rf"(?<![{_JOINS}\p{{Emoji_Modifier}}\ufe0f])[\u200c\u200d]+|[\u200c\u200d]+(?![{_JOINS}])"
    r"|(?<=[\u200c\u200d])[\u200c\u200d]+"
)
_PILE: Final = regex.compile(
    rf"([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{{{MOST_MARKS}}})\p{{M}}+"
    rf"|(\p{{M}}{{{MOST_VOWELS}}})\p{{M}}+"
)


def safe(text: str) -> str:
    """Give the text as people see it: composed (NFC), without what is unseen or piled up.

    A sequence that shows nothing goes without a trace, so that a word which it cut is whole again.
    """
    if text.isascii() and text.isprintable():
        return text
    seen = _JOINER.sub("", _UNSEEN.sub("", text))
    return unicodedata.normalize("NFC", _PILE.sub(r"\1\2", unicodedata.normalize("NFC", seen)))


def safe_link(address: str | None) -> str | None:
    """Give an address that may stand behind a title, None when there is none to trust.

    http and https alone, without user and password (``https://bank.example@evil.example``), no
    longer than platforms take. A host that mixes scripts, or writes Latin look-alikes, is shown in
    its ASCII form (punycode, RFC 3492), so that it cannot pass for another.
    """
    if not address or len(address) > LONGEST_LINK:
        return None
    try:
        parts = urlsplit(_UNSEEN.sub("", address))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    shown = _host(host)
    return None if shown is None else _join(parts, shown, port)


def _join(parts: SplitResult, host: str, port: int | None) -> str:
    name = f"[{host}]" if ":" in host else host
    place = name if port is None else f"{name}:{port}"
    # What could end a link in the text of a platform is written in its percent form.
    rest = urlunsplit(parts._replace(netloc=place))
    return "".join(f"%{ord(c):02X}" if c in '<>|"`\\ ^{}' else c for c in rest)


def _host(host: str) -> str | None:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode() if _mixed(host) else host
    except UnicodeError:
        return None


def _mixed(host: str) -> bool:
    """Say whether a host could be taken for another: scripts mixed, or look-alikes under .com."""
    *labels, top = host.split(".")
    for label in labels:
        scripts = {_script(c) for c in label if c.isalpha()}
        alike = bool(scripts & {"CYRILLIC", "GREEK"}) and top.isascii()
        if alike or not (len(scripts) < 2 or scripts == {"EAST ASIAN", "LATIN"}):
            return True
    return False


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "OTHER").split()[0]
    # Japanese and Korean write in several at once (UTS #39, "highly restrictive").
    return "EAST ASIAN" if name in {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"} else name
