"""Text as the matching verbs share it: folding, tokens, splitting; query: a query's nodes.

clean: what is no sentence of a report; lines: what is no part of an article, by the words of
vocabulary, whose patterns take half a second to make ready: who asks imports it then.
facts: numbers, names and quotations in one.
"""

from bot.pipeline.text.folding import Folded, fold, folded_text, has_diacritics, spelling
from bot.pipeline.text.language import language_of, speaks, tag
from bot.pipeline.text.marks import marks_in
from bot.pipeline.text.plain import plain
from bot.pipeline.text.splitting import sentences
from bot.pipeline.text.tokens import cut, script_language, words, words_once

__all__ = [
    "Folded",
    "cut",
    "fold",
    "folded_text",
    "has_diacritics",
    "language_of",
    "marks_in",
    "plain",
    "script_language",
    "sentences",
    "speaks",
    "spelling",
    "tag",
    "words",
    "words_once",
]
