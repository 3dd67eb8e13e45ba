"""What first reports say of harm: that none is known, or how many were hurt."""

import pytest

from bot.pipeline.text.harm import Harm, denied, told
from bot.pipeline.text.injured import injured
from bot.pipeline.text.spelled import spelled
from bot.pipeline.text.tolls import dead


@pytest.mark.parametrize(
    "said",
    [
        "There were no immediate reports of damage or injuries on Lunn.",
        "No damage was immediately reported after the quake.",
        "There was no immediate word on casualties.",
        "The mayor said there were no known injuries.",
        "Officials have not reported any casualties so far.",
        "There were no reports of deaths or injuries.",
        "Berichte über Verletzte oder Schäden lagen zunächst nicht vor.",
        "Über Verletzte war zunächst nichts bekannt.",
        "Aucune victime n'a été signalée à ce stade.",
        "On ne déplore ni victimes ni dégâts.",
        "No se han reportado heridos en la isla.",
        "けが人の情報は入っていない。",
        "人的被害は今のところ確認されていない。",
        "被害の報告はない。",
        "目前尚未傳出災情。",
        "暂未收到人员伤亡报告。",
        "현재까지 인명 피해 신고는 없다.",
        "인명 피해는 확인되지 않았다.",
    ],
)
def test_that_nobody_is_known_to_be_hurt_is_read_in_the_words_of_first_reports(said: str) -> None:
    assert denied(said) is Harm.HURT


@pytest.mark.parametrize("said", ["No deaths were reported.", "No reports of fatalities came in."])
def test_that_nobody_died_says_nothing_of_the_hurt(said: str) -> None:
    assert denied(said) is Harm.DEAD


@pytest.mark.parametrize(
    "said",
    [
        "No tsunami warning was issued.",
        "No serious injuries were reported.",
        "Two of the injuries were serious.",
        "No information on the victims was released.",
        "津波による被害はない。",
        "被害者の情報を求めている。",
        "警方没有发现可疑物品。",
        "Von den Opfern ist keines aus Lunn.",
    ],
)
def test_other_things_that_are_not_there_deny_no_harm(said: str) -> None:
    assert denied(said) is None


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("seventeen", 17), ("Thirty-three", 33), ("siebzehn", 17), ("dix-sept", 17),
        ("diecisiete", 17), ("dieciséis", 16), ("eine", 1), ("seldom", None),
    ],
)  # fmt: skip
def test_a_number_in_words_is_known(said: str, value: int | None) -> None:
    assert spelled(said) == value


def test_people_are_counted_whose_number_is_written_out() -> None:
    assert dead("Fifteen people died on Lunn") == 15
    assert injured("Seventeen hurt as train leaves rails in Lunn") == 17
    assert injured("Siebzehn Verletzte bei Brand in Lunn") == 17
    assert told("Seventeen people were hurt by falling tiles.") is Harm.HURT
    assert told("Al menos 17 personas resultaron heridas.") is Harm.HURT
