"""Who answers to an event tells another: a summons of an envoy, a denial, countermeasures.

The reports of an answer repeat the event in full, so that by words they are like it; what is new
is the answer, and it has reports of its own. Who reacts without having been named is told apart by
that alone (``scoring.is_heard``); here it is a party to the event, whom reports of it name.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from bot.pipeline.cluster.across import TITLE, acts_of_any
from bot.pipeline.cluster.bridges import Wider
from bot.pipeline.cluster.story import Story
from bot.pipeline.cluster.vocabulary import Vocabulary

if TYPE_CHECKING:
    from bot.pipeline.cluster.ready import Ready

REPLY, DENIAL, BLOW = "reply", "denial", "blow"  # the last is an event of its own, told without it
ANSWERS: Mapping[str, str] = {
    "=answer": REPLY,
    "=summon": REPLY,
    "=representations": REPLY,
    "=retaliate": BLOW,
    "=deny": DENIAL,
}
PROTESTS = frozenset({"=condemn", "=protest"})  # what a reply may be called elsewhere
VERB_LAST = ("ja", "ko")  # languages whose main verb comes last
BEGINS = 3  # things, as names and acts, within which the main verb of a title comes
# What is said, not done: "Beijing vows necessary measures after US blacklists 12 firms".
SAID = frozenset({"=vow", "=warn", "=urge", "=accuse", "=concern", "=threaten", "=statement"})
# Courts deny bail, and a service is denied.
NO_DENIAL = frozenset(
    {"=court", "=judge", "=trial", "=sentence", "=appeal-court", "=visa", "=denial-of-service"}
)


def answer_of(words: Vocabulary, said: Wider) -> str | None:
    """Give how a title answers: "Manila summons envoy over …"; None where it tells an event."""
    titled = {t: words.terms[t] for t, told in said.terms.items() if told.weight >= TITLE}
    if ANSWERS.keys().isdisjoint(titled.values()):
        return None
    done = [term for term, word in titled.items() if word in acts_of_any() and word not in SAID]
    is_last = said.tongue in VERB_LAST
    main = (max if is_last else min)(said.terms[term].thing for term in done)
    if not is_last and main - min(told.thing for told in said.terms.values()) > BEGINS:
        return None  # "Japan says jet locked radar near Okinawa, summons envoy"
    found = {ANSWERS.get(titled[term]) for term in done if said.terms[term].thing == main}
    if told := next((one for one in (REPLY, BLOW) if one in found), None):
        return told
    return DENIAL if DENIAL in found and NO_DENIAL.isdisjoint(titled.values()) else None


def is_answered(words: Vocabulary, ready: "Ready", story: Story) -> bool:
    """Say whether an item's title answers to what a story tells, or the other way round."""
    if ready.answer is None and story.answer is None:
        return False
    mine, theirs = ready.answers, answers(words, story.wide.terms)
    if ready.answer in theirs | {None} and story.answer in mine | {None}:
        return False
    if BLOW not in (ready.answer, story.answer):
        return True
    leads = {_first(words, title) for _, title in story.titled()}
    return _first(words, ready.title) not in leads


def are_answered(words: Vocabulary, one: Story, other: Story) -> bool:
    """Say whether one of two stories answers to what the other tells."""
    return any(
        a.answer in (REPLY, DENIAL) and a.answer not in answers(words, b.wide.terms)
        for a, b in ((one, other), (other, one))
    )


def _first(words: Vocabulary, title: Iterable[int]) -> int | None:
    """Give the country that a title names first: who strikes back."""
    return next((term for term in title if term in words.countries), None)


def answers(words: Vocabulary, terms: Iterable[int]) -> set[str]:
    """Give all answers that are told, beside whatever else."""
    told = {words.terms[term] for term in terms}
    return {ANSWERS[term] for term in told if term in ANSWERS} | (
        {REPLY} if not PROTESTS.isdisjoint(told) else set()
    )
