"""Tidings: a news-alert bot that watches feeds and tells channels, once, with its sources."""

__version__ = "0.1.0"
