"""A query may mean one community's own topics; the others never notice."""

import pytest

from bot.model import Alias, Topic
from bot.pipeline.match import Document, build_index, match
from bot.pipeline.query import parse_query


def topic(id_: str, *names: str, community: int | None = None, needs: str = "") -> Topic:
    words = (needs,) if needs else ()
    aliases = tuple(Alias(text=n, language="en", match="word", needs=words) for n in names)
    return Topic(id=id_, name=id_, names={}, aliases=aliases, community=community)


TOPICS = (
    topic("islets", "Islets"),
    topic("reef", "reef", needs="navy"),
    topic("islets@7", "Islets", "Pebble Point", community=7),
    topic("brewery@7", "Reef Brewery", "Islets Brewery", community=7),
    topic("reef@7", "reef", needs="navy", community=7),
)


def met(query: str, title: str, home: int | None) -> bool:
    homes = {1: home} if home else {}
    index = build_index(TOPICS, {1: parse_query(query, None)}, homes=homes)
    return 1 in match(index, Document(title=title, text=""))


@pytest.mark.parametrize(
    "query",
    [
        *("topic:islets", "title:(topic:islets)", "topic:islets AND quay", "x OR topic:islets"),
        *("topic:islets NEAR/3 quay", "quay AND NOT (x AND topic:islets) AND topic:islets"),
    ],
)
def test_a_query_means_the_topics_of_its_home(query: str) -> None:
    assert met(query, "A quay for Pebble Point", 7)
    assert not met(query, "A quay for Pebble Point", 9)
    assert not met(query, "A quay for Pebble Point", None)
    assert met(query, "A quay for Islets", 9)


def test_a_query_is_written_without_its_home() -> None:
    index = build_index(TOPICS, {1: parse_query("topic:islets", None)}, homes={1: 7})
    found = match(index, Document(title="Pebble Point", text=""))[1]
    assert found.query == "topic:islets"
    assert found.evidence[0].alias == "Pebble Point"


def test_an_own_name_around_a_shared_one_hides_it_at_home_alone() -> None:
    title = "Navy at the Reef Brewery"
    assert met("topic:brewery", title, 7)
    assert not met("topic:reef", title, 7)
    assert met("topic:reef", title, None)
    assert met("topic:reef", title, 9)
    assert met("topic:islets", "Islets Brewery opens", 9)
    assert not met("topic:brewery", title, 9)
