"""What all tests share."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

from bot.legs import watched
from tests.compiled import compile_once

ROOT = Path(__file__).parent.parent


# A busy machine is no fault of what is tested; in CI there is no deadline anyway.
settings.register_profile("patient", parent=settings.get_profile("default"), deadline=None)
if settings.get_current_profile_name() == "default":
    settings.load_profile("patient")


def pytest_configure() -> None:
    compile_once()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let those begin first that are given more time than others: what is short fills up the rest.

    Last of all they would keep one worker busy, and the others idle, for minutes.
    """
    items.sort(key=_time_given, reverse=True)


def _time_given(item: pytest.Item) -> float:
    given = item.get_closest_marker("timeout")
    return float(given.args[0]) if given else 0.0


def pytest_collection_finish() -> None:
    """Look for garbage among all that was collected once, not for every index of every test.

    That takes a third of a second, and half of all tests make an index. The program does it for
    real where it runs in a process of its own, as in ``tests/e2e`` and ``tests/crash``.
    """
    gc.collect()
    gc.freeze()
    watched.spare_garbage = lambda again: None


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of whoever runs the tests out of them."""
    for name in list(os.environ):
        if name.startswith(("TIDINGS_", "DISCORD_", "SLACK_")):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material beside the checkout; tests that need it skip without it."""
    path = ROOT.parent / "shared"
    if not (path / "data").is_dir():
        pytest.skip("the folder ../shared with real feeds is not here")
    return path
