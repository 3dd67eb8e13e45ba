"""The hostile address table: nothing in it may ever be connected to."""

import asyncio
import ipaddress
import socket
from contextlib import suppress

import pytest
from aiohttp.abc import ResolveResult
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AddressRefused, FeedError, FetchFailed
from bot.pipeline.fetch import Fetcher
from bot.pipeline.fetch.guard import CLOSED_4, CLOSED_6, Guard, is_public
from tests.feedserver import FeedServer

PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.254 127.0.0.1 127.1.2.3
127.255.255.255 169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192
192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.7
203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 168.63.129.16
:: ::1 ::10.0.0.5 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254
::ffff:192.168.1.1 ::ffff:168.63.129.16 ::ffff:0:10.0.0.1 64:ff9b::10.0.0.1 64:ff9b::7f00:1
64:ff9b::a9fe:a9fe 64:ff9b:1::1 64:ff9b:1::8.8.8.8 100::1 2001::1
2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:10::1 2001:20::1 2001:db8::1 2001:db8:ffff::1
2002:7f00:1::1 2002:a00:1::1 2002:c0a8:101::1
3fff::1 3fff:fff::1 4000::1 5f00::1 fc00::1 fd00::1 fd00:ec2::254 fdff::1 fe80::1 febf::1 fec0::1
feff::1 ff00::1 ff02::1 ff0e::1
""".split()  # noqa: SIM905 (a table is easier to read)
ODD = """
http://2130706433/ http://0x7f000001/ http://0x7f.0.0.1/ http://0177.0.0.1/ http://127.1/
http://127.0.1/ http://0/ http://0x0/ http://00/ http://017700000001/ http://3232235777/
http://0xa9fea9fe/ http://0xA9.254.169.254/ http://2852039166/ http://127.0.0.1./ http://127.1./
http://0x7f.1/ http://10.1/ http://192.168.257/ http://localhost/ http://localhost./
http://LOCALHOST/ http://localhost:8080/ http://①②⑦.⓪.⓪.①/ http://127。0。0。1/
http://１２７.０.０.１/ http://[::1]:8080/ http://[::ffff:7f00:1]/ http://[0:0:0:0:0:0:0:1]/
http://[::1%25lo]/ http://[fe80::1%25eth0]/ http://[::127.0.0.1]:8443/
http://user@10.0.0.1/ http://u:p@example.org/ http://example.org@127.0.0.1/
http://127.0.0.1#@example.org/ http://127.0.0.1?@example.org/ http://127.0.0.1\\@example.org/
http://example.org\\@127.0.0.1/ http://example.org:22/ http://example.org:25/ http://example.org:6379/
http://example.org:0/ http://example.org:99999/ http://example.org:x/ http://[::1/ http://]/
http:/// http://:80/ http://. http:// //example.org/ /feed.xml feed.xml file:///etc/passwd
ftp://example.org/ gopher://127.0.0.1/ data:text/xml,x javascript:alert(1) dict://127.0.0.1:11211/
jar:http://127.0.0.1!/ http:127.0.0.1 http:/127.0.0.1/
""".split()  # noqa: SIM905 (a table is easier to read)
BROKEN = ("", " ", "http://exa mple.org/", "http://example.org/\r\nHost: x", "http://a\x00b/",
          "http://example.org/" + "x" * 3000, "http://" + "a" * 300 + ".org/",
          "http://" + "a." * 200 + "org/", "\nhttp://10.0.0.1/", "http://\t127.0.0.1/")  # fmt: skip
PUBLIC = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 126.255.255.255 128.0.0.1
169.253.1.1 172.15.255.255 172.32.0.1 192.0.1.1 192.167.1.1 192.169.0.1 198.17.0.1 198.20.0.1
223.255.255.255 168.63.129.15 2606:4700::1111 2001:4860:4860::8888 2a00:1450::1 2400:cb00::1
2003::1 3ffe::1 ::ffff:8.8.8.8 64:ff9b::8.8.8.8
""".split()  # noqa: SIM905 (a table is easier to read)
HOSTILE = [f"http://[{ip}]/a" if ":" in ip else f"http://{ip}/a" for ip in PRIVATE]
HOSTILE += [f"https://[{ip}]:8443/" if ":" in ip else f"https://{ip}:8443/" for ip in PRIVATE]
HOSTILE += [*ODD, *BROKEN]


@pytest.fixture
def connects(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every address that anything tries to connect to; no connect goes out."""
    tried: list[object] = []

    async def refuse(_loop: object, _sock: object, address: object) -> None:
        tried.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(asyncio.SelectorEventLoop, "sock_connect", refuse)
    return tried


def test_the_table_is_long() -> None:
    assert len(HOSTILE) > 200


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is(address: str) -> None:
    assert is_public(address)


async def test_nothing_hostile_is_connected_to(connects: list[object]) -> None:
    fetcher = Fetcher(user_agent="t", timeout=5, max_bytes=1000)
    async with fetcher as fetch:
        for url in HOSTILE:
            with pytest.raises(FeedError) as caught:
                await fetch(url)
            assert str(caught.value)[-1] in ".)", url
    assert connects == []


async def test_a_literal_address_that_slips_past_the_first_look_meets_the_socket(
    connects: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Guard, "check_url", lambda _guard, url: url)
    async with Fetcher(user_agent="t", timeout=5, max_bytes=1000) as fetch:
        for address in PRIVATE:
            host = f"[{address}]" if ":" in address else address
            with pytest.raises(AddressRefused, match="not a place that is read"):
                await fetch(f"http://{host}/")
    assert connects == []


class Names:
    """Stands for the system's resolver: one name, its answers in turn."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    async def resolve(self, host: str, port: int, family: int) -> list[ResolveResult]:
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            ResolveResult(
                hostname=host, host=ip, port=port, proto=0, flags=0,
                family=socket.AF_INET6 if ":" in ip else socket.AF_INET,
            )
            for ip in found
        ]  # fmt: skip

    async def close(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize("answers", [["10.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::1", "8.8.8.8"]])
async def test_a_name_with_one_private_answer_is_refused(
    connects: list[object], answers: list[str]
) -> None:
    async with Fetcher(user_agent="t", timeout=5, max_bytes=1000) as fetch:
        fetch._guard._resolver = Names(answers)  # type: ignore[assignment]
        with pytest.raises(AddressRefused) as caught:
            await fetch("http://rebind.example/feed")
        assert "10.0.0.1" not in str(caught.value)
    assert connects == []


async def test_a_name_that_turns_private_later_is_refused_then(connects: list[object]) -> None:
    async with Fetcher(user_agent="t", timeout=5, max_bytes=1000) as fetch:
        fetch._guard._resolver = Names(["8.8.8.8"], ["127.0.0.1"])  # type: ignore[assignment]
        with pytest.raises(FetchFailed, match="cannot be reached"):
            await fetch("http://rebind.example/feed")
        with pytest.raises(FeedError):
            await fetch("http://rebind.example:8080/feed")
    assert {address for address, *_ in connects} == {"8.8.8.8"}  # type: ignore[misc]


async def test_an_admitted_host_is_read_on_any_port() -> None:
    with FeedServer() as server:
        url = server.put("/a.xml", b"<rss/>")
        named = url.replace("127.0.0.1", "localhost")
        async with Fetcher(
            user_agent="t", timeout=5, max_bytes=1000, allow_private_hosts=["LocalHost"]
        ) as fetch:
            assert (await fetch(named)).body == b"<rss/>"
            with pytest.raises(AddressRefused):  # the name is admitted, the address is not
                await fetch(url)


async def test_a_closed_port_and_an_open_one_inside_sound_the_same() -> None:
    with FeedServer() as server:
        async with Fetcher(user_agent="t", timeout=5, max_bytes=1000) as fetch:
            texts = set()
            for url in (f"http://127.0.0.1:{server.port}/", "http://127.0.0.1:1/"):
                with pytest.raises(AddressRefused) as caught:
                    await fetch(url)
                texts.add(str(caught.value))
        assert server.requests == []
    assert len(texts) == 1


async def test_a_server_without_tls_is_named() -> None:
    with FeedServer() as server:
        async with Fetcher(
            user_agent="t", timeout=5, max_bytes=1000, allow_private_hosts=["127.0.0.1"]
        ) as fetch:
            with pytest.raises(FetchFailed, match=r"not safe: .+ \(TLS\)"):
                await fetch(server.url("/").replace("http:", "https:"))


@given(number=st.integers(0, 2**32 - 1))
def test_every_ipv4_address_is_judged_by_the_table(number: int) -> None:
    address = ipaddress.IPv4Address(number)
    closed = any(address in network for network in CLOSED_4)
    assert is_public(str(address)) is not closed
    assert is_public(f"::ffff:{address}") is not closed
    if is_public(str(address)):
        assert address.is_global


@given(number=st.integers(0, 2**128 - 1) | st.integers(0x2000 << 112, (0x4000 << 112) - 1))
def test_every_ipv6_address_is_judged_by_the_table(number: int) -> None:
    address = ipaddress.IPv6Address(number)
    if is_public(str(address)) and address.ipv4_mapped is None:
        assert not any(address in network for network in CLOSED_6)
        assert not address.is_private


@given(st.text(max_size=60) | st.text(max_size=30).map(lambda text: f"http://{text}/"))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    with suppress(AddressRefused):
        assert Guard().check_url(text)
