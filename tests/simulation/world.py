"""One run: the bot in virtual time between simulated publishers and platforms, and who watches it.

    scenario → World.run: life after life of the bot until the end, then a calm time → Result

The bot is the real one from the legs down: its store, matcher and parser, its fetcher up to the
socket. Instead of ticking twice a second, each leg sleeps until something is due for it.
"""

import asyncio
import random
import traceback
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from math import inf
from pathlib import Path
from typing import Any

from bot.app import rules_of
from bot.chat.local import answer as local_answer
from bot.commands.desk import Desk
from bot.commands.table import COMMANDS
from bot.errors import StoreError
from bot.legs.poll import host_of
from bot.line import LEGS, Gear
from bot.model import Actor, Reply
from bot.pipeline.fetch import Fetcher
from bot.settings import Settings
from bot.store import channels, feeds
from tests.linetest import parse_here
from tests.simulation.audit import Audit
from tests.simulation.catalogue import catalogue_for
from tests.simulation.ledger import Ledger, moment
from tests.simulation.platforms import Adapter, Platform, Post, pause
from tests.simulation.press import Press
from tests.simulation.scenario import DAY, HOUR, Scenario
from tests.simulation.seen import Progress, Result, errors_seen, nobody
from tests.simulation.storage import Killed, Life, SimulatedStore
from tests.simulation.virtual import Clock, VirtualLoop

SWEEP = 600.0  # seconds after which every leg looks, whatever it is waiting for
CALM = 10 * HOUR  # at the end: no faults and no news, so that all that waits gets done
TICK = 0.5
OWNER = Actor(id="owner", name="Owner", may_manage=True)
# Where the time at which a leg next has work stands.
DUE = {
    "publish": (
        "SELECT min(max(publish_at, coalesce(lease_until, publish_at))) FROM stories"
        " WHERE publish_at > ''"
    ),
    "deliver": (
        "SELECT min(CASE state WHEN 'pending' THEN due_at WHEN 'ambiguous' THEN quiet_until"
        " ELSE lease_until END) FROM deliveries"
        " WHERE state IN ('pending', 'sending', 'ambiguous', 'reconciling') AND hold IS NULL"
    ),
    "rollup": "SELECT min(due_at) FROM deliveries WHERE state = 'pending' AND hold IS NOT NULL",
}


class World:
    """Everything of one run; made in a folder of its own."""

    def __init__(self, loop: VirtualLoop, scenario: Scenario, path: Path) -> None:
        self.loop = loop
        self.plan = scenario
        self.path = path
        self.clock = Clock(loop, scenario.start)
        self.ledger = Ledger(path)
        self.rng = random.Random(f"world {scenario.seed}")
        self.result = Result(seed=scenario.seed, days=scenario.days)
        self.recent: deque[str] = deque(maxlen=60)
        self.catalogue = catalogue_for(scenario)
        self.press = Press(scenario, loop.time, complain=self.complain, stored=self.ledger.keys)
        names = sorted({room.platform for room in scenario.channels})
        self.platforms = {name: self._platform(name) for name in names}
        self.audit = Audit(self)
        self.life = Life(0)
        self.born = self.died = 0.0
        self.refused_at = -1e9  # when the disk was last full
        self.calm = False
        self._over = False
        self.tidy: Callable[[], None] = lambda: None  # called between two lives
        self.gear: Gear | None = None
        self._nudged: dict[str, asyncio.Event] = {}

    def _platform(self, name: str) -> Platform:
        return Platform(
            name,
            [room for room in self.plan.channels if room.platform == name],
            self.plan.outages.get(name, ()),
            seed=self.plan.seed,
            time=self.loop.time,
            true=self.clock.true,
            complain=self.complain,
            accepted=self._accepted,
        )

    # ── what is noted ───────────────────────────────────────────────────────────────────────

    def note(self, event: str) -> None:
        """Remember what happened, for whoever reads a violation."""
        self.recent.append(f"{self.loop.now:12.2f} {self.clock():%d %H:%M:%S} {event}")

    def complain(self, what: str) -> None:
        """Note that a promise was broken, with all that is needed to see it again."""
        if len(self.result.violations) < 200:
            last = "\n    ".join(list(self.recent)[-12:])
            where = f"seed {self.plan.seed}, step {self.result.steps}, {self.loop.now:.1f} s"
            self.result.violations.append(f"{what}\n  {where}; before that:\n    {last}")
        self.note(f"VIOLATION {what}")

    def _accepted(self, platform: Platform, post: Post) -> None:
        self.result.posts += 1
        title = str(post.payload.get("title"))[:40]
        self.note(f"post {platform.name} {post.channel} {post.payload.get('kind')} {title}")
        self.audit.accepted(platform, post)

    # ── the run ─────────────────────────────────────────────────────────────────────────────

    async def run(self, progress: Progress = nobody) -> Result:
        """Live through it all."""
        with errors_seen(self.complain):
            supervisor = asyncio.create_task(self._supervise())
            fate = asyncio.create_task(self._fate())
            watching = asyncio.create_task(self._watch(progress))
            await asyncio.sleep(self.plan.span)
            fate.cancel()
            self._calm_down()
            await asyncio.sleep(CALM)
            self._over = True
            self._kill("the end")
            watching.cancel()
            await asyncio.gather(supervisor, fate, watching, return_exceptions=True)
            self.audit.last()
        self.result.polls = self.press.requests
        self.ledger.close()
        return self.result

    def _calm_down(self) -> None:
        self.note("calm")
        self.calm = self.press.calm = True
        self.life.dies_in = None
        for platform in self.platforms.values():
            platform.calm = True

    async def _watch(self, progress: Progress) -> None:
        while True:
            await asyncio.sleep(HOUR / 2)
            progress(self.loop.now / (self.plan.span + CALM), self.result)
            self.audit.now_and_then()

    async def _supervise(self) -> None:
        """Start the bot again and again, as systemd would."""
        while not self._over:
            self.life = life = Life(self.life.number + 1)
            died = asyncio.Event()
            life.on_death = died.set
            life.refuses = self._refusal
            self.result.lives, self.born = life.number, self.loop.now
            self.note(f"life {life.number} begins")
            await self._live(life, died)
            self.tidy()
            self.died = self.press.doubt_since = self.loop.now
            for platform in self.platforms.values():
                platform.forget()
            self.note(f"life {life.number} ended {life.died_at}")
            if not self._over:
                await asyncio.sleep(self._downtime())

    def _downtime(self) -> float:
        if self.calm or self.rng.random() < 0.8:
            return self.rng.uniform(1.5, 20)
        return self.rng.choice((self.rng.uniform(60, 900), self.rng.uniform(1, 7) * HOUR))

    def _kill(self, why: str) -> None:
        if self.life.alive:
            self.life.alive, self.life.died_at = False, why
            self.life.on_death()

    async def _live(self, life: Life, died: asyncio.Event) -> None:
        store = SimulatedStore(self.path, life)
        gear = self.gear = self._gear(life, store)
        tasks = [asyncio.create_task(self._set_up(life, gear))]
        await asyncio.wait([tasks[0], ended := asyncio.create_task(died.wait())],
                           return_when=asyncio.FIRST_COMPLETED)  # fmt: skip
        if life.alive and tasks[0].exception() is not None:
            # A start that fails, as on a full disk, is one more way to die.
            self.note(f"could not start: {tasks[0].exception()!r}")
            self._kill("while it started")
        if life.alive:
            tasks += [asyncio.create_task(self._work(life, gear, name)) for name in LEGS]
            await died.wait()
        for task in (*tasks, ended):
            task.cancel()
        await asyncio.gather(*tasks, ended, return_exceptions=True)
        self.gear = None
        await store.close()

    def _gear(self, life: Life, store: SimulatedStore) -> Gear:
        fetch = fetcher()
        fetch._client._transport = self.press.wire(life)
        jitter = random.Random(f"jitter {self.plan.seed} {life.number}")
        self._nudged = {name: asyncio.Event() for name in LEGS}
        ahead = self.clock.offset
        return Gear(
            store=store,
            catalogue=self.catalogue,
            chats={name: Adapter(p, life) for name, p in self.platforms.items()},
            fetch=fetch,
            parse=parse_here,
            rules=rules_of(Settings()),
            clock=self.clock,
            steady=lambda: self.clock.true() + ahead,
            nudge=lambda leg: self._nudged[leg].set(),
            jitter=lambda: jitter.uniform(-1, 1),
        )

    async def _set_up(self, life: Life, gear: Gear) -> None:
        """Do what starting the program does; and at the very first start, what people typed."""
        now, interval = self.clock(), gear.rules.poll_interval
        async with gear.store.begin() as tx:
            await feeds.sync_shared(tx, self.catalogue.feeds, interval=interval, now=now)
        for room in self.plan.channels:
            if room.external_id not in self.ledger.channels():
                for line in room.commands:
                    await self.say(gear, room.number, line)
                await self._furnish(gear, room.number)
        self.audit.set_up()

    async def _furnish(self, gear: Gear, number: int) -> None:
        room = self.plan.channels[number]
        async with gear.store.begin() as tx:
            home = await channels.community(tx, room.platform, room.community, room.community)
            channel = await channels.find_channel(tx, home.id, room.external_id)
            assert channel is not None
            await channels.update_channel(
                tx, channel.id, timezone=room.timezone, digest_times=list(room.times)
            )
            for plan in self.plan.feeds:
                if plan.owner == number:
                    await self._grant(gear, tx, plan.number, home.id)
        if room.quiet:
            await self.say(gear, number, f"/quiet set {room.quiet}")

    async def _grant(self, gear: Gear, tx: Any, number: int, community: int) -> None:
        source = self.catalogue.private[number]
        now, interval = self.clock(), gear.rules.poll_interval
        feed, _ = await feeds.add(tx, source, shared=False, interval=interval, now=now)
        await feeds.grant(tx, feed.id, community, by="owner", now=now)

    async def say(self, gear: Gear, number: int, text: str) -> Reply:
        """Type a command in a channel; errors come back as answers."""
        room = self.plan.channels[number]
        native = {"channel": room.external_id, "text": text}

        async def asked() -> Reply:
            invocation = local_answer.to_invocation(
                native, COMMANDS, platform=room.platform, community=room.community, actor=OWNER
            )
            return await Desk(gear).invoke(invocation)

        reply = await local_answer.answered(asked(), channel=room.external_id)
        self.note(f"typed {text} in {room.external_id}: {reply.text[:60]!r}")
        return reply

    # ── the engine ──────────────────────────────────────────────────────────────────────────

    async def _work(self, life: Life, gear: Gear, name: str) -> None:
        idle = 0
        while life.alive:
            self._nudged[name].clear()
            done = 0
            try:
                done = await LEGS[name](gear)
            except Killed:
                return
            except StoreError as error:
                if self.loop.now - self.refused_at > 120:
                    self.complain(f"broke: {name}: {error}")
            except Exception as error:
                where = "".join(traceback.format_exception(error)[-3:])
                self.complain(f"broke: {name}: {where}")
            self.result.steps += 1
            if done:
                self.note(f"{name} did {done}")
                self.audit.after_step()
            idle = 0 if done else idle + 1
            with suppress(TimeoutError):
                async with asyncio.timeout(self._rest(gear, name, idle)):
                    await self._nudged[name].wait()

    def _rest(self, gear: Gear, name: str, idle: int) -> float:
        """Say for how long a leg has nothing to do."""
        if name == "housekeep":
            return DAY / 4
        if name == "poll":
            due = self._next_poll(gear)
        elif name == "digest":
            due = self.audit.next_digest()
        else:
            due = moment(self.ledger.one(DUE[name])) if name in DUE else None
        wait = (due - self.clock()).total_seconds() if due else SWEEP
        # What is due and yet not done is held by something: look less and less often.
        return min(max(wait + 0.001, TICK * 2 ** min(idle, 6)), SWEEP)

    def _next_poll(self, gear: Gear) -> datetime | None:
        sql = (
            "SELECT url, max(next_due_at, coalesce(lease_until, next_due_at)) AS at FROM feeds "
            "WHERE state = 'active' ORDER BY 2 LIMIT 40"
        )
        ahead = self.clock() - gear.steady()
        rests = {host: at + ahead for host, at in gear.memory.hosts_rest.items()}
        found = [(moment(r["at"]), rests.get(host_of(r["url"]))) for r in self.ledger.rows(sql)]
        return min((max(at, rest) if rest else at for at, rest in found if at), default=None)

    # ── what goes wrong ─────────────────────────────────────────────────────────────────────

    def _refusal(self) -> str | None:
        if self.calm:
            return None
        found = next(
            (w.kind for w in self.plan.full_disk if w.start <= self.loop.now < w.end), None
        )
        if found is not None:
            self.refused_at = self.press.doubt_since = self.loop.now
        return found

    async def _fate(self) -> None:
        plan = self.plan
        events: list[tuple[float, str, Any]] = [(at, "kill", None) for at in plan.kills]
        events += [(at, "step", by) for at, by in plan.steps]
        events += [(at, "pause", by) for at, by in plan.pauses]
        events += [(at, "type", (room, text)) for at, room, text in plan.typed]
        for at, what, value in sorted(events, key=lambda e: e[0]):
            await asyncio.sleep(max(0.0, at - self.loop.now))
            if what == "kill":
                self.life.dies_in = self.rng.randrange(60)
            elif what == "step":
                await self._step(value)
            elif what == "pause":
                self.note(f"paused for {value:.0f} s")
                pause(self.loop, self.platforms.values(), value)
            elif self.gear is not None and self.loop.now - self.born > 1:
                with suppress(Killed, StoreError):
                    await self.say(self.gear, *value)

    async def _step(self, seconds: float) -> None:
        """Set the bot's clock, at a moment when no post is on its way (its quiet time counts)."""
        while any(p.landings(inf) for p in self.platforms.values()):
            await asyncio.sleep(1)
        self.note(f"the clock is set by {seconds:.0f} s")
        by = timedelta(seconds=seconds)
        self.clock.offset += by
        self.audit.clock_set(by)
        if seconds > 0:
            self.press.forgive()


@cache
def fetcher() -> Fetcher:
    """Give the one fetcher of this process; making its TLS context takes a while."""
    return Fetcher(user_agent="Tidings/simulated", timeout=30, max_bytes=5_242_880)
