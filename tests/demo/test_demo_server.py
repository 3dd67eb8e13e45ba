"""The feeds' server: real requests over loopback."""

import http.client
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.demo.content import load_outlets
from bot.demo.replay import Replay
from bot.demo.server import FeedServer
from bot.errors import TidingsError

START = datetime(2026, 11, 24, 8, tzinfo=UTC)
NASTY = """
name = "Quotes & <Angles>"
kind = "local"
country = "US"
language = "en"
zone = "UTC"
format = "FORMAT"

[[items]]
at = "0:00"
slug = "nasty"
title = "<b>Fish & \\"chips\\"</b> ]]> 5 < 6"
text = "A & B said: \\"1 < 2\\" and ]]> it's so."
"""
Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FeedServer]:
    with FeedServer(load_outlets(), Replay(tmp_path, now=START), port=0) as running:
        yield running


def go(server: FeedServer, elapsed: float) -> None:
    span = (START + timedelta(seconds=1), 0.0)
    server.replay.save(elapsed=elapsed, spans=(span,))


def get(server: FeedServer, path: str, method: str = "GET", **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=named)
    answer = connection.getresponse()
    found = (answer.status, dict(answer.headers), answer.read())
    connection.close()
    return found


def test_an_item_appears_at_its_second(server: FeedServer) -> None:
    path = "/harbour-wire/feed.xml"
    go(server, 4.9)
    assert b"ship-tracking" not in get(server, path)[2]
    go(server, 5.0)
    assert b"ship-tracking" in get(server, path)[2]


def test_an_unchanged_feed_is_answered_with_304(server: FeedServer) -> None:
    path = "/wafer-weekly/feed.json"
    status, headers, body = get(server, path)
    assert (status, headers["Content-Type"]) == (200, "application/feed+json; charset=utf-8")
    assert get(server, path, If_None_Match=headers["ETag"])[::2] == (304, b"")
    assert get(server, path, If_Modified_Since=headers["Last-Modified"])[0] == 304
    go(server, 60)
    status, headers, changed = get(server, path, If_None_Match=headers["ETag"])
    assert (status, changed != body) == (200, True)


def test_an_edit_changes_the_validators(server: FeedServer) -> None:
    path = "/harbour-wire/feed.xml"
    go(server, 319)
    before = get(server, path)[1]
    go(server, 320)
    after = get(server, path)[1]
    assert before["ETag"] != after["ETag"]
    assert before["Last-Modified"] != after["Last-Modified"]


def test_the_broken_feed_errs_then_shows_a_page_then_recovers(server: FeedServer) -> None:
    path = "/monsoon-herald/feed.xml"
    seen = []
    for elapsed in (224, 225, 255, 285):
        go(server, elapsed)
        status, headers, _ = get(server, path)
        seen.append((status, headers["Content-Type"].partition(";")[0]))
    assert seen == [
        (200, "application/rss+xml"),
        (500, "text/html"),
        (200, "text/html"),
        (200, "application/rss+xml"),
    ]


def test_every_link_opens_a_page_that_says_it_is_invented(server: FeedServer) -> None:
    go(server, 10_000)
    for outlet in server.outlets.values():
        for piece in outlet.pieces:
            status, _, body = get(server, piece.link)
            assert status == 200
            assert b"Invented for the Tidings demo" in body


def test_an_article_is_not_there_before_its_time(server: FeedServer) -> None:
    assert get(server, "/harbour-wire/quad-ship-tracking")[0] == 404
    assert get(server, "/nobody/")[0] == get(server, "/harbour-wire/../x")[0] == 404


def test_front_pages_lead_to_the_feeds(server: FeedServer) -> None:
    assert b'href="/kaku-tsushin/feed.rdf"' in get(server, "/")[2]
    front = get(server, "/kaku-tsushin/")[2]
    assert (
        b'<link rel="alternate" type="application/rdf+xml" href="/kaku-tsushin/feed.rdf">' in front
    )


def test_head_sends_no_body(server: FeedServer) -> None:
    status, headers, body = get(server, "/harbour-wire/feed.xml", method="HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > 0


def test_it_knows_which_feeds_were_asked_for(server: FeedServer) -> None:
    assert not server.all_asked
    for outlet in server.outlets.values():
        get(server, outlet.path)
    assert server.all_asked


@pytest.mark.parametrize("form", ["rss", "atom", "rdf", "json"])
def test_any_text_is_escaped(tmp_path: Path, form: str) -> None:
    (tmp_path / "nasty.toml").write_text(NASTY.replace("FORMAT", form), encoding="utf-8")
    (outlet,) = load_outlets(tmp_path)
    with FeedServer([outlet], Replay(tmp_path, now=START), port=0) as server:
        body = get(server, outlet.path)[2]
        page = get(server, "/nasty/nasty")[2].decode()
    title = '<b>Fish & "chips"</b> ]]> 5 < 6'
    if form == "json":
        assert json.loads(body)["items"][0]["title"] == title
    else:
        assert title in [element.text for element in ET.fromstring(body).iter()]
    assert "<b>Fish" not in page
    assert "&lt;b&gt;Fish" in page


def test_a_taken_port_is_told_with_the_next_step(server: FeedServer, tmp_path: Path) -> None:
    with pytest.raises(TidingsError, match="make demo FRESH=1"):
        FeedServer([], Replay(tmp_path, now=START), port=server.port)
