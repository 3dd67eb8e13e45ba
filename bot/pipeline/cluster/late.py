"""Reports that came before the story that they tell: looked at again when it has grown.

The first report of an event often tells one side of it, in words that no other has yet, and stays
alone; a later story has words for all sides. Who came early would join it now, so that stories
depend less on the order in which items come (Yang, Pierce and Carbonell, "A Study of Retrospective
and On-line Event Detection", 1998, on what looking back is worth).
"""

from collections.abc import Iterator
from math import exp

from bot.pipeline.cluster.headings import is_opinion
from bot.pipeline.cluster.merging import EVERY, may_be_one, put_together
from bot.pipeline.cluster.ready import Ready, says_little
from bot.pipeline.cluster.scoring import FADES, may_join, score_of
from bot.pipeline.cluster.story import Story
from bot.pipeline.cluster.window import Window

GROWN = 2  # items from which a story is no longer what its first one happened to tell
OFTEN = 12  # items up to which each new one makes a story look again; from then on every few
LOOKED_AT = 4  # early reports that are read again at once
FEW = 6  # items of a story up to which what holds for one report holds for all of it


def take_in_early(
    window: Window, story: Story, since: float, joins: float
) -> Iterator[tuple[int, int]]:
    """Put reports that stood alone into a story that they would join now; yield (kept, gone)."""
    if story.items < GROWN or (story.items > OFTEN and story.items % EVERY):
        return
    for other in _early(window, story, since, joins):
        ids = put_together(window, other, story)
        yield ids
        story = window.stories[ids[0]]


def _early(window: Window, story: Story, since: float, joins: float) -> list[Story]:
    vector = {term: value / (story.norm or 1.0) for term, value in story.weights()}
    found, looked = [], 0
    for other in window.near(vector, joins):
        if other is story or other.items > 1 or other.last < since:
            continue
        if not may_be_one(window, story, other) or story.like(dict(other.weights())) < joins:
            continue
        if ready := window.again(other):
            looked += 1
            if _would_join(window, ready, story, joins):
                found.append(other)
        if looked == LOOKED_AT:
            break
    return found


def _would_join(window: Window, ready: Ready, story: Story, joins: float) -> bool:
    if is_opinion(ready.member.title) or says_little(ready) or not may_join(ready, story):
        return False
    if story in window.others_of_series(ready):
        return False
    before = max(0.0, story.first - ready.at)
    score = score_of(window, ready, story, joins, few=FEW)
    return score - (1 - exp(-before / FADES)) >= joins
