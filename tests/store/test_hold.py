"""One bot at a time on one file."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.store.hold import hold

HOLDS = """
import sys, time
from bot.store.hold import hold
held = hold(sys.argv[1])
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_bot_is_told_that_the_file_is_in_use(url: str) -> None:
    with hold(url), pytest.raises(StoreError, match=r"Another Tidings works on .*tidings\.db al"):
        hold(url)


def test_the_file_is_free_again_when_its_holder_ends(url: str) -> None:
    hold(url).close()
    hold(url).close()


def test_a_holder_that_is_killed_holds_nothing(url: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, url], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreError):
            hold(url)
        other.kill()
    hold(url).close()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"cannot be written: .* Check the owner"):
        hold(f"sqlite:///{tmp_path}/file/x.db")
