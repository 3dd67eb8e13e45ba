"""tidings eval: measured on own small files, as people start it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
ISLANDS = "Patrol ships near the Senkaku Islands"
ROWS: list[dict[str, Any]] = [
    {"id": "a", "title": ISLANDS, "lang": "en", "topics": ["senkaku"], "unsure": []},
    {"id": "b", "title": ISLANDS, "lang": "en", "topics": [], "unsure": []},
    {"id": "c", "title": "尖閣諸島に船", "lang": "ja", "topics": [], "unsure": ["senkaku"]},
    {"id": "d", "title": "Ferry timetable", "lang": "ja", "topics": ["quad"], "unsure": []},
]
Labels = Callable[..., Path]


@pytest.fixture
def labels(tmp_path: Path) -> Labels:
    def write(*rows: dict[str, Any] | str) -> Path:
        path = tmp_path / "labels.jsonl"
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def without_truth(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in ("topics", "unsure")}


def test_topics_gives_the_figures_as_one_object(tidings, labels: Labels) -> None:
    path = labels(*ROWS)
    done = tidings("eval", "topics", "--json", str(path))
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert (found["kind"], found["source"], found["part"]) == ("topics", str(path), "all")
    assert (found["items"], found["scored"], found["note"], found["bad"]) == (4, 4, None, [])
    half = {"precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert found["micro"] == {"tp": 1, "fp": 1, "fn": 1, **half}
    # senkaku: P .5, R 1, F1 2/3; quad: all 0; the other ten do not occur
    assert found["macro"] == {"precision": 0.25, "recall": 0.5, "f1": 0.3333}
    assert len(found["topics"]) == 12
    assert found["topics"]["hong-kong"]["f1"] is None
    assert found["languages"]["ja"]["items"] == 2
    assert (found["languages"]["ja"]["fn"], found["languages"]["en"]["fp"]) == (1, 1)
    assert "errors" not in found


def test_errors_name_the_pair_and_what_it_was_found_by(tidings, labels: Labels) -> None:
    args = ("eval", "topics", str(labels(*ROWS)), "--errors")
    missed, false = json.loads(tidings(*args, "--json").stdout)["errors"]
    assert missed == {
        "id": "d", "topic": "quad", "error": "missed", "said": False, "expected": True,
        "title": "Ferry timetable", "evidence": [], "nearly": None,
    }  # fmt: skip
    assert (false["said"], false["expected"]) == (True, False)
    assert (false["id"], false["topic"], false["error"]) == ("b", "senkaku", "false")
    assert list(false["evidence"][0]) == ["name", "field", "rule"]
    assert false["evidence"][0]["field"] == "title"
    shown = tidings(*args).stdout
    assert "Wrong: 2" in shown
    lines = [line.split() for line in shown.splitlines()]
    assert ["id", "topic", "said", "expected", "by", "(field,", "rule)", "title"] in lines
    (d,) = [line for line in lines if line[:2] == ["d", "quad"]]
    assert " ".join(d) == "d quad no yes no name of it stands there Ferry timetable"
    (b,) = [line for line in lines if line[:2] == ["b", "senkaku"]]
    assert b[2:4] == ["yes", "no"]
    assert "(title, " in " ".join(b)


def test_what_was_missed_says_what_its_name_lacked(tidings, labels: Labels) -> None:
    row = {"id": "q", "title": "Quad bikes sold in town", "topics": ["quad"]}
    args = ("eval", "topics", str(labels(row)), "--errors")
    (missed,) = json.loads(tidings(*args, "--json").stdout)["errors"]
    assert missed["nearly"].startswith("Quad stands in the title, but ")
    assert "Quad stands in the title, but" in " ".join(tidings(*args).stdout.split())


def test_the_tables_for_people_have_topics_and_languages(tidings, labels: Labels) -> None:
    done = tidings("eval", "topics", str(labels(*ROWS)))
    assert done.returncode == 0
    cells = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line}
    assert cells["senkaku"] == ["1", "1", "0", "0.500", "1.000", "0.667"]
    assert cells["quad"] == ["0", "0", "1", "0.000", "0.000", "0.000"]
    assert cells["batteries"] == ["0", "0", "0", "–", "–", "–"]
    assert cells["macro"] == ["0.250", "0.500", "0.333"]
    assert cells["en"] == ["2", "1", "1", "0", "0.500", "1.000", "0.667"]
    assert "Wrong" not in done.stdout


def test_predictions_are_written_and_nothing_is_scored_without_truth(
    tidings, labels: Labels, tmp_path: Path
) -> None:
    path = labels(*map(without_truth, ROWS))
    done = tidings("eval", "topics", str(path), "--predictions", "out.jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    assert "4 items. Nothing was scored" in done.stdout
    assert "micro" not in done.stdout
    written = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in written] == [
        {"id": "a", "topics": ["senkaku"]},
        {"id": "b", "topics": ["senkaku"]},
        {"id": "c", "topics": ["senkaku"]},
        {"id": "d", "topics": []},
    ]
    found = json.loads(tidings("eval", "topics", "--json", str(path)).stdout)
    assert (found["items"], found["scored"], found["micro"], found["macro"]) == (4, 0, None, None)
    assert found["note"].startswith("Nothing was scored")


def test_rows_without_truth_beside_others_are_counted_out(tidings, labels: Labels) -> None:
    path = labels(ROWS[0], without_truth(ROWS[1]))
    found = json.loads(tidings("eval", "topics", "--json", str(path)).stdout)
    assert (found["items"], found["scored"], found["micro"]["f1"]) == (2, 1, 1.0)
    assert found["note"] == "1 without `topics` were not scored."


def test_a_bad_row_is_reported_by_its_line_and_the_rest_goes_on(
    tidings, labels: Labels, tmp_path: Path
) -> None:
    path = labels(ROWS[0], "{broken", {"id": "x", "title": 5}, ROWS[1])
    done = tidings("eval", "topics", "--json", str(path), "--predictions", "out.jsonl")
    assert done.returncode == 1
    assert [line.partition(" ")[0] for line in done.stderr.splitlines()] == [
        f"{path}:2:",
        f"{path}:3:",
    ]
    found = json.loads(done.stdout)
    assert found["items"] == 2
    assert [row["line"] for row in found["bad"]] == [2, 3]
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8").count("\n") == 2


def test_the_two_parts_make_the_whole(tidings, labels: Labels) -> None:
    path = labels(*({**ROWS[0], "id": f"r{number}"} for number in range(30)))

    def items(*part: str) -> int:
        done = tidings("eval", "topics", "--json", str(path), *part)
        number: int = json.loads(done.stdout)["items"]
        return number

    looked, kept = items("--part", "looked"), items("--part", "kept")
    assert min(looked, kept) > 0
    assert looked + kept == items() == 30


def test_a_catalogue_without_one_of_the_topics_is_told(
    tidings, labels: Labels, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    shutil.copytree(ROOT / "config", config)
    (config / "packs.toml").write_text("", encoding="utf-8")
    for path in (config / "topics").glob("*.toml"):
        path.unlink()
    own = '[quad]\nname = "Quad"\n[quad.aliases]\nen = ["ferry timetable"]\n'
    (config / "topics" / "own.toml").write_text(own, encoding="utf-8")
    done = tidings("eval", "topics", "--json", str(labels(*ROWS)), "--config", str(config))
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("catalogue: has no senkaku, china-coast-guard")
    assert json.loads(done.stdout)["topics"]["quad"]["tp"] == 1


def test_a_file_that_cannot_be_read_or_written_is_one_sentence(tidings, labels: Labels) -> None:
    gone = tidings("eval", "topics", "gone.jsonl")
    assert gone.returncode == 1
    assert gone.stderr.startswith("tidings: gone.jsonl cannot be read: No such file")
    unwritten = tidings("eval", "topics", str(labels(*ROWS)), "--predictions", "no/out.jsonl")
    assert unwritten.returncode == 1
    assert unwritten.stderr.startswith("tidings: no/out.jsonl cannot be written: No such file")


def test_the_labels_are_never_written_over(tidings, labels: Labels) -> None:
    path = labels(*ROWS)
    before = path.read_bytes()
    done = tidings("eval", "topics", str(path), "--predictions", "labels.jsonl")
    assert done.returncode == 2
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "args", [[], ["nope", "x"], ["topics"], ["topics", "x", "--part", "third"]]
)
def test_a_wrong_command_line_exits_with_2(tidings, args: list[str]) -> None:
    done = tidings("eval", *args)
    assert done.returncode == 2
    assert "Usage: tidings eval" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_names_the_kinds(tidings) -> None:
    done = tidings("eval", "--help")
    assert done.returncode == 0
    assert "\n  topics " in done.stdout
