"""Bytes of a page or of a saved text → its article; pure.

bytes → unpack → charset → markup? ─ page: trafilatura, blocks, choice ─▶ Found → Article
                           none?   ─ plain: lines, choice ────────────▶
"""

import re
import zlib
from collections.abc import Sequence

from bot.errors import NotAnArticle
from bot.model import Article
from bot.pipeline.extract.found import Found
from bot.pipeline.extract.page import parse_page, read_page
from bot.pipeline.extract.plain import is_plain, read_plain
from bot.pipeline.text.charset import decode
from bot.pipeline.text.lines import ends_a_sentence, size
from bot.pipeline.text.safe import safe

LARGEST = 16 << 20  # bytes of a page, unpacked
STUB = 1500  # size up to which what stands before a gate is only a beginning
BROKEN_STUB = 4000  # the same where it breaks off within a sentence
_GZIP = 31  # zlib's window bits for RFC 1952
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_SAMPLE = 20_000  # characters that are searched for these
_FEW = 0.02  # of them may be damage
NOTICE = 700  # characters up to which a page may be no more than a notice
# What servers say in place of a page: that it is not there, or that a person must prove to be one.
_NOTICE = re.compile(
    r"^\W*(?:(?:error )?(?:404|403|410|429|50[0-4])\b(?: error)?|page not found|not found$"
    r"|just a moment"
    r"|attention required|access denied|are you a (?:human|robot)|verify(?:ing)? (?:that )?you are"
    r"|checking your browser|sorry, the page|this page (?:does not|doesn['’]t) exist"
    r"|(?:please )?enable javascript|security check|forbidden$|bad gateway|service unavailable"
    r"|お探しのページ|ページが見つかり|指定されたページ|页面不存在|頁面不存在|找不到(?:该|此|該)?(?:页面|頁面|网页|網頁)"
    r"|페이지를 찾을 수 없|요청하신 페이지|존재하지 않는 페이지|seite nicht gefunden"
    r"|page (?:introuvable|non trouvée)"
    r"|página no encontrada|pagina non trovata|الصفحة غير موجودة|страница не найдена)",
    re.IGNORECASE,
)
_CUT = ("…", "...", "⋯")


def read_article(body: bytes, *, content_type: str | None = None) -> Article:
    """Find the article. Raises NotAnArticle when there is none."""
    text = decode(_unpacked(body), content_type).text
    if len(_NO_TEXT.findall(text[:_SAMPLE])) > _FEW * len(text[:_SAMPLE]):
        raise NotAnArticle("This is a file of another kind, not a page. Check the address.")
    found = _find(text)
    text = "\n".join(seen for line in found.lines if (seen := safe(line).strip()))
    if not text:
        raise NotAnArticle(
            "No article is found in it. Check that the address is an article's and not a list's."
        )
    if found.listed:
        raise NotAnArticle(
            "The page is a list of articles, as home pages are. Take the address of one of them."
        )
    if len(text) < NOTICE and (_NOTICE.search(found.title) or _NOTICE.match(text)):
        raise NotAnArticle(
            "The page is not the article: it says that nothing is there, or asks whether a person "
            "reads. Open it in a browser and check the address."
        )
    return Article(
        title=safe(found.title).strip(),
        text=text,
        partial=(found.gated and _is_stub(text)) or (found.priced and _is_beginning(found.lines)),
        canonical=found.canonical,
    )


def _find(text: str) -> Found:
    if is_plain(text):
        return read_plain(text)
    root = parse_page(text)
    return Found(title="", lines=(), gated=False) if root is None else read_page(root, text)


def _is_stub(text: str) -> bool:
    return size(text) < (BROKEN_STUB if _is_broken(text) else STUB)


def _is_beginning(lines: Sequence[str]) -> bool:
    """Whether a text looks like no whole article, whatever is said about the rest."""
    return len(lines) < 2 or (_is_broken(lines[-1]) and sum(map(size, lines)) < BROKEN_STUB)


def _is_broken(text: str) -> bool:
    return text.endswith(_CUT) or not ends_a_sentence(text)


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(_GZIP).decompress(body, LARGEST)
    except zlib.error:
        raise NotAnArticle(
            "It says that it is packed (gzip) and cannot be unpacked. Save it anew."
        ) from None
