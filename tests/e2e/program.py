"""The real program as a subprocess, driven over its page's JSON API."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

OURS = ("TIDINGS_", "DISCORD_", "SLACK_")
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


class Program:
    """``python ARGS…`` in a folder. A context manager: at its end the program is stopped.

    ``env``: what it finds in its environment beside what this machine's owner has there, of which
    settings and tokens are left out.
    """

    def __init__(self, *args: str, folder: Path, env: Mapping[str, str] | None = None) -> None:
        self.lines: list[str] = []
        self._told = threading.Event()
        self._process = subprocess.Popen(
            [sys.executable, *args],
            cwd=folder,
            env={**{k: v for k, v in os.environ.items() if not k.startswith(OURS)}, **(env or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        # One for all: each would read the machine's certificates anew, of which none is needed.
        self._client = httpx.Client(verify=False, trust_env=False, timeout=20)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self.stop()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as out:
            for line in out:
                self.lines.append(line.rstrip("\n"))
                if ADDRESS.fullmatch(self.lines[-1]):
                    self._told.set()
        self._told.set()

    def address(self, within: float = 60) -> str:
        """Wait for the line that is the page's address and nothing else."""
        self._told.wait(within)
        found = [line for line in self.lines if ADDRESS.fullmatch(line)]
        assert found, "the program gave no address:\n" + "\n".join(self.lines)
        return found[0]

    def stop(self, within: float = 20) -> int:
        """Ask it to end; returns its exit status."""
        self._process.send_signal(signal.SIGTERM)
        return self._ended(within)

    def kill(self) -> None:
        """End it as a power cut would.

        Its children, which read feeds, see that later; what they would say is not waited for.
        """
        self._process.send_signal(signal.SIGKILL)
        self._ended(10, reading=0.0)

    def _ended(self, within: float, reading: float = 10.0) -> int:
        try:
            return self._process.wait(within)
        finally:
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait()
            self._reader.join(reading)
            self._client.close()

    def get(self, path: str) -> Any:
        """Ask the page's API."""
        return self._client.get(self.address() + path).raise_for_status().json()

    def say(self, channel: str, text: str) -> Any:
        """Type a command into a channel."""
        address = f"{self.address()}/api/channels/{channel}/commands"
        return self._client.post(address, json={"text": text}).raise_for_status().json()

    def posts(self, channel: str) -> list[dict[str, Any]]:
        """Give what the bot posted in a channel, oldest first; private answers left out."""
        messages = self.get(f"/api/channels/{channel}/messages")
        return [message for message in messages if message["kind"] != "reply"]


def until(true: Callable[[], bool], within: float = 60) -> bool:
    """Wait for something to become true; says whether it did."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return true()
