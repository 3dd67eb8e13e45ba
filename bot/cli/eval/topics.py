"""``tidings eval topics``: precision and recall of the topics on labelled items."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.arguments import keep_apart, predictions_option
from bot.cli.loading import config_option, read_catalogue
from bot.cli.show import complain, emit, json_option, table
from bot.errors import TidingsError

if TYPE_CHECKING:
    from bot.catalogue import Catalogue
    from bot.evaluate.rows import BadRow
    from bot.evaluate.topics import Counts, LabelledItem, Pair, Prediction, Rates, Scores

    Wrong = tuple[Pair, str | None]  # and what a name lacked that nearly counted

PARTS = ("all", "looked", "kept")
FIGURES = ("TP", "FP", "FN", "P", "R", "F1")


@click.command
@click.argument("path", type=click.Path(path_type=Path))
@predictions_option
@click.option("--errors", is_flag=True, help="List every wrong pair: said, expected, why.")
@click.option(
    "--part",
    type=click.Choice(PARTS),
    default="all",
    help="Only the rows to look at while you write rules, or only the third kept back from that "
    "(a hash of the id decides).",
)
@config_option
@json_option
def command(
    path: Path,
    predictions: Path | None,
    errors: bool,
    part: str,
    config: Path | None,
    as_json: bool,
) -> int:
    """Find the topics of labelled items and compare them with the labels.

    PATH has one JSON object a line: id, title, summary, source, lang, topics, unsure. Only title,
    summary and source are used to decide. Items without `topics` are decided, but not scored; a
    pair in `unsure` is never scored. A bad row is reported, and the rest goes on.
    """
    from bot.evaluate.rows import is_kept, read_rows
    from bot.evaluate.topics import index_of, labelled, predict, score

    keep_apart(predictions, path)
    catalogue = read_catalogue(config)
    rows, bad = read_rows(path, labelled, one_each=True)
    items = [row for row in rows if part == "all" or is_kept(row.id) is (part == "kept")]
    index = index_of(catalogue.topics.values())
    decided = [predict(index, item) for item in items]
    if predictions:
        _write(predictions, decided)
    scores = score(items, decided)
    wrong = _explained(scores, catalogue) if scores and errors else None
    _complain(path, bad, catalogue)
    if as_json:
        about = {"kind": "topics", "source": str(path), "part": part}
        emit(about | described(items, bad, scores, wrong))
    else:
        _show(str(path), items, scores, wrong)
    return int(bool(bad))


def _write(path: Path, decided: Sequence[Prediction]) -> None:
    """Write one row an item, in ASCII. Raises TidingsError."""
    try:
        with path.open("w", encoding="ascii", newline="\n") as file:
            for row in decided:
                file.write(json.dumps({"id": row.id, "topics": list(row.topics)}) + "\n")
    except OSError as exc:
        advice = "Check the folder and its rights, or name another file."
        raise TidingsError(f"{path} cannot be written: {exc.strerror}. {advice}") from exc


def _complain(path: Path, bad: Sequence[BadRow], catalogue: Catalogue) -> None:
    from bot.evaluate.topics import TOPICS

    for row in bad:
        complain(f"{path}:{row.line}", row.error)
    if missing := [topic for topic in TOPICS if topic not in catalogue.topics]:
        complain("catalogue", f"has no {', '.join(missing)}, so no item is found to be about it.")


# ── for programs ────────────────────────────────────────────────────────────────────────────


def described(
    items: Sequence[LabelledItem],
    bad: Sequence[BadRow],
    scores: Scores | None,
    errors: Sequence[Wrong] | None,
) -> dict[str, Any]:
    """Turn the outcome into JSON types; rates are rounded to four digits."""
    row: dict[str, Any] = {
        "items": len(items),
        "scored": sum(scores.items.values()) if scores else 0,
        "note": _note(items, scores),
        "bad": [asdict(one) for one in bad],
        "micro": _figures(scores.micro) if scores else None,
        "macro": _rates(scores.macro) if scores else None,
        "topics": {topic: _figures(c) for topic, c in scores.topics.items()} if scores else {},
        "languages": _languages(scores) if scores else {},
    }
    return row | ({"errors": [_error(*one) for one in errors]} if errors is not None else {})


def _languages(scores: Scores) -> dict[str, dict[str, Any]]:
    return {
        language: {"items": scores.items[language], **_figures(counts)}
        for language, counts in scores.languages.items()
    }


def _figures(counts: Counts) -> dict[str, Any]:
    return asdict(counts) | _rates(counts.rates)


def _rates(rates: Rates | None) -> dict[str, float | None]:
    if rates is None:
        return dict.fromkeys(("precision", "recall", "f1"))
    return {name: round(value, 4) for name, value in asdict(rates).items()}


def _error(pair: Pair, nearly: str | None) -> dict[str, Any]:
    return {
        "id": pair.item.id,
        "topic": pair.topic,
        "error": "missed" if pair.true else "false",
        "said": pair.said is not None,
        "expected": pair.true,
        "title": pair.item.document.title,
        "evidence": list(_evidence(pair)),
        "nearly": nearly,
    }


def _explained(scores: Scores, catalogue: Catalogue) -> list[Wrong]:
    """Give every wrong pair; where a topic was missed, with what a name of it lacked."""
    from bot.commands.why import explaining
    from bot.pipeline.match.explain import Explainer
    from bot.pipeline.query import parse_query

    ready = Explainer(catalogue.topics.values())
    names = {topic.id: topic.name for topic in catalogue.topics.values()}

    def nearly(pair: Pair) -> str | None:
        query = parse_query(f"topic:{pair.topic}", None)
        return explaining.nearly(ready, pair.item.document, query, lambda t: names.get(t, t))

    return [(pair, nearly(pair) if pair.true else None) for pair in scores.wrong]


def _evidence(pair: Pair) -> Iterator[Mapping[str, str]]:
    """Yield the names that a pair was found by, each with its field and rule once."""
    places = pair.said.evidence if pair.said else ()
    for name, field, rule in dict.fromkeys((at.alias, at.field, at.rule) for at in places):
        yield {"name": name, "field": field, "rule": rule}


# ── for people ──────────────────────────────────────────────────────────────────────────────


def _show(
    source: str,
    items: Sequence[LabelledItem],
    scores: Scores | None,
    errors: Sequence[Wrong] | None,
) -> None:
    click.echo(f"{source}: {len(items)} items. {_note(items, scores) or ''}".rstrip())
    if scores is None:
        return
    click.echo()
    lines = [(topic, *_cells(counts)) for topic, counts in scores.topics.items()]
    total = [("micro", *_cells(scores.micro)), ("macro", "", "", "", *_digits(scores.macro))]
    table("By topic", ("topic", *FIGURES), [*lines, *total])
    click.echo()
    spoken = [
        (language, f"{scores.items[language]:>5}", *_cells(counts))
        for language, counts in scores.languages.items()
    ]
    table("By language", ("language", "items", *FIGURES), spoken)
    if errors is not None:
        click.echo()
        wrong = [_told(*one) for one in errors]
        columns = ("id", "topic", "said", "expected", "by (field, rule)", "title")
        table(f"Wrong: {len(wrong)}", columns, wrong)


def _note(items: Sequence[LabelledItem], scores: Scores | None) -> str | None:
    """Say what was left out of the scores."""
    if scores is None:
        return "Nothing was scored: no row has `topics`."
    notes = []
    if without := len(items) - sum(scores.items.values()):
        notes.append(f"{without} without `topics` were not scored.")
    if scores.other_labels:
        notes.append(f"Labels that are not scored: {', '.join(scores.other_labels)}.")
    return " ".join(notes) or None


def _cells(counts: Counts) -> tuple[str, ...]:
    return (*(f"{n:>3}" for n in (counts.tp, counts.fp, counts.fn)), *_digits(counts.rates))


def _digits(rates: Rates | None) -> tuple[str, ...]:
    if rates is None:
        return ("–", "–", "–")
    return tuple(f"{rate:.3f}" for rate in (rates.precision, rates.recall, rates.f1))


def _told(pair: Pair, nearly: str | None) -> tuple[str, ...]:
    places = [f"{at['name']} ({at['field']}, {at['rule']})" for at in _evidence(pair)]
    why = "; ".join(places) or nearly or "no name of it stands there"
    title = pair.item.document.title or pair.item.document.text[:80]
    return str(pair.item.id), pair.topic, *_yes(pair.said is not None, pair.true), why, title


def _yes(*answers: bool) -> tuple[str, ...]:
    return tuple("yes" if answer else "no" for answer in answers)
