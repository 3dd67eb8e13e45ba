"""Whether a page tells what an item's feed tells: addresses also lead to lists and front pages."""

from bot.model import Article
from bot.pipeline.extract.witness import covered, runs_of, telling_words

FEW = 3  # words of a title that say too little to judge by
SHARED = 0.5  # of the title's words, or of the text's runs of words


def tells_of(article: Article, *, title: str, text: str) -> bool:
    """Whether an article has most of a title's words, or of what the feed gave of the text."""
    page = f"{article.title}\n{article.text}"
    wanted = set(telling_words(title))
    found = wanted & set(telling_words(page))
    if len(wanted) >= FEW and len(found) >= SHARED * len(wanted):
        return True
    return covered(text, runs_of(page)) >= SHARED or (len(wanted) < FEW and not text.strip())
