"""Bytes to text: byte order mark, then HTTP header, then declaration, then detection.

That order is RFC 7303's (3): nothing makes such a mark by mistake. A header or a declaration is
believed as long as the bytes bear it out. Charset names are read as browsers read them (WHATWG
Encoding: gb2312 is gb18030, iso-8859-1 is windows-1252 …), since that is what publishers mean.
"""

import codecs
import re
from typing import NamedTuple

from bot.pipeline.text.charset_guess import guess

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# XML 1.0, appendix F: how "<" and "<?" look in encodings of more bytes.
_SHAPES = (
    (re.compile(rb"<\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0<"), "utf-32-be"),
    (re.compile(rb"<\0[^\0]\0"), "utf-16-le"),
    (re.compile(rb"\0<\0[^\0]"), "utf-16-be"),
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_DECLARED_HTML = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_ISO_2022 = re.compile(rb"\x1b\$[@B]")  # RFC 1468
_SAMPLE = 100_000  # bytes that are searched for it
_HEAD = 1024  # bytes in which a declaration must stand
_READ_AS = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932",
    "windows-31j": "cp932", "ms_kanji": "cp932",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "ks_c_5601": "cp949",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-9": "cp1254", "tis-620": "cp874", "iso-8859-11": "cp874",
    "iso-2022-jp": "iso2022_jp_ext", "x-euc-jp": "euc_jp", "utf8": "utf-8", "utf-16": "utf-16",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs",
}  # fmt: skip
_MANY_BYTES = frozenset(
    {"utf-8", "cp932", "euc_jp", "euc-jp", "iso2022_jp_ext", "gb18030", "big5hkscs", "cp949"}
)
# Python's codecs for other ends; and UTF-7, which hides markup from whoever does not expect it.
_NO_CHARSET = frozenset(
    {"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"}
)
_FEW = 0.02  # of the characters may be unreadable where a charset is believed all the same


class Decoded(NamedTuple):
    """Text, and a sentence for what was wrong with its bytes, if anything was."""

    text: str
    damage: str | None


def decode(body: bytes, content_type: str | None) -> Decoded:
    """Read bytes as text; never fails, at worst unreadable bytes become U+FFFD."""
    said = _said(body, content_type)
    for name in said:
        text = _strictly(body, name)
        if text is not None:
            return _believed(body, text, name, said)
    if text := _patched_utf8(body):
        return Decoded(text, "Some bytes of it are not UTF-8")
    for name in said:
        text = _roughly(body, name)
        if text.count("\ufffd") <= len(text) * _FEW:
            return Decoded(text, f"Some bytes of it cannot be read as {name}")
    name = guess(body)
    text = _roughly(body, name)
    if not said:
        return Decoded(text, f"It does not say its charset; it was read as {name}")
    return Decoded(text, f"It says {said[0]}, which its bytes are not; it was read as {name}")


def _said(body: bytes, content_type: str | None) -> list[str]:
    """Give the charsets that are claimed, the most trusted first, as Python's names."""
    names: list[str | None] = []
    names += [name for mark, name in _BOMS if body.startswith(mark)][:1]
    names += [name for shape, name in _SHAPES if shape.match(body)][:1]
    if _ISO_2022.search(body, 0, _SAMPLE) and body.isascii():
        names.append("iso2022_jp_ext")  # as valid as UTF-8, and nothing else writes such escapes
    if found := _CHARSET.search(content_type or ""):
        names.append(_python_name(found[1]))
    for pattern in (_DECLARED, _DECLARED_HTML):
        if in_it := pattern.search(body, 0, _HEAD):
            names.append(_python_name(in_it[1].decode("ascii", "replace")))
    names.append("utf-8")  # XML 1.0, 4.3.3: what it is when nothing is said
    return list(dict.fromkeys(name for name in names if name))


def _python_name(name: str) -> str | None:
    name = _READ_AS.get(name.lower(), name.lower())
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return name if found._is_text_encoding and found.name not in _NO_CHARSET else None


def _strictly(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name).removeprefix("\ufeff")
    except (UnicodeError, ValueError):
        return None


def _roughly(body: bytes, name: str) -> str:
    return body.decode(name, "replace").removeprefix("\ufeff")


def _believed(body: bytes, text: str, name: str, said: list[str]) -> Decoded:
    """Check a reading that raised no error: a charset of single bytes never raises one.

    Latin-1 is what servers say without looking, so where the bytes are valid in a charset of
    several bytes that the feed itself declares, or in UTF-8 beyond ASCII, that one is right.
    """
    if name in _MANY_BYTES or name.startswith("utf") or body.isascii():
        return Decoded(text, None)
    for other in said:
        better = _strictly(body, other) if other in _MANY_BYTES else None
        if better is not None:
            return Decoded(better, f"It says {name} but is {other}")
    return Decoded(text, None)


def _patched_utf8(body: bytes) -> str | None:
    """Read UTF-8 with a few foreign bytes, which are windows-1252 as a rule; None if it is not."""
    text = body.decode("utf-8", "surrogateescape")
    foreign = sum(1 for letter in text if "\udc80" <= letter <= "\udcff")
    beyond = sum(1 for letter in text if letter > "\x7f") - foreign
    if foreign > max(3, beyond // 3):
        return None
    return re.sub("[\udc80-\udcff]", _as_windows, text)


def _as_windows(found: re.Match[str]) -> str:
    return bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace")
