"""An alert as a channel is to see it; channels that are to see the same share one drawing."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.legs.draw import About, as_read, draw_alert, in_a_line
from bot.legs.gear import Gear
from bot.legs.telling import Telling, same
from bot.locales import reading, say, speaking
from bot.model import Headline, Message, Told, Watch

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
        since = _new_from(telling, asking)
        read = as_read(telling.shown, matches, asking, telling.channel.locale, since=since)
        story_id = telling.story.id
        message = draw_alert(
            self._gear,
            telling.view,
            story_id,
            read,
            matches,
            asking,
            self._about,
            unposted=telling.unposted,
        )
        if footer := _corrected(telling.shown, read.corrections):
            label = f"{message.label} · {say('CORRECTED')}"
            message = replace(message, label=label, footer=footer)
        line = in_a_line(
            message,
            read.told,
            heading=asking[0].label,
            matches=matches,
            story_id=story_id,
            languages=read.languages,
        )
        payload = self._gear.chats[telling.channel.platform].to_payload(message)
        return Drawing(message=message, payload=payload, line=line)


def as_edit(gear: Gear, telling: Telling, drawing: Drawing) -> Mapping[str, Any]:
    """Give an alert as an edit takes it: nobody is notified again."""
    chat = gear.chats[telling.channel.platform]
    with speaking(telling.channel.locale):
        return chat.to_payload(replace(drawing.message, rings=False))


def stands(gear: Gear, telling: Telling, drawing: Drawing) -> bool:
    """Whether the post that is there was drawn so the last time."""
    drawn = telling.drawn
    return same(drawing.payload, drawn) or same(as_edit(gear, telling, drawing), drawn)


def _what_decides(telling: Telling, asking: Sequence[Watch]) -> Hashable:
    """Give all that a drawing depends on, besides what is the same for a whole transaction."""
    view = telling.view
    own = view.community_id if view.overlays else None
    asked = tuple(_anybodys(watch) for watch in asking)
    place = telling.channel.platform, reading(telling.channel.locale)
    since, unposted = _new_from(telling, asking), telling.unposted
    return telling.story.id, place, own, telling.shown, asked, since, unposted


def _new_from(telling: Telling, asking: Sequence[Watch]) -> int:
    """Give up to which item the story was there before any of these watches; 0: it was not."""
    since = min((watch.after_item for watch in asking), default=0)
    return max((t.item.id for t in telling.shown if t.item.id <= since), default=0)


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
        paused_at=None,
        resumed_at=None,
    )


def _corrected(told: Sequence[Told], corrections: Mapping[int, str]) -> str:
    """Say what was corrected since the first item came, by the newest item that does."""
    since = [one for one in told[1:] if one.item.id in corrections]
    since += [one for one in told[:1] if one.earlier and one.item.id in corrections]
    newest = max(since, key=lambda one: one.at, default=None)
    return f"{newest.publisher.name}: {corrections[newest.item.id]}" if newest else ""
