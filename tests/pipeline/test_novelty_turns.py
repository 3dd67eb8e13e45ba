"""What turns a story is news whatever the language: reports in two have no words in common."""

import pytest

from bot.pipeline.novelty import CORRECTION, DEVELOPMENT, OUTLETS, REHASH, novelty
from bot.pipeline.novelty_turns import turns
from tests.pipeline.test_novelty import report, shown

CALLED = report(
    "German train drivers call 48-hour strike at Deutsche Bahn",
    "The GDL union called on train drivers to walk out for two days from Thursday.",
)


@pytest.mark.parametrize(
    ("title", "language", "turn"),
    [
        ("Allemagne : la grève des conducteurs de train annulée au dernier moment", "fr",
         "called off"),
        ("Bahnstreik in letzter Minute abgewendet", "de", "called off"),
        ("ドイツ鉄道のスト回避", "ja", "called off"),
        ("德國鐵路罷工推遲", "zh", "put off"),
        ("독일 철도파업 타결", "ko", "agreed"),
        ("Dimite el presidente de la Deutsche Bahn", "es", "resigned"),
    ],
)  # fmt: skip
def test_what_turns_a_story_is_news_in_another_language_too(
    title: str, language: str, turn: str
) -> None:
    found = novelty([CALLED], report(title, "", "midi", language))
    assert found.kind == DEVELOPMENT
    assert f"turn {turn}" in found.facts
    assert shown(found) == [title]
    heard = novelty([CALLED, report(title, "", "midi", language)], report(title, "", "x", language))
    assert heard.kind == OUTLETS


def test_another_language_that_tells_the_same_turn_is_one_more_outlet() -> None:
    off = report("Strike at Deutsche Bahn called off at last minute", "The union called it off.")
    told = novelty([off], report("Bahnstreik in letzter Minute abgewendet", "", "main", "de"))
    assert told.kind == OUTLETS


LAW = report(
    "China passes revised coast guard law allowing 60-day detention at sea",
    "China's legislature adopted a revised Coast Guard Law on Wednesday.",
)
CONCERN = ("中国「海警法」改正 官房長官「強い懸念」 最長60日の拘束可能に", "")


def test_who_objects_to_what_happened_is_news_in_another_language_too() -> None:
    found = novelty([LAW], report(*CONCERN, "minato", "ja"))
    assert (found.kind, found.facts) == (DEVELOPMENT, ("somebody objects to it",))
    protest = report(
        "Tokyo protests over China's revised coast guard law", "It was lodged at once."
    )
    assert novelty([LAW, protest], report(*CONCERN, "minato", "ja")).kind == OUTLETS


def test_a_headline_without_a_turn_has_none() -> None:
    assert not turns("German train drivers call 48-hour strike at Deutsche Bahn")
    assert not turns("昨日の会談を振り返る")


@pytest.mark.parametrize(
    ("told", "language", "new", "other"),
    [
        ("两国元首见证签署七项合作文件。", "zh", "Both heads saw seven agreements signed.", "en"),
        ("La fusée a mis en orbite deux satellites Galileo.", "fr",
         "The rocket carried two Galileo satellites into orbit.", "en"),
        ("Mongolia signs a five-year coal deal with India in Ulaanbaatar.", "en",
         "India will buy coal of Mongolia for five years under the Ulaanbaatar deal.", "en"),
        ("Bei dem Unglück in Gera wurden sieben Wagen beschädigt.", "de",
         "En el accidente de Gera sufrieron daños siete vagones.", "es"),
    ],
)  # fmt: skip
def test_a_number_in_words_is_no_news_in_another_language_or_form(
    told: str, language: str, new: str, other: str
) -> None:
    found = novelty([report("", told, "one", language)], report("", new, "two", other))
    assert [fact for fact in found.facts if fact.startswith("number")] == []


def test_a_topic_that_only_another_language_names_in_its_text_is_no_news() -> None:
    known = {"senkaku": ("Senkaku Islands", "尖閣諸島")}
    told = report("尖閣沖に中国船4隻", "尖閣諸島沖で中国船4隻が領海に侵入した。", "a", "ja", known)
    more = {**known, "guard": ("Japan Coast Guard",)}
    text = "Four ships sailed into waters off the Senkaku Islands, the Japan Coast Guard said."
    title = "Four Chinese ships enter waters off Senkaku Islands"
    assert novelty([told], report(title, text, "b", topics=more)).kind == OUTLETS
    named = novelty([told], report("Japan Coast Guard gets ships", text, "b", topics=more))
    assert named.facts == ("topic Japan Coast Guard",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Unions threaten to call off talks", "en"),
        ("Strike has not been called off", "en"),
        ("Family urges kidnappers to release hostages", "en"),
        ("Streik könnte abgesagt werden", "de"),
        ("Le concert n'a pas été annulé", "fr"),
        ("野党、首相の辞任を要求", "ja"),
        ("노조, 파업 철회 요구", "ko"),
    ],
)
def test_what_is_wished_for_or_negated_is_no_act(text: str, language: str) -> None:
    assert turns(text, language) == frozenset()


def test_a_fire_that_breaks_out_has_not_ended() -> None:
    assert turns("A fire broke out at a mill in Lunn on Monday", "en") == frozenset()
    assert turns("Fire at mill in Lunn is out", "en") == {"ended"}


def test_what_was_announced_is_news_when_it_is_done() -> None:
    assert turns("Pilots to be released on Friday", "en") <= {"freed ahead"}
    told = report("Court to free two pilots on Friday", "Two pilots will be freed on Friday.")
    done = report("Two pilots freed", "Two pilots were freed on Friday.", "x")
    assert "turn freed" in novelty([told], done).facts


FIRED = report(
    "North Korea fires missile off east coast, South Korea says",
    "North Korea fired a missile off its east coast on Tuesday, South Korea's military said.",
)


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("North Korean missile test ends in failure, South Korea says", "en"),
        ("North Korea's missile fails after take-off", "en"),
        ("Nordkoreas Raketentest gescheitert", "de"),
        ("Corée du Nord : échec du tir de missile", "fr"),
        ("Fracasa el lanzamiento de un misil norcoreano", "es"),
        ("北朝鮮のミサイル発射は失敗", "ja"),
        ("북한 미사일 발사 실패", "ko"),
    ],
)
def test_what_fails_turns_a_story(title: str, language: str) -> None:
    found = novelty([FIRED], report(title, "", "midi", language))
    assert found.kind == DEVELOPMENT
    assert "turn failed" in found.facts


def test_what_somebody_only_omits_to_do_is_no_failure() -> None:
    assert not turns("Council fails to condemn missile test", "en")
    assert not turns("Leader of failed coup speaks", "en")


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("Missile launch failed, South Korea says in revision", "", "en"),
        ("South Korea: missile blew up", "The army said so, revising an earlier statement.", "en"),
        ("北朝鮮ミサイル、直後に爆発", "韓国軍は当初の発表を訂正し、爆発したとした。", "ja"),
        ("북한 미사일 공중 폭발", "합참은 앞선 발표를 정정해 공중에서 폭발했다고 밝혔다.", "ko"),
    ],
)
def test_what_takes_an_earlier_word_back_is_a_correction(
    title: str, text: str, language: str
) -> None:
    assert novelty([FIRED], report(title, text, "midi", language)).kind == CORRECTION


def test_a_live_page_that_repeats_its_title_tells_nothing() -> None:
    title = "LIVE: Senkaku Islands tension – follow our updates"
    page = report(title, "Updated 2 minutes ago.")
    assert novelty([page], report(title, "Updated 12 minutes ago.")).kind == REHASH
