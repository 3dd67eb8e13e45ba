"""Settings: config/default.toml, ./tidings.toml, ./.env, the environment; read once, frozen.

    config/default.toml → tidings.toml → .env → TIDINGS_TABLE__KEY → check → Settings

All mistakes are reported at once, each with its file and line (or the variable's name), the key,
the value, and what is allowed. Secrets are never shown.
"""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot.errors import ConfigError
from bot.mask import HIDDEN, mask_text
from bot.settings.dotenv import read_dotenv
from bot.settings.fields import Secret
from bot.settings.hints import all_keys, allowed_at, field_at, key_hint, near
from bot.settings.lines import key_lines, line_of
from bot.settings.sections import Settings

PREFIX = "TIDINGS_"
CONFIG_VARIABLE = "TIDINGS_CONFIG"
LOCAL_FILE = Path("tidings.toml")
# May come from a file: NAME_FILE.
SECRETS = frozenset(
    {
        ("web", "key"),
        ("store", "url"),
        ("discord", "token"),
        ("slack", "bot_token"),
        ("slack", "app_token"),
        ("slack", "signing_secret"),
        ("slack", "client_secret"),
        ("slack", "store_key"),
    }
)
# Names that everybody knows, without our prefix.
PLAIN_NAMES = {
    "DISCORD_TOKEN": ("discord", "token"),
    "DISCORD_API_BASE": ("discord", "api_base"),
    "DISCORD_GATEWAY_URL": ("discord", "gateway_url"),
    "SLACK_BOT_TOKEN": ("slack", "bot_token"),
    "SLACK_APP_TOKEN": ("slack", "app_token"),
    "SLACK_SIGNING_SECRET": ("slack", "signing_secret"),
    "SLACK_CLIENT_ID": ("slack", "client_id"),
    "SLACK_CLIENT_SECRET": ("slack", "client_secret"),
    "SLACK_API_BASE": ("slack", "api_base"),
}
_MAX_SECRET = 65_536  # bytes; a secret is short, and /dev/zero is not one

Key = tuple[str, ...]


@dataclass(slots=True)
class _Reading:
    """What has been read so far: the values, where each came from, and the mistakes."""

    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[Key, tuple[str, Mapping[tuple[str | int, ...], int]]] = field(default_factory=dict)
    mistakes: list[tuple[str, int, str]] = field(default_factory=list)  # source, line, what
    wrong: set[str] = field(default_factory=set)  # tables with a mistake
    refused: list[Key] = field(default_factory=list)  # what the last check did not take

    def put(self, key: Key, value: Any, source: str, lines: Mapping[Any, int]) -> None:
        """Set ``table.key``; a later source wins."""
        self.values.setdefault(key[0], {})[key[1]] = value
        self.places[key] = (source, lines)

    def blame(self, source: str, what: str, line: int | None = None) -> None:
        """Note a mistake; no line for what stands in no file."""
        self.mistakes.append((source, line or 0, what))

    def go_without(self) -> bool:
        """Leave out what the last check refused; say whether there was anything to leave out."""
        before = sum(map(len, self.values.values()))
        for table, *name in self.refused:
            known = self.values.get(table, {})
            if known.pop(name[0] if name else "", None) is None:
                self.values.pop(table, None)
        self.refused.clear()
        return sum(map(len, self.values.values())) < before

    def place(self, path: Sequence[str | int]) -> tuple[str, int | None]:
        """Return the file and line of a key, or "environment NAME" and None."""
        source, lines = self.places.get(tuple(map(str, path[:2])), ("settings", {}))
        return source, line_of(lines, path)

    def report(self) -> list[str]:
        """Return the mistakes in the order of their places, one line each."""
        return [
            f"{source}:{line}: {what}" if line else f"{source}: {what}"
            for source, line, what in sorted(self.mistakes)
        ]


def config_dir() -> Path:
    """Return $TIDINGS_CONFIG, of the environment or ./.env, else the config/ of this installation.

    A wheel carries it as bot/_config; in a checkout it lies beside bot/.
    """
    if chosen := os.environ.get(CONFIG_VARIABLE) or read_dotenv().get(CONFIG_VARIABLE):
        return Path(chosen)
    package = Path(__file__).parent.parent
    inside = package / "_config"
    return inside if inside.is_dir() else package.parent / "config"


def load_settings(
    config: Path | None = None,
    files: Sequence[Path] = (),
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Read all sources in order and check them together.

    ``config`` is the folder with default.toml (default: `config_dir`); ``files`` replace
    ./tidings.toml; ``environ`` is the process's environment when None, and for what it has not
    the names in ./.env. An empty variable counts as not set. Raises ConfigError with every mistake.
    """
    reading = _Reading()
    for file in _files(config or config_dir(), files, reading):
        _read_file(file, reading)
    _read_environment({**read_dotenv(), **os.environ} if environ is None else environ, reading)
    settings = _check(reading)
    if reading.mistakes or settings is None:
        raise ConfigError(reading.report())
    return settings


def load_what_is_right(
    config: Path | None = None, files: Sequence[Path] = ()
) -> tuple[Settings, list[str], frozenset[str]]:
    """Read as `load_settings`, but go without what is wrong.

    Gives the settings, the mistakes, and the tables in which there are some: what stands there
    instead is a default, and not what somebody wants. Raises ConfigError where nothing is left.
    """
    reading = _Reading()
    for file in _files(config or config_dir(), files, reading):
        _read_file(file, reading)
    _read_environment({**read_dotenv(), **os.environ}, reading)
    while (settings := _check(reading)) is None:
        if not reading.go_without():
            raise ConfigError(reading.report())
    return settings, reading.report(), frozenset(reading.wrong)


def effective(settings: Settings) -> list[tuple[str, str]]:
    """List every setting in force as (table.key, value), secrets hidden."""
    return [
        (f"{table}.{name}", _show(value))
        for table in Settings.model_fields
        for name, value in getattr(settings, table)
    ]


def _show(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_show, value))}]"
    if isinstance(value, Secret):
        return HIDDEN if value else '""'
    if isinstance(value, BaseModel):
        return str(value.model_dump(mode="json"))
    if isinstance(value, str):
        return f'"{mask_text(str(value))}"'
    return str(value).lower() if isinstance(value, bool) else str(value)


# ── reading ─────────────────────────────────────────────────────────────────────────────────


def _files(config: Path, files: Sequence[Path], reading: _Reading) -> Iterator[Path]:
    """Yield the files to read; a folder or file that was named must be there."""
    if not config.is_dir():
        reading.blame(str(config), "there is no such folder; name the one with default.toml")
    elif (default := config / "default.toml").is_file():
        yield default
    if not files and LOCAL_FILE.is_file():
        yield LOCAL_FILE
    yield from files


def _read_file(file: Path, reading: _Reading) -> None:
    try:
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        tables = tomllib.loads(text)
    except OSError as exc:
        reading.blame(str(file), f"cannot be read: {exc.strerror}")
    except UnicodeDecodeError as exc:
        reading.blame(str(file), f"byte {exc.start} is not UTF-8; save the file as UTF-8")
    except tomllib.TOMLDecodeError as exc:
        reading.blame(str(file), f"is no TOML: {exc}", _toml_line(exc))
    else:
        _read_tables(tables, str(file), key_lines(text), reading)
        return
    reading.wrong.update(Settings.model_fields)  # nobody knows what stands in it


def _toml_line(error: tomllib.TOMLDecodeError) -> int | None:
    """Read the line out of "… (at line 3, column 5)": it has no attribute before 3.14."""
    found = re.search(r"\(at line (\d+)", str(error))
    return int(found[1]) if found else None


def _first_line(lines: Mapping[tuple[str | int, ...], int], table: str) -> int | None:
    """Return the line on which a table first shows, be it only in [table.inner]."""
    return min((line for path, line in lines.items() if path[:1] == (table,)), default=None)


def _read_tables(
    tables: Mapping[str, Any], source: str, lines: Mapping[Any, int], reading: _Reading
) -> None:
    for table, values in tables.items():
        if isinstance(values, dict) and table in Settings.model_fields:
            for key, value in values.items():
                reading.put((table, key), value, source, lines)
            continue
        allowed = ", ".join(f"[{name}]" for name in Settings.model_fields)
        hint = near(table, [*Settings.model_fields, *all_keys()])
        wrong = "a table, not a value" if table in Settings.model_fields else "no table of ours"
        what = f"{table}: is {wrong}; {hint or f'allowed: {allowed}'}"
        reading.blame(source, what, _first_line(lines, table))


def _read_environment(environ: Mapping[str, str], reading: _Reading) -> None:
    for name, text in sorted(environ.items()):
        ours = name.startswith(PREFIX) or name.removesuffix("_FILE") in PLAIN_NAMES
        if not ours or name == CONFIG_VARIABLE or not text:
            continue
        key = _key_of(name.removesuffix("_FILE"))
        if (plain := _key_of(name)) and field_at(plain):
            reading.put(plain, _from_text(text, field_at(plain)), f"environment {name}", {})
        elif name.endswith("_FILE") and key in SECRETS:
            if not _read_secret(name, text, key, environ, reading):
                reading.wrong.add(key[0])
        else:
            hint = near(name, [*map(_variable, all_keys()), CONFIG_VARIABLE])
            reading.wrong.update((key or plain)[:1])
            reading.blame(f"environment {name}", f"unknown name; {hint or 'remove it'}")


def _read_secret(
    name: str, path: str, key: Key, environ: Mapping[str, str], reading: _Reading
) -> bool:
    """Take a secret from the file that NAME_FILE names; say whether there was one.

    The last line break is not part of it.
    """
    if environ.get(name.removesuffix("_FILE")):
        other = name.removesuffix("_FILE")
        reading.blame(f"environment {name}", f"is set together with {other}; keep one")
        return False
    try:
        with Path(path).open("rb") as file:
            text = file.read(_MAX_SECRET).decode().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as exc:
        cause = getattr(exc, "strerror", None) or "not UTF-8"
        reading.blame(f"environment {name}", f"{path} cannot be read: {cause}")
        return False
    if text:
        reading.put(key, text, f"environment {name} ({path})", {})
    else:
        reading.blame(f"environment {name}", f"{path} is empty; write the secret into it")
    return bool(text)


def _key_of(name: str) -> Key:
    """Turn TIDINGS_POLL__INTERVAL into (poll, interval); () when it has no such form."""
    if name in PLAIN_NAMES:
        return PLAIN_NAMES[name]
    parts = tuple(name.removeprefix(PREFIX).lower().split("__"))
    return parts if len(parts) == 2 else ()


def _variable(dotted: str) -> str:
    return PREFIX + dotted.upper().replace(".", "__")


def _from_text(text: str, info: FieldInfo | None) -> Any:
    """Read a variable: text as it is, all else as a TOML value; a list also as a,b,c."""
    if info is None or isinstance(info.default, str):
        return text
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        is_list = isinstance(info.default, tuple)
        return [part.strip() for part in text.split(",")] if is_list else text


# ── checking ────────────────────────────────────────────────────────────────────────────────


def _check(reading: _Reading) -> Settings | None:
    """Check all values together, or leave a mistake for each that is wrong."""
    try:
        return Settings.model_validate(reading.values)
    except ValidationError as exc:
        for error in exc.errors():
            _note(error, reading)
        return None


def _note(error: ErrorDetails, reading: _Reading) -> None:
    """Say one of pydantic's errors in our words."""
    path = tuple(error["loc"])
    context = error.get("ctx") or {}
    if error["type"] == "conflict":
        path = (*path, context["key"])
    if error["type"] == "extra_forbidden":
        what = f"unknown key; {key_hint(path)}"
    elif error["type"] == "missing":
        what = f"is missing; allowed: {allowed_at(path)}"
    else:
        allowed = context["allowed"] if error["type"] == "conflict" else allowed_at(path)
        what = f"got {_got(path, reading)}; allowed: {allowed}"
    source, line = reading.place(path)
    reading.refused.append(tuple(map(str, path[:2])))
    reading.wrong.add(str(path[0]))
    reading.blame(source, f"{'.'.join(map(str, path))}: {what}", line)


def _got(path: Sequence[str | int], reading: _Reading) -> str:
    """Show the value that was given, unless it is a secret or may hold one."""
    value: Any = reading.values
    for part in path:
        value = value[part]
    info = field_at(path)
    if info is not None and isinstance(info.default, Secret):
        return HIDDEN if value else "nothing"
    shown = mask_text(repr(value))
    return shown if len(shown) <= 120 else shown[:119] + "…"
