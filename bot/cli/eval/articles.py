"""``tidings eval articles``: how much of an article is found in its page, and how much else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.arguments import predictions_option
from bot.cli.show import complain, emit, json_option, table
from bot.errors import TidingsError

if TYPE_CHECKING:
    from bot.evaluate.articles import BadPage, Found, Means, Page, Score

PARTS = ("all", "looked", "kept")
OURS, OTHER = "tidings", "trafilatura"
SHOWN = 0.98  # a page below this in precision or recall is listed by --errors


@click.command
@click.argument("path", type=click.Path(path_type=Path, file_okay=False))
@predictions_option
@click.option("--errors", is_flag=True, help="List the pages that are not nearly right.")
@click.option(
    "--part",
    type=click.Choice(PARTS),
    default="all",
    help="Only the pages to look at while you write rules, or only the half kept back from that "
    "(a hash of the id decides).",
)
@json_option
def command(path: Path, predictions: Path | None, errors: bool, part: str, as_json: bool) -> int:
    """Find the article of each saved page and compare it with the true text.

    PATH is a folder with pages/ID.html.gz (or .html, .txt) and truth.json,
    {"ID": {"articleBody": "text"}}. Without the truth the texts are found, but not scored. The
    figures of trafilatura alone, at its best setting, stand beside ours.
    """
    from bot.evaluate.articles import BadPage, Page, is_kept, predict, read_pages, read_truth, score
    from bot.pipeline.extract import extract
    from bot.pipeline.extract.main_text import main_text

    rows = list(read_pages(path, read_truth(path)))
    bad = [row for row in rows if isinstance(row, BadPage)]
    pages = [row for row in rows if isinstance(row, Page)]
    pages = [row for row in pages if part == "all" or is_kept(row.id) is (part == "kept")]
    found = {OURS: predict(pages, lambda body: extract(body).text)}
    if predictions:
        _write(predictions, found[OURS])
    if any(page.truth is not None for page in pages):
        found[OTHER] = predict(pages, main_text)
    for row in bad:
        complain(f"{path}:{row.id}", row.error)
    scores = {name: score(pages, texts) for name, texts in found.items()}
    if as_json:
        about = {"kind": "articles", "source": str(path), "part": part}
        emit(about | _described(pages, bad, found, scores, errors=errors))
    else:
        _show(str(path), pages, found, scores, errors=errors)
    return int(bool(bad))


def _write(path: Path, found: Sequence[Found]) -> None:
    """Write one row a page, in ASCII. Raises TidingsError."""
    try:
        with path.open("w", encoding="ascii", newline="\n") as file:
            for row in found:
                file.write(json.dumps({"id": row.id, "text": row.text}) + "\n")
    except OSError as exc:
        advice = "Check the folder and its rights, or name another file."
        raise TidingsError(f"{path} cannot be written: {exc.strerror}. {advice}") from exc


def _note(pages: Sequence[Page]) -> str | None:
    """Say what was left out of the scores."""
    without = sum(page.truth is None for page in pages)
    if without == len(pages):
        return "Nothing was scored: there is no truth for these pages."
    return f"{without} without a true text were not scored." if without else None


def _milliseconds(found: Sequence[Found]) -> float:
    """Give the processor's time for the page in the middle."""
    from statistics import median

    return 1000 * median(one.seconds for one in found) if found else 0.0


def _mean(found: Sequence[Found]) -> float:
    return 1000 * sum(one.seconds for one in found) / len(found) if found else 0.0


# ── for programs ────────────────────────────────────────────────────────────────────────────


def _described(
    pages: Sequence[Page],
    bad: Sequence[BadPage],
    found: dict[str, list[Found]],
    scores: dict[str, list[Score]],
    *,
    errors: bool,
) -> dict[str, Any]:
    """Turn the outcome into JSON types; rates are rounded to four digits."""
    from bot.evaluate.articles import means

    row: dict[str, Any] = {
        "pages": len(pages),
        "scored": len(scores[OURS]),
        "empty": sum(not one.text for one in found[OURS]),
        "note": _note(pages),
        "bad": [asdict(one) for one in bad],
    }
    for name, texts in found.items():
        rates = means(scores[name])
        row[name] = {
            **({key: round(value, 4) for key, value in asdict(rates).items()} if rates else {}),
            "ms_per_page": round(_mean(texts), 2),
            "ms_median": round(_milliseconds(texts), 2),
        }
    return row | ({"errors": [_error(one) for one in _wrong(scores[OURS])]} if errors else {})


def _wrong(scores: Sequence[Score]) -> list[Score]:
    wrong = [s for s in scores if s.recall < SHOWN or (s.precision or 0.0) < SHOWN]
    return sorted(wrong, key=lambda one: (one.precision or 0.0) + one.recall)


def _error(one: Score) -> dict[str, Any]:
    precision = None if one.precision is None else round(one.precision, 4)
    return {"id": one.id, "precision": precision, "recall": round(one.recall, 4)}


# ── for people ──────────────────────────────────────────────────────────────────────────────


def _show(
    source: str,
    pages: Sequence[Page],
    found: dict[str, list[Found]],
    scores: dict[str, list[Score]],
    *,
    errors: bool,
) -> None:
    from bot.evaluate.articles import means

    click.echo(f"{source}: {len(pages)} pages. {_note(pages) or ''}".rstrip())
    click.echo()
    lines = [
        (*_digits(means(scores[name])), f"{_mean(texts):.1f}", str(_empty(texts)), name)
        for name, texts in found.items()
    ]
    table("Runs of four words", ("P", "R", "F1", "ms a page", "empty", ""), lines)
    if errors:
        click.echo()
        wrong = _wrong(scores[OURS])
        rows = [(_digit(one.precision), _digit(one.recall), one.id) for one in wrong]
        table(f"Not nearly right: {len(wrong)}", ("P", "R", "page"), rows)


def _empty(found: Sequence[Found]) -> int:
    return sum(not one.text for one in found)


def _digits(rates: Means | None) -> tuple[str, str, str]:
    if rates is None:
        return ("–", "–", "–")
    return _digit(rates.precision, 4), _digit(rates.recall, 4), _digit(rates.f1, 4)


def _digit(value: float | None, places: int = 3) -> str:
    return "–" if value is None else f"{value:.{places}f}"
