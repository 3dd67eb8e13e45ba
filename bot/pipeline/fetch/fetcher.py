"""Fetch an address politely and safely: conditional, bounded, and never into a private network.

    address → Guard → GET, redirects by hand → Body → Fetched

httpx speaks over aiohttp's connector (a third of the work), whose resolver and sockets the Guard
makes. No cookie, no referer, no proxy of the environment, no repeat.
"""

import asyncio
import re
import ssl
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from hashlib import blake2b
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

from bot.errors import AddressRefused, FetchFailed, TryLater
from bot.model import Fetched
from bot.pipeline.fetch.body import FEED, Body
from bot.pipeline.fetch.guard import CLOSED, Closed, Guard

ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
HOPS = 5  # redirects followed
MOVED = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
LINE = 8190  # bytes of one line of the headers
FIELDS = 128  # headers
CONNECT = 5.0  # seconds
SILENCE = 10.0  # seconds between two bytes
DNS_KEPT = 60  # seconds
ADVICE = {
    401: "It wants a password; only public feeds can be read",
    403: "The publisher does not let this program read it; ask the publisher",
    404: "Check the address",
    410: "The publisher says it is gone for good; remove it",
}


@cache
def _trusted() -> ssl.SSLContext:
    """Give the system's certificates; reading them takes a twentieth of a second."""
    return ssl.create_default_context()


Admits = Callable[[str], Awaitable[None]]


class Fetcher:
    """Fetches feeds, or what else ``accept`` names; one for the whole program, closed at its end.

    ``what``: what it fetches, for errors: FEED or ARTICLE of ``body``. ``timeout`` in seconds is
    for everything from the first redirect to the last byte.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        timeout: float,
        max_bytes: int,
        allow_private_hosts: Sequence[str] = (),
        accept: str = ACCEPT,
        what: str = FEED,
    ) -> None:
        self._timeout = timeout
        self._what = what
        self._max_bytes = max_bytes
        self._guard = Guard(allow_private_hosts)
        self._client = httpx.AsyncClient(
            transport=AiohttpTransport(_trusted(), client=self._session, trust_env=False),
            headers={"User-Agent": user_agent, "Accept": accept, "Accept-Encoding": "gzip"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            timeout=httpx.Timeout(SILENCE, connect=CONNECT),
            trust_env=False,
            follow_redirects=False,
        )

    def _session(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            resolver=self._guard,
            socket_factory=self._guard.make_socket,
            ssl=_trusted(),
            ttl_dns_cache=DNS_KEPT,
            keepalive_timeout=DNS_KEPT,
            limit=0,
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            max_line_size=LINE,
            max_field_size=LINE,
            max_headers=FIELDS,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def __call__(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        admit: Admits | None = None,
    ) -> Fetched:
        """Ask an address, on condition that it changed where validators are given.

        Gives status 304 and an empty body when it did not. ``admit`` is asked about every address
        on the way before it is, and may raise. Raises AddressRefused, FetchFailed, TryLater.
        """
        host = self._guard.check_url(url)
        try:
            async with asyncio.timeout(self._timeout):
                return await self._follow(url, _conditions(etag, modified), admit)
        except (httpx.HTTPError, httpx.InvalidURL, aiohttp.ClientError, OSError, ValueError) as e:
            raise _failure(e, host) from e

    async def _follow(
        self, url: str, conditions: dict[bytes, bytes], admit: Admits | None
    ) -> Fetched:
        here, permanent = url, True
        for hop in range(HOPS + 1):
            self._guard.check_url(here)
            if admit is not None:
                await admit(here)
            # A validator says something about the origin that gave it, and to nobody else.
            at_home = _origin(here) == _origin(url)
            headers = conditions if at_home else {}
            request = self._client.build_request("GET", here, headers=headers)
            response = await self._client.send(request, stream=True)
            try:
                target = response.headers.get("location")
                if response.status_code not in MOVED or not target:
                    fetched = await self._read(response, here, permanent=permanent and hop > 0)
                    return fetched if at_home else replace(fetched, etag=None, modified=None)
                permanent = permanent and response.status_code in FOR_GOOD
            finally:
                await response.aclose()
            here = urljoin(here, target.strip())
        raise FetchFailed(
            f"The address leads on more than {HOPS} times. "
            "Open it in a browser and use the address where it ends."
        )

    async def _read(self, response: httpx.Response, url: str, *, permanent: bool) -> Fetched:
        status = response.status_code
        if status not in {200, 203, 304}:
            raise _refusal(response, urlsplit(url).hostname or url)
        content = b""
        if status != 304:
            packed = response.headers.get("content-encoding")
            body = Body(packed, limit=self._max_bytes, what=self._what)
            async for chunk in response.aiter_raw():
                body.add(chunk)
            content = body.finish()
        return Fetched(
            url=url,
            status=304 if status == 304 else 200,
            body=content,
            body_hash=blake2b(content, digest_size=16).hexdigest(),
            content_type=response.headers.get("content-type"),
            etag=_exact(response, b"etag"),
            modified=_exact(response, b"last-modified"),
            max_age=_max_age(response.headers),
            permanent=permanent,
        )


def _conditions(etag: str | None, modified: str | None) -> dict[bytes, bytes]:
    given = {b"If-None-Match": etag, b"If-Modified-Since": modified}
    return {name: value.encode() for name, value in given.items() if value}


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _exact(response: httpx.Response, name: bytes) -> str | None:
    """Give a header that can be handed back byte for byte; aiohttp sends UTF-8."""
    raw = next((value for key, value in response.headers.raw if key.lower() == name), b"")
    with suppress(UnicodeDecodeError):
        return raw.decode("utf-8") or None
    return None


def _max_age(headers: httpx.Headers) -> int | None:
    """Give the seconds an answer stays fresh (RFC 9111, 5.2.2.1 and 5.3)."""
    control = headers.get("cache-control", "").lower()
    if "no-cache" in control or "no-store" in control:
        return None
    if found := re.search(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})", control):
        return int(found[1])
    seconds = _seconds_until(headers.get("expires"), headers)
    return int(seconds) if seconds else None


def _seconds_until(date: str | None, headers: httpx.Headers) -> float | None:
    """Give the time from the answer's own Date to another HTTP date; never below 0."""
    then, now = _http_date(date), _http_date(headers.get("date"))
    return max(0.0, (then - now).total_seconds()) if then and now else None


def _http_date(text: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(text or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _retry_after(headers: httpx.Headers) -> float | None:
    """Read Retry-After, in seconds or as a date (RFC 9110, 10.2.3)."""
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,10}", text):
        return float(text)
    return _seconds_until(text, headers)


def _refusal(response: httpx.Response, host: str) -> FetchFailed:
    status = response.status_code
    if status in {429, 503}:
        after = _retry_after(response.headers)
        when = f" for {after:.0f} seconds" if after is not None else " for now"
        return TryLater(
            f"{host} asks to be left alone{when} (status {status}). Try again then.",
            status=status,
            after=after,
        )
    advice = ADVICE.get(status, "Try again later")
    reason = f" {response.reason_phrase}" if response.reason_phrase else ""
    return FetchFailed(f"{host} answered {status}{reason[:60]}. {advice}.", status=status)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what lies under it, to the bottom."""
    while error is not None:
        yield error
        under = getattr(error, "os_error", None)
        error = under if isinstance(under, OSError) else error.__cause__ or error.__context__


def _failure(error: Exception, host: str) -> FetchFailed | AddressRefused:
    """Say what went wrong on the way to an answer.

    The kind is taken from what lies under the error of httpx: its aiohttp transport calls a
    refused connection a time-out.
    """
    chain = list(_chain(error))

    def has(*kinds: type[BaseException]) -> bool:
        return any(isinstance(one, kinds) for one in chain)

    if has(Closed):
        return AddressRefused(CLOSED.format(host=host))
    if has(ssl.SSLError, ssl.CertificateError):
        return FetchFailed(
            f"The connection to {host} is not safe: {_tls_reason(chain)} (TLS). "
            "Check the address; if it is right, the publisher has to repair its certificate."
        )
    if has(TimeoutError):
        return FetchFailed(f"{host} did not answer in time. Try again later.")
    if has(aiohttp.ClientConnectorDNSError):
        return FetchFailed(f"No server is known by the name {host}. Check the address.")
    if has(aiohttp.ClientConnectorError):
        return FetchFailed(f"{host} cannot be reached. Try again later.")
    if has(aiohttp.ClientResponseError):
        return FetchFailed(
            f"{host} answered in a way that is not HTTP. Check the address, or try again later."
        )
    if has(httpx.InvalidURL, aiohttp.InvalidURL, ValueError):
        return AddressRefused("This is not a web address that can be read. Check its spelling.")
    return FetchFailed(f"The answer of {host} broke off. Try again later.")


def _tls_reason(chain: Sequence[BaseException]) -> str:
    """Give OpenSSL's own words for what is wrong."""
    for one in chain:
        if isinstance(one, ssl.SSLCertVerificationError) and one.verify_message:
            return one.verify_message.rstrip(".")
        reason = getattr(one, "reason", None)  # aiohttp's own SSL errors have none
        if isinstance(one, ssl.SSLError) and reason:
            return str(reason).lower().replace("_", " ")
    return "no secure connection came about"
