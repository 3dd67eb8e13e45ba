"""A story as one channel may be told of it: what publishing an alert and its thread share."""

import json
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.catalogue.overlay import View
from bot.legs.draw import About
from bot.model import Channel, Decision, Match, State, Story, Told, Watch
from bot.pipeline.route import families_of
from bot.store.record import Muted
from bot.store.stories import StoryPost

LOOK_AGAIN = timedelta(seconds=30)  # while an alert is on its way and cannot be edited yet,
SELDOM = timedelta(minutes=10)  # and at most, where its platform has been out of order for long
STAGE, ENOUGH = "update", "enough"  # what follows on an alert; its thread has had its posts
KEPT = 2  # posts of a thread for corrections, deaths, acts that turn the story, and urgency
UNDER_WAY = (State.PENDING, State.SENDING, State.AMBIGUOUS, State.RECONCILING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A story, a channel, and what of the one is for the other."""

    story: Story
    channel: Channel
    told: tuple[Told, ...]
    matches: Mapping[int, Mapping[int, Match]]  # of these items: item id → query id → match
    watches: tuple[Watch, ...]  # that one of these items met
    planned: frozenset[tuple[int, int]]  # item and watch: to be alerted of when it came
    muted: Muted
    posted: AbstractSet[int]  # items that have a post of their own here
    post: StoryPost | None
    drawn: Mapping[str, Any] | None  # how that post was drawn last
    about: About  # one for all channels: their items are mostly the same
    view: View
    unposted: AbstractSet[int] = frozenset()  # new, but its thread had no room for them

    @property
    def shown(self) -> tuple[Told, ...]:
        """The items of outlets that the channel did not mute; all, where it muted each."""
        silent = self.muted.families
        return tuple(t for t in self.told if t.publisher.family not in silent) or self.told

    @property
    def newest(self) -> int:
        """The newest item that was there when this was put together."""
        return max(t.item.id for t in self.told)

    def met(self, asking: Iterable[Watch]) -> dict[int, list[Match]]:
        """Give item id → what these watches met in it."""
        queries = {watch.query_id for watch in asking}
        return {
            item_id: [met for query_id, met in found.items() if query_id in queries]
            for item_id, found in self.matches.items()
        }


def look_again(post: StoryPost, now: datetime) -> datetime:
    """Say when to look once more at a post that is on its way: the later, the longer it is."""
    tried = post.tried_at or now
    return now + max(LOOK_AGAIN, min((now - tried) / 20, SELDOM))


def same(one: Mapping[str, Any], other: Mapping[str, Any] | None) -> bool:
    """Whether a payload is the one that was stored."""
    # The stored one has been through JSON, which knows no tuples.
    return other is not None and json.loads(json.dumps(one)) == other


def decided(
    telling: Telling, verdict: str, reason: str, now: datetime, watch: Watch | None = None
) -> Decision:
    """Say what was decided about a story here; ``watch``: for whom, else the first that asks."""
    return Decision(
        item_id=telling.told[0].item.id,
        watch_id=(watch or telling.watches[0]).id,
        story_id=telling.story.id,
        delivery_id=None,
        stage="publish",
        verdict=verdict,
        trail={"reason": reason, "outlets": len(families_of(telling.told))},
        at=now,
    )
