"""What stands in a post."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.model import Feed, Item, Publisher, Sentence, Summary, Told
from bot.pipeline.render import alert, headline, item_post, sections_of, tags_of, update
from bot.pipeline.render_digest import (
    because_late,
    because_over_budget,
    because_paused,
    because_quiet,
    digest,
    health_line,
    nothing_to_tell,
    rollup,
)

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TITLE = "Japan and US to name China in joint statement"


def told(family: str, number: int = 1, language: str = "en", kind: str = "newspaper") -> Told:
    item = Item(
        id=number,
        feed_id=number,
        key=f"id:{number}",
        link=f"https://{family}.example/{number}",
        canonical=None,
        title=TITLE,
        text="The ministers will voice concern. They meet on Friday.",
        language=language,
        published=NOW - timedelta(hours=3),
        first_seen=NOW,
    )
    feed = Feed(
        id=number, url=f"https://{family}.example/f", name=family, next_due_at=NOW, interval=600
    )
    publisher = Publisher(id=family, name=family.title(), family=family, kind=kind, country="jp")
    return Told(item=item, feed=feed, publisher=publisher)


def say(text: str, source: int = 0) -> Sentence:
    return Sentence(text=text, source=source, language="en")


def draw(several: list[Told], *sentences: Sentence, urgent: str | None = None):  # type: ignore[no-untyped-def]
    return alert(7, several, Summary(sentences=sentences), title=TITLE, tags=["2+2"], urgent=urgent)


def test_a_sentence_with_a_day_gets_the_date_of_its_own_report() -> None:
    first, second = told("kyodo", 1), told("nhk", 2)
    second = replace(second, item=replace(second.item, published=NOW - timedelta(days=2)))
    undated = told("wire", 3)
    undated = replace(undated, item=replace(undated.item, published=None))
    message = draw(
        [first, second, undated],
        say("The ministers will voice concern."),
        say("They meet on Friday.", 1),
        say("They met last week.", 2),
    )
    days = [s.at and s.at.date() for s in message.sentences]
    assert days == [None, (NOW - timedelta(days=2)).date(), None]


def test_an_alert_names_outlet_country_and_kind_and_links_the_title() -> None:
    message = draw([told("kyodo", kind="wire")], say("The ministers will voice concern."))
    assert message.label == "ALERT"
    assert message.dateline == ("Kyodo", "Japan", "wire")
    assert (message.title, message.url) == (TITLE, "https://kyodo.example/1")
    assert message.at == NOW - timedelta(hours=3)


def test_an_urgent_alert_says_so_in_words() -> None:
    assert draw([told("kyodo")], urgent="many outlets").label == "URGENT"


def test_a_lone_outlet_is_not_also_reported() -> None:
    assert draw([told("kyodo"), told("kyodo", 2)]).also == ""


def test_also_reported_names_other_families_once_with_their_language() -> None:
    several = [told("kyodo"), told("nhk", 2, "ja"), told("post", 3), told("nhk", 4, "ja")]
    assert draw(several).also == "Also reported by Nhk (ja), Post: 3 independent outlets"


def of_wire(one: Told, wire: str) -> Told:
    return replace(one, item=replace(one.item, text=f"TOKYO, Nov 24 ({wire}) - They meet."))


def test_every_independent_outlet_is_named_and_whose_report_it_prints() -> None:
    twice = of_wire(told("nhk", 3, "ja"), "Kyodo")
    several = [told("nhk", 1), told("star", 2), twice]
    also = "Also reported by Star, Nhk (Kyodo, ja): 3 independent outlets"
    assert draw(several).also == also
    assert headline(several, [], heading="h", title="t").outlets == "Nhk, Star + 1"
    printing = of_wire(told("star", 2), "Kyodo")
    original = told("kyodo", 4, kind="wire")
    assert draw([told("nhk", 1), printing, original]).also == (
        "Also reported by Kyodo: 2 independent outlets, 1 reprint"
    )
    assert draw([printing, original]).also == (
        "Also reported by Kyodo: 1 independent outlet, 1 reprint"
    )
    assert draw([original, printing]).also == "Printed elsewhere too: 1 reprint"


def test_an_alert_that_a_reprint_tells_names_the_wire_beside_the_outlet() -> None:
    printing = of_wire(told("star", 2), "Kyodo")
    assert draw([printing]).dateline[0] == f"{printing.publisher.name} (Kyodo)"
    original = told("kyodo", 4, kind="wire")
    assert draw([original, printing]).dateline[0] == original.publisher.name


def test_the_marks_of_title_and_sentences_are_handed_on() -> None:
    sentence = replace(say("The ministers will voice concern."), marks=((4, 13),))
    several, said = [told("kyodo")], Summary(sentences=(sentence,))
    message = alert(7, several, said, title=TITLE, title_marks=((0, 5),), tags=[], urgent=None)
    assert message.title_marks == ((0, 5),)
    assert message.sentences[0].marks == ((4, 13),)
    line = headline(several, said.sentences, heading="", title=TITLE, title_marks=((0, 5),))
    assert (line.title_marks, line.sentence_marks) == (((0, 5),), ((4, 13),))
    ((drawn,),) = [section.lines for section in sections_of([line], first=1, now=NOW)]
    assert (drawn.title_marks, drawn.sentence_marks) == (((0, 5),), ((4, 13),))


def test_many_outlets_are_counted_not_listed() -> None:
    many = [told(f"outlet{n}", n) for n in range(1, 11)]
    assert draw(many).also.endswith("Outlet7, 3 more: 10 independent outlets")


def test_every_sentence_points_at_the_place_of_its_source() -> None:
    several = [told("kyodo"), told("nhk", 2), told("post", 3)]
    message = draw(several, say("From the post.", 2), say("From kyodo.", 0))
    cited = [message.sources[s.source].outlet for s in message.sentences]
    assert cited == ["Post", "Kyodo"]
    assert [s.outlet for s in message.sources] == ["Post", "Kyodo", "Nhk"]


def test_the_buttons_carry_the_story() -> None:
    assert [b.id for b in draw([told("a")]).buttons] == ["why:s7", "yes:s7", "no:s7", "mute:s7"]


def test_a_followed_item_carries_the_item() -> None:
    message = item_post(told("a", 34), Summary(sentences=()), watch="A's feed")
    assert message.label == "NEW"
    assert message.buttons[0].id == "why:i34"
    assert message.tags == ("A's feed",)


def a_digest(more: int = 0, timezone: str | None = "Asia/Tokyo") -> str:
    line = headline([told("a")], [say("One.")], heading="Senkaku Islands", title=TITLE)
    message = digest(
        sections_of([line], first=1, now=NOW),
        now=NOW,
        timezone=timezone,
        watches=3,
        items=41,
        more=more,
        health="214 of 220 feeds fresh",
        preview=True,
    )
    return f"{message.title}\n{message.footer}"


def test_a_digest_says_its_day_zone_and_counts() -> None:
    text = a_digest(more=6)
    assert text.startswith("Digest, Tuesday 24 November, 17:00")
    assert "3 watches, 7 stories from 41 items" in text
    assert "6 more" in text


def test_a_digest_without_a_zone_says_so() -> None:
    assert "zone not set" in a_digest(timezone=None)


def test_a_digest_line_names_two_outlets_and_counts_the_rest() -> None:
    several = [told("kyodo"), told("nhk", 2), told("post", 3), told("times", 4)]
    line = headline(several, (), heading="Senkaku Islands", title=TITLE)
    assert (line.outlets, line.publishers) == ("Kyodo, Nhk + 2", 4)
    (section,) = sections_of([line], first=1, now=NOW)
    assert (section.lines[0].outlets, section.lines[0].age) == ("Kyodo, Nhk + 2", "3 h")


def test_a_quiet_digest_says_that_it_is_quiet_and_the_feeds_are_not_broken() -> None:
    message = nothing_to_tell(now=NOW, timezone=None, watches=1, health="9 of 9 feeds fresh")
    assert "nothing new for 1 watch" in message.title
    assert message.footer == "9 of 9 feeds fresh"


def test_stale_feeds_are_named_but_not_all() -> None:
    assert health_line(5, 9, ["a", "b", "c", "d"]) == (
        "5 of 9 feeds fresh; stale: a, b, c and 1 more"
    )


def test_watched_topics_come_first_among_the_tags() -> None:
    names = {"a": "A", "b": "B"}
    assert tags_of(["a", "b", "gone"], names, {"b"}) == ["B", "A"]


def test_a_line_that_is_urgent_says_so_and_numbers_go_on_where_the_page_begins() -> None:
    lines = [
        headline([told("a")], (), heading="Quad", title="One", urgent=True),
        headline([told("b", 2)], (), heading="Senkaku", title="Two"),
        headline([told("c", 3)], (), heading="Quad", title="Three"),
    ]
    sections = sections_of(lines, first=11, now=NOW)
    assert [(s.heading, [line.number for line in s.lines]) for s in sections] == [
        ("Quad", [11, 13]),
        ("Senkaku", [12]),
    ]
    assert sections[0].lines[0].outlets == "urgent · A"


def test_a_roll_up_says_why_first() -> None:
    quiet, budget = because_quiet("22:00", "07:00"), because_over_budget(4.0)
    over = "over this channel’s budget of 4 an hour"
    said = [
        (m.label, m.title)
        for m in (
            rollup([], causes=[quiet], stories=12, now=NOW),
            rollup([], causes=[because_paused()], stories=1, now=NOW),
            rollup([], causes=[budget], stories=1200, now=NOW),
            rollup([], causes=[because_late(NOW, "Asia/Tokyo")], stories=2, now=NOW),
            rollup([], causes=[quiet, budget], stories=2, now=NOW),
        )
    ]
    assert said == [
        ("ROLL-UP", "Held during quiet hours 22:00–07:00: 12 stories"),
        ("ROLL-UP", "Held while this channel was quiet or paused: 1 story"),
        ("ROLL-UP", "Over this channel’s budget of 4 an hour: 1,200 more stories"),
        ("ROLL-UP", "Could not be posted since Tuesday 24 November, 17:00 (Asia/Tokyo): 2 stories"),
        ("ROLL-UP", f"Held during quiet hours 22:00–07:00 and {over}: 2 more stories"),
    ]


def test_an_update_names_its_outlet_and_cites_the_items_it_was_taken_from() -> None:
    drawn = update(7, [told("kanto", 7)], [say("Twelve boats came.")], label="UPDATE")
    assert (drawn.kind.value, drawn.label, drawn.title) == ("update", "UPDATE", "")
    assert drawn.dateline == ("Kanto", "Japan", "newspaper")
    assert [(s.text, s.source) for s in drawn.sentences] == [("Twelve boats came.", 0)]
    assert [s.url for s in drawn.sources] == ["https://kanto.example/7"]
    assert [b.id for b in drawn.buttons] == ["why:i7"]
    assert not drawn.urgent


def test_an_update_of_several_items_names_their_outlets_and_counts_what_it_does_not_show() -> None:
    items = [told("kanto", 7), told("strait", 8), told("kanto", 9)]
    drawn = update(9, items, [say("Talks ended.", 1)], label="UPDATE", more=2)
    assert drawn.dateline == ("Kanto", "Strait")
    assert drawn.sources[drawn.sentences[0].source].outlet == "Strait"
    assert drawn.footer == "and 2 reports more"


def test_an_update_about_urgency_is_urgent_and_may_call_somebody() -> None:
    drawn = update(
        7,
        [told("kanto", 7)],
        [],
        label="URGENT",
        title="Urgent now",
        urgent=True,
        mention="@desk",
    )
    assert (drawn.urgent, drawn.mention, drawn.rings) == (True, "@desk", True)


def test_of_an_outlet_that_nobody_described_its_name_alone_is_said() -> None:
    own = told("harbour", kind="unknown")
    bare = replace(own, publisher=replace(own.publisher, country=None))
    assert item_post(bare, Summary(sentences=()), watch="Harbour").dateline == ("Harbour",)
    assert draw([own]).dateline == ("Harbour", "Japan")
