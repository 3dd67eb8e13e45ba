"""Small news of a place or a topic stays out of the story that runs there, in each language."""

from functools import cache

import pytest

from bot.evaluate.stories import labelled, predict
from bot.pipeline.cluster import Names, names_of
from tests.shipped import shipped


@cache
def names() -> Names:
    return names_of(shipped().topics.values())


def stories(*told: tuple[str, str]) -> list[str]:
    """Give the story of each item; they come a quarter of an hour apart."""
    rows = [
        labelled({"id": n, "title": title, "summary": text, "source": f"outlet {n}",
                  "published": 1_796_000_000 + 900 * n})
        for n, (title, text) in enumerate(told)
    ]  # fmt: skip
    return [said.story for said in predict(rows, names())]


SHOAL = (
    ("Philippine boat damaged in collision with Chinese coast guard ship at Scarborough Shoal",
     "A Philippine fisheries vessel was damaged when a China Coast Guard ship struck it."),
    ("Manila says Chinese ship rammed fisheries vessel near Scarborough Shoal",
     "The bureau of fisheries said its vessel was rammed and its hull was holed."),
    ("China, Philippines trade blame over Scarborough Shoal collision",
     "Beijing said the Philippine vessel turned sharply across its bow."),
)  # fmt: skip
ENTRY = (
    ("尖閣沖で中国海警局の船3隻が領海侵入", "28日午前、中国海警局の船3隻が領海に侵入した。"),
    ("中国海警船3隻 尖閣沖の領海に侵入", "海上保安庁によると、3隻が尖閣沖の領海に侵入した。"),
    ("尖閣沖の領海侵入で政府が中国に抗議", "政府は28日、中国海警局の船の領海侵入に抗議した。"),
)
DEPOT = (
    ("Drohnenangriff setzt Öldepot auf der Krim in Brand", "Ein Öldepot bei Feodossija brennt."),
    ("Krim: Öldepot nach Drohnenangriff in Flammen", "Ukrainische Drohnen trafen ein Öldepot."),
    ("Ukraine greift Öldepot auf der Krim an", "Der Generalstab bestätigte den Angriff."),
)
LAW = (
    ("China revises Coast Guard Law to allow longer boarding of foreign vessels",
     "China's legislature has revised the Coast Guard Law. Crews may stay aboard for 72 hours."),
    ("China revises Coast Guard Law to allow long boarding of foreign vessels",
     "China has changed its Coast Guard Law, and officers may stay for three days."),
    ("中国が海警法を改正、外国船への立ち入りを72時間まで可能に",
     "中国の立法機関は海警法を改正し、停船させた外国船に72時間までとどまれるようにした。"),
)  # fmt: skip


@pytest.mark.parametrize("event", [SHOAL, ENTRY, DEPOT, LAW], ids=["en", "ja", "de", "en and ja"])
def test_reports_of_one_event_of_a_topic_are_one_story(event: tuple[tuple[str, str], ...]) -> None:
    assert len(set(stories(*event))) == 1


@pytest.mark.parametrize(
    ("event", "small"),
    [
        (SHOAL, ("Philippine fishermen near Scarborough Shoal to get fuel subsidy",
                 "The government will pay for fuel of boats that fish near Scarborough Shoal.")),
        (SHOAL, ("Documentary on Scarborough Shoal wins Manila award",
                 "The film follows three fishermen at Scarborough Shoal.")),
        (ENTRY, ("尖閣・魚釣島のヤギ 衛星写真で生息数を調査", "魚釣島のヤギを数える。")),
        (ENTRY, ("尖閣沖でエンジン故障の漁船を巡視船が救助", "エンジンが故障した漁船を救助した。")),
        (DEPOT, ("Weinlese auf der Krim fällt so klein aus wie nie",
                 "Auf der Krim wurden nur 60.000 Tonnen Trauben geerntet.")),
        (DEPOT, ("Wasser auf der Krim wird wieder rationiert",
                 "Auf der Krim gibt es Wasser nur noch am Morgen.")),
        (LAW, ("Fishing crew held in first case under revised Coast Guard Law",
               "A fishing crew of six is being held in the first case under the law.")),
    ],
)  # fmt: skip
def test_small_news_of_the_same_topic_is_a_story_of_its_own(
    event: tuple[tuple[str, str], ...], small: tuple[str, str]
) -> None:
    *running, alone = stories(*event, small)
    assert alone not in running


def test_a_case_told_in_two_languages_does_not_join_the_law_that_it_is_about() -> None:
    crew = ("Fishing crew held in first case under revised Coast Guard Law",
            "Six are held in the first case under China's revised law.")  # fmt: skip
    gyosen = (
        "改正海警法で初の拘束か、漁船員6人",
        "改正海警法に基づき、漁船の乗組員6人が拘束された。",
    )
    *law, one, other = stories(*LAW, crew, gyosen)
    assert len(set(law)) == 1
    assert not {one, other} & set(law)


@pytest.mark.parametrize(
    ("one", "other", "elsewhere"),
    [
        ("Two killed in light plane crash near Townsville",
         "Light plane crash near Townsville kills two",
         "Two killed in light plane crash near Bendigo"),
        ("Actor Colin Brandreth dies aged 81", "Actor Colin Brandreth of Quayside dies at 81",
         "Actor Jack Brandreth dies aged 81"),
        ("Flood warning issued for Wollombi after heavy rain",
         "Heavy rain brings flood warning for Wollombi",
         "Flood warning issued for Maitland after heavy rain"),
    ],
)  # fmt: skip
def test_what_differs_in_whom_or_where_it_tells_of_joins_no_story_of_two_reports(
    one: str, other: str, elsewhere: str
) -> None:
    first, second, third = stories((one, ""), (other, ""), (elsewhere, ""))
    assert first == second != third


def test_the_counts_of_two_days_stay_two_stories_however_many_tell_them() -> None:
    days = ((12, 7), (31, 9), (14, 6))
    told = [
        (title, "")
        for planes, ships in days
        for title in (
            f"Taiwan detects {planes} Chinese military aircraft, {ships} ships around island",
            f"Taiwan tracks {planes} PLA aircraft and {ships} vessels",
        )
    ]
    found = stories(*told)
    assert len(set(found)) == 3
    assert found[0::2] == found[1::2]


def test_the_same_done_to_one_person_is_one_event_in_other_words() -> None:
    one, other, apart = stories(
        ("Jimmy Lai loses appeal against fraud conviction", ""),
        ("Jimmy Lai: Hong Kong court rejects publisher's appeal", ""),
        ("Jimmy Lai's book of letters from prison wins prize", ""),
    )
    assert one == other != apart


def test_an_opening_is_one_event_whether_a_plant_starts_or_a_factory_kicks_off() -> None:
    one, other = stories(
        ("BYD's Hungary car plant starts output in Szeged", ""),
        ("BYD kicks off production at Szeged factory", ""),
    )
    assert one == other


def test_ships_of_today_are_not_those_of_the_day_before_yesterday() -> None:
    told = (
        ("尖閣沖 中国海警船4隻が領海侵入", "", 0),
        ("Four Chinese coast guard ships enter waters near Senkaku Islands", "", 1),
        ("尖閣沖 中国海警船2隻が領海侵入", "", 46),
        ("Two Chinese coast guard ships enter waters near Senkaku Islands", "", 47),
    )
    rows = [
        labelled({"id": n, "title": title, "source": f"outlet {n}",
                  "published": 1_796_000_000 + 3600 * hours})
        for n, (title, _, hours) in enumerate(told)
    ]  # fmt: skip
    one, two, three, four = (said.story for said in predict(rows, names()))
    assert one == two != three == four
