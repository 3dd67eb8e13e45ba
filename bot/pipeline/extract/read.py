"""Bytes of a page or of a saved text → its article; pure.

bytes → unpack → charset → markup? ─ page: trafilatura, blocks, choice ─▶ Found → Article
                           none?   ─ plain: lines, choice ────────────▶
"""

import re
import zlib

from bot.errors import NotAnArticle
from bot.model import Article
from bot.pipeline.extract.found import Found
from bot.pipeline.extract.lines import ends_a_sentence, size
from bot.pipeline.extract.page import parse_page, read_page
from bot.pipeline.extract.plain import is_plain, read_plain
from bot.pipeline.text.charset import decode

LARGEST = 16 << 20  # bytes of a page, unpacked
STUB = 1500  # size up to which what stands before a gate is only a beginning
BROKEN_STUB = 4000  # the same where it breaks off within a sentence
_GZIP = 31  # zlib's window bits for RFC 1952
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_SAMPLE = 20_000  # characters that are searched for these
_FEW = 0.02  # of them may be damage
_CUT = ("…", "...", "⋯")


def read_article(body: bytes, *, content_type: str | None = None) -> Article:
    """Find the article. Raises NotAnArticle when there is none."""
    text = decode(_unpacked(body), content_type).text
    if len(_NO_TEXT.findall(text[:_SAMPLE])) > _FEW * len(text[:_SAMPLE]):
        raise NotAnArticle("This is a file of another kind, not a page. Check the address.")
    found = _find(text)
    text = "\n".join(found.lines)
    if not text:
        raise NotAnArticle(
            "No article is found in it. Check that the address is an article's and not a list's."
        )
    return Article(
        title=found.title,
        text=text,
        partial=found.gated and _is_stub(text),
        canonical=found.canonical,
    )


def _find(text: str) -> Found:
    if is_plain(text):
        return read_plain(text)
    root = parse_page(text)
    return Found(title="", lines=(), gated=False) if root is None else read_page(root, text)


def _is_stub(text: str) -> bool:
    broken = text.endswith(_CUT) or not ends_a_sentence(text)
    return size(text) < (BROKEN_STUB if broken else STUB)


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(_GZIP).decompress(body, LARGEST)
    except zlib.error:
        raise NotAnArticle(
            "It says that it is packed (gzip) and cannot be unpacked. Save it anew."
        ) from None
