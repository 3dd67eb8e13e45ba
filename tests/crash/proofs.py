"""What is proved by tests of the suite: run them alone, and keep what they came to for the table.

    python -m tests.crash.proofs                 all of them, some minutes
    python -m tests.crash.proofs zones machine   some of them

"zones" looks at every time zone, of which the suite itself draws some.
"""

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from rich.progress import track

from tests.crash import zones
from tests.crash.results import ROOT, write

EXAMPLES = "300"  # runs of up to 40 steps of each state machine
ARGUMENTS = ("-q", "-p", "no:cacheprovider", "--timeout=7200")  # hundreds of runs take their time


class _Count:
    """A plugin of pytest that counts how tests ended."""

    def __init__(self) -> None:
        self.ended: dict[str, int] = {"passed": 0, "failed": 0, "skipped": 0}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            self.ended[report.outcome] += 1


def run_tests(*selection: str) -> dict[str, int]:
    """Run tests in this process; give how many there were, and how many failed."""
    count = _Count()
    status = pytest.main([*ARGUMENTS, *selection], plugins=[count])
    failed = count.ended["failed"] + (status not in (0, 1))
    return {"tests": sum(count.ended.values()), "failed": failed}


def hard_times() -> Mapping[str, Any]:
    return run_tests("tests/crash/test_hard_times.py")


def machine() -> Mapping[str, Any]:
    os.environ["OUTBOX_EXAMPLES"] = EXAMPLES
    found = run_tests("tests/legs/test_outbox_machine.py", "tests/store/test_outbox_machine.py")
    return {"machines": found["tests"], "runs": int(EXAMPLES), "failed": found["failed"]}


def all_zones() -> Mapping[str, Any]:
    names = zones.names()
    days, wrong = 0, list[str]()
    for name in track(names, "zones"):
        looked_at = zones.days_of(zones.ZoneInfo(name))
        days += len(looked_at)
        wrong += zones.wrong(name, looked_at)
    print("\n".join(wrong))
    return {"zones": len(names), "local_days": days, "digests": days * len(zones.TEXTS),
            "wrong": len(wrong)}  # fmt: skip


PROOFS: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "hard-times": hard_times,
    "machine": machine,
    "zones": all_zones,
}


def main(names: Sequence[str]) -> int:
    """Run proofs; give 1 when one of them failed."""
    os.chdir(ROOT)
    bad = 0
    for name in names or PROOFS:
        began = time.monotonic()
        figures = PROOFS[name]()
        write(name, seed=None, seconds=time.monotonic() - began, figures=figures)
        print(f"{name}:", " ".join(f"{key}={value}" for key, value in figures.items()))
        bad += figures.get("failed", 0) + figures.get("wrong", 0)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
