"""The publishers: what stands in each feed at each moment, how its server fails, what it is owed.

Every request is judged by the manners that the bot promises (docs/architecture.md): not too early,
one at a time to a host and with a gap, conditional with exactly what this server gave.
"""

import asyncio
import gzip
import random
from bisect import bisect_right
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from urllib.parse import urlsplit

import httpx

from tests.linetest import NewsItem, rss
from tests.simulation.scenario import DAY, Article, FeedPlan, Scenario
from tests.simulation.storage import Killed, Life

Pair = tuple[str | None, str | None]  # ETag and Last-Modified
NOTHING: Pair = (None, None)
SLACK = 0.01  # seconds
HOST_GAP = 1.0
FLOOR = 300.0  # the shortest interval that adapting may choose
MIRROR = "mirror.example"


@dataclass
class Served:
    """What one feed's server remembers of its only reader."""

    plan: FeedPlan
    articles: list[Article]
    moments: list[float]
    not_before: float = 0.0
    floor: float = 0.0
    answered_at: float = -1.0
    answered_in: int = 0  # the life that asked
    certain: bool = True  # the last pair must be the one that comes back
    pairs: list[Pair] = field(default_factory=lambda: [NOTHING])  # those that may come back
    documents: dict[tuple[int, bool], bytes] = field(default_factory=dict)


@dataclass
class Host:
    """What a server sees of all requests to its feeds."""

    busy: set[tuple[int, int]] = field(default_factory=set)  # life and number of the request
    ended: float = -10.0
    not_before: float = 0.0


class Press:
    """All publishers. ``complain`` takes what the bot did wrong, ``stored`` tells what it knows."""

    def __init__(
        self,
        plan: Scenario,
        time: Callable[[], float],
        *,
        complain: Callable[[str], None],
        stored: Callable[[str], set[str]],
    ) -> None:
        self._plan = plan
        self._time = time
        self._rng = random.Random(f"press {plan.seed}")
        self._complain = complain
        self._stored = stored
        self._hosts: dict[str, Host] = {}
        self.requests = self.unchanged = 0
        self.doubt_since = -1.0  # when last the bot may have failed to note an answer
        self.calm = False
        self.feeds: dict[str, Served] = {}
        written: dict[int, list[Article]] = {feed.number: [] for feed in plan.feeds}
        for article in plan.articles:
            written[article.feed].append(article)
        for feed in plan.feeds:
            mine = written[feed.number]
            served = Served(plan=feed, articles=mine, moments=[a.at for a in mine])
            self.feeds[urlsplit(feed.url).path] = served

    def wire(self, life: Life) -> httpx.AsyncBaseTransport:
        """Give the network as one life of the bot sees it."""
        return _Wire(self, life)

    def forgive(self) -> None:
        """The bot's clock was set forward: what it believes to be over is over."""
        for served in self.feeds.values():
            served.not_before = served.floor = 0.0
        for host in self._hosts.values():
            host.not_before = 0.0

    def listed(self, served: Served) -> list[Article]:
        """Give what stands in a feed now, oldest first."""
        count = bisect_right(served.moments, self._time())
        return served.articles[max(0, count - served.plan.shows) : count]

    async def answer(self, request: httpx.Request, life: Life) -> httpx.Response:
        life.boundary("before a request")
        url = urlsplit(str(request.url))
        served, host = self.feeds[url.path], self._hosts.setdefault(url.netloc, Host())
        self.requests += 1
        mine = (life.number, self.requests)
        if url.netloc != MIRROR:
            self._judge(served, host, request, life)
        host.busy.add(mine)
        served.floor = self._time() + FLOOR
        try:
            response = await self._respond(served, host, request, url.netloc)
        finally:
            host.busy.discard(mine)
            host.ended = self._time()
        life.boundary("after a request")
        return response

    # ── manners ─────────────────────────────────────────────────────────────────────────────

    def _judge(self, served: Served, host: Host, request: httpx.Request, life: Life) -> None:
        now, url = self._time(), served.plan.url
        forgotten = self.doubt_since >= served.answered_at
        owed = served.floor if forgotten else max(served.floor, served.not_before)
        if now < owed - SLACK:
            self._complain(f"early: {url} was asked {owed - now:.1f} s too soon")
        if now < host.not_before - SLACK:
            self._complain(f"early: the host of {url} rests for {host.not_before - now:.0f} s more")
        if any(number == life.number for number, _ in host.busy):
            self._complain(f"crowding: {url} was asked while its host was being asked")
        if now < host.ended + HOST_GAP - SLACK:
            self._complain(f"crowding: {url} was asked {now - host.ended:.2f} s after another")
        for name in ("cookie", "referer"):
            if name in request.headers:
                self._complain(f"manners: {url} was sent a header {name}")
        self._judge_pair(served, request, forgotten=forgotten)

    def _judge_pair(self, served: Served, request: httpx.Request, *, forgotten: bool) -> None:
        pair = (request.headers.get("if-none-match"), request.headers.get("if-modified-since"))
        allowed = served.pairs if forgotten or not served.certain else served.pairs[-1:]
        if pair not in allowed:
            what = "unconditional" if pair == NOTHING else "invented"
            self._complain(f"{what}: {served.plan.url} was asked with {pair}, not of {allowed}")
        served.pairs = [pair]
        served.certain = True

    # ── answers ─────────────────────────────────────────────────────────────────────────────

    async def _respond(
        self, served: Served, host: Host, request: httpx.Request, netloc: str
    ) -> httpx.Response:
        kind = "" if self.calm else _kind(served.plan, self._time())
        await asyncio.sleep(self._rng.uniform(0.02, 0.22))
        if kind == "hang":
            await asyncio.sleep(DAY)
        if kind == "refused":
            raise httpx.ConnectError("refused", request=request)
        if kind in {"500", "404", "403"}:
            return httpx.Response(int(kind), stream=httpx.ByteStream(b"no"), request=request)
        if kind in {"429", "429 date", "429 bare", "503"}:
            return self._wait(served, host, kind, request)
        if kind.startswith("moved") and netloc != MIRROR:
            status = 301 if kind.endswith("good") else 302
            there = {"Location": f"https://{MIRROR}{urlsplit(served.plan.url).path}"}
            nothing = httpx.ByteStream(b"")
            return httpx.Response(status, headers=there, stream=nothing, request=request)
        return self._document(served, kind, request, mirrored=netloc == MIRROR)

    def _wait(
        self, served: Served, host: Host, kind: str, request: httpx.Request
    ) -> httpx.Response:
        status, now = int(kind[:3]), self._time()
        seconds = self._rng.choice((30, 600, 3600, 14_000))
        headers = {"Date": format_datetime(self._at(now), usegmt=True)}
        served.not_before = now + 3600.0
        if kind in {"429", "429 date"}:
            asked = (
                str(seconds)
                if kind == "429"
                else format_datetime(self._at(now + seconds), usegmt=True)
            )
            headers["Retry-After"] = asked
            served.not_before = now + seconds - 1
            host.not_before = max(host.not_before, served.not_before)
        self._noted(served)
        return httpx.Response(
            status, headers=headers, stream=httpx.ByteStream(b"slow down"), request=request
        )

    def _noted(self, served: Served) -> None:
        served.answered_at = self._time()

    def _document(
        self, served: Served, kind: str, request: httpx.Request, *, mirrored: bool
    ) -> httpx.Response:
        plan, now = served.plan, self._time()
        # A list that is empty for a while is another document, with no validators here.
        pair = NOTHING if kind == "empty" else self._pair(served, mirrored=mirrored)
        headers = {"Content-Type": "application/rss+xml"}
        headers |= {"ETag": pair[0]} if pair[0] else {}
        headers |= {"Last-Modified": pair[1]} if pair[1] else {}
        headers |= {"Cache-Control": f"max-age={plan.max_age}"} if plan.max_age else {}
        self._noted(served)
        readable = kind not in {"login page", "broken", "cut off"}
        asks = max(plan.max_age or 0, 0 if kind else (plan.ttl or 0) * 60)
        served.not_before = now + min(asks, DAY) if readable else 0.0
        asked = (request.headers.get("if-none-match"), request.headers.get("if-modified-since"))
        if not kind and asked != NOTHING and asked == pair:
            self.unchanged += 1
            known = self._stored(plan.url)
            for lost in [g for g in self._guids(served) if f"id:{g}" not in known]:
                self._complain(f"lost: {plan.url} is up to date, yet {lost} was never stored")
            stream = httpx.ByteStream(b"")
            return httpx.Response(304, headers=headers, stream=stream, request=request)
        body = self._body(served, kind)
        served.certain = not kind
        # What another address gave is not owed to this one, and must never reach it; nor must
        # the validators of more than came.
        if kind not in {"broken", "cut off"}:
            served.pairs = [*served.pairs, NOTHING if mirrored else pair]
        if plan.packed:
            body = gzip.compress(body, mtime=0)
            headers["Content-Encoding"] = "gzip"
        stream = _CutOff(body) if kind == "cut off" else httpx.ByteStream(body)
        return httpx.Response(200, headers=headers, stream=stream, request=request)

    def _renamed(self, served: Served) -> bool:
        return served.plan.renames is not None and self._time() >= served.plan.renames

    def _version(self, served: Served) -> tuple[int, bool]:
        return bisect_right(served.moments, self._time()), self._renamed(served)

    def _pair(self, served: Served, *, mirrored: bool) -> Pair:
        """Give the validators of what stands there now, in the odd forms that servers use."""
        count, renamed = self._version(served)
        give, number = served.plan.validators, served.plan.number
        where = "m" if mirrored else "o"
        tag = f'"{where}{number}-{count}-{int(renamed)}"'
        tag = ("", "W/")[number % 2] + (tag.strip('"') if number % 7 == 3 else tag)
        at = served.moments[count - 1] if count else 0.0
        date = format_datetime(self._at(at + number + 5 * renamed), usegmt=True)
        date = date.replace("GMT", "+0000") if number % 5 == 2 else date
        return (
            tag if give in {"etag", "both"} else None,
            date if give in {"modified", "both"} else None,
        )

    def _guids(self, served: Served) -> list[str]:
        new = "new-" if self._renamed(served) else ""
        return [f"{new}{a.guid}" for a in self.listed(served)]

    def _body(self, served: Served, kind: str) -> bytes:
        if kind == "login page":
            return b"<html><body>Please log in to go on.</body></html>"
        if kind == "empty":
            return rss(f"Feed {served.plan.number}", []).encode()
        key = self._version(served)
        if key not in served.documents:
            served.documents.clear()
            served.documents[key] = self._written(served)
        body = served.documents[key]
        return body[: len(body) * 2 // 3] if kind == "broken" else body

    def _written(self, served: Served) -> bytes:
        news = [
            NewsItem(
                id=guid,
                title=article.title,
                text=article.text,
                link=article.link,
                at=None if article.dated is None else self._at(article.dated),
            )
            for guid, article in zip(self._guids(served), self.listed(served), strict=True)
        ]
        text = rss(f"Feed {served.plan.number}", news)
        ttl = f"<ttl>{served.plan.ttl}</ttl>" if served.plan.ttl else ""
        return text.replace("</language>", f"</language>{ttl}", 1).encode()

    def _at(self, seconds: float) -> datetime:
        return self._plan.start + timedelta(seconds=round(seconds))


def _kind(plan: FeedPlan, now: float) -> str:
    return next((w.kind for w in plan.windows if w.start <= now < w.end), "")


class _CutOff(httpx.AsyncByteStream):
    """A body whose connection breaks in the middle."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._body[: len(self._body) // 2]
        raise httpx.ReadError("broke off")


class _Wire(httpx.AsyncBaseTransport):
    def __init__(self, press: Press, life: Life) -> None:
        self._press = press
        self._life = life

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if not self._life.alive:
            raise Killed("request")
        return await self._press.answer(request, self._life)
