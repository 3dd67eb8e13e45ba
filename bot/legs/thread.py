"""A post for a story's thread: what it is made of, and how it is drawn (`update` says when)."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.legs.developments import NEWS, Found
from bot.legs.draw import as_read, called
from bot.legs.telling import Telling
from bot.locales import reading, retold, say
from bot.model import Match, Message, Sentence, State, Told, Watch
from bot.pipeline.novelty import CORRECTION, Novelty, is_grave
from bot.pipeline.render import update as draw_update
from bot.pipeline.summarise import left_behind
from bot.pipeline.text import marks_in
from bot.pipeline.text.heading import heading
from bot.store.stories import StoryPost

TOLD_TOGETHER = (State.MERGED, State.EXPIRED)  # in one post with others: a roll-up
MOST_SENTENCES = 5  # in one post; with several items each has one before any has two


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that is known when a channel may have to be told more."""

    telling: Telling
    post: StoryPost
    asking: Sequence[Watch]
    found: Sequence[Found]
    why: str | None  # it is urgent now, and was not told so

    @property
    def news(self) -> list[Found]:
        """What is worth a post."""
        return [one for one in self.found if one.novelty.kind in NEWS]

    @property
    def is_grave(self) -> bool:
        """Whether an item corrects or turns the story, or tells of dead."""
        return any(one.novelty.kind == CORRECTION or is_grave(one.novelty) for one in self.news)

    @property
    def brought(self) -> list[Found]:
        """What an alert told that only points here by now."""
        return [one for one in self.news if one.told.item.id in self.post.brought]

    @property
    def presses(self) -> bool:
        """Whether it cannot wait for its hour."""
        return self.why is not None or any(one.novelty.kind == CORRECTION for one in self.news)


def newest_of(case: Case) -> int:
    """Give the newest item that is told, by which [Why] finds the post."""
    return max((one.told.item.id for one in case.news), default=case.telling.newest)


def drawn_of(case: Case) -> Message:
    """Draw what is new, in the language that is spoken."""
    news = _without_wrong(case.news)
    shown = _most_telling(news)
    told = [one.told for one in case.news] or list(case.telling.shown)
    places = {one.told.item.id: place for place, one in enumerate(case.news)}
    met = case.telling.met(case.asking)
    corrects = any(one.novelty.kind == CORRECTION for one in case.news)
    drawn = draw_update(
        newest_of(case),
        told,
        [
            replace(
                sentence, source=places[one.told.item.id], marks=_marks(sentence, one.told, met)
            )
            for one, sentence in shown
        ],
        label=_label(urgent=case.why is not None, corrects=corrects),
        title=say("Urgent now: {why}", why=retold(case.why)) if case.why else "",
        urgent=case.why is not None,
        more=sum(bool(one.sentences) for one in news) - len({id(one) for one, _ in shown}),
        mention=_mention(case.asking) if case.why else None,
        languages=reading(case.telling.channel.locale),
    )
    broadcast = str(case.telling.channel.settings.get("broadcast") or "")
    return replace(_by_itself(drawn, case), broadcast=broadcast)


def _by_itself(drawn: Message, case: Case) -> Message:
    """Let a post of one item that may be of another event bear its title, as an alert does.

    What an alert told that only points here by now comes under its newest headline; what goes on
    under a roll-up under the one that stands there, since that tells of several stories.
    """
    if case.post.alert_state in TOLD_TOGETHER:
        return _of_one_story(drawn, case)
    apart = [one for one in case.news if len(case.news) == 1 and one.novelty.is_apart]
    titled = case.brought[-1:] or apart
    if drawn.title or not titled:
        return drawn
    item = titled[0].told.item
    title = heading(item)
    below = tuple(sentence for sentence in drawn.sentences if sentence.text != title)
    return replace(drawn, title=title, url=item.link, sentences=below)


def _of_one_story(drawn: Message, case: Case) -> Message:
    """Let a post say of which story it is, by the headline that the channel knows."""
    telling = case.telling
    known = [one for one in telling.shown if case.post.has_told(one.item.id)]
    told = known or telling.shown
    read = as_read(told, telling.met(case.asking), case.asking, telling.channel.locale).told[0]
    title = heading(read.item)
    below = tuple(sentence for sentence in drawn.sentences if sentence.text != title)
    named = " · ".join(part for part in (drawn.title, title) if part)
    return replace(drawn, title=named, url=read.item.link, sentences=below)


def _label(*, urgent: bool, corrects: bool) -> str:
    both = [say("URGENT")] if urgent else []
    return " · ".join([*both, *([say("CORRECTION")] if corrects else [])]) or say("UPDATE")


def _without_wrong(news: Sequence[Found]) -> list[Found]:
    """Leave out of a post that corrects something what was wrong, as others had told it before."""
    if len(news) < 2 or not any(one.novelty.kind == CORRECTION for one in news):
        return list(news)
    wrong = left_behind([one.told for one in news])
    return [
        one
        if one.novelty.kind == CORRECTION or n not in wrong
        else replace(one, novelty=_still_true(one.novelty, wrong[n]))
        for n, one in enumerate(news)
    ]


def _still_true(novelty: Novelty, wrong: Container[str]) -> Novelty:
    said = tuple(one for one in novelty.sentences if one.text not in wrong)
    return replace(novelty, sentences=said)


def _most_telling(news: Sequence[Found]) -> list[tuple[Found, Sentence]]:
    """Choose sentences: corrections first, then what has most that is new; in reading order."""
    ranked = sorted(news, key=lambda one: (one.novelty.kind != CORRECTION, -len(one.novelty.facts)))
    turns = max((len(one.sentences) for one in news), default=0)
    chosen = [(one, n) for n in range(turns) for one in ranked if n < len(one.sentences)][
        :MOST_SENTENCES
    ]
    return [
        (one, sentence)
        for one in news
        for n, sentence in enumerate(one.sentences)
        if any(one is other and n == m for other, m in chosen)
    ]


def _marks(
    sentence: Sentence, told: Told, met: Mapping[int, Sequence[Match]]
) -> tuple[tuple[int, int], ...]:
    """Give where in a sentence the names stand that met the watches."""
    for name, text in (("text", told.item.body), ("title", told.item.title)):
        start = text.find(sentence.text)
        if start >= 0:
            found = [e for m in met.get(told.item.id, ()) for e in m.evidence if e.field == name]
            places = [(e.start, e.end) for e in found]
            return marks_in(text, places, start, start + len(sentence.text))
    return ()


def _mention(asking: Iterable[Watch]) -> str | None:
    """Give whom the watches name who was not called by the alert."""
    by_the_alert = {w.mention for w in asking if w.mention_when == "always"}
    return called(w for w in asking if w.mention_when == "urgent" and w.mention not in by_the_alert)
