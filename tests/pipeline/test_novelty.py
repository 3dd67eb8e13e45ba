"""Novelty: what an item adds to what was told of its story."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Feed, Item, Publisher, Told
from bot.pipeline.novelty import (
    CORRECTION,
    DEVELOPMENT,
    OUTLETS,
    REHASH,
    Heard,
    Novelty,
    Report,
    novelty,
)
from bot.pipeline.novelty_corrections import correction

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TITLE = "Patrol ships enter waters off the Senkaku Islands"
TEXT = (
    "Four Chinese patrol ships entered Japanese waters off the Senkaku Islands on Monday. "
    "The coast guard in Naha told them to leave at once."
)


def report(
    title: str,
    text: str = "",
    outlet: str = "kanto",
    language: str = "en",
    topics: dict[str, Sequence[str]] | None = None,
) -> Report:
    feed = Feed(id=1, url="https://example.org", name="F", next_due_at=NOW, interval=600)
    item = Item(
        id=1, feed_id=1, key="1", link=None, canonical=None, title=title, text=text,
        language=language, published=None, first_seen=NOW,
    )  # fmt: skip
    publisher = Publisher(id=outlet, name=outlet, family=outlet, kind="wire")
    return Report(told=Told(item=item, feed=feed, publisher=publisher), topics=topics or {})


FIRST = report(TITLE, TEXT, "harbour")


def after_first(title: str, text: str = "", outlet: str = "kanto") -> Novelty:
    return novelty([FIRST], report(title, text, outlet))


def shown(found: Novelty) -> list[str]:
    return [sentence.text for sentence in found.sentences]


def test_the_same_words_again_are_a_rehash_and_from_another_outlet_one_more_outlet() -> None:
    again = novelty([FIRST], report(TITLE, TEXT, "harbour"))
    assert again == Novelty(kind=REHASH)
    assert after_first(TITLE, TEXT) == Novelty(kind=OUTLETS)


def test_words_of_what_was_told_in_another_order_are_no_news() -> None:
    found = after_first(
        "Chinese patrol ships off the Senkaku Islands told to leave",
        "The coast guard told four patrol ships to leave waters off the Senkaku Islands at once.",
    )
    assert found.kind == OUTLETS


def test_a_number_that_nobody_had_is_a_development_told_by_its_whole_sentence() -> None:
    text = f"{TEXT} Later 12 more ships were seen to the north of the islands."
    found = after_first(TITLE, text)
    assert (found.kind, found.facts) == (DEVELOPMENT, ("number 12",))
    assert shown(found) == ["Later 12 more ships were seen to the north of the islands."]


def test_a_number_that_changed_in_the_same_sentence_is_a_development() -> None:
    told = report("Ferry sinks off the coast", "The ferry accident killed at least 12 people.")
    found = novelty([told], report("Ferry sinks", "The ferry accident killed at least 14 people."))
    assert (found.kind, found.facts) == (DEVELOPMENT, ("number 14 people",))


def test_numbers_are_the_same_in_words_figures_and_other_scripts() -> None:
    for text in ("4 ships entered the waters.", "４隻が領海に入った。", "四隻が領海に入った。"):
        language = "en" if text.isascii() else "ja"
        found = novelty([FIRST], report("", text, language=language))
        assert found.kind == OUTLETS, text


def test_dates_and_times_of_day_are_no_new_numbers() -> None:
    text = (
        "Four ships entered Japanese waters off the Senkaku Islands on Nov. 24, 2026 at 3:10 p.m."
    )
    assert after_first(TITLE, text).kind == OUTLETS


def test_a_new_actor_is_a_development() -> None:
    text = "In Tokyo, Prime Minister Aoki Haruto called the entry unacceptable."
    found = after_first(TITLE, text)
    assert found.kind == DEVELOPMENT
    assert "actor Aoki Haruto" in found.facts
    assert shown(found) == [text]


def test_another_form_of_a_name_that_was_told_is_no_new_actor() -> None:
    text = "Ships of China stayed in waters of Japan off the Senkaku Islands, the coast guard told."
    assert after_first(TITLE, text).kind == OUTLETS


def test_another_name_of_a_topic_that_was_told_is_no_new_place() -> None:
    topics = {"senkaku": ("Senkaku Islands", "Diaoyu Islands")}
    told = report(TITLE, TEXT, "harbour", topics=topics)
    new = report(TITLE, "Four patrol ships entered waters off the Diaoyu Islands.", topics=topics)
    assert novelty([told], new).kind == OUTLETS


def test_a_topic_that_no_item_was_about_is_a_development() -> None:
    told = report(TITLE, TEXT, "harbour", topics={"senkaku": ("Senkaku Islands",)})
    text = "The entry puts a new strain on the fisheries accord that both have."
    new = report(TITLE, text, topics={"senkaku": ("Senkaku Islands",), "fish": ("Fisheries",)})
    found = novelty([told], new)
    assert found.kind == DEVELOPMENT
    assert "topic Fisheries" in found.facts
    assert shown(found) == [text]


def test_a_new_place_is_called_one() -> None:
    found = after_first(TITLE, "The four patrol ships sailed on to Taisho Island on Monday.")
    assert found.facts == ("place Taisho Island",)


def test_a_quotation_that_was_not_told_is_a_development() -> None:
    text = "The coast guard said: “we shall never again allow such a provocation here”."
    found = after_first(TITLE, text)
    assert found.kind == DEVELOPMENT
    assert any(fact.startswith("quote “we shall never") for fact in found.facts)


def test_a_lead_of_other_words_is_a_development_even_without_number_or_name() -> None:
    text = "All talks about fishing rights went on without any word on when they might end."
    found = after_first("Talks go on", text)
    assert found.facts == ("words that were not told",)
    assert shown(found) == [text]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Correction: patrol ships story", "Three ships, not four, entered the waters."),
        ("CORRECTED-Patrol ships enter waters off islands", "Three ships entered the waters."),
        (TITLE, f"{TEXT} (This story has been corrected to say that three ships entered.)"),
        (TITLE, f"{TEXT} An earlier version of this story gave a wrong number of ships."),
        ("【訂正】尖閣沖に巡視船", "3隻でした。"), ("訂正：尖閣沖に巡視船", ""),
        ("更正：钓鱼岛海域巡逻船", "应为三艘。"), ("[정정] 센카쿠 해역에 순시선", "3척입니다."),
        ("Korrektur: Patrouillenboote", "Es waren drei Boote, nicht vier."),
        ("Boote", "In einer früheren Fassung dieses Textes stand, es seien vier Boote gewesen."),
        ("Correction : navires", "Trois navires sont entrés, et non quatre."),
        ("Navires", "Une précédente version de cet article parlait de quatre navires."),
        ("Corrección: barcos", "Entraron tres barcos, no cuatro."),
    ],
)  # fmt: skip
def test_an_outlets_own_word_that_it_was_wrong_is_a_correction(title: str, text: str) -> None:
    found = after_first(title, text)
    assert found.kind == CORRECTION
    assert found.sentences


WRONG = "An earlier version of this story said four patrol ships entered."


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [
        (f"Correction: {TITLE}", f"Correction: {WRONG} The coast guard says there were six.",
         [f"Correction: {WRONG}", "The coast guard says there were six."]),
        (TITLE, f"{WRONG} That was not so. It says there were six. They left on Monday at dawn.",
         [WRONG, "That was not so.", "It says there were six."]),
        (TITLE, "Six ships entered Japanese waters. Three boats left. (Corrects number of boats)",
         ["Three boats left.", "(Corrects number of boats)"]),
        ("Correction: patrol ships story", "Three ships, not four, entered the waters.",
         ["Correction: patrol ships story", "Three ships, not four, entered the waters."]),
        (TITLE, f"Correction: three ships entered, not four. {TEXT}",
         ["Correction: three ships entered, not four."]),
        (f"CORRECTED: {TITLE}", f"Six patrol ships entered the waters. {WRONG}",
         ["Six patrol ships entered the waters.", WRONG]),
        (f"Correction: {TITLE}", "An earlier report said four entered. Six ships were seen there.",
         ["An earlier report said four entered.", "Six ships were seen there."]),
        (TITLE, "This report corrects an earlier one that said four. Six ships entered the waters.",
         ["This report corrects an earlier one that said four.", "Six ships entered the waters."]),
    ],
)  # fmt: skip
def test_a_correction_is_told_by_the_sentence_that_says_what_is_right(
    title: str, text: str, told: list[str]
) -> None:
    new = report(title, text)
    assert shown(novelty([FIRST], new)) == told
    assert (correction(new.told) or "").replace(" – ", " ") == " ".join(told)


def test_a_title_that_corrects_is_told_apart_from_the_sentence_behind_it() -> None:
    title = "RETRACTION: Report on submarine order withdrawn"
    text = "The Gazette has withdrawn an article about an order, as it could not be verified."
    new = report(title, text)
    assert correction(new.told) == f"{title} – {text}"


def test_a_corrected_headline_is_told_with_the_sentence_that_is_most_like_it() -> None:
    title = "CORRECTED: Three ships enter waters off the islands"
    new = report(title, "It was sunny on 2 islands. Three ships entered the waters on Monday.")
    assert shown(novelty([FIRST], new)) == [title, "Three ships entered the waters on Monday."]
    assert correction(new.told) == title


@pytest.mark.parametrize(
    "title",
    [
        "Stock market correction deepens as investors flee",
        "首相が国会で発言を訂正",
        "Ministry corrects course on fishing rights",
        "Korrektur an den Börsen hält an",
        "Correction des copies : les professeurs protestent",
    ],
)
def test_news_about_something_that_was_corrected_is_no_correction(title: str) -> None:
    assert after_first(title).kind != CORRECTION


def test_japanese_is_compared_in_pairs_of_letters() -> None:
    told = report(
        "尖閣沖に中国船", "中国海警局の船4隻が24日、尖閣諸島の領海に侵入した。", language="ja"
    )
    same = report(
        "中国船が尖閣沖に", "尖閣諸島の領海に24日、中国海警局の船4隻が侵入した。", language="ja"
    )
    assert novelty([told], same).kind == REHASH
    protest = "青木外相は「断じて受け入れられない」と述べ、抗議した。"
    found = novelty([told], report("尖閣沖に中国船", protest, language="ja"))
    assert "actor 青木外相" in found.facts
    assert shown(found) == [protest]


def test_korean_particles_make_no_new_words() -> None:
    told = report("센카쿠 해역", "중국 해경 선박 네 척이 센카쿠 해역에 진입했다.", language="ko")
    same = report("센카쿠 해역", "센카쿠 해역에 중국 해경의 선박 4척이 진입했다.", language="ko")
    assert novelty([told], same).kind == REHASH


def test_another_language_that_says_no_new_number_is_one_more_outlet() -> None:
    same = report("尖閣沖に中国船", "中国の船4隻が尖閣諸島の領海に侵入した。", language="ja")
    assert novelty([FIRST], same).kind == OUTLETS
    more = report("尖閣沖に中国船", "中国の船7隻が尖閣諸島の領海に侵入した。", language="ja")
    assert novelty([FIRST], more).facts == ("number 7隻",)


def test_what_ends_in_the_middle_of_a_sentence_is_read_but_the_title_is_shown() -> None:
    text = "The coast guard said that President Okafor had called the meeting off and that the…"
    found = after_first("Meeting is called off", text)
    assert "actor Okafor" in found.facts
    assert shown(found) == ["Meeting is called off"]


def test_bylines_and_buttons_name_no_actors() -> None:
    text = f"{TEXT} Reporting by Ana Quist; Editing by Tom Roe."
    assert after_first(TITLE, text).kind == OUTLETS


def test_what_was_heard_once_is_no_news_from_the_next_outlet() -> None:
    more = report(TITLE, f"{TEXT} Later 12 more ships were seen in the north.")
    heard = Heard()
    heard.hear(FIRST)
    assert heard.novelty(more).kind == DEVELOPMENT
    heard.hear(more)
    assert heard.novelty(report(TITLE, "12 more ships were seen.", "delta")).kind == OUTLETS


def test_an_item_without_a_word_adds_an_outlet_at_most() -> None:
    assert after_first("", "").kind == OUTLETS
    assert novelty([FIRST], report("", "", "harbour")).kind == REHASH


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=60))
def test_an_item_adds_nothing_to_itself_and_sentences_are_its_own(
    told: str, text: str, title: str
) -> None:
    new = report(title, text)
    found = novelty([report(title, told)], new)
    assert all(s.text in title or s.text in text for s in found.sentences)
    assert found.kind != DEVELOPMENT or found.facts
    assert novelty([new], new).kind in (REHASH, CORRECTION)


def test_what_is_told_begins_without_the_dateline_of_a_wire() -> None:
    text = (
        "TOKYO, Nov 28 (Reuters) - Two of the ships chased a fishing boat with five men on board."
    )
    found = after_first("Fishing boat chased", text)
    assert found.kind == DEVELOPMENT
    assert shown(found) == ["Two of the ships chased a fishing boat with five men on board."]


def test_a_wires_note_in_front_is_told_apart_from_the_sentence_it_stands_before() -> None:
    text = (
        "(Corrects number of ships to five, not four, in first paragraph) TOKYO, Nov 28 (Reuters) "
        "- Five ships entered the waters on Friday, the coast guard said."
    )
    assert shown(after_first("CORRECTED-Five ships enter waters", text)) == [
        "(Corrects number of ships to five, not four, in first paragraph)",
        "Five ships entered the waters on Friday, the coast guard said.",
    ]
    added = after_first("Five ships", "(Adds quote) TOKYO, Nov 28 (AP) - Five ships came at dawn.")
    assert shown(added) == ["Five ships came at dawn."]


def test_what_stands_around_an_article_is_not_told() -> None:
    text = "Follow our live coverage of 12 ships. By ANN LEE and BO RAI. Nine ships fled to Naha."
    assert shown(after_first("Ships flee", text)) == ["Nine ships fled to Naha."]


@pytest.mark.parametrize(
    ("told_before", "lead", "number"),
    [
        ("The new refinery in Port Vale opened on Saturday, its operator Gawl Metals said.",
         "A fire broke out at the new refinery in Port Vale on Saturday, hours after it opened.",
         "Output will stop for three weeks."),
        ("港で新しい橋が土曜日に開通したと市が発表した。",
         "港の新しい橋で土曜日の夜、車が欄干に衝突する事故があった。",
         "橋は3週間閉鎖される。"),
    ],
)  # fmt: skip
def test_a_development_is_told_by_what_happened_and_not_by_its_number_alone(
    told_before: str, lead: str, number: str
) -> None:
    text = f"{lead} {number}"
    found = novelty([report("Opening", told_before)], report("Closed", text))
    assert (found.kind, shown(found)) == (DEVELOPMENT, [lead, number])
    again = novelty([report("Opening", f"{told_before} {lead}")], report("Closed", text))
    assert lead not in shown(again)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Japan lodges plan for Senkaku weather station",
         "Japan will build a weather station on the Senkaku Islands next year."),
        ("Drone photographs goats on Senkaku islands",
         "A drone has photographed wild goats on the Senkaku Islands."),
        ("Senkaku insurers raise rates for ships",
         "Insurers will raise rates for ships near the Senkaku Islands."),
        ("Two fishermen rescued near Senkaku islands by Japanese ship",
         "A ship rescued fishermen from a sinking boat near the Senkaku Islands."),
    ],
)  # fmt: skip
def test_other_news_of_what_the_story_is_about_is_never_swallowed(title: str, text: str) -> None:
    topics = {"senkaku": ("Senkaku Islands", "Senkaku", "Diaoyu")}
    first = report(TITLE, TEXT, "harbour", topics=topics)
    assert novelty([first], report(title, text, topics=topics)).kind == DEVELOPMENT
    assert novelty([first], report(title, text, "harbour", topics=topics)).kind == DEVELOPMENT


def published(one: Report, hour: int) -> Report:
    item = replace(one.told.item, published=NOW + timedelta(hours=hour))
    return replace(one, told=replace(one.told, item=item))


def test_a_toll_that_was_passed_is_no_news_when_it_arrives_late() -> None:
    rose = report(
        "Hualien quake toll rises to 30",
        "The death toll from the Hualien earthquake rose to 30, officials said.",
    )
    low = report(
        "Quake kills 12 in Hualien",
        "At least 12 people were killed when a strong earthquake hit Hualien on Monday.",
        "strait",
    )
    told = published(rose, 5)
    assert novelty([told], published(low, 2)).kind == OUTLETS
    assert novelty([told], published(low, 7)).kind == DEVELOPMENT  # it may be right
    assert novelty([told], low).kind == DEVELOPMENT
    more = replace(low.told.item, text=f"{low.told.item.text} Train 408 left the rails.")
    found = novelty([told], published(replace(low, told=replace(low.told, item=more)), 2))
    assert shown(found) == ["Train 408 left the rails."]


def test_what_shares_no_name_or_number_with_what_was_told_is_told_as_apart_from_it() -> None:
    other = report(
        "Bakery wins prize for rye loaf", "A bakery in Dunmore won a prize for its loaf."
    )
    assert novelty([FIRST], other).is_apart
    more = report(TITLE, f"{TEXT} Later 12 more ships were seen to the north of the islands.")
    assert not novelty([FIRST], more).is_apart
