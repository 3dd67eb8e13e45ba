"""Lines amid an article that are none of it, told by how little they have to do with it; pure.

Phrases change from outlet to outlet; what a line has in common with its neighbours does not. Signs
are counted, and no one of them decides: the line shares no telling word with the report around it
(lexical cohesion: Halliday and Hasan, 1976), it speaks to the reader where the report does not, it
offers, sells or gives an address, it has no sentence's end, it stands after all that holds
together. Where somebody is reported to have said something, an article speaks.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.pipeline.text import language_of
from bot.pipeline.text import vocabulary as say
from bot.pipeline.text.lines import ends_a_sentence, size
from bot.pipeline.text.vocabulary.voice import PRESS, VOICE

ENOUGH = 3  # signs
LONGEST = 260  # size of a line that may be a stranger
PROSE = 50  # size of a sentence that a report is made of
NEAR = 3  # of them before and after, with which a line is compared
LEADS = 2  # with the first of them, too
FEW = 2  # of them; where there are fewer, a stranger needs one sign more
MOSTLY = 0.6  # of a report is in such sentences
HALF = 0.5  # of them speak to the reader where a report does
ALOOF = 0.15  # of them speak to the reader at most, where a report does not
SHORT, LONG = 80, 120
QUOTATION = 16  # size of what is more than a word in quotation marks
_RUNS = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff]+|[\u30a0-\u30ff]{2,}|[\uac00-\ud7af]+"
    r"|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+(?:[.,]\d+)*"
)
_LETTERS, _STEM = 5, 6  # of a word that tells something; by which its forms are one
_QUOTED = re.compile(
    r"“[^“”]*”|„[^“”„]*[“”]|«[^«»]*»|»[^«»]*«|「[^「」]*」|『[^『』]*』|\"[^\"]*\"|‘[^‘’]{3,}’"
    r"|(?<!\w)'[^']{3,}(?:'[a-z]{1,2} [^']*)*'(?!\w)"
)
_MONEY = r"(?:[$€£¥₩₺₽₹₫]|US\$|kr\b|zł|TL\b|Kč|Ft\b|元|円|원|\b(?:EUR|USD|CHF|Rp|RM|lei))"
_OPENS = tuple("\"'“‘„«「『")
_AMOUNT = rf"(?:{_MONEY}\s?\d[\d.,]*|\d[\d.,]*\s?{_MONEY})"
_PRICE = re.compile(_AMOUNT, re.IGNORECASE)
_PRICED = re.compile(
    rf"(?:{_MONEY}\s?\d[\d.,]*|\d\s?{_MONEY})\W*(?:[(（][^()（）]{{1,8}}[)）])?\W*$", re.IGNORECASE
)  # a line that ends with a price
# A span that people pay for: "per month", "miesięcznie", 月.
_SPAN = (
    r"(?:\b(?:mtl|month|week|year|quarter|mois|semaine|mes(?:es)?\b|semana|mese|settiman|monat|woche|jahr"
    r"|maand|miesi|tydz|rocznie|mån(?:ad)?|måned|vecka|hafta|ayda|aylık|bulan|tháng|месяц|недел"
    r"|issues?\b|numéros|números|hefte)|[月週周年]|월)"
)
_FOR_A_SPAN = re.compile(rf"{_SPAN}\W{{0,3}}{_AMOUNT}|{_AMOUNT}.{{0,12}}{_SPAN}", re.IGNORECASE)
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|(?:^|\s)@\w{3,}|\bwww\.|https?://|\b[a-z0-9-]+\.(?:com|org|net|info)\b"
    r"|(?<!\d)\+?\(?0\d{1,4}\)?[-\s/]\d{2,4}[-\s]\d{2,4}|\d{3,4}-\d{4}(?!\d)"
)
_SIGN = re.compile(r"^\s*(?:[※→►▶▷▸☞✉☎♪★☆✔📷📱👉*]|»\s)|[→►▶▷▸»›↓]\s*$|→|👉|⬇")
# "27 Kasım 2026 11.20 – 12.05": when a page was made.
_STAMP = re.compile(
    r"\b(?:19|20)\d\d\b.*\b\d{1,2}[.:h]\d\d\b|\b\d{1,2}[.:h]\d\d\b.*\b\d{1,2}[.:h]\d\d\b"
    r"|\b\d{1,2}[.:h]\d\d\b.*\b(?:19|20)\d\d\b"
)
_SHOUTS = re.compile(r"[!！♪☆★][\"'”’»」』)]*\s*$")
_ASKS = re.compile(r"[?？][\"'”’»」』)]*\s*$")


@dataclass(frozen=True, slots=True)
class _Report:
    """A text's lines as they are compared."""

    lines: Sequence[str]
    telling: Sequence[frozenset[str]]
    prose: Sequence[int]  # places of what a report is made of
    speaks: "re.Pattern[str] | None"  # how its language speaks to a reader, where that tells
    press: "re.Pattern[str] | None"  # what its language calls the things of an outlet
    addresses: bool  # it speaks to its reader itself
    known: Collection[int]


def strangers(lines: Sequence[str], *, title: str, known: Collection[int] = ()) -> set[int]:
    """Give the places of lines that have nothing to do with the others.

    ``known``: places that are not judged: heads, lists, interviews.
    """
    gone = _strangers(lines, title, known)
    left = [n for n in range(len(lines)) if n not in gone]
    if not gone or not left:
        return gone
    # What was tied to one of them alone is one, too.
    where = {n: place for place, n in enumerate(left)}
    still = {where[n] for n in known if n in where}
    return gone | {left[n] for n in _strangers([lines[n] for n in left], title, still)}


def _strangers(lines: Sequence[str], title: str, known: Collection[int]) -> set[int]:
    report = _report(lines, known)
    if not report.prose or not _is_report(report):
        return set()
    named = telling(title)
    last = _last_tied(report, named)
    enough = ENOUGH + (len(report.prose) < FEW)
    return {
        place
        for place, line in enumerate(lines)
        if place not in known
        and size(line) <= LONGEST
        and (is_rule(line) or _signs(report, place, named, after=place > last) >= enough)
    }


def is_rule(line: str) -> bool:
    """Whether a line has neither letters nor digits."""
    return not any(map(str.isalnum, line))


def _is_report(report: _Report) -> bool:
    """Whether most of a text is sentences: of a programme or a price list all lines are alike."""
    told = sum(size(report.lines[n]) for n in report.prose)
    return told >= MOSTLY * sum(map(size, report.lines))


def _report(lines: Sequence[str], known: Collection[int] = ()) -> _Report:
    prose = [n for n, line in enumerate(lines) if size(line) >= PROSE and ends_a_sentence(line)]
    text = " ".join(lines[n] for n in prose[:FEW])
    language = (language_of(text, None) or "").split("-")[0]
    voice = VOICE.get(language)
    told = [telling(line) for line in lines]
    speaking = [n for n in prose if _speaks(lines[n], voice)]
    held = sum(_holds(told, prose, n) for n in speaking)  # the others may be strangers
    aloof = held <= max(1, ALOOF * len(prose)) and len(speaking) <= HALF * len(prose)
    return _Report(
        lines=lines,
        telling=told,
        prose=prose,
        speaks=voice if aloof else None,
        press=PRESS.get(language),
        addresses=not aloof,
        known=known,
    )


def _holds(told: Sequence[frozenset[str]], prose: Sequence[int], place: int) -> bool:
    """Whether a sentence has several telling words of the others."""
    others = frozenset().union(*(told[n] for n in prose if n != place))
    return len(told[place] & others) > 1


def telling(text: str) -> frozenset[str]:
    """Give what tells texts apart: beginnings of long words, names, numbers, pairs of letters."""
    out: set[str] = set()
    for run in _RUNS.finditer(text):
        word = run.group()
        first = word[0]
        if "\u3400" <= first <= "\u9fff":
            out.update(word[n : n + 2] for n in range(len(word) - 1))
        elif "\uac00" <= first <= "\ud7af":
            out.update({word[:2]} if len(word) > 1 else ())
        elif word[0].isdigit():
            out.update({word} if len(word) > 2 else ())
        elif len(word) >= _LETTERS or (len(word) > 2 and _is_name(text, run.start())):
            out.add(word.lower()[:_STEM])
    return frozenset(out)


def _is_name(text: str, start: int) -> bool:
    """Whether a word begins with a capital though no sentence begins with it."""
    before = text[:start].rstrip(" \u00a0\"'“„«(")[-1:]
    return text[start].isupper() and before not in ("", ".", "!", "?", ":", "…", "–", "—")


def _around(report: _Report, place: int) -> frozenset[str]:
    """Give what the report tells near a place, and where it begins."""
    before = [n for n in report.prose if n < place]
    after = [n for n in report.prose if n > place]
    head = {place - 1} & {*report.known}
    near = {*report.prose[:LEADS], *before[-NEAR:], *after[:NEAR], *head} - {place}
    return frozenset().union(*(report.telling[n] for n in near))


def _last_tied(report: _Report, named: frozenset[str]) -> int:
    """Give the place of the last sentence of the report that holds together with the others."""
    for n in reversed(report.prose):
        ties = len(report.telling[n] & (named | _around(report, n)))
        if ties > 1 or (ties and size(report.lines[n]) >= LONG):
            return n
    return len(report.lines)


def _signs(report: _Report, place: int, named: frozenset[str], *, after: bool) -> int:
    """Count the signs that a line is none of the report."""
    line = report.lines[place]
    label = not (ends_a_sentence(line) or line.endswith((":", "："))) and size(line) < SHORT
    around = named | _around(report, place)
    spoken = _speaks(line, report.speaks)
    if label and not spoken and _heads(report, place):
        return 0
    tied = len(report.telling[place] & around)
    before = place < report.prose[0]
    signs = 2 * spoken + label * (1 + before) + after * (1 + label)
    if not tied:
        signs += 1 + bool(report.press and report.press.search(line))
    if before and size(line) < SHORT:
        signs += 2 * bool(_STAMP.search(line))
    signs -= report.addresses  # how a line speaks tells nothing then
    marks = _marks(line, loose=label or spoken)
    return signs + marks - 2 * _reports(line, quotes=not label)


def _heads(report: _Report, place: int) -> bool:
    """Whether a line shares a telling word with the sentence right below it."""
    below = place + 1
    return (
        below < len(report.lines)
        and ends_a_sentence(report.lines[below])
        and bool(report.telling[place] & report.telling[below])
    )


def _marks(line: str, *, loose: bool) -> int:
    """Count the signs that a line bears by itself; ``loose``: it is no plain sentence."""
    offers = loose and bool(say.OFFERS.search(line.lower()))
    sells = 0
    if _PRICED.search(line) or (loose and _PRICE.search(line)):
        sells = 1 + bool(_FOR_A_SPAN.search(line))
    asks = _SHOUTS.search(line) or (_ASKS.search(line) and size(line) < SHORT)
    contact = _ADDRESS.search(line)
    return 2 * bool(_SIGN.search(line)) + offers + sells + bool(asks) + bool(contact)


def _reports(line: str, *, quotes: bool) -> bool:
    """Whether a line tells what somebody said or did, or quotes more than a word.

    ``quotes``: a quotation within it is one, and not the name of something.
    """
    said = (size(found.group()) for found in _QUOTED.finditer(line))
    quoted = quotes and max(said, default=0) >= QUOTATION
    return quoted or line.startswith(_OPENS) or bool(say.REPORTS.search(line.lower()))


def _speaks(line: str, voice: "re.Pattern[str] | None") -> bool:
    """Whether a line speaks to its reader, outside of what it quotes."""
    return voice is not None and voice.search(_QUOTED.sub(" ", line)) is not None
