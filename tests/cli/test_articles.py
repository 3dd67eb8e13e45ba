"""tidings extract and tidings eval articles, as people start them."""

import gzip
import json
from pathlib import Path

import pytest

LINES = [
    "The ferry sailed again on Tuesday morning, eleven months after the operator stopped it.",
    "About three hundred people waited on the quay before sunrise, many of them with handcarts.",
    "The council agreed last week to pay half of what the operator had asked for.",
]
PAGE = (
    "<html><head><title>Ferry returns to the islands</title></head><body><nav>Home</nav><article>"
    + "".join(f"<p>{line}</p>" for line in LINES)
    + "<p>Sign up for our newsletter</p></article></body></html>"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "set" / "pages"
    pages.mkdir(parents=True)
    (pages / "one.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (pages / "two.txt").write_text("\n".join(["Menu", *LINES, "12 comments"]), encoding="utf-8")
    (pages / "bad.html.gz").write_bytes(b"no gzip")
    truth = {id_: {"articleBody": "\n\n".join(LINES), "url": ""} for id_ in ("one", "two")}
    (pages.parent / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    return pages.parent


def test_extract_gives_title_and_paragraphs_of_pages_and_of_saved_text(tidings, folder) -> None:
    pages = folder / "pages"
    done = tidings("extract", "--json", str(pages / "one.html.gz"), str(pages / "two.txt"))
    one, two = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, one["title"]) == (0, "Ferry returns to the islands")
    assert one["text"] == two["text"] == "\n".join(LINES)
    assert (one["partial"], one["error"]) == (False, None)


def test_extract_reports_what_cannot_be_read_and_goes_on(tidings, folder) -> None:
    done = tidings("extract", "--json", "gone.html", str(folder / "pages" / "two.txt"))
    gone, two = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, gone["text"], two["error"]) == (1, "", None)
    assert "No such file" in gone["error"]
    assert LINES[0] in tidings("extract", str(folder / "pages" / "two.txt")).stdout


def test_eval_articles_stands_beside_trafilatura_alone(tidings, folder) -> None:
    done = tidings("eval", "articles", str(folder), "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["pages"], found["scored"]) == (1, 2, 2)
    assert [row["id"] for row in found["bad"]] == ["bad"]
    assert found["tidings"]["f1"] == 1.0 > found["trafilatura"]["f1"]
    assert "trafilatura" in tidings("eval", "articles", str(folder), "--errors").stdout


def test_eval_articles_writes_predictions_where_nothing_can_be_scored(tidings, folder) -> None:
    (folder / "truth.json").unlink()
    (folder / "pages" / "bad.html.gz").unlink()
    done = tidings("eval", "articles", str(folder), "--predictions", "out.jsonl")
    assert (done.returncode, "Nothing was scored" in done.stdout) == (0, True)
    rows = [json.loads(line) for line in (folder.parent / "out.jsonl").read_text().splitlines()]
    assert [row["id"] for row in rows] == ["one", "two"]
    assert all(row["text"] == "\n".join(LINES) for row in rows)


def test_eval_articles_needs_a_folder(tidings, folder) -> None:
    assert tidings("eval", "articles", str(folder / "truth.json")).returncode == 2
    assert "cannot be read" in tidings("eval", "articles", "nowhere").stderr
