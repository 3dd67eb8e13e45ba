"""What was measured about reliability: one JSON file a command, and one table of all of them.

    python -m tests.crash.results        print the table

A file in build/reliability/ holds ``date`` (ISO 8601, UTC), ``seed`` or ``seeds``, ``commit``,
``seconds``, and each figure under its name. What no file holds was not run, and the table says so.
"""

import json
import shutil
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
WIDTH = 170  # of the table where nobody looks at a screen
ABOUT = ("date", "seed", "seeds", "commit", "seconds", "processor")  # of a file: no figures
KILLS = ("kills", "deliveries", "lost", "doubled", "requests", "breaches")
UNBROKEN = "0 lost, 0 doubled, 0 breaches"

# file, what it is, its figures in the order of showing, what must be so, the command
ROWS: Sequence[tuple[str, str, Sequence[str], str, str]] = (
    ("kills", "random kill -9", ("kills", "deliveries", "lost", "doubled"),
     "0 lost, 0 doubled", "make crash KILLS=10000"),
    ("sweep", "a kill at every edge of a cycle",
     ("edges", "kills", "deliveries", "lost", "doubled"),
     "0 lost, 0 doubled", "make crash"),
    ("kills-discord", "random kill -9, posting to Discord's wire", KILLS,
     UNBROKEN, "python -m tests.chat.discord.kills 300"),
    ("sweep-discord", "a kill at every edge, the same", ("edges", *KILLS),
     UNBROKEN, "python -m tests.chat.discord.kills --sweep"),
    ("kills-slack", "random kill -9, posting to Slack's wire", KILLS,
     UNBROKEN, "python -m tests.chat.slack.kills 300"),
    ("sweep-slack", "a kill at every edge, the same", ("edges", *KILLS),
     UNBROKEN, "python -m tests.chat.slack.kills --sweep"),
    ("hard-times", "frozen, locked out, on a full disk, a clock that leaps",
     ("tests", "failed"), "0 failed", "make proofs"),
    ("machine", "state machines of the outbox (hypothesis)",
     ("machines", "runs", "failed"), "0 failed", "make proofs"),
    ("zones", "digests in every time zone, 2020 to 2040",
     ("zones", "local_days", "digests", "wrong"), "0 wrong", "make proofs"),
    ("simulation", "simulated time, many seeds",
     ("days", "feeds", "channels", "posts", "violations"), "0 violations", "make simulate"),
    ("simulation-long", "simulated time, one long seed",
     ("days", "of_days", "feeds", "channels", "posts", "violations"), "0 violations",
     "docs/measured/reliability.md"),
    ("mutation", "mutants of outbox, route, digest", ("mutants", "killed", "percent"),
     "90 % killed", "make mutate"),
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
        **figures,
    }
    (folder / f"{name}.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty", "--abbrev=9"]
    if shutil.which("git") is None:
        return "unknown"
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def table(folder: Path = FOLDER) -> Table:
    """Draw what is known; files that have no row here come last."""
    drawn = Table(title="Reliability", title_justify="left")
    for heading in ("what", "measured", "wanted", "seed", "date (UTC)", "commit", "command"):
        drawn.add_column(heading, overflow="fold")
    known = {name for name, *_ in ROWS}
    for name, what, order, wanted, command in ROWS:
        drawn.add_row(what, *_measured(folder / f"{name}.json", order, wanted), command)
    for path in sorted(folder.glob("*.json")):
        if path.stem not in known:
            drawn.add_row(path.stem, *_measured(path, (), ""), "")
    return drawn


def _measured(path: Path, order: Sequence[str], wanted: str) -> tuple[str, ...]:
    if not path.exists():
        return (NOT_RUN, wanted, "", "", "")
    told = json.loads(path.read_text(encoding="utf-8"))
    names = order or [n for n, value in told.items() if n not in ABOUT and _is_figure(value)]
    said = ", ".join(f"{name} {_figure(told.get(name, NOT_RUN))}" for name in names)
    parts = [f"{n} {_share(part)}" for n, part in told.items() if isinstance(part, dict)]
    said = "; ".join([said, *([", ".join(parts)] if parts else [])])
    date = str(told["date"])[:16].replace("T", " ")
    return (said, wanted, _seed(told), date, str(told["commit"]))


def _share(part: Mapping[str, Any]) -> str:
    return NOT_RUN if part["percent"] is None else f"{part['percent']} %"


def _is_figure(value: Any) -> bool:
    return isinstance(value, int | float | str)


def _figure(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value}"


def _seed(told: Mapping[str, Any]) -> str:
    seeds = told.get("seeds") or [told.get("seed")]
    if seeds == [None]:
        return ""
    return str(seeds[0]) if len(seeds) == 1 else f"{seeds[0]} to {seeds[-1]}"


if __name__ == "__main__":
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    console.print(table())
