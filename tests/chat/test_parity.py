"""No command is missing on a platform, in success, in error, or for want of a right."""

import pytest

from tests.chat.parity import CELLS, ROWS, WRONG, gaps, table_of
from tests.chat.speakers import PLATFORMS


@pytest.mark.timeout(120)
async def test_every_command_says_the_same_on_every_platform() -> None:
    table = await table_of()
    assert gaps(table) == {}
    assert len(table) == len(ROWS) * len(CELLS) * len(PLATFORMS)


def test_wrong_values_are_of_commands_that_are_there() -> None:
    assert set(WRONG) <= set(ROWS)
