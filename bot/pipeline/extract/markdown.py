"""Texts saved with Markdown's marks, and with addresses in angle brackets, made plain; pure.

Readers that save pages as text write what a page has in Markdown (CommonMark 0.31): links with
their addresses, heads with "#", bold and italic words between stars. Mail writes addresses behind
what led there: "Sign in <https://…>". Lines stay lines; only marks and addresses go.
"""

import re

LINKS, HEADS = (
    3,
    2,
)  # of a text in Markdown; heads count only beside a link, a picture or bold words
ADDRESS = r"<(?:https?://|mailto:|www\.)[^<>\s]*>"  # CommonMark, "Autolinks"
_ADDRESS = re.compile(rf"\s?{ADDRESS}", re.IGNORECASE)
_INSIDE = r"[^\[\]\n]{0,300}"
_TARGET = r"\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\)"
_PICTURE = re.compile(rf"!\[{_INSIDE}\]{_TARGET}")
_LINK = re.compile(rf"\[({_INSIDE})\]{_TARGET}")
_HEAD = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*)$", re.MULTILINE)
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-{2,}|(?:[*_-] ?){3,})[ \t]*$", re.MULTILINE)
_QUOTE = re.compile(r"^ {0,3}(?:>[ \t]?)+", re.MULTILINE)
_BOX = re.compile(r"^([ \t]*(?:[-*+][ \t])?)\[[ xX]\]\s", re.MULTILINE)
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^\n*_]{1,300})(?<=\S)\1")
_ITALIC = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])([^\n*_]{1,300}?)(?<=[^\s*_\\])\1(?![\w*])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def unmarked(text: str) -> str:
    """Give a text without Markdown's marks, where it has them, and without bracketed addresses."""
    text = _ADDRESS.sub("", text)
    return _without_marks(text) if _is_markdown(text) else text


def _is_markdown(text: str) -> bool:
    links = sum(1 for _ in zip(_LINK.finditer(text), range(LINKS), strict=False))
    heads = sum(1 for _ in zip(_HEAD.finditer(text), range(HEADS), strict=False))
    others = links or _PICTURE.search(text) or _BOLD.search(text)
    return links == LINKS or (heads == HEADS and bool(others))


def _without_marks(text: str) -> str:
    for mark in (_PICTURE, _UNDERLINE, _QUOTE):
        text = mark.sub("", text)
    text = _BOX.sub(r"\1", _LINK.sub(r"\1", text))
    text = _HEAD.sub(lambda found: found[1].rstrip(" \t#"), text)
    return _ESCAPE.sub(r"\1", _ITALIC.sub(r"\2", _BOLD.sub(r"\2", text)))
