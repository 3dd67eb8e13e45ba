"""A page that only sets the scene at first does not take the place of what its feed says."""

import pytest

from bot.pipeline.text.leads import with_exact_lead

EXACT = "A coast guard ship rammed a boat near Lunn Shoal on Monday and hurt three sailors."
VAGUE = "Tensions are rising again in waters that several states claim."
REST = "It was the second such incident. The owner of the boat spoke of an attack."


def test_what_the_feed_says_comes_before_a_line_that_sets_the_scene() -> None:
    assert with_exact_lead(f"{VAGUE}\n\n{REST}", EXACT, "en") == f"{EXACT}\n\n{VAGUE}\n\n{REST}"


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        (f"{VAGUE}\n\n{EXACT} {REST}", EXACT),  # the page says it, too
        (f"A ship hurt three sailors off Lunn. {REST}", EXACT),
        (f"{VAGUE} {REST}", "What we know so far about the ships."),
        (f"{VAGUE} {REST}", "A coast guard ship rammed a boat near Lunn Shoal on Monday and hu…"),
        (f"{VAGUE} {REST}", ""),
        ("", EXACT),
    ],
)
def test_a_page_that_says_as_much_or_more_stays_as_it_is(page: str, feed: str) -> None:
    assert with_exact_lead(page, feed, "en") == page


def test_japanese_pages_are_judged_by_their_numbers() -> None:
    vague, rest = "海の緊張が再び高まっている。", "船主は攻撃だと話した。"
    exact = "月曜日、ルン礁の近くで海警局の船が漁船に衝突し、乗組員3人がけがをした。"
    assert with_exact_lead(f"{vague}{rest}", exact, "ja").startswith(exact)
