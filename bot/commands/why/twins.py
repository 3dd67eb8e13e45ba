"""/why and /whynot: alerts of one channel whose stories turned out to be one."""

from bot.commands import telling
from bot.commands.feeds.show import moment
from bot.commands.room import Room, said
from bot.commands.why.case import ALERTED, STORY, Looked
from bot.locales import joined, say
from bot.model import Kind, Sent
from bot.store import Tx, channels, deliveries, held, lines

LONGEST = 120  # characters of a title


async def one_with(room: Room, tx: Tx, looked: Looked) -> list[str]:
    """Say of a post that its story was found to be another's, or which posts were found so."""
    if looked.post is None or looked.story_id is None:
        return []
    mine = await deliveries.get(tx, looked.post)
    older = await telling.post_of(room, tx, looked.channel, f"s{looked.story_id}")
    if mine is None or mine.kind is not Kind.ALERT or older is None:
        return []
    if looked.post == older:
        return await _also_posted(room, tx, looked) if not looked.case.asked else []
    sent = await deliveries.sent_message(tx, await held.post_of(tx, older))
    return [await _found(room, tx, looked, older, sent)] if sent is not None else []


async def _found(room: Room, tx: Tx, looked: Looked, older: int, sent: Sent) -> str:
    """Say whose story a post's turned out to be, when, and by which outlet's report."""
    kept = await lines.of(tx, [older])
    title = said(kept[0].title, LONGEST) if kept else telling.headline(looked.story)
    when = moment(room, sent.at)
    home = await channels.get_community(tx, looked.channel.community_id)
    chat = room.gear.chats.get(looked.channel.platform)
    external = (home.external_id, looked.channel.external_id, sent.external_id)
    link = chat.link_to(*external) if chat is not None else None
    post = f"{when} ({link})" if link else when
    found = [d.at for d in looked.case.made if (d.stage, d.verdict) == (STORY, "joined")]
    before = [one for one in looked.story if found and one.item.first_seen <= found[-1]]
    if not before:
        return say(
            "Told by itself first; its story turned out to be that of “{title}”, posted here "
            "{post}, which goes on.",
            title=title,
            post=post,
        )
    return say(
        "Told by itself first; {found}, with what {outlet} reported, its story turned out to be "
        "that of “{title}”, posted here {post}, which goes on.",
        found=moment(room, found[-1]),
        outlet=said(before[-1].publisher.name, 60),
        title=title,
        post=post,
    )


async def _also_posted(room: Room, tx: Tx, looked: Looked) -> list[str]:
    """Say when else a story was posted, while it was not known to be one."""
    alerts = {d.delivery_id for d in looked.case.made if (d.stage, d.verdict) == ALERTED}
    times = []
    for number in sorted(one for one in alerts if one is not None and one != looked.post):
        other, sent = await deliveries.get(tx, number), await deliveries.sent_message(tx, number)
        if other is not None and sent is not None and other.story_id != looked.story_id:
            times.append(moment(room, sent.at))
    if not times:
        return []
    return [
        say(
            "Also posted here by itself {times}, before it turned out to be the same story.",
            times=joined(times),
        )
    ]
