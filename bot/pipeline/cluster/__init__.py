"""Which items tell one event.

names, frequency   what means one thing in several words and languages; how common words are
headings           labels, outlets and names in a title
terms              an item's weighted terms
across, tongues    what it says in whatever language
kinds              crimes, scenes and acts, of which two exclude each other
particulars        names and figures that few reports have in common by chance
story, window      what is kept of the last days; vocabulary: their terms
series             titles that differ in their numbers alone
identifiers        CVE-2026-4101: names that no two things have
wording            titles of one wording that names fill otherwise
standing           sentences that an outlet puts under any title
scoring            how much an item and a story are alike: by words, in any language, by names
doubt, contrast    how little may be behind a likeness, and what tells two events apart
meaning, meant     an extra: what reports mean, and the story that means the same
home, merging      an item's story, and stories that turn out to be one
late               early reports, looked at again when a story has grown
"""

from bot.pipeline.cluster.home import Home, Joined, find_home, join
from bot.pipeline.cluster.meaning import is_there as has_meaning
from bot.pipeline.cluster.names import Names, names_of
from bot.pipeline.cluster.window import Window

__all__ = [
    "Home",
    "Joined",
    "Names",
    "Window",
    "find_home",
    "has_meaning",
    "join",
    "names_of",
]
