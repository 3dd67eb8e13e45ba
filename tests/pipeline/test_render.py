"""What stands in a post."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.model import Feed, Item, Publisher, Section, Sentence, Summary, Told
from bot.pipeline.render import (
    alert,
    digest,
    digest_line,
    health_line,
    item_post,
    nothing_to_tell,
    tags_of,
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


def test_the_marks_of_title_and_sentences_are_handed_on() -> None:
    sentence = replace(say("The ministers will voice concern."), marks=((4, 13),))
    several, said = [told("kyodo")], Summary(sentences=(sentence,))
    message = alert(7, several, said, title=TITLE, title_marks=((0, 5),), tags=[], urgent=None)
    assert message.title_marks == ((0, 5),)
    assert message.sentences[0].marks == ((4, 13),)
    line = digest_line(1, several, said, title=TITLE, title_marks=((0, 5),), now=NOW)
    assert (line.title_marks, line.sentence_marks) == (((0, 5),), ((4, 13),))


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
    line = digest_line(1, [told("a")], Summary(sentences=(say("One."),)), title=TITLE, now=NOW)
    message = digest(
        [Section(heading="Senkaku Islands", lines=(line,))],
        now=NOW,
        timezone=timezone,
        watches=3,
        items=41,
        more=more,
        health="214 of 220 feeds fresh",
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
    line = digest_line(1, several, Summary(sentences=()), title=TITLE, now=NOW)
    assert (line.outlets, line.age) == ("Kyodo, Nhk + 2", "3 h")


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
