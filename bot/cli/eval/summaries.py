"""``tidings eval summaries``: how near summaries of a topic come to what people wrote of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

import click

from bot.cli.arguments import keep_apart, predictions_option
from bot.cli.show import complain, emit, json_option, table
from bot.errors import TidingsError

if TYPE_CHECKING:
    from bot.evaluate.rows import BadRow
    from bot.evaluate.summaries import Article, Faults, Figures, Texts

    Said = Sequence[Sequence[Texts]]  # for each article, for each topic, the sentences

PARTS = ("all", "looked", "kept")
OURS = "tidings"
COLUMNS = ("summariser", "R1", "R2", "RL", "focus", "dangling", "cut", "boilerplate", "sentences")
MOST_SHOWN = 20  # worst summaries that --errors lists


class Characters(click.ParamType[int | None]):
    """A number of characters, or ``none`` for no limit."""

    name = "number|none"

    def convert(self, value: Any, param: Any, ctx: Any) -> int | None:
        """Read it; a usage error for everything else."""
        text = str(value)
        if text != "none" and not (text.isdecimal() and int(text) > 0):
            self.fail(f"{text!r} is neither a number above 0 nor `none`.", param, ctx)
        return None if text == "none" else int(text)


@click.command
@click.argument("path", type=click.Path(path_type=Path))
@predictions_option
@click.option("--errors", is_flag=True, help="List the summaries that are farthest off.")
@click.option("--sentences", type=click.IntRange(min=1), default=3, show_default=True)
@click.option("--chars", type=Characters(), default="none", show_default=True)
@click.option(
    "--part",
    type=click.Choice(PARTS),
    default="all",
    help="Only the half that weights are fitted on, or only the half kept back from that "
    "(a hash of the id decides).",
)
@json_option
def command(
    path: Path,
    predictions: Path | None,
    errors: bool,
    sentences: int,
    chars: int | None,
    part: str,
    as_json: bool,
) -> int:
    """Summarise articles for topics and compare with summaries that people wrote.

    PATH has one JSON object a line: id, article, topics: [{words, phrases, summary}]. The first
    sentences and the methods of the package sumy stand beside ours. Scoring needs
    `pip install 'tidings[eval]'`; without any `summary` in the file nothing is scored.
    """
    from bot.evaluate.rows import read_rows
    from bot.evaluate.summaries import is_kept, read_article, summaries

    keep_apart(predictions, path)
    rows, bad = read_rows(path, read_article)
    articles = [row for row in rows if part == "all" or is_kept(row.id) is (part == "kept")]
    began = process_time()
    ours = [summaries(article, most=sentences, characters=chars) for article in articles]
    spent = process_time() - began
    if predictions:
        _write(predictions, articles, ours)
    for row in bad:
        complain(f"{path}:{row.line}", row.error)
    said = {OURS: ours, **dict(_others(articles, sentences))}
    outcome = _outcome(articles, said, spent)
    wrong = list(_farthest(articles, ours)) if errors and outcome["scored"] else None
    if as_json:
        _emit(path, part, articles, bad, outcome, wrong)
    else:
        _show(path, articles, outcome, wrong)
    return int(bool(bad))


def _write(path: Path, articles: Sequence[Article], said: Said) -> None:
    """Write one row an article, in ASCII. Raises TidingsError."""
    try:
        with path.open("w", encoding="ascii", newline="\n") as file:
            for article, texts in zip(articles, said, strict=True):
                row = {"id": article.id, "summaries": [" ".join(text) for text in texts]}
                file.write(json.dumps(row) + "\n")
    except OSError as exc:
        advice = "Check the folder and its rights, or name another file."
        raise TidingsError(f"{path} cannot be written: {exc.strerror}. {advice}") from exc


def _others(articles: Sequence[Article], most: int) -> Iterator[tuple[str, Said]]:
    """Yield what the baselines say: of an article the same for each topic."""
    from bot.evaluate.baselines import lead, sumy_methods

    if not any(_is_scored(article) for article in articles):
        return
    for name, method in {f"lead-{most}": lead, **sumy_methods()}.items():
        yield name, [[method(a.text, most)] * len(a.topics) for a in articles]


def _is_scored(article: Article) -> bool:
    return any(asked.summary for asked in article.topics)


def _outcome(articles: Sequence[Article], said: Mapping[str, Said], spent: float) -> dict[str, Any]:
    from bot.evaluate.summaries import faults, score

    figures = {name: score(articles, texts) for name, texts in said.items()}
    number = sum(len(article.topics) for article in articles)
    ours = figures[OURS]
    return {
        "summaries": number,
        "scored": ours.scored if ours else 0,
        "note": _note(number, ours, said),
        "milliseconds": round(1000 * spent / max(number, 1), 2),
        "summarisers": {
            name: _figures(figures[name], faults(articles, texts)) for name, texts in said.items()
        },
    }


def _note(number: int, ours: Figures | None, said: Mapping[str, Said]) -> str | None:
    """Say what was left out."""
    if ours is None:
        return "Nothing was scored: no topic has a `summary`."
    notes = []
    if without := number - ours.scored:
        notes.append(f"{without} without a `summary` were not scored.")
    if len(said) == 2:
        notes.append("sumy was not run: pip install 'tidings[eval]'.")
    return " ".join(notes) or None


def _figures(figures: Figures | None, faults: Faults) -> dict[str, Any]:
    rates: Mapping[str, float | None] = (
        {**figures.rouge, "focus": figures.focus}
        if figures
        else dict.fromkeys(("rouge1", "rouge2", "rougeL", "focus"))
    )
    rounded = {name: None if rate is None else round(rate, 4) for name, rate in rates.items()}
    return rounded | asdict(faults)


def _farthest(articles: Sequence[Article], ours: Said) -> Iterator[dict[str, Any]]:
    """Yield our summaries that have least of what a person wrote, the worst first."""
    from bot.evaluate.rouge import rouge1

    rated = [
        (rouge1(" ".join(text), asked.summary), article, place, asked.summary, text)
        for article, texts in zip(articles, ours, strict=True)
        for place, (asked, text) in enumerate(zip(article.topics, texts, strict=True))
        if asked.summary
    ]
    rated.sort(key=lambda one: one[0])
    for rate, article, place, expected, text in rated[:MOST_SHOWN]:
        yield {"id": article.id, "topic": place, "rouge1": round(rate, 4),
               "asked": list(article.topics[place].weights)[:5],
               "said": " ".join(text), "expected": expected}  # fmt: skip


def _emit(
    path: Path,
    part: str,
    articles: Sequence[Article],
    bad: Sequence[BadRow],
    outcome: Mapping[str, Any],
    wrong: Sequence[Mapping[str, Any]] | None,
) -> None:
    about = {"kind": "summaries", "source": str(path), "part": part, "articles": len(articles)}
    row = about | dict(outcome) | {"bad": [asdict(one) for one in bad]}
    emit(row | ({"errors": list(wrong)} if wrong is not None else {}))


def _show(
    path: Path,
    articles: Sequence[Article],
    outcome: Mapping[str, Any],
    wrong: Sequence[Mapping[str, Any]] | None,
) -> None:
    number, spent = outcome["summaries"], outcome["milliseconds"]
    told = f"{path}: {len(articles)} articles, {number} summaries of ours, {spent} ms each."
    click.echo(f"{told} {outcome['note'] or ''}".rstrip())
    click.echo()
    rows = [(name, *_cells(found)) for name, found in outcome["summarisers"].items()]
    table("ROUGE F1 and focus in hundredths; faults counted", COLUMNS, rows)
    if wrong is not None:
        click.echo()
        columns = ("id", "R1", "asked for", "said", "expected")
        lines = [
            (str(w["id"]), f"{w['rouge1']:.3f}", ", ".join(w["asked"]), w["said"], w["expected"])
            for w in wrong
        ]
        table(f"Farthest off: {len(lines)}", columns, lines)


def _cells(found: Mapping[str, Any]) -> tuple[str, ...]:
    rates = [found[name] for name in ("rouge1", "rouge2", "rougeL", "focus")]
    counts = [found[name] for name in ("dangling", "cut", "boilerplate", "sentences")]
    return (*("–" if rate is None else f"{100 * rate:.1f}" for rate in rates), *map(str, counts))
