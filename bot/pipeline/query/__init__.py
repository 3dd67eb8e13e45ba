"""Read a watch's query: read (the order), tree (the grammar), resolve (names), errors."""

from bot.pipeline.query.read import (
    Ambiguous,
    Query,
    TooWide,
    label,
    normal_form,
    parse_query,
    read_signs,
    read_stored,
    topics_in,
)
from bot.pipeline.query.widen import wider

__all__ = [
    "Ambiguous",
    "Query",
    "TooWide",
    "label",
    "normal_form",
    "parse_query",
    "read_signs",
    "read_stored",
    "topics_in",
    "wider",
]
