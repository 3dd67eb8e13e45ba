"""Match items against queries: index (the pass), names, terms, edges, context, ask, score."""

from bot.pipeline.match.index import Document, Index, build_index, document_of, match
from bot.pipeline.match.score import Weights

__all__ = ["Document", "Index", "Weights", "build_index", "document_of", "match"]
