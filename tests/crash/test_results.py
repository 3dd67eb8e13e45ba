"""The table of reliability: what was measured, and what was not."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console

from bot.pipeline.digest import next_due
from tests.crash import zones
from tests.crash.results import NOT_RUN, ROOT, ROWS, table, write


def drawn(folder: Path) -> str:
    console = Console(width=250, record=True, file=(folder.parent / "screen").open("w"))
    console.print(table(folder))
    console.file.close()
    return console.export_text()


def test_a_figure_that_was_not_run_says_so(tmp_path: Path) -> None:
    assert drawn(tmp_path / "none").count(NOT_RUN) == len(ROWS)


def test_what_was_measured_stands_there_with_seed_date_and_commit(tmp_path: Path) -> None:
    folder = tmp_path / "measured"
    figures = {"kills": 300, "deliveries": 1200, "lost": 0, "doubled": 0}
    write("kills", seed=7, seconds=61.25, figures=figures, folder=folder)
    kept = json.loads((folder / "kills.json").read_text())
    assert kept == {**kept, **figures, "seed": 7, "seconds": 61.2}
    text = drawn(folder)
    assert "kills 300, deliveries 1,200, lost 0, doubled 0" in text
    assert kept["date"][:10] in text
    assert kept["commit"] in text
    assert text.count(NOT_RUN) == len(ROWS) - 1


def test_a_figure_that_a_file_lacks_is_not_run_and_a_new_file_has_a_row(tmp_path: Path) -> None:
    folder = tmp_path / "measured"
    write("kills", seed=7, seconds=1, figures={"kills": 3}, folder=folder)
    write("moons", seed=None, seconds=1, figures={"moons": 95}, folder=folder)
    text = drawn(folder)
    assert f"kills 3, deliveries {NOT_RUN}" in text
    assert "moons 95" in text


def test_many_seeds_are_told_by_the_first_and_the_last(tmp_path: Path) -> None:
    told = {"date": "2026-11-24T06:00:00+00:00", "commit": "abc", "seeds": [3, 4, 5], "runs": []}
    (tmp_path / "simulation.json").write_text(json.dumps(told | {"days": 2.0, "violations": 0}))
    text = drawn(tmp_path)
    assert "3 to 5" in text
    assert "days 2.0" in text
    assert "violations 0" in text


def test_figures_of_parts_stand_behind_those_of_the_whole(tmp_path: Path) -> None:
    whole = {"mutants": 130, "killed": 120, "percent": 92.3}
    parts = {"route": {"mutants": 30, "killed": 29, "percent": 96.7}, "digest": {"percent": None}}
    write("mutation", seed=None, seconds=1, figures={**whole, **parts}, folder=tmp_path)
    assert "mutants 130, killed 120, percent 92.3; route 96.7 %, digest not run" in drawn(tmp_path)


def test_every_zone_that_changes_its_clocks_is_looked_at_on_the_days_that_matter() -> None:
    days = zones.days_of(ZoneInfo("Europe/Berlin"))
    assert date(2026, 3, 29) in days
    assert date(2026, 10, 26) in days
    assert date(2026, 7, 1) not in days
    assert zones.days_of(ZoneInfo("Asia/Tokyo")) == [date(y, 1, 1) for y in range(2020, 2041)]
    assert list(zones.wrong("Australia/Lord_Howe", [date(2026, 4, 5), date(2026, 10, 4)])) == []


def test_a_digest_that_is_missed_or_doubled_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*args: Any, **kw: Any) -> Any:
        due = next_due(*args, **kw)
        return due and replace(due, at=due.at + timedelta(minutes=1))

    monkeypatch.setattr(zones, "next_due", late)
    assert list(zones.wrong("UTC", [date(2026, 1, 1)])) == [
        f"UTC 2026-01-01 {text}" for text in zones.TEXTS
    ]


def test_what_the_tests_of_a_proof_came_to_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "test_two.py"
    path.write_text("def test_a(): pass\n\ndef test_b(): assert 0\n")
    command = f"from tests.crash.proofs import run_tests; print(run_tests({str(path)!r}))"
    run = [sys.executable, "-c", command]
    said = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "{'tests': 2, 'failed': 1}"
