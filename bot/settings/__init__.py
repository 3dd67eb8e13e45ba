"""The settings: sections (what there is, with limits), read (from where), lines (places)."""

from bot.settings.read import (
    CONFIG_VARIABLE,
    PREFIX,
    Settings,
    config_dir,
    effective,
    load_settings,
    load_what_is_right,
)

__all__ = [
    "CONFIG_VARIABLE",
    "PREFIX",
    "Settings",
    "config_dir",
    "effective",
    "load_settings",
    "load_what_is_right",
]
