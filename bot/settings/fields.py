"""What the tables of settings are made of: fields with their limits, secrets that do not show.

What is allowed is said by ``json_schema_extra["allowed"]``, in the words of a mistake's report.
"""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from bot.mask import HIDDEN, mask_text


class Secret(str):
    """A text that shows itself only where it is asked for as a plain string."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"'{HIDDEN}'" if self else "''"


class Masked(str):
    """An address that may hold a password, which its ``repr`` hides."""

    __slots__ = ()

    def __repr__(self) -> str:
        return repr(mask_text(str(self)))


SecretText = Annotated[str, AfterValidator(Secret)]
MaskedText = Annotated[str, AfterValidator(Masked)]


def number(default: float, low: float, high: float, unit: str) -> Any:
    """Declare a number from ``low`` to ``high``, told in its ``unit``."""
    allowed = f"{low} to {high} {unit}".strip()
    extra: JsonDict = {"allowed": allowed}
    return Field(default=default, ge=low, le=high, strict=True, json_schema_extra=extra)


def text(default: str, pattern: str, allowed: str) -> Any:
    """Declare a text of a form; ``allowed`` says it in words."""
    return Field(default=default, pattern=pattern, json_schema_extra={"allowed": allowed})


def choice(default: str, *choices: str) -> Any:
    """Declare one word of several."""
    return Field(default=default, json_schema_extra={"allowed": ", ".join(choices)})


def switch(default: bool) -> Any:
    """Declare true or false."""
    return Field(default=default, strict=True, json_schema_extra={"allowed": "true or false"})


def conflict(key: str, allowed: str) -> PydanticCustomError:
    """Say that ``key`` does not go together with another key of its table."""
    return PydanticCustomError("conflict", "{allowed}", {"key": key, "allowed": allowed})


class Section(BaseModel):
    """What all tables share: unknown keys are mistakes, and nothing changes afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid")
