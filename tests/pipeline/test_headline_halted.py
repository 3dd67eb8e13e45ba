"""What is halted takes a headline back only where it was to come."""

import pytest

from tests.pipeline.test_headline import later, order, told


@pytest.mark.parametrize(
    ("first", "then", "gives_way"),
    [
        ("Norlan to build battery plant in Unna", "Norlan halts battery plant in Unna", True),
        ("Landslide blocks railway at Brunner", "Landslide halts railway at Brunner", False),
        ("Storm batters ferries off Lunn", "Storm halts ferries off Lunn", False),
    ],
)
def test_what_is_halted_takes_back_what_was_to_come_and_not_what_happened(
    first: str, then: str, gives_way: bool
) -> None:
    older, newer = later(told(1, first), 0), later(told(2, then), 60)
    assert order(older, newer) == ([2, 1] if gives_way else [1, 2])
