"""What is halted, or corrected, takes a headline's place only where it is of that."""

import pytest

from tests.pipeline.test_headline import corrected, later, order, told


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


@pytest.mark.parametrize(
    ("correction", "place"),
    [
        ("Correction: Fisherman who died after Senkaku collision was 59", 1),
        ("Correction: Name of trawler is Hoshi Maru No. 8", 1),
        ("Correction: Chinese ship and trawler collide off Uotsuri, not Taisho", 2),
    ],
)
def test_a_correction_of_a_detail_does_not_become_the_headline(correction: str, place: int) -> None:
    first = told(1, "Chinese ship and Japanese trawler collide off Taisho in the Senkakus")
    assert corrected(first, told(2, correction)) == place
