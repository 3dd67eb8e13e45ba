"""Sentences: sentencex cuts, and what it cuts too often is joined again.

Joined: a quotation and the words that carry it on (「…」と, "…"고, “Why?” he asked), what stands
inside an open bracket or quotation mark, and abbreviations at whose stop no sentence ends.
"""

from collections.abc import Iterator

import regex
from sentencex import segment

from bot.pipeline.text.quotes import quotations

_CARRY_JA = regex.compile(r"^(?:と|って|など|との|という|も|の|を|は|が|に|で|や|へ|だ|である)")
_CARRY_KO = regex.compile(
    r"^(?:이라고|라고|고|라며|이라며|며|이라는|라는|는|은|이란|란|면서|라면서|했다"
    r"|[가-힣]{1,8}(?:가|이|은|는)\s(?:물었|되물었|반문했|외쳤|말했|답했|썼))"
)
_CARRY_ZH = regex.compile(
    r"^[^。！？，,：:\s]{0,12}(?:说|說|称|稱|表示|指出|强调|強調|问|問|写道|寫道|补充|補充"
    r"|喊|叫|答|回应|回應|解释|解釋|反驳|反駁|笑道)"
)
# „…“, ‚…‘, »…« and «…» end a quotation, too; a mark with a space before it opens one, or is French.
_CLOSED = regex.compile(r"(?:[」』”\"’'）)】》〉]|(?<!\s)[“‘«‹]|[»›])\s*$")
_BRACKETS = {
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "“": "”",
    "《": "》",
    "【": "】",
    "〈": "〉",
}
_BRACKET = regex.compile("[„" + regex.escape("".join([*_BRACKETS, *_BRACKETS.values()])) + "]")
_ABBREVIATED = regex.compile(
    r"(?:^|[\s(“\"])(?:(?:[A-Z]\.)+|[ap]\.m\.|[A-Z]\.?[A-Z]\.|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj"
    r"|Capt|Cmdr|Adm|Adml|Sgt|Sen|Rep|Gov|Rev|Hon|Pres|St|Mt|Jr|Sr|vs|No|Nos|Art|Sec|Fig|cf|e\.g|i\.e|[Aa]pprox"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|janv|févr|avr|juil|déc|env|hab|éd|chap|av|bd|ene|abr|ago|dic|aprox|[Aa]vda|[Pp]ág|[Nn]úm"
    r"|gen|feb|mag|giu|lug|sett?|ott|ca|bzw|Mio|Mrd|Nr|Str|usw|jan|fev|mai|out|dez|pers)\.)\s*$"
)
_TITLE = regex.compile(
    r"(?:^|[\s(“\"’'])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Adml|Sgt|Sen|Rep|Gov"
    r"|Rev|Hon|Pres|St|Mt|MM|Mmes?|Mlles?|Mgr|Srta?|Sra|Dra|avv|dott|sig|ing|arch|prof|Hr|Fr)\.\s*$"
)
_BEFORE_NUMBER = regex.compile(r"(?:^|[\s(“\"])(?:No|Nos|Art|Sec|Fig)\.\s*$")
_NUMBER = regex.compile(r"^[\dIVXLC#]")
# 2026.11.3. 오후 2시: the date's last stop.
_DATE = regex.compile(r"(?:19|20)\d\d\.\s?\d{1,2}\.(?:\s?\d{1,2}\.)?\s*$")
_DATE_GOES_ON = regex.compile(r"^(?:\d|[(~]|오전|오후|[월화수목금토일]요일|부터|까지|기준)")
# 他说：“……。”: what follows is said by nobody named before it, so it is no "…”，他说".
_INTRODUCED = regex.compile(r"[：:]\s*[“「『][^“”「」『』]{0,400}[”」』]\s*$")
_ELLIPSIS_CLOSED = regex.compile(r"…[”」』]\s*$")
_NOT_A_START = regex.compile(r"^(?!\p{Ll}\p{Lu})[\p{Ll}\d,;:%)\]»」』）、，—–-]")
_ACRONYM_GOES_ON = regex.compile(
    r"^(?:Navy|Army|Air|Coast|Marine|House|Senate|State|Supreme|Secretary|President|Treasury|Department"
    r"|Congress|Embassy|Ambassador|Defen[cs]e|Forces?|Pacific|Trade|Dollar|Steel)\b"
)
_RUNS_ON = regex.compile(r"^(?:\p{Ll}(?!\p{Lu})|[,;])")  # an iPhone may begin a sentence
# "at 2:14 p.m. Thursday", "9 a.m. Japan time": a time goes on with its day or its zone.
_OF_THE_CLOCK = regex.compile(r"(?:^|[\s\d(])[ap]\.m\.\s*$", regex.IGNORECASE)
_TIME_GOES_ON = regex.compile(
    r"^(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day|\.)?\b"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\p{Ll}*\.?\s+\d"
    r"|(?:[A-Z]{2,4}T|ET|CT|MT|PT|GMT|UTC|IST|SGT|HKT)\b"
    r"|(?:\p{Lu}[\p{L}.]*\s+){1,3}(?:[Tt]ime|[Ss]tandard [Tt]ime)\b)"
)
# "vom 3. Nov. im Rat": a day, whose stop is that of an ordinal number.
_DAY = regex.compile(r"(?:^|[\s(])\d{1,2}\.\s*$")
_MONTH = regex.compile(
    r"^(?:(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November"
    r"|Dezember)\b|(?:Jan|Jän|Feb|Mär|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\.)"
)
_NUMBERED = regex.compile(r"^\s*\d{1,2}\.\s*$")  # "1." of a list
_ACRONYM = regex.compile(r"\b(?:[A-Z]\.){2,}\s*$")
# "(Corrects number of missing)", "（第1段落の金額を訂正しました）": what the desk notes in front.
_NOTE = (
    r"(?:\((?:Corrects|Adds|Updates|Recasts|Refiles|Releads|Removes|Clarifies|Changes|Deletes|Fixes"
    r"|Repeats|Rewrites|Writes|This (?:\w+\.? ){0,3}(?:story|article|report|version)|Korrigiert"
    r"|Berichtigt|Ergänzt|Aktualisiert|Corrige|Rectifie|Actualise|Précise|Rectifica|Actualiza|Añade"
    r"|Amplía)\b[^()]{0,300}\)"
    r"|[(（](?=[^()（）]{0,120}(?:訂正|更正|修正|更新|勘誤|勘误|정정|바로잡|수정))[^()（）]{2,160}[)）])"
)
_NOTED = regex.compile(rf"^\s*{_NOTE}\s*$")
# 。！？ where the next sentence follows at once; a whole sentence in brackets; "voted no."; the end
# of a caption.
_SENTENCE_END = regex.compile(
    r"(?<=[。！？][」』”）]?)(?=[^」』”）。！？\s])|(?<=…[」』”])(?=\p{Han})|(?<=^\([^()]{0,300}[.!?]\)\s)(?=\S)"
    rf"|(?<=^{_NOTE}\s?)(?=\S)"  # a wire's note in front
    r"|(?<=\p{Ll}{5}\.\s)(?<!\bapprox\.\s)(?=\d+\s\p{L})"  # "…, so die Polizei. 17 Menschen"
    r"|(?<=\bno\.\s)(?=\p{Lu})|(?<=^Lese(?:dauer|zeit)\b[^.]{0,16}\bMin\.\s)(?=\S)"
    r"|(?<=\((?:pictured|left|right|above|below|file (?:picture|photo|image))[^()]{0,20}\)\s)"
    r"(?=\p{Lu}\p{Ll}+\s)"
)
_MAY_END = regex.compile(
    r"[。！？(（]|…[」』”]|\bno\.\s|^Lese|\.\s\d"
)  # there is one of these wherever the above cuts
# "Why now?" Ito asked: a name that carries a quotation on.
_SPEAKER = regex.compile(
    r"^(?:[\p{Lu}][\w.’'-]*\s+){1,4}(?:said|says|asked|asks|added|wrote|told|tweeted)\b"
)
_MARKS = regex.compile(r"[\"'’‘“”„«»‹›]|‚(?=\w)")
_DASHED = regex.compile(r"^[-–—]+\s")
_STOPS = regex.compile(r"[.!?…。！？]")
_BRACKETS_ONLY = "「『"  # written without spaces: sentencex reads them well
_HAN = regex.compile(r"^\p{Han}")
_TAIL = 240  # characters of a sentence by whose end is told whether it goes on
_LONGEST_OPEN = 600  # characters: a bracket that never closes must not swallow a text
_LONGEST_RUN = 1_500  # characters: what runs on for longer ends no sentence that is any good
_LANGUAGES = frozenset(
    {"en", "ja", "zh", "ko", "fr", "de", "es", "it", "ru", "hi", "ar", "pt", "nl"}
)


def sentences(text: str, language: str | None) -> tuple[str, ...]:
    """Cut a text into whole sentences, in order; only white space between them is left out.

    ``language`` is a tag like ``zh-Hant``; an unknown one is read by English rules. A line break
    ends a sentence. Time is linear, however long a text goes without a full stop.
    """
    base = (language or "en").split("-")[0].lower()
    known = base if base in _LANGUAGES else "en"
    return tuple(
        sentence
        for line in regex.split(r"[\r\n\u2028\u2029]+", text)
        if line.strip()
        for sentence in _of_line(line, known)
    )


def _of_line(line: str, language: str) -> list[str]:
    out: list[list[str]] = []
    tail = ""
    depth = _Open()
    for part in _segments(language, line):
        for piece in _SENTENCE_END.split(part) if _MAY_END.search(part) else (part,):
            goes_on = depth.is_open() or _goes_on(tail, piece) or _runs_into(tail, piece)
            if out and goes_on and not _NOTED.match(tail):
                out[-1].append(piece)
            else:
                out.append([piece])
                tail = ""
                depth = _Open()
            tail = (tail + piece)[-_TAIL:]
            depth.read(piece)
    return [whole for pieces in out if (whole := "".join(pieces).strip())]


def _segments(language: str, line: str) -> Iterator[str]:
    """Let sentencex cut a line in which quotations and apostrophes do not stand in its way."""
    start = 0
    for part in segment(language, _masked(line)):
        yield line[start : start + len(part)]
        start += len(part)


def _masked(line: str) -> str:
    """Give a line of the same length without marks, and without stops inside quotations.

    sentencex pairs any two marks, an apostrophe too, and then cuts nothing between them.
    """
    if not _MARKS.search(line):
        return line
    out: list[str] = []
    done = 0
    for found in quotations(line):
        if found.closed and line[found.start] not in _BRACKETS_ONLY:
            out += _MARKS.sub("x", line[done : found.start]), _inside(line[found.start : found.end])
            done = found.end
    return "".join(out) + _MARKS.sub("x", line[done:])


def _inside(quoted: str) -> str:
    """Mask a quotation; only a stop right before its last mark still ends a sentence."""
    said = quoted[1:-1].strip()  # « in French the marks have spaces beside them »
    first = "X" if said[:1].isupper() else "x"
    space = len(quoted) - 1 - len(quoted[:-1].rstrip())  # in front of the last mark
    within = _STOPS.sub(",", _MARKS.sub("x", quoted[1 : -2 - space]))
    last = quoted[-2 - space : -1 - space] if len(quoted) > 2 + space else ""
    return f"{first}{within}{last}".ljust(len(quoted))


class _Open:
    """Counts the brackets that are open in the sentence being put together."""

    def __init__(self) -> None:
        self._waiting: list[str] = []
        self._length = 0
        self._low = False  # whether a „ is open, which “ closes

    def read(self, piece: str) -> None:
        self._length += len(piece)
        for bracket in _BRACKET.findall(piece):
            if bracket == "„" or (bracket == "“" and self._low):
                self._low = bracket == "„"
            elif bracket in _BRACKETS:
                self._waiting.append(_BRACKETS[bracket])
            elif self._waiting and bracket == self._waiting[-1]:
                self._waiting.pop()

    def is_open(self) -> bool:
        return bool(self._waiting) and self._length < _LONGEST_OPEN


def _runs_into(tail: str, piece: str) -> bool:
    """Whether a dash ends a dateline, "Madrid, 28 nov (EFE).- El …", or a month follows its day."""
    if _DAY.search(tail):
        return _MONTH.match(piece.lstrip()) is not None
    return _DASHED.match(piece) is not None and not tail[-1:].isspace()


def _goes_on(tail: str, piece: str) -> bool:
    """Whether no sentence ends between these two."""
    then = piece.lstrip()
    if not then or _NUMBERED.match(tail):
        return True
    if _CLOSED.search(tail):
        if _INTRODUCED.search(tail):
            return bool(_NOT_A_START.match(then) or _CARRY_JA.match(then))
        if _ELLIPSIS_CLOSED.search(tail) and _HAN.match(then):
            return True
        carries = (_CARRY_JA, _CARRY_KO, _CARRY_ZH, _NOT_A_START, _SPEAKER)
        return any(carry.match(then) for carry in carries)
    if _TITLE.search(tail) and not _ACRONYM.search(tail):
        return True
    if _DATE.search(tail) and _DATE_GOES_ON.match(then):
        return True
    if _BEFORE_NUMBER.search(tail):
        return bool(_NUMBER.match(then))
    if _OF_THE_CLOCK.search(tail) and _TIME_GOES_ON.match(then):
        return True
    if _ABBREVIATED.search(tail):
        return bool(_NOT_A_START.match(then) or _ACRONYM_GOES_ON.match(then))
    return bool(_RUNS_ON.match(then)) and len(piece) <= _LONGEST_RUN
