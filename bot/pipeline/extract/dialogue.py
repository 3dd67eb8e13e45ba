"""Questions and answers, whose lines are too short to look like running text; pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.pipeline.extract.lists import Line
from bot.pipeline.text.lines import Junk, ends_a_sentence

QUESTIONS = 3  # that are answered, from which lines are an interview,
NAMED = 2  # or so many where each line says who speaks
# ―― and „Frage:“: who speaks; 「…」 is a whole answer without its full stop.
_SPEAKER = re.compile(
    r"(?:[―—–-]{1,2}|[■◆●Q問문](?=[.．:：\s])|(?:Q|A|P|R|D|F|問|答|问|문|답|Frage|Antwort|Question|Answer|Réponse"
    r"|Pregunta|Respuesta)\s*[.．:：]|[^\W\d][^:：.!?。]{0,24}[:：])\s*\S"
)
_ASKER = ("――", "——", "－－", "Q.", "Q:", "Q：", "問：", "问：", "問:", "问:", "문:", "문 :")
_QUOTED = re.compile(r"[「『“\"„«].*[」』”\"“»]$")
_ENDS = {Junk.COMMENTS, Junk.RIGHTS, Junk.MORE}  # what an interview does not go on after


def with_interviews(lines: Sequence[Line]) -> list[Line]:
    """Take short questions and answers for the running text that they are together."""
    found = list(lines)
    for run in _runs(found):
        asked = [n for n, place in enumerate(run) if _is_question(found[place].text)]
        answered = [n for n in asked if n + 1 < len(run) and n + 1 not in asked]
        named = sum(_SPEAKER.match(found[place].text) is not None for place in run)
        if len(answered) >= (NAMED if named >= 2 * NAMED else QUESTIONS):
            last = max(n for n in range(len(run)) if n not in asked)
            for place in run[answered[0] : last + 1]:
                found[place] = replace(found[place], prose=True, said=True)
    return found


def _runs(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Yield the places of lines that may be of one conversation; prompts amid it are left out."""
    run: list[int] = []
    for place, line in enumerate(lines):
        if line.junk is None and not line.away and _is_said(line.text):
            run.append(place)
        elif line.junk is None or line.junk in _ENDS or line.away:
            yield run
            run = []
    yield run


def _is_said(text: str) -> bool:
    return ends_a_sentence(text) or _is_question(text) or _QUOTED.match(text) is not None


def _is_question(text: str) -> bool:
    """Whether a line asks: by its mark, or by the sign that interviewers have before it."""
    return text.rstrip("」』”\"' ").endswith(("?", "？")) or text.startswith(_ASKER)
