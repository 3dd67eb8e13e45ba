"""What makes a name count that needs context: where it stands, and what stands near it."""

import pytest

from bot.model import Alias, Topic
from bot.pipeline.match import Document, build_index, match
from bot.pipeline.match.accidents import ACCIDENTS, BORROWERS
from bot.pipeline.query import parse_query
from bot.pipeline.text import fold


def topic(
    id_: str,
    *names: str,
    needs: str = "",
    vetoes: str = "",
    rule: str = "word",
    title_only: bool = False,
    title_vetoes: str = "",
) -> Topic:
    words = [tuple(filter(None, given.split(","))) for given in (needs, vetoes, title_vetoes)]
    aliases = tuple(
        Alias(
            text=name,
            language="en",
            match=rule,
            needs=words[0],
            vetoes=words[1],
            title_only=title_only,
            title_vetoes=words[2],
        )
        for name in names
    )
    return Topic(id=id_, name=id_, names={}, aliases=aliases)


TOPICS = (
    topic("patrols", "coast guard", needs="China,Chinese,Beijing", vetoes="festival"),
    topic("law", "Coast Guard Law"),
    topic("japan", "Japan Coast Guard"),
    topic("office", "Beijing Affairs Office"),
    topic("press", "Beijing", needs="summit"),
    topic("uyghurs", "신장", needs="인권,수용소", rule="sub"),
    topic("island", "대만", "釣魚台", "台海", rule="sub"),
    topic("quad", "쿼드", needs="인도,호주", rule="sub"),
)


def met(title: str, text: str = "", topics: tuple[Topic, ...] = TOPICS) -> set[str]:
    queries = {n: parse_query(f"topic:{one.id}", None) for n, one in enumerate(topics)}
    found = match(build_index(topics, queries), Document(title=title, text=text))
    return {topics[n].id for n in found}


FILLER = "The harbour was quiet in the morning and the market sold out by noon. "


@pytest.mark.parametrize(
    ("title", "text", "counts"),
    [
        ("Coast guard and China's envoy meet", "", True),
        ("Coast guard chief retires", "He once sailed to China.", True),
        ("Coast guard chief retires", FILLER * 8 + "He once sailed to China.", False),
        ("Harbour news", "The coast guard met Chinese vessels.", True),
        ("Harbour news", FILLER * 2 + "The coast guard met Chinese vessels.", True),
        ("Harbour news", FILLER * 8 + "The coast guard met Chinese vessels.", False),
        ("Harbour news from China", FILLER * 8 + "The coast guard helped.", False),
        ("Coast guard, China", FILLER * 8 + "The coast guard met Chinese vessels.", True),
    ],
)
def test_a_name_that_needs_context_counts_where_the_item_begins(
    title: str, text: str, counts: bool
) -> None:
    assert ("patrols" in met(title, text)) == counts


def test_a_name_that_needs_none_counts_far_down_too() -> None:
    assert "law" in met("Harbour news", FILLER * 8 + "The Coast Guard Law was read.")


def test_a_veto_far_from_a_name_rules_nothing_out() -> None:
    far = "The coast guard met Chinese vessels. " + FILLER * 4 + "A festival follows."
    near = "The coast guard met Chinese vessels at the festival."
    assert "patrols" in met("Harbour news", far)
    assert "patrols" not in met("Harbour news", near)


@pytest.mark.parametrize("sea", ["South China Sea", "East China Sea", "south china sea’s"])
def test_a_sea_is_not_the_country_it_has_its_name_from(sea: str) -> None:
    assert met(f"Coast guard saves fishermen in the {sea}") == set()
    assert met(f"Coast guard of China sails the {sea}") == {"patrols"}


def test_a_thing_of_another_country_is_not_this_ones() -> None:
    assert met("Japan Coast Guard hails a Chinese tanker") == {"japan"}


def test_a_place_at_the_start_of_a_longer_name_is_that_place() -> None:
    assert met("Beijing Affairs Office plans a summit") == {"office", "press"}


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("여성 인권 신장 토론회", set()),
        ("신장 수용소의 인권", {"uyghurs"}),
        ("매출은 기대만큼 늘지 않았다", set()),
        ("대만 총통", {"island"}),
        ("釣魚台国賓館で会談", set()),
        ("茅台海外销售", set()),
        ("台海局势", {"island"}),
        ("쿼드 회의, 인도적 지원 논의", set()),
        ("쿼드 회의, 인도 총리 참석", {"quad"}),
    ],
)
def test_letters_that_only_look_like_a_name_are_none(text: str, topics: set[str]) -> None:
    assert met(text) == topics
    assert met("", text) == topics


@pytest.mark.parametrize(
    ("query", "title", "hit"),
    [
        ("東京", "東京都知事が会見", True),
        ("京都", "東京都知事が会見", False),
        ("북한", "북한 핵심 인사가 방문", True),
        ("北朝鮮", "北朝鮮の核心を語る", True),
        ("인권", "인권 신장 정책", True),
        ("신장", "인권 신장 정책", False),
        ("현대", "현대만 올랐다", True),
        ("대만", "현대만 올랐다", False),
        ("公共", "公共機関の休み", True),
    ],
)
def test_the_word_that_a_longer_one_begins_with_keeps_its_meaning(
    query: str, title: str, *, hit: bool
) -> None:
    assert bool(match(build_index([], {1: parse_query(query, None)}), said(title))) == hit
    named = topic("it", query, rule="sub")
    asked = {1: parse_query("topic:it", None)}
    assert bool(match(build_index([named], asked), said(title))) == hit


def test_what_keeps_its_meaning_is_as_long_when_it_is_folded() -> None:
    assert all(len(fold(text[:kept]).text) == kept for text, kept in ACCIDENTS.items())


def said(title: str) -> Document:
    return Document(title=title, text="")


def test_each_longer_word_stands_once() -> None:
    assert len(set(ACCIDENTS)) == len(ACCIDENTS)
    assert len(set(BORROWERS)) == len(BORROWERS)
    assert not set(ACCIDENTS) & set(BORROWERS)


def test_a_name_may_need_less_in_a_title_than_in_the_text() -> None:
    in_text = topic("chips", "chip", needs="export*").aliases
    in_title = topic("chips", "chip", needs="minister", title_only=True).aliases
    chips = (Topic(id="chips", name="chips", names={}, aliases=in_text + in_title),)
    assert met("Minister speaks of chip plans", topics=chips)
    assert not met("Harbour news", "The minister speaks of chip plans.", topics=chips)
    assert met("Harbour news", "Exports of a chip fell.", topics=chips)


def test_a_title_about_something_else_rules_out_what_the_text_names() -> None:
    chips = (topic("chips", "chip", needs="China", title_vetoes="profit"),)
    assert met("Firm news", "Profit of a chip maker in China.", topics=chips)
    assert not met("Firm's profit rises", "It sells a chip in China.", topics=chips)
    assert not met("Chip maker's profit rises in China", topics=chips)
