"""What is known beforehand: topics with their names, packs, starter feeds, publishers.

config/{topics/*,packs,feeds,publishers}.toml → load_catalogue → Catalogue → named, near, family
"""

from bot.catalogue.entries import Catalogue
from bot.catalogue.load import load_catalogue

__all__ = ["Catalogue", "load_catalogue"]
