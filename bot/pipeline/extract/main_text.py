"""The door to trafilatura (Barbaresi 2021, ACL demos), which finds the main text of a page."""

import logging
from functools import cache
from typing import Any


@cache
def _quiet() -> Any:
    import trafilatura

    # What it finds odd in a page is told by what we make of it, not by lines in our log.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return trafilatura


def main_text(page: str | bytes) -> str:
    """Give the main text by trafilatura's setting that does best on news: a line a paragraph."""
    found = _quiet().extract(page, favor_precision=True, include_comments=False)
    return found or ""
