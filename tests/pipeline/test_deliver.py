"""What names a post for ever, and what a failed try leads to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SendError, SendLater, SendNever, SendUnknown
from bot.model import Delivery, Kind, State
from bot.pipeline.deliver import NONCE_LENGTH, Next, after_error, after_search, nonce_of

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


def after(error: SendError, delivery: Delivery = DELIVERY) -> Next:
    return after_error(delivery, error, now=NOW, quiet=timedelta(seconds=90), attempts=20)


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


def test_too_many_tries_end_in_failure_with_the_cause() -> None:
    found = after(SendLater("busy", after=30), replace(DELIVERY, attempt=20))
    assert found.state is State.FAILED
    assert "busy" in found.values["reason"]


def test_what_never_can_be_posted_fails_at_once() -> None:
    assert after(SendNever("no such channel")).state is State.FAILED


def test_a_doubtful_post_is_looked_up_after_the_quiet_time_and_never_resent_at_once() -> None:
    for error in (SendUnknown("timed out"), SendError("what?")):
        found = after(error)
        assert found.state is State.AMBIGUOUS
        assert found.values["quiet_until"] == NOW + timedelta(seconds=90)


def looked_up(found: bool | None, delivery: Delivery = DELIVERY, **later: float) -> Next:
    return after_search(delivery, found=found, now=NOW + timedelta(**later), attempts=20)


def test_looking_up_leads_to_sent_to_a_repeat_or_to_a_person() -> None:
    assert looked_up(True).state is State.SENT
    assert looked_up(False).state is State.PENDING
    assert looked_up(None).state is State.UNKNOWN


def test_what_is_never_there_is_sent_again_through_an_outage_but_not_for_ever() -> None:
    often = replace(DELIVERY, attempt=20)
    assert looked_up(False, often, hours=5).state is State.PENDING
    assert looked_up(False, replace(DELIVERY, attempt=19), hours=50).state is State.PENDING
    given_up = looked_up(False, often, hours=6)
    assert given_up.state is State.FAILED
    assert "20 tries" in given_up.values["reason"]
