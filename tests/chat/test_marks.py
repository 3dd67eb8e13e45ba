"""Times in our sentences: each platform shows them in the reader's zone."""

from datetime import UTC, datetime

import pytest

from bot.chat import marks
from bot.chat.discord.marked import marked as on_discord
from bot.chat.slack.marked import marked as on_slack
from bot.pipeline.text import plain
from bot.words import marked_moment

AT = datetime(2026, 11, 24, 13, 10, tzinfo=UTC)
TODAY = marked_moment(AT, "22:10")
BEFORE = marked_moment(AT, "Sunday 22 November 06:10")
SECONDS = int(AT.timestamp())


@pytest.mark.parametrize(
    ("drawn", "today", "before"),
    [
        (on_discord, f"<t:{SECONDS}:t>", f"<t:{SECONDS}:f>"),
        (
            on_slack,
            f"<!date^{SECONDS}^{{time}}|22:10>",
            f"<!date^{SECONDS}^{{date_short_pretty}}, {{time}}|Sunday 22 November 06:10>",
        ),
        (marks.timeless, "22:10", "Sunday 22 November 06:10"),
    ],
)
def test_a_time_is_drawn_as_the_platform_writes_it(drawn, today: str, before: str):
    assert drawn(f"Posted {TODAY}.") == f"Posted {today}."
    assert drawn(f"{BEFORE} it was read") == f"{before} it was read"


def test_a_line_that_is_cut_has_no_marks_of_times():
    [cut] = marks.pieces(f"{TODAY} {'x' * 90}", 40, marked=on_slack, escape=str)
    assert cut.startswith("22:10 xx")


def test_foreign_text_makes_no_time():
    assert marks.timeless(plain(TODAY)) == plain(TODAY)
