"""Random kill -9 of the program while it posts to Discord.

``python -m tests.chat.discord.kills 300 --seed 7``. The lives and the judge are those of
``tests.crash``; the platform is the wire server on a bad day. Beside what was lost or doubled it
counts the requests that broke a rule of Discord's.
"""

import argparse
import json
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from tests.chat.discord.wired import WireServer, shown_in, wire_server
from tests.crash.kills import one_life
from tests.crash.life import Life
from tests.crash.news import Newsroom
from tests.crash.results import FOLDER
from tests.crash.verdict import Verdict, judge, rows_of
from tests.crash.world import NONCE_KNOWN, WISHES, World
from tests.feedserver import FeedServer

ROUND = 75  # kills of one store


@dataclass
class Sea(World):
    """A world whose platform is Discord."""

    server: Any  # a WireServer

    def verdict(self) -> Verdict:
        """Judge what stands in the channels by its texts; ids and marks are not compared."""
        rows = rows_of(self.database)
        kinds = {row.nonce: row.kind for row in rows}
        posts = [
            replace(p, payloads=({"kind": kinds.get(p.nonce, ""), **p.shown},))
            for p in self.server.posts()
        ]
        shown = [
            replace(r, text=json.dumps({"kind": kinds[r.nonce], **shown_in(r.text)})) for r in rows
        ]
        # An edit shows the alert's kind on the platform: there is only one message.
        told = [replace(r, text=r.text.replace('"edit"', '"alert"')) for r in shown]
        return judge(told, posts, self.news.stories.values(), self.wishes)


@contextmanager
def open_sea(folder: Path, *, seed: int) -> Iterator[tuple[Sea, WireServer]]:
    """Make a bot, its outlets and a server; they go with it."""
    folder.mkdir(parents=True)
    with wire_server(tuple(WISHES), seed) as server, FeedServer() as feeds:
        news = Newsroom(server=feeds, chance=Random(seed))
        life = Life(
            folder=folder,
            chat=server.address,
            outlets=news.open(),
            nonce_window=NONCE_KNOWN,
            places=server.places,
        )
        sea = Sea(
            folder=folder, server=server, news=news, life=life, chance=news.chance, wishes=WISHES
        )
        sea.set_up()
        yield sea, server
    shutil.rmtree(folder, ignore_errors=True)


def run(kills: int, seed: int) -> tuple[Verdict, list[str], int]:
    """Kill one bot after another; give the verdict of all, what broke a rule, and the requests."""
    lost: list[str] = []
    doubled: list[str] = []
    breaches: list[str] = []
    sent = requests = 0
    with TemporaryDirectory() as folder:
        for number, start in enumerate(range(0, kills, ROUND)):
            mine = Random(f"{seed}:{number}").getrandbits(32)
            with open_sea(Path(folder) / str(number), seed=mine) as (sea, server):
                for _ in range(min(ROUND, kills - start)):
                    one_life(sea)
                sea.run_to_quiet()
                found = sea.verdict()
                if found.lost or found.doubled:
                    kept = FOLDER / f"discord-failed-{seed}-{number}"
                    shutil.copytree(sea.folder, kept, dirs_exist_ok=True)
                lost += [f"round {number}: {line}" for line in found.lost]
                doubled += [f"round {number}: {line}" for line in found.doubled]
                breaches += server.breaches()
                sent += found.deliveries
                requests += server.requests()
    return Verdict(deliveries=sent, lost=tuple(lost), doubled=tuple(doubled)), breaches, requests


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill the program while it posts to Discord.")
    parser.add_argument("kills", type=int)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    began = time.monotonic()
    verdict, breaches, requests = run(asked.kills, asked.seed)
    for line in (*verdict.lost, *verdict.doubled, *sorted(set(breaches))):
        print(line)
    print(
        f"discord kills={asked.kills} deliveries={verdict.deliveries} lost={len(verdict.lost)} "
        f"doubled={len(verdict.doubled)} requests={requests} breaches={len(breaches)} "
        f"seed={asked.seed} seconds={time.monotonic() - began:.0f}"
    )
    return 1 if verdict.lost or verdict.doubled or breaches else 0


if __name__ == "__main__":
    sys.exit(main())
