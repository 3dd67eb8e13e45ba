"""Longer words that hold a well-known name and mean none of it; hand-collected.

In an accident the letters only look like the name: 기대만큼 ("as hoped") does not hold 대만
(Taiwan). A borrower has its name from a place, and what it says is not of that place: news of the
South China Sea is not thereby of China. Both are looked for anywhere in scripts without spaces.
What stands before a bar keeps its own meaning: 東京|都 hides 京都 (Kyoto) and is of 東京 (Tokyo).
"""

from collections.abc import Iterator

_CITIES = "上珠威北青临臨宁寧镇鎮琼瓊"  # those that end in 海, "sea"
_POLICE = ("方", "察", "员", "員", "务", "務", "備")
_NOT_TAI = "平电電舞阳陽烟煙站月天柜櫃讲講擂邢茅炮砲后後"  # before 台 they make it a stage, a set …

_CHINESE = """
沿海警方 沿海警察 視台海 视台海 台海豚
東京|都 台海軍 臺海軍 台海大 台海鮮 台海鲜 台独家 对台戏 對台戲 对台词 對台詞 侵擾台下
公共|機 公共|机 公共|機関 中共|機關 中共|机关 金門大橋 金门大桥 金門橋 金门桥
朝方に 朝方は 朝方から 朝方まで 今朝方 東北|の核 北の核燃 朝核桃 今朝核 明朝核
钓鱼台|海 釣魚台|海 釣魚臺|海
钓鱼台国宾馆 钓鱼台迎宾馆 釣魚台迎賓館 钓鱼台集团 钓鱼台酒店 钓鱼台宾馆 钓鱼台美高梅
豪雨 豪華 豪华 富豪 文豪 豪快 豪邸 豪宅 土豪 自豪 豪門 豪门 豪雪 酒豪 強豪 强豪 豪語
澳门 澳門
核心 核实 核實 審核 审核 考核 核查 核对 核對 核准 核算 复核 覆核 核酸 结核 結核 核桃 核家族
"""
_JAPANESE = "インドネシア ウインド ウィンド ブラインド マインド グラインド インドア インドメ"
_KOREAN = """
스쿼드 쿼드러플 쿼드콥터 쿼드라 쿼드코어 쿼드메 태평양
신장이식 신장질환 신장병 신장암 신장투석 신장염 신장개업 신장률 신장세 신장시 신장과
인권|신장 여권|신장 권익|신장 권리|신장 국력|신장 매출|신장
상관세계 기대|만 절대|만 군대|만 세대|만 시대|만 상대|만 반대|만 최대|만 확대|만 무대|만 초대|만
현대|만 거대|만 대만족
핵심 핵가족 결핵
인도적 인도주의 인도네시아 인도받 인도하 인도돼 인도된 인도를요구
"""
_SPACED_KOREAN = (
    *("인권| 신장", "여권| 신장", "권익| 신장", "권리| 신장", "국력| 신장"),
    *("매출| 신장", "판매| 신장", "북한| 핵심", "北韓|核心", "朝鲜|核心", "北朝鮮|の核心"),
    *("신장 이식", "신장 결석", "신장 기증", "신장 투석", "신장 기능"),
)


def _accidents() -> Iterator[str]:
    yield from _CHINESE.split()
    yield "海警備"  # 海 and 警備: guarding the sea
    yield from (f"{city}海警{end}" for city in _CITIES for end in _POLICE)
    for letter in _NOT_TAI:
        yield from (f"{letter}台海", f"{letter}台独", f"{letter}台獨")
    yield from _JAPANESE.split()
    yield from _KOREAN.split()
    yield from _SPACED_KOREAN


# Accident → how many of its first characters keep their meaning.
ACCIDENTS = {text.replace("|", ""): max(text.find("|"), 0) for text in _accidents()}

BORROWERS = (
    *("South China Sea", "East China Sea", "Sea of Japan", "Indian Ocean", "Indian-administered"),
    *("South China Morning Post", "China Daily", "China Airlines", "Bank of China"),
    *("Japan Times", "Japan Airlines", "Japan Tobacco", "Japan Display", "Times of India"),
    *("Taipei Times", "Taiwan News", "Indian Express"),
    *("Hong Kong Free Press", "Hong Kong dollar", "Hang Seng", "Korea Herald", "Korea Times"),
    *("American Indian", "West Indian", "Chinese New Year", "Chinatown", "Australian Open"),
    *("World War", "Second World War", "First World War", "Cold War", "Civil War", "Korean War"),
    *("War of Resistance", "trade war", "price war", "tariff war", "chip war", "war on drugs"),
    *(
        "stocks of",
        "flag carrier",
        "budget carrier",
        "national carrier",
        "low-cost carrier",
        "fire drill",
    ),
    *("nuclear-powered", "nuclear power plant", "nuclear plant", "nuclear energy"),
    *("제2의 반도체", "제2 의 반도체", "第2の半導体", "第二の半導体", "第二個半導體"),
    *("太平洋戦争", "貿易戦争", "抗日战争", "贸易战争", "朝鲜战争", "鸦片战争", "关税战争"),
    *("태평양 전쟁", "태평양전쟁", "항일 전쟁", "항일전쟁", "무역전쟁", "무역 전쟁", "한국전쟁"),
    *("衛星写真", "衛星画像", "卫星图像", "卫星照片", "卫星影像", "위성사진", "위성 사진"),
    *("南シナ海", "東シナ海", "インド洋", "日本海", "日本経済新聞", "中国電力"),
    *("中国地方", "中国銀行", "立憲民主", "国民民主", "自由民主", "社会民主", "民主党"),
    *("民主刚果", "刚果民主"),
    *("南中国海", "东中国海", "印度洋", "印度尼西亚", "印度尼西亞", "中国时报", "中國時報"),
    *("日本经济新闻", "中国银行", "中国日报"),
    *("남중국해", "동중국해", "인도양", "사우스차이나모닝포스트", "중국은행", "니혼게이자이"),
    *("더불어민주당", "민주노총", "자유민주당", "입헌민주당", "민주평통", "민주주의인민공화국"),
)
