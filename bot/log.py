"""Structured logging: an event's name and fields, for people or as JSON, never a secret.

    log = get_logger(__name__)
    log.info("feed.read", feed=12, new=3)

structlog is imported at `setup` or the first line written, so that importing this module costs
nothing. Every value passes `bot.mask` on its way out, tracebacks and the lines of other libraries
too; `setup` is told the secrets that are known.
"""

import logging
import sys
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from typing import Any, TextIO

from bot.mask import HIDDEN, mask_text

_SECRET_NAMES = ("api_key", "token", "secret", "password", "authorization", "cookie", "webhook")
_QUIET = (
    "apscheduler",
    "httpx",
    "httpcore",
    "aiosqlite",
    "asyncio",
    "alembic",
    "uvicorn",
    "slack_sdk",
    "slack_bolt",
)


def setup(
    level: str,
    style: str,
    *,
    secrets: Iterable[str] = (),
    out: TextIO | None = None,
) -> None:
    """Send all logging, ours and that of libraries, to ``out`` (standard error by default).

    ``level`` is debug, info, warning or error; ``style`` console or json; ``secrets`` are texts
    that must never show, wherever they turn up.
    """
    import structlog

    known = tuple(sorted((text for text in secrets if text), key=len, reverse=True))
    shared = _shared_processors(known)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out) if out else _Stderr()
    handler.setFormatter(_formatter(style, shared, colors=(out or sys.stderr).isatty()))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def get_logger(name: str) -> "Logger":
    """Return a logger whose methods take an event's name and fields."""
    return Logger(name)


class Logger:
    """A thin face of structlog's logger that loads it with the first line written."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def debug(self, event: str, **fields: Any) -> None:
        """Note what only a developer wants to see."""
        self._write(logging.DEBUG, event, fields)

    def info(self, event: str, **fields: Any) -> None:
        """Note what happened as it should."""
        self._write(logging.INFO, event, fields)

    def warning(self, event: str, **fields: Any) -> None:
        """Note what went wrong and was dealt with."""
        self._write(logging.WARNING, event, fields)

    def error(self, event: str, **fields: Any) -> None:
        """Note what went wrong and needs a person."""
        self._write(logging.ERROR, event, fields)

    def exception(self, event: str, **fields: Any) -> None:
        """Note an unexpected error with its traceback; call it where the error was caught."""
        self._write(logging.ERROR, event, {"exc_info": True, **fields})

    def _write(self, level: int, event: str, fields: Mapping[str, Any]) -> None:
        if logging.getLogger(self._name).isEnabledFor(level):
            import structlog

            if not structlog.is_configured():
                setup("warning", "console")
            structlog.stdlib.get_logger(self._name).log(level, event, **fields)


class _Stderr(logging.StreamHandler[TextIO]):
    """Writes to what standard error is at that moment, not to what it once was."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        """Standard error, as it is now."""
        return sys.stderr


def bound(**fields: Any) -> Any:
    """Return a context in which every line carries these fields (feed=…, story=…)."""
    import structlog

    return structlog.contextvars.bound_contextvars(**fields)


def _shared_processors(secrets: Sequence[str]) -> list[Any]:
    import structlog

    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _Mask(secrets),
    ]


def _formatter(
    style: str,
    shared: Sequence[Any],
    *,
    colors: bool,
) -> logging.Formatter:
    import structlog

    if style == "json":
        draw: Any = structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
    else:
        plain = structlog.dev.plain_traceback
        draw = structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=plain)
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=list(shared),
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, draw],
    )


class _Mask:
    """The processor that hides secrets: by the field's name, by value, and by shape."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._secrets = secrets

    def __call__(
        self, _logger: Any, _method: str, event: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        for name, value in event.items():
            if not name.startswith("_"):
                event[name] = self._clean(name, value)
        return event

    def _clean(self, name: str, value: Any) -> Any:
        if value and name.lower().endswith(_SECRET_NAMES):
            return HIDDEN
        if isinstance(value, str):
            return mask_text(value, self._secrets)
        if isinstance(value, Mapping):
            return {key: self._clean(str(key), inner) for key, inner in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self._clean("", inner) for inner in value]
        if value is None or isinstance(value, bool | int | float):
            return value
        text = value.decode(errors="replace") if isinstance(value, bytes) else str(value)
        return mask_text(text, self._secrets)
