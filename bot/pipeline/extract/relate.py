"""Whether a page tells what an item's feed tells: addresses also lead to lists and front pages."""

from collections.abc import Iterator

from bot.model import Article
from bot.pipeline.extract.witness import covered, runs_of, words_of

FEW = 3  # words of a title that say too little to judge by
LONG = 4  # letters of a Latin word that counts
SHARED = 0.5  # of the title's words, or of the text's runs of words


def tells_of(article: Article, *, title: str, text: str) -> bool:
    """Whether an article has most of a title's words, or of what the feed gave of the text."""
    page = f"{article.title}\n{article.text}"
    wanted = set(_counting(title))
    found = wanted & set(_counting(page))
    if len(wanted) >= FEW and len(found) >= SHARED * len(wanted):
        return True
    return covered(text, runs_of(page)) >= SHARED or (len(wanted) < FEW and not text.strip())


def _counting(text: str) -> Iterator[str]:
    """Yield the words that tell texts apart: longer ones, numbers, and pairs of Han letters."""
    before = ""
    for word in words_of(text):
        east = len(word) == 1 and word >= "\u3040"
        if east and before:
            yield before + word
        elif not east and (len(word) >= LONG or word.isdigit() or word >= "\u0400"):
            yield word
        before = word if east else ""
