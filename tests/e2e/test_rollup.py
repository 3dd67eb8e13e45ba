"""A storm in the real program: a few alerts, one roll-up, and every story to be found from it."""

import re
from pathlib import Path
from random import Random

from playwright.sync_api import Page, expect

from tests.e2e.program import Program, until
from tests.e2e.test_page import page as page
from tests.e2e.test_run import SETTINGS, rss, write_config
from tests.feedserver import FeedServer

STORMY = f"{SETTINGS}\n[budget]\nrollup_wait = 4\n"
WHO = ("Coast guard", "Navy", "Ministry", "Governor", "Fishing guild", "Survey ship", "Harbour")
DOES = ("warns", "tracks", "denies", "counts", "repairs", "escorts", "photographs", "boards")
WHAT = ("drones", "trawlers", "buoys", "cables", "whales", "divers", "tankers", "lighthouses")


def storm(count: int) -> list[str]:
    chance = Random(3)
    every = [f"{who} {does} {what} off Senkaku" for who in WHO for does in DOES for what in WHAT]
    return chance.sample(every, count)


def test_a_storm_is_few_messages_and_all_of_it_can_be_paged_through(
    tmp_path: Path, page: Page
) -> None:
    titles = storm(60)
    with FeedServer() as server:
        url = server.put("/feed.xml", rss("Old news of the Senkaku Islands"))
        write_config(tmp_path, url)
        (tmp_path / "tidings.toml").write_text(STORMY, encoding="utf-8")
        with Program("-m", "bot", "run", "--config", "config", folder=tmp_path) as program:
            assert until(lambda: len(server.asked("/feed.xml")) >= 2, 30), program.lines
            server.put("/feed.xml", rss("Old news of the Senkaku Islands", *titles))
            page.goto(program.address())
            card = page.locator(".card-rollup")
            expect(card).to_be_visible(timeout=60_000)
            expect(card.locator(".label")).to_have_text("OVER BUDGET")
            expect(card.locator(".title")).to_contain_text("budget of 4 an hour")
            assert len(program.posts("sea")) <= 6
            stories = [post["title"] for post in program.posts("sea") if post["kind"] == "alert"]
            found = {title for title in titles if title in stories}
            text = card.inner_text()
            found |= {title for title in titles if title in text}
            card.get_by_role("button", name=re.compile(r"^\d+ more$")).click()
            while True:
                bubble = page.locator(".bubble").last
                expect(bubble).to_contain_text("Stories")
                expect(bubble.locator("li a.entry").first).to_be_visible()
                text = bubble.inner_text()
                found |= {title for title in titles if title in text}
                on = bubble.get_by_role("button", name="Next")
                if on.count() == 0:
                    break
                on.click()
                expect(page.locator(".bubble").last).not_to_have_text(text)
            assert found >= set(merged(program, titles))
            assert program.stop() == 0


def merged(program: Program, titles: list[str]) -> list[str]:
    """Give the titles that open a story: those of one event are one."""
    latest = program.say("sea", "/latest")["text"]
    return [title for title in titles if f". {title}\n" in latest]
