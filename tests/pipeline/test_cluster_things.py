"""What two reports speak of, in words that people understand."""

from bot.model import Alias, Topic
from bot.pipeline.cluster import names_of
from bot.pipeline.cluster.things import FIGURE, NAME, Things, alone, in_common, things

ISLANDS = Topic(
    id="senkaku-islands",
    name="Senkaku Islands",
    names={"ja": "尖閣諸島"},
    aliases=(
        Alias(text="Senkaku", language="en", match="word"),
        Alias(text="尖閣", language="ja", match="sub"),
    ),
)
NAMES = names_of([ISLANDS])


def read(title: str, text: str = "", tongue: str = "en") -> Things:
    return things(title, text, tongue, NAMES)


SHIPS = read(
    "Three Chinese coast guard ships enter waters off Senkaku Islands",
    "The Japan Coast Guard said three vessels entered at 9 a.m.",
)


def test_names_and_figures_are_what_two_reports_speak_of() -> None:
    kanto = read(
        "Japan protests as 3 China Coast Guard vessels sail near Senkaku",
        "Japan Coast Guard crews warned them off.",
    )
    assert in_common(kanto, [SHIPS], 3) == ["Senkaku", "China", "Japan Coast Guard"]


def test_two_languages_speak_of_one_thing_as_it_stands_in_the_report_asked_about() -> None:
    lagoon = read("尖閣沖に中国船3隻が侵入", "海上保安庁によると", "ja")
    assert in_common(lagoon, [SHIPS], 3) == ["尖閣", "中国", "3隻"]
    assert in_common(SHIPS, [lagoon], 2) == ["Senkaku Islands", "Chinese"]


def test_plain_words_stand_there_where_little_else_is_common() -> None:
    goats = read("Ferry strands tourists who came for goats")
    assert in_common(goats, [read("A ferry full of goats")], 5) == ["Ferry", "goats"]
    assert in_common(goats, [read("Budget talks resume")], 5) == []


def test_what_a_title_alone_tells_is_set_against_the_other() -> None:
    mokpo, busan = read("Ferry sinks off Mokpo, 12 missing"), read("Ferry sinks off Busan")
    assert alone(mokpo, [busan], (NAME,), 2) == ["Mokpo"]
    assert alone(busan, [mokpo], (NAME,), 2) == ["Busan"]
    third, fourth = read("Ships seen for third day"), read("Ships seen for fourth day")
    assert alone(fourth, [third], (FIGURE,), 2) == ["fourth day"]


def test_a_person_named_by_half_is_no_other_person() -> None:
    whole, half = (
        read("Talks: Shigeru Ishiba goes to Manila"),
        read("In Manila Ishiba signs a pact"),
    )
    assert alone(whole, [half], (NAME,), 3) == []
    assert "Ishiba" in in_common(whole, [half], 3)


def test_what_belongs_to_somebody_is_named_without_its_ending() -> None:
    mine = read("Philippines’ senate and India's navy look at Senkaku’s waters")
    theirs = read("India sends its navy to Senkaku")
    assert in_common(mine, [theirs], 3)[:2] == ["Senkaku", "India"]
