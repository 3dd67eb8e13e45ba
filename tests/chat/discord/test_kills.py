"""Killed at some of the edges of a full cycle while it posts to Discord, forums among its places.

All edges: ``python -m tests.chat.discord.kills --sweep``; at random moments, without ``--sweep``.
"""

import pytest

from tests.chat.killed import sweep


@pytest.mark.timeout(300)
def test_some_edges_of_a_full_cycle_lose_nothing_and_double_nothing() -> None:
    swept, breaches, requests = sweep("discord", step=20)
    assert (swept.lost, swept.doubled, breaches) == ((), (), [])
    assert swept.kills > 3
    assert requests > 30
