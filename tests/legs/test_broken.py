"""One channel, or one notice, that hits an error of ours stops no other."""

from dataclasses import replace
from io import StringIO

from bot.chat.base import Payload
from bot.chat.memory import MemoryChat
from bot.errors import SendNever
from bot.legs.deliver import deliver
from bot.model import Message
from tests.legs.asked import told
from tests.legs.edition import Edition
from tests.legs.test_digest_broken import Choosy
from tests.legs.test_digest_made import two_stories
from tests.legs.test_notice import added, hours
from tests.legs.test_notice import told as notices_told
from tests.linetest import World


async def test_what_broke_is_tried_again_later_and_later(paper: Edition, log: StringIO) -> None:
    await two_stories(paper)
    paper.gear = replace(paper.gear, chats={"memory": Choosy(ValueError("no such letter"))})
    paper.wait(hours=2)
    for _ in range(4 * 60):  # four hours of looks
        await paper.make()
        paper.wait(minutes=1)
    assert len(told(log, "digest_broke")) == 9  # after 0, 1, 3, 7, 15, 31, 63, 123, 183 minutes
    paper.gear = replace(paper.gear, chats={"memory": MemoryChat()})
    paper.wait(hours=1)
    assert await paper.make() == 1


async def test_a_channel_whose_zone_is_not_known_here_goes_by_utc_and_stops_no_other(
    paper: Edition,
) -> None:
    await two_stories(paper)
    await paper.watch("Quad", channel=2)
    quiet = {"from": "22:00", "to": "05:00", "days": list(range(7))}
    await paper.place(1, timezone="Mars/Olympus_Mons", quiet=quiet)
    paper.wait(hours=2)
    assert await paper.make() == 2
    (post,) = await paper.posts()
    assert post.payload["title"].startswith("Digest, Tuesday 24 November, 08:00 UTC · ")
    await paper.post()
    await paper.post(channel=2)
    chat = MemoryChat()
    await deliver(replace(paper.gear, chats={"memory": chat}))
    assert {post.channel for post in chat.sent} == {"one", "two"}


class Particular(MemoryChat):
    """Cannot draw what tells of the gazette, until it is mended."""

    mended = False

    def to_payload(self, message: Message) -> Payload:
        if not self.mended and message.title.startswith("gazette"):
            raise SendNever("no such letter")
        return super().to_payload(message)


async def test_a_notice_that_cannot_be_drawn_stops_no_other(world: World, log: StringIO) -> None:
    for name in ("gazette", "herald"):
        await added(world, name)
        world.server.put(f"/{name}.xml", status=401)
    world.chat = chat = Particular()
    world.gear = replace(world.gear, chats={"memory": chat})
    await hours(world, 26)
    assert [line.split()[0] for line in notices_told(world)] == ["herald"]
    (first, *_) = told(log, "notice_broke")
    assert (first["about"], first["level"]) == ("feed", "error")
    chat.mended = True
    await hours(world, 1)
    assert [line.split()[0] for line in notices_told(world)] == ["herald", "gazette"]
