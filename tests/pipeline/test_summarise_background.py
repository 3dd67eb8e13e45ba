"""Background: what always holds or was long ago is no part of a summary of the news."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.model import Told
from bot.pipeline.text.lasting import lasting
from tests.pipeline.test_summarise import summary, texts, told

NOW = datetime(2026, 11, 30, tzinfo=UTC)
LASTING = [
    ("en", "The uninhabited islands, claimed by two others, lie about 90 miles off the port."),
    ("en", "Japan is the world's fourth-largest economy and imports nearly all of its oil."),
    ("en", "Kim, 41, has led the country since 2011."),
    ("en", "The two countries fought a brief border war in 1962."),
    ("en", "Paraguay is one of 12 countries that have formal ties with Taipei."),
    ("en", "Ties have been strained since the premier said last year that she might send ships."),
    ("en", "The two neighbours have talked about fisheries since 2018."),
    ("en", "Peru claims much of the bay, which holds some of the richest fishing grounds."),
    ("en", "Builders have long complained about the tax."),
    ("en", "Founded in 1971, the yard employs 900 people."),
    ("en", "The law, passed in March 2021, was meant to protect fishermen."),
    ("en", "Trawlers routinely cross the line."),
    ("en", "Duties of up to 40 percent were imposed in May 2024."),
    ("ja", "竹島は島根県の北西約158キロに位置する。"),
    ("ja", "中国は23年10月、最大3割の関税を課した。"),
    ("ja", "日本は各国に参加を呼びかけてきた。"),
    ("ja", "同社は世界最大の半導体受託生産会社だ。"),
    ("zh", "2019年3月，两国宣布建立热线。"),
    ("zh", "该国是澳大利亚的第二大出口市场。"),
    ("zh", "台积电是全球最大的芯片代工企业。"),
    ("zh", "两国曾于1962年爆发边境战争。"),
    ("ko", "양국은 어업 문제를 협의해 왔다."),
    ("ko", "독도는 울릉도에서 약 87km 떨어진 곳에 위치해 있다."),
    ("ko", "양국은 1962년 국경 전쟁을 치렀다."),
    ("en", "China claims virtually the entire South China Sea, through which much trade passes."),
    ("en", "China views self-ruled Taiwan as its own territory, a claim that Taipei rejects."),
    ("en", "President Kosta Marin has ruled Delmara since 2009."),
    ("de", "Peking betrachtet die demokratisch regierte Insel als Teil seines Staatsgebiets."),
    ("de", "Im Oktober 2023 kamen bei Beben in Herat mehr als 1.400 Menschen ums Leben."),
    ("fr", "Pékin revendique la quasi-totalité de la mer de Chine méridionale."),
    ("fr", "L'an dernier, plus de 200 personnes avaient péri dans des inondations."),
    ("es", "El atolón se encuentra a unos 140 kilómetros de la isla de Palawan."),
    ("es", "Las bandas exigen cupos a comerciantes y choferes desde hace años."),
]  # fmt: skip
NEWS = [
    ("en", "Three crew members are missing."),
    ("en", "The bill bars federal agencies from buying drones of the firm."),
    ("en", "The quake was the strongest to hit the region since 1995."),
    ("en", "The vessel was carrying 20,000 tons of iron ore when it sank."),
    ("en", "Exports of gallium rose 12 percent from 2024."),
    ("en", "The islands are claimed by both, the court ruled on Monday."),
    ("en", "The ban of 2012 will be lifted."),
    ("en", "The contract runs for five years and covers six ships."),
    ("en", "Nvidia shares in New York fell."),
    ("en", "It was the first visit in eleven years."),
    ("ja", "機体の破片が海岸に飛んできた。"),
    ("ja", "1900人の雇用が生まれる。"),
    ("ja", "海上保安部の巡視船が領海から出るよう警告を続けています。"),
    ("ja", "2012年に買い取った島に、30日、船が着いた。"),
    ("zh", "外交部召见大使提出严正交涉。"),
    ("zh", "发言人表示，该岛是中国的固有领土。"),
    ("ko", "군 당국은 추가 도발에 대비하고 있다."),
    ("de", "Der Kaufpreis liegt bei 1,2 Milliarden Euro."),
    ("de", "Volkswirte hatten einen kleineren Schritt erwartet."),
    ("fr", "Trois marins ont été légèrement blessés."),
    ("es", "Varias casas se derrumbaron en Tapachula."),
    ("it", "Nel 2012 la città ha comprato tre isole."),  # a language that is not known
]


@pytest.mark.parametrize(("language", "sentence"), LASTING)
def test_what_always_holds_or_was_long_ago_is_told_apart(language: str, sentence: str) -> None:
    assert lasting(sentence, language, (2026, 11)) is not None


@pytest.mark.parametrize(("language", "sentence"), NEWS)
def test_what_may_be_news_is_none_of_it(language: str, sentence: str) -> None:
    assert lasting(sentence, language, (2026, 11)) is None


def test_the_year_before_is_not_long_ago_when_a_year_is_new() -> None:
    said = "The firm bought the port in December 2025."
    assert lasting(said, "en", (2026, 2)) is None
    assert lasting(said, "en", (2026, 6)) is not None


def at(title: str, text: str, language: str = "en") -> Told:
    one = told(1, title, text, language)
    return replace(one, item=replace(one.item, first_seen=NOW))


ISLANDS = "The Senkaku Islands, claimed by three sides, lie about 170 kilometers north of the port."
PURCHASE = "The dispute over the Senkaku Islands flared in 2012, when the city bought three."


def test_a_summary_tells_what_happened_and_not_where_islands_lie() -> None:
    news = [
        "Two ships sailed into waters around the Senkaku Islands on Monday, the coast guard said.",
        "A patrol ship was deployed to protect a fishing boat with three people aboard.",
    ]
    assert texts(at("Ships sail near Senkakus", " ".join([*news, ISLANDS, PURCHASE]))) == news


def test_a_sentence_is_better_than_three_that_tell_no_news() -> None:
    news = "Lawmakers of both parties will hold a dialogue on Dec. 9, officials said Monday."
    assert texts(at("Lawmakers to talk about Senkaku", f"{news} {ISLANDS} {PURCHASE}")) == [news]


def test_one_that_alone_names_the_topic_is_kept_beside_the_news() -> None:
    news = "A ferry and a trawler collided on Monday, the coast guard said."
    assert texts(at("Ferry hits trawler", f"{news} {ISLANDS} {PURCHASE}")) == [news, ISLANDS]


def test_an_item_that_explains_is_summarised_by_what_holds() -> None:
    assert texts(at("What the Senkaku Islands are", f"{ISLANDS} {PURCHASE}")) == [ISLANDS, PURCHASE]


def test_what_happened_in_the_year_that_the_news_is_about_is_no_background() -> None:
    news = "A judge opened the trial on Monday over the purchase of Senkaku islands in 2012."
    bought = "The city bought three of the Senkaku Islands in 2012."
    rest = "The mayor denied it. The hall was full. The trial goes on."
    assert bought in texts(at("Trial over Senkaku", f"{news} {rest} {bought}"))


@pytest.mark.parametrize(
    ("language", "title", "news", "rest"),
    [
        ("ja", "尖閣沖に船", "30日、尖閣諸島の沖で中国の船が確認された。",
         "尖閣諸島をめぐっては、中国の船が航行を常態化させています。"),
        ("zh", "钓鱼岛海域通报", "中方船只30日驶入钓鱼岛附近海域。",
         "钓鱼岛自古以来就是中国的固有领土。"),
        ("ko", "센카쿠 소식", "중국 배가 30일 센카쿠 열도 부근에 왔다.",
         "중국과 일본은 센카쿠 열도를 두고 영유권 분쟁을 벌이고 있다."),
    ],
)  # fmt: skip
def test_so_it_is_in_other_languages(language: str, title: str, news: str, rest: str) -> None:
    assert texts(at(title, f"{news}{rest}", language)) == [news]
    assert [one.source for one in summary(at(title, f"{news}{rest}", language))] == [0]


def test_what_goes_on_with_the_background_is_left_out_with_it() -> None:
    news = "Ships sailed near the Senkaku Islands on Monday, the coast guard said."
    more = "Companies have sought others in Kazakhstan."
    title = "Ships sail near Senkakus"
    assert texts(at(title, f"{news} {ISLANDS} {more}")) == [news]
    assert texts(at(title, f"{news} {more}")) == [news, more]


def test_a_flash_is_one_sentence_of_news_whatever_follows() -> None:
    news = "A ship and a fishing boat collided near the Senkaku Islands on Wednesday."
    ties = "Ties have been strained since the premier said last year that she might send ships."
    called = "The islands are called the Senkaku by one side and the Diaoyu by the other."
    assert texts(at("Ships collide near Senkakus", f"{news} {ties} {ISLANDS} {called}")) == [news]


REPORTS = Path(__file__).parent.parent / "data" / "background.txt"  # N news, B background


def _reports() -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    for line in REPORTS.read_text("utf-8").splitlines():
        if len(line) == 2:
            found.append((line, {}))
        else:
            found[-1][1][line[2:]] = line[0]
    return found


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_of_reports_with_half_of_background_nearly_all_that_is_chosen_is_news(
    language: str,
) -> None:
    chosen, background = 0, []
    for of, kinds in _reports():
        if of == language:
            report = told(1, "Of the day", " ".join(kinds), language)
            now = replace(report.item, published=NOW, first_seen=NOW)
            found = texts(replace(report, item=now))
            assert found
            chosen += len(found)
            background += [text for text in found if kinds[text] == "B"]
    assert len(background) <= 1, background
    assert chosen >= 20
