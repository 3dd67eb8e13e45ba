"""What is shown of an item that adds something: understood by itself, and said once."""

from tests.pipeline.test_novelty import TITLE as TOLD
from tests.pipeline.test_novelty import after_first, shown

TITLE = "Trawler Hoshi sinks off Naha"


def test_what_points_to_a_thing_unnamed_is_shown_below_the_title_that_names_it() -> None:
    text = "The ship went down with 300 tonnes of squid."
    assert shown(after_first(TITLE, text)) == [TITLE, text]


def test_what_names_its_matter_is_shown_alone() -> None:
    text = "The trawler Hoshi went down with 300 tonnes of squid."
    assert shown(after_first("Squid lost as a ship sinks", text)) == [text]


def test_what_begins_with_a_pronoun_is_shown_behind_the_sentence_before_it() -> None:
    before = "Patrol ships entered waters off the Senkaku Islands."
    text = f"{before} It occurred 12 miles off Naha."
    assert shown(after_first(TOLD, text)) == [before, "It occurred 12 miles off Naha."]


def test_behind_a_sentence_that_points_back_as_well_the_title_explains() -> None:
    text = "It was dark. It occurred 12 miles off Naha."
    assert shown(after_first(TITLE, text)) == [TITLE, "It occurred 12 miles off Naha."]


def test_a_headline_and_the_line_that_says_it_again_are_shown_as_one() -> None:
    above = "The trawler Hoshi sank 12 miles off the port of Naha on Monday with 14 aboard."
    begins = "The trawler Hoshi sank on Monday 12 miles off the port of Naha, with a crew of 14."
    assert len(shown(after_first("Hoshi, a trawler, sank off Naha port", f"{above} {begins}"))) == 1


def test_who_he_is_is_told_by_the_sentence_before() -> None:
    before = "Patrol ships entered waters off the Senkaku Islands, led by the older one."
    then = "A test had shown that he drank 17 glasses of rum."
    assert shown(after_first(TOLD, f"{before} {then}")) == [before, then]
