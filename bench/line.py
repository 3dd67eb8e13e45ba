"""How long from a feed's change to the post on the page, and what the running bot costs.

    .venv/bin/python bench/line.py [--changes 20] [--interval 5] [--feeds 50]

Starts the real program (`tidings run`) in an empty folder with feeds of its own on loopback, no
settling time, and changes one of them again and again at random moments.
"""

import argparse
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent
SETTINGS = """
[web]
listen = "127.0.0.1:0"
[fetch]
allow_private_hosts = ["127.0.0.1"]
host_gap = 0
[poll]
interval = {interval}
adaptive = false
[story]
settle = 0
settle_more = 0
settle_max = 0
[local]
channels = [{{ id = "sea", name = "sea", watches = ["senkaku"] }}]
[log]
level = "error"
"""
FEED = """[[feed]]
url = "{url}"
name = "Feed {n}"
publisher = "bbc"
language = "en"
country = "GB"
confirmed = true
"""
WORDS = ("harbour", "patrol", "survey", "bridge", "charter", "anchor", "lantern", "beacon")


class Feeds:
    """Feeds on loopback; ``add`` puts an item into one of them."""

    def __init__(self) -> None:
        self.items: dict[str, list[str]] = {}
        feeds = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = feeds.body(self.path).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/rss+xml")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, n: int) -> str:
        self.items.setdefault(f"/{n}.xml", [_item(f"{n}-0", "Old news")])
        return f"http://127.0.0.1:{self.server.server_port}/{n}.xml"

    def body(self, path: str) -> str:
        rows = "".join(reversed(self.items.get(path, [])))
        return f'<rss version="2.0"><channel><title>x</title>{rows}</channel></rss>'

    def add(self, n: int, title: str) -> None:
        self.items[f"/{n}.xml"].append(_item(f"{n}-{len(self.items[f'/{n}.xml'])}", title))


def _item(guid: str, title: str) -> str:
    now = format_datetime(datetime.now(UTC))
    return (
        f"<item><guid>{guid}</guid><title>{title}</title><link>http://127.0.0.1/{guid}</link>"
        f"<pubDate>{now}</pubDate><description>{title}, officials said.</description></item>"
    )


def prepare(folder: Path, feeds: Feeds, count: int, interval: int) -> None:
    shutil.copytree(ROOT / "config", folder / "config")
    (folder / "config" / "packs.toml").unlink()
    rows = [FEED.format(url=feeds.url(n), n=n) for n in range(count)]
    (folder / "config" / "feeds.toml").write_text("\n".join(rows), encoding="utf-8")
    (folder / "tidings.toml").write_text(SETTINGS.format(interval=interval), encoding="utf-8")


def start(folder: Path) -> tuple[subprocess.Popen[str], str, float]:
    begun = time.perf_counter()
    command = [sys.executable, "-m", "bot", "run", "--config", "config"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("http://127.0.0.1:"):
            return process, line.strip(), time.perf_counter() - begun
    raise SystemExit("the program gave no address")


def shown(address: str) -> int:
    return len(httpx.get(f"{address}/api/channels/sea/messages").json())


def measure(feeds: Feeds, address: str, changes: int, interval: int) -> list[float]:
    delays = []
    dice = random.Random(7)
    for n in range(changes):
        time.sleep(dice.random() * interval)
        before = shown(address)
        said = " ".join(dice.sample(WORDS, 5))
        begun = time.perf_counter()
        feeds.add(n % len(feeds.items), f"Senkaku Islands {said} number {n}")
        while shown(address) == before:
            time.sleep(0.02)
        delays.append(time.perf_counter() - begun)
    return delays


def memory(pid: int) -> dict[str, float]:
    """Give the resident memory in MB of the process and of its children."""
    own = _resident(pid)
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {"process": own, "children": sum(_resident(int(child)) for child in children)}


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=20)
    parser.add_argument("--interval", type=int, default=5)
    parser.add_argument("--feeds", type=int, default=50)
    args = parser.parse_args()
    feeds = Feeds()
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder), feeds, args.feeds, args.interval)
        process, address, cold = start(Path(folder))
        try:
            time.sleep(args.interval * 2 + 3)
            delays = measure(feeds, address, args.changes, args.interval)
            used = memory(process.pid)
        finally:
            process.terminate()
            process.wait(20)
    table = Table("what", "measured")
    table.add_row("start to the page's address, empty store", f"{cold:.2f} s")
    table.add_row(
        f"change to post, {args.feeds} feeds, interval {args.interval} s, settling 0",
        f"median {statistics.median(delays):.2f} s, most {max(delays):.2f} s, n = {len(delays)}",
    )
    table.add_row("memory of the bot", f"{used['process']:.0f} MB")
    table.add_row("memory of its parser processes", f"{used['children']:.0f} MB")
    Console().print(table)


if __name__ == "__main__":
    main()
