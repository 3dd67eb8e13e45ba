"""A page in HTML → its title and the blocks of its article; the door to lxml. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, Any

from bot.pipeline.extract.blocks import Block, blocks_of
from bot.pipeline.extract.choose import Page, choose, leads_to_articles
from bot.pipeline.extract.found import Found
from bot.pipeline.extract.main_text import main_text
from bot.pipeline.extract.plain import read_plain
from bot.pipeline.extract.witness import key_of
from bot.pipeline.text.encoded import as_meant
from bot.pipeline.text.lines import ends_a_sentence, is_gated, is_priced, junk_in, size, trimmed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST = 4 << 20  # characters of a page that are read
MOST = 20_000  # elements of a page for which trafilatura is asked
_DATA = 1 << 20  # characters of one script with data
_ALIKE = frozenset({"div", "td", "span", "body", "center", "font"})
_WHOLE = 0.8  # of the sentences that were chosen a reading line by line must give to be believed
_LONG = 100  # size of a line that may be a sentence without its end
_NEAR = 6  # blocks around an article in which it is said whom it is for
_HEADED, _HEAD = 0.5, 20  # of a window's name is the article's title; size of one, at least
_SHORT = 8  # characters of a title that says nothing
_ADDRESS = re.compile(r"https?://[^\s/]+/", re.IGNORECASE)
_TITLES = frozenset({"og:title", "twitter:title"})


def parse_page(page: str) -> HtmlElement | None:
    """Read HTML as browsers do, whatever is wrong with it; None where there is no element."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(page[:LONGEST].encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def read_page(root: HtmlElement, page: str) -> Found:
    """Find the article of a page; no lines where there is none."""
    main = main_text(page) if is_bounded(root) else ""
    blocks = blocks_of(root)
    title = _as_headed(_title(root), blocks)
    titles = {key for text in (title, *_titles(root)) if len(key := key_of(text)) > _SHORT}
    said = max(_bodies(root), key=len, default="")
    chosen = choose(
        Page(
            blocks=blocks,
            titles=frozenset(titles),
            main=main,
            said=said,
            title=title,
        )
    )
    chosen = _as_saved(blocks, chosen)
    # Some pages are put together by the browser, and have their text only in what machines read.
    rest = () if chosen else max(_clean(main), _clean(said), key=lambda lines: sum(map(len, lines)))
    lines = [trimmed(block.text) for block in chosen] or rest
    first, last = (blocks.index(chosen[0]), blocks.index(chosen[-1])) if chosen else (0, -1)
    told = [block for block in chosen if ends_a_sentence(block.text)]
    after = blocks[blocks.index(told[-1]) + 1 if told else last + 1 :]
    near = blocks[max(0, first - _NEAR) : last + 1 + _NEAR]  # further off, other articles' prices
    return Found(
        title=title,
        lines=tuple(map(as_meant, lines)),
        gated=not _is_free(root) or is_gated(block.text for block in after),
        priced=any(is_priced(block.text) for block in near),
        listed=leads_to_articles(blocks, chosen),
        canonical=_canonical(root),
    )


def _as_saved(blocks: Sequence[Block], chosen: Sequence[Block]) -> list[Block]:
    """Leave out what a page without any structure would not give if it were a saved text.

    Where all blocks are alike (<div>, or <br> in a cell), only what they say tells them apart.
    """
    if any(block.tag not in _ALIKE for block in chosen):
        return list(chosen)
    told = {key_of(line) for line in read_plain("\n\n".join(b.text for b in blocks)).lines}
    kept = [block for block in chosen if key_of(trimmed(block.text)) in told]
    whole = _length(kept) >= _WHOLE * _length(chosen)
    return kept if whole else list(chosen)


def _length(blocks: Sequence[Block]) -> int:
    """Add up what stands in sentences, or is as long as one: the rest may be menus and titles."""
    told = (b.text for b in blocks if ends_a_sentence(b.text) or size(b.text) >= _LONG)
    return sum(map(len, told))


def is_bounded(root: HtmlElement) -> bool:
    """Whether trafilatura can be asked: its time grows with elements, and with their depth.

    The largest of 1,100 pages of news and blogs has 10,000. Without it running text decides.
    """
    return next(islice(root.iter(), MOST, None), None) is None


def _clean(main: str) -> list[str]:
    """Give what trafilatura found, for pages that are not in sentences."""
    return [line for line in main.split("\n") if line.strip() and not junk_in(line)]


def _is_free(root: HtmlElement) -> bool:
    """Whether the page does not say of itself that its article is for those who pay."""
    said = [row.get("isAccessibleForFree") for row in data_of(root)]
    return not any(str(value).lower() == "false" for value in said if value is not None)


def _canonical(root: HtmlElement) -> str | None:
    """Give the address that the page says its article is at (RFC 6596); a whole one only."""
    for link in root.iter("link"):
        address = (link.get("href") or "").strip()
        if "canonical" in (link.get("rel") or "").lower().split() and _ADDRESS.match(address):
            return address
    return None


def _title(root: HtmlElement) -> str:
    """Give the article's title: what the page hands to others, else a head, its window's name.

    Of several heads one may be a picture's: the window's name begins with the article's.
    """
    found: dict[str, list[str]] = {"meta": [], "h1": [], "title": []}
    for tag, text in _tagged_titles(root):
        found[tag] += [text] if text else []
    heads = found["h1"]
    named = [head for head in heads if any(title.startswith(head) for title in found["title"])]
    return next(iter((*found["meta"], *named, *heads, *found["title"])), "")


def _as_headed(title: str, blocks: Sequence[Block]) -> str:
    """Give a window's name as a line of the page has it: without the outlet's at either end."""
    fits = (
        block.text
        for block in blocks
        if _HEADED * len(title) <= len(block.text) < len(title)
        and size(block.text) >= _HEAD
        and (title.startswith(block.text) or title.endswith(block.text))
    )
    return max(fits, key=len, default=title)


def _titles(root: HtmlElement) -> Iterator[str]:
    return (text for _, text in _tagged_titles(root))


def _tagged_titles(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for element in root.iter("meta", "h1", "title"):
        if element.tag != "meta":
            text = element.text_content()
        elif (element.get("property") or element.get("name") or "").lower() in _TITLES:
            text = element.get("content") or ""
        else:
            continue
        yield element.tag, " ".join(unescape(text).split())


def _bodies(root: HtmlElement) -> Iterator[str]:
    """Yield the texts that the page gives as articleBody (schema.org), without markup."""
    for row in data_of(root):
        body = row.get("articleBody")
        if isinstance(body, str):
            yield _plain(body)


def data_of(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield every object in the page's JSON-LD; broken data gives none."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            stack: list[Any] = [json.loads((script.text or "")[:_DATA], strict=False)]
        except (ValueError, RecursionError):
            continue
        while stack:
            value = stack.pop()
            if isinstance(value, dict):
                yield value
                stack.extend(value.values())
            elif isinstance(value, list):
                stack.extend(value)


def _plain(text: str) -> str:
    if "<" not in text:
        return unescape(text)
    root = parse_page(text)
    return root.text_content() if root is not None else ""
