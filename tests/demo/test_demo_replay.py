"""The clock goes on where it was, and what it showed stays as it was."""

import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.demo.replay import LOCK, Replay, hold, wipe
from bot.errors import TidingsError

START = datetime(2026, 11, 24, 8, tzinfo=UTC)
RUNNING = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from bot.demo.replay import Replay, hold
with hold(Path(sys.argv[1])):
    replay = Replay(Path(sys.argv[1]), now=datetime.now(UTC))
    while True:
        replay.advance(datetime.now(UTC))
        print(replay.elapsed, flush=True)
        time.sleep(0.005)
"""


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def test_the_first_step_only_starts_the_clock(tmp_path: Path) -> None:
    replay = Replay(tmp_path, now=at(0))
    replay.advance(at(30))
    assert replay.elapsed == 0
    replay.advance(at(31))
    assert replay.elapsed == 1


def test_a_reopened_clock_goes_on_and_keeps_its_ports(tmp_path: Path) -> None:
    replay = Replay(tmp_path, now=at(0))
    replay.save(port=4567, page=8080)
    for second in range(4):
        replay.advance(at(second))
    again = Replay(tmp_path, now=at(1000))
    assert (again.elapsed, again.state.port, again.state.page) == (3, 4567, 8080)
    again.advance(at(1001))
    again.advance(at(1002))
    assert again.elapsed == 4


def test_times_of_publication_stay_when_the_demo_goes_on(tmp_path: Path) -> None:
    replay = Replay(tmp_path, now=at(0))
    for second in range(10, 20):
        replay.advance(at(second))
    before = {second: replay.published(second) for second in (-60, 0, 5, 9)}
    assert before == {-60: at(-60), 0: at(10), 5: at(15), 9: at(19)}
    again = Replay(tmp_path, now=at(5000))
    again.advance(at(5000))
    again.advance(at(5001))
    assert {second: again.published(second) for second in before} == before
    assert again.published(9.5) == at(5000.5)


def test_a_machine_that_slept_shows_nothing_as_old(tmp_path: Path) -> None:
    replay = Replay(tmp_path, now=at(0))
    for moment in (0, 1, 90_000, 90_001):
        replay.advance(at(moment))
    assert replay.elapsed == 2
    assert replay.published(1) == at(1)
    assert replay.published(2) == at(90_001)


def test_a_clock_that_was_set_back_does_not_turn_the_replay_back(tmp_path: Path) -> None:
    replay = Replay(tmp_path, now=at(0))
    for moment in (0, 1, -500, -499):
        replay.advance(at(moment))
    assert replay.elapsed == 2


def test_a_killed_process_loses_no_second_that_it_showed(tmp_path: Path) -> None:
    shown = 0.0
    for lines in (40, 7, 23):
        with subprocess.Popen(
            [sys.executable, "-c", RUNNING, str(tmp_path)], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            for _ in range(lines):
                said = float(process.stdout.readline())
            assert said >= shown
            process.send_signal(signal.SIGKILL)
            shown = max(said, *(float(line) for line in process.stdout if line.endswith("\n")), 0)
        assert Replay(tmp_path, now=at(0)).elapsed >= shown


def test_a_damaged_file_says_how_to_start_anew(tmp_path: Path) -> None:
    (tmp_path / "replay.json").write_text('{"begun": ')
    with pytest.raises(TidingsError, match="make demo FRESH=1"):
        Replay(tmp_path, now=at(0))


def test_a_second_demo_in_one_folder_is_told_what_to_do(tmp_path: Path) -> None:
    twice = pytest.raises(TidingsError, match=r"running in .* already")
    with hold(tmp_path), twice, hold(tmp_path):
        pass
    with hold(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TidingsError, match="--folder"), hold(tmp_path / "file"):
        pass


def test_starting_anew_deletes_the_demos_files_and_no_others(tmp_path: Path) -> None:
    ours = ["replay.json", "replay.new", "demo.db", "demo.db-wal", "page.db", "page.db-shm"]
    for name in [*ours, "tidings.db", "notes.txt", LOCK]:
        (tmp_path / name).write_text("x")
    wipe(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"tidings.db", "notes.txt", LOCK}
