"""Two alerts of a channel whose stories turned out to be one: the younger points to the older.

It is edited once, and no more after that. What of it the older one does not tell comes in that
one's thread (`update`), since it stands nowhere else then. Asked by `publish`, in its transaction.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.legs.round import Round
from bot.legs.telling import UNDER_WAY, Telling, decided, look_again
from bot.locales import speaking
from bot.model import Kind, State, Watch
from bot.pipeline.deliver import nonce_of
from bot.pipeline.render import pointer
from bot.store import channels, deliveries, held
from bot.store.deliveries import Post
from bot.store.stories import StoryPost

POINTS = "its story is one with an older one, whose post goes on"


async def point(
    work: Round, telling: Telling, post: StoryPost, asking: Sequence[Watch]
) -> tuple[StoryPost, datetime | None]:
    """Let the younger alerts point to the story's post; give that, and when to look again, if ever.

    One that is not there, or whose story's post is not, stays as it is.
    """
    if not post.younger:
        return post, None
    known = [await deliveries.get(work.tx, alert_id) for alert_id in post.younger]
    if post.post_state in UNDER_WAY:
        return post, look_again(post, work.now)
    under_way = [one.id for one in known if one and one.state in UNDER_WAY]
    for one in known:
        if one and one.state is State.SENT and post.post_state is State.SENT:
            await _plan(work, telling, post, one.id, asking)
    joined = post.joined(younger=under_way)
    work.outgoing.note(telling.story.id, telling.channel.id, joined=joined)
    now = replace(post, younger=tuple(under_way))
    return now, look_again(post, work.now) if under_way else None


async def _plan(
    work: Round, telling: Telling, post: StoryPost, alert_id: int, asking: Sequence[Watch]
) -> None:
    channel, chat = telling.channel, work.gear.chats[telling.channel.platform]
    shown = work.drawings.of(telling, asking).message
    url = await _where(work, telling, post) or shown.url
    with speaking(channel.locale):
        payload = chat.to_payload(pointer(telling.story.id, shown, url))
    key = f"edit:{alert_id}:joined"
    edit = Post(
        channel_id=channel.id,
        kind=Kind.EDIT,
        key=key,
        nonce=nonce_of(key),
        payload=payload,
        due_at=work.now,
        edits=alert_id,
    )
    work.outgoing.more(edit, [decided(telling, "joined", POINTS, work.now, asking[0])])


async def _where(work: Round, telling: Telling, post: StoryPost) -> str | None:
    """Give an address that leads to the story's post, where the platform has one."""
    sent = await deliveries.sent_message(work.tx, await held.post_of(work.tx, post.alert_id or 0))
    if sent is None:
        return None
    home = await channels.get_community(work.tx, telling.channel.community_id)
    chat = work.gear.chats[telling.channel.platform]
    return chat.link_to(home.external_id, telling.channel.external_id, sent.external_id)
