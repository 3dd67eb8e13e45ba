"""Places, minerals, laws, institutions and persons: found where meant, silent where not."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from bot.model import Alias
from bot.pipeline.match import Document, build_index, match
from bot.pipeline.match.index import Index
from bot.pipeline.query import parse_query
from bot.pipeline.text import fold
from tests.shipped import shipped

SCORED = (
    *("quad", "senkaku", "china-coast-guard", "semiconductors", "batteries", "rare-earths"),
    *("two-plus-two", "us-japan-treaty", "taiwan-strait", "north-korea-missiles"),
    *("xinjiang-uyghur", "hong-kong"),
)

# topic, what it must be found in, what it must not be found in
ITEMS = [
    ("spratly-islands", "Việt Nam phản đối diễn tập ở quần đảo Trường Sa", "長沙のラーメン店"),
    ("paracel-islands", "西沙諸島で中国軍が演習", "Woody Island off Fremantle closes its jetty"),
    ("sabina-shoal", "Escoda Shoal: BRP Teresa Magbanua sails home", "Sabina wins at Wimbledon"),
    ("mischief-reef", "美济礁机场扩建", "Mischief on the reef: a children's book"),
    ("thitu-island", "Chinese boats near Pag-asa Island", "PAGASA: storm signal in Luzon"),
    ("itu-aba", "海巡署在太平島操演", "太平山的雪"),
    ("reed-bank", "Manila plans to drill at Reed Bank despite China", "A reed bank on the Thames"),
    ("vanguard-bank", "Tàu khảo sát rời bãi Tư Chính", "Vanguard bank ETFs see record inflows"),
    ("natuna", "Bakamla usir kapal asing di Natuna", "Banjir di Natuna, warga mengungsi"),
    ("kinmen", "中國海警船四度駛入金門水域", "金門高粱酒漲價"),
    (
        "matsu-islands",
        "Taiwan repairs the cable to Matsu",
        "Matsu the goddess draws pilgrims in Taiwan",
    ),
    ("pratas", "Drones circle Pratas, Taiwan's coast guard says", "Vânia Pratas wins the race"),
    ("penghu", "共艦逼近澎湖 國軍應處", "澎湖花火節登場"),
    ("yonaguni", "与那国に電子戦部隊を配備", "Divers flock to the Yonaguni monument"),
    ("nansei-islands", "宮古島の陸自にミサイル部隊", "宮古島の天気 あす大雨"),
    ("okinawa-bases", "오키나와 미군기지 이전 항의 집회", "オリオンビール、沖縄で新商品"),
    ("adiz", "Russian bombers enter South Korea's ADIZ", "NORAD tracks jets in the Alaskan ADIZ"),
    ("guam", "北朝鮮、グアムの米軍基地を威嚇", "Guam draws tourists with cheap flights"),
    ("guam", "괌에 폭격기 전개", "괌 여행 특가 항공권"),
    ("socotra-rock", "이어도 인근 해역에 중국 부표", "끊이어도 되는 인연"),
    ("socotra-rock", "苏岩礁附近发现浮标", "Socotra's dragon trees, the pride of Yemen"),
    ("yellow-sea", "중국, 서해에 구조물 또 설치", "서해 낙조 명소 다섯 곳"),
    ("northern-limit-line", "North Korean boat crosses the NLL", "NLL league opens its season"),
    ("korean-dmz", "북한군, 군사분계선 침범", "Put the server into the DMZ of your firewall"),
    ("miyako-strait", "中国艦艇が宮古海峡を通過", "宮古の海で海峡ダイビング"),
    ("malacca-strait", "Perompakan naik di Selat Malaka", "Melaka opens a museum of the strait"),
    ("strait-of-hormuz", "霍尔木兹海峡油轮受阻", "霍尔果斯口岸通关"),
    ("gallium", "镓出口许可再度收紧", "Gallium nitride charger exported from China"),
    ("gallium", "갈륨 수출 통제 확대", "질화갈륨 충전기 중국 출시"),
    ("germanium", "China's germanium exports fall to nothing", "Germanium bracelets sold in China"),
    (
        "antimony",
        "L'antimoine, otage des exportations chinoises",
        "Antimony in bottled water, China study",
    ),
    ("tungsten", "상동 텅스텐 광산 재가동", "Tungsten rings: China's wedding fashion, supply"),
    ("tungsten", "Việt Nam tăng xuất khẩu vonfram", "A tungsten lamp in a mine"),
    ("rare-earth-magnets", "テルビウムとジスプロシウム、在庫わずか", "鎌倉の流鏑馬"),
    ("lithium", "盐湖提锂产能出口受限", "Lithium mine of fire: power bank explodes"),
    ("cobalt", "Congo extends its cobalt export quota", "Cobalt Strike exports found in malware"),
    ("graphite", "흑연 수출 통제에 음극재 업계 비상", "Graphite golf clubs, now exported"),
    ("nickel", "Ekspor bijih nikel dilarang lagi", "Nickel defense stops the touchdown"),
    ("urea", "중국 수출 제한에 요소수 품귀 우려", "Urea creams for dry skin, exported from France"),
    ("unclos", "国連海洋法条約の解釈で対立", "海の日の法律クイズ"),
    (
        "south-china-sea-award",
        "菲律宾纪念南海仲裁案十周年",
        "Arbitral award against a contractor in Spain",
    ),
    (
        "code-of-conduct-scs",
        "ASEAN, China resume code of conduct talks",
        "Code of conduct for referees",
    ),
    ("nine-dash-line", "Phim có đường lưỡi bò bị cấm chiếu", "야구 구단선수 영입 지도"),
    (
        "us-philippines-alliance",
        "Balikatan opens with 14,000 troops",
        "US-Korea Mutual Defense Treaty turns 70",
    ),
    ("taiwan-relations-act", "臺灣關係法46週年", "台灣觀光關係協會年會"),
    (
        "anti-secession-law",
        "Beijing cites its Anti-Secession Law",
        "Anti-secession rally in Catalonia",
    ),
    ("one-china", "Pretoria reaffirms one-China policy", "One China-based firm bought the mine"),
    ("counter-espionage-law", "中国の反スパイ法で邦人拘束", "スパイ映画の法廷"),
    ("japan-article-9", "憲法9条の改正案を提示", "GDPR Article 9 and a Japanese firm"),
    ("chips-act", "美國檢討晶片與科學法補助", "She acts, he sells fish and chips"),
    (
        "us-entity-list",
        "Commerce Department adds 80 firms to the Entity List",
        "BIS: central banks in Basel warn",
    ),
    ("us-entity-list", "百家企业被列入实体清单", "商务部公布不可靠实体清单"),
    ("unreliable-entity-list", "商务部公布不可靠实体清单", "百家企业被列入实体清单"),
    (
        "pla-navy",
        "Le porte-avions de la marine chinoise au large",
        "Marine biologist in a Chinese lab",
    ),
    (
        "eastern-theater-command",
        "东部战区位台岛周边演训",
        "Army's Eastern Command holds a drill in Kolkata",
    ),
    ("us-seventh-fleet", "米第7艦隊の空母が入港", "Fleet Week begins in San Diego"),
    ("us-forces-korea", "주한미군 감축설에 국방부 반박", "Korean forces US singer to cancel"),
    ("taiwan-coast-guard", "海巡署驅離四艘船", "Philippine Coast Guard repairs a lighthouse"),
    (
        "taiwan-affairs-office",
        "Beijing's Taiwan Affairs Office scolds Taipei",
        "Taiwan envoy meets Hong Kong and Macau Affairs Office",
    ),
    ("meti", "Japan's METI widens export rules", "METI: greeting extraterrestrials from Tokyo"),
    ("mofcom", "商务部回应美方关税", "美国商务部新规公布"),
    ("tsmc", "台積電法說會登場", "台電與電積會議"),
    (
        "samsung-sk-hynix",
        "삼성전자 시안 공장 장비 반입 허용",
        "Samsung Electronics unveils its Galaxy plant app",
    ),
    (
        "samsung-sk-hynix",
        "Samsung union to strike at chip plants in Korea",
        "Samsung Lions win after a called third strike",
    ),
    ("samsung-sk-hynix", "삼성전자 노조 총파업 돌입", "삼성 라이온즈 노조 창립"),
    ("samsung-sk-hynix", "サムスン電子の労組、スト入り", "星電子の新曲"),
    ("xi-jinping", "Си Цзиньпин прибыл в Ханой", "Xi chapter opens a house"),
    ("kim-jong-un", "金正恩视察军工厂", "Kim Jong-hyun remembered"),
    ("lai-ching-te", "賴清德將過境美國", "President Laird of the club resigns"),
    (
        "japan-prime-minister",
        "Thủ tướng Nhật Bản thăm Hà Nội",
        "Former Japanese prime minister honoured",
    ),
    ("us-china-relations", "미중 정상, 부산에서 회담", "Strategies such as China uses"),
    ("japan-china-relations", "日中関係の改善を協議", "日中の気温は30度を超える"),
    ("korea-china-relations", "한중 정상 상하이에서 회담", "한중석 감독의 새 영화"),
    ("us-forces-korea", "韩国讨论萨德系统", "阿萨德离开大马士革"),
    ("us-forces-korea", "中方再谈驻韩美军与萨德反导系统", "摩萨德局长访问首尔"),
    ("inner-mongolia", "南蒙古流亡者集会", "河南蒙古族自治县举办活动"),
    ("north-korea-missiles", "宁边核设施冒烟", "陕甘宁边区导弹史料展"),
    ("kuomintang", "대만 국민당 정리원 주석", "대만식 정리원칙 다섯 가지"),
    ("whitsun-reef", "휫선 암초에 중국 선박 집결", "흰 암초 낚시 명소"),
    ("pacific-security-pacts", "豪とPNG、プクプク条約に署名", "ぷくぷくたい新発売"),
    ("north-korea", "북한 외무성 담화", "북한산 단풍 절정, 북한강 자전거길"),
    ("north-korea", "평양에서 열병식", "여름엔 평양냉면이 최고"),
    ("north-korea-china", "中朝国境の貿易が再開", "今朝中国が発表した統計"),
    ("north-korea-china", "北·中 정상, 베이징서 회담", "台北中正区交通规划"),
    ("inter-korean-relations", "통일부 대변인 정례 브리핑", "양식 통일부터 하자"),
    ("taiwan", "대만과 일본, 협력 확대", "기대만큼 따라준 선수들"),
    ("taiwan-strait", "共機擾台 國防部公布", "公共機構節能辦法上路"),
    ("china-military", "共军在海上集结", "公共军事展览开幕"),
    ("tibet", "藏人在达兰萨拉集会", "收藏人士谈古玩"),
    ("kinmen", "中国 진먼 해역 순찰", "사진먼저 보내주세요"),
    ("shipping", "해운업계 운임 급등", "해운대 해수욕장 개장"),
    ("shipping", "国际航运价格上涨", "春运期间民航运输旅客增长"),
    ("shipping", "海运运费回落", "上海运动会闭幕"),
    ("japan-coast-guard", "海保の巡視船が警戒", "熱海保健所からのお知らせ"),
    ("yasukuni", "閣僚が靖国神社に参拝", "靖国通りで水道工事"),
    ("copper", "中国铜矿供应紧张 出口受限", "她夺得铜牌 出口成章"),
    ("manganese", "망간 수출 통제 검토", "수출 희망간담회 열려"),
    ("overcapacity", "중국발 공급과잉에 철강 타격", "감자 공급과잉에 농가 한숨"),
    ("china-rights-lawyers", "人权律师被拘押", "우리 교회의 가정교회 이야기"),
    ("gray-zone", "Manila vows to answer China's gray-zone tactics", "A tax gray zone for lenders"),
    ("de-minimis", "Brussels ends the de minimis rule for parcels", "Shein opens a shop in Lyon"),
    ("fentanyl-precursors", "China vows to curb fentanyl", "Singer died of fentanyl overdose"),
    ("panama-canal", "Water shortage slows the Panama Canal", "Panama hats are back"),
    ("balikatan", "肩並肩軍演登場 日本首度參加", "兩人肩並肩走過老街"),
    ("ulchi-freedom-shield", "을지연습 오늘 시작", "을지로 골목 맛집"),
    ("opcon-transfer", "전작권 전환 협의 가속", "작전 전환에 성공한 감독"),
    ("luzon-economic-corridor", "比ルソン経済回廊に着工", "呂宋黃老師的經濟課"),
    ("takaichi-sanae", "다카이치 총리 기자회견", "高市の祭りが始まる"),
    ("marcos-jr", "Marcos tells Manila's cabinet to wait", "Marcos Alonso joins the club"),
    ("anthony-albanese", "Albanese meets Labor caucus in Canberra", "Francesca Albanese reports"),
    ("wang-yi", "王毅外相が訪韓", "왕이 된 남자, 재개봉"),
    ("thailand-cambodia-border", "태국·캄보디아 국경서 교전", "태국 여행 인기"),
    ("scam-centres", "캄보디아 범죄단지서 구출", "보이스피싱 예방 교육"),
    ("lazarus-group", "北 해커, 코인 탈취", "해커톤 대회 개최"),
    ("korea-coast-guard", "해경, 불법조업 중국어선 나포", "中 해경 함정 진입"),
]


@cache
def index() -> Index:
    topics = tuple(shipped().topics.values())
    queries = {n: parse_query(f"topic:{t.id}", None) for n, t in enumerate(topics)}
    return build_index(topics, queries)


def found(title: str, text: str = "") -> set[str]:
    ids = list(shipped().topics)
    return {ids[n] for n in match(index(), Document(title=title, text=text))}


@pytest.mark.parametrize(("topic", "meant", "other"), ITEMS)
def test_an_entity_is_found_where_it_is_meant_and_not_where_it_is_not(
    topic: str, meant: str, other: str
) -> None:
    assert topic in found(meant)
    assert topic not in found(other)


def test_at_least_eighty_entities_and_many_of_them_told_from_others_here() -> None:
    assert len(shipped().topics) >= 80
    assert len({topic for topic, _, _ in ITEMS}) >= 50


@pytest.mark.parametrize(
    ("title", "not_these"),
    [
        ("TSMC shares climb to a record", {"semiconductors"}),
        ("台積電股價創新高", {"semiconductors"}),
        ("CATL shares soar in Hong Kong", {"semiconductors", "hong-kong"}),
        ("镍价上涨 印尼矿山停产", {"batteries", "rare-earths"}),
        ("金門馬拉松開跑", {"taiwan-strait"}),
        ("Tungsten rings are in fashion", {"rare-earths"}),
        ("陸委會：歡迎陸客來台旅遊", {"taiwan-strait", "hong-kong"}),
        ("グアム旅行の人気ホテル", {"north-korea-missiles", "us-japan-treaty"}),
    ],
)
def test_a_child_says_nothing_for_a_parent_that_it_does_not_mean(
    title: str, not_these: set[str]
) -> None:
    assert found(title) & not_these == set()


@pytest.mark.parametrize(
    ("title", "topics"),
    [
        ("Taiwan Coast Guard faces Chinese warships", {"taiwan-strait"}),
        ("Taiwan president vows to defend sovereignty after China drills", {"taiwan-strait"}),
        ("진먼다오 수역에 중국 해경 4척", {"kinmen", "china-coast-guard"}),
        ("中国の無人機が与那国と台湾の間を通過 自衛隊が緊急発進", {"yonaguni", "japan-defence"}),
        ("Scarborough Shoal and Second Thomas Shoal seen from Thitu", {"south-china-sea"}),
    ],
)
def test_what_is_named_inside_a_name_still_counts(title: str, topics: set[str]) -> None:
    assert topics <= found(title)


def test_no_longer_name_hides_taiwan_from_the_strait() -> None:
    strait = [a for a in shipped().topics["taiwan-strait"].aliases if a.needs]
    kin = {*shipped().family("taiwan-strait"), "taiwan", "taiwan-strait"}
    hidden = [
        f"{topic.id}: {alias.text} hides {inner.text}"
        for topic in shipped().topics.values()
        if topic.id not in kin and "taiwan-strait" not in topic.speaks_of
        for alias in topic.aliases
        for inner in strait
        if "aiwan" in inner.text or "台" in inner.text or inner.text == "대만"
        if _holds(alias, inner)
    ]
    assert hidden == []


def _holds(alias: Alias, inner: Alias) -> bool:
    longer, shorter = fold(alias.text).text, fold(inner.text).text
    if longer == shorter:
        return False
    if inner.match == "sub":
        return shorter in longer
    return re.search(rf"\b{re.escape(shorter)}\b", longer) is not None


def _above(topic: str) -> Iterator[str]:
    for parent in shipped().topics[topic].parents:
        yield parent
        yield from _above(parent)


def test_only_what_is_meant_by_a_scored_topic_stands_below_it() -> None:
    below = {
        scored: {t for t in shipped().topics if scored in set(_above(t))} - {scored}
        for scored in SCORED
    }
    assert {scored: sorted(ids) for scored, ids in below.items() if ids} == {
        "china-coast-guard": ["coast-guard-law"],
        "semiconductors": ["chips-act"],
        "batteries": ["cobalt", "graphite", "lithium"],
        "rare-earths": [
            *("antimony", "critical-raw-materials-act", "gallium", "germanium"),
            *("rare-earth-magnets", "tungsten"),
        ],
        "taiwan-strait": ["anti-secession-law", "taiwan-relations-act"],
        "xinjiang-uyghur": ["uflpa"],
    }
