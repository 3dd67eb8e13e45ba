"""Background comes in runs: a sentence is judged by what stands around it, too."""

from bot.pipeline.text.lasting import background_of

NOW = (2026, 11)
LEAD = "Two trawlers rammed a patrol boat on Monday, officials said."
PAST = "The line was drawn in 1974."
MAY = "Boats on the line are small and old."
EVENT = "Nine of the boats fled to a harbour."
QUOTED = "The mayor said that nobody was hurt."


def background(*report: str, parts: dict[int, float] | None = None) -> list[str]:
    parts = parts or {}
    shares = [parts.get(place, 0.0) for place in range(len(report))]
    return [report[n] for n in sorted(background_of(report, "en", NOW, shares))]


def test_what_may_last_is_background_beside_background_and_news_beside_news() -> None:
    assert background(LEAD, QUOTED, MAY, QUOTED) == []
    assert background(LEAD, QUOTED, PAST, MAY, PAST) == [PAST, MAY, PAST]
    assert background(LEAD, QUOTED, MAY, PAST) == [MAY, PAST]


def test_an_event_between_pieces_of_background_is_news() -> None:
    assert background(LEAD, PAST, EVENT, PAST) == [PAST, PAST]


def test_an_article_that_is_told_as_states_throughout_has_no_background_for_that() -> None:
    assert background("The ferry carries a goat.", MAY, MAY, MAY) == []


def test_what_has_all_to_do_with_the_first_sentence_is_none() -> None:
    assert background(LEAD, QUOTED, PAST, parts={2: 1.0}) == []


def test_no_report_and_one_of_an_unknown_language_have_none() -> None:
    assert background_of([], "en", NOW, []) == set()
    assert background_of([LEAD, PAST], "fi", NOW, [0.0, 0.0]) == set()
