"""The same dialogue on every platform: from the first watch to an alert, its reasons, the end."""

from pathlib import Path

import pytest

from tests.chat.discord.sea import SENKAKU
from tests.chat.speakers import PLATFORMS, speaker
from tests.feedserver import FeedServer


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_dialogue_goes_the_same_way_on_every_platform(
    tmp_path: Path, platform: str
) -> None:
    with FeedServer() as feeds:
        async with speaker(platform, tmp_path, feeds) as ada:
            watching = await ada.say("/watch senkaku")
            assert watching.plain.startswith("Watching Senkaku Islands in #news")
            assert watching.private
            assert {"Adjust", "Undo"} <= set(watching.labels)

            ada.world.item(SENKAKU)
            await ada.later(minutes=15)
            [alert] = [post for post in await ada.posts() if SENKAKU in post.text]
            assert "Senkaku Islands" in alert.plain
            assert alert.labels[0] == "Why"

            why = await ada.press(alert, "Why")
            assert "Senkaku" in why.plain
            assert why.private

            watches = await ada.say("/watches list")
            assert "Senkaku Islands" in watches.plain

            wrong = await ada.say("/unwatch sennkaku")
            assert "Senkaku Islands" in wrong.plain + " ".join(wrong.labels)

            ended = await ada.say("/unwatch Senkaku Islands")
            undone = await ada.press(ended, "Undo")
            assert undone.plain
            watches = await ada.say("/watches list")
            assert "Senkaku Islands" in watches.plain
