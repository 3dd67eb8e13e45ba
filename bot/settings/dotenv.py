"""A `.env` beside the program: what compose hands over to a container, read without one.

SLACK_BOT_TOKEN=xoxb-…        # a comment
export DISCORD_TOKEN="…"
"""

import re
from pathlib import Path
from typing import Final

FILE: Final = Path(".env")
_MOST: Final = 65_536  # bytes
_LINE: Final = re.compile(
    r"""\s*(?:export\s+)?(?P<name>[A-Za-z_][A-Za-z0-9_]*)\s*=\s*"""
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>.*?))\s*(?:(?<=\s)\#.*)?"""
)


def read_dotenv(file: Path = FILE) -> dict[str, str]:
    """Give the names and values of a file such as compose's; {} where it is none or unreadable.

    Lines that are no ``NAME=value`` are left out; nothing in a value is replaced.
    """
    try:
        with file.open("rb") as opened:
            text = opened.read(_MOST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return {}
    found = [hit for line in text.splitlines() if (hit := _LINE.fullmatch(line))]
    return {hit["name"]: hit["double"] or hit["single"] or hit["bare"] or "" for hit in found}
