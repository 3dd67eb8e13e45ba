"""How stories and items stand in a channel, in a few words: for lists such as /latest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.commands.room import Room
from bot.commands.why import fate
from bot.locales import say
from bot.model import Channel, Decision, Delivery, Kind, State, Story, Told, Watch
from bot.store import Tx, channels, record, stories, tellers
from bot.store.deliveries import UNSENT
from bot.store.record import Muted


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is known of a channel when it is asked how stories stand there."""

    channel: Channel
    muted: Muted
    posts: Mapping[int, Sequence[Delivery]]  # story → what tells of it there, oldest first
    living: Mapping[int, Story]


async def scene(room: Room, tx: Tx, story_ids: Iterable[int]) -> Scene:
    """Look at a channel once for several stories."""
    ids, here = set(story_ids), room.channel.id
    return Scene(
        channel=await channels.get_channel(tx, here),
        muted=(await record.muted_in(tx, [here]))[here],
        posts=await tellers.of_stories(tx, here, ids),
        living=await stories.by_ids(tx, ids),
    )


async def of_story(
    room: Room, tx: Tx, seen: Scene, story_id: int, told: Sequence[Told], mine: Sequence[Watch]
) -> str:
    """Say how a story stands: told by which post, or why by none. ``mine``: who asks for it."""
    became = await told_by(room, tx, seen.posts.get(story_id, ()))
    if story_id in seen.muted.stories:
        return say("{state}, muted since", state=became) if became else say("muted")
    if became:
        return became
    made = await record.decisions_about(tx, [one.item.id for one in told], seen.channel.id)
    asked = {watch.id: watch for watch in mine}
    last = next((d for d in reversed(made) if d.watch_id in asked), None)
    newest = max(one.item.first_seen for one in told)
    return _to_come(seen, story_id, last, asked, newest) or say("not posted")


async def of_items(room: Room, tx: Tx, item_ids: Iterable[int]) -> dict[int, str]:
    """Say how items of followed feeds stand: item → words, for those that a post tells of."""
    posts = await tellers.of_items(tx, room.channel.id, item_ids)
    said = {item_id: await told_by(room, tx, found) for item_id, found in posts.items()}
    return {item_id: words for item_id, words in said.items() if words}


async def told_by(room: Room, tx: Tx, posts: Sequence[Delivery]) -> str | None:
    """Say which of the posts tells it: an alert before a digest, what is there before what waits.

    None where there is none, or all were given up.
    """
    words = [(post, said) for post in posts if (said := await _words(room, tx, post))]
    best = max(words, key=lambda pair: _rank(pair[0]), default=None)
    return best[1] if best else None


def _rank(post: Delivery) -> tuple[bool, bool, int]:
    return post.kind is Kind.ALERT, post.state is State.SENT, post.id


async def _words(room: Room, tx: Tx, post: Delivery) -> str | None:
    """Say how one post stands; None for one that was given up and stands in no roll-up."""
    if post.merged_into is not None:
        return await fate.in_rollup(tx, post.merged_into)
    if post.state in UNSENT:
        return None
    digest = post.kind is Kind.DIGEST
    if post.state is State.SENT:
        return say("in a digest") if digest else say("posted")
    if post.state is State.UNKNOWN:
        return say("may or may not have been posted: `/status`")
    if digest:
        return say("in a digest that waits to be posted")
    return fate.held_in_short(room, post) if post.hold else say("waits to be posted")


def _to_come(
    seen: Scene,
    story_id: int,
    last: Decision | None,
    asked: Mapping[int, Watch],
    newest: datetime,
) -> str | None:
    """Say what is to come of a story that no post tells yet, by what was last decided of it."""
    story, verdict = seen.living.get(story_id), last.verdict if last else ""
    watch = asked.get(last.watch_id or 0) if last else None
    if verdict == "alert" and story is not None and story.publish_at is not None:
        return say("settles, and comes then")
    if verdict == "waiting":
        return say("waits for more outlets")
    if verdict == "digest" and watch is not None and seen.channel.digest_on:
        own = watch.digest_times is not None
        since = watch.digest_since if own else seen.channel.digest_since
        return say("for the next digest") if since is None or newest >= since else None
    return None
