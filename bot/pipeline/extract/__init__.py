"""Article text out of a page, as HTML or as plain saved text, and none of what stands around it."""

from bot.pipeline.extract.read import extract

__all__ = ["extract"]
