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
        ("BAY, Nov 27: Ships left the port.", "Ships left the port."),
        ("SAMPLEPORT (Bay Ledger) — Ships left the port.", "Ships left the port."),
        ("Puerto de Muestra, 27 nov.- Los barcos salieron.", "Los barcos salieron."),
        ("【横浜】船は港を出たという。", "船は港を出たという。"),
        ("The Trade Office (TO) - a port authority - let ships out.",
         "The Trade Office (TO) - a port authority - let ships out."),
    ],
)  # fmt: skip
def test_the_mark_of_a_wire_is_taken_off(text: str, expected: str) -> None:
    assert texts(told(1, "Port", text)) == [expected]


ANECDOTE = "Ada Quill used to take the boat on Fridays, for soup and for company."
NEWS = "The company will end the ferry to the Senkaku Islands in March, it said on Friday."


def test_a_summary_begins_with_the_news_and_not_with_an_anecdote_in_front_of_it() -> None:
    title = "Company ends ferry to Senkaku Islands"
    assert texts(told(1, title, f"{ANECDOTE} {NEWS}")) == [NEWS]
    assert texts(told(1, "Ada Quill and the Friday boat", f"{ANECDOTE} {NEWS}"))[0] == ANECDOTE
    lead = "The ferry company told the islands that it cannot go on without help."
    assert texts(told(1, title, f"{lead} {NEWS}"))[0] == lead
