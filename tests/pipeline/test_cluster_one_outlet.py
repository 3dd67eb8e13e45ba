"""An outlet tells two events within hours more often than one event twice."""

import pytest

from bot.evaluate.stories import labelled, predict
from bot.pipeline.cluster import names_of
from tests.shipped import shipped

HOUR = 3600.0


def are_one(*titles: str, apart: float) -> bool:
    """Whether titles that one outlet puts out so many seconds apart are one story."""
    rows = [
        labelled({"id": n, "title": title, "source": "a", "published": 1_796_000_000 + apart * n})
        for n, title in enumerate(titles)
    ]
    return len({said.story for said in predict(rows, names_of(shipped().topics.values()))}) == 1


@pytest.mark.parametrize("apart", [60.0, HOUR])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Survey finds manganese nodules deep below Senkaku waters",
            "Court in Naha dismisses lawsuit over Senkaku survey",
        ),
        (
            "Ishigaki mayor renames district after Senkaku Islands",
            "Fishermen from Ishigaki caught forty tuna off Senkaku Islands",
        ),
        (
            "Textbook publisher corrects chapter on Senkaku Islands",
            "Beijing publishes baseline map of Senkaku Islands",
        ),
    ],
)
def test_one_word_beside_a_topic_makes_no_event_of_what_one_outlet_tells(
    one: str, other: str, apart: float
) -> None:
    assert not are_one(one, other, apart=apart)


def test_what_an_outlet_tells_again_with_more_is_one_event() -> None:
    assert are_one(
        "Ferry with 40 aboard runs aground off Ishigaki",
        "Ferry that ran aground off Ishigaki is towed free, all 40 aboard safe",
        apart=HOUR,
    )
