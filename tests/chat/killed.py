"""The program is killed while it posts to a platform's wire server, which has a bad day.

    python -m tests.chat.slack.kills 300 --seed 7     at random moments
    python -m tests.chat.slack.kills --sweep          at every edge of a full cycle, on a good day

The lives and the judge are those of ``tests.crash``; each platform brings its server (``wired``:
``wire_server``, ``shown_in``, and ``ALSO``, channels of a kind that it alone has). Beside what was
lost or doubled, requests that broke a rule of the platform's are counted.
"""

import argparse
import json
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from tests.crash import sweep as sweeping
from tests.crash.kills import one_life
from tests.crash.life import Life
from tests.crash.news import Newsroom
from tests.crash.results import FOLDER, write
from tests.crash.sweep import WISHES as EDGES
from tests.crash.sweep import Swept
from tests.crash.verdict import Verdict, Wish, judge, rows_of
from tests.crash.world import NONCE_KNOWN, WISHES, World
from tests.feedserver import FeedServer

ROUND = 75  # kills of one store
SIDE_BY_SIDE = 2  # stores of a sweep


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
        return judge(told, posts, self.news.stories.values(), self.wishes, self.owed)


@contextmanager
def open_sea(
    platform: str, folder: Path, *, seed: int, wishes: Any = WISHES, **manner: Any
) -> Iterator[Sea]:
    """Make a bot, its outlets and a server; they go with it. ``manner``: of the server."""
    wired = import_module(f"tests.chat.{platform}.wired")
    folder.mkdir(parents=True)
    with wired.wire_server(tuple(wishes), seed, **manner) as server, FeedServer() as feeds:
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
        yield sea
    shutil.rmtree(folder, ignore_errors=True)


def also(platform: str) -> Mapping[str, Wish]:
    """Give the channels of a kind that only this platform has."""
    found: Mapping[str, Wish] = getattr(import_module(f"tests.chat.{platform}.wired"), "ALSO", {})
    return found


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
    wishes = {**WISHES, **also(platform)}
    with TemporaryDirectory() as folder:
        for number, start in enumerate(range(0, kills, ROUND)):
            mine = Random(f"{seed}:{number}").getrandbits(32)
            place = Path(folder) / str(number)
            with open_sea(platform, place, seed=mine, wishes=wishes) as sea:
                for _ in range(min(ROUND, kills - start)):
                    one_life(sea)
                sea.run_to_quiet()
                found = sea.verdict()
                if found.lost or found.doubled:
                    kept = FOLDER / f"{platform}-failed-{seed}-{number}"
                    shutil.copytree(sea.folder, kept, dirs_exist_ok=True)
                lost += [f"round {number}: {line}" for line in found.lost]
                doubled += [f"round {number}: {line}" for line in found.doubled]
                breaches += sea.server.breaches()
                sent += found.deliveries
                requests += sea.server.requests()
    verdict = Verdict(deliveries=sent, lost=tuple(lost), doubled=tuple(doubled))
    return Killed(verdict=verdict, breaches=tuple(breaches), requests=requests)


def sweep(platform: str, step: int) -> tuple[Swept, list[str], int]:
    """Kill at every ``step``-th edge; give what came of it, the breaches, and the requests."""
    seas: list[Sea] = []
    wishes = {**EDGES, **also(platform)}

    @contextmanager
    def opened(folder: Path, number: int) -> Iterator[World]:
        with open_sea(platform, folder, seed=number, wishes=wishes, calm=True) as sea:
            seas.append(sea)
            yield sea

    swept = sweeping.run(step=step, opened=opened, side_by_side=SIDE_BY_SIDE)
    breaches = [one for sea in seas for one in sea.server.breaches()]
    return swept, breaches, sum(sea.server.requests() for sea in seas)


def command(platform: str) -> int:
    """Do what the command line asks for, and print what came of it."""
    parser = argparse.ArgumentParser(description=f"Kill the program while it posts to {platform}.")
    parser.add_argument("kills", type=int, nargs="?", default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--sweep", action="store_true", help="at every edge instead")
    parser.add_argument("--step", type=int, default=1, help="only at every n-th edge")
    asked = parser.parse_args()
    began = time.monotonic()
    if asked.sweep:
        swept, breaches, requests = sweep(platform, asked.step)
        verdict = Verdict(deliveries=swept.deliveries, lost=swept.lost, doubled=swept.doubled)
        figures = {"edges": swept.edges, "kills": swept.kills}
    else:
        killed = run(platform, asked.kills, asked.seed)
        verdict, breaches, requests = killed.verdict, list(killed.breaches), killed.requests
        figures = {"kills": asked.kills}
    for line in (*verdict.lost, *verdict.doubled, *sorted(set(breaches))):
        print(line)
    figures |= {"deliveries": verdict.deliveries}
    figures |= {"lost": len(verdict.lost), "doubled": len(verdict.doubled)}
    figures |= {"requests": requests, "breaches": len(breaches)}
    name = f"{'sweep' if asked.sweep else 'kills'}-{platform}"
    seconds = time.monotonic() - began
    write(name, seed=None if asked.sweep else asked.seed, seconds=seconds, figures=figures)
    print(name, *(f"{n}={v}" for n, v in figures.items()), f"seconds={seconds:.0f}")
    return 1 if verdict.lost or verdict.doubled or breaches else 0
