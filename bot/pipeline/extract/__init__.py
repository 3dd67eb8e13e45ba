"""Article text out of a page, as HTML or as plain saved text, and none of what stands around it.

read       bytes → page or saved text → article
page       a page: titles, its own data, trafilatura's text (main_text)
blocks     its pieces of text, of which choose takes those in region that witness vouches for
asides     boxes amid an article, by where they stand and what else is in them
strangers  lines amid it that have nothing to do with the others
plain      a saved text, line by line
dialogue   questions and answers, whose lines are short
lists      what stands in lists beside it; what a line is that is none of its, `text.lines` says
relate     whether a page tells what an item tells
"""

from bot.model import Article
from bot.pipeline.extract.relate import tells_of

__all__ = ["extract", "tells_of"]


def extract(body: bytes, *, content_type: str | None = None) -> Article:
    """Find the article in a page or a saved text. Raises NotAnArticle when there is none."""
    # Its patterns take half a second to make ready, which only who reads pages has to wait for.
    from bot.pipeline.extract.read import read_article

    return read_article(body, content_type=content_type)
