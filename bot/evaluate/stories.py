"""How well items join into stories: rows → predictions → scores; pure.

    row ──labelled──▶ LabelledItem ──predict──▶ Prediction ──score──▶ Scores

Items go in by time, one at a time, through the code that the running bot uses. The measure is
BCubed (Bagga and Baldwin, "Entity-Based Cross-Document Coreferencing", 1998): for each item, the
part of its found story that is of its true one (precision), and the part of its true story that was
found with it (recall); then the mean over items.
"""

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from bot.errors import RowError
from bot.evaluate.rows import Row, id_of, text_of
from bot.model import Member
from bot.pipeline.cluster import Joined, Names, Window, join
from bot.pipeline.dedupe import canonical_url

SPAN = timedelta(hours=48)  # story.window_hours, as it stands in config/default.toml
MILLI = 1e11  # from here on a number counts milliseconds: as seconds it would be the year 5138


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledItem:
    """One row: what the bot may see, and beside it the story that a person put it in."""

    id: str | int
    title: str
    summary: str
    url: str | None
    source: str
    at: datetime | None  # None: when the row before it came
    story: str | None  # None: nobody says


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """The story that an item was put in, named by the item that opened it, and why."""

    id: str | int
    story: str
    role: str  # opener, or how it joined
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two items: put together though of two stories, or of one and left apart."""

    one: LabelledItem
    other: LabelledItem
    together: bool  # in the bot's eyes


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """BCubed precision, recall and F1, each 0…1, and what readers notice.

    ``wrong_merges``: the part of the pairs put together that do not belong together.
    """

    precision: float
    recall: float
    items: int
    stories: int  # true ones
    found: int
    mixed: int  # found stories that tell more than one event
    wrong_merges: float
    wrong: tuple[Pair, ...]  # per item at most one wrongly together, one wrongly apart

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def labelled(row: Row) -> LabelledItem:
    """Read a row ``{"id", "title", "summary", "url", "source", "published", "story"}``.

    ``published``: ISO 8601, a date as mail has it, or seconds or milliseconds since 1970; a row
    without one came with the row before it. ``story``: text or a whole number. Raises RowError.
    """
    title, summary = text_of(row, "title") or "", text_of(row, "summary") or ""
    if not title.strip() and not summary.strip():
        raise RowError("has neither `title` nor `summary`. Add what there is to judge.")
    return LabelledItem(
        id=id_of(row),
        title=title,
        summary=summary,
        url=text_of(row, "url"),
        source=text_of(row, "source") or "",
        at=_time_of(row.get("published")),
        story=_story_of(row),
    )


def _story_of(row: Row) -> str | None:
    value = row.get("story")
    return str(value) if isinstance(value, int) else text_of(row, "story")


def _time_of(value: object) -> datetime | None:
    if value is None or value == "":
        return None
    try:
        if isinstance(value, str) and not value.strip().isdigit():
            at = _written(value.strip())
            return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
        if isinstance(value, int | float | str) and not isinstance(value, bool):
            seconds = float(value)
            return datetime.fromtimestamp(seconds / 1000 if seconds > MILLI else seconds, UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        pass
    raise RowError(
        "has no `published` that is a time. Write 2026-11-24T08:00:00Z or seconds since 1970."
    )


def _written(value: str) -> datetime:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return parsedate_to_datetime(value)


def is_kept(item: LabelledItem) -> bool:
    """Whether an item is of the half that nobody looks at while the engine is fitted.

    The hash of its story decides, so that no story stands on both sides.
    """
    name = item.story if item.story is not None else str(item.id)
    return zlib.crc32(name.encode("utf-8", "surrogatepass")) % 2 == 0


def predict(
    items: Sequence[LabelledItem],
    names: Names | None = None,
    *,
    span: timedelta = SPAN,
    with_meaning: bool = False,
) -> list[Prediction]:
    """Put items into stories as the running bot would; predictions in the order of the items.

    ``names``: those of the catalogue. ``with_meaning``: what items mean counts, too.
    Stories that turn out to be one later count as one.
    """
    window = Window(names=names, with_meaning=with_meaning)
    feeds: dict[str, int] = {}
    found: dict[int, Joined] = {}
    into: dict[int, int] = {}
    times = _times(items)
    for n in sorted(range(len(items)), key=lambda n: (times[n], n)):
        item = items[n]
        asking = Member(
            story_id=n + 1,
            community_id=None,
            item_id=n + 1,
            feed_id=feeds.setdefault(_outlet(item) or f"row {n}", len(feeds) + 1),
            canonical=canonical_url(item.url),
            title=item.title,
            at=times[n],
            text=item.summary,
        )
        found[n] = join(window, asking, since=times[n] - span)
        into |= {gone: kept for kept, gone in found[n].merged}
    return [_prediction(items, found[n], into) for n in range(len(items))]


def _times(items: Sequence[LabelledItem]) -> list[datetime]:
    """Give when each item came; one without a time came with the last before it that has one."""
    at = next((item.at for item in items if item.at), datetime(2000, 1, 1, tzinfo=UTC))
    times = []
    for item in items:
        at = item.at or at
        times.append(at)
    return times


def _outlet(item: LabelledItem) -> str:
    try:
        return item.source or urlsplit(item.url or "").netloc
    except ValueError:
        return ""


def _prediction(
    items: Sequence[LabelledItem], joined: Joined, into: Mapping[int, int]
) -> Prediction:
    story, home = joined.member.story_id, joined.home
    while story in into:
        story = into[story]
    return Prediction(
        id=items[joined.member.item_id - 1].id,
        story=str(items[story - 1].id),  # the item that opened it
        role=home.role if home else "opener",
        score=home.score if home else None,
    )


def score(items: Sequence[LabelledItem], predictions: Sequence[Prediction]) -> Scores | None:
    """Compare predictions with labels, one to one; None when no item has a label."""
    told = [
        (item, item.story, said.story)
        for item, said in zip(items, predictions, strict=True)
        if item.story is not None
    ]
    if not told:
        return None
    cells = Counter((true, said) for _, true, said in told)
    true_sizes = Counter(true for _, true, _ in told)
    found_sizes = Counter(said for _, _, said in told)
    precision = sum(n * n / found_sizes[said] for (_, said), n in cells.items()) / len(told)
    recall = sum(n * n / true_sizes[true] for (true, _), n in cells.items()) / len(told)
    events = Counter(said for _, said in cells)
    return Scores(
        precision=precision,
        recall=recall,
        items=len(told),
        stories=len(true_sizes),
        found=len(found_sizes),
        mixed=sum(n > 1 for n in events.values()),
        wrong_merges=_wrong_merges(cells, found_sizes),
        wrong=tuple(_wrong(told)),
    )


def _wrong_merges(cells: Mapping[tuple[str, str], int], found: Mapping[str, int]) -> float:
    together = sum(_pairs(n) for n in found.values())
    right = sum(_pairs(n) for n in cells.values())
    return (together - right) / together if together else 0.0


def _pairs(n: int) -> int:
    return n * (n - 1) // 2


def _wrong(told: Iterable[tuple[LabelledItem, str, str]]) -> Iterable[Pair]:
    """Yield for each item the first that is wrongly with it, and the first wrongly apart."""
    by_true: dict[str, list[tuple[LabelledItem, str]]] = defaultdict(list)
    by_found: dict[str, list[tuple[LabelledItem, str]]] = defaultdict(list)
    for item, true, said in told:
        with_it = [one for one, other in by_found[said] if other != true]
        apart = [one for one, other in by_true[true] if other != said]
        if with_it:
            yield Pair(one=with_it[0], other=item, together=True)
        if apart and not any(other == said for _, other in by_true[true]):
            yield Pair(one=apart[0], other=item, together=False)
        by_true[true].append((item, said))
        by_found[said].append((item, true))
