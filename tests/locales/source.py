"""The bot's code as syntax trees, read once for all tests of its words."""

import ast
from functools import cache
from pathlib import Path

BOT = Path(__file__).parents[2] / "bot"


@cache
def nodes() -> tuple[tuple[Path, ast.AST], ...]:
    """Give every call, every table and every constant of every file, with the file."""
    return tuple(
        (path, node)
        for path in sorted(BOT.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call | ast.Dict | ast.Constant)
    )
