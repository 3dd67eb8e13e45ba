"""What outlets write is news to the bot where the judge takes it for news, and only there."""

import json
from pathlib import Path

import pytest

from tests.crash.hostile import PLAIN
from tests.crash.verdict import Wish
from tests.crash.world import World, open_world

WISHES = {
    "islands": Wish(subjects=("senkaku",)),
    "lights": Wish(subjects=("lighthouse",)),
    "digest": Wish(subjects=("senkaku", "lighthouse")),
}


def digests(world: World, token: str) -> int:
    """Count the digests that tell a story."""
    shown = [p.shown for p in world.server.posts() if p.channel == "digest"]
    return sum(one["kind"] == "digest" and token in json.dumps(one) for one in shown)


@pytest.mark.timeout(300)
def test_developments_and_corrections_are_told_and_other_words_for_the_same_are_not(
    tmp_path: Path,
) -> None:
    with open_world(tmp_path / "w", seed=1, manner=PLAIN, kind=True, wishes=WISHES) as world:
        child, news = world.start(), world.news
        story = news.tell(subject="senkaku", outlet="harbour")
        child = world.quiet_down(child)
        assert digests(world, story.token) == 1
        world.news_of(lambda: news.develop(story))
        child = world.quiet_down(child)
        assert digests(world, story.token) == 2
        world.news_of(lambda: news.correct(news.stories[story.token]))
        child = world.quiet_down(child)
        assert digests(world, story.token) == 3
        news.retell(news.stories[story.token])
        world.quiet_down(child).end()
        assert digests(world, story.token) == 3
        words = news.stories[story.token].news
        assert world.owed == [(place, word) for word in words for place in ("digest", "islands")]
        verdict = world.verdict()
        assert (verdict.lost, verdict.doubled) == ((), ())
        assert news.correct(news.stories[story.token]) is None  # once
        assert news.develop(news.stories[story.token]) is None  # all have told it


def test_what_was_told_since_is_taken_back_with_its_news(tmp_path: Path) -> None:
    with open_world(tmp_path / "w", seed=1, manner=PLAIN, kind=True, wishes={}) as world:
        news = world.news
        story = news.tell(outlet="kanto")
        kept = news.kept()
        news.develop(story)
        news.correct(news.stories[story.token])
        news.tell()
        news.put_back(kept)
        assert (news.stories, news.corrected) == ({story.token: story}, {})
