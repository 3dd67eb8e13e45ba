"""Posts as Slack gets them: what stands in them, that every limit holds, that nothing calls."""

import json
import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slackblocks import Message as Checked

from bot.chat.links import address, agrees
from bot.chat.slack import buttons, sections, text
from bot.chat.slack.draw import mention_of, to_payload
from bot.chat.slack.links import linked
from bot.chat.slack.marks import Mark, mark_of, marked
from bot.model import Button, DigestLine, Kind, Message, Section, Sentence
from bot.words import marked_moment
from tests.chat.chance import Chance
from tests.chat.hostile import HOSTILE
from tests.chat.slack import rules
from tests.chat.slack.reader import active_in, headings_of, links_in, shown, texts_of

AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
WHEN = "<!date^1795509000^{date_short_pretty}, {time}|24 Nov, 08:30 UTC>"
ENGLISH = "Two ships turned back on Monday. <https://wire.example/1|[1]>"
JAPANESE = "*二隻*\u200bが引き返した。 <https://minato.example/2|[2]>"
NONCE = "abcdefghij234567klmn"


def line(number: int, title: str = "Ships meet", **more: Any) -> DigestLine:
    values = {"sentence": "They met at noon.", "outlets": "NHK, Reuters + 2", "age": "3 h", **more}
    return DigestLine(
        number=number, title=title, url=f"https://wire.example/{number}", at=AT, **values
    )


def digest(parts: tuple[Section, ...], **more: Any) -> Message:
    title = "Digest, Tuesday 24 November, 08:00 Tokyo · 3 watches, 7 stories from 41 items"
    return Message(kind=Kind.DIGEST, label="DIGEST", title=title, sections=parts, at=AT, **more)


def body(message: Message) -> dict[str, Any]:
    made: dict[str, Any] = to_payload(message)["body"]
    return made


def bodies(message: Message) -> list[dict[str, Any]]:
    """Give all that is sent of a message, with its marks and what every post says besides."""
    payload = to_payload(message)
    parts = [payload["body"], *payload["more"]]
    return [
        {**marked(part, Mark(nonce=NONCE, part=n, parts=len(parts) - 1)), **text.post_options()}
        for n, part in enumerate(parts)
    ]


def test_an_alert_is_a_headline_who_tells_it_the_sentences_small_print_and_buttons(
    alert: Message,
) -> None:
    drawn = body(alert)
    assert headings_of(drawn) == ["Two ships turn back"]
    assert shown(drawn)[1:] == [
        "*ALERT* · <https://wire.example/1|Harbour Wire> · Japan · wire",
        f"{ENGLISH}\n{JAPANESE}",
        f"Also reported by 港新聞 (ja): 2 independent outlets\nSenkaku Islands · {WHEN}",
        "[Why] [Mute…]",
    ]
    assert drawn["text"] == (
        "ALERT: Two ships turn back\nTwo ships turned back on Monday.\n二隻が引き返した。"
    )


def test_an_urgent_alert_says_so_to_the_eye_and_to_the_ear(alert: Message) -> None:
    drawn = body(replace(alert, urgent=True, label="URGENT"))
    assert shown(drawn)[1].startswith("🔴 *URGENT* · ")
    assert drawn["text"].startswith("URGENT: ")


def test_a_title_that_finds_no_room_in_the_headline_stands_whole_below_it(alert: Message) -> None:
    title = "Two ships turn back " * 9
    drawn = body(replace(alert, title=title))
    assert headings_of(drawn)[0].endswith("…")
    assert shown(drawn)[2].startswith(f"*{title.strip()}*\n")


def test_the_head_of_a_roll_up_is_never_cut_off_for_good() -> None:
    why = "Held during quiet hours 22:00–07:00 and over this channel’s budget of 4 an hour"
    late = "could not be posted since Tuesday 24 November, 06:10 (UTC)"
    title = f"{why} and {late}: 1,234 more stories"
    roll = Message(kind=Kind.ROLLUP, label="ROLL-UP", title=title, at=AT)
    assert shown(body(roll)) == [f"{headings_of(body(roll))[0]}", f"*ROLL-UP · {title}*"]


def test_a_long_notice_goes_on_in_more_sections() -> None:
    said = "\n".join(f"{n}. {'word ' * 20}".strip() for n in range(60))
    drawn = body(Message(kind=Kind.NOTICE, label="NOTICE", title=said, at=AT))
    assert "\n".join(shown(drawn)) == said
    assert len(drawn["blocks"]) > 1


@pytest.mark.parametrize("called", ["<@U123ABC>", "<!subteam^S77ABC>", "<@U123ABC> <@W2>"])
def test_only_the_chosen_person_or_group_is_called(alert: Message, called: str) -> None:
    drawn = body(replace(alert, mention=called))
    assert drawn["text"].startswith(f"{called} ALERT: ")
    assert shown(drawn)[2].startswith(f"{called}\n")
    assert body(replace(alert, mention=called.replace(">", "|somebody>"))) == drawn


@pytest.mark.parametrize(
    "mention", [None, "<!channel>", "<!here>", "@everyone", "somebody", "<@U1><@U2>", "<@&77>"]
)
def test_what_is_no_person_or_group_calls_nobody(alert: Message, mention: str | None) -> None:
    assert body(replace(alert, mention=mention)) == body(alert)


def test_the_buttons_keep_their_ids_and_what_takes_away_is_red(alert: Message) -> None:
    given = (*alert.buttons, Button(id="remove:7", label="Remove"))
    elements = body(replace(alert, buttons=given))["blocks"][-1]["elements"]
    assert [(one["action_id"], one.get("style")) for one in elements] == [
        ("why:s1", None),
        ("mute:s1", None),
        ("remove:7", "danger"),
    ]
    assert [buttons.pressed(one) for one in elements] == ["why:s1", "mute:s1", "remove:7"]


def test_a_post_is_found_again_by_its_mark_even_where_no_metadata_is_kept(alert: Message) -> None:
    mark = Mark(nonce=NONCE, part=2, parts=3)
    sent = marked(body(alert), mark)
    assert mark_of(sent) == mark
    assert mark_of({"blocks": sent["blocks"]}) == mark
    assert mark_of({"metadata": sent["metadata"]}) == mark
    assert mark_of(body(alert)) is None
    assert mark_of({"metadata": {"event_type": "task", "event_payload": {"nonce": NONCE}}}) is None


def test_a_digest_is_its_title_and_a_section_for_each_watch() -> None:
    parts = (
        Section(heading="Senkaku Islands", lines=(line(1, title_marks=((0, 5),)),)),
        Section(heading="Supply chains", lines=(line(2, sentence=""),)),
    )
    drawn = body(digest(parts, footer="214 of 220 feeds fresh"))
    assert headings_of(drawn) == [
        "Digest, Tuesday 24 November, 08:00 Tokyo · 3 watches, 7 stories from 41 items"
    ]
    first, second = (f"<https://wire.example/{n}|Ships meet>" for n in (1, 2))
    told = f"NHK, Reuters + 2 · {WHEN}"
    assert shown(drawn)[1:] == [
        f"*Senkaku Islands*\n*1.* {first}: They met at noon. {told}",
        f"*Supply chains*\n*2.* {second} · {told}",
        "214 of 220 feeds fresh",
    ]
    assert drawn["text"].split("\n")[1:] == ["Ships meet", "Ships meet", "214 of 220 feeds fresh"]


def test_what_finds_no_room_in_a_digest_follows_and_nothing_is_lost() -> None:
    lines = tuple(line(n, title="Long " * 40, sentence="Words " * 60) for n in range(1, 41))
    made = bodies(digest((Section(heading="All", lines=lines),)))
    assert len(made) > 2
    said = "\n".join(shown_line for one in made for shown_line in shown(one))
    assert re.findall(r"^\*(\d+)\.\*", said, re.MULTILINE) == [str(n) for n in range(1, 41)]
    assert [what for one in made for what in rules.message_breaches(one)] == []


def test_eighty_watches_in_a_digest_are_more_blocks_than_a_message_takes() -> None:
    parts = tuple(Section(heading=f"Watch {n}", lines=(line(n),)) for n in range(80))
    made = bodies(digest(parts, footer="all fresh", buttons=(Button(id="more:1", label="More"),)))
    assert [len(one["blocks"]) for one in made] == [50, 33]
    assert shown(made[0])[-2:] == ["all fresh", "[More]"]


def test_a_notice_is_one_section_with_our_own_marks() -> None:
    said = "csis.org has failed since 06:10. `/feeds list` shows more: https://csis.org/feed."
    notice = Message(kind=Kind.NOTICE, label="NOTICE", title=said, at=AT)
    assert shown(body(notice)) == [said.replace("https://csis.org/feed", "<https://csis.org/feed>")]


def test_a_moment_in_a_notice_is_shown_in_each_readers_zone() -> None:
    since = marked_moment(AT, "06:10")
    notice = Message(kind=Kind.NOTICE, label="NOTICE", title=f"It fails since {since}.", at=AT)
    payload = to_payload(notice)
    drawn = payload["body"]["blocks"][0]["text"]["text"]
    assert drawn == f"It fails since <!date^{int(AT.timestamp())}^{{time}}|06:10>."
    assert payload["body"]["text"] == payload["title"] == "It fails since 06:10."


@pytest.mark.parametrize(
    ("setting", "label", "seen"),
    [
        ("urgent", "DEVELOPMENT", False),
        ("urgent", "URGENT", True),
        ("urgent", "CORRECTION", True),
        ("always", "DEVELOPMENT", True),
        ("never", "URGENT", False),
    ],
)
def test_what_the_channel_sees_of_a_thread_is_a_setting(
    alert: Message, setting: str, label: str, seen: bool
) -> None:
    update = replace(alert, kind=Kind.UPDATE, label=label)
    assert to_payload(update, setting)["broadcast"] is seen
    assert to_payload(replace(alert, label=label), setting)["broadcast"] is False


# ── links ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("label", "url"),
    [
        ("Ships meet", "https://wire.example/1?a=1&b=2"),
        ("bank.example", "https://evil.example"),
        ("https://bank.example", "https://evil.example"),
        ("a|b <c> & d", "https://wire.example/"),
        ("javascript:alert(1)", "https://evil.example"),
    ],
)
def test_a_label_may_speak_of_its_own_host_alone(label: str, url: str) -> None:
    drawn = linked(label, url, 300)
    assert all(agrees(said, target) for said, target in links_in(drawn))
    assert [target for _, target in links_in(drawn)] == [address(url)]
    assert rules.markup_breaches(drawn) == []


@pytest.mark.parametrize("room", range(120, 180))
def test_a_label_that_is_cut_speaks_of_no_other_host(room: int) -> None:
    drawn = linked(
        f"{'Long ' * 20} bank.example.evil.example", "https://bank.example.evil.example", room
    )
    assert all(agrees(said, target) for said, target in links_in(drawn))
    assert len(drawn) <= room


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "https://a.example/" + "a" * 600])
def test_what_is_no_address_or_too_long_leaves_the_label_alone(url: str | None) -> None:
    assert linked("Ships *meet*", url, 300) == "Ships ∗meet∗"


# ── laws ────────────────────────────────────────────────────────────────────────────────────

MESSAGES = st.integers(0, 2**32)
often = settings(max_examples=int(os.environ.get("DRAWN", "60")), deadline=None)


@often
@given(MESSAGES)
def test_no_limit_is_ever_broken(seed: int) -> None:
    message = Chance(seed).message()
    assert [what for one in bodies(message) for what in rules.message_breaches(one)] == []
    assert all(sections.size_of(one["blocks"]) <= 12_200 for one in bodies(message))


@often
@given(MESSAGES)
def test_nothing_foreign_is_more_than_text(seed: int) -> None:
    message = Chance(seed).message()
    called = mention_of(message)
    assert not called or called == message.mention
    for one in bodies(message):
        for said in texts_of(one):
            assert active_in(said, without=called) == []


FOUND = re.compile(r"[@#]\w|https?://|\b[a-z0-9-]+\.(?:com|org|example)\b", re.IGNORECASE)


def plain_of(value: Any) -> list[str]:
    """Give the texts, without their sequences, in which Slack looks for addresses and names."""
    if isinstance(value, list):
        return [said for one in value for said in plain_of(one)]
    if not isinstance(value, dict):
        return []
    if value.get("type") == "mrkdwn":
        return [] if value.get("verbatim") else [re.sub(r"<[^<>]*>", "", value["text"])]
    return [said for one in value.values() for said in plain_of(one)]


@often
@given(MESSAGES)
def test_slack_finds_no_address_channel_or_name_in_what_is_foreign(seed: int) -> None:
    for one in bodies(Chance(seed).message()):
        assert [said for said in plain_of(one["blocks"]) if FOUND.search(said)] == []


@pytest.mark.parametrize(
    "said", ["see bank.example", "@everyone", "in #general", "HTTPS://a.example"]
)
def test_what_slack_would_link_by_itself_is_kept_verbatim(said: str) -> None:
    assert text.drawn(text.escape(said))["verbatim"] is True
    assert "verbatim" not in text.drawn("U.S. ships meet at 3.5 knots, No. 7: done")


@often
@given(MESSAGES)
def test_a_link_leads_where_its_label_says(seed: int) -> None:
    for one in bodies(Chance(seed).message()):
        for said in texts_of(one):
            for label, target in links_in(said):
                assert agrees(label, target)
                assert urlsplit(target).scheme in ("http", "https")


def test_over_a_thousand_hostile_texts_break_nothing(alert: Message) -> None:
    assert len(HOSTILE) > 1000
    for said in HOSTILE:
        hostile = replace(
            alert,
            title=said,
            also=said,
            footer=said,
            dateline=(said, said),
            tags=(said,),
            sentences=(Sentence(text=said, source=0, marks=((0, 3), (5, 9))),),
            buttons=(Button(id="why:s1", label=said),),
        )
        [one] = bodies(hostile)
        assert rules.message_breaches(one) == []
        assert [active for part in texts_of(one) for active in active_in(part)] == []
        assert all(agrees(*link) for part in texts_of(one) for link in links_in(part))


@pytest.mark.parametrize("kind", Kind)
def test_what_is_drawn_is_taken_by_slackblocks_too(kind: Kind, alert: Message) -> None:
    parts = tuple(Section(heading=f"Watch {n}", lines=(line(n),)) for n in range(1, 14))
    for one in bodies(replace(alert, kind=kind, sections=parts, mention="<@U123ABC>")):
        checked = Checked(channel="C1", text=one["text"], blocks=_without_buttons(one["blocks"]))
        assert len(checked.to_dict()["blocks"]) == len(_without_buttons(one["blocks"]))
        json.dumps(one)


def _without_buttons(blocks: list[dict[str, Any]]) -> list[Any]:
    """Give blocks as slackblocks knows them; it cannot read actions."""
    from slackblocks.blocks import Block

    return [Block.from_dict(block) for block in blocks if block["type"] != "actions"]


def test_the_limits_are_those_of_slackblocks() -> None:
    if not (known := rules.SPECS / "slackblocks-limits.json").exists():
        pytest.skip("the list of limits is not here (../shared/specs)")
    limits = json.loads(known.read_text(encoding="utf-8"))
    assert limits["header"]["text"]["max_length"] == text.HEADER
    assert limits["section"]["text"]["max_length"] == text.SECTION
    assert limits["button"]["text"]["max_length"] == text.BUTTON
    assert limits["action_id"]["max_length"] == buttons.LONGEST_ID
    assert limits["actions"]["elements"]["max_items"] == buttons.IN_A_BLOCK
    assert sections.MOST_BLOCKS == rules.MOST_BLOCKS
    assert sections.SIZE <= rules.MOST_CHARACTERS
