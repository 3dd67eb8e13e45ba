"""Addresses of a post, and whether a link's label speaks of the place that it leads to."""

import re
from typing import Final
from urllib.parse import urlsplit, urlunsplit

# A word with a dot between letters passes for an address, "bank.example" as well as "evil.co.uk".
_HOST: Final = re.compile(r"(?<![\w-])(?:[\w-]{1,63}\.){1,20}[^\W\d_]{2,63}")
_SCHEME: Final = re.compile(r"(?i)[a-z]://|\b(?:javascript|data|mailto|tel|file|vbscript):|\bwww\.")
_NAME: Final = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")  # of a host, or an IPv6 address
_ENDS: Final = {c: f"%{ord(c):02X}" for c in "()<>[]{}^\\`|\"' *_~"}
_DOTS: Final = str.maketrans({"。": ".", "．": ".", "｡": ".", "․": ".", "：": ":", "／": "/"})


def address(url: str | None, limit: int = 2048) -> str | None:
    """Give an address that ends where the link ends, in ASCII; None when it is none, or too long.

    Hosts are written as the network knows them (IDNA), all else in percent form (RFC 3986).
    """
    if not url or any(c.isspace() or ord(c) < 32 for c in url):
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        known = host if host.isascii() else host.encode("idna").decode()
    except ValueError:  # of the port, a bracket, or a host that has no ASCII form
        return None
    if parts.scheme not in ("http", "https") or not _NAME.fullmatch(known) or "@" in parts.netloc:
        return None
    place = f"[{known}]" if ":" in known else known
    rest = urlunsplit(("", "", parts.path or "/", parts.query, parts.fragment))
    whole = f"{parts.scheme}://{place}{f':{port}' if port else ''}{''.join(map(_ended, rest))}"
    return whole if len(whole) <= limit else None


def _ended(letter: str) -> str:
    if ord(letter) < 128:
        return _ENDS.get(letter, letter)
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "replace"))


def agrees(label: str, url: str) -> bool:
    """Say whether a label speaks of no other place than the address: of none, or of its host."""
    plain = label.translate(_DOTS).casefold()
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    spoken = {found.removeprefix("www.") for found in _HOST.findall(plain)}
    if spoken - {host}:
        return False
    return not _SCHEME.search(plain) or spoken == {host}
