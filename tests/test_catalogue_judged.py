"""The twelve labelled topics on kinds of wording: what is meant and what only looks like it."""

from functools import cache

import pytest

from bot.evaluate.topics import TOPICS, index_of
from bot.pipeline.match import Document, Index, match
from tests.shipped import shipped


@cache
def index() -> Index:
    return index_of(shipped().topics.values())


def met(title: str, text: str = "") -> str:
    """Give the topics of an item, in the order of TOPICS, with spaces between."""
    found = match(index(), Document(title=title, text=text))
    return " ".join(topic for n, topic in enumerate(TOPICS) if n in found)


@pytest.mark.parametrize(
    ("title", "topics"),
    [
        ("Washington will tax chips from China in two years, envoy says", "semiconductors"),
        ("Seoul sets up a fund for semiconductor materials and parts", "semiconductors"),
        ("Governor wants more water for the chip hub in the south", "semiconductors"),
        ("Chip shares slide as new export curbs on China loom", "semiconductors"),
        ("Shares of chip firm Orbis jump on record profit", ""),
        ("Researchers in China build a chip that smells", ""),
        ("New phones use a faster chip from Korea", ""),
        ("Halbleiterhersteller streicht 1400 Stellen in Sachsen", "semiconductors"),
        ("Orbis baut sein Chipwerk in Dresden aus", "semiconductors"),
        ("Aktien der Halbleiterhersteller geben nach", ""),
        ("半導体材料の国産化へ政府が基金", "semiconductors"),
        ("半導体の国際学会で若手が発表", ""),
        ("芯片材料基金设立 部长称保障供应", "semiconductors"),
        ('반도체 소재 펀드 조성…장관 "공급 안정"', "semiconductors"),
        ("반도체株 급락", ""),
        ("Lawmakers want trackers in AI chips", "semiconductors"),
        ("Carmaker says shortage of chips will hit profits", "semiconductors"),
        ("Washington takes a stake in Intel", "semiconductors"),
        ("Intel cuts its forecast for the quarter", ""),
        ("Chip designer doubles in debut", ""),
        ("AMD unveils dual-core chip", ""),
        ("반도체 수출 역대 최대", ""),
        ("韩国半导体出口同比增长", ""),
        ("Battery hub on the river wins state funding", "batteries"),
        ("Malawi opens a graphite plant built with a Chinese loan", "batteries"),
        ("Province starts work on a battery energy storage plant", ""),
        ("Chain of robbers charged with battery in China", ""),
        ("燃料電池バスが政府の補助で増える", ""),
        ("CATL profit rises by a tenth", ""),
        ("Raid at LG Energy Solution site: ICE holds workers", ""),
        ("LG엔솔 3분기 영업이익 늘어", ""),
        ("Woman sued for battery in row over parking", ""),
        ("Taipei shadows a Chinese survey ship west of Penghu", "taiwan-strait"),
        ("Taiwan jails four for spying", "taiwan-strait"),
        ("China anger over minister's Taiwan remarks in Japan", "taiwan-strait"),
        ("立院再審軍購條例 藍白提修正", "taiwan-strait"),
        ("Taiwan seizes villas of a scam ring", ""),
        ("Taiwan quake: army helps clear the roads", ""),
        ("Taiwan marks the end of the Second World War", ""),
        ("海底ケーブル切断、台湾が貨物船を調査", "taiwan-strait"),
        ("颱風侵台 花東豪雨", ""),
        ("대만 해저케이블 또 절단…화물선 조사", "taiwan-strait"),
        ("Pyongyang tests a new munition while Kim looks on", "north-korea-missiles"),
        ("Satellite pictures show a new bridge in North Korea", ""),
        ("North Korea launches a campaign against smoking", ""),
        ("北朝鮮が新型兵器を試射か", "north-korea-missiles"),
        ("북한 위성사진에 새 다리", ""),
        ("북한 핵심 간부 교체", ""),
        ("Beijing tells envoys to stop meddling in Hong Kong", "hong-kong"),
        ("Court jails Hong Kong man for laundering cryptocurrency", ""),
        ("Hong Kong flat prices rise", ""),
        ("香港の三人に制裁 資金洗浄の疑い", ""),
        ("Quad is a useful forum, says US envoy", "quad"),
        ("Australia, US, Japan and India hold talks among foreign ministers", "quad"),
        ("美国、印度、日本、澳大利亚外长会晤", "quad"),
        ("Sudan truce: RSF accepts the plan of the Quad nations", ""),
        ("Sudan truce fails as the Quad meets in Cairo", ""),
        ("Australia's women's quad rows to gold", ""),
        ("수단 휴전 쿼드 회의 성과 없이 끝나", ""),
        ("미·일·인도·호주 외교장관 회동", "quad"),
        ("Philippine coast guard saves crew in the South China Sea", ""),
        ("Coast guard of China rams a boat near a reef", "china-coast-guard"),
        ("马来西亚海警截获走私船", ""),
        ("中国の公船が放水砲を使用", "china-coast-guard"),
        ("제주 해경, 중국인 선원 구조", ""),
        ("日中が領有権を争う島に測量船", "senkaku"),
        ("독도 영유권을 다투는 일본에 항의", ""),
        ("ウルムチの工場で強制労働か", "xinjiang-uyghur"),
        ("여성 인권 신장 위한 토론회", ""),
        ("日独が「2プラス2」開催で一致", "two-plus-two"),
        ("日米が「経済版2プラス2」", ""),
        ("2+2 degree: two years in Rome, two in Oslo", ""),
        ("India still wants the four leaders in Delhi, envoy says", "quad"),
        ("クアッドボールの大会", ""),
        ("쿼드 해군, 괌에서 합동 훈련", "quad"),
        ("石垣市が標柱の設置へ上陸申請", "senkaku"),
        ("海警報發布 船班停航", ""),
        ("南韓海警船救起船員", ""),
        ("集成电路产业基金入股设备厂", "semiconductors"),
        ("黄仁勋吁华盛顿放宽出口", "semiconductors"),
        ("산업생산 두 달째 감소…반도체 부진", ""),
        ("Town fights for its cell plant", "batteries"),
        ("タングステン鉱山の再開に補助", "rare-earths"),
        ("스칸듐 광산에 정부 투자", "rare-earths"),
        ("氮化镓快充上市", ""),
        ("俄外长防长同日卸任", ""),
        ("茂木外相と小泉防衛相、豪側と会談", "two-plus-two"),
        ("「米国を守る義務はない」日本に不満", "us-japan-treaty"),
        ("Envoy: one-sided treaty with Japan must change", "us-japan-treaty"),
        ("日米韓の同盟に弾み", ""),
        ("台海巡驅離陸海警船", "china-coast-guard taiwan-strait"),
        ("대만 안보, 반도체에 흔들리나", "taiwan-strait"),
        ("与那国に無人機の配備計画", "taiwan-strait"),
        ("長崎の平和祈念式典に台湾代表", ""),
        ("北, 열병식서 새 ICBM 공개", "north-korea-missiles"),
        ("朝鲜谴责向韩军出售导弹", ""),
        ("美参议员再提涉疆法案", "xinjiang-uyghur"),
        ("신장 위구르 자치구서 규모 5 지진", ""),
        ("国安处拘三人 涉煽动", "hong-kong"),
        ("参选人宣誓后遭DQ", "hong-kong"),
    ],
)
def test_a_title_is_about_what_it_says(title: str, topics: str) -> None:
    assert met(title) == topics


def test_what_a_title_says_of_business_holds_for_its_text() -> None:
    text = "The maker of chips has a plant in China and exports to Europe."
    assert met("Record revenue for Orbis", text) == ""
    assert met("Orbis in trouble", text) == "semiconductors"


FAR = "The council met in the town hall and spoke of roads, schools and the budget. " * 5


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Taiwan and its navy came up.", ""),
        ("It named North Korea's missiles among the dangers.", ""),
        ("Members also asked about chip export controls.", "semiconductors"),
    ],
)
def test_what_is_named_far_down_is_only_mentioned_unless_its_name_is_sure(
    text: str, topics: str
) -> None:
    assert met("Council news", FAR + text) == topics
