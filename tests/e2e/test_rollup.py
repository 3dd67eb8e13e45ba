"""A storm in the real program: a few alerts, one roll-up, and every story to be found from it."""

import re
from pathlib import Path
from random import Random

from playwright.sync_api import Locator, Page, expect

from tests.e2e.program import Program, until
from tests.e2e.test_page import page as page
from tests.e2e.test_run import SETTINGS, rss, write_config
from tests.feedserver import FeedServer

STORMY = f"{SETTINGS}\n[budget]\nrollup_wait = 10\n"
WHO = ("Coast guard", "Navy", "Ministry", "Governor", "Fishing guild", "Survey ship", "Harbour")
DOES = ("warns", "tracks", "denies", "counts", "repairs", "escorts", "photographs", "boards")
WHAT = ("drones", "trawlers", "buoys", "cables", "whales", "divers", "tankers", "lighthouses")


def storm(count: int) -> list[str]:
    chance = Random(3)
    every = [f"{who} {does} {what}" for who in WHO for does in DOES for what in WHAT]
    return [f"{one}: {_own(chance)} off Senkaku" for one in chance.sample(every, count)]


def _own(chance: Random) -> str:
    """Make up names that no other story has."""
    return " ".join("".join(chance.choices("bcdfglmnprstaeiou", k=8)) for _ in range(5))


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
            expect(card.locator(".label")).to_have_text("ROLL-UP")
            expect(card.locator(".title")).to_contain_text("budget of 4 an hour")
            assert len(program.posts("sea")) <= 6
            promised = int(re.findall(r"(\d+) more stor", card.inner_text())[0])
            told = set(card.locator(".entry").all_inner_texts())
            card.get_by_role("button", name=f"{promised - 10} more").click()
            while (button := turn(page, told)) is not None:
                button.click()
            assert len(told) == promised
            assert told < set(titles)
            assert program.stop() == 0


def turn(page: Page, told: set[str]) -> Locator | None:
    """Wait for a page of stories, note them, and give its [Next] if it has one."""
    known = len(told)
    bubble = page.locator(".bubble", has_text=f"Stories {known + 1} to").last
    expect(bubble.locator(".entry").first).to_be_visible()
    told.update(bubble.locator(".entry").all_inner_texts())
    on = bubble.get_by_role("button", name="Next")
    return on if on.count() else None
