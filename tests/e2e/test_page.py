"""The demo as a newcomer sees it: started from the command line, looked at in a real browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.e2e.program import Program

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
ARGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run"),
)
SOON = 30_000  # milliseconds: the first post has half a minute


@pytest.fixture
def page() -> Iterator[Page]:
    if BROWSER is None:
        pytest.skip("no chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=list(ARGS))
        yield browser.new_page()
        browser.close()


def test_the_first_alert_comes_by_itself_and_a_watch_can_be_typed(
    tmp_path: Path, page: Page
) -> None:
    state = str(tmp_path / "state")
    args = ("-m", "bot", "demo", "--folder", state, "--port", "0", "--fresh")
    with Program(*args, folder=tmp_path) as program:
        page.goto(program.address())
        card = page.locator(".card-alert").first
        expect(card).to_be_visible(timeout=SOON)
        expect(card.locator(".title")).to_contain_text("ship-tracking")
        expect(card.locator(".sentence").first).to_contain_text("Quad")

        page.locator("#box").press_sequentially("/watch senk", delay=30)
        expect(page.locator("#offers li").first).to_contain_text("Senkaku Islands")
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        page.keyboard.press("Enter")
        answer = page.locator(".bubble").last
        expect(answer).to_contain_text("Watching Senkaku Islands")
        expect(answer).to_contain_text("Last 14 days")

        card.get_by_role("button", name="Why").click()
        why = page.locator(".bubble", has_text="Quad").last
        expect(why).to_be_visible()
        assert program.stop() == 0
