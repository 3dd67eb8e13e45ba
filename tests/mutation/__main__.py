"""Change the code in small ways, one at a time, and count the changes that the tests notice.

    python -m tests.mutation                   all sets, a few hours of two processors
    python -m tests.mutation outbox route      some of them (tests/mutation/sets.py)
    python -m tests.mutation --at-once 1 route one processor
    python -m tests.mutation --show outbox     the changes that nobody noticed
    python -m tests.mutation --again outbox    these once more, by the tests as they are now

Mutmut works on a copy in build/mutation/SET. A mutant is killed when a test fails, or does not end
in time; whatever else happens to it counts as survived. What was counted goes to
build/reliability/mutation.json, where the sets that were not run this time keep their figures.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.crash.results import FOLDER, ROOT, write
from tests.mutation.sets import SETS, Set

WORK = ROOT / "build" / "mutation"
COPIED = ("bot", "config", "tests", "pyproject.toml", "README.md", "LICENSE")
AT_ONCE = 2  # processes
_ONCE = re.compile(r"@made_once\ndef (\w+)\(")
KILLED = (1, 3, 24, -24, 36, 152, 255)  # a failing test; or out of time, which an endless loop is


def main() -> None:
    parser = argparse.ArgumentParser(description="Count the changes that the tests notice.")
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    parser.add_argument("--at-once", type=int, default=AT_ONCE, help="processes")
    parser.add_argument("--show", action="store_true", help="what survived the last run")
    parser.add_argument("--again", action="store_true", help="only what survived the last run")
    asked = parser.parse_args()
    names = asked.sets or list(SETS)
    if unknown := set(names) - set(SETS):
        parser.error(f"there is no set {', '.join(sorted(unknown))}")
    if asked.show:
        for name in names:
            print("\n".join(_survivors(WORK / name)))
        return
    begun = time.monotonic()
    for name in names:
        (_again if asked.again else _run)(name, asked.at_once)
    _keep(names, time.monotonic() - begun)


def _run(name: str, at_once: int) -> None:
    """Copy the project, let mutmut change it, and say what it said."""
    _copy(WORK / name, SETS[name])
    _mutmut(name, at_once)


def _mutmut(name: str, at_once: int, *mutants: str) -> None:
    """Let mutmut judge these mutants; of none named: all."""
    folder = WORK / name
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(at_once), *mutants]
    os.nice(max(0, 10 - os.nice(0)))
    done = subprocess.run(command, cwd=folder, env=_environment(), check=False)
    if done.returncode:
        sys.exit(f"mutmut could not run {name}: see {folder}")


def _again(name: str, at_once: int) -> None:
    """Ask today's tests of what survived, while the code is as it was: else all is to be run."""
    folder, chosen = WORK / name, SETS[name]
    with tempfile.TemporaryDirectory() as fresh:
        _copy(Path(fresh), chosen)
        for one in chosen.code:
            if (Path(fresh) / one).read_bytes() != (folder / one).read_bytes():
                sys.exit(f"{one} changed since: run the set without --again")
        shutil.copytree(Path(fresh) / "tests", folder / "tests", dirs_exist_ok=True)
        shutil.copy(Path(fresh) / "pyproject.toml", folder / "pyproject.toml")  # names the tests
    before, survivors = dict(_verdicts(folder)), _survivors(folder)
    if survivors:
        _mutmut(name, at_once, *survivors)
    for path in sorted(folder.glob("mutants/**/*.meta")):
        told = json.loads(path.read_text(encoding="utf-8"))
        now = told["exit_code_by_key"]  # mutmut forgets what it was not asked of
        told["exit_code_by_key"] = {
            key: before.get(key) if code is None else code for key, code in now.items()
        }
        path.write_text(json.dumps(told, indent=4), encoding="utf-8")


def _copy(folder: Path, chosen: Set) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    leave = shutil.ignore_patterns("__pycache__")
    for one in COPIED:
        if (ROOT / one).is_dir():
            shutil.copytree(ROOT / one, folder / one, ignore=leave)
        else:
            shutil.copy(ROOT / one, folder / one)
    _make_each_time(folder, chosen)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write(_settings(chosen))


def _make_each_time(folder: Path, chosen: Set) -> None:
    """Let statements that are made once be made each time, by functions without a decorator.

    Mutmut changes no function with one, and what was made before the change would stay.
    """
    made = folder / "bot/store/statements.py"
    text = made.read_text(encoding="utf-8")
    text = text.replace("return cache(lambda:", "return (lambda:").replace("@cache\n", "")
    made.write_text(text, encoding="utf-8")
    for name in chosen.code:
        text = (folder / name).read_text(encoding="utf-8").replace("@cache\n", "")
        bare, count = _ONCE.subn(r"def made_\1(", text)
        given = "".join(f"\n{one} = made_once(made_{one})" for one in _ONCE.findall(text))
        (folder / name).write_text(f"{bare}{given}\n" if count else text, encoding="utf-8")


def _settings(chosen: Set) -> str:
    leave = ["-k", " and ".join(f"not {word}" for word in chosen.not_tests)]
    told = {
        "source_paths": ["bot"],
        "only_mutate": list(chosen.code),
        "also_copy": ["config", "README.md", "LICENSE"],
        "pytest_add_cli_args_test_selection": list(chosen.tests),
        # No traces: pytest reads all of the file for one, and a mutated file is megabytes long.
        "pytest_add_cli_args": [
            "-p",
            "no:cacheprovider",
            "--tb=no",
            *(leave if chosen.not_tests else []),
        ],
        "timeout_constant": 10.0,  # of processor time, for an endless loop
        "timeout_multiplier": 5.0,
        "use_git_change_detection": False,
        "track_dependencies": False,
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in told.items()]
    return "\n".join(["", "[tool.mutmut]", *lines, ""])


def _environment() -> dict[str, str]:
    return {**os.environ, "HYPOTHESIS_STORAGE_DIRECTORY": str(WORK / ".hypothesis")}


def _verdicts(folder: Path) -> Iterator[tuple[str, int | None]]:
    for path in sorted(folder.glob("mutants/**/*.meta")):
        told = json.loads(path.read_text(encoding="utf-8"))
        yield from sorted(told["exit_code_by_key"].items())


def _survivors(folder: Path) -> list[str]:
    return [name for name, code in _verdicts(folder) if code not in KILLED]


def _keep(names: Sequence[str], seconds: float) -> None:
    """Write the figures of these sets beside those of the others that were run before."""
    path = FOLDER / "mutation.json"
    before: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    counted = {
        name: before[name] for name in SETS if before.get(name, {}).get("percent") is not None
    }
    for name in names:
        verdicts = list(_verdicts(WORK / name))
        killed = sum(code in KILLED for _, code in verdicts)
        counted[name] = figures(len(verdicts), killed)
        print(f"{name}: {killed} of {len(verdicts)} killed, {counted[name]['percent']} %")
    total = figures(
        sum(one["mutants"] for one in counted.values()),
        sum(one["killed"] for one in counted.values()),
    )
    missing = {name: {"percent": None} for name in SETS if name not in counted}
    write("mutation", seed=None, seconds=seconds, figures={**total, **counted, **missing})


def figures(mutants: int, killed: int) -> dict[str, Any]:
    """Give a set's line."""
    percent = round(100 * killed / mutants, 1) if mutants else 0.0
    return {"mutants": mutants, "killed": killed, "percent": percent}


if __name__ == "__main__":
    main()
