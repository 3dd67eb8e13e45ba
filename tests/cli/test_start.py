"""How the command starts, ends and speaks of errors."""

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from bot import __version__
from bot.__main__ import COMMANDS
from bot.__main__ import tidings as group

ROOT = Path(__file__).parent.parent.parent
# A test run that was itself started in the background ignores Ctrl-C, and its children with it.
HEED_CTRL_C = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
WAITS = """
import asyncio
import click
from bot.__main__ import main, tidings
from bot.cli.loop import run_until_stopped
async def work():
    print("ready", flush=True)
    try:
        await asyncio.Event().wait()
    finally:
        print("cleaned up", flush=True)
wait = click.Command("wait", callback=lambda: run_until_stopped(work()))
tidings.get_command = lambda *_: wait
main(["wait"])
"""


def test_help_lists_every_command(tidings) -> None:
    done = tidings("--help")
    assert done.returncode == 0
    assert [name for name in COMMANDS if f"\n  {name} " not in done.stdout] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(tidings, name: str) -> None:
    done = tidings(name, "--help")
    assert done.returncode == 0
    assert f"Usage: tidings {name}" in done.stdout


def test_every_file_of_the_command_line_is_in_the_table() -> None:
    parts = {"__init__", "show", "each", "arguments", "loading", "loop", "on_demand", "explained"}
    cli = ROOT / "bot" / "cli"
    files = {path.stem for path in cli.glob("*.py")} - parts
    folders = {path.parent.name for path in cli.glob("*/__init__.py")}
    assert files | folders == {name.replace("-", "_") for name in COMMANDS}
    assert all(group.get_command(None, name) for name in COMMANDS)  # type: ignore[arg-type]


def test_version_is_that_of_the_package(tidings) -> None:
    assert tidings("--version").stdout == f"tidings, version {__version__}\n"
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("args", [["nope"], ["parse"], ["demo", "--port", "x"], ["run", "--nope"]])
def test_a_wrong_command_line_exits_with_2(tidings, args: list[str]) -> None:
    done = tidings(*args)
    assert done.returncode == 2
    assert "Usage: tidings" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_error_of_ours_is_one_clean_sentence(tidings) -> None:
    done = tidings("migrate", TIDINGS_STORE__URL="sqlite:////proc/none/t.db")
    assert done.returncode == 1
    assert done.stderr.startswith("tidings: ")
    assert done.stderr.count("\n") == 1


def test_a_secret_in_an_error_is_hidden(tidings) -> None:
    done = tidings("migrate", TIDINGS_STORE__URL="mysql://me:canary-pw@db/t")
    assert done.returncode == 1
    assert "canary" not in done.stderr + done.stdout


@pytest.mark.parametrize(("sign", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_stops_it_quietly_after_cleaning_up(sign: signal.Signals, status: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WAITS],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=HEED_CTRL_C,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == "ready\n"
        started.send_signal(sign)
        out, err = started.communicate(timeout=60)
    assert (out, err.strip(), started.returncode) == ("cleaned up\n", "", status)


def test_a_reader_that_leaves_is_no_error() -> None:
    command = f"'{sys.executable}' -m bot commands --json | head -n 1"
    done = subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
