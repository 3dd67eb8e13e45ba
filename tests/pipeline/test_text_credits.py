"""Credits of wires, in the ways that outlets write them; a picture's credit is none."""

import pytest

from bot.pipeline.text.credits import origin_of

EN = "The council met on Sunday and closed the harbour."
JA = "市議会は日曜日、港の閉鎖を決めた。"
ZH = "市议会周日决定关闭港口。"
KO = "시의회는 일요일 항구를 닫기로 했다."


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("[대전=뉴시스] 한별 기자 = " + KO, "newsis"),
        ("(부산=뉴스1) 한별 기자 = " + KO, "news1"),
        (KO + " 연합뉴스", "yonhap"),
        (KO + " 로이터 연합뉴스", "reuters"),
        ("(도쿄 AFP=연합뉴스) " + KO, "afp"),
        ("中新社上海11月29日电 " + ZH, "chinanews"),
        ("中新网11月29日电 " + ZH, "chinanews"),
        (ZH + "（来源：新华社）", "xinhua"),
        (ZH + " 来源：新华网", "xinhua"),
        ("（新华社巴黎29日讯）" + ZH, "xinhua"),
        (ZH + "（综合路透社报道）", "reuters"),
        ("（首爾路透電）" + ZH, "reuters"),
        (JA + "(c)AFP", "afp"),
        (JA + "(c)AFP/Ana SOUSA", "afp"),
        (JA + "［時事通信社］", "jiji"),
        (JA + "（共同通信台北支局）", "kyodo"),
        (JA + "（ソウル共同）", "kyodo"),
        ("【ジュネーブ時事】" + JA, "jiji"),
        ("Hafen (dpa/lno) - " + EN, "dpa"),
        (EN + " dpa", "dpa"),
        (EN + " © dpa-infocom, dpa:261129-930-12/1", "dpa"),
        (EN + " AP", "ap"),
        (EN + " EFE", "efe"),
        (EN + " AFP/ts", "afp"),
        (EN + " AFP / Harbour", "afp"),
        (EN + " (AFP-Jiji)", "afp"),
        (EN + " (c) Reuters", "reuters"),
        (EN + " © Thomson Reuters 2026.", "reuters"),
        (EN + " Our Standards: The Thomson Reuters Trust Principles.", "reuters"),
        (EN + " ©2026 Bloomberg L.P.", "bloomberg"),
        ("PUERTO 29 Nov. (EUROPA PRESS) - " + EN, "europa-press"),
        ("Harbour. Nov 29 (Interfax) - " + EN, "interfax"),
        ("ГАВАНЬ, 29 ноя — РИА Новости. Порт закрыт.", "ria"),
        ("MANILA (AFP) - The Armed Forces met.", "afp"),
    ],
)
def test_a_credit_is_told_in_the_form_of_its_country(text: str, wire: str) -> None:
    assert origin_of("", text) == wire


@pytest.mark.parametrize(
    "text",
    [
        EN + " (Photo by AFP)",
        EN + " (Image: Reuters)",
        EN + " [Picture: AP/Ana Sousa]",
        EN + " (Foto: dpa)",
        EN + " (File photo courtesy of Kyodo)",
        EN + " Photo © 2026 AFP",
        EN + " Image source: Reuters",
        KO + " [사진=로이터]",
        KO + " /사진=AP",
        "(사진=연합뉴스) " + KO,
        "[사진 제공=뉴시스] " + KO,
        JA + "（写真：AFP＝時事）",
        JA + "＝写真は共同",
        "【画像：ロイター】" + JA,
        ZH + "（图片来源：新华社）",
        ZH + " 图片来源：新华社",
        "（图/法新社）" + ZH,
        "（圖取自中央社）" + ZH,
    ],
)
def test_a_pictures_credit_makes_nobody_a_reprint(text: str) -> None:
    assert origin_of("", text) is None


@pytest.mark.parametrize(
    "text",
    [
        "【時事解説】" + JA,
        "【共同研究】" + JA,
        "[共同開発] " + JA,
        JA + "（共同開催）",
        JA + "（時事用語）",
        JA + "（日米共同）",
        "The Armed Forces of the Philippines (AFP) said ships had left.",
        "Officers of the Australian Federal Police (AFP) searched a flat.",
        "Andhra Pradesh (AP) Chief Minister N. Rao opened a port.",
        EN + " It was told to the Armed Forces of the Philippines (AFP)",
        EN + " A clerk now works for dpa",
        "A man (ANI Kofi) was seen there.",
        ZH + "新华社报道称。",
    ],
)
def test_a_word_or_another_body_of_the_same_letters_is_no_wire(text: str) -> None:
    assert origin_of("", text) is None


@pytest.mark.parametrize(
    ("author", "wire"),
    [
        ("Thomson Reuters", "reuters"),
        ("By ANA SOUSA Associated Press", "ap"),
        ("Le Phare avec AFP", "afp"),
        ("avec AFP", "afp"),
        ("Hafenblatt mit dpa", "dpa"),
        ("Agencia EFE", "efe"),
        ("共同通信社", "kyodo"),
        ("時事通信社", "jiji"),
        ("AFP-JIJI", "afp"),
        ("뉴시스", "newsis"),
        ("中新社", "chinanews"),
        ("Photo by AFP", None),
        ("Efe Demir", None),
        ("Ana Sousa, formerly of Reuters", None),
    ],
)
def test_a_byline_names_the_wire_in_several_languages(author: str, wire: str | None) -> None:
    assert origin_of("", EN, author) == wire
