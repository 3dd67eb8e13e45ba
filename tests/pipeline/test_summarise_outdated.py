"""Summaries leave out figures that were corrected, or told anew since."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import Earlier, Told
from tests.pipeline.test_summarise import texts, told

BOAT = "A boat capsized off the Senkaku Islands on Saturday, and {} are missing, officials said."
ELSEWHERE = "{} people are missing after a ferry went down near the Senkaku Islands at dawn."


def later(one: Told, minutes: int, *before: str) -> Told:
    """Let an item come later, or have been changed then, from what it said ``before``."""
    at = one.item.first_seen + timedelta(minutes=minutes)
    if before:
        return replace(one, earlier=tuple(Earlier(title="", text=t, until=at) for t in before))
    return replace(one, item=replace(one.item, first_seen=at))


def test_a_figure_that_an_outlet_changed_is_shown_of_no_older_item() -> None:
    changed = later(told(1, "Boat", BOAT.format("three")), 30, BOAT.format("four"))
    older = later(told(2, "Ferry", ELSEWHERE.format("Four")), 10)
    assert texts(changed, older) == [BOAT.format("three")]
    newer = later(older, 40)
    assert texts(changed, newer) == [BOAT.format("three"), ELSEWHERE.format("Four")]
    same = later(told(2, "Ferry", ELSEWHERE.format("Three")), 10)
    assert texts(changed, same) == [BOAT.format("three"), ELSEWHERE.format("Three")]


@pytest.mark.parametrize(
    "note",
    [
        "An earlier version of this story said four were missing. Officials say there are three.",
        "Correction: three are missing off the Senkaku Islands, not four.",
    ],
)
def test_a_figure_that_a_correction_takes_back_is_not_shown_and_nor_is_the_correction(
    note: str,
) -> None:
    wrong = told(1, "Boat", f"{BOAT.format('four')} Divers from Naha search the Senkaku Islands.")
    assert texts(wrong, later(told(2, "Boat", note), 10)) == [
        "Divers from Naha search the Senkaku Islands."
    ]


def test_the_same_words_with_a_newer_number_take_the_place_of_the_older_ones() -> None:
    first = told(1, "Boat", BOAT.format("twelve"))
    second = later(told(2, "Boat", BOAT.format("14")), 10)
    assert texts(first, second) == [BOAT.format("14")]
    assert texts(later(first, 20), second) == [BOAT.format("twelve")]
    ja = "尖閣諸島の沖で28日に漁船が転覆し、{}人が行方不明になっていると海上保安庁が明らかにした。"
    first = told(1, "漁船", ja.format("４"), "ja")
    assert texts(first, later(told(2, "漁船", ja.format("6"), "ja"), 9)) == [ja.format("6")]


def test_other_figures_than_the_one_that_was_corrected_stay() -> None:
    changed = later(told(1, "Boat", BOAT.format("three")), 30, BOAT.format("four"))
    other = told(2, "Search", "Four helicopters search the waters around the Senkaku Islands.")
    assert len(texts(changed, other)) == 2


def test_numbers_of_other_things_in_much_the_same_words_are_no_newer_ones() -> None:
    first = told(
        1, "Boat", "A fishing boat capsized 30 kilometres north of the Senkaku Islands on Saturday."
    )
    second = told(
        2, "Boat", "A fishing boat carrying nine capsized north of the Senkaku Islands on Saturday."
    )
    assert texts(first, later(second, 10)) == [first.item.text]


@pytest.mark.parametrize(
    ("language", "first", "then"),
    [
        ("en", "Three people died in a fire on the Senkaku Islands, officials said.",
         "The death toll from the Senkaku Islands fire rose to five after two died in hospital."),
        ("de", "Bei einem Brand auf den Senkaku-Inseln gab es am Freitag drei Tote.",
         "Die Zahl der Toten auf den Senkaku-Inseln stieg am Samstag auf sieben."),
        ("fr", "Un incendie aux îles Senkaku a fait trois morts vendredi soir.",
         "Le bilan de l'incendie aux îles Senkaku passe à sept morts."),
        ("es", "Hay tres muertos por un incendio en las islas Senkaku.",
         "La cifra de muertos en las islas Senkaku sube a siete."),
        ("ja", "尖閣諸島の火災で3人が死亡したと発表した。", "尖閣諸島の火災の死者は7人に増えた。"),
        ("zh-Hans", "钓鱼岛附近火灾造成3人死亡，当局说。", "钓鱼岛附近火灾死亡人数升至7人。"),
        ("ko", "센카쿠 열도 화재로 3명이 숨졌다고 밝혔다.",
         "센카쿠 열도 화재 사망자가 7명으로 늘었다."),
    ],
)  # fmt: skip
def test_a_toll_that_rose_leaves_the_lower_one_out(language: str, first: str, then: str) -> None:
    older, newer = told(1, "Fire", first, language), told(2, "Fire", then, language)
    assert texts(older, later(newer, 30)) == [then]
    assert texts(later(older, 60), later(newer, 30)) == [then]  # it has not heard of it yet
    assert first in texts(later(older, 300), later(newer, 30))  # may be of something else
    other = "Twelve people died in a storm near the Senkaku Islands, officials said."
    assert other in texts(told(1, "Storm", other), later(newer, 30))


def test_a_toll_that_a_newer_title_passed_is_told_no_more() -> None:
    first = "Twelve people were killed by the quake near the Senkaku Islands."
    then = "Rescuers near the Senkaku Islands found whole families under the rubble."
    older = told(1, "Quake kills 12 near Senkaku Islands", first)
    newer = later(told(2, "Senkaku quake: 30 dead", then), 30)
    assert texts(older, newer) == [then]


def test_of_two_items_that_came_at_once_the_one_published_later_is_newer() -> None:
    first = "Twelve people were killed by the quake near the Senkaku Islands."
    then = "The death toll of the quake near the Senkaku Islands rose to 30."
    older, newer = told(1, "Quake", first), told(2, "Quake", then)
    assert first in texts(older, newer)  # nobody knows
    at = older.item.first_seen
    older = replace(older, item=replace(older.item, published=at - timedelta(hours=3)))
    newer = replace(newer, item=replace(newer.item, published=at))
    assert texts(newer, older) == [then]


UNHURT = [
    ("en", "A boat sank off the Senkaku Islands; nobody was hurt, officials said.",
     "Three people were injured when a boat sank off the Senkaku Islands, officials said."),
    ("en", "Fire broke out on a ship off the Senkaku Islands, with no injuries reported.",
     "Two people died in a fire on a ship off the Senkaku Islands, the coast guard said."),
    ("de", "Ein Boot sank vor den Senkaku-Inseln, verletzt wurde nach ersten Angaben niemand.",
     "Bei dem Untergang vor den Senkaku-Inseln sind drei Menschen leicht verletzt worden."),
    ("fr", "Un bateau a coulé au large des Senkaku sans faire de blessé, selon les secours.",
     "Deux personnes ont été blessées dans le naufrage au large des Senkaku, selon un bilan."),
    ("es", "Un barco se hundió frente a las Senkaku y no hay heridos, según la guardia costera.",
     "El naufragio frente a las islas Senkaku deja tres heridos, según la guardia costera."),
    ("ja", "尖閣諸島沖で28日朝、漁船が沈み、けが人はいないと海上保安庁が発表した。",
     "尖閣諸島沖の漁船の事故で、海上保安庁は3人がけがをしたと発表した。"),
    ("zh", "钓鱼岛附近28日一艘渔船沉没，海警表示无人受伤。",
     "海警更新消息称，钓鱼岛附近渔船沉没事故中有3人受伤。"),
    ("ko", "센카쿠 열도 앞바다에서 어선이 침몰했으나 인명피해는 없다고 해경이 밝혔다.",
     "센카쿠 열도 어선 침몰로 3명이 다쳤다고 해경이 밝혔다."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "first", "then"), UNHURT)
def test_that_nobody_was_hurt_is_told_no_more_when_a_newer_item_counts_some(
    language: str, first: str, then: str
) -> None:
    older, newer = told(1, "Boat", first, language), told(2, "Boat", then, language)
    assert texts(older, later(newer, 30)) == [then]
    assert first in texts(later(older, 60), later(newer, 30))
    assert texts(older) == [first]


def test_that_nobody_died_is_no_news_against_the_injured() -> None:
    first = "A boat sank off the Senkaku Islands, but nobody died, officials said."
    then = "Three people were injured off the Senkaku Islands, officials said."
    assert first in texts(told(1, "Boat", first), later(told(2, "Boat", then), 30))


@pytest.mark.parametrize(
    ("language", "first", "then"),
    [
        ("en", "The quake off the Senkaku Islands had a magnitude of 5.9, the agency said.",
         "The agency revised the magnitude of the Senkaku Islands quake to 6.1 from 5.9."),
        ("ja", "尖閣諸島沖の地震の規模を示すマグニチュードは5.9と推定される。",
         "気象庁は尖閣諸島沖の地震のマグニチュードを5.9から6.1に修正した。"),
        ("zh", "钓鱼岛海域地震震级为5.9级，台网中心测定。",
         "台网中心将钓鱼岛海域地震震级由5.9级修正为6.1级。"),
    ],
)  # fmt: skip
def test_a_figure_that_a_newer_item_says_was_revised_is_not_shown(
    language: str, first: str, then: str
) -> None:
    older, newer = told(1, "Quake", first, language), told(2, "Quake", then, language)
    assert texts(older, later(newer, 30)) == [then]
    assert texts(older) == [first]


def test_who_has_not_heard_of_a_correction_yet_is_not_quoted_with_the_wrong_figure() -> None:
    right = told(1, "Boat", "Correction: three are missing off the Senkaku Islands, not four.")
    wrong = told(2, "Ferry", f"{BOAT.format('four')} Divers search the Senkaku Islands.")
    assert texts(right, later(wrong, 20)) == ["Divers search the Senkaku Islands."]
    assert BOAT.format("four") in texts(right, later(wrong, 300))


def test_the_newer_lead_stands_first_where_the_older_one_is_outdated() -> None:
    first = f"{UNHURT[0][1]} It took divers six hours to find the wreck near Senkaku port."
    first = first.replace("It took divers", "Divers took")
    older, newer = told(1, "Boat sinks", first), later(told(2, "Boat", UNHURT[0][2]), 30)
    assert texts(older, newer)[0] == UNHURT[0][2]
    assert len(texts(older, newer)) == 2


TAKEN_BACK = [
    ("en", "Okinawa told 4,000 people near the Senkaku Islands to leave as the typhoon neared.",
     "Okinawa lifted the order for 4,000 people near the Senkaku Islands as the typhoon turned."),
    ("es", "Un empresario fue secuestrado cerca de las Senkaku este sábado, informó la policía.",
     "El empresario secuestrado cerca de las Senkaku ha sido liberado, informó la policía."),
    ("ja", "尖閣諸島沖で28日、漁船が消息を絶ち、海上保安庁が乗組員の行方を捜索している。",
     "尖閣諸島沖で消息を絶った漁船の乗組員を、海上保安庁が28日、救助した。"),
    ("zh", "钓鱼岛附近海域28日举行联合演习，两国海军宣布。",
     "两国海军宣布，原定28日在钓鱼岛附近海域举行的联合演习取消。"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "first", "then"), TAKEN_BACK)
def test_what_a_newer_item_calls_off_or_ends_is_not_told_any_more(
    language: str, first: str, then: str
) -> None:
    older, newer = told(1, "News", first, language), told(2, "News", then, language)
    assert texts(older, later(newer, 60)) == [then]
    assert texts(older) == [first]


def test_what_is_right_is_shown_of_a_correction_and_not_what_was_wrong() -> None:
    wrong = told(1, "Fares rise", "Fares to the Senkaku Islands will go up 12% in January.")
    note = (
        "An earlier version of this story misstated the increase. "
        "Fares to the Senkaku Islands will go up 2% in January."
    )
    right = told(2, "Correction: Fares to Senkaku Islands to go up 2%, not 12%", note)
    assert texts(wrong, later(right, 60)) == [note.split(". ")[1]]


@pytest.mark.parametrize(
    ("language", "first", "title", "note"),
    [
        ("ja", "尖閣諸島沖で28日、船が爆発し、作業員5人が死亡したと発表した。",
         "【訂正】尖閣沖の船爆発、死者は2人",
         "海上保安庁は、5人としていた尖閣諸島沖の死者は2人の誤りだったと訂正した。"),
        ("zh", "28日上午，钓鱼岛附近一艘船上吊机倒塌，造成8人死亡。",
         "更正：钓鱼岛附近船上吊机倒塌致3死", "海事局28日更正，死亡人数为3人，此前通报的8人有误。"),
        ("de", "Bei einem Unfall vor den Senkaku-Inseln sind 40 Menschen verletzt worden.",
         "Korrektur: Unfall vor den Senkaku-Inseln mit vier Verletzten",
         ("In einer früheren Fassung hieß es, es seien 40 Menschen verletzt worden. "
         "Richtig ist: Es waren vier.")),
        ("ko", "28일 센카쿠 열도 앞바다에서 폭발이 일어나 6명이 숨졌다.",
         "[정정] 센카쿠 앞바다 폭발 사망자 6명 아닌 1명",
         "해경은 28일 센카쿠 폭발 사고의 사망자를 6명에서 1명으로 정정했다."),
    ],
)  # fmt: skip
def test_a_toll_that_a_marked_title_corrects_is_shown_of_no_older_item(
    language: str, first: str, title: str, note: str
) -> None:
    wrong, right = told(1, "Unfall", first, language), told(2, title, note, language)
    assert first not in texts(wrong, later(right, 60))
    assert texts(wrong) == [first]


def test_a_sum_in_millions_takes_the_place_of_one_in_billions_in_the_same_words() -> None:
    fined = "The Senkaku court fined the harbour {} euros on Thursday for late inspections."
    wrong = told(1, "Court fines harbour", fined.format("1.2 billion"))
    right = told(2, "Corrected: Court fines harbour", fined.format("120 million"))
    mark = right.item.text + " (Corrects amount.)"
    marked = replace(right, item=replace(right.item, text=mark))
    assert texts(wrong, later(marked, 30)) == [fined.format("120 million")]


def test_a_correction_that_says_the_wrong_and_the_right_sum_at_once_takes_back_the_first() -> None:
    wrong = told(
        1, "Multa", "La Junta multa con 25 millones de euros a una petrolera de las Senkaku."
    )
    note = (
        "En una versión anterior se decía que la multa era de 25 millones de euros; son 2,5 "
        "millones."
    )
    assert texts(wrong, later(told(2, "Corrección: la multa es de 2,5 millones", note), 30)) == []


def test_of_the_missing_only_the_newest_number_is_told() -> None:
    first = told(1, "Trawler hit", "Eleven crew were missing on Monday after a trawler capsized in "
                 "a collision off the Senkaku Islands.")  # fmt: skip
    news = "Four are dead after the collision of a trawler off the Senkaku Islands, the guard said."
    newer = later(told(2, "4 dead, 7 missing after trawler capsized in collision", news), 60)
    assert texts(newer, first) == [news]


def test_nothing_is_told_of_a_report_that_its_outlet_corrected_as_a_whole() -> None:
    listed = "Washington put two dozen makers of lenses near the Senkaku Islands on a list."
    right = "Exporters off the Senkaku Islands, 42 of them, need a licence from Monday."
    wrong = told(1, "US adds 24 firms to list", listed)
    newer = later(told(2, "CORRECTED-US adds 42 firms to list", right), 60)
    assert texts(newer, wrong) == [right]
    other = replace(newer, publisher=replace(newer.publisher, family="other"))
    assert texts(other, wrong) == [right, listed]


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        (
            "en",
            "(Corrects first paragraph to show it is $7 billion) ",
            "Orbis will spend $7 billion.",
        ),
        (
            "en",
            "(Corrects figure in headline.) ",
            "Orbis Electronics said it will spend $7 billion.",
        ),
        (
            "en",
            "(This story has been corrected to say $7 billion) ",
            "Orbis will spend $7 billion.",
        ),
        ("de", "(Korrigiert Zahl im ersten Absatz) ", "Orbis will sieben Milliarden ausgeben."),
        ("fr", "(Corrige le montant) ", "Orbis a annoncé un investissement de 7 milliards."),
        ("es", "(Corrige la cifra) ", "Orbis anunció el lunes una inversión de 7.000 millones."),
        ("ja", "（第1段落の金額を訂正しました）", "オルビスは24日、70億ドルを投資すると発表した。"),
        ("zh", "（更正：首段投资金额）", "奥比斯24日宣布在得州投资70亿美元建厂。"),
        (
            "ko",
            "(첫 단락의 투자액을 바로잡습니다) ",
            "오르비스는 24일 70억 달러를 투자한다고 밝혔다.",
        ),
    ],
)
def test_what_the_desk_notes_in_front_is_not_quoted_and_what_stands_behind_it_is(
    language: str, note: str, said: str
) -> None:
    assert texts(told(1, "Plans of Orbis", f"{note}{said}", language)) == [said]
