"""A count that is put right belongs to the story whose count it was, and opens none of its own."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.evaluate.stories import LabelledItem, labelled, predict
from bot.pipeline.cluster import names_of
from tests.shipped import shipped

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
Told = tuple[str, str, str]  # outlet, title, text


def rows(language: str, *told: Told) -> list[LabelledItem]:
    return [
        labelled(
            {
                "id": str(n),
                "source": outlet,
                "language": language,
                "title": title,
                "summary": text,
                "published": (AT + timedelta(minutes=20 * n)).isoformat(),
            }
        )
        for n, (outlet, title, text) in enumerate(told)
    ]


def stories(language: str, *told: Told) -> list[str]:
    items = rows(language, *told)
    return [said.story for said in predict(items, names_of(shipped().topics.values()))]


@pytest.mark.parametrize(
    ("language", "first", "then"),
    [
        (
            "ko",
            (
                "안산 제지공장 화재로 4명 사망",
                "안산의 제지공장에서 불이 나 4명이 숨졌다고 소방당국이 밝혔다.",
            ),
            (
                "안산 공장 화재 사망자 3명",
                "소방당국은 당초 4명으로 발표한 사망자를 3명으로 정정했다.",
            ),
        ),
        (
            "ko",
            (
                "북한, 동해로 탄도미사일 2발 발사",
                "합참은 북한이 동해상으로 탄도미사일 2발을 발사했다고 밝혔다.",
            ),
            (
                "합참 “북한 미사일 3발” 정정",
                "합참은 당초 2발로 발표했던 북한 탄도미사일을 3발로 정정했다.",
            ),
        ),
        (
            "ja",
            ("花蓮沖で漁船沈没、4人死亡", "花蓮沖で漁船が沈没し、4人が死亡したと当局が発表した。"),
            ("花蓮沖の漁船沈没、死者3人に訂正", "当局は花蓮沖の漁船沈没の死者数を3人に訂正した。"),
        ),
        (
            "zh",
            ("花蓮外海漁船沉沒 4人死亡", "花蓮外海一艘漁船沉沒，海巡署說4人死亡。"),
            (
                "海巡署更正：漁船沉沒3死",
                "海巡署更正說，花蓮外海漁船沉沒死亡人數為3人，此前通報為4人。",
            ),
        ),
        (
            "de",
            (
                "Vier Tote bei Brand in Papierfabrik in Hagen",
                "Bei einem Brand in einer Papierfabrik in Hagen starben vier Menschen.",
            ),
            (
                "Polizei korrigiert Zahl der Toten in Hagen auf drei",
                "Nach dem Brand in der Fabrik korrigierte die Polizei die Zahl auf drei.",
            ),
        ),
    ],
)
def test_another_outlet_that_tells_of_it_joins(
    language: str, first: tuple[str, str], then: tuple[str, str]
) -> None:
    told = stories(language, ("harbour", *first), ("kanto", *then))
    assert len(set(told)) == 1


def test_a_corrected_toll_of_another_place_stays_apart() -> None:
    told = stories(
        "en",
        ("harbour", "Ferry fire off Cebu kills four", "Four people died in a ferry fire off Cebu."),
        (
            "kanto",
            "Number of dead in Oslo hotel fire corrected to three",
            "Police corrected the number of dead in a hotel fire in Oslo from four to three.",
        ),
    )
    assert len(set(told)) == 2
