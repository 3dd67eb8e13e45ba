"""tidings eval summaries, as people start it, on small files of our own."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TEXT = (
    "Two patrol ships left the port of Samplehaven at dawn on Friday. The port's crane fell over "
    "in the storm and nobody was hurt. Engineers expect the crane to be back in March. The patrol "
    "ships will watch the reef for a month, the coast guard said."
)
SHIPS = {"words": "patrol, ships, reef", "phrases": "coast guard", "summary": "Patrol ships left."}
CRANE = {"words": "crane, storm", "phrases": "engineers", "summary": "A crane fell in a storm."}
ROW: dict[str, Any] = {"id": "a", "article": TEXT, "topics": [SHIPS, CRANE]}
Rows = Callable[..., Path]


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    def write(*given: dict[str, Any] | str) -> Path:
        path = tmp_path / "rows.jsonl"
        lines = [row if isinstance(row, str) else json.dumps(row) for row in given]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def without_truth(row: dict[str, Any]) -> dict[str, Any]:
    topics = [{k: v for k, v in topic.items() if k != "summary"} for topic in row["topics"]]
    return {**row, "topics": topics}


def test_ours_stands_beside_the_first_sentences_and_sumy(tidings, rows: Rows) -> None:
    args = ("eval", "summaries", str(rows(ROW)), "--sentences", "1")
    found = json.loads(tidings(*args, "--json").stdout)
    assert (found["kind"], found["articles"], found["summaries"], found["scored"]) == (
        "summaries", 1, 2, 2,
    )  # fmt: skip
    by = found["summarisers"]
    assert {"tidings", "lead-1", "LexRank", "TextRank"} <= set(by)
    assert by["tidings"]["rouge1"] > by["lead-1"]["rouge1"]
    assert by["tidings"]["focus"] > by["lead-1"]["focus"] == 0
    assert [by["tidings"][fault] for fault in ("dangling", "cut", "boilerplate")] == [0, 0, 0]
    assert found["milliseconds"] > 0
    shown = tidings(*args, "--errors").stdout
    assert "ms each" in shown
    assert "Farthest off: 2" in shown


def test_predictions_are_written_though_nothing_can_be_scored(
    tidings, rows: Rows, tmp_path: Path
) -> None:
    path = rows(without_truth(ROW))
    done = tidings("eval", "summaries", str(path), "--sentences", "1", "--predictions", "out.jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing was scored" in done.stdout
    (written,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(written) == {
        "id": "a",
        "summaries": [
            "Two patrol ships left the port of Samplehaven at dawn on Friday.",
            "The port's crane fell over in the storm and nobody was hurt.",
        ],
    }


def test_without_the_package_the_summaries_are_written_and_the_extra_is_named(
    tidings, rows: Rows, tmp_path: Path
) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "rouge_score.py").write_text("raise ImportError('not there')", encoding="utf-8")
    path = f"{hidden}:{Path(__file__).parent.parent.parent}"
    args = ("eval", "summaries", str(rows(ROW)), "--predictions", "out.jsonl")
    done = tidings(*args, PYTHONPATH=path)
    assert done.returncode == 1
    assert "pip install 'tidings[eval]'" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out.jsonl").exists()


def test_limits_are_options_and_a_wrong_one_is_a_usage_error(tidings, rows: Rows) -> None:
    path = str(rows(ROW))
    found = json.loads(tidings("eval", "summaries", path, "--json", "--chars", "70").stdout)
    assert found["summarisers"]["tidings"]["sentences"] == 2
    for wrong in (("--chars", "0"), ("--chars", "many"), ("--sentences", "0")):
        done = tidings("eval", "summaries", path, *wrong)
        assert done.returncode == 2
        assert "Usage:" in done.stderr


def test_a_bad_row_is_reported_and_the_rest_goes_on(tidings, rows: Rows) -> None:
    path = rows(ROW, "{broken", {"id": "b"})
    done = tidings("eval", "summaries", str(path), "--json")
    assert done.returncode == 1
    assert [line.partition(" ")[0] for line in done.stderr.splitlines()] == [
        f"{path}:2:",
        f"{path}:3:",
    ]
    assert json.loads(done.stdout)["articles"] == 1
