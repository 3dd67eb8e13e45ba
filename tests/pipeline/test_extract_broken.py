"""Saved texts whose lines were broken at a width, with no blank line between their paragraphs."""

from textwrap import fill

import pytest

from bot.pipeline.extract import extract
from bot.pipeline.extract.broken import rejoined


def whole(text: str) -> tuple[str, ...]:
    """Give the paragraphs of a text, each on one line."""
    spaced = " " in text.split("\n", 1)[0]
    return tuple(part.replace("\n", " " if spaced else "") for part in text.split("\n\n"))


ENGLISH = whole("""The second shore supply for large container ships was switched on at the
Samplefield quay on Tuesday, the harbour office said. It gives 7.5 megawatts and cost 14 million.

“That saves six thousand tonnes of carbon a year,” said Melanie Ashdown, who runs the
office. Owners complain that power from the quay costs three times as much as their own.

A third supply is to follow at the outer terminal in two years. Until then two substations
have to be built, and nobody has yet said on whose land they will stand.""")
GERMAN = whole("""Am Probekai im Hafen von Musterstadt ist am Dienstag der zweite
Landstromanschluss für große Containerschiffe in Betrieb gegangen. Das teilte die Hafenbehörde mit.

„Damit sparen wir im Jahr etwa sechstausend Tonnen Kohlendioxid“, sagte Melanie Muster bei
der Eröffnung. Reeder klagen jedoch, dass der Strom dreimal so teuer sei wie der eigene.

Ein dritter Anschluss am Außenterminal soll in zwei Jahren folgen. Bis dahin müssen, so
die Behörde, noch zwei Umspannwerke gebaut werden.""")
KOREAN = whole("""표본항 부두에서 화요일 대형 컨테이너선을 위한 두 번째 육상 전원이
가동됐다고 항만청이 밝혔다. 출력은 7.5메가와트이며 비용은 백사십억 원이 들었다.

항만청장은 개통식에서 한 해에 탄소 육천 톤을 줄일 수 있다고 말했다. 선주들은 부두의
전기가 배에서 만드는 전기보다 세 배나 비싸다고 불평하고 있다.

세 번째 전원은 이 년 뒤 바깥 부두에 들어설 예정이다. 그때까지 변전소 두 곳을 지어야
하지만 누구의 땅에 세울지는 아직 정해지지 않았다.""")
JAPANESE = whole("""見本港の岸壁で火曜日、大型コンテナ船に陸上から電気を送る二つ目の設備が
動き始めた。港湾局が発表した。出力は七・五メガワットで、費用は十四億円だったという。

局長は式典で「一年に六千トンの二酸化炭素を減らせる」と話した。一方で船主は、岸壁の電気は
船で作る電気の三倍も高いと不満を述べている。

三つ目の設備は二年後に外側の埠頭に置かれる予定だ。それまでに変電所を二つ建てなければなら
ないが、誰の土地に建てるのかはまだ決まっていない。""")
ABOVE = ("Harbour", "Advertisement", "Second shore supply for container ships", "Share", "Save")
BELOW = ("Most read", "Rice at a record price", "Ten things to see in the old town")


def broken(text: str, width: int) -> list[str]:
    if text > "가" or " " in text:
        return fill(text, width).split("\n")
    return [text[n : n + width] for n in range(0, len(text), width)]


@pytest.mark.parametrize(
    ("article", "width"),
    [(ENGLISH, 72), (ENGLISH, 84), (GERMAN, 72), (GERMAN, 90), (KOREAN, 40), (JAPANESE, 25)],
)
def test_an_article_without_blank_lines_is_whole(article: tuple[str, ...], width: int) -> None:
    body = [line for text in article for line in broken(text, width)]
    saved = "\n".join([*ABOVE, *body, *BELOW])
    found = extract(saved.encode(), content_type="text/plain").text
    assert found.replace("\n", " ").replace(" ", "") == "".join(article).replace(" ", "")


def test_titles_below_each_other_stay_apart() -> None:
    titles = [
        "Second shore supply for container ships opens at the Samplefield quay",
        "Owners of ferries ask for lower harbour dues after a winter of storms",
        "Why nobody has yet said on whose land the two substations will stand",
        "Council of Samplefield votes on Thursday on what is left of the wall",
    ]
    assert rejoined(titles) == titles


def test_whole_paragraphs_stay_apart() -> None:
    assert rejoined(ENGLISH) == list(ENGLISH)


@pytest.mark.parametrize("initials", ["DPA", "/jpv", "(mk)", "— AFP", "/tk/jm", "[ab]"])
def test_a_paragraph_that_ends_with_initials_is_running_text(initials: str) -> None:
    saved = "\n".join([ABOVE[2], *ENGLISH[:2], "Most read: Rice", f"{ENGLISH[2]} {initials}"])
    assert ENGLISH[2] in extract(saved.encode(), content_type="text/plain").text
