"""What was measured about reliability: one JSON file a command, and one table of all of them.

    python -m tests.crash.results        print the table

A file in build/reliability/ holds ``date`` (ISO 8601, UTC), ``seed``, ``commit``, ``seconds`` and
``figures``, a name for each number. A figure that no file holds was not run, and the table says so.
"""

import json
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "build" / "reliability"
NOT_RUN = "not run"

# file, its figures in the order of showing, what must be so, the command that measures it
ROWS: Sequence[tuple[str, str, Sequence[str], str, str]] = (
    ("kills", "random kill -9", ("kills", "deliveries", "lost", "doubled"),
     "0 lost, 0 doubled", "make crash KILLS=10000"),
    ("sweep", "killed at every edge of a cycle", ("edges", "kills", "lost", "doubled"),
     "0 lost, 0 doubled", "make reliability SWEEP=1"),
    ("simulation", "simulated time, seeds", (), "every invariant holds", "make simulate"),
    ("simulation-long", "simulated time, one long seed", (), "every invariant holds",
     "make simulate LONG=1"),
    ("mutation", "mutants killed: outbox, route, digest", (), "90 % or more", "docs/quality.md"),
)  # fmt: skip


def write(
    name: str,
    *,
    seed: int | None,
    seconds: float,
    figures: Mapping[str, Any],
    folder: Path = FOLDER,
) -> None:
    """Keep what a command measured."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": seed,
        "commit": _commit(),
        "seconds": round(seconds, 1),
        "figures": dict(figures),
    }
    (folder / f"{name}.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty", "--abbrev=9"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def table(folder: Path = FOLDER) -> Table:
    """Draw what is known; rows of files that nobody here has heard of come last."""
    drawn = Table(title="Reliability", title_justify="left")
    for heading in ("what", "measured", "wanted", "seed", "date", "commit", "command"):
        drawn.add_column(heading, overflow="fold")
    known = {name for name, *_ in ROWS}
    for name, what, order, wanted, command in ROWS:
        drawn.add_row(what, *_measured(folder / f"{name}.json", order, wanted), command)
    for path in sorted(folder.glob("*.json")) if folder.exists() else ():
        if path.stem not in known:
            drawn.add_row(path.stem, *_measured(path, (), ""), "")
    return drawn


def _measured(path: Path, order: Sequence[str], wanted: str) -> tuple[str, ...]:
    if not path.exists():
        return (NOT_RUN, wanted, "", "", "")
    told = json.loads(path.read_text(encoding="utf-8"))
    figures = told["figures"]
    names = [*order, *(name for name in figures if name not in order)]
    said = ", ".join(f"{name} {figures.get(name, NOT_RUN)}" for name in names)
    seed = "" if told["seed"] is None else str(told["seed"])
    return (said, wanted, seed, told["date"], told["commit"])


if __name__ == "__main__":
    Console().print(table())
