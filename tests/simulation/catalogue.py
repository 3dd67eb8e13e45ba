"""What the simulated bot knows beforehand: topics of invented names, outlets, feeds to read."""

from dataclasses import dataclass

from bot.catalogue import Catalogue
from bot.model import Alias, FeedSource, Publisher, Topic
from tests.simulation.scenario import FeedPlan, Scenario


@dataclass(frozen=True, kw_only=True)
class Known(Catalogue):
    """A catalogue; ``private`` are the feeds that only one community reads, by number."""

    private: dict[int, FeedSource]


def topic_id(name: str) -> str:
    """Give the id of a topic."""
    return name.lower().replace(" ", "-")


def catalogue_for(scenario: Scenario) -> Known:
    """Make the catalogue of one run."""
    topics = {
        topic_id(name): Topic(
            id=topic_id(name),
            name=name,
            names={"en": name},
            aliases=(Alias(text=name, language="en", match="word"),),
        )
        for name in scenario.topics
    }
    outlets = {
        f"outlet-{feed.number}": Publisher(
            id=f"outlet-{feed.number}",
            name=f"Outlet {feed.number}",
            family=f"outlet-{feed.number}",
            kind="newspaper",
            country="gb",
        )
        for feed in scenario.feeds
    }
    return Known(
        topics=topics,
        packs={},
        publishers=outlets,
        feeds=tuple(_source(feed) for feed in scenario.feeds if feed.owner is None),
        private={f.number: _source(f) for f in scenario.feeds if f.owner is not None},
    )


def _source(feed: FeedPlan) -> FeedSource:
    return FeedSource(
        url=feed.url,
        name=f"Feed {feed.number}",
        publisher=f"outlet-{feed.number}",
        language="en",
    )
