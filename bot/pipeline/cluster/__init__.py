"""Which items tell one event.

names, frequency   what means one thing in several words and languages; how common words are
headings           labels, outlets and names in a title
terms              an item's weighted terms
across, tongues    what it says in whatever language
counted, models    "12 aircraft" and 12架次; BZK-005: numbers that say the same in any language
kinds              crimes, scenes and acts, of which two exclude each other
particulars        names and figures that few reports have in common by chance
story, window      what is kept of the last days; vocabulary: their terms
series             titles that differ in their numbers alone
identifiers        CVE-2026-4101: names that no two things have
dated              on which days something happened, as a report says
goes_on            titles that say that what they tell began before
wording            titles of one wording that names fill otherwise
standing           sentences that an outlet puts under any title
scoring            how much an item and a story are alike: by words, in any language, by names
doubt, contrast    how little may be behind a likeness, and what tells two events apart
scant              a place and a thing in common, and nothing done
another_day        … and what is counted or done again on another day
meaning, meant     an extra: what reports mean, and the story that means the same
home, merging      an item's story, and stories that turn out to be one
late               early reports, looked at again when a story has grown
apart, things      for people: why a report and a story are two, and what reports speak of

In which order an item's story is decided (``home.find_home`` and ``join``; the first answer holds):

1. its address, its text word for word, the report that it corrects, its title (``home``);
2. by words: stories with its strongest terms (``window.near``), each scored (``scoring.score_of``):
   likeness, less for time and crowd; none where ``contrast`` tells them apart (another day, case,
   place, subject, kind); less where ``doubt`` finds no more than a topic, a name or a form of words
   behind it, unless words and meanings agree (``doubt.is_told_alike``) or it was told just now
   (``doubt.is_just_told``);
3. where words find none, names and figures that few share (``scoring.told_again``);
4. what any language can say (``scoring.told_abroad``), if that is likelier;
5. where nothing was found, what reports mean (``meant``), if a model is installed;
6. then stories that have become one by this item (``merging``), and early reports (``late``).
"""

from bot.pipeline.cluster.apart import Apart, Ground, told_apart
from bot.pipeline.cluster.home import Home, Joined, find_home, join
from bot.pipeline.cluster.meaning import is_there as has_meaning
from bot.pipeline.cluster.names import Names, names_of
from bot.pipeline.cluster.window import Window

__all__ = [
    "Apart",
    "Ground",
    "Home",
    "Joined",
    "Names",
    "Window",
    "find_home",
    "has_meaning",
    "join",
    "names_of",
    "told_apart",
]
