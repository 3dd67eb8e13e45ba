"""Which posts of threads a channel sees, too: a setting of all, and of each channel."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.slack.chat import SlackChat
from bot.chat.slack.client import Access
from bot.model import Kind, Message
from tests.chat.desk import Keeps
from tests.chat.slack.sea import open_sea
from tests.feedserver import FeedServer


@pytest.mark.parametrize(("own", "seen"), [("", True), ("never", False), ("always", True)])
def test_a_channel_may_see_other_posts_of_threads_than_is_set_for_all(
    alert: Message, own: str, seen: bool
) -> None:
    chat = SlackChat(Access(broadcast="urgent"), Keeps())
    urgent = replace(alert, kind=Kind.UPDATE, label="URGENT", broadcast=own)
    assert chat.to_payload(urgent)["broadcast"] is seen
    usual = replace(alert, kind=Kind.UPDATE, label="UPDATE", broadcast=own)
    assert chat.to_payload(usual)["broadcast"] is (own == "always")


async def test_a_channel_chooses_for_itself(tmp_path: Path) -> None:
    with FeedServer() as server:
        async with open_sea(tmp_path, server) as sea:
            await sea.slash("settings broadcast:always")
            await sea.slash("watch senkaku")
            sea.world.item("Patrol ships enter waters off the Senkaku Islands")
            await sea.later(minutes=10)
            [alert] = [post for post in sea.posts() if "Why" in post.labels]
            sea.world.item(
                "Patrol ships fire at a trawler off the Senkaku Islands, 3 hurt", "kanto"
            )
            await sea.later(hours=1)
            told = sea.wire.posts(sea.news, thread=alert.ts)
            assert [post.broadcast for post in told] == [True]
