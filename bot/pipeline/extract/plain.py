"""Plain saved text → the lines of its article: no markup, with what stood around it; pure.

    text → lines → what each is → where the article ends → lists that lead away → the best run

What speaks for the article is running text; what speaks against it are lines that end without a
sentence's end, as menus and lists of titles do. The run with the best sum is taken (Kadane's
maximum subarray), the first one where two are about as good.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.pipeline.extract.boxes import is_about_author, is_under_authors
from bot.pipeline.extract.broken import rejoined
from bot.pipeline.extract.dialogue import with_interviews
from bot.pipeline.extract.found import Found
from bot.pipeline.extract.gates import end_at_gate
from bot.pipeline.extract.lists import (
    ASKED,
    SEPARATED,
    Line,
    end_of,
    is_list,
    line_of,
    with_credits,
    with_lists,
    with_verses_and_tables,
)
from bot.pipeline.extract.markdown import ADDRESS, unmarked
from bot.pipeline.extract.strangers import strangers, telling
from bot.pipeline.text import vocabulary as say
from bot.pipeline.text.inline import without_inline
from bot.pipeline.text.lines import Junk, ends_a_sentence, is_gated, is_priced, junk_in, size

LONGEST = 1 << 20  # characters of a text that are read
_MOST = 400  # what one line counts at most
_HEAD = 110  # size of a head within an article, at most
_TITLE_SHARE = 0.6  # of the longest line above, for a title: what follows may be longer
_TITLE = range(16, 260)  # size of a title
_LEADING = 3  # lines that an article begins with
_ABOVE = 25  # lines above an article in which its title is looked for
_GATE_WITHIN = 12  # lines after an article in which the gate stands
_BROKEN, _LABELS = 80, 24  # lines of a broken paragraph at most; of labels above it in one block
_WIDE, _WIDER = 0.7, 0.85  # of the longest line of a broken paragraph has each but its last
_NARROW, _USUAL, _BROAD = 40, 110, 170  # size of the longest line of a broken paragraph
_ENTRIES, _TIMED = 2, 16  # heads of live entries, at least; size of a time of one, at most
_WORDY = 20  # characters of a line that shows its script
_NEARLY = 0.4  # of the best sum is enough for a run that stands before it
_ASKS = {Junk.PROMPT, Junk.CONSENT}
_ENDING = {Junk.MORE, Junk.COMMENTS, Junk.RIGHTS}  # what stands after articles
_LAST = 16  # size of a sentence that an article may end with
_STOPPED = re.compile(r"(?<![.…])[.!。！]$")
_ENDING_COST, _JUNK_COST = -60.0, -5.0
_LABEL_COST = -25.0
# A row of labels; or what ends in brackets, as captions do: (right), （東京都港区）.
_NO_HEAD = re.compile(rf"{SEPARATED.pattern}|[)）\]】]\s*$")
_NAMED = re.compile(r"\s[-–—|｜]\s")  # an outlet's name and its motto
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
# What says what a picture shows, of which a title may stand below.
_CAPTION = re.compile(
    r"^(?:an? (?:aerial |file |general |undated |satellite )?(?:view|photo\w*|image|picture)"
    r" (?:of|shows)"
    r"|(?:file|handout|undated) (?:photo|image|picture)|pictured\b|blick auf|vue (?:de|du|d['’])"
    r"|图为|圖為|圖說|資料照|资料图|사진은)"
    r"|\b(?:is|are) (?:seen|pictured)\b|\bseen (?:here|from|in this|on|during)\b|\(?\bpictured\b"
    r"|\bon [A-Z]\w+day (?:morning|afternoon|evening|night)$"
    rf"|\bon (?:\w+day, )?{_MONTH}\.? \d{{1,2}},? (?:19|20)\d\d$"
    r"|[（(](?:\d{1,2}日|資料|资料|写真)[^()（）]*[）)]$"
    r"|[＝=]\s?(?:\d{1,2}日|[^＝=]{1,12}(?:で|市|県|区))$|모습$",
    re.IGNORECASE,
)
_MARKUP = re.compile(rf"(?!{ADDRESS})</?[a-zA-Z][^<>]{{0,300}}>", re.IGNORECASE)
_BLANK = re.compile(r"[\s\u200b\ufeff\u2060\xad]+")
_IN_BRACKETS = re.compile(r"[.!?。！？”»」]\s*[(（\[][^()（）\[\]]{2,24}[)）\]]\s*$")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def is_plain(text: str) -> bool:
    """Whether a text has no markup that makes it a page."""
    return sum(1 for _ in zip(_MARKUP.finditer(text[:LONGEST]), range(3), strict=False)) < 3


def read_plain(text: str) -> Found:
    """Find the article in a saved text; no lines where there is none."""
    told = map(without_inline, unwrapped(unmarked(text[:LONGEST])))
    lines = with_lists(with_credits([line_of(one) for one in told]))
    lines = _with_last_words(with_verses_and_tables(with_interviews(lines)))
    start, end = _best_run(lines[: end_of(lines)])
    end = end_at_gate(lines, start, end)
    kept = _kept(lines[start:end])
    title = _title(lines[max(0, start - _ABOVE) : start], kept[:_LEADING])
    kept = _without_author(_without_strangers(_without_author(kept, lines), title), lines)
    near = [line.text for line in (*lines[start:end], *lines[end : end + _GATE_WITHIN])]
    return Found(
        title=title,
        lines=tuple(line.text for line in kept),
        gated=is_gated(near[end - start :]),
        priced=any(map(is_priced, near)),
        listed=is_list(lines[max(0, start - 1) : end]),
    )


def unwrapped(text: str) -> list[str]:
    """Give the lines, with those joined that were broken at a width."""
    paragraphs: list[list[str]] = [[]]
    for raw in text.splitlines():
        if line := _BLANK.sub(" ", raw).strip():
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [line for lines in paragraphs for line in _parted(lines)]


def _parted(lines: list[str]) -> list[str]:
    """Join a paragraph that was broken at a width, under the labels that stand right above it."""
    for start in range(min(len(lines), _LABELS) if len(lines) <= _BROKEN else 1):
        if joined := _joined(lines[start:]):
            return [*lines[:start], *joined]
    return rejoined(lines)


def _joined(lines: Sequence[str]) -> list[str] | None:
    """Join the lines of a paragraph that was broken at a width; None where it was not.

    All but its last line are about as long as the longest, most end within a sentence, and none
    is a label, nor what they make together.
    """
    *full, _ = lines or [""]
    sizes = [size(line) for line in lines]
    least = _WIDE if len(full) > 2 else _WIDER  # of few, each has to be about as long
    if not full or not _NARROW <= max(sizes) <= _BROAD or min(sizes[:-1]) < least * max(sizes):
        return None
    if sum(ends_a_sentence(line) for line in full) > len(full) / 2 or any(map(_is_label, lines)):
        return None
    if any(SEPARATED.search(line) for line in lines):
        return None  # labels beside each other
    if len({_EAST.search(line) is None for line in lines if len(line) > _WORDY}) > 1:
        return None  # of two languages
    text = lines[0]
    for line in lines[1:]:
        text += line if _EAST.match(text[-1]) or _EAST.match(line) else f" {line}"
    # Lines as long as these are seldom broken: below a title stands a longer one, and what was
    # one paragraph ends as paragraphs do.
    sure = max(sizes) <= _USUAL or (sizes[-1] < max(sizes) and ends_a_sentence(text))
    return [text] if sure and not junk_in(text) else None


def _is_label(line: str) -> bool:
    """Whether a line is no part of a paragraph; half a sentence may look like a prompt."""
    junk = junk_in(line)
    return junk is not None and (junk not in _ASKS or ends_a_sentence(line))


def _with_last_words(lines: list[Line]) -> list[Line]:
    """Take a short sentence right under running text for the running text that it ends."""
    for place in range(1, len(lines)):
        line = lines[place]
        if line.junk is None and not (line.prose or line.away or line.listed):
            above = next((one for one in reversed(lines[:place]) if _counts(one)), line)
            words = len(line.text.split()) > 2 or _EAST.match(line.text[0])
            long = size(line.text) >= _LAST and words
            if long and above.prose and not above.away and _STOPPED.search(line.text):
                lines[place] = replace(line, prose=True)
    return lines


def _counts(line: Line) -> bool:
    return line.junk is None and not line.boxed


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
    if line.boxed:
        return _JUNK_COST
    if line.junk is Junk.SIGNED:
        told = size(line.text) >= ASKED and _IN_BRACKETS.search(line.text)  # "… sold. (dpa)"
        return float(min(size(line.text), _MOST)) / (1 if told else 2)
    if line.junk is not None:
        heads = line.junk in _ENDING and not say.MORE_BEFORE.match(line.text)
        return _ENDING_COST if heads else _JUNK_COST
    return -5.0 if line.listed and not line.away else _LABEL_COST


def _kept(lines: Sequence[Line]) -> list[Line]:
    """Leave out of the run what is no part of the article."""
    proses = [place for place, line in enumerate(lines) if line.prose]
    if not proses:
        return []
    inside = lines[proses[0] : proses[-1] + 1]
    entries = {place for place in range(len(inside)) if _heads_an_entry(inside, place)}
    entries = entries if len(entries) >= _ENTRIES else set()
    kept = [
        line
        for place, line in enumerate(inside)
        if line.prose or place in entries or _stays(inside, place)
    ]
    after = lines[proses[-1] + 1 :]
    return kept + [line for line in after if line.junk is Junk.SIGNED]


def _without_strangers(kept: list[Line], title: str) -> list[Line]:
    known = {n for n, line in enumerate(kept) if _is_known(line)}
    gone = strangers([line.text for line in kept], title=title, known=known)
    return [line for n, line in enumerate(kept) if n not in gone]


def _is_known(line: Line) -> bool:
    """Whether a line is of an interview, a list, a table or a poem, whose lines are alike."""
    listed = line.listed and not line.text.startswith("※")
    return line.said or listed or (line.prose and not ends_a_sentence(line.text))


def _stays(lines: Sequence[Line], place: int) -> bool:
    return lines[place].junk is None and not lines[place].away and _belongs(lines, place)


def _without_author(kept: list[Line], lines: Sequence[Line]) -> list[Line]:
    """Leave out lines near both ends that say who the author is, whom another line names."""
    texts = [line.text for line in lines]
    near = {*range(_LEADING), *range(max(1, len(kept) - _LEADING), len(kept))}
    gone = {n for n in near & {*range(len(kept))} if _is_of_author(kept[n].text, texts)}
    left = [line for n, line in enumerate(kept) if n not in gone]
    if len(kept) - 1 not in gone:
        return left or kept
    last = max((n for n, line in enumerate(left) if line.prose), default=0)
    return left[: last + 1] or kept


def _is_of_author(text: str, texts: Sequence[str]) -> bool:
    return is_under_authors(text, texts) or is_about_author(text, texts)


def _belongs(lines: Sequence[Line], place: int) -> bool:
    """Whether a line that is no sentence is a head or part of a list within the article."""
    line = lines[place]
    before = next((b for b in reversed(lines[:place]) if b.junk is None and not b.away), line)
    if line.listed:
        return not SEPARATED.search(line.text)
    if before.text.endswith((":", "：")):
        return True
    after, above = lines[place + 1], lines[place - 1]
    if above.junk in {Junk.META, Junk.CREDIT, Junk.SIGNED}:  # of a picture, or a film
        return False
    alone = before.prose and (after.prose or after.listed)
    return alone and size(line.text) <= _HEAD and not _NO_HEAD.search(line.text)


def _heads_an_entry(lines: Sequence[Line], place: int) -> bool:
    """Whether a line stands between a time and running text, as heads in live reports do."""
    if not 0 < place < len(lines) - 1:
        return False
    line, above = lines[place], lines[place - 1]
    plain = line.junk is None and not (line.prose or line.away) and size(line.text) <= _HEAD
    is_time = above.junk is Junk.META and size(above.text) <= _TIMED
    return plain and is_time and lines[place + 1].prose


def _title(lines: Sequence[Line], below: Sequence[Line]) -> str:
    """Give the title: of the lines above that may be one, the first long one.

    Those come first that have words of how the article begins (``below``): menus have none.
    """
    likely = [
        line.text
        for line in lines
        if line.junk is None
        and not line.prose
        and size(line.text) in _TITLE
        and not SEPARATED.search(line.text)
    ]
    likely = [text for text in likely if not _CAPTION.search(text)] or likely
    told = frozenset().union(*(telling(line.text) for line in below))
    shared = [len(telling(text) & told) for text in likely]
    most = max(shared, default=0)
    if most:
        likely = [text for text, count in zip(likely, shared, strict=True) if 2 * count >= most]
    longest = max(map(size, likely), default=0)
    long = [text for text in likely if size(text) >= _TITLE_SHARE * longest]
    return next((text for text in long if not _NAMED.search(text)), (*long, "")[0])
