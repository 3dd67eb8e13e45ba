"""Lines of plain text that were broken at a width, where no blank line parts paragraphs; pure.

Whoever breaks lines at a width puts into each what fits (greedy filling: Knuth and Plass, 1981,
section 1): with the first word of the next line each would have been too long. Titles in a list do
not end so, nor do they go on in small letters.
"""

import re
from collections.abc import Sequence

from bot.pipeline.text.lines import Junk, ends_a_sentence, junk_in

NARROW, BROAD = 40, 120  # size of the longest broken line, in letters as wide as Latin ones
MOST = 2_000  # lines of a block that are looked at
JOINTS = 3  # of broken lines that a block has at least
SMALL = 6  # joints, of which one at least is followed by a small letter where a script has them
LOOSE = 2  # letters by which a line may be shorter: in East Asia none begins with a full stop
_ASKS = {Junk.PROMPT, Junk.CONSENT}
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_CASED = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff]")
_BULLET = re.compile(r"^\s*(?:[-*•‣◦●○■□◆◇▶►・·※–—]|\(?\d{1,2}[.)、]|[①-⑳])\s")


def rejoined(lines: Sequence[str]) -> list[str]:
    """Join what was broken at a width among lines of a block; others stay as they are."""
    joints = _joints(lines) if len(lines) <= MOST else set()
    out: list[str] = []
    for place, line in enumerate(lines):
        if place and place - 1 in joints:
            spaced = not (_EAST.match(out[-1][-1]) or _EAST.match(line))
            out[-1] += f" {line}" if spaced else line
        else:
            out.append(line)
    return out


def _joints(lines: Sequence[str]) -> set[int]:
    """Give the places of lines that go on in the next one; none where a block was not broken."""
    open_ends = [n for n in range(len(lines) - 1) if _may_go_on(lines[n], lines[n + 1])]
    small = {n for n in open_ends if lines[n + 1][0].islower()}
    sure = small or {n for n in open_ends if not _CASED.search(lines[n][-1] + lines[n + 1][0])}
    width = max((len(lines[n]) for n in sure), default=0)
    most = min((len(lines[n]) + len(_first(lines[n + 1])) for n in sure), default=0)
    east = sum(_EAST.search(lines[n][-1]) is not None for n in sure) > len(sure) / 2
    if not (NARROW // 2 if east else NARROW) <= width <= BROAD:
        return set()
    room = range(width - LOOSE, max(width, most) + 1)  # the width is one of these
    found = {n for n in open_ends if _is_full(lines[n], lines[n + 1], room)}
    if small:
        known = SMALL * len(small & found) >= len(found)
    else:  # nothing tells sentences from titles there but that every line is full
        known, found = sure <= found, found & sure
    return found if len(found) >= JOINTS and known else set()


def _may_go_on(line: str, following: str) -> bool:
    """Whether a line may be part of a sentence that goes on in the next one."""
    if ends_a_sentence(line) or line.endswith((":", "：")) or _BULLET.match(following):
        return False
    return not (_is_label(line) or _is_label(following))


def _is_label(line: str) -> bool:
    """Whether a line is no part of a paragraph; half a sentence may look like a prompt."""
    junk = junk_in(line)
    return junk is not None and (junk not in _ASKS or ends_a_sentence(line))


def _is_full(line: str, following: str, room: range) -> bool:
    """Whether the next word would not have found room in a line."""
    if _EAST.match(line[-1]) or _EAST.match(following):
        return len(line) in room
    return len(line) < room.stop and len(line) + len(_first(following)) >= room.start


def _first(line: str) -> str:
    return line.split(" ", 1)[0]
