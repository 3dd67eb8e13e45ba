"""Text as the matching verbs share it: folding, tokens, splitting; query: a query's nodes."""

from bot.pipeline.text.folding import Folded, fold, has_diacritics, spelling
from bot.pipeline.text.splitting import sentences
from bot.pipeline.text.tokens import cut, script_language, words

__all__ = [
    "Folded",
    "cut",
    "fold",
    "has_diacritics",
    "script_language",
    "sentences",
    "spelling",
    "words",
]
