"""Article text out of a page, as HTML or as plain saved text, and none of what stands around it."""

from bot.pipeline.extract.read import extract
from bot.pipeline.extract.relate import tells_of

__all__ = ["extract", "tells_of"]
