"""What names a post for ever, and what a failed try leads to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ChannelClosed, MessageGone, SendError, SendLater, SendNever, SendUnknown
from bot.model import Delivery, Kind, State
from bot.pipeline.deliver import (
    NONCE_LENGTH,
    Next,
    Patience,
    after_absence,
    after_error,
    after_silence,
    next_probe,
    nonce_of,
)

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DELIVERY = Delivery(
    id=1,
    channel_id=1,
    kind=Kind.ALERT,
    key="alert:1:1",
    state=State.SENDING,
    due_at=NOW,
    payload={},
    nonce="n",
    attempt=1,
    created_at=NOW,
)
PATIENCE = Patience(attempts=20, give_up=timedelta(days=7))
QUIET = timedelta(seconds=90)


def after(error: SendError, delivery: Delivery = DELIVERY, **later: float) -> Next:
    now = NOW + timedelta(**later)
    return after_error(delivery, error, now=now, quiet=QUIET, patience=PATIENCE)


def test_one_key_has_one_nonce_for_ever() -> None:
    assert nonce_of("alert:1:1") == nonce_of("alert:1:1") == "vkxj2o4dal6663gg7wbp"


@given(st.text(), st.text())
def test_different_keys_have_different_nonces_that_a_platform_takes(one: str, other: str) -> None:
    assert (nonce_of(one) == nonce_of(other)) == (one == other)
    assert len(nonce_of(one)) == NONCE_LENGTH
    assert nonce_of(one).isalnum()


def test_what_was_certainly_not_posted_is_tried_again_after_the_platforms_time() -> None:
    found = after(SendLater("busy", after=30))
    assert found.state is State.PENDING
    assert found.values["due_at"] == NOW + timedelta(seconds=30)


def test_later_tries_wait_longer_by_themselves() -> None:
    waits = [
        (after(SendLater("x", after=0), replace(DELIVERY, attempt=n)).values["due_at"] - NOW)
        for n in range(1, 15)
    ]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(minutes=15)


def test_how_long_later_tries_wait_is_doubled_from_the_second_repeat_on() -> None:
    waits = [after(SendLater("x", after=0), replace(DELIVERY, attempt=n)) for n in range(1, 6)]
    seconds = [(next_.values["due_at"] - NOW).total_seconds() for next_ in waits]
    assert seconds == [0, 5, 10, 20, 40]


def test_no_number_of_tries_ends_in_failure_before_the_time_is_over() -> None:
    often = replace(DELIVERY, attempt=1000, first_try_at=NOW)
    found = after(SendLater("busy", after=30), often, days=6, hours=23)
    assert found.state is State.PENDING
    assert found.values["reason"] == "busy"


def test_too_long_a_time_alone_ends_in_no_failure_either() -> None:
    seldom = replace(DELIVERY, attempt=19, first_try_at=NOW)
    assert after(SendLater("busy", after=30), seldom, days=30).state is State.PENDING


def test_too_many_tries_for_too_long_end_in_failure_with_the_cause() -> None:
    often = replace(DELIVERY, attempt=20, first_try_at=NOW, created_at=NOW + timedelta(days=1))
    found = after(SendLater("busy", after=30), often, days=7)
    assert found.state is State.FAILED
    assert found.values == {"reason": "given up after 20 tries: busy"}


def test_what_may_never_be_taken_is_tried_so_often_and_no_longer() -> None:
    odd = SendLater("odd_error", after=60, limited=True)
    assert after(odd, replace(DELIVERY, attempt=19)).state is State.PENDING
    found = after(odd, replace(DELIVERY, attempt=20))
    assert found.state is State.FAILED
    assert found.values == {"reason": "given up after 20 tries: odd_error"}


def test_how_long_a_post_is_tried_counts_from_its_first_try_else_from_its_plan() -> None:
    assert not PATIENCE.too_long(DELIVERY, NOW + timedelta(days=7, seconds=-1))
    assert PATIENCE.too_long(DELIVERY, NOW + timedelta(days=7))
    tried = replace(DELIVERY, first_try_at=NOW + timedelta(hours=1))
    assert not PATIENCE.too_long(tried, NOW + timedelta(days=7))


def test_what_never_can_be_posted_fails_at_once() -> None:
    for error in (SendNever("too long"), MessageGone("too long")):
        found = after(error)
        assert (found.state, found.values) == (State.FAILED, {"reason": "too long"})


def test_what_a_closed_channel_refuses_waits_for_the_channel() -> None:
    found = after(ChannelClosed("no such channel"), replace(DELIVERY, attempt=99), days=99)
    later = NOW + timedelta(days=99)
    assert found.state is State.PENDING
    assert found.values == {"due_at": later, "reason": "no such channel"}


def test_a_doubtful_post_is_looked_up_after_the_quiet_time_and_never_resent_at_once() -> None:
    for error in (SendUnknown("timed out"), SendError("timed out")):
        found = after(error)
        assert found.state is State.AMBIGUOUS
        assert found.values == {
            "quiet_until": NOW + QUIET,
            "due_at": NOW + timedelta(seconds=5),  # where its nonce is known
            "reason": "timed out",
        }


REPEATED = replace(DELIVERY, attempt=2, quiet_until=NOW + timedelta(seconds=60))


def test_a_repeat_that_is_refused_leaves_the_first_try_as_doubtful_as_it_was() -> None:
    for error in (SendNever("no"), ChannelClosed("no"), MessageGone("no")):
        found = after(error, REPEATED)
        assert found.state is State.AMBIGUOUS
        assert found.values == {
            "quiet_until": NOW + timedelta(seconds=60),
            "due_at": NOW + QUIET,  # it is looked up before it is repeated once more
            "reason": "no",
        }


@pytest.mark.parametrize(("asked", "quiet", "due"), [(10, 60, 90), (75, 75, 90), (600, 600, 600)])
def test_a_repeat_that_is_to_wait_is_neither_looked_up_nor_repeated_before(
    asked: int, quiet: int, due: int
) -> None:
    found = after(SendLater("busy", after=asked), REPEATED)
    assert found.state is State.AMBIGUOUS
    assert found.values == {
        "quiet_until": NOW + timedelta(seconds=quiet),
        "due_at": NOW + timedelta(seconds=due),
        "reason": "busy",
    }


def test_a_repeat_without_an_answer_is_as_doubtful_as_a_first_try() -> None:
    assert after(SendUnknown("reset"), REPEATED) == after(SendUnknown("reset"))


def test_what_waits_with_its_platform_says_so() -> None:
    found = after(SendLater("busy", after=30, everywhere=True))
    assert found.values["reason"] == "everybody is asked to wait: busy"


def test_a_short_quiet_time_makes_repeats_come_sooner() -> None:
    quiet = timedelta(seconds=4)
    found = after_error(DELIVERY, SendUnknown("x"), now=NOW, quiet=quiet, patience=PATIENCE)
    assert found.values["due_at"] == NOW + timedelta(seconds=1)


def absent(delivery: Delivery = DELIVERY, *, alone: bool = False, **later: float) -> Next:
    now = NOW + timedelta(**later)
    return after_absence(delivery, alone=alone, now=now, patience=PATIENCE)


def test_what_is_not_there_is_sent_again() -> None:
    again = absent(replace(DELIVERY, attempt=2))
    assert again.state is State.PENDING
    assert again.values == {"due_at": NOW + timedelta(seconds=5), "reason": None}


def test_what_is_never_there_is_sent_again_through_any_outage_but_not_for_ever() -> None:
    often = replace(DELIVERY, attempt=20)
    assert absent(often, days=6).state is State.PENDING
    assert absent(replace(DELIVERY, attempt=19), days=50).state is State.PENDING
    given_up = absent(often, days=7)
    assert given_up.state is State.FAILED
    assert given_up.values["reason"] == "given up after 20 tries: the platform never took it"


def test_what_a_platform_does_not_take_while_it_takes_others_is_given_up() -> None:
    assert absent(replace(DELIVERY, attempt=19), alone=True).state is State.PENDING
    given_up = absent(replace(DELIVERY, attempt=20), alone=True)
    assert given_up.state is State.FAILED
    assert given_up.values["reason"].endswith("the platform takes others, but not this one")


def unanswered(error: SendError, delivery: Delivery = DELIVERY, **later: float) -> Next:
    now = NOW + timedelta(**later)
    return after_silence(delivery, error, now=now, quiet=QUIET, patience=PATIENCE)


def test_a_search_that_was_not_answered_is_made_again_not_before_its_time() -> None:
    for error, wait in (
        (SendLater("busy", after=0), QUIET),
        (SendLater("busy", after=600), timedelta(minutes=10)),
        (ChannelClosed("busy"), QUIET),
    ):
        found = unanswered(error)
        assert found.state is State.AMBIGUOUS
        assert found.values == {"quiet_until": NOW + wait, "reason": "busy"}


def test_what_cannot_be_looked_up_is_parked_with_the_cause() -> None:
    for error in (SendUnknown("not allowed"), SendNever("not allowed"), MessageGone("not allowed")):
        found = unanswered(error)
        assert (found.state, found.values) == (State.UNKNOWN, {"reason": "not allowed"})


def test_what_could_not_be_looked_up_for_days_is_parked() -> None:
    assert unanswered(SendLater("busy", after=0), days=6).state is State.AMBIGUOUS
    assert unanswered(SendLater("busy", after=0), days=7).state is State.UNKNOWN
    assert unanswered(ChannelClosed("gone"), days=7).state is State.UNKNOWN


def test_a_clock_that_was_set_back_makes_no_channel_be_tried_without_end() -> None:
    assert next_probe(NOW + timedelta(hours=9), NOW) == NOW + timedelta(minutes=15)


def test_a_closed_channel_is_tried_again_after_a_quarter_of_an_hour_then_after_the_double() -> None:
    waits, now = [], NOW
    for _ in range(7):
        probe = next_probe(NOW, now)
        waits.append((probe - now).total_seconds() / 60)
        now = probe
    assert waits == [15, 30, 60, 120, 240, 360, 360]
