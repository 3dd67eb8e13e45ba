"""One event in languages that few feeds are in: each is read by the list of its own."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.model import Member
from bot.pipeline.cluster import Window, join
from bot.pipeline.cluster.sounds import in_latin, sounds_of_latin
from bot.pipeline.cluster.tongues import tongue_of

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
TOLD_TWICE = {
    "ru": (
        "Russian drones hit apartment block in Ternopil, six dead",
        "Удар российских дронов по жилому дому в Тернополе: шесть погибших",
    ),
    "nl": (
        "Customs find 4.8 tonnes of cocaine in containers in Rotterdam port",
        "Douane vindt 4,8 ton cocaïne in containers in de haven van Rotterdam",
    ),
    "it": (
        "Ferry runs aground off Lampedusa, 40 passengers hurt",
        "Traghetto incagliato al largo di Lampedusa: 40 passeggeri feriti, è un incidente",
    ),
    "pt": (
        "Magnitude 6.1 earthquake hits southern Peru, five dead",
        "Terremoto de magnitude 6,1 atinge o sul do Peru; cinco mortos",
    ),
    "vi": (
        "Magnitude 6.4 earthquake strikes off Hualien, Taiwan",
        "Động đất 6,4 độ ngoài khơi Hoa Liên (Hualien), Đài Loan",
    ),
    "id": (
        "Ferry sinks off Sulawesi, 30 missing",
        "Kapal feri tenggelam di Sulawesi, 30 orang hilang",
    ),
}


def stories_of(*titles: str) -> int:
    window = Window()
    for number, title in enumerate(titles, start=1):
        item = Member(
            story_id=number,
            community_id=None,
            item_id=number,
            feed_id=number,
            canonical=None,
            title=title,
            at=NOW + timedelta(minutes=number),
        )
        join(window, item, since=NOW - timedelta(days=2))
    return len(window.stories)


@pytest.mark.parametrize("tongue", TOLD_TWICE)
def test_an_event_joins_the_same_told_in_english(tongue: str) -> None:
    english, other = TOLD_TWICE[tongue]
    assert tongue_of(other) == tongue
    assert stories_of(english, other) == 1


@pytest.mark.parametrize("tongue", TOLD_TWICE)
def test_another_event_does_not(tongue: str) -> None:
    others = [english for one, (english, _) in TOLD_TWICE.items() if one != tongue]
    assert stories_of(*others, TOLD_TWICE[tongue][1]) == len(others) + 1


@pytest.mark.parametrize(
    "title",
    [
        "Milan edge Inter in derby",
        "Kim Jong Un visits Wonsan resort",
        "Prabowo, Anwar meet in Batam",
        "Lula, Milei trade barbs",
    ],
)
def test_names_alone_make_no_title_one_of_another_language(title: str) -> None:
    assert tongue_of(title) == "en"


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("тернополе", "ternopil"),
        ("одессы", "odesa"),
        ("лукойла", "lukoil"),
        ("бургасе", "burgas"),
        ("краматорске", "kramatorsk"),
    ],
)
def test_a_russian_name_sounds_as_in_latin_letters(russian: str, english: str) -> None:
    assert sounds_of_latin(in_latin(russian)) & sounds_of_latin(english)
