"""Posts as Discord gets them: what stands in them, that every limit holds, that nothing calls."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.discord.buttons import mark, marker, unmarked
from bot.chat.discord.draw import BLUE, RED, to_payload
from bot.chat.discord.links import linked
from bot.chat.links import address, agrees
from bot.model import Button, DigestLine, Kind, Message, Section, Sentence
from bot.words import marked_moment
from tests.chat.chance import Chance
from tests.chat.discord import rules
from tests.chat.discord.reader import active_in, links_in, texts_of
from tests.chat.hostile import HOSTILE

AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def line(number: int, title: str = "Ships meet", **more: Any) -> DigestLine:
    values = {"sentence": "They met at noon.", "outlets": "NHK, Reuters + 2", "age": "3 h", **more}
    return DigestLine(
        number=number, title=title, url=f"https://wire.example/{number}", at=AT, **values
    )


def digest(sections: tuple[Section, ...], **more: Any) -> Message:
    title = "Digest, Tuesday 24 November, 08:00 Tokyo · 3 watches, 7 stories from 41 items"
    return Message(kind=Kind.DIGEST, label="DIGEST", title=title, sections=sections, at=AT, **more)


def test_an_alert_says_who_tells_what_and_from_where(alert: Message) -> None:
    body = to_payload(alert)["body"]
    [embed] = body["embeds"]
    assert embed["author"]["name"] == "ALERT · Harbour Wire · Japan · wire"
    assert (embed["title"], embed["url"]) == ("Two ships turn back", "https://wire.example/1")
    assert embed["description"].split("\n") == [
        r"Two ships turned back on Monday. [\[1\]](https://wire.example/1)",
        r"**二隻**が引き返した。 [\[2\]](https://minato.example/2)",
        "",
        r"Also reported by 港新聞 \(ja\): 2 independent outlets",
        "Senkaku Islands · <t:1795509000:R>",
    ]


def test_an_urgent_alert_says_so_in_words_and_in_its_colour(alert: Message) -> None:
    plain = to_payload(alert)["body"]["embeds"][0]
    urgent = to_payload(replace(alert, urgent=True, label="URGENT"))["body"]["embeds"][0]
    assert (plain["color"], urgent["color"]) == (BLUE, RED)
    assert urgent["author"]["name"].startswith("URGENT · ")


def test_only_the_chosen_role_is_called_and_never_by_an_edit(alert: Message) -> None:
    calling = replace(alert, mention="<@&77>")
    first = to_payload(calling)["body"]
    edited = to_payload(replace(calling, rings=False))["body"]
    assert first["content"] == edited["content"] == "<@&77>"
    assert first["allowed_mentions"] == {"parse": [], "roles": ["77"]}
    assert edited["allowed_mentions"] == {"parse": []}


def test_roles_and_persons_of_several_watches_are_all_called(alert: Message) -> None:
    body = to_payload(replace(alert, mention="<@&77> <@8> <@&78>"))["body"]
    assert body["content"] == "<@&77> <@8> <@&78>"
    assert body["allowed_mentions"] == {"parse": [], "roles": ["77", "78"], "users": ["8"]}


@pytest.mark.parametrize("mention", [None, "@everyone", "@here", "somebody", "<@&1><@&2>"])
def test_what_is_no_role_or_person_calls_nobody(alert: Message, mention: str | None) -> None:
    body = to_payload(replace(alert, mention=mention))["body"]
    assert "content" not in body
    assert body["allowed_mentions"] == {"parse": []}


def test_the_buttons_keep_their_ids(alert: Message) -> None:
    [row] = to_payload(alert)["body"]["components"]
    assert [(b["label"], b["custom_id"]) for b in row["components"]] == [
        ("Why", "why:s1"),
        ("Mute…", "mute:s1"),
    ]


def test_a_post_without_buttons_gets_one_that_can_be_marked() -> None:
    notice = Message(kind=Kind.NOTICE, label="NOTICE", title="All is well again.", at=AT)
    [row] = to_payload(notice)["body"]["components"]
    assert row["components"][0]["custom_id"] == "status:"


def test_a_post_is_found_again_by_the_mark_in_its_first_button(alert: Message) -> None:
    nonce = "abcdefghij234567klmn"
    for parts in (0, 3):
        marked = mark(to_payload(alert)["body"]["components"], nonce, parts)
        assert marker(marked) == (nonce, parts)
        first, second = (button["custom_id"] for button in marked[0]["components"])
        assert (unmarked(first), second) == ("why:s1", "mute:s1")
    assert marker(to_payload(alert)["body"]["components"]) is None


def test_a_digest_is_its_title_and_an_embed_for_each_watch() -> None:
    sections = (
        Section(heading="Senkaku Islands", lines=(line(1, title_marks=((0, 5),)),)),
        Section(heading="Supply chains", lines=(line(2, sentence=""),)),
    )
    body = to_payload(digest(sections, footer="214 of 220 feeds fresh"))["body"]
    assert body["content"] == (
        "**Digest, Tuesday 24 November, 08:00 Tokyo · 3 watches, 7 stories from 41 items**"
    )
    assert [embed["title"] for embed in body["embeds"]] == ["Senkaku Islands", "Supply chains"]
    assert body["embeds"][0]["description"] == (
        "**1.** [Ships meet](https://wire.example/1): They met at noon. "
        r"NHK, Reuters \+ 2 · <t:1795509000:R>".replace(r"\+", "+")
    )
    assert body["embeds"][1]["footer"] == {"text": "214 of 220 feeds fresh"}


def test_what_finds_no_room_in_a_digest_follows_and_nothing_is_lost() -> None:
    lines = tuple(line(n, title="Long " * 40, sentence="Words " * 60) for n in range(1, 41))
    payload = to_payload(digest((Section(heading="All", lines=lines),)))
    bodies = [payload["body"], *payload["more"]]
    assert len(bodies) > 2
    text = "\n".join(e["description"] for body in bodies for e in body["embeds"])
    assert re.findall(r"^\*\*(\d+)\.", text, re.MULTILINE) == [str(n) for n in range(1, 41)]
    assert [what for body in bodies for what in rules.message_breaches(body)] == []


def test_a_quiet_digest_and_a_notice_are_lines_of_text() -> None:
    quiet = digest((), footer="220 of 220 feeds fresh; stale: a*b")
    assert to_payload(quiet)["body"]["content"].endswith("**\n220 of 220 feeds fresh; stale: a\\*b")
    text = "csis.org has failed since 06:10. `/feeds list` shows more: https://csis.org/feed."
    notice = Message(kind=Kind.NOTICE, label="NOTICE", title=text, at=AT)
    assert to_payload(notice)["body"]["content"] == (
        "csis.org has failed since 06:10. `/feeds list` shows more: <https://csis.org/feed>."
    )


def test_a_moment_in_a_notice_is_shown_in_each_readers_zone() -> None:
    since = marked_moment(AT, "yesterday 06:10")
    notice = Message(kind=Kind.NOTICE, label="NOTICE", title=f"It fails since {since}.", at=AT)
    payload = to_payload(notice)
    assert payload["body"]["content"] == f"It fails since <t:{int(AT.timestamp())}:f>."
    assert payload["title"] == "It fails since yesterday 06:10."
    long = to_payload(replace(notice, title=f"{since} {'Long ' * 500}"))
    assert long["body"]["content"].startswith("yesterday 06:10 Long")


# ── links ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("label", "url", "same"),
    [
        ("Ships meet", "https://wire.example/1", True),
        ("wire.example: ships meet", "https://www.wire.example/1", True),
        ("bank.example", "https://evil.example", False),
        ("https://bank.example", "https://evil.example", False),
        ("see bank。example now", "https://evil.example", False),
        ("javascript:alert(1)", "https://evil.example", False),
        ("NHK：尖閣諸島、Update:one", "https://wire.example", True),
        ("v2.0 and 3.5 per cent", "https://wire.example", True),
    ],
)
def test_a_label_may_speak_of_its_own_host_alone(label: str, url: str, same: bool) -> None:
    assert agrees(label, url) is same
    drawn = linked(label, url, 300)
    assert all(agrees(shown, target) for shown, target in links_in(drawn))
    assert [target for _, target in links_in(drawn)] == [address(url)]


@pytest.mark.parametrize("room", range(140, 160))
def test_a_label_that_is_cut_speaks_of_no_other_host(room: int) -> None:
    whole = f"{'Long ' * 20} bank.example.evil.example"
    drawn = linked(whole, "https://bank.example.evil.example", room)
    assert all(agrees(shown, target) for shown, target in links_in(drawn))
    assert len(drawn) <= room


def test_a_title_that_is_cut_is_no_link_to_another_host(alert: Message) -> None:
    host = "bank.example.evil.example"
    for words in range(231, 256):
        cut = replace(alert, title=f"{'x' * words} {host}", url=f"https://{host}/")
        [embed] = to_payload(cut)["body"]["embeds"]
        assert "url" not in embed or agrees(embed["title"], embed["url"])


@pytest.mark.parametrize(
    ("url", "drawn"),
    [
        ("https://a.example/x_(y)", "https://a.example/x%5F%28y%29"),
        ("https://a.example/尖閣", "https://a.example/%E5%B0%96%E9%96%A3"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://a.example", "https://a.example/"),
        ("https://u@a.example/", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://a.example:port/", None),
        ("https://a b.example/", None),
        ("https://[::1]:8/x", "https://[::1]:8/x"),
        ("https://[::1/x", None),
        (None, None),
    ],
)
def test_an_address_ends_where_its_link_ends(url: str | None, drawn: str | None) -> None:
    assert address(url) == drawn


# ── laws ────────────────────────────────────────────────────────────────────────────────────


MESSAGES = st.integers(0, 2**32)
often = settings(max_examples=100, deadline=None)


def bodies(message: Message) -> list[dict[str, Any]]:
    payload = to_payload(message)
    nonce = "abcdefghij234567klmn"
    first = payload["body"]
    first = {**first, "components": mark(first["components"], nonce, len(payload["more"]))}
    return [first, *payload["more"]]


@often
@given(MESSAGES)
def test_no_limit_is_ever_broken(seed: int) -> None:
    message = Chance(seed).message()
    found = [what for body in bodies(message) for what in rules.message_breaches(body)]
    assert found == []
    assert 1 <= rules.units(to_payload(message)["thread"]) <= 100


@often
@given(MESSAGES)
def test_nothing_foreign_is_more_than_text(seed: int) -> None:
    message = Chance(seed).message()
    for body in bodies(message):
        calls = body["allowed_mentions"]
        named = re.fullmatch(r"<@(&?)(\d{1,20})>", message.mention or "")
        assert calls["parse"] == []
        assert set(calls.get("roles", [])) | set(calls.get("users", [])) <= (
            {named[2]} if named else set()
        )
        for text in texts_of(body, without=message.mention if named else None):
            assert active_in(text) == []


@often
@given(MESSAGES)
def test_a_link_leads_where_its_label_says(seed: int) -> None:
    message = Chance(seed).message()
    for body in bodies(message):
        for text in texts_of(body):
            for label, target in links_in(text):
                assert agrees(label, target)
                assert urlsplit(target).scheme in ("http", "https")
        for embed in body.get("embeds", ()):
            if "url" in embed:
                assert agrees(embed.get("title", ""), embed["url"])


def test_over_two_thousand_hostile_texts_break_nothing(alert: Message) -> None:
    texts = [*HOSTILE, *(f"{text} — " * 40 for text in HOSTILE)]
    assert len(texts) > 2000
    for text in texts:
        hostile = replace(
            alert,
            title=text,
            also=text,
            footer=text,
            dateline=(text, text),
            tags=(text,),
            sentences=(Sentence(text=text, source=0),),
            buttons=(Button(id="why:s1", label=text),),
        )
        [body] = bodies(hostile)
        assert rules.message_breaches(body) == []
        assert [active for part in texts_of(body) for active in active_in(part)] == []
        assert all(agrees(*link) for part in texts_of(body) for link in links_in(part))


@pytest.mark.skipif(not rules.SPEC.exists(), reason=rules.NO_SPEC)
@pytest.mark.parametrize("kind", Kind)
def test_what_is_drawn_is_valid_by_discords_own_file(kind: Kind, alert: Message) -> None:
    sections = tuple(Section(heading=f"Watch {n}", lines=(line(n),)) for n in range(1, 14))
    message = replace(alert, kind=kind, sections=sections, mention="<@&123456789012345678>")
    payload = to_payload(message)
    for body in (payload["body"], *payload["more"]):
        assert rules.breaches("POST", "/channels/1/messages", body) == []
    assert rules.breaches("PATCH", "/channels/1/messages/2", payload["body"]) == []
