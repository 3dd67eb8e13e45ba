"""Random kill -9 of the program, as often as asked: ``python -m tests.crash.kills 300 --seed 7``.

Half of the lives end 0 to 150 ms after the program is up, half so long after it asked the chat
server for the n-th time. Time leaps between some of them, so that leases and quiet times are over.
Every ``ROUND`` lives a bot that nobody disturbs finishes the work, and all is judged: what was
lost or doubled is named, and the database, the log and the journal are kept beside the results.
The last line sums up; the exit status is 1 when anything was lost or doubled. Who is stopped
(Ctrl-C, SIGTERM) kills no more, lets the rounds under way finish and be judged, and sums up those.
"""

import argparse
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Event

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from tests.crash.hostile import NONCE, PLAIN
from tests.crash.results import FOLDER, write
from tests.crash.verdict import Verdict
from tests.crash.world import World, open_world

ROUND = 75  # kills of one store
SIDE_BY_SIDE = 4
AFTER = 0.15  # seconds within which the blow falls
MOST_ASKED = 6  # requests to the chat server that a life may wait for
NO_NEWS = 10.0  # seconds after which a life that asks the chat server for nothing ends anyway


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What all rounds came to."""

    kills: int
    seed: int
    deliveries: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    seconds: float

    def __str__(self) -> str:
        return (
            f"kills={self.kills} deliveries={self.deliveries} lost={len(self.lost)} "
            f"doubled={len(self.doubled)} seed={self.seed}"
        )


def one_life(world: World) -> None:
    """Let something be told, start the program, and kill it."""
    chance = world.chance
    world.news.tell()
    if chance.random() < 0.3:
        world.news.retell()
    for more in (world.news.develop, world.news.correct):
        if chance.random() < 0.15:
            world.news_of(more)
    if chance.random() < 0.5:
        world.skip(chance.uniform(0.0, 8.0))
    asking = chance.choice((0, chance.randint(1, MOST_ASKED)))
    child = world.start(tell=asking)
    if asking:
        child.wait_said("asking", NO_NEWS)
    time.sleep(chance.uniform(0.0, AFTER))
    child.kill()


def one_round(
    folder: Path,
    number: int,
    *,
    kills: int,
    seed: int,
    killed: Callable[[], None],
    stopped: Event,
) -> tuple[int, Verdict]:
    """Kill one bot ``kills`` times, let it finish, and judge; the manners take turns.

    Gives how often it was killed, which is less where all was ``stopped`` meanwhile.
    """
    done = 0
    if stopped.is_set():
        return done, Verdict(deliveries=0, lost=(), doubled=())
    manner = (NONCE, PLAIN)[number % 2]
    mine = Random(f"{seed}:{number}").getrandbits(32)
    with open_world(folder / str(number), seed=mine, manner=manner) as world:
        while done < kills and not stopped.is_set():
            one_life(world)
            killed()
            done += 1
        world.run_to_quiet()
        verdict = world.verdict()
        if verdict.lost or verdict.doubled:
            shutil.copytree(world.folder, FOLDER / f"failed-{seed}-{number}", dirs_exist_ok=True)
        return done, verdict


def run(
    kills: int,
    seed: int,
    *,
    killed: Callable[[], None] = lambda: None,
    stopped: Event | None = None,
) -> Total:
    """Do as many kills, several stores side by side, or as many as there are until ``stopped``."""
    began = time.monotonic()
    parts = list(_parts(kills))
    with TemporaryDirectory() as folder, ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        told = {"seed": seed, "killed": killed, "stopped": stopped or Event()}
        doing = partial(one_round, Path(folder), **told)
        futures = [pool.submit(doing, n, kills=part) for n, part in enumerate(parts)]
        rounds = [future.result() for future in futures]
    verdicts = [verdict for _, verdict in rounds]
    return Total(
        kills=sum(done for done, _ in rounds),
        seed=seed,
        deliveries=sum(v.deliveries for v in verdicts),
        lost=_named(verdicts, "lost"),
        doubled=_named(verdicts, "doubled"),
        seconds=time.monotonic() - began,
    )


def _parts(kills: int) -> Iterator[int]:
    while kills > 0:
        yield min(kills, ROUND)
        kills -= ROUND


def _named(verdicts: Sequence[Verdict], which: str) -> tuple[str, ...]:
    found = ((n, line) for n, verdict in enumerate(verdicts) for line in getattr(verdict, which))
    return tuple(f"round {number}: {line}" for number, line in found)


def heed_signals() -> Event:
    """Give what is set once somebody wants all to stop."""
    stopped = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    return stopped


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill the program at random moments.")
    parser.add_argument("kills", type=int)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    stopped = heed_signals()
    columns = (TextColumn("kills"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("kills", total=asked.kills)
        total = run(asked.kills, asked.seed, killed=lambda: bar.advance(task), stopped=stopped)
    for line in (*total.lost, *total.doubled):
        print(line)
    figures = {"kills": total.kills, "deliveries": total.deliveries}
    figures |= {"lost": len(total.lost), "doubled": len(total.doubled)}
    if total.kills:
        write("kills", seed=total.seed, seconds=total.seconds, figures=figures)
    print(total)
    return 1 if total.lost or total.doubled else 0


if __name__ == "__main__":
    sys.exit(main())
