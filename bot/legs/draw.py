"""From stored items to a message: what a channel may see of a story, in sentences and tags."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from bot.catalogue.overlay import View, variant_id
from bot.legs.gear import Gear
from bot.locales import reading
from bot.model import Headline, Marks, Match, Message, Summary, Told, Watch
from bot.pipeline.headline import with_best_first
from bot.pipeline.match import Index, document_of, match
from bot.pipeline.novelty_corrections import correction
from bot.pipeline.query import read_stored, topics_in
from bot.pipeline.render import alert, headline, item_post, tags_of
from bot.pipeline.route import why_urgent
from bot.pipeline.summarise import summarise
from bot.pipeline.text import marks_in, speaks
from bot.pipeline.text.heading import heading
from bot.store import Tx
from bot.words import topic_name

MOST_CALLED = 20  # roles and persons, by one post
MOST_TOLD = 40  # items of a story that are read for its summary and tags


class About:
    """What is known by now of the topics of a story's items, for all channels.

    A topic that a community touched is there beside the shared one, as the matcher names it.
    """

    def __init__(self, index: Index, topic_ids: Sequence[str]) -> None:
        self._index = index
        self._topic_ids = topic_ids
        self._found: dict[tuple[int, int], Mapping[str, float]] = {}

    def met(self, one: Told) -> Mapping[str, float]:
        """Give the topics that an item meets, each with its score."""
        key = one.item.id, one.item.revision
        if key not in self._found:
            found = match(self._index, document_of(one.item, one.feed, one.publisher))
            self._found[key] = {self._topic_ids[n]: met.score for n, met in found.items()}
        return self._found[key]


async def about_topics(gear: Gear, tx: Tx) -> About:
    """Be ready to say what items are about, in the sense of every community."""
    return About(*await gear.memory.topics(tx, gear.catalogue, gear.rules.weights))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A story's items as they are read in one place.

    ``told``: the one whose headline it bears first, then those that are read, then the others.
    ``count``: how many are read, the first included: in languages that the watches there ask for,
    and no older than these.
    ``languages``: in which its people read, the best first.
    """

    told: tuple[Told, ...]
    count: int
    since: int  # only items with a larger id make the story urgent here
    languages: tuple[str, ...]
    corrections: Mapping[int, str]  # item → the sentences in which it corrects something


def as_read(
    told: Sequence[Told],
    matches: Mapping[int, Sequence[Match]],
    watches: Sequence[Watch],
    locale: str | None,
    *,
    since: int = 0,
) -> Reading:
    """Put a story's items in the order in which a community of this locale reads them.

    ``matches``: item id → what the ``watches`` met in it. ``since``: items up to this id are only
    counted, as long as there are later ones.
    """
    naming = {i for i, found in matches.items() if any(_in_title(met) for met in found)}
    corrections = {one.item.id: said for one in told if (said := correction(one))}
    later = [one for one in told if one.item.id > since]
    read = _in_their_languages(later or told, watches)
    ids = {one.item.id for one in read}
    others = [one for one in told if one.item.id not in ids]
    languages = reading(locale)
    first = with_best_first(read, naming, corrections, languages)
    return Reading(
        told=(*first, *others),
        count=len(read),
        since=since,
        languages=languages,
        corrections=corrections,
    )


def _in_their_languages(told: Sequence[Told], asking: Sequence[Watch]) -> Sequence[Told]:
    """Give the items in a language that one of the watches asks for; all, where there is none."""
    if any(not watch.languages for watch in asking):
        return told
    wanted = {language for watch in asking for language in watch.languages}
    found = [one for one in told if any(speaks(one.item.language, want) for want in wanted)]
    return found or told


def _in_title(met: Match) -> bool:
    return any(place.field == "title" for place in met.evidence)


def draw_alert(
    gear: Gear,
    view: View,
    story_id: int,
    read: Reading,
    matches: Mapping[int, Sequence[Match]],
    watches: Sequence[Watch],
    about: About,
    *,
    unposted: Container[int] = (),
) -> Message:
    """Draw a story for one channel.

    ``view``: the catalogue as its community sees it. ``read``: the items that it may see.
    ``matches``: item id → what the channel's ``watches`` met in it. ``unposted``: the items whose
    news its thread had no room for.
    """
    told = read.told
    later = [one for one in told if one.item.id > read.since]
    urgent = because(gear, later, view, topics_watched(watches), watches)
    title, title_marks = title_of(told, matches)
    drawn = alert(
        story_id,
        told,
        _up_to_date(gear, read, matches, unposted),
        title=title,
        title_marks=title_marks,
        languages=read.languages,
        tags=tags(view, told, watches, about, least=gear.rules.weights.mentioned),
        urgent=urgent,
        mention=_mention(watches, urgent=urgent is not None),
    )
    return replace(drawn, post=_form(watches))


def _up_to_date(
    gear: Gear,
    read: Reading,
    matches: Mapping[int, Sequence[Match]],
    unposted: Container[int],
) -> Summary:
    """Summarise a story; the newest that its thread had no room for stands last, if it fits."""
    told = read.told[: read.count]
    found = focus(gear, told, matches, languages=read.languages)
    places = [n for n, one in enumerate(told) if one.item.id in unposted]
    newest = max(places, key=lambda n: (told[n].at, told[n].item.id), default=0)
    said = found.sentences
    if newest == 0 or any(one.source == newest for one in said):
        return found
    latest = focus(gear, [told[newest]], matches, most=1).sentences
    left = gear.rules.summary_characters - sum(len(one.text) + 1 for one in latest)
    kept = said[: gear.rules.summary_sentences - 1]
    while kept and sum(len(one.text) + 1 for one in kept) - 1 > left:
        kept = kept[:-1]
    last = tuple(replace(one, source=newest) for one in latest)
    return Summary(sentences=(*kept, *last)) if kept and last else found


def because(
    gear: Gear,
    told: Sequence[Told],
    view: View,
    topics: Iterable[str],
    watches: Iterable[Watch] = (),
    *,
    since: datetime | None = None,
) -> str | None:
    """Say why a story is urgent, None when it is not; ``topics`` are what is watched for."""
    known = view.catalogue.topics  # a topic that is watched may have left it
    return why_urgent(
        told,
        watches,
        official={p for t in topics if t in known for p in known[t].official},
        publishers=gear.rules.urgent_publishers,
        within=gear.rules.urgent_within,
        since=since,
    )


def draw_item(gear: Gear, told: Told, watch: Watch) -> Message:
    """Draw one item of a followed feed."""
    summary = focus(gear, [told], {})
    mention = _mention([watch], urgent=False)
    return replace(item_post(told, summary, watch=watch.label, mention=mention), post=watch.post)


def title_of(told: Sequence[Told], matches: Mapping[int, Sequence[Match]]) -> tuple[str, Marks]:
    """Give a story's title, and where in it the names stand that met the watches."""
    item = told[0].item
    found = [e for met in matches.get(item.id, ()) for e in met.evidence if e.field == "title"]
    shown = heading(item)
    at = max(item.title.find(shown), 0)  # what stands in front of it may have been left out
    marks = marks_in(item.title, [(e.start, e.end) for e in found], at, at + len(shown))
    return shown, marks


def in_a_line(
    message: Message,
    told: Sequence[Told],
    *,
    heading: str,
    matches: Mapping[int, Sequence[Match]] | None = None,
    story_id: int | None = None,
    item_id: int | None = None,
    languages: Sequence[str] = (),
) -> Headline:
    """Say in a line what a post says that was drawn from the same items."""
    scores = [met.score for found in (matches or {}).values() for met in found]
    return headline(
        told,
        message.sentences,
        heading=heading,
        title=message.title,
        title_marks=message.title_marks,
        story_id=story_id,
        item_id=item_id,
        score=max(scores, default=0.0),
        urgent=message.urgent,
        languages=languages,
    )


def focus(
    gear: Gear,
    told: Sequence[Told],
    matches: Mapping[int, Sequence[Match]],
    most: int | None = None,
    languages: Sequence[str] = (),
) -> Summary:
    """Summarise a story for what the channel watches, in ``languages`` as far as it is told so."""
    return summarise(
        told[:MOST_TOLD],
        matches,
        sentences=most or gear.rules.summary_sentences,
        characters=gear.rules.summary_characters,
        languages=languages,
    )


def tags(
    view: View, told: Sequence[Told], watches: Iterable[Watch], about: About, *, least: float
) -> list[str]:
    """Name what the story is about: the topics that its items meet, the watched ones first.

    Others count from a score of ``least``: who is named in passing takes no part in the event.
    """
    watched = set(topics_watched(watches))
    met: dict[str, float] = {}
    for one in told[:MOST_TOLD]:
        for topic, score in about.met(one).items():
            met[topic] = max(met.get(topic, 0.0), score)
    found = _as_seen(view, met)
    scores = {topic: s for topic, s in found.items() if topic in watched or s >= least}
    named = sorted(_narrowest(view, scores, watched), key=lambda t: -scores[t])
    names = {topic: topic_name(view.catalogue.topics[topic]) for topic in named}
    plain = [w.label for w in watches if not _topics_of(w)]
    return tags_of(named, names, watched) + plain


def _as_seen(view: View, met: Mapping[str, float]) -> dict[str, float]:
    """Give the topics that a community finds, by their plain ids."""
    own = {topic: variant_id(topic, view.community_id) for topic in view.touched}
    return {
        topic: met[id_] for topic in view.catalogue.topics if (id_ := own.get(topic, topic)) in met
    }


def known_topics(
    view: View, one: Told, about: About, *, least: float
) -> dict[str, tuple[str, ...]]:
    """Give the topics that an item meets by this score, each with all its names, its own first."""
    topics = view.catalogue.topics
    return {
        topic: (topics[topic].name, *(alias.text for alias in topics[topic].aliases))
        for topic, score in _as_seen(view, about.met(one)).items()
        if score >= least
    }


def _narrowest(view: View, scores: Mapping[str, float], watched: set[str]) -> list[str]:
    """Drop a topic that is met only through one below it, unless it is watched itself."""
    above = {p for topic in scores for p in view.catalogue.topics[topic].parents}
    return [topic for topic in scores if topic in watched or topic not in above]


def topics_watched(watches: Iterable[Watch]) -> list[str]:
    """Give the topics that watches name, in their order."""
    return list(dict.fromkeys(topic for watch in watches for topic in _topics_of(watch)))


def _topics_of(watch: Watch) -> tuple[str, ...]:
    return _topics_named(watch.query)


@lru_cache(maxsize=4096)
def _topics_named(normal_form: str | None) -> tuple[str, ...]:
    query = read_stored(normal_form)
    return topics_in(query) if query else ()


def _form(watches: Iterable[Watch]) -> str:
    """Give how the first watch that wants more than a plain message wants its posts."""
    return next((watch.post for watch in watches if watch.post != "message"), "message")


def _mention(watches: Iterable[Watch], *, urgent: bool) -> str | None:
    return called(w for w in watches if urgent or w.mention_when == "always")


def called(watches: Iterable[Watch]) -> str | None:
    """Give whom watches name, each once, in their order, with a space between them."""
    named = dict.fromkeys(watch.mention for watch in watches if watch.mention)
    return " ".join(list(named)[:MOST_CALLED]) or None
