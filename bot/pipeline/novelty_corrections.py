"""What an item says that it corrects: its outlet was wrong, and tells what is right."""

from collections.abc import Sequence
from functools import reduce

from bot.model import Told
from bot.pipeline.novelty_read import Said, language_of, read_item, shown
from bot.pipeline.text.corrections import (
    is_bracketed_note,
    is_correction,
    is_of_a_number,
    may_correct,
    says_what_was_wrong,
    sets_against,
    tells_of_before,
)
from bot.pipeline.text.facts import names, quotations
from bot.pipeline.text.meaning import carries

READ = 12  # sentences of an item that are looked at for news
_ENDS = tuple('.!?。！？…"”’」』)）]')
BOTH = 2  # figures: the wrong one and the right one
MOST_BEFORE = 2  # sentences before one that only says "We correct this."
MOST_AFTER = 2  # sentences after the one that says what was wrong


def correction(told: Told) -> str | None:
    """Give the whole sentences in which an item says what it corrects, and what is right; or None.

    They stand in its order; behind a title, which has no stop, comes a dash.
    """
    if not may_correct(f"{told.item.title}\n{told.item.body}"):
        return None  # most say nothing of the kind: to know that, no sentence need be read
    language = language_of(told)
    read = read_item(told, language)[:READ]
    found = correcting(read, language)
    sentences = shown(read, found, told, language) if found else ()
    return reduce(_beside, (sentence.text for sentence in sentences)) if sentences else None


def _beside(text: str, more: str) -> str:
    return f"{text} {more}" if text.endswith(_ENDS) else f"{text} – {more}"


def correcting(read: Sequence[Said], language: str) -> list[Said]:
    """Give the sentences that tell of a correction, empty where none does.

    The text tells it better than the title. What only says what was wrong goes on in the next
    sentences, up to the one with a fact; where none follows, or the note has none ("Corrects
    number of missing"), it is told with the sentence that has.
    """
    marked = [n for n, said in enumerate(read) if is_correction(said.text)]
    if not marked:
        return []
    first = next((n for n in marked if not read[n].is_title), marked[0])
    if read[first].is_title:  # "Correction: …" above, and below "An earlier report said nine."
        below = (n for n, said in enumerate(read) if says_what_was_wrong(said.text))
        first = next((n for n in below if not read[n].is_title), first)
    found = [*_led_up_to(read, first), read[first]]
    wrong = any(says_what_was_wrong(said.text) for said in found)
    if wrong and not _says_both(found[-1]):
        for after in read[first + 1 : first + 1 + MOST_AFTER]:
            found.append(after)
            if _states(after, language):
                break
    short = is_bracketed_note(found[-1].text) or not _states(found[-1], language)
    only_wrong = wrong and len(found) == 1 and not _has_two_figures(found[0])
    if (short or only_wrong) and (right := right_of(read, found, language)):
        found.append(right)
    return found


def _led_up_to(read: Sequence[Said], place: int) -> Sequence[Said]:
    """Give the sentences before a mark that say what was wrong: "It said three. We correct it."."""
    for first in range(max(0, place - MOST_BEFORE), place):
        if not read[first].is_title and says_what_was_wrong(read[first].text):
            return read[first:place]
    return ()


def _has_two_figures(said: Said) -> bool:
    return len({number.value for number in said.numbers}) >= BOTH


def _says_both(said: Said) -> bool:
    return _has_two_figures(said) and sets_against(said.text)


def _states(said: Said, language: str) -> bool:
    """Whether a sentence states something that can have been wrong: a number, or a quotation."""
    return bool(said.numbers or quotations(said.text)) or (
        not said.is_title and bool(names(said.text, language))
    )


def right_of(read: Sequence[Said], note: Sequence[Said], language: str) -> Said | None:
    """Give the sentence that a correction is about: the one with most of its words, with facts.

    The title where it alone has figures, and no sentence but what was wrong has any.
    """
    of_the_note = {token for said in note for token in said.tokens if carries(token)}
    others = [said for said in read if said not in note and said.is_whole]
    others = [said for said in others if not tells_of_before(said.text)] or others
    titles = [said for said in others if said.is_title and said.numbers]
    others = [said for said in others if not said.is_title]
    stating = [said for said in others if _states(said, language)] or titles or others
    if any(is_of_a_number(said.text) for said in note):
        stating = [said for said in stating if said.numbers] or titles or stating
    return max(stating, key=lambda said: len(said.tokens & of_the_note), default=None)
