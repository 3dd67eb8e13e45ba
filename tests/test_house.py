"""The house rules that a program can check: size, names, nothing left over."""

import ast
import re
import shutil
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
MACHINE = re.compile(r"/(?:home|Users)/\w+/|-{2}index-url http")


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


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path, node: ast.stmt | None = None) -> str:
    name = path.relative_to(ROOT).as_posix()
    return f"{name}:{node.lineno}" if node else name


def of_the_bot() -> Iterator[Path]:
    return (path for path in python_files() if path.is_relative_to(ROOT / "bot"))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each function's place and its length in lines, docstring left out."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            first = node.body[0]
            if ast.get_docstring(node, clean=False) is not None and len(node.body) > 1:
                lines -= (first.end_lineno or first.lineno) - first.lineno + 1
            yield f"{place(path, node)} {node.name}", lines


def test_no_file_is_long() -> None:
    lengths = {
        place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()
    }
    assert {name: lines for name, lines in lengths.items() if lines >= MAX_FILE} == {}


def test_no_function_is_long() -> None:
    long = [
        found for path in python_files() for found in functions(path) if found[1] > MAX_FUNCTION
    ]
    assert long == []


def test_functions_are_short_in_the_middle() -> None:
    lengths = [lines for path in of_the_bot() for _, lines in functions(path)]
    assert median(lengths) < MEDIAN_FUNCTION


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [place(path) for path in python_files() if VAGUE.search(path.stem)] == []


def test_nothing_is_left_for_later() -> None:
    left = [
        f"{place(path)}:{number} {line.strip()}"
        for path in python_files()
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if LEFT_OVER.search(line)
    ]
    assert left == []


def test_every_module_says_what_it_is_for() -> None:
    assert [place(path) for path in of_the_bot() if not ast.get_docstring(tree(path))] == []


def test_nouns_are_frozen() -> None:
    frozen = "dataclass(frozen=True, slots=True, kw_only=True)"
    loose = [
        f"{place(path, node)} {node.name}"
        for path in (ROOT / "bot" / "model").glob("*.py")
        for node in tree(path).body
        if isinstance(node, ast.ClassDef)
        and not node.bases
        and frozen not in map(ast.unparse, node.decorator_list)
    ]
    assert loose == []


def test_no_file_names_this_machine_or_a_package_host() -> None:
    if not ((ROOT / ".git").exists() and shutil.which("git")):
        pytest.skip("no git here, and the list of files comes from it")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    wrong = [
        f"{place(path)}: {found[0]}"
        for path in files
        if path.is_file() and path != Path(__file__)
        for found in MACHINE.finditer(path.read_bytes().decode("utf-8", "replace"))
    ]
    assert wrong == []
