"""What was found in a page or a saved text, before anybody decides what it is worth."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The article's title and lines; ``gated``: the rest is kept for those who pay or log in.

    ``priced``: it says that the article is for them, and nothing of a rest. ``listed``: it is a
    list of articles. ``canonical``: the address that the page says its article is at.
    """

    title: str
    lines: tuple[str, ...]
    gated: bool
    priced: bool = False
    listed: bool = False
    canonical: str | None = None
