"""Where fetching may go: public addresses on the ports of the web, and hosts the operator admits.

An address is looked at three times: as it is written (`Guard.check_url`), when its host's name
is resolved (`Guard` is aiohttp's resolver: all answers must be public), and when a socket is made
(`Guard.make_socket`: sees literal addresses too, which never reach a resolver). The table is ours,
since what ``ipaddress.is_global`` says changes with the release of Python.
"""

import ipaddress
import re
import socket
from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Any
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from bot.errors import AddressRefused

PORTS = frozenset({80, 443, 8080, 8443})
# Registries: IANA IPv4 and IPv6 Special-Purpose Address Space; RFC 6890, 6598, 7526, 3068.
CLOSED_4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        "168.63.129.16/32",  # a cloud's host machine, in a public range
    )
)  # fmt: skip
OPEN_6 = IPv6Network("2000::/3")
CLOSED_6 = tuple(
    IPv6Network(text) for text in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
NAT64 = IPv6Network("64:ff9b::/96")
# What inet_aton takes for an address besides four decimals: 2130706433, 0x7f.1, 0177.0.0.1.
ODD_NUMBER = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\.?", re.IGNORECASE)
LONGEST = 2048  # characters of an address
# One text for all that is closed, so that answers do not map the network from inside.
CLOSED = (
    "{host} is not a place that is read from here. Use a public http or https address; "
    "if this host is your own, the operator can admit it in [fetch] allow_private_hosts."
)


class Closed(OSError):
    """Raised inside aiohttp for an address that the table closes."""


@lru_cache(maxsize=4096)
def is_public(text: str) -> bool:
    """Whether an IP address, as text, may be connected to."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return _open_4(address) if isinstance(address, IPv4Address) else _open_6(address)


def _open_4(address: IPv4Address) -> bool:
    return not any(address in network for network in CLOSED_4)


def _open_6(address: IPv6Address) -> bool:
    inner = address.ipv4_mapped
    if address in NAT64:  # RFC 6052: the last four bytes are the IPv4 address meant
        inner = IPv4Address(address.packed[-4:])
    if inner is not None:
        return _open_4(inner)
    return address in OPEN_6 and not any(address in network for network in CLOSED_6)


class Guard(AbstractResolver):
    """The rules for one Fetcher; ``admitted`` hosts may be private, on any port."""

    def __init__(self, admitted: Sequence[str] = ()) -> None:
        self._hosts = frozenset(host.strip("[]").rstrip(".").lower() for host in admitted)
        self._addresses = {host for host in self._hosts if _is_literal(host)}
        self._resolver: ThreadedResolver | None = None

    def check_url(self, url: str) -> str:
        """Return the host of an address that may be asked. Raises AddressRefused."""
        host, port = _parts(url)
        if host in self._hosts:
            return host
        if len(host) > 253 or (ODD_NUMBER.fullmatch(host) and not _is_literal(host)):
            raise AddressRefused(CLOSED.format(host=host[:80]))
        if _is_literal(host) and not is_public(host):
            raise AddressRefused(CLOSED.format(host=host))
        if port not in PORTS:
            allowed = ", ".join(map(str, sorted(PORTS)))
            raise AddressRefused(
                f"Port {port} is not one that feeds are read from. Use an address on one of the "
                f"ports {allowed}, or let the operator admit the host in [fetch] "
                "allow_private_hosts."
            )
        return host

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Look a name up; every answer must be public. Raises Closed, OSError."""
        self._resolver = self._resolver or ThreadedResolver()
        found = await self._resolver.resolve(host, port, family)
        if host.rstrip(".").lower() in self._hosts:
            self._addresses.update(answer["host"] for answer in found)
        elif not all(is_public(answer["host"]) for answer in found):
            raise Closed(f"{host} is closed")
        return found

    def make_socket(self, info: tuple[Any, ...]) -> socket.socket:
        """Make the socket for one connect, as aiohttp's ``socket_factory``. Raises Closed."""
        family, kind, proto, _, place = info
        if not is_public(place[0]) and place[0] not in self._addresses:
            raise Closed("the address is closed")
        made = socket.socket(family=family, type=kind, proto=proto)
        made.setblocking(False)
        return made

    async def close(self) -> None:
        """Close the resolver; aiohttp calls this."""
        if self._resolver:
            await self._resolver.close()


def _parts(url: str) -> tuple[str, int]:
    """Give host and port of an http(s) address without a user's name. Raises AddressRefused."""
    if len(url) > LONGEST or re.search(r"[\x00-\x20\x7f\\]", url):
        raise AddressRefused(
            "The address holds a space or a control character, or is too long. "
            "Copy it again from the page that offers the feed."
        )
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip(".").lower(), parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if parts.scheme not in {"http", "https"} or not host:
        raise AddressRefused(
            "This is not a web address. Give one that begins with https:// or http://."
        )
    if parts.username is not None or parts.password is not None:
        raise AddressRefused(
            "The address holds a user name or a password, which are not sent. "
            "Use the feed's public address."
        )
    return host, port or (443 if parts.scheme == "https" else 80)


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
