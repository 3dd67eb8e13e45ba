"""When an alert that is on its way is looked at once more."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.legs.telling import look_again
from bot.model import State
from bot.store.stories import StoryPost

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def post(tried_at: datetime | None) -> StoryPost:
    return StoryPost(
        channel_id=1,
        alert_id=1,
        alert_state=State.AMBIGUOUS,
        post_state=State.AMBIGUOUS,
        tried_at=tried_at,
        edited_at=None,
        urgent_at=None,
        thread_posts=0,
        threaded_at=None,
        told_item=1,
    )


@pytest.mark.parametrize(
    ("tried", "wait"),
    [
        (None, timedelta(seconds=30)),
        (timedelta(minutes=5), timedelta(seconds=30)),
        (timedelta(hours=1), timedelta(minutes=3)),
        (timedelta(hours=6), timedelta(minutes=10)),
        (timedelta(hours=-1), timedelta(seconds=30)),  # the clock was set back
    ],
)
def test_an_alert_is_looked_at_the_more_seldom_the_longer_it_was_tried(
    tried: timedelta | None, wait: timedelta
) -> None:
    began = None if tried is None else NOW - tried
    assert look_again(post(began), NOW) == NOW + wait
