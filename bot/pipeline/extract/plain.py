"""Plain saved text → the lines of its article: no markup, with what stood around it; pure.

    text → lines → what each is → where the article ends → lists that lead away → the best run

What speaks for the article is running text; what speaks against it are lines that end without a
sentence's end, as menus and lists of titles do. The run with the best sum is taken (Kadane's
maximum subarray), the first one where two are about as good.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.pipeline.extract import vocabulary as say
from bot.pipeline.extract.found import Found
from bot.pipeline.extract.lines import Junk, ends_a_sentence, is_gate, junk_in, size, trimmed

LONGEST = 1 << 20  # characters of a text that are read
_SENTENCE = 30  # size of a line that may be a sentence
_ASKED = 80  # size from which a line that ends in "?" is more than a title
_UNENDED = 160  # size from which a line is running text though no sentence ends it
_INTRODUCES = 50  # size of a line before a list
_MOST = 400  # what one line counts at most
_BEFORE = 2  # lines of running text that must stand before what ends an article
_TEASER = 240  # size of a sentence under a title that leads away, at most
_HEAD = 110  # size of a head within an article, at most
_TITLE_SHARE = 0.6  # of the longest line above, for a title: what follows may be longer
_TITLE = range(16, 260)  # size of a title
_ABOVE = 25  # lines above an article in which its title is looked for
_GATE_WITHIN = 12  # lines after an article in which the gate stands
_NEARLY = 0.4  # of the best sum is enough for a run that stands before it
_COST = {Junk.MORE: -60.0, Junk.COMMENTS: -60.0, Junk.RIGHTS: -60.0}
_LABEL_COST = -25.0
_BULLET = re.compile(r"^\s*(?:[-*•‣◦●○■□◆◇▶►・·※–—]|\(?\d{1,2}[.)、]|[①-⑳])\s*\S")
_SEPARATED = re.compile(r"\s[|｜·•/>»›]\s|\]\s*\[")
# A row of labels; or what ends in brackets, as captions do: (right), （東京都港区）.
_NO_HEAD = re.compile(rf"{_SEPARATED.pattern}|[)）\]】]\s*$")
_NAMED = re.compile(r"\s[-–—|｜]\s")  # an outlet's name and its motto
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_BLANK = re.compile(r"[\s\u200b\ufeff\u2060\xad]+")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a saved text, and what it looks like."""

    text: str
    junk: Junk | None
    prose: bool = False
    listed: bool = False
    away: bool = False  # a title or a teaser in a list that leads to other pages


def is_plain(text: str) -> bool:
    """Whether a text has no markup that makes it a page."""
    return sum(1 for _ in zip(_MARKUP.finditer(text[:LONGEST]), range(3), strict=False)) < 3


def read_plain(text: str) -> Found:
    """Find the article in a saved text; no lines where there is none."""
    lines = _without_lists([_line(one) for one in unwrapped(text[:LONGEST])])
    start, end = _best_run(lines[: _end(lines)])
    body = lines[start:end]
    return Found(
        title=_title(lines[max(0, start - _ABOVE) : start]),
        lines=tuple(line.text for line in _kept(body)),
        gated=any(is_gate(line.text) for line in lines[end : end + _GATE_WITHIN]),
    )


def unwrapped(text: str) -> list[str]:
    """Give the lines, with those joined that were broken at a width."""
    paragraphs: list[list[str]] = [[]]
    for raw in text.splitlines():
        if line := _BLANK.sub(" ", raw).strip():
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [line for lines in paragraphs for line in (_joined(lines) or lines)]


def _joined(lines: Sequence[str]) -> list[str] | None:
    """Join the lines of a paragraph that was broken at a width; None where it was not.

    All but its last line are about as long as the longest, most end within a sentence, and none
    is a label.
    """
    *full, _ = lines or [""]
    sizes = [size(line) for line in lines]
    if not full or not 40 <= max(sizes) <= 110 or min(sizes[:-1]) < 0.7 * max(sizes):
        return None
    if sum(ends_a_sentence(line) for line in full) > len(full) / 2 or any(map(junk_in, lines)):
        return None
    text = lines[0]
    for line in lines[1:]:
        text += line if _EAST.match(text[-1]) or _EAST.match(line) else f" {line}"
    return [text]


def _line(text: str) -> Line:
    junk = junk_in(text)
    if junk is None:
        text = trimmed(text)
    listed = _BULLET.match(text) is not None
    return Line(text=text, junk=junk, prose=junk is None and _is_prose(text), listed=listed)


def _is_prose(text: str) -> bool:
    length = size(text)
    if text.endswith((":", "：")):
        return length >= _INTRODUCES
    if not ends_a_sentence(text):
        return length >= _UNENDED and not _SEPARATED.search(text)
    if text.endswith(("?", "？", "…", "...")):
        return length >= _ASKED
    return length >= _SENTENCE


def _end(lines: Sequence[Line]) -> int:
    """Give where the article is over at the latest: at comments, or a note of rights."""
    before = 0
    for place, line in enumerate(lines):
        before += line.prose and size(line.text) >= _ASKED
        if before >= _BEFORE and line.junk in {Junk.COMMENTS, Junk.RIGHTS}:
            return place
    return len(lines)


def _without_lists(lines: Sequence[Line]) -> list[Line]:
    """Mark the titles and teasers that stand under heads of lists that lead away."""
    marked: list[Line] = []
    titles = teasers = 0  # that the list may still have
    for place, line in enumerate(lines):
        if line.junk is Junk.MORE and say.MORE.match(line.text):
            heads_one = say.INLINE.match(line.text) is not None
            titles, teasers = (3, 0) if heads_one else (99, 99)
        elif line.junk is None and (titles or teasers):
            if not line.prose and titles:
                titles -= 1
                line = replace(line, away=True)
            elif line.prose and teasers and _is_teaser(lines, place):
                line = replace(line, prose=False, away=True)
            else:
                titles = teasers = 0
                _give_back(marked)
        marked.append(line)
    return marked


def _give_back(marked: list[Line]) -> None:
    """Take the last of several titles for a head of the article, where it is much the shortest."""
    titles: list[Line] = []
    for line in reversed(marked):
        if not line.away:
            break
        titles.append(line)
    if len(titles) > 1 and size(titles[0].text) < 0.75 * min(size(t.text) for t in titles[1:]):
        marked[-1] = replace(marked[-1], away=False)


def _is_teaser(lines: Sequence[Line], place: int) -> bool:
    """Whether a sentence stands between two titles, or under one at the very end."""
    if size(lines[place].text) > _TEASER:
        return False
    rest = [line for line in lines[place + 1 : place + 8] if line.junk is None]
    above = next((line for line in reversed(lines[:place]) if line.junk is None), None)
    titled = above is not None and not above.prose
    return titled and (not rest or not rest[0].prose)


def _best_run(lines: Sequence[Line]) -> tuple[int, int]:
    """Give the run of lines with the best sum, or the first that is nearly as good."""
    runs: list[tuple[float, int, int]] = []
    total = best = 0.0
    start = end = 0
    for place, line in enumerate(lines):
        total += _worth(line)
        if total > best:
            best, end = total, place + 1
        if total <= 0.0:
            if best > 0.0:
                runs.append((best, start, end))
            total, best, start, end = 0.0, 0.0, place + 1, place + 1
    if best > 0.0:
        runs.append((best, start, end))
    enough = _NEARLY * max((run[0] for run in runs), default=0.0)
    return next(((first, last) for sum_, first, last in runs if sum_ >= enough), (0, 0))


def _worth(line: Line) -> float:
    if line.prose:
        return float(min(size(line.text), _MOST))
    if line.junk is Junk.SIGNED:
        return float(min(size(line.text), _MOST)) / 2
    if line.junk is not None:
        return _COST.get(line.junk, -10.0)
    return -5.0 if line.listed and not line.away else _LABEL_COST


def _kept(lines: Sequence[Line]) -> list[Line]:
    """Leave out of the run what is no part of the article."""
    proses = [place for place, line in enumerate(lines) if line.prose]
    if not proses:
        return []
    inside = lines[proses[0] :]
    kept: list[Line] = []
    for place, line in enumerate(inside):
        last = not any(later.prose for later in inside[place + 1 :])
        if (
            line.prose
            or (line.junk is Junk.SIGNED and last)
            or (line.junk is None and not line.away and not last and _belongs(inside, place))
        ):
            kept.append(line)
    return kept


def _belongs(lines: Sequence[Line], place: int) -> bool:
    """Whether a line that is no sentence is a head or part of a list within the article."""
    line = lines[place]
    before = next((b for b in reversed(lines[:place]) if b.junk is None and not b.away), line)
    if line.listed:
        return not _SEPARATED.search(line.text)
    if before.text.endswith((":", "：")):
        return True
    after, above = lines[place + 1], lines[place - 1]
    if above.junk in {Junk.META, Junk.CREDIT, Junk.SIGNED}:  # of a picture, or a film
        return False
    alone = before.prose and (after.prose or after.listed)
    return alone and size(line.text) <= _HEAD and not _NO_HEAD.search(line.text)


def _title(lines: Sequence[Line]) -> str:
    """Give the title: of the lines above that may be one, the first long one."""
    likely = [
        line.text
        for line in lines
        if line.junk is None
        and not line.prose
        and size(line.text) in _TITLE
        and not _SEPARATED.search(line.text)
    ]
    longest = max(map(size, likely), default=0)
    long = [text for text in likely if size(text) >= _TITLE_SHARE * longest]
    return next((text for text in long if not _NAMED.search(text)), (*long, "")[0])
