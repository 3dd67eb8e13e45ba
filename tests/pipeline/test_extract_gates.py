"""Where an article is kept for those who pay: what stands above and below, and what is told."""

from itertools import product

import pytest

from bot.model import Article
from bot.pipeline.extract import extract
from bot.pipeline.text.lines import is_gate, junk_in

TITLE = "Weavers of Sundhavn stop their looms for a week"
TOLD = [
    "The four mills of Sundhavn stopped their looms on Monday, and 1,900 weavers stayed at home.",
    "Wool has cost twice as much since the spring, when sheep on the northern islands fell ill.",
    "The mills have orders for blankets until February, but thread for nine days only, they said.",
    "A ship with wool from Tasmania is expected at the end of the week if the weather allows it.",
    "The union asked that the weavers be paid for the days on which the mills stand still.",
]
GERMAN = [
    "Die Webereien von Sundhavn haben am Montag die Webstühle abgestellt, 1900 Weber pausieren.",
    "Wolle kostet doppelt so viel wie im Frühjahr, als im Norden die Schafe krank wurden.",
    "Die Webereien haben Aufträge bis Februar, aber nur noch Garn für neun Tage, sagten sie.",
    "Ein Schiff mit Wolle aus Tasmanien wird zum Ende der Woche erwartet, wenn es nicht stürmt.",
    "Die Gewerkschaft verlangt, dass die Weber auch für die Tage ohne Garn bezahlt werden.",
]
JAPANESE = [
    "サンハウンの四つの織物工場が23日、織機を止め、織工1900人が自宅で待機した。工場によると糸が足りない。",
    "羊毛の値段は春の二倍になっている。北の島々で羊が病気になったためで、羊毛の出荷は四割減った。",
    "工場には二月までの毛布の注文があるが、糸は九日分しか残っていないと説明している。",
    "タスマニアからの羊毛を積んだ船は、天候が許せば週末に着く見通しだ。",
    "労働組合は、工場が止まっている間の織工の賃金を支払うよう求めている。",
]
AMID = {
    "Subscribe to continue reading": TOLD,
    "To continue reading, please log in or register.": TOLD,
    "Dieser Artikel ist nur für Abonnenten. Jetzt weiterlesen mit Plus": GERMAN,
    "この記事は有料会員限定です。残り640文字　登録すると続きをお読みいただけます。": JAPANESE,
}
OTHERS = [
    "A heron was seen on the roof of the town hall for the third morning, nobody knows why.",
    "Forty recipes with cabbage, and one without, by the cook of the lighthouse in Grund.",
]


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def page(body: str) -> Article:
    head = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>"
    return extract(f"{head}{body}</article></body></html>".encode())


@pytest.mark.parametrize(("gate", "above"), list(product(AMID, (2, 3, 4))))
def test_an_article_that_goes_on_below_its_gate_is_whole(gate: str, above: int) -> None:
    told = AMID[gate]
    for asks in (f"<div class='box'><p>{gate}</p></div>", f"<p>{gate}</p>"):
        found = page(f"{paragraphs(told[:above])}{asks}{paragraphs(told[above:])}")
        assert (found.text.split("\n"), found.partial) == (told, False)


@pytest.mark.parametrize("gate", list(AMID))
def test_what_tells_of_something_else_below_a_gate_is_no_part_of_the_beginning(gate: str) -> None:
    told = AMID[gate][:3]
    found = page(f"{paragraphs(told)}<p>{gate}</p>{paragraphs(OTHERS)}")
    assert (found.text.split("\n"), found.partial) == (told, True)


@pytest.mark.parametrize("gate", list(AMID))
def test_a_saved_text_ends_at_a_gate_below_which_other_articles_are_told(gate: str) -> None:
    told = AMID[gate][:2]
    teasers = [line for teller in OTHERS for line in (teller[:24], teller)]
    found = extract("\n\n".join([TITLE, *told, gate, *teasers]).encode())
    assert (found.text.split("\n"), found.partial) == (told, True)


@pytest.mark.parametrize("gate", list(AMID))
def test_a_saved_text_goes_on_below_its_gate_under_a_head_too(gate: str) -> None:
    told = AMID[gate]
    for head in ([], ["Sundhavn" if gate.isascii() or told is GERMAN else "サンハウン"]):
        found = extract("\n\n".join([TITLE, *told[:3], gate, *head, *told[3:]]).encode())
        assert ([line for line in found.text.split("\n") if line in told], found.partial) == (
            told,
            False,
        )


def test_a_teaser_below_a_gate_is_none_of_the_article_though_it_has_its_words() -> None:
    teaser = (
        "The weavers of Sundhavn have sung at their looms for a hundred years, and still do it."
    )
    box = f"<div class='box'><h3><a href='/9'>Songs of the mills</a></h3><p>{teaser}</p></div>"
    found = page(f"{paragraphs(TOLD[:3])}<p>Subscribe to continue reading</p>{box}")
    assert (found.text.split("\n"), found.partial) == (TOLD[:3], True)


GATES = """To read the full story, subscribe or sign in.
This is a premium article. Start your free trial.
The rest of this story is for members.
Lesen Sie diesen Artikel mit unserem Digitalabo weiter.
Den ganzen Text gibt es nach dem Registrieren.
Para leer la noticia completa, hazte socio.
Pour lire la suite, identifiez-vous.
続きをご覧になるには購読が必要です。
以下内容仅对订阅用户开放
完整內容限訂閱會員閱讀
구독하고 전체 기사를 읽어보세요
기사의 나머지는 로그인하면 볼 수 있습니다.""".splitlines()
NO_GATES = """Members of the club read the rest of the letter on Monday.
To read the will, the notary asked all members of the family to come.
The members of the council will read the full text of the story on Monday.
Registered nurses may continue on the ward.
会员国继续讨论协定全文。
外交部周二公布了声明全文。
This is a premium brand of rice, sold by the pound.
Mitglieder des Vereins lasen den ganzen Text am Montag vor.
条約の全文は会員国の議会で読み上げられる。
世界遺産への登録に続き、島を見る人が増える。
全文已由会员国阅读，秘书长周一表示。
회원국은 협정 전문을 읽을 시간이 더 필요하다.""".splitlines()


@pytest.mark.parametrize("gate", GATES)
def test_a_line_that_names_the_rest_and_whom_it_is_for_is_a_gate(gate: str) -> None:
    found = page(f"{paragraphs(TOLD[:2])}<p>{gate}</p>")
    assert (found.text.split("\n"), found.partial) == (TOLD[:2], True)


@pytest.mark.parametrize(
    "label", ["Subscriber-only content", "本文為付費會員限定內容", "订户专属文章"]
)
def test_a_label_that_an_article_costs_says_so_of_one_that_breaks_off(label: str) -> None:
    whole = page(f"{paragraphs(TOLD[:2])}<p>{label}</p>")
    broken = page(f"{paragraphs([TOLD[0], TOLD[1][:60] + '…'])}<p>{label}</p>")
    assert (whole.partial, broken.partial) == (False, True)


@pytest.mark.parametrize("line", NO_GATES)
def test_a_report_may_speak_of_members_and_of_the_rest(line: str) -> None:
    assert not is_gate(line)
    assert junk_in(line) is None
