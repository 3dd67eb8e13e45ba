"""The real command in a process of its own, forked from one that has its libraries loaded.

Starting Python and importing is most of what a short command costs; the tests of ``test_start`` and
``test_run`` start it from nothing, as people do.
"""

import os
import sys
from multiprocessing import get_context
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import aiosqlite  # noqa: F401
import feedparser  # noqa: F401
import sqlalchemy.ext.asyncio  # noqa: F401
import trafilatura  # noqa: F401

import bot.app
import bot.evaluate.poll_once  # noqa: F401
from bot.__main__ import COMMANDS, main, tidings

_FORKS: Any = get_context("forkserver")
_FORKS.set_forkserver_preload([__name__])

for _name in COMMANDS:
    tidings.get_command(None, _name)  # type: ignore[arg-type]


def run(
    args: tuple[str, ...], folder: Path, environ: dict[str, str], timeout: float
) -> "CompletedProcess[str]":
    """Run ``tidings ARGS`` in the folder and return what it printed."""
    out, err = folder / ".stdout", folder / ".stderr"
    child = _FORKS.Process(target=_command, args=(args, folder, environ, out, err))
    child.start()
    child.join(timeout)
    if child.exitcode is None:
        child.kill()
        raise TimeoutError(f"tidings {' '.join(args)} took more than {timeout} s")
    printed = [path.read_text(encoding="utf-8") for path in (out, err)]
    for path in (out, err):
        path.unlink()
    return CompletedProcess(("tidings", *args), child.exitcode, *printed)


def _command(
    args: tuple[str, ...], folder: Path, environ: dict[str, str], out: Path, err: Path
) -> None:
    """Be the command: nothing of the tests' process is left but what is loaded."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    sys.path[:0] = environ["PYTHONPATH"].split(os.pathsep)
    for number, path in ((1, out), (2, err)):
        to = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(to, number)
        os.close(to)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.argv = ["tidings", *args]
    try:
        main()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
