"""A count that is put right is told from one that rises, and from what is only called corrected."""

import pytest

from bot.pipeline.text.corrections import is_correction, may_correct
from bot.pipeline.text.recounts import is_recount


@pytest.mark.parametrize(
    "sentence",
    [
        "Ministry corrects number of injured to 41",
        "The ministry lowered the number of people hurt in the blast from three to two.",
        "Officials revised the death toll down to 12 on Friday.",
        "The toll was revised downwards to 12.",
        "Two people were hurt in the blast, not three as first reported.",
        "소방당국은 당초 4명으로 발표한 사망자를 3명으로 정정했다.",
        "사망자는 당초 4명으로 알려졌으나 3명으로 확인됐다.",
        "합참은 북한이 탄도미사일 3발을 발사했다고 발표했다가 2발로 정정했다.",
        "공장 화재 사망자 4명→3명",
        "当局は死者数を4人から3人に訂正した。",
        "当初4人と発表していたが、3人だった。",
        "海巡署：死亡人数由4人修正为3人",
        "海巡署更正说，死亡人数为3人。",
        "先前通報4人有誤，實為3人。",
        "Die Polizei korrigierte die Zahl der Verletzten von drei auf zwei.",
        "La préfecture corrige le bilan à la baisse.",
        "La policía corrige la cifra de heridos a 41",
    ],
)
def test_a_count_that_is_put_right_is_a_correction(sentence: str) -> None:
    assert is_recount(sentence)
    assert is_correction(sentence)
    assert may_correct(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Death toll of the quake rises from four to seven",
        "사망자 3명→5명으로 늘어",
        "주가 4만원→3만원",
        "한빛전자, 채용 인원을 당초 50명에서 30명으로 축소",
        "금감원이 유상증자 정정신고서를 요구했다.",
        "야당은 기사 3건으로 정정 보도를 요구했다.",
        "首相は国会での発言を訂正した。",
        "教科書の記述3か所を訂正へ",
        "学者呼吁更正历史记载",
        "央行将增长预期由3%下调至2%",
        "Tessaro revises its forecast for growth to 3 percent from 4.",
        "Tessaro cuts number of models to three",
        "Two goals, not three points, decided the match as earlier.",
        "Die Prognose wurde nach unten korrigiert.",
        "Market correction deepens to 12%",
    ],
)
def test_what_rises_or_is_planned_anew_is_no_count_that_was_wrong(sentence: str) -> None:
    assert not is_recount(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "UPDATE 2-CORRECTED-Two hurt in blast",
        "CORRECT: Two hurt in blast",
        "Two hurt in blast [Corrected]",
        "This article originally stated that three were hurt.",
        "Due to an editing error, this article earlier said three.",
        "Korrigiert: Zwei Verletzte in Unna",
        "Korrektur - Zwei Verletzte in Unna",
        "Anmerkung der Redaktion: Zunächst hatten wir von drei Verletzten berichtet.",
        "訂正 漁船沈没、死者は3人",
        "漁船沈没、死者は3人（訂正）",
        "북한, 탄도미사일 3발 발사 (정정)",
        "渔船沉没3死（更正）",
    ],
)
def test_a_mark_counts_wherever_agencies_set_it(sentence: str) -> None:
    assert is_correction(sentence)
    assert may_correct(sentence)
