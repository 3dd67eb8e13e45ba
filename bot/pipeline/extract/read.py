"""Bytes of a page or of a saved text → its article; pure."""

import zlib

from bot.errors import NotAnArticle
from bot.model import Article
from bot.pipeline.extract.page import lines_of, parse_page, title_of
from bot.pipeline.text.charset import decode

LARGEST = 16 << 20  # bytes of a page, unpacked
_GZIP = 31  # zlib's window bits for RFC 1952


def extract(body: bytes, *, content_type: str | None = None) -> Article:
    """Find the article. Raises NotAnArticle when there is none."""
    page = decode(_unpacked(body), content_type).text
    root = parse_page(page)
    lines = [] if root is None else lines_of(root, page)
    if root is None or not lines:
        raise NotAnArticle("No article is found in it. Check the address.")
    return Article(title=title_of(root), text="\n".join(lines))


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(_GZIP).decompress(body, LARGEST)
    except zlib.error:
        raise NotAnArticle(
            "It says that it is packed (gzip) and cannot be unpacked. Save it anew."
        ) from None
