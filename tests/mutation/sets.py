"""What may not fail, in sets of code, each with the tests that belong to it.

A set is small enough that one who changes its code can run it again in half an hour.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """The code that is changed, and the tests that belong to it."""

    code: Sequence[str]
    tests: Sequence[str]
    not_tests: Sequence[str] = ()  # by words of their names: what takes long and tells no more


SETS = {
    "outbox": Set(
        code=("bot/pipeline/deliver.py", "bot/legs/deliver.py"),
        tests=(
            "tests/pipeline/test_deliver.py",
            "tests/legs/test_deliver_steps.py",
            "tests/legs/test_deliver_searches.py",
            "tests/legs/test_deliver_lookups.py",
            "tests/legs/test_deliver_unwanted.py",
            "tests/legs/test_outages.py",
            "tests/legs/test_update.py::test_a_deleted_alert_is_posted_once_more_and_then_never",
        ),
        not_tests=(
            *("six_hours", "week", "for_days", "every_try", "asked_once"),
            *("slept", "set_back", "meets_every", "given_up_and_holds"),
        ),
    ),
    "backlog": Set(
        code=("bot/legs/backlog.py", "bot/store/backlog.py", "bot/pipeline/budget.py"),
        tests=(
            "tests/pipeline/test_budget.py",
            "tests/store/test_backlog.py",
            "tests/legs/test_backlog.py",
        ),
    ),
    "beside": Set(code=("bot/legs/parallel.py",), tests=("tests/legs/test_parallel.py",)),
    "unwanted": Set(
        code=("bot/legs/unwanted.py", "bot/store/unwanted.py", "bot/legs/again.py"),
        tests=(
            "tests/store/test_unwanted.py",
            "tests/legs/test_unwanted.py",
            "tests/legs/test_again.py",
        ),
    ),
    "claims": Set(
        code=(
            "bot/store/claims.py",
            "bot/store/dues.py",
            "bot/store/statements.py",
        ),
        tests=(
            "tests/store/test_claims.py",
            "tests/store/test_claims_foretold.py",
            "tests/store/test_claims_places.py",
            "tests/store/test_dues.py",
            "tests/store/test_held.py",
            "tests/store/test_statements.py",
        ),
        not_tests=("lists_of_any_length",),  # statements are made each time here
    ),
    "posts": Set(
        code=("bot/store/deliveries.py", "bot/store/parked.py", "bot/store/rests.py"),
        tests=(
            "tests/store/test_deliveries.py",
            "tests/store/test_outbox_counts.py",
            "tests/store/test_parked.py",
            "tests/store/test_claims_places.py",
            "tests/store/test_rests.py",
        ),
    ),
    "route": Set(code=("bot/pipeline/route.py",), tests=("tests/pipeline/test_route.py",)),
    "digest": Set(
        code=(
            "bot/pipeline/digest.py",
            "bot/legs/digest.py",
            "bot/legs/digest_due.py",
            "bot/legs/digest_wait.py",
        ),
        tests=(
            "tests/pipeline/test_digest.py",
            "tests/legs/test_digest_due.py",
            "tests/legs/test_digest_made.py",
            "tests/legs/test_digest_broken.py",
            "tests/legs/test_digest_wait.py",
            "tests/legs/test_digest_choice.py",
            "tests/legs/test_digest_silence.py",
            "tests/legs/test_digest_language.py",
            "tests/legs/test_digest_again.py",
        ),
    ),
    "digest-news": Set(
        code=(
            "bot/legs/digest_gather.py",
            "bot/legs/digest_again.py",
            "bot/store/digested.py",
        ),
        tests=(
            "tests/store/test_digested.py",
            "tests/legs/test_digest_news.py",
            "tests/legs/test_digest_choice.py",
            "tests/legs/test_digest_own.py",
        ),
    ),
}
