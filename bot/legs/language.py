"""What follows the language of a community: its newest alerts, and what its watches are called."""

from collections.abc import Callable
from datetime import datetime

from bot.catalogue.overlay import View
from bot.legs.gear import Gear
from bot.locales import LANGUAGES, best
from bot.model import Watch
from bot.pipeline.query import label, read_stored
from bot.store import Tx, channels, threads, watches

TURNED = 20  # alerts of a channel that are drawn anew when its language is changed


async def turn(gear: Gear, tx: Tx, community_id: int, now: datetime) -> None:
    """Let a community's watches, and its newest alerts, follow its language, which was changed."""
    await _call_anew(gear, tx, community_id)
    since = now - gear.rules.window
    if await threads.look_again_at_newest(tx, community_id, now=now, since=since, most=TURNED):
        gear.nudge("publish")


async def _call_anew(gear: Gear, tx: Tx, community_id: int) -> None:
    home = await channels.get_community(tx, community_id)
    view = await gear.memory.view(tx, gear.catalogue, community_id)
    for channel in await channels.channels_of(tx, community_id, people=True):
        for watch in await watches.of_channel(tx, channel.id):
            name = called_in(view, watch, best(home.locale))
            if name != watch.label:
                await watches.change(tx, watch.id, label=name)


def called_in(view: View, watch: Watch, language: str) -> str:
    """Give what a watch is called in a language: one that bears another name keeps it."""
    query = read_stored(watch.query)
    if query is None:
        return watch.label
    names = {spoken: label(query, _names(view, spoken)) for spoken in LANGUAGES}
    return names[language] if watch.label in names.values() else watch.label


def _names(view: View, language: str) -> Callable[[str], str]:
    """Give what says a topic's name in a language; an unknown one's id."""

    def name_of(id_: str) -> str:
        known = view.catalogue.topics.get(id_)
        return known.name_in(language) if known else id_

    return name_of
