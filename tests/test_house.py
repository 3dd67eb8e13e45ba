"""The house rules that a program can check: size, names, nothing left over."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("bot", "tests", "bench")
MAX_FILE = 400
MAX_FUNCTION = 50
MEDIAN_FUNCTION = 10
VAGUE = re.compile(r"(?:^|_)(?:utils?|helpers?|managers?|misc|common)(?:_|$)")
LEFT_OVER = re.compile(r"\b(?:TODO|FIXME|XXX)\b")
MACHINE = re.compile(r"pythonhosted\.org|/root/|/work/|--index-url http")
LONG_ON_PURPOSE = {
    "bot/model.py",  # all nouns on one page, and no logic
}


@cache
def python_files() -> tuple[Path, ...]:
    return tuple(
        sorted(
            path
            for folder in FOLDERS
            for path in (ROOT / folder).rglob("*.py")
            if path.parent.name != "versions"  # migrations are written by alembic
        )
    )
    wrong = []
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and path != Path(__file__):
            text = path.read_bytes().decode("utf-8", "replace")
            wrong += [f"{name}: {found[0]}" for found in MACHINE.finditer(text)]
    assert wrong == []
