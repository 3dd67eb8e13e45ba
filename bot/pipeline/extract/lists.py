"""What each line looks like, and which lines only lead to other pages; pure.

A head such as "Related articles" is followed by titles, and by teasers between them; running text
that no title introduces ends such a list. Where an article is over there are comments, or a note
of who may copy.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.pipeline.extract.witness import telling_words
from bot.pipeline.text import vocabulary as say
from bot.pipeline.text.lines import Junk, ends_a_sentence, junk_in, size, trimmed

ASKED = 80  # size from which a line that ends in "?" is more than a title
_SENTENCE = 30  # size of a line that may be a sentence
_UNENDED = 160  # size from which a line is running text though no sentence ends it
_INTRODUCES = 50  # size of a line before a list
_BEFORE = 2  # lines of running text that must stand before what ends an article
_TEASER = 240  # size of a sentence under a title that leads away, at most
_TITLE = 16  # size of a title, at least
_SHARED = 2  # words of an article by which a sentence goes on with it
_ENDS = re.compile(r"(?<![.…])[.。！]$")
_BOX = 3  # titles of a list within an article, at most
_LISTED = 4  # titles with a teaser that a list of articles has at least
_MOST_LISTED = 0.8  # of its sentences are teasers
_SIGN_OFF = re.compile(  # an agency's, or somebody's initials: "DPA", "/jpv", "(mk)", "— AFP"
    r"(?<=[.!?»”\"])\s?(?:(?:[—–-]{1,2}\s?|\s/?)[A-ZÀ-Þ]{2,6}(?:/[A-ZÀ-Þ]{2,6})?"
    r"|\s/\s?[a-z]{2,4}(?:/[a-z]{2,4})?|\s[(\[][a-z]{2,4}(?:/[a-z]{2,4})?[)\]])$"
)
_ENDED = re.compile(r"[.!?。！？](?=\W*(?:\s|$))|[。！？](?=\w)")
_VERSES = 4  # lines that a poem has at least
_VERSE = 60  # size of a verse, at most
_BULLET = re.compile(r"^\s*(?:[-*•‣◦●○■□◆◇▶►・·※–—]|\(?\d{1,2}[.)、]|[①-⑳])\s*\S")
SEPARATED = re.compile(r"\s[|｜·•/>›]\s|^[^«]*\s»\s|\]\s*\[")
_STOPPED = re.compile(r"[,;:.!?…—，、；。！？][\"'”’»」』]?\s*$")
_ASKS = re.compile(r"[?？:：]\s*$")
_CELLS = re.compile(r"\s*[|｜]\s*|\t+")
_FIGURES = re.compile(r"(?:\s+[-–−+]?[$€£¥₩]?\d[\d.,]*(?:%|[a-z]{1,2})?){2,}\s*$")
# Of one picture: no year, nothing reserved.
_WHOSE = re.compile(r"\W*[©ⓒ]\s?(?:[^\d.。]|\.(?=\w)){2,60}$")
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w.’'-]*){1,3}$")
_CAPITALS = re.compile(r"[.!?»”] ?([A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]+)+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line, and what it looks like."""

    text: str
    junk: Junk | None
    prose: bool = False
    listed: bool = False
    away: bool = False  # a title or a teaser in a list that leads to other pages
    boxed: bool = False  # of such a list within the article
    said: bool = False  # in an interview


def line_of(text: str) -> Line:
    """Say what a line looks like; prompts at its ends are taken off."""
    junk = junk_in(text)
    if junk is None:
        text = trimmed(text)
    listed = _BULLET.match(text) is not None
    return Line(text=text, junk=junk, prose=junk is None and _is_prose(text), listed=listed)


def _is_prose(text: str) -> bool:
    length = size(text)
    text = _SIGN_OFF.sub("", text)
    if text.endswith((":", "：")):
        return length >= _INTRODUCES
    if not ends_a_sentence(text):
        return length >= _UNENDED and not SEPARATED.search(text)
    if text.endswith(("?", "？", "…", "...")):
        return length >= ASKED
    return length >= _SENTENCE


def end_of(lines: Sequence[Line]) -> int:
    """Give where the article is over at the latest: at comments, or a note of rights."""
    before = 0
    for place, line in enumerate(lines):
        before += line.prose and size(line.text) >= ASKED
        if before >= _BEFORE and line.junk in {Junk.COMMENTS, Junk.RIGHTS}:
            return place
    return len(lines)


def with_credits(lines: Sequence[Line]) -> list[Line]:
    """Know of pictures whose they are: "© Name" amid an article, a name that a byline has."""
    found = list(lines)
    named = [line.text for line in lines if line.junk in {Junk.META, Junk.CREDIT}]
    alone = {line.text.upper() for line in lines if line.junk is None and _NAME.match(line.text)}
    for place, line in enumerate(lines):
        rest = (other for other in lines[place + 1 :] if other.junk is None)
        owner = line.junk is Junk.RIGHTS and _WHOSE.match(line.text)
        goes_on = owner and (after := next(rest, None)) is not None and after.prose
        name = line.junk is None and _NAME.match(line.text) is not None
        name = name and any(line.text in other for other in named)
        last = line.junk is None and _CAPITALS.search(line.text)
        if goes_on or name or (last and last[1].upper() in alone):
            found[place] = replace(line, junk=Junk.CREDIT, prose=False)
    return found


def with_lists(lines: Sequence[Line], *, ends: Collection[int] = ()) -> list[Line]:
    """Mark the titles and teasers that stand under heads of lists that lead away.

    A list of few titles that running text goes on after is a box within the article.
    ``ends``: places of lines that are known to end such a list.
    """
    marked: list[Line] = []
    head = titles = teasers = told = 0  # where the list began, what it may still have, has had
    for place, line in enumerate(lines):
        if place in ends:
            titles = teasers = 0
        elif line.junk is Junk.MORE and say.MORE.match(line.text):
            heads_one = say.INLINE.match(line.text) is not None
            # A head right after another's titles goes on with the same list.
            head = head if titles or teasers else place
            told, titles, teasers = 0, *((3, 0) if heads_one else (99, 99))
        elif line.junk is None and (titles or teasers):
            is_told = line.prose or (size(line.text) >= _TITLE and _ENDS.search(line.text))
            if not is_told and titles:
                titles -= 1
                line = replace(line, away=True)
            elif is_told and teasers and _is_teaser(lines, place, told, head):
                told += 1
                line = replace(line, prose=False, away=True)
            else:
                titles = teasers = 0
                _give_back(marked, lines)
                marked[head:] = _boxed(marked[head:])
        marked.append(line)
    return marked


def is_list(lines: Sequence[Line]) -> bool:
    """Whether lines are titles with a teaser each, as of a home page: a single sentence."""
    lines = [line for line in lines if line.junk is None]
    told = [place for place, line in enumerate(lines) if line.prose]
    under = [
        place
        for place in told
        if place
        and not (lines[place - 1].prose or lines[place - 1].listed)
        and size(lines[place - 1].text) >= _TITLE
        and not _ASKS.search(lines[place - 1].text)
        and size(lines[place].text) <= _TEASER
        and len(_ENDED.findall(lines[place].text)) == 1
    ]
    return len(under) >= _LISTED and len(under) >= _MOST_LISTED * len(told)


def _boxed(lines: list[Line]) -> list[Line]:
    few = sum(line.away for line in lines) <= _BOX
    return (
        [replace(line, boxed=line.away or line.junk is Junk.MORE) for line in lines]
        if few
        else lines
    )


def _give_back(marked: list[Line], lines: Sequence[Line]) -> None:
    """Take the last of several titles for a head of the article, where it is much the shortest.

    The running text of all ``lines`` has a word of it.
    """
    titles: list[Line] = []
    for line in reversed(marked):
        if not line.away:
            break
        titles.append(line)
    if len(titles) < 2 or size(titles[0].text) >= 0.75 * min(size(t.text) for t in titles[1:]):
        return
    said = {word for line in lines if line.prose for word in telling_words(line.text)}
    if said & set(telling_words(titles[0].text)):
        marked[-1] = replace(marked[-1], away=False)


def _is_teaser(lines: Sequence[Line], place: int, told: int, head: int) -> bool:
    """Whether a sentence stands between two titles, or ends a list that has teasers.

    ``told``: how many the list had, ``head``: where it began. What has words of the article above,
    and none of the title that it stands under, goes on with the article.
    """
    if size(lines[place].text) > _TEASER:
        return False
    rest = [line for line in lines[place + 1 : place + 8] if line.junk is None]
    above = next((line for line in reversed(lines[:place]) if line.junk is None), None)
    if above is None or above.prose or (rest and rest[0].prose):
        return False
    if told:
        return True
    between = len(rest) > 1 and size(rest[0].text) >= _TITLE and rest[1].prose
    return between and not _goes_on(lines[:head], above.text, lines[place].text)


def _goes_on(before: Sequence[Line], title: str, text: str) -> bool:
    """Whether a sentence speaks of what stood before a list, and not of the title above it."""
    mine = set(telling_words(text))
    known = {word for line in before if line.prose for word in telling_words(line.text)}
    return len(mine & known) >= _SHARED and not mine & set(telling_words(title))


def with_verses_and_tables(lines: Sequence[Line]) -> list[Line]:
    """Take verses and rows of tables for the text that they are: neither looks like sentences.

    Of verses several end with a mark, of which menus and lists of titles have none; rows of a
    table have as many cells each, and figures in them.
    """
    found = list(lines)
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and _may_be_verse(found[end]):
            end += 1
        stopped = [i for i in range(start, end) if _STOPPED.search(found[i].text)]
        if stopped and _are_verses(found[start : stopped[-1] + 1]):
            for i in range(start, stopped[-1] + 1):
                found[i] = replace(found[i], prose=True)
        start = end + 1
    return _with_tables(found)


def _may_be_verse(line: Line) -> bool:
    return line.junk is None and not (line.away or line.listed) and size(line.text) < _VERSE


def _are_verses(lines: Sequence[Line]) -> bool:
    stopped = [line for line in lines if _STOPPED.search(line.text)]
    short = [line for line in stopped if not line.prose and not _ASKS.search(line.text)]
    return len(lines) >= _VERSES and len(stopped) >= 0.4 * len(lines) and len(short) >= 2


def _with_tables(lines: list[Line]) -> list[Line]:
    rows = [_cells(line) for line in lines]
    for place in range(len(lines)):
        beside = {n for i in (place - 1, place + 1) if 0 <= i < len(rows) and (n := rows[i])}
        if rows[place] and rows[place] in beside:
            lines[place] = replace(lines[place], prose=True)
    return lines


def _cells(line: Line) -> int:
    """Count the cells of what may be a row of a table; 0 where it is none."""
    if line.junk is not None or line.away:
        return 0
    cells = _CELLS.split(line.text.strip(" |｜"))
    if len(cells) > 1:
        return len(cells)
    figures = _FIGURES.search(line.text)
    return len(figures.group().split()) + 1 if figures and not line.prose else 0
