"""How the sentences of a summary begin: by themselves, and without a wire's mark."""

import pytest

from tests.pipeline.test_summarise import texts, told


@pytest.mark.parametrize(
    "start",
    [
        "He said the visit was planned long ago.",
        "But the visit was planned long ago.",
        "That was planned long ago, the office said.",
        "“The visit was planned,” he said on Monday.",
        "Said Ito: the visit was planned long ago.",
        "In response, the visit was put off again.",
        "Since then, the visit was put off twice.",
        "Who planned the visit, and why was it put off?",
        "誰が訪問を計画したのか？",
        "いずれも訪問の予定はないという。",
    ],
)
def test_a_sentence_that_needs_the_one_before_it_is_never_shown(start: str) -> None:
    whole = "The ministry called the patrol routine work."
    assert texts(told(1, "Visit", f"{start} {whole}")) == [whole]
    assert texts(told(1, "Visit", start)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HONG KONG, April 14 (Reuters) - Ships left the port.", "Ships left the port."),
        ("Sampleport, Bay (CNN)Ships left the port.", "Ships left the port."),
        ("【港＝共同電】船は港を出たという。", "船は港を出たという。"),
        ("(서울=연합뉴스) 김철수 기자 = 배가 항구를 떠났다.", "배가 항구를 떠났다."),
        ("Santa Cruz, 28 nov (EFE).- Los barcos salieron.", "Los barcos salieron."),
        ("Cangas (Asturias), 27 nov (AGN).- El barco salió.", "El barco salió."),
        ("Madrid, 28 nov (EFE). Los barcos salieron.", "Los barcos salieron."),
        ("DUBAI: Ships left the port.", "Ships left the port."),
        ("The Trade Office (TO) - a port authority - let ships out.",
         "The Trade Office (TO) - a port authority - let ships out."),
    ],
)  # fmt: skip
def test_the_mark_of_a_wire_is_taken_off(text: str, expected: str) -> None:
    assert texts(told(1, "Port", text)) == [expected]
