"""tidings run: the real bot on an own configuration, with no feed to read."""

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
# A test run that was itself started in the background ignores Ctrl-C, and its children with it.
HEED_CTRL_C = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    folder = tmp_path / "config"
    shutil.copytree(ROOT / "config", folder)
    (folder / "feeds.toml").write_text("", encoding="utf-8")
    (folder / "packs.toml").write_text("", encoding="utf-8")
    return folder


@contextmanager
def running(config: Path, listen: str) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--config", str(config)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=HEED_CTRL_C,
        cwd=config.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TIDINGS_WEB__LISTEN": listen},
    ) as started:
        try:
            yield started
        finally:
            started.kill()


def address_of(started: "subprocess.Popen[str]") -> str:
    assert started.stdout is not None
    line = started.stdout.readline().strip()
    assert line.startswith("http://"), started.stderr and started.stderr.read()
    return line


def get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=30) as answer:
        body: bytes = answer.read()
        return body


@pytest.mark.parametrize(("sign", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_run_serves_the_page_until_it_is_stopped(
    config: Path, sign: signal.Signals, status: int
) -> None:
    with running(config, "127.0.0.1:0") as started:
        address = address_of(started)
        assert json.loads(get(f"{address}/healthz"))["status"] == "ok"
        assert [row["id"] for row in json.loads(get(f"{address}/api/channels"))] == ["general"]
        started.send_signal(sign)
        _, errors = started.communicate(timeout=60)
    assert started.returncode == status
    assert "Traceback" not in errors


def test_beyond_loopback_the_page_opens_only_with_the_key_that_is_printed(config: Path) -> None:
    with running(config, "0.0.0.0:0") as started:
        plain, _, key = address_of(started).partition("/?key=")
        assert len(key) > 20
        with pytest.raises(urllib.error.HTTPError, match="401"):
            get(f"{plain}/api/channels")
        assert get(f"{plain}/api/channels?key={key}")


def test_a_port_in_use_is_named_with_the_next_step(config: Path) -> None:
    with running(config, "127.0.0.1:0") as first:
        taken = address_of(first).removeprefix("http://")
        other = config.parent / "other" / "config"
        shutil.copytree(config, other)
        with running(other, taken) as second:
            _, errors = second.communicate(timeout=60)
    assert second.returncode == 1
    assert errors.startswith("tidings: ")
    assert taken.partition(":")[2] in errors
    assert "[web] listen" in errors
    assert "Traceback" not in errors
