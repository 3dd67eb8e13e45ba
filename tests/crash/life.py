"""What one run of the program is told: where its things are, short times, a small catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from bot.catalogue import Catalogue, load_catalogue
from bot.model import FeedSource, Publisher
from bot.settings import Settings, config_dir

TOPICS = ("senkaku", "aukus")


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What one run of the program is told."""

    folder: Path
    chat: str  # address
    outlets: Mapping[str, str]  # name → address of its feed
    ahead: float = 0.0  # seconds of its clock before the real one
    edge: int = 0  # at which it ends by itself; 0: at none
    tell: int = 0  # say when the chat server is asked for the n-th time
    lease: float = 0.6
    quiet: float = 0.8
    stretch: float = 1.0  # of all these times, on a machine too busy to keep to them
    nonce_window: float = 0.0  # of the chat server, as far as the bot relies on it
    burst: int = 30
    places: Mapping[str, str] | None = None  # on a wire server: name of a channel → id
    platform: str = "discord"  # whose wire server


@cache
def catalogue() -> Catalogue:
    """Load the shipped catalogue and keep two of its topics: an index is made at every start."""
    shipped = load_catalogue(config_dir())
    topics = {name: replace(shipped.topics[name], parents=()) for name in TOPICS}
    return replace(shipped, topics=topics, packs={}, publishers={}, feeds=())


def catalogue_of(life: Life) -> Catalogue:
    sources = tuple(
        FeedSource(url=url, name=name.title(), publisher=name) for name, url in life.outlets.items()
    )
    publishers = {
        name: Publisher(id=name, name=name.title(), family=name, kind="newspaper", country="jp")
        for name in life.outlets
    }
    return replace(catalogue(), feeds=sources, publishers=publishers)


def settings_of(life: Life) -> Settings:
    """Give settings whose times are shorter than a person may set them."""
    base = Settings()
    wish: Mapping[str, Mapping[str, Any]] = {
        "store": {"url": f"sqlite:///{life.folder / 'bot.db'}"},
        "local": {"path": str(life.folder / "local.db")},
        "web": {"listen": "127.0.0.1:0"},
        "fetch": {"allow_private_hosts": ("127.0.0.1",), "host_gap": 0.0},
        "articles": {"fetch": False},
        "poll": {"interval": 0.4, "min": 0.4, "max": 0.4, "adaptive": False},
        "story": {"settle": 0, "settle_more": 0, "settle_max": 0, "edit_every": 0},
        "digest": {"stories": 10_000, "empty": "never"},
        "deliver": {
            "lease": life.lease * life.stretch,
            "quiet": life.quiet * life.stretch,
            "attempts": 1000,
        },
        "budget": {"burst": life.burst, "per_hour": 600.0, "rollup_wait": 1, "rollup_every": 3},
        "thread": {"every": 1, "most": 6},
    }
    # Not checked again: the limits are for people.
    changed = {
        name: getattr(base, name).model_copy(update=dict(values))
        for name, values in wish.items()
        if hasattr(base, name)
    }
    return base.model_copy(update=changed)
