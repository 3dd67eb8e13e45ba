"""Lines that are no part of an article, told by what they are built from; pure.

No line is known by its wording alone. A prompt needs something that urges, something on offer and
the outlet or the reader addressed, together; where somebody is reported to have said or done
something, an article speaks, also when it speaks about subscriptions and cookies.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from bot.pipeline.text import vocabulary as say

LONG = 360  # size of a line that asks the reader for something, at most
SHORT = 120
_WHOLE = 30  # size of a sentence between two marks, at least
_BUTTON = 26  # size of a line that asks for one thing: "Sign up here."
_LABEL = 60  # size of a line that may be a row of labels
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
# “ and « end a German quotation, and begin an English or French one.
_SENTENCE_END = re.compile(r"[.!?。！？…](?:[\"'”’」』）)\]“‘«]|\s?»)*\s*$")
_STOPPED = re.compile(r"(?<![.…])[.。]\s*$")
_ANSWER = re.compile(r"(?:yes|no|ja|nein|oui|non|sí|sì|sim|não|nee)[.!]$", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"„«][^“”\"„«»]{18,}[”\"»]|[「『][^「」『』]{12,}[」』]")
_BETWEEN = re.compile(r"(?<=[.!?。！？])[\"'”’»」』）)\]]*\s+|(?<=[。！？])(?![」』”’）)])")
_PARTS = re.compile(r"\s+[•·|｜／/–—]\s+")
_TIMED = re.compile(r"\d|yesterday|just now| ago", re.IGNORECASE)  # what any time has
_REMEMBERED = 4096  # lines: each is asked about several times
_WORDS = re.compile(r"[\w’']+")
_TAGGED = re.compile(r"(?:[#＃](?!\d+\b)\w[\w・’'-]*[\s,、|·/]*)+$")  # "#chips #Penang"


class Junk(StrEnum):
    """What a line is that is no part of an article."""

    TEMPLATE = "template"
    SHARE = "share"
    CREDIT = "credit"
    SIGNED = "signed"  # ends with an agency's name: a caption, or an article's last line
    PROMPT = "prompt"
    CONSENT = "consent"
    MORE = "more"
    LABEL = "label"
    COMMENTS = "comments"
    META = "meta"
    AD = "ad"
    RIGHTS = "rights"


def size(text: str) -> int:
    """Give a text's length in Latin letters: a Han letter, kana or Hangul says as much as two."""
    return len(text) if text.isascii() else len(text) + len(_CJK.findall(text))


def ends_a_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _SENTENCE_END.search(text) is not None


@lru_cache(maxsize=_REMEMBERED)
def junk_in(text: str) -> Junk | None:
    """Say what is wrong with a line, None when it may be part of an article."""
    if len(text) > 3 * LONG:
        return None
    text = without_marks(text)
    for kind, is_so in _TESTS:
        if is_so(text):
            return kind
    return None


def without_marks(text: str) -> str:
    """Take template marks off that stand between whole sentences: {{#if premium}}The lock ….

    A text with a mark within a sentence stays as it is, and one in which nothing whole is left.
    """
    if not say.TEMPLATE.search(text):
        return text
    pieces = say.TEMPLATE.split(text)
    told = [piece.strip() for piece in pieces if piece.strip()]
    whole = all(_stands(piece) for piece in told[:-1]) and bool(told) and _stands(told[-1])
    return " ".join(told) if whole else text


def _stands(piece: str) -> bool:
    """Whether what stands between two marks is whole sentences."""
    begins = not piece[:1].islower() and piece[:1] not in ",;:.)"
    return begins and size(piece) >= _WHOLE and ends_a_sentence(piece)


def is_gate(text: str) -> bool:
    """Whether a line says that the rest is kept for those who pay or log in."""
    if len(text) > LONG or is_priced(text):
        return False
    if _is_wall(text):
        return True
    gates = say.GATES.search(text.lower()) and not say.OF_OTHERS.search(text)
    return bool(gates) and junk_in(text) in {Junk.PROMPT, Junk.TEMPLATE}


def is_gated(lines: Iterable[str]) -> bool:
    """Whether lines below an article keep its rest, up to what readers say of it.

    Where one says that no letter of it is left, the others speak of other articles.
    """
    found = False
    for line in lines:
        if say.ALL_SHOWN.match(line):
            return False
        if _is_comments(line):
            return found
        found = found or is_gate(line)
    return found


def _is_wall(text: str) -> bool:
    length = size(text)
    if length < 2 * SHORT and say.WALLS.match(text):
        return True
    return length < SHORT and _keeps(text) and not _reports(text)


def _keeps(text: str) -> bool:
    """Whether a line names the rest of an article and whom it is for, and means this article."""
    named = any(rest.search(text) and whom.search(text) for rest, whom in say.KEPT)
    return named and say.OF_OTHERS.search(text) is None


def is_priced(text: str) -> bool:
    """Whether a line says that an article is for those who pay, and nothing of a rest of it."""
    return say.PRICED.match(text) is not None


def trimmed(text: str) -> str:
    """Take prompts, buttons and marks of advertising off the ends of a line, sentence by sentence.

    What is nothing else stays as it is, for `junk_in` to find.
    """
    text = without_marks(text)
    pieces = _BETWEEN.split(text)
    first, last = 0, len(pieces)
    while last - first > 1 and _is_tag(pieces[last - 1]):
        last -= 1
    while last - first > 1 and _is_tag(pieces[first]):
        first += 1
    if (first, last) == (0, len(pieces)) or _is_tag(pieces[first]):
        return text
    return _cut(text, pieces, first, last)


def _cut(text: str, pieces: list[str], first: int, last: int) -> str:
    """Give the text from one piece to before another, spaces as they were."""
    start = text.index(pieces[first])
    end = text.rindex(pieces[last - 1]) + len(pieces[last - 1])
    return text[start:end]


def _is_tag(piece: str) -> bool:
    return size(piece) < SHORT and not piece[:1].islower() and junk_in(piece) in _TAGS


def _reports(text: str) -> bool:
    """Whether a line tells what somebody said or did, or quotes a sentence."""
    return bool(say.REPORTS.search(text.lower()) or _QUOTED.search(text))


def _is_template(text: str) -> bool:
    rest, marks = say.TEMPLATE.subn("", text)
    return marks > 0 and (size(rest) < SHORT or _is_prompt(rest))


def _is_share(text: str) -> bool:
    """Whether nothing is left when the names of services and buttons are taken out."""
    length = size(text)
    if length > 2 * SHORT or (length > _LABEL and _STOPPED.search(text)) or _ANSWER.match(text):
        return False
    low = text.lower()
    rest = say.SERVICES.sub(" ", low)
    named = rest != low
    rest = say.BUTTONS.sub(" ", rest)
    if rest == low or not (named or length < _LABEL):
        return False
    return not any(not word.isdigit() for word in _WORDS.findall(rest))


def _is_prompt(text: str) -> bool:
    if len(text) > LONG or size(text) > LONG:
        return False
    brief = "." not in text[:-1] and size(text) < 2 * SHORT
    low = text.lower()
    named = brief and say.SERVICES.search(low) is not None
    if not named and not say.OFFERS.search(low):
        return False
    return any(_prompts(text, words, named=named) for words in say.WORDS)


def _prompts(text: str, words: say.Words, *, named: bool) -> bool:
    """Whether a line asks the reader for something in the words of one language."""
    length, low = size(text), text.lower()
    first = words.urges.match(text) is not None
    ours, yours = words.ours.search(low) is not None, words.yours.search(low) is not None
    if named and first:
        # It sends the reader to the outlet's pages elsewhere.
        return (ours or yours or length < SHORT) and not _reports(text)
    if not words.offers.search(low):
        return False
    urges = first or words.urges_last.search(text) is not None
    urges = urges or ("?" in text and length < SHORT)
    both = ours and yours
    doubt = 0 if not _reports(text) else 1 if urges and both else 3
    sure = 2 * urges + ours + yours + (length < SHORT) - doubt
    if sure < 3 or not (urges or both):
        return False
    # "Log in to the airline's app before you queue" is advice, of which articles may be made.
    speaks = ours or words.gates.search(low)
    return (
        bool(speaks)
        or (length < 90 and not ends_a_sentence(text))
        or (first and length < _BUTTON and not _CJK.search(text))
    )


def _is_consent(text: str) -> bool:
    length = size(text)
    if length > 3 * LONG or not say.CONSENT.search(text.lower()) or _reports(text):
        return False
    if say.WE_USE.match(text):
        return True
    return any(_asks_consent(text, length, words) for words in say.WORDS)


def _asks_consent(text: str, length: int, words: say.Words) -> bool:
    names = set(words.consent.findall(text.lower()))
    asks = set(words.consent_asks.findall(text.lower()))
    if not names or (length > LONG and len(names) < 2):
        return False
    if not ends_a_sentence(text) and length < SHORT:
        return bool(asks) or length < _LABEL
    return len(asks) >= 2 or (len(names) >= 2 and bool(asks))


def _is_more(text: str) -> bool:
    length = size(text)
    if length < SHORT and not _STOPPED.search(text) and say.MORE.match(text):
        return True
    return length < 2 * SHORT and say.MORE_BEFORE.match(text) is not None


def _is_label(text: str) -> bool:
    length = size(text)
    if length < _LABEL and say.LABELS.match(text):
        return True
    if length < 2 * SHORT and _TAGGED.match(text):
        return True
    return length < 2 * SHORT and say.STATES.match(text) is not None


def _is_comments(text: str) -> bool:
    return size(text) < SHORT and say.COMMENTS.match(text) is not None


def _is_credit(text: str) -> bool:
    length = size(text)
    if length < 2 * SHORT and (first := say.CREDIT_FIRST.match(text)):
        # "Photographs by Ann Lee hang in four museums." tells something.
        return not (_STOPPED.search(text) and first.group()[:-1].rstrip().lower().endswith("by"))
    if length < 2 * SHORT and say.CREDIT_CAPITALS.search(text):
        return True
    return length < LONG and say.CREDIT_LAST.search(text) is not None


def _is_signed(text: str) -> bool:
    return size(text) < LONG and say.SIGNED.search(text) is not None


def _is_meta(text: str) -> bool:
    length = size(text)
    if length < LONG and say.BYLINE.match(text):
        return True
    if length > 160:
        return False
    if say.COUNTS.match(text):
        return True
    if not _TIMED.search(text):
        return False
    rest, times = say.TIMES.subn(" ", text)
    left = " ".join(_WORDS.findall(say.TIME_WORDS.sub(" ", rest.lower())))
    if times and (not left or (times > 1 and size(left) < 24 and not ends_a_sentence(text))):
        return True
    parts = _PARTS.split(text)
    return len(parts) > 1 and any(map(_is_meta, parts)) and max(map(size, parts)) < 30


def _is_ad(text: str) -> bool:
    return size(text) < SHORT and say.AD.match(text) is not None


def _is_rights(text: str) -> bool:
    return size(text) < LONG and say.RIGHTS.search(text) is not None and not _reports(text)


_TESTS = (
    (Junk.TEMPLATE, _is_template),
    (Junk.PROMPT, _is_wall),
    (Junk.AD, _is_ad),
    (Junk.COMMENTS, _is_comments),
    (Junk.SHARE, _is_share),
    (Junk.MORE, _is_more),
    (Junk.LABEL, _is_label),
    (Junk.SIGNED, _is_signed),
    (Junk.CREDIT, _is_credit),
    (Junk.META, _is_meta),
    (Junk.RIGHTS, _is_rights),
    (Junk.CONSENT, _is_consent),
    (Junk.PROMPT, _is_prompt),
)
_TAGS = {Junk.PROMPT, Junk.LABEL, Junk.SHARE, Junk.AD, Junk.MORE, Junk.TEMPLATE, Junk.RIGHTS}
