"""Pages that list other news are known by their titles."""

import pytest

from bot.pipeline.text.roundup import is_roundup

LISTS = (
    "Morning briefing: Top stories from The Harbour Times on Dec 1",
    "Evening Brief: rates, ports and a record catch",
    "Thursday's headlines",
    "News in brief",
    "The Harbour Memo: North Sea collision, carmaker's recall, new sanctions",
    "Mizzen: A collision at sea, a quake in Japan and a chip blacklist",
    "World wrap: strike in Genoa; talks in Doha; And a bit more",
    "The week in pictures",
    "The week in shipping: a strike, a fire and a reopened strait",
    "Last week in container markets: rates fall",
    "Harbour newsletter: what moved freight",
    "Die Woche in der Schifffahrt: Streik und Sturm",
    "La semaine en mer : grève, incendie, naufrage",
    "Five things to know this morning",
    "What you need to know today",
    "Top stories: storm nears coast",
    "Morgenlage: Streik im Hafen, Gipfel in Berlin",
    "Das war der Tag: Hafenstreik endet",
    "Der Tag im Überblick",
    "Revue de presse du 3 décembre",
    "Resumen de noticias del martes",
    "けさの主なニュース 12月3日",
    "朝刊1面を読む　港湾スト終結、首脳会談へ",
    "１面を読む　港湾スト終結",
    "きょうのニュース（3日）",
    "主なニュース 正午",
    "今日要闻：港口罢工结束",
    "早报|港口罢工结束 首脑会议开幕",
    "今晨重點新聞",
    "오늘의 주요 뉴스 (3일)",
    "[아침 브리핑] 부산항 파업 종료",
    "이 시각 주요뉴스",
)
NEWS = (
    "Morning fire destroys warehouse in Rotterdam",
    "White House briefing room evacuated",
    "Coast guard briefs ministers on morning intrusion",
    "Top story-teller dies at 91",
    "Daily coast guard patrols resume",
    "Weekend brings storm to Okinawa",
    "Today Manila says it will protest",
    "Headlines dispute ends in court",
    "This week in which the port stood still",
    "The week in Geneva ends without a deal",
    "Newsletter writer held in Manila",
    "Die Woche im Hafen endet mit einem Streik",
    "La semaine de quatre jours adoptée au port",
    "朝刊を配達中の男性がはねられ死亡",
    "Der Tag, an dem der Hafen stillstand",
    "Nachrichtenagentur meldet Einigung",
    "La presse chinoise accuse Tokyo",
    "Noticias falsas: multa a una plataforma",
    "けさ、尖閣沖に海警船4隻",
    "ニュースキャスターが退任",
    "早报社长辞职",
    "晚报停刊",
    "오늘 부산항 파업 종료",
    "주요 20개국 정상회의 개막",
    "뉴스 앵커 사임",
    "Ukraine: Drone attack kills two, injures five and knocks out power",
    "Nobel Prize: Ana Lind, Per Holm and Ida Roos win physics award",
    "War briefing: leader hails ‘blood, life and death’ with ally",
    "Brief: carmaker to cut jobs and close plant",
)


@pytest.mark.parametrize("title", LISTS)
def test_a_page_of_other_news_is_known_by_its_title(title: str) -> None:
    assert is_roundup(title)


@pytest.mark.parametrize("title", NEWS)
def test_what_tells_one_event_is_none(title: str) -> None:
    assert not is_roundup(title)
