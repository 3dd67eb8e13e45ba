"""The real program, started as people start it."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli import warm

ROOT = Path(__file__).parent.parent.parent
Tidings = Callable[..., "subprocess.CompletedProcess[str]"]

FEED = """\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel>
<title>Harbour Post</title><link>http://harbour.example/</link><language>en</language>
<item><guid>h1</guid><link>http://harbour.example/1</link>
<title>Two patrol ships near the Senkaku Islands</title>
<description>The ships entered the waters around the Senkaku Islands on Monday.</description>
<pubDate>Mon, 23 Nov 2026 08:00:00 +0900</pubDate></item>
<item><guid>h2</guid><link>http://harbour.example/2</link>
<title>Ferry timetable changes</title>
<description>Ferries leave ten minutes later from December.</description></item>
</channel></rss>
"""


@pytest.fixture
def tidings(tmp_path: Path) -> Tidings:
    """Run the command in an empty folder and return what it printed."""

    def run(*args: str, **environ: str) -> "subprocess.CompletedProcess[str]":
        env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", **environ}
        return warm.run(args, tmp_path, env, timeout=100)

    return run


@pytest.fixture
def feed_file(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.xml"
    path.write_text(FEED, encoding="utf-8")
    return path


@pytest.fixture
def not_a_feed(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text("<!doctype html><title>Sign in</title><p>Please sign in.", encoding="utf-8")
    return path
