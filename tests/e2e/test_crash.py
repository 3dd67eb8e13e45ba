"""Killed at any moment: every story is posted exactly once in every channel that watches it."""

import random
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.e2e.program import Program, until

SCRIPT = Path(__file__).parent / "short_demo.py"
STORIES = (
    ("Adelaide", "dredges its inner harbour"),
    ("Brisbane", "opens a tall radio mast"),
    ("Cairns", "charts every coral reef"),
    ("Darwin", "trains thirty young pilots"),
    ("Esperance", "buys two rescue tugs"),
    ("Fremantle", "rebuilds its fish market"),
    ("Geelong", "plants mangroves along beaches"),
    ("Hobart", "stores ice for trawlers"),
)
HEAD = 'name = "{name}"\nkind = "local"\ncountry = "AU"\nlanguage = "en"\nzone = "UTC"\n'
ITEM = '[[items]]\nat = "{at}"\nslug = "{slug}"\ntitle = "{title}"\ntext = "{text}"\n'


def stories() -> list[tuple[str, str]]:
    """Titles and texts of stories no two of which are alike."""
    return [
        (
            f"{place} {deed} with Quad money",
            f"Japan and India pay for it. The supply chain of {place} gains, the mayor said.",
        )
        for place, deed in STORIES
    ]


def write_outlets(folder: Path) -> None:
    """Two outlets tell each story, one second apart; formats differ."""
    folder.mkdir()
    for number, form in enumerate(("rss", "atom")):
        items = [ITEM.format(at="-1d", slug="old", title="Harbour day was dry", text="It was.")]
        for n, (title, text) in enumerate(stories()):
            at = f"0:{2 + n + number:02d}"
            items.append(ITEM.format(at=at, slug=f"s{n}", title=title, text=text))
        head = HEAD.format(name=f"Paper {number}") + f'format = "{form}"\n'
        (folder / f"paper-{number}.toml").write_text(head + "\n".join(items), encoding="utf-8")


def start(tmp_path: Path) -> Program:
    return Program(str(SCRIPT), str(tmp_path / "state"), str(tmp_path / "outlets"), folder=tmp_path)


def told(program: Program, channel: str) -> Counter[str]:
    """How often each story was told: by an alert, or by a line of what was over the budget."""
    posts = program.posts(channel)
    alone = [post["title"] for post in posts if post["kind"] == "alert"]
    together = [
        line["title"]
        for post in posts
        if post["kind"] == "rollup"
        for section in post["sections"]
        for line in section["lines"]
    ]
    return Counter(alone + together)


@pytest.mark.timeout(300)
def test_a_killed_demo_posts_nothing_twice_and_loses_nothing(tmp_path: Path) -> None:
    chance = random.Random(20261124)
    write_outlets(tmp_path / "outlets")
    addresses = set()
    for _ in range(2):
        program = start(tmp_path)
        addresses.add(program.address())
        time.sleep(chance.uniform(0.3, 4.0))
        program.kill()
    expected = Counter(title for title, _ in stories())
    with start(tmp_path) as program:
        addresses.add(program.address())
        for channel in ("indo-pacific", "supply-chains"):
            assert until(lambda channel=channel: told(program, channel).total() >= len(expected))
        time.sleep(3)  # a second post of one of them would have come by now
        assert told(program, "indo-pacific") == expected
        assert told(program, "supply-chains") == expected
        assert program.stop() == 0
    assert len(addresses) == 1
