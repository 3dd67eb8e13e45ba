"""What Discord and Slack would make of foreign text, told by a small reader of each dialect.

The readers are written from the platforms' pages: "Message Formatting" and "Markdown Text 101" of
Discord, "Formatting text for app surfaces" of Slack. They find what is active, no more.
"""

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.discord import text as discord
from bot.chat.fit import fit
from bot.chat.slack import text as slack
from tests.chat.hostile import HOSTILE

TEXT = st.one_of(
    st.text(), st.sampled_from(HOSTILE), st.lists(st.sampled_from(HOSTILE)).map("".join)
)

# ── readers ─────────────────────────────────────────────────────────────────────────────────

_ESCAPED = re.compile(r"\\([^\sA-Za-z0-9])")
_HIDDEN = "\ue000"  # stands for a sign whose meaning was taken away
DISCORD = {
    "mention": r"<(?:@[!&]?|#)\d+>|@(?:everyone|here)",
    "emoji, time or command": r"<a?:\w+:\d+>|<t:-?\d+(?::\w)?>|</[^>]+:\d+>|<id:\w+>",
    "link": r"(?i)https?://[^\s]|discord://|\]\(",
    "emphasis": r"\*[^*]+\*|__?[^_]+__?|~~.+~~|\|\|.+\|\||`[^`]+`",
    "line": r"(?m)^[ \t]*(?:#{1,3}|-#|>{1,3}|[-+*]|\d+\.)[ \t]",
}


def active_in_discord(text: str) -> list[str]:
    seen = _ESCAPED.sub(_HIDDEN, text)
    return [what for what, form in DISCORD.items() if re.search(form, seen)]


def active_in_slack(text: str) -> list[str]:
    found = [f"control {m}" for m in re.findall(r"<[^>]*>", text)]
    within = r"_(?!(?<=[A-Za-z0-9]_)[A-Za-z0-9])"  # a_b is a word
    return found + [f"emphasis {m}" for m in re.findall(rf"[*~`]|{within}", text)]


def read_by_slack(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


# ── nothing is active ───────────────────────────────────────────────────────────────────────


def test_there_are_over_a_thousand_hostile_titles() -> None:
    assert len(set(HOSTILE)) > 1000


def test_the_readers_find_what_is_active_in_text_that_was_not_escaped() -> None:
    assert active_in_discord("<@1> **a** [b](https://c.example)") == ["mention", "link", "emphasis"]
    assert active_in_slack("_a_b c_") == ["emphasis _", "emphasis _"]
    assert active_in_slack("<!channel> *a*") == ["control <!channel>", "emphasis *", "emphasis *"]
    harmless = [title for title in HOSTILE if not active_in_discord(title)]
    assert len(harmless) < len(HOSTILE) / 2


def test_no_hostile_title_is_more_than_text_in_discord() -> None:
    assert [title for title in HOSTILE if active_in_discord(discord.escape(title))] == []


def test_no_hostile_title_is_more_than_text_in_slack() -> None:
    assert [title for title in HOSTILE if active_in_slack(slack.escape(title))] == []
    assert [t for t in HOSTILE if "<" in slack.plain(t, slack.HEADER)["text"]] == []


@given(TEXT)
def test_no_text_at_all_is_more_than_text(text: str) -> None:
    assert active_in_discord(discord.escape(text)) == []
    assert active_in_slack(slack.escape(text)) == []


@given(st.lists(st.sampled_from(HOSTILE), min_size=1).map(" ".join), st.integers(1, 300))
def test_a_cut_text_is_no_more_than_text_either(text: str, limit: int) -> None:
    assert active_in_discord(discord.shown(text, limit)) == []
    assert active_in_slack(slack.shown(text, limit)) == []


# ── and what people wrote is still there ────────────────────────────────────────────────────


@given(TEXT)
def test_discord_shows_what_was_written(text: str) -> None:
    shown = _ESCAPED.sub(r"\1", discord.escape(text)).replace("\u2060", "")
    assert shown == text.replace("\u2060", "")


@given(TEXT)
def test_slack_shows_what_was_written_in_a_title(text: str) -> None:
    assert read_by_slack(slack.plain(text, 10**9)["text"]) == text


# ── cut to the platform's limits ────────────────────────────────────────────────────────────


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize("escape", [discord.escape, slack.escape, str])
@given(text=TEXT, limit=st.integers(0, 400))
def test_a_text_never_grows_beyond_its_place(
    escape: Callable[[str], str], text: str, limit: int
) -> None:
    assert units(fit(text, limit, escape)) <= limit


@given(TEXT)
def test_a_text_that_fits_is_left_whole(text: str) -> None:
    assert fit(text, 10**9, discord.escape) == discord.escape(text)


@pytest.mark.parametrize("whole", ["👨‍👩‍👧", "🇯🇵", "👍🏽", "é́", "คำ", "क्षि"])
@pytest.mark.parametrize("limit", range(1, 40))
def test_a_cut_leaves_no_part_of_a_grapheme(whole: str, limit: int) -> None:
    kept = fit(whole * 20, limit, str).removesuffix("…")
    assert kept == whole * (len(kept) // len(whole))


def test_a_cut_text_ends_with_an_ellipsis_and_no_blank() -> None:
    assert fit("two words", 5, str) == "two…"
    assert fit("two words", 0, str) == ""
    assert unicodedata.normalize("NFC", fit("cafe\u0301 noir", 6, str)) == "café…"


# ── links and mentions ──────────────────────────────────────────────────────────────────────


def test_a_link_of_slack_has_the_address_it_was_given_and_no_other() -> None:
    form = re.compile(r"<https://news\.example/a\|[^<>|]*>")
    made = [slack.link(label, "https://news.example/a", 3000) for label in HOSTILE]
    assert [link for link in made if not form.fullmatch(link)] == []


def test_a_link_that_finds_no_room_is_left_out() -> None:
    assert slack.link("Title", "https://news.example/" + "a" * 40, 50) == ""


@pytest.mark.parametrize(
    ("mention", "allowed"),
    [
        (None, {"parse": []}),
        ("<@&77>", {"parse": [], "roles": ["77"]}),
        ("<@77>", {"parse": [], "users": ["77"]}),
        ("@everyone", {"parse": []}),
        ("<@&77> <@&78>", {"parse": [], "roles": ["77", "78"]}),
        ("<@&77> @here", {"parse": []}),
        ("<@&77>  <@&78>", {"parse": []}),
    ],
)
def test_a_post_calls_nobody_but_whom_the_watch_names(
    mention: str | None, allowed: dict[str, object]
) -> None:
    assert discord.allowed_mentions(mention) == allowed


def test_slack_is_told_to_find_no_names_and_open_no_links() -> None:
    assert slack.post_options() == {
        "link_names": False,
        "parse": "none",
        "unfurl_links": False,
        "unfurl_media": False,
    }
