"""An alert as a channel is to see it; channels that are to see the same share one drawing."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.legs.draw import About, draw_alert, in_a_line
from bot.legs.gear import Gear
from bot.legs.telling import Telling
from bot.locales import best, speaking
from bot.model import Headline, Match, Message, Told, Watch
from bot.pipeline.headline import with_best_first
from bot.pipeline.novelty import correction
from bot.pipeline.text import speaks

_ANY_TIME = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """An alert, as its platform takes it, and what it says in a line."""

    message: Message
    payload: Mapping[str, Any]
    line: Headline


class Drawings:
    """The alerts that were drawn in one transaction, while nothing of their stories can change."""

    def __init__(self, gear: Gear, about: About) -> None:
        self._gear = gear
        self._about = about
        self._drawn: dict[Hashable, Drawing] = {}

    def of(self, telling: Telling, asking: Sequence[Watch]) -> Drawing:
        """Draw a story for a channel and the watches that ask for it there."""
        same = _what_decides(telling, asking)
        if same not in self._drawn:
            with speaking(telling.channel.locale):
                self._drawn[same] = self._draw(telling, asking)
        return self._drawn[same]

    def _draw(self, telling: Telling, asking: Sequence[Watch]) -> Drawing:
        matches = telling.met(asking)
        naming = {i for i, found in matches.items() if any(_in_title(met) for met in found)}
        corrections = {t.item.id: said for t in telling.shown if (said := correction(t))}
        read = _in_their_languages(telling.shown, asking)
        ids = {one.item.id for one in read}
        others = [one for one in telling.shown if one.item.id not in ids]
        told = (*with_best_first(read, naming, corrections), *others)
        story_id = telling.story.id
        message = draw_alert(
            self._gear, telling.view, story_id, told, matches, asking, self._about, read=len(read)
        )
        message = replace(message, footer=_corrected(telling.shown, corrections))
        line = in_a_line(message, told, heading=asking[0].label, matches=matches, story_id=story_id)
        payload = self._gear.chats[telling.channel.platform].to_payload(message)
        return Drawing(message=message, payload=payload, line=line)


def _what_decides(telling: Telling, asking: Sequence[Watch]) -> Hashable:
    """Give all that a drawing depends on, besides what is the same for a whole transaction."""
    view = telling.view
    own = view.community_id if view.overlays else None
    asked = tuple(_anybodys(watch) for watch in asking)
    place = telling.channel.platform, best(telling.channel.locale)
    return telling.story.id, place, own, telling.shown, asked


def _anybodys(watch: Watch) -> Watch:
    """Give a watch without what says whose it is and since when; the rest may show in an alert."""
    return replace(
        watch,
        id=0,
        channel_id=0,
        community_id=0,
        added_by=None,
        created_at=_ANY_TIME,
        after_item=0,
        digest_since=None,
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


def _corrected(told: Sequence[Told], corrections: Mapping[int, str]) -> str:
    """Say what was corrected since the first item came, by the newest item that does."""
    since = [one for one in told[1:] if one.item.id in corrections]
    since += [one for one in told[:1] if one.earlier and one.item.id in corrections]
    newest = max(since, key=lambda one: one.at, default=None)
    return f"{newest.publisher.name}: {corrections[newest.item.id]}" if newest else ""
