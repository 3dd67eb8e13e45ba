"""Run seeds of the simulation side by side, with a progress bar and one line at the end.

    .venv/bin/python -m tests.simulation --seeds 50 --days 2 --feeds 50 --channels 20

Prints every violation with its seed, its step and what happened before it, writes
build/reliability/simulation.json (one seed of many days: simulation-long.json, now and then while
it lives), and ends with 1 when there was one. ``--first SEED --seeds 1`` makes one run again, the
same to the last step.
"""

import argparse
import gc
import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.simulation.scenario import draw
from tests.simulation.seen import Result
from tests.simulation.simulate import simulate

ROOT = Path(__file__).parents[2]
WIDTH = 30  # of the progress bar
SHOWN = 20  # violations in full
KEEP_EVERY = 60.0  # seconds between two writings of the figures of one long seed
GARBAGE = (100_000, 20, 100)  # rarely looked for: what a long run keeps is much, its circles few
LONG = 10  # days from which on a single seed is a measurement of its own


def main() -> int:
    given = _arguments()
    if os.environ.get("PYTHONHASHSEED") != "0":
        # The order of sets of text would differ from run to run.
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]],
                  {**os.environ, "PYTHONHASHSEED": "0"})  # fmt: skip
    began = time.perf_counter()
    seeds = range(given.first, given.first + given.seeds)
    results = _run_all(given, seeds)
    seconds = time.perf_counter() - began
    violations = [v for r in results for v in r.violations]
    for violation in violations[:SHOWN]:
        print(f"\n{violation}")
    if len(violations) > SHOWN:
        print(f"\n… and {len(violations) - SHOWN} more, in the file")
    _keep(given, results, seconds, lived=given.days)
    figures = {name: sum(getattr(r, name) for r in results) for name in ("steps", "posts")}
    last = {**figures, "violations": len(violations), "seeds": len(results)}
    busy = sum(r.processor for r in results) / max(1, len(results))
    said = " ".join(f"{k}={v}" for k, v in last.items())
    print(said, f"seconds={seconds:.0f} processor_a_seed={busy:.1f}", flush=True)
    return 1 if violations or len(results) < given.seeds else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Simulate days of the bot in seconds.")
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--first", type=int, default=1, metavar="SEED")
    parser.add_argument("--days", type=float, default=2)
    parser.add_argument("--feeds", type=int, default=50)
    parser.add_argument("--channels", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--out", help="the file for the figures, in place of the usual one")
    return parser.parse_args()


def _path(given: argparse.Namespace) -> Path | None:
    """Give the file for the figures; a single seed that is run again has none."""
    if given.out:
        return Path(given.out)
    if given.seeds == 1 and given.days < LONG:
        return None
    name = "simulation-long" if given.seeds == 1 else "simulation"
    return ROOT / "build" / "reliability" / f"{name}.json"


def _run_all(given: argparse.Namespace, seeds: Sequence[int]) -> list[Result]:
    with multiprocessing.Manager() as manager:
        shares: Any = manager.dict()  # seed → how much of it is done, 0 … 1
        with ProcessPoolExecutor(min(given.jobs, len(seeds))) as pool:
            size = (given.days, given.feeds, given.channels)
            runs = {pool.submit(_one, seed, size, shares): seed for seed in seeds}
            return sorted(_as_they_end(given, runs, shares), key=lambda r: r.seed)


def _one(seed: int, size: tuple[float, int, int], shares: Any) -> Result:
    def progress(share: float, result: Result) -> None:
        with suppress(OSError, EOFError):
            shares[seed] = (share, result)

    days, feeds, channels = size
    scenario = draw(seed, days=days, feeds=feeds, channels=channels)
    gc.set_threshold(*GARBAGE)
    gc.unfreeze()  # what the seed before left, some 100 MB, is garbage now
    _tidy()
    return simulate(scenario, progress, tidy=_tidy)


def _tidy() -> None:
    """Drop what the last life left; what is there now stays, and need not be looked through."""
    gc.collect()
    gc.freeze()


def _as_they_end(
    given: argparse.Namespace, runs: dict["Future[Result]", int], shares: Any
) -> Iterator[Result]:
    left, ended, found = set(runs), set[int](), 0
    began = kept = time.perf_counter()
    while left:
        done, left = wait(left, timeout=2, return_when=FIRST_COMPLETED)
        for run in done:
            ended.add(runs[run])
            result = run.result()
            found += len(result.violations)
            yield result
        alive = [lived for seed, lived in shares.items() if seed not in ended]
        so_far = found + sum(len(result.violations) for _, result in alive)
        share = (len(ended) + sum(share for share, _ in alive)) / len(runs)
        _draw(share, f"{len(ended)} of {len(runs)} seeds, {so_far} violations")
        if len(runs) == 1 and alive and time.perf_counter() > kept + KEEP_EVERY:
            kept = time.perf_counter()
            _keep(given, [alive[0][1]], kept - began, lived=share * given.days)
    print(file=sys.stderr)


def _draw(share: float, text: str) -> None:
    full = round(share * WIDTH)
    bar = "█" * full + "·" * (WIDTH - full)
    end = "" if sys.stderr.isatty() else "\n"
    print(f"\r{bar} {share:4.0%}  {text}  ", end=end, file=sys.stderr, flush=True)


def _keep(
    given: argparse.Namespace, results: Sequence[Result], seconds: float, *, lived: float
) -> None:
    if path := _path(given):
        path.parent.mkdir(parents=True, exist_ok=True)
        told = _report(given, results, seconds) | {"days": round(lived, 1), "of_days": given.days}
        path.write_text(json.dumps(told, indent=1) + "\n")


def _report(given: argparse.Namespace, results: Sequence[Result], seconds: float) -> dict[str, Any]:
    asked = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    totals = ("steps", "posts", "polls", "items", "lives")
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit.stdout.strip(),
        "seeds": [r.seed for r in results],
        "feeds": given.feeds,
        "channels": given.channels,
        "seconds": round(seconds, 1),
        "processor": round(sum(r.processor for r in results), 1),
        **{name: sum(getattr(r, name) for r in results) for name in totals},
        "violations": sum(len(r.violations) for r in results),
        "runs": [asdict(r) for r in results],
    }


if __name__ == "__main__":
    sys.exit(main())
