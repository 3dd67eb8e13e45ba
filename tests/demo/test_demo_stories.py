"""The bundled feeds through the real verbs: they parse, they match, they join into stories."""

import http.client
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from bot.catalogue import Catalogue
from bot.demo.content import Outlet, Piece, load_outlets
from bot.demo.replay import Replay
from bot.demo.run import demo_catalogue
from bot.demo.server import FeedServer
from bot.model import Member, Salience
from bot.pipeline.cluster import Window, join, names_of
from bot.pipeline.match import Document, Index, build_index, match
from bot.pipeline.parse import parse
from bot.pipeline.query import parse_query
from tests.shipped import shipped

START = datetime(2026, 11, 24, 8, tzinfo=UTC)
OUTLETS = load_outlets()
TOPICS = {1: "quad", 2: "coast-guard-law", 3: "supply-chains", 4: "senkaku"}
SOUND_ALIKES = (
    "quad-bike",
    "quad-core-phone",
    "coast-guard-rescue",
    "package-attack",
    "guesthouse-reception",
    "guobinguan",
    "nato-article-5",
    "quad-cities-bridge",
    "quad-jump",
    "potato-chips",
    "lake-rescue",
    "shanghai-jingfang",
    "seukwodeu",
    "quad-core-board",
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FeedServer]:
    replay = Replay(tmp_path, now=START)
    replay.save(elapsed=2000.0, spans=((START, 0.0),))
    with FeedServer(OUTLETS, replay, port=0) as running:
        yield running


def read(server: FeedServer, outlet: Outlet) -> tuple[bytes, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("GET", outlet.path)
    answer = connection.getresponse()
    found = (answer.read(), answer.headers["Content-Type"])
    connection.close()
    return found


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.id)
def test_the_parser_reads_what_the_files_say(server: FeedServer, outlet: Outlet) -> None:
    body, content_type = read(server, outlet)
    url = server.address + outlet.path
    parsed = parse(body, url=url, content_type=content_type)
    assert parsed.damage is None
    assert parsed.title == outlet.name
    wanted = list(reversed(outlet.pieces))
    assert [entry.link for entry in parsed.entries] == [server.address + p.link for p in wanted]
    for entry, piece in zip(parsed.entries, wanted, strict=True):
        last = piece.edits[-1] if piece.edits else piece
        assert (entry.title, entry.text) == (plain(last.title), plain(last.text))
        moment = START + timedelta(seconds=piece.at)
        assert (entry.published or entry.updated) == moment.replace(microsecond=0)


@cache
def catalogue() -> Catalogue:
    return demo_catalogue(shipped(), OUTLETS, "http://127.0.0.1:1")


@cache
def index() -> Index:
    queries = {n: parse_query(f"topic:{topic}", None) for n, topic in TOPICS.items()}
    return build_index(catalogue().topics.values(), queries)


def watched_by(outlet: Outlet, piece: Piece) -> dict[str, Salience]:
    document = Document(
        title=piece.title,
        text=piece.text,
        language=outlet.language,
        source=outlet.name,
        publisher=outlet.id,
        family=outlet.id,
        country=outlet.country,
        tags=(),
    )
    return {TOPICS[n]: found.salience for n, found in match(index(), document).items()}


def test_what_only_sounds_like_a_watched_topic_matches_none() -> None:
    wrong = {
        piece.link: found
        for outlet in OUTLETS
        for piece in outlet.pieces
        if piece.link.rpartition("/")[2] in SOUND_ALIKES and (found := watched_by(outlet, piece))
    }
    assert wrong == {}


def joined() -> dict[int, list[tuple[Outlet, Piece]]]:
    """Place all items into stories in the order of their times, as the line does."""
    window, told = Window(names=names_of(catalogue().topics.values())), {}
    listed = sorted(
        ((p.at, n, o, p) for n, o in enumerate(OUTLETS) for p in o.pieces), key=lambda row: row[:2]
    )
    for number, (at, feed, outlet, piece) in enumerate(listed, start=1):
        member = Member(
            story_id=number,
            community_id=None,
            item_id=number,
            feed_id=feed,
            canonical=f"http://127.0.0.1:1{piece.link.partition('?')[0]}",
            title=piece.title,
            text=piece.text,
            at=START + timedelta(seconds=at),
        )
        joined = join(window, member, since=member.at - timedelta(hours=48))
        told.setdefault(joined.member.story_id, []).append((outlet, piece))
        for kept, gone in joined.merged:
            told.setdefault(kept, []).extend(told.pop(gone, []))
    return told


def test_outlets_that_tell_one_event_join() -> None:
    shared = [members for members in joined().values() if len({o.id for o, _ in members}) > 1]
    assert len(shared) >= 12
    soon = 0
    for members in shared:
        moments = sorted(piece.at for _, piece in members if "?" not in piece.link)
        soon += moments[1] - moments[0] <= 10
    assert soon >= 12
    assert max(len({o.id for o, _ in members}) for members in shared) >= 4  # an urgent one


def test_events_of_one_topic_stay_apart() -> None:
    stories = [{piece.title for _, piece in members} for members in joined().values()]
    for apart in (
        ("Quad ministers agree", "Quad calls emergency"),
        ("China revises Coast Guard Law", "Four Chinese coast guard ships"),
        ("China revises Coast Guard Law", "Japan and US to name"),
        ("China revises Coast Guard Law", "Fishing crew held"),
        ("North Korea fires ballistic", "Canadian frigate"),
    ):
        for titles in stories:
            assert not all(any(t.startswith(start) for t in titles) for start in apart), titles


def test_what_only_sounds_like_a_topic_joins_none_of_its_stories() -> None:
    for members in joined().values():
        sounds = [p.title for _, p in members if p.link.rpartition("/")[2] in SOUND_ALIKES]
        assert not sounds or not any(watched_by(outlet, piece) for outlet, piece in members)


def test_each_topic_that_is_watched_from_the_start_has_news_to_tell() -> None:
    alerts: dict[str, int] = dict.fromkeys(TOPICS.values(), 0)
    for members in joined().values():
        if members[0][1].at >= 0:
            for topic in {
                topic for outlet, piece in members for topic in watched_by(outlet, piece)
            }:
                alerts[topic] += 1
    assert all(count >= 4 for count in alerts.values()), alerts
    first = min((p.at, o.id) for o in OUTLETS for p in o.pieces if p.at >= 0 and watched_by(o, p))
    assert first[0] == 5


def test_every_language_has_a_watched_item_among_the_news() -> None:
    languages = {
        outlet.language.partition("-")[0]
        for outlet in OUTLETS
        for piece in outlet.pieces
        if piece.at >= 0 and watched_by(outlet, piece)
    }
    assert languages == {"en", "ja", "zh", "ko"}
