"""Two reports in other words of one event are one story where words and meanings agree."""

import pytest

from tests.pipeline.test_cluster_topics import stories

TOLD_TWICE = {
    "ships of a topic": (
        ("Chinese coast guard ships enter Kinmen waters three times in a day", ""),
        ("Taiwan Drives Away 3 Chinese Coast Guard Ships Near Kinmen", ""),
    ),
    "a cable of a topic": (
        ("Undersea cable off Taiwan's Matsu cut, cargo ship held", ""),
        ("Taiwan detains crew of Belize-flagged ship suspected of cutting undersea cable", ""),
    ),
    "an attack": (
        ("Russian air attacks kill 2, knock out power across Ukraine", ""),
        ("Russian drone and missile attack cuts power in Ukraine", ""),
    ),
    "a call": (
        ("Pope calls for Christmas truce, laments Russia's rejection", ""),
        ("Pope Leo voices 'great sadness' at Russia refusing Christmas ceasefire", ""),
    ),
}


@pytest.mark.parametrize("told", TOLD_TWICE.values(), ids=TOLD_TWICE)
def test_one_event_told_twice_is_one_story(told: tuple[tuple[str, str], ...]) -> None:
    assert len(set(stories(*told))) == 1


def test_one_thing_done_by_two_countries_is_two_stories() -> None:
    told = stories(
        ("Norway's central bank holds policy rate at 4%", ""),
        ("Sweden's central bank cuts policy rate to 1.5%", ""),
        ("U.S. destroyer sails through Taiwan Strait", ""),
        ("French frigate sails through Taiwan Strait", ""),
    )
    assert len(set(told)) == len(told)


def test_what_another_country_thinks_of_it_is_a_story_of_its_own() -> None:
    told = stories(
        ("China begins drills around Taiwan", ""),
        ("Australia calls Chinese drills around Taiwan 'dangerous'", ""),
    )
    assert len(set(told)) == len(told)
