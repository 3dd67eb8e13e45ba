"""Fetching from a real server on loopback, well-behaved and not."""

import gzip
import re
from collections.abc import AsyncIterator, Iterator
from hashlib import blake2b

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import AddressRefused, FetchFailed, TryLater
from bot.pipeline.fetch import ARTICLE, Fetcher
from tests.feedserver import FeedServer

BODY = b'<rss version="2.0"><channel><title>Harbour Gazette</title></channel></rss>'
VISIBLE = st.characters(min_codepoint=0x21, max_codepoint=0x2FF, exclude_categories=["C", "Z"])
AGENT = "Tidings/0.1 (+https://bot.example)"


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as running:
        yield running


@pytest.fixture
async def fetch() -> AsyncIterator[Fetcher]:
    async with new_fetcher() as fetcher:
        yield fetcher


def new_fetcher(timeout: float = 5.0, max_bytes: int = 100_000) -> Fetcher:
    return Fetcher(
        user_agent=AGENT, timeout=timeout, max_bytes=max_bytes, allow_private_hosts=["127.0.0.1"]
    )


async def test_a_body_comes_with_what_its_server_says_of_it(
    server: FeedServer, fetch: Fetcher
) -> None:
    url = server.put(
        "/a.xml",
        BODY,
        etag='W/"é 1"'.encode().decode("latin-1"),
        modified="Tue, 24 Nov 2026 08:00:00 +0000 or so",
        headers={"Cache-Control": "public, max-age=900"},
    )
    got = await fetch(url)
    assert (got.status, got.url, got.body) == (200, url, BODY)
    assert got.body_hash == blake2b(BODY, digest_size=16).hexdigest()
    assert got.content_type == "application/xml; charset=utf-8"
    assert (got.etag, got.modified) == ('W/"é 1"', "Tue, 24 Nov 2026 08:00:00 +0000 or so")
    assert (got.max_age, got.permanent) == (900, False)


async def test_a_request_says_who_asks_and_nothing_that_follows_people(
    server: FeedServer, fetch: Fetcher
) -> None:
    url = server.put("/a.xml", BODY, headers={"Set-Cookie": "id=1; Path=/"})
    await fetch(url)
    await fetch(url)
    for request in server.requests:
        assert request.method == "GET"
        assert request.headers["user-agent"] == AGENT
        assert request.headers["accept-encoding"] == "gzip"
        assert "application/atom+xml" in request.headers["accept"]
        names = {"host", "user-agent", "accept", "accept-encoding", "connection"}
        assert set(request.headers) <= names


async def test_validators_go_back_and_nothing_comes_when_nothing_changed(
    server: FeedServer, fetch: Fetcher
) -> None:
    url = server.put("/a.xml", BODY, etag='"v1"')
    first = await fetch(url)
    again = await fetch(url, etag=first.etag, modified=first.modified)
    assert (again.status, again.body, again.etag) == (304, b"", '"v1"')
    assert "if-none-match" not in server.requests[0].headers
    assert server.requests[1].headers["if-none-match"] == '"v1"'
    assert "if-modified-since" not in server.requests[1].headers


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tag=st.text(VISIBLE, min_size=1, max_size=40))
async def test_any_validator_goes_back_byte_for_byte(tag: str) -> None:
    with FeedServer() as server:
        async with new_fetcher() as fetch:
            sent = tag.encode()
            url = server.put("/a.xml", BODY, etag=sent.decode("latin-1"))
            got = await fetch(url)
            again = await fetch(url, etag=got.etag)
            assert again.status == 304
            assert server.requests[1].headers["if-none-match"].encode("latin-1") == sent


async def test_a_validator_that_is_not_utf8_is_not_kept(server: FeedServer, fetch: Fetcher) -> None:
    assert (await fetch(server.put("/a.xml", BODY, etag='"\xe9"'))).etag is None


async def test_gzip_is_unpacked(server: FeedServer, fetch: Fetcher) -> None:
    assert (await fetch(server.put_gzip("/a.xml", BODY))).body == BODY
    two = gzip.compress(BODY[:10]) + gzip.compress(BODY[10:])
    url = server.put("/b.xml", two, headers={"Content-Encoding": "x-gzip"})
    assert (await fetch(url)).body == BODY


async def test_redirects_are_followed_and_remembered_when_all_are_for_good(
    server: FeedServer, fetch: Fetcher
) -> None:
    url = server.put("/new.xml", BODY)
    server.redirect("/moved", "/new.xml", 301)
    server.redirect("/older", server.url("/moved"), 308)
    server.redirect("/for-now", "/moved", 302)
    for path, permanent in (("/moved", True), ("/older", True), ("/for-now", False)):
        got = await fetch(server.url(path))
        assert (got.url, got.permanent, got.body) == (url, permanent, BODY)


async def test_a_redirect_in_a_circle_ends(server: FeedServer, fetch: Fetcher) -> None:
    url = server.redirect("/round", "/round")
    with pytest.raises(FetchFailed, match="more than 5 times"):
        await fetch(url)
    assert len(server.requests) == 6


async def test_a_validator_does_not_leave_its_origin(server: FeedServer, fetch: Fetcher) -> None:
    with FeedServer() as other:
        other.put("/a.xml", BODY, etag='"v1"')
        url = server.redirect("/a.xml", other.url("/a.xml"))
        assert (await fetch(url, etag='"v1"', modified="x")).status == 200
        assert server.requests[0].headers["if-none-match"] == '"v1"'
        assert not {"if-none-match", "if-modified-since"} & set(other.requests[0].headers)


async def test_a_validator_of_another_origin_is_not_kept_for_the_one_that_was_asked(
    server: FeedServer, fetch: Fetcher
) -> None:
    server.put("/new.xml", BODY, etag='"n1"', modified="Tue, 24 Nov 2026 06:00:00 GMT")
    near = await fetch(server.redirect("/old.xml", "/new.xml"))
    assert near.etag == '"n1"'
    with FeedServer() as other:
        other.put("/a.xml", BODY, etag='"v1"', modified="Tue, 24 Nov 2026 06:00:00 GMT")
        got = await fetch(server.redirect("/far.xml", other.url("/a.xml")))
        assert (got.status, got.etag, got.modified) == (200, None, None)


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/", "file:///etc/hosts", "http://[::1]/", "//127.0.0.2/x"]
)
async def test_a_redirect_into_a_private_place_is_refused(
    server: FeedServer, fetch: Fetcher, target: str
) -> None:
    url = server.redirect("/a.xml", target)
    with pytest.raises(AddressRefused):
        await fetch(url)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 500, 502])
async def test_a_refusal_names_its_status_and_a_next_step(
    server: FeedServer, fetch: Fetcher, status: int
) -> None:
    with pytest.raises(FetchFailed, match=rf"127\.0\.0\.1 answered {status}.*\. .+\.") as caught:
        await fetch(server.put("/a.xml", b"no", status=status))
    assert caught.value.status == status
    assert not isinstance(caught.value, TryLater)


@pytest.mark.parametrize(
    ("headers", "after"),
    [
        ({"Retry-After": "120"}, 120.0),
        ({"Retry-After": "Tue, 24 Nov 2026 09:30:00 GMT"}, None),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)
async def test_a_publisher_that_asks_us_to_wait_says_how_long(
    server: FeedServer, fetch: Fetcher, headers: dict[str, str], after: float | None
) -> None:
    for status in (429, 503):
        with pytest.raises(TryLater) as caught:
            await fetch(server.put("/a.xml", status=status, headers=headers))
        assert caught.value.status == status
        if "GMT" in headers.get("Retry-After", ""):  # counted from the server's own clock
            assert caught.value.after is not None
        else:
            assert caught.value.after == after


async def test_how_long_an_answer_is_fresh(server: FeedServer, fetch: Fetcher) -> None:
    for control, age in (("max-age=60", 60), ("no-cache, max-age=60", None), ("s-maxage=9", None)):
        url = server.put("/a.xml", BODY, headers={"Cache-Control": control})
        assert (await fetch(url)).max_age == age


async def test_silence_and_drops_end_in_an_error(server: FeedServer) -> None:
    async with new_fetcher(timeout=0.3) as fetch:
        for url in (
            server.put("/wait", BODY, wait=30),
            server.put("/stall", BODY, stall=30),
            server.put("/drip", BODY, drip=0.05),  # never silent for long, and never done
        ):
            with pytest.raises(FetchFailed, match="did not answer in time"):
                await fetch(url)
        for url in (
            server.put("/drop", BODY, drop_after=20),
            server.put("/refuse", BODY, refuse=True),
        ):
            with pytest.raises(FetchFailed, match="broke off"):
                await fetch(url)


async def test_a_server_that_is_not_there_is_named(fetch: Fetcher) -> None:
    with FeedServer() as gone:
        url = gone.url("/a.xml")
    with pytest.raises(FetchFailed, match=r"127\.0\.0\.1 cannot be reached"):
        await fetch(url)


async def test_a_body_over_the_limit_is_not_read(server: FeedServer, fetch: Fetcher) -> None:
    with pytest.raises(FetchFailed, match="larger than 100000 bytes"):
        await fetch(server.put("/a.xml", b"x" * 100_001))
    assert len((await fetch(server.put("/b.xml", b"x" * 100_000))).body) == 100_000


async def test_what_is_too_large_names_the_setting_of_its_own_kind(server: FeedServer) -> None:
    bounds = {"user_agent": AGENT, "timeout": 5, "max_bytes": 1000}
    url = server.put("/a", b"x" * 1001)
    for more, setting in (({}, "[fetch] max_bytes"), ({"what": ARTICLE}, "[articles] max_bytes")):
        async with Fetcher(**bounds, allow_private_hosts=["127.0.0.1"], **more) as fetch:  # type: ignore[arg-type]
            with pytest.raises(FetchFailed, match=re.escape(f"can raise {setting}.")):
                await fetch(url)


@pytest.mark.parametrize(
    ("body", "encoding", "says"),
    [
        (gzip.compress(bytes(60 << 20)), "gzip", "200 times"),
        (gzip.compress(gzip.compress(bytes(60 << 20))), "gzip, gzip", "only gzip was asked for"),
        (BODY, "br", "only gzip was asked for"),
        (BODY, "gzip", "cannot be unpacked"),
        (gzip.compress(BODY)[:-12], "gzip", "broke off"),
    ],
    # A packed body holds the second it was packed in: as a name it would differ between workers.
    ids=["a bomb", "a bomb in a bomb", "another packing", "not packed", "cut off"],
)
async def test_a_bomb_or_a_broken_pack_is_refused(
    server: FeedServer, body: bytes, encoding: str, says: str
) -> None:
    async with new_fetcher(max_bytes=5 << 20) as fetch:
        url = server.put("/a.xml", body, headers={"Content-Encoding": encoding})
        with pytest.raises(FetchFailed, match=says):
            await fetch(url)


async def test_headers_without_end_are_refused(server: FeedServer, fetch: Fetcher) -> None:
    for headers in ({"X-Long": "y" * 100_000}, {f"X-{n}": "y" for n in range(2_000)}):
        with pytest.raises(FetchFailed):
            await fetch(server.put("/a.xml", BODY, headers=headers))


async def test_the_first_error_does_not_spoil_the_next_request(
    server: FeedServer, fetch: Fetcher
) -> None:
    with pytest.raises(FetchFailed):
        await fetch(server.put("/bad.xml", status=500))
    assert (await fetch(server.put("/a.xml", BODY))).body == BODY
