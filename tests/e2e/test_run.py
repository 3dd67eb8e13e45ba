"""``tidings run`` with a feed list of one's own: an item appears, the alert is on the page."""

import shutil
import tomllib
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from tests.e2e.program import Program, until
from tests.feedserver import FeedServer

ROOT = Path(__file__).parents[2]
SETTINGS = """
[web]
listen = "127.0.0.1:0"
[fetch]
allow_private_hosts = ["127.0.0.1"]
host_gap = 0
[articles]
fetch = false
[poll]
interval = 1
adaptive = false
[story]
settle = 0
settle_more = 0
settle_max = 0
[local]
channels = [{ id = "sea", name = "sea", watches = ["senkaku"] }]
"""
FEED = """[[feed]]
url = "{url}"
name = "The Test Tribune"
publisher = "{publisher}"
language = "en"
country = "JP"
confirmed = true
"""


def rss(*titles: str) -> str:
    now = format_datetime(datetime.now(UTC))
    items = "".join(
        f"<item><title>{title}</title><guid>{n}</guid><link>http://127.0.0.1/{n}</link>"
        f"<pubDate>{now}</pubDate><description>{title}, officials said.</description></item>"
        for n, title in enumerate(titles)
    )
    return f'<rss version="2.0"><channel><title>Tribune</title>{items}</channel></rss>'


def write_config(folder: Path, url: str) -> None:
    shutil.copytree(ROOT / "config", folder / "config")
    (folder / "config" / "packs.toml").unlink()
    publishers = tomllib.loads((folder / "config" / "publishers.toml").read_text(encoding="utf-8"))
    feed = FEED.format(url=url, publisher=next(iter(publishers)))
    (folder / "config" / "feeds.toml").write_text(feed, encoding="utf-8")
    (folder / "tidings.toml").write_text(SETTINGS, encoding="utf-8")


def test_a_new_item_of_a_feed_becomes_an_alert(tmp_path: Path) -> None:
    with FeedServer() as server:
        url = server.put("/feed.xml", rss("Old news of the Senkaku Islands"))
        write_config(tmp_path, url)
        with Program("-m", "bot", "run", "--config", "config", folder=tmp_path) as program:
            assert until(lambda: len(server.asked("/feed.xml")) >= 2, 30), program.lines
            assert program.posts("sea") == []
            title = "Patrol ships turn back near Senkaku Islands"
            server.put("/feed.xml", rss("Old news of the Senkaku Islands", title))
            assert until(lambda: program.posts("sea") != []), program.lines
            (post,) = program.posts("sea")
            assert (post["kind"], post["title"]) == ("alert", title)
            assert post["tags"][0] == "Senkaku Islands"
            assert program.stop() == 0
