"""Random kill -9 of the program while it posts to a platform's wire server on a bad day.

The lives and the judge are those of ``tests.crash``; each platform brings its server (``wired``:
``wire_server`` and ``shown_in``). Beside what was lost or doubled, requests that broke a rule of
the platform's are counted.
"""

import argparse
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from tests.crash.kills import one_life
from tests.crash.life import Life
from tests.crash.news import Newsroom
from tests.crash.results import FOLDER, write
from tests.crash.verdict import Verdict, judge, rows_of
from tests.crash.world import NONCE_KNOWN, WISHES, World
from tests.feedserver import FeedServer

ROUND = 75  # kills of one store


@dataclass
class Sea(World):
    """A world whose platform is a wire server; ``wired``: the module that brings it."""

    server: Any
    wired: Any = None

    def verdict(self) -> Verdict:
        """Judge what stands in the channels by its texts; ids and marks are not compared."""
        rows = rows_of(self.database)
        kinds = {row.nonce: row.kind for row in rows}
        posts = [
            replace(p, payloads=({"kind": kinds.get(p.nonce, ""), **p.shown},))
            for p in self.server.posts()
        ]
        shown = [
            replace(r, text=json.dumps({"kind": kinds[r.nonce], **self.wired.shown_in(r.text)}))
            for r in rows
        ]
        # An edit shows the alert's kind on the platform: there is only one message.
        told = [replace(r, text=r.text.replace('"edit"', '"alert"')) for r in shown]
        return judge(told, posts, self.news.stories.values(), self.wishes)


@contextmanager
def open_sea(
    platform: str, folder: Path, *, seed: int, wishes: Any = WISHES
) -> Iterator[tuple[Sea, Any]]:
    """Make a bot, its outlets and a server; they go with it."""
    wired = import_module(f"tests.chat.{platform}.wired")
    folder.mkdir(parents=True)
    with wired.wire_server(tuple(wishes), seed) as server, FeedServer() as feeds:
        news = Newsroom(server=feeds, chance=Random(seed))
        life = Life(
            folder=folder,
            chat=server.address,
            outlets=news.open(),
            nonce_window=NONCE_KNOWN,
            places=server.places,
            platform=platform,
        )
        sea = Sea(
            folder=folder,
            server=server,
            news=news,
            life=life,
            chance=news.chance,
            wishes=wishes,
            wired=wired,
        )
        sea.set_up()
        yield sea, server
    shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed:
    """What all rounds came to; ``breaches``: what broke a rule of the platform's."""

    verdict: Verdict
    breaches: tuple[str, ...]
    requests: int


def run(platform: str, kills: int, seed: int) -> Killed:
    """Kill one bot after another; give what came of all."""
    lost: list[str] = []
    doubled: list[str] = []
    breaches: list[str] = []
    sent = requests = 0
    with TemporaryDirectory() as folder:
        for number, start in enumerate(range(0, kills, ROUND)):
            mine = Random(f"{seed}:{number}").getrandbits(32)
            place = Path(folder) / str(number)
            with open_sea(platform, place, seed=mine) as (sea, server):
                for _ in range(min(ROUND, kills - start)):
                    one_life(sea)
                sea.run_to_quiet()
                found = sea.verdict()
                if found.lost or found.doubled:
                    kept = FOLDER / f"{platform}-failed-{seed}-{number}"
                    shutil.copytree(sea.folder, kept, dirs_exist_ok=True)
                lost += [f"round {number}: {line}" for line in found.lost]
                doubled += [f"round {number}: {line}" for line in found.doubled]
                breaches += server.breaches()
                sent += found.deliveries
                requests += server.requests()
    verdict = Verdict(deliveries=sent, lost=tuple(lost), doubled=tuple(doubled))
    return Killed(verdict=verdict, breaches=tuple(breaches), requests=requests)


def command(platform: str) -> int:
    """Do what the command line asks for, and print what came of it."""
    parser = argparse.ArgumentParser(description=f"Kill the program while it posts to {platform}.")
    parser.add_argument("kills", type=int)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    began = time.monotonic()
    killed = run(platform, asked.kills, asked.seed)
    verdict, seconds = killed.verdict, time.monotonic() - began
    for line in (*verdict.lost, *verdict.doubled, *sorted(set(killed.breaches))):
        print(line)
    figures = {"kills": asked.kills, "deliveries": verdict.deliveries}
    figures |= {"lost": len(verdict.lost), "doubled": len(verdict.doubled)}
    figures |= {"requests": killed.requests, "breaches": len(killed.breaches)}
    write(f"kills-{platform}", seed=asked.seed, seconds=seconds, figures=figures)
    print(platform, *(f"{n}={v}" for n, v in figures.items()), f"seconds={seconds:.0f}")
    return 1 if verdict.lost or verdict.doubled or killed.breaches else 0
