"""The page in a real browser. Skipped where none is installed."""

import re
import shutil
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

from bot import web
from bot.chat.local import LocalChat
from bot.web import Server
from tests.web.parts import card

STYLE = Path(web.__file__).parent / "static" / "style.css"
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no chromium is installed")


@pytest.fixture
async def page(server: Server) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        made = await browser.new_page(viewport={"width": 360, "height": 700})
        complaints: list[str] = []
        made.on("pageerror", lambda error: complaints.append(str(error)))
        made.on("console", lambda line: complaints.append(line.text))
        await made.goto(server.address)
        await expect(made.locator("#state-text")).to_have_text("Live")
        yield made
        await browser.close()
        assert complaints == []


async def test_a_post_appears_by_itself_and_changes_in_place(page: Page, chat: LocalChat) -> None:
    await expect(page.locator("#empty")).to_contain_text("/watch senkaku")
    sent = await chat.send("general", card(), nonce="1")
    await expect(page.locator(".card .title")).to_have_text("Two ships turn back")
    await expect(page.locator("#empty")).to_be_hidden()
    await chat.edit("general", sent.external_id, card("Four ships"))
    await expect(page.locator(".card .title")).to_have_text("Four ships")
    await expect(page.locator(".edited")).to_have_count(1)
    link = page.locator(".title a")
    assert await link.get_attribute("rel") == "noopener noreferrer"
    assert await link.get_attribute("target") == "_blank"


async def test_what_feeds_write_is_only_ever_text(page: Page, chat: LocalChat) -> None:
    bad = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    source = {"outlet": bad, "url": "javascript:alert(3)", "language": "en", "reprint": False}
    sentence = {"text": bad, "source": 0, "language": "en"}
    payload = card(bad, url="javascript:alert(4)", sources=[source], sentences=[sentence], also=bad)
    await chat.send("general", payload, nonce="1")
    await expect(page.locator(".card .title")).to_have_text(bad)
    await expect(page.locator(".card img, .card script, .card a")).to_have_count(0)


async def test_the_names_that_matched_stand_out_and_stay_text(page: Page, chat: LocalChat) -> None:
    title = "🚢 <b>Senkaku</b> 尖閣"
    sentence = {"text": "👩‍🚀 Near 尖閣.", "marks": [[9, 11]], "source": 0, "language": "en"}
    line = {
        "number": 1,
        "title": "Senkaku news",
        "title_marks": [[0, 7]],
        "url": "https://w.example/1",
        "sentence": "Near 尖閣.",
        "sentence_marks": [[5, 7]],
        "outlets": "Wire",
        "at": "2026-11-24T08:30:00.000Z",
    }
    payload = card(title, title_marks=[[5, 12], [17, 19]], sentences=[sentence])
    await chat.send("general", payload, nonce="1")
    sections = [{"heading": "Senkaku Islands", "lines": [line]}]
    await chat.send("general", card(kind="digest", sentences=[], sections=sections), nonce="2")
    await expect(page.locator(".card-alert .title")).to_have_text(title)
    await expect(page.locator(".card-alert mark")).to_have_text(["Senkaku", "尖閣", "尖閣"])
    await expect(page.locator(".card-digest mark")).to_have_text(["Senkaku", "尖閣"])
    await expect(page.locator(".card b")).to_have_count(0)
    drawn = "e => getComputedStyle(e).textDecorationLine"
    assert await page.locator(".card-alert mark").first.evaluate(drawn) == "underline"


async def test_the_day_of_a_report_stands_in_the_line_of_its_sentence(
    page: Page, chat: LocalChat
) -> None:
    at = "2026-11-24T08:30:00.000Z"
    sentence = {"text": "They left.", "source": 0, "language": "en", "at": at}
    await chat.send("general", card(sentences=[sentence]), nonce="1")
    dated = page.locator(".sentence .dated")
    await expect(dated).to_have_text("(24 Nov) ")
    line = page.locator(".sentence")
    assert await dated.evaluate("e => getComputedStyle(e).display") == "inline"
    height = await line.evaluate("e => e.getBoundingClientRect().height")
    assert height < 2 * await line.evaluate("e => parseFloat(getComputedStyle(e).lineHeight)")


def test_no_rule_of_the_page_is_given_twice() -> None:
    """A class that means two things tears both apart: each selector stands once outside @media."""
    rules = re.sub(r"/\*.*?\*/", "", STYLE.read_text(encoding="utf-8"), flags=re.DOTALL)
    plain = rules[: rules.index("@media (max-width")]
    selectors = re.findall(r"^(\.[\w.-]+) \{", plain, flags=re.MULTILINE)
    assert [s for s, count in Counter(selectors).items() if count > 1] == []


async def test_a_command_is_completed_by_keyboard_and_answered_in_private(page: Page) -> None:
    await page.keyboard.press("/")
    await page.keyboard.type("watch sen")
    await expect(page.locator("#offers li").first).to_contain_text("Senkaku Islands")
    await page.keyboard.press("ArrowDown")
    active = await page.locator("#box").get_attribute("aria-activedescendant")
    assert active == "offer-0"
    await page.keyboard.press("Tab")
    await expect(page.locator("#box")).to_have_value("/watch senkaku-islands")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Enter")
    bubble = page.locator(".bubble")
    await expect(bubble).to_have_count(1)
    await expect(bubble).to_contain_text("Only you see this")
    await expect(bubble).to_contain_text("Watching senkaku-islands <b>here</b>")
    await expect(page.locator("#box")).to_have_value("")
    await bubble.get_by_role("button", name="Undo").click()
    await expect(page.locator(".row-about .bubble")).to_contain_text("pressed undo:1")
    await page.reload()
    await expect(page.locator(".bubble")).to_have_count(2)


async def test_what_is_pasted_keeps_its_lines_and_enter_sends_them(page: Page) -> None:
    box = page.locator("#box")
    low = await box.evaluate("e => e.offsetHeight")
    await box.fill("/watch one: two")
    await box.press("Shift+Enter")
    await page.keyboard.type("three: four")
    assert await box.input_value() == "/watch one: two\nthree: four"
    assert await box.evaluate("e => e.offsetHeight") > low
    await box.press("Enter")
    await expect(page.locator(".bubble")).to_contain_text("Watching one: two\nthree: four")
    await expect(page.locator(".said code")).to_have_text("/watch one: two\nthree: four")
    await expect(box).to_have_value("")
    assert await box.evaluate("e => e.offsetHeight") == low


async def test_unread_posts_of_other_channels_are_counted(page: Page, chat: LocalChat) -> None:
    await chat.send("sea", card(), nonce="1")
    unread = page.locator(".channel-unread .unread")
    await expect(unread).to_contain_text("1")
    await page.get_by_role("link", name="east-china-sea").click()
    await expect(page.locator(".card")).to_have_count(1)
    await expect(unread).to_have_count(0)


async def test_nothing_is_wider_than_a_small_phone(page: Page, chat: LocalChat) -> None:
    await chat.send("general", card("A" * 300, tags=["x" * 60] * 3), nonce="1")
    await expect(page.locator(".card")).to_have_count(1)
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360


async def test_what_follows_on_a_story_stands_under_its_alert_whenever_it_comes(
    page: Page, chat: LocalChat
) -> None:
    alert = await chat.send("general", card("Two ships turn back"), nonce="1")
    for n in range(12):
        await chat.send("general", card(f"Other news {n}"), nonce=f"other {n}")
    await expect(page.locator(".row-alert")).to_have_count(13)
    update = card("", kind="update", label="UPDATE", sentences=[])
    for n in ("2", "3"):
        payload = {**update, "dateline": [f"Outlet {n}"]}
        await chat.send("general", payload, nonce=n, thread=alert.external_id)
    await expect(page.locator(".row-thread")).to_have_count(2)
    rows = page.locator(f"#m{alert.external_id} + .row-thread, .row-thread + .row-thread")
    await expect(rows.locator(".dateline")).to_have_text(["Outlet 2", "Outlet 3"])
    newer = page.locator("#newer")
    await expect(newer).to_have_text("2 updates in threads ↑")
    await newer.click()
    await expect(newer).to_be_hidden()
    await rows.first.get_by_role("button", name="Why").click()
    answer = page.locator(".row-thread + .row-about.row-thread + .row-thread")
    await expect(answer.locator(".dateline")).to_have_text(["Outlet 3"])
    await page.reload()
    await expect(page.locator(".row-thread .dateline")).to_have_text(["Outlet 2", "Outlet 3"])


async def test_what_follows_on_a_message_that_is_not_there_says_on_what(
    page: Page, chat: LocalChat
) -> None:
    payload = card("", kind="update", label="UPDATE", sentences=[])
    await chat.send("general", payload, nonce="1", thread="999")
    await expect(page.locator(".parent")).to_have_text("Follows an earlier message")


async def test_who_was_called_stays_named_after_an_edit(page: Page, chat: LocalChat) -> None:
    payload = card(mention="@desk", mentioned="@desk")
    sent = await chat.send("general", payload, nonce="1")
    await expect(page.locator(".mention")).to_have_text("@desk")
    await chat.edit("general", sent.external_id, {**payload, "title": "Four", "mention": None})
    await expect(page.locator(".title")).to_have_text("Four")
    await expect(page.locator(".mention")).to_have_text("@desk")
