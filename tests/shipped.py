"""The catalogue as it ships; loaded once for all tests of a process, since nothing changes it."""

from functools import cache
from pathlib import Path

from bot.catalogue import Catalogue, load_catalogue

CONFIG = Path(__file__).parent.parent / "config"


@cache
def shipped() -> Catalogue:
    return load_catalogue(CONFIG)
