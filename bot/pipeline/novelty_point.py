"""The point of a report that names its story again: the ship that ran aground leaks oil; pure.

Such a report has nearly all of its words from what was told, so that a share of new words sees
nothing in it. But what it is written for stands twice: in its headline and in its first sentence.
Other words for what was told come singly (a fire "erupts" that "broke out"), in place of one.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from bot.pipeline.novelty_read import STEM, Said, tokens_of
from bot.pipeline.text.meaning import carries

RETELLS = 0.5  # of the words that say something, told: the sentence is of what was told
SEVERAL = 2  # words that say something, told nowhere: one alone may stand for one that was told
_LITTLE = re.compile(
    "across|along(?:side)?|amid|among|around|behind|beside|beyond|despite|following|inside|near"
    "|outside|past|since|today|tomorrow|towards?|within|without|yesterday|yet"
    "|wegen|gegen|durch|unter|einen|einem|einer|eines|wurden?|haben|hatten?|nicht|seine[mnrs]?"
    "|ihre[mnrs]?|keine[mnrs]?|apres|avant|depuis|cette|leurs?|etait|etaient|contre|dont"
    "|desde|hasta|sobre|entre|fueron|tiene|habia|contra|donde"
)
_DENSE, _HANGUL = "\u2e80", "\uac00"
# Who says so is not the point.
_SOURCE = re.compile(
    r"(?:^|,? )(?:according to|laut|selon|según) [^,.]*|, [^,]{1,60} (?:said|says)\b[^,]*\.?$",
    re.IGNORECASE,
)


def point_of(
    read: Sequence[Said], language: str, leads: Iterable[Said], is_heard: Callable[[str], bool]
) -> Said | None:
    """Give the first sentence of an item whose headline and first sentence add one thing.

    ``leads``: titles and first sentences that were told, in the same language. ``is_heard``:
    whether a word was told in any form. What has an act in it is judged by that.
    """
    title = next((said for said in read if said.is_title), None)
    lead = next((said for said in read if not said.is_title), None)
    if title is None or lead is None or title.turns or lead.turns:
        return None
    telling = _telling(lead.text, language)
    new = {word for word in telling if not is_heard(word)}
    point = {word for word in new if word[:STEM] in {other[:STEM] for other in title.tokens}}
    if not point or len(telling) - len(new) < RETELLS * len(telling):
        return None
    if any(_DENSE <= word < _HANGUL for word in point):
        return lead if len(point) >= SEVERAL else None
    own = {word[:STEM] for word in title.tokens | lead.tokens}
    adds = any({w[:STEM] for w in _telling(told.text, language)} <= own for told in leads)
    return lead if adds or len(new) >= SEVERAL else None


def _telling(text: str, language: str) -> set[str]:
    """Give the words that say something; numbers are compared by what they are worth.

    Of languages whose little words are not known, long ones.
    """
    shortest = 2 if language == "en" else STEM + 1
    return {
        word
        for word in tokens_of(_SOURCE.sub("", text))
        if carries(word)
        and not any(map(str.isdigit, word))
        and len(word) >= (2 if word >= _DENSE else shortest)
        and not _LITTLE.fullmatch(word)
    }
