"""Read a watch's query: read (the order), signs, tree (the grammar), resolve (names), errors.

clash finds parts that rule each other out, widen wider forms, narrow a narrower one.
"""

from bot.pipeline.query.clash import clash
from bot.pipeline.query.narrow import narrower
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
from bot.pipeline.query.resolve import LONGEST_NAME
from bot.pipeline.query.widen import wider

__all__ = [
    "LONGEST_NAME",
    "Ambiguous",
    "Query",
    "TooWide",
    "clash",
    "label",
    "narrower",
    "normal_form",
    "parse_query",
    "read_signs",
    "read_stored",
    "topics_in",
    "wider",
]
