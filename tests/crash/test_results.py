"""The table of reliability: what was measured, and what was not."""

import json
from pathlib import Path

from rich.console import Console

from tests.crash.results import NOT_RUN, ROWS, table, write


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
    write("zones", seed=None, seconds=1, figures={"zones": 598}, folder=folder)
    text = drawn(folder)
    assert f"kills 3, deliveries {NOT_RUN}" in text
    assert "zones 598" in text


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
