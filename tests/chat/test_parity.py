"""One dialogue, and every command: in success, in error, for want of a right; on every platform."""

import pytest

from tests.chat.parity import CELLS, ROWS, WRONG, gaps, table_of
from tests.chat.speakers import PLATFORMS


@pytest.mark.timeout(300)  # one world for each platform: three hundred commands
async def test_a_dialogue_and_every_command_go_the_same_way_on_every_platform() -> None:
    table = await table_of()
    assert gaps(table) == {}
    assert len(table) == (len(ROWS) * len(CELLS) + 1) * len(PLATFORMS)


def test_wrong_values_are_of_commands_that_are_there() -> None:
    assert set(WRONG) <= set(ROWS)
