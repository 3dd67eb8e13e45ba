"""What `tidings doctor` finds when it looks whether a platform would take us in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at; ``well`` None: it is only worth knowing."""

    well: bool | None
    text: str


def good(text: str) -> Finding:
    """Say that something is as it should be."""
    return Finding(well=True, text=text)


def bad(text: str) -> Finding:
    """Say what has to be mended, and how."""
    return Finding(well=False, text=text)


def note(text: str) -> Finding:
    """Say what is worth knowing."""
    return Finding(well=None, text=text)
