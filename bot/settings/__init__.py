"""The settings: sections (what there is, with limits), read (from where), lines (places)."""

from bot.settings.read import (
    CONFIG_VARIABLE,
    PREFIX,
    config_dir,
    effective,
    load_settings,
    load_what_is_right,
)
from bot.settings.sections import Settings

__all__ = [
    "CONFIG_VARIABLE",
    "PREFIX",
    "Settings",
    "config_dir",
    "effective",
    "load_settings",
    "load_what_is_right",
]
