"""How a text begins: with what happened, or with a line that only sets the scene."""

from bot.pipeline.text.clean import is_whole
from bot.pipeline.text.facts import names, numbers, quotations
from bot.pipeline.text.splitting import sentences
from bot.pipeline.text.tokens import script_language, words

SAME = 0.8  # of a sentence's words in one of the page: it stands there, too
LOOKED_AT = 40  # sentences of a page
LEAST = 40  # characters of a sentence that tells something


def with_exact_lead(page: str, feed: str, language: str | None) -> str:
    """Give a page's text, with the feed's first sentence before it where that one is exact.

    A page may begin with its standfirst, "Tensions are rising again at sea", and say nowhere in one
    sentence what its feed says: who did what, and to how many. Then what the feed says comes first.
    """
    language = script_language(page) or language
    of_feed, of_page = sentences(feed[: 10 * LEAST], language), sentences(page, language)
    if not of_feed or not of_page:
        return page
    lead = of_feed[0]
    if not is_whole(lead) or not _is_exact(lead, language) or _is_exact(of_page[0], language):
        return page
    mine = frozenset(words(lead))
    told = any(
        len(mine & frozenset(words(said))) >= SAME * len(mine) for said in of_page[:LOOKED_AT]
    )
    return page if told else f"{lead}\n\n{page}"


def _is_exact(sentence: str, language: str | None) -> bool:
    return bool(numbers(sentence) or names(sentence, language) or quotations(sentence))
