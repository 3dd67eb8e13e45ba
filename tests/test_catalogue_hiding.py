"""Which name of the catalogue hides a shorter one of another topic, and that each was judged.

A longer name of another topic hides one that needs context, since most name another thing: the
Japan Coast Guard is not China's. A name that is a statement ("applies to the Senkakus") speaks of
the same thing, and hides nothing: its topic says so by ``speaks_of``.
"""

from collections import defaultdict
from functools import cache

import pytest

from bot.model import Alias
from bot.pipeline.match import Document, build_index, match
from bot.pipeline.match.edges import KINDS, OUTSIDE
from bot.pipeline.query import parse_query
from bot.pipeline.text import fold
from tests.shipped import shipped

# Topic with the longer name: topics with a name in it that means another thing there.
ANOTHER_THING = {
    "apec": "north-korea north-korea-missiles",  # 평양 (Pyongyang) in 태평양 (Pacific)
    "bakamla": "china-coast-guard japan-coast-guard korea-coast-guard",
    "batteries": "rare-earths us-japan-treaty",
    "china-coast-guard": "japan-coast-guard korea-coast-guard",
    "cptpp": "north-korea north-korea-missiles",
    "dalai-lama": "lai-ching-te",
    "deep-sea-mining": "rare-earths",
    "fentanyl-precursors": "batteries",
    "first-island-chain": "taiwan-strait",
    "foreign-relations-law": "sanctions",
    "hong-kong": "lai-ching-te",
    "indo-pacific": "north-korea north-korea-missiles",
    "ipef": "north-korea north-korea-missiles",
    "japan-coast-guard": "china-coast-guard korea-coast-guard",
    "japan-defence": "taiwan-strait",
    "jogmec": "energy-security rare-earths",
    "korea-coast-guard": "china-coast-guard",
    "myanmar-conflict": "north-korea north-korea-missiles",  # 北 in 缅北
    "northern-sea-route": "north-korea north-korea-missiles",
    "nuclear-consultative-group": "us-japan-treaty",
    "pacific-islands": "north-korea north-korea-missiles",
    "pacific-security-pacts": "us-japan-treaty",
    "philippine-coast-guard": "china-coast-guard korea-coast-guard",
    "rimpac": "north-korea north-korea-missiles",
    "scam-centres": "north-korea north-korea-missiles",
    "senkaku": "okinawa-bases taiwan-strait",
    "shipping": "us-japan-treaty",
    "taiwan": "north-korea north-korea-missiles",
    "taiwan-coast-guard": "china-coast-guard",
    "taiwan-strait": "china-coast-guard korea-coast-guard",
    "titanium": "rare-earths",
    "two-plus-two": "japan-defence",
    "unreliable-entity-list": "us-entity-list",
    "us-indo-pacific-command": "north-korea north-korea-missiles",
    "us-japan-treaty": "japan-defence",
    "us-japan-philippines": "quad",  # 쿼드 in 스쿼드 (squad)
    "us-korea-alliance": "us-japan-treaty",
    "us-philippines-alliance": "us-japan-treaty",
    "vietnam-coast-guard": "china-coast-guard korea-coast-guard",
    "wartime-labour-comfort-women": "xinjiang-uyghur",
    "xinjiang-uyghur": "north-korea north-korea-missiles",
}


def above(topic: str) -> set[str]:
    parents = shipped().topics[topic].parents
    return {topic}.union(*(above(parent) for parent in parents))


def kept(longer: str, shorter: str) -> bool:
    """Whether a topic's names keep their meaning inside those of another."""
    related = shorter in above(longer) or longer in above(shorter)
    return related or shorter in shipped().topics[longer].speaks_of


def inside(longer: str, shorter: str, alias: Alias) -> bool:
    """Whether a name stands in a longer one as a name, elsewhere than at its start."""
    at = longer.find(shorter, 1)
    if at < 0 or longer.startswith(shorter):
        return False
    ends = (longer[at - 1], longer[at + len(shorter)] if at + len(shorter) < len(longer) else " ")
    return alias.match == "sub" or all(KINDS[letter] == OUTSIDE for letter in ends)


def hiding() -> dict[str, set[str]]:
    """Find topics with a longer name that may hide a shorter one: longer → shorter."""
    names: dict[str, list[tuple[str, Alias]]] = defaultdict(list)
    for topic in shipped().topics.values():
        for alias in topic.aliases:
            names[fold(alias.text).text].append((topic.id, alias))
    found: dict[str, set[str]] = defaultdict(set)
    for longer, holders in names.items():
        parts = {longer[a:b] for a in range(1, len(longer)) for b in range(a + 1, len(longer) + 1)}
        for shorter in parts & names.keys():
            for topic, alias in names[shorter]:
                if not inside(longer, shorter, alias) or any(kept(h, topic) for h, _ in holders):
                    continue
                if alias.needs or (alias.match == "sub" and not any(a.needs for _, a in holders)):
                    for holder, _ in holders:
                        found[holder].add(topic)
    return found


def test_every_name_that_hides_one_of_another_topic_was_judged() -> None:
    # A new pair: does the longer name speak of the shorter's topic? Then that is to stand in
    # speaks_of of the longer one's topic; else here.
    judged = {holder: set(topics.split()) for holder, topics in ANOTHER_THING.items()}
    assert hiding() == judged


@cache
def index():
    queries = {n: parse_query(f"topic:{id_}", None) for n, id_ in enumerate(shipped().topics)}
    return build_index(shipped().topics.values(), queries)


def found(title: str) -> set[str]:
    ids = list(shipped().topics)
    return {ids[n] for n in match(index(), Document(title=title, text=""))}


@pytest.mark.parametrize(
    ("title", "topics"),
    [
        ("美日2+2會談 重申安保條約適用釣魚台", {"two-plus-two", "us-japan-treaty", "senkaku"}),
        ("美日聲明重申第五條涵蓋釣魚臺列嶼", {"senkaku"}),
        ("美国再次确认安保条约适用钓鱼台", {"us-japan-treaty", "senkaku"}),
        ("Sanctions on North Korea follow missile launch", {"north-korea-missiles"}),
        ("美国宣布铜关税上路", {"copper", "tariffs"}),
        ("中菲海警在黄岩岛对峙", {"china-coast-guard", "philippine-coast-guard"}),
    ],
)
def test_a_name_that_speaks_of_another_topic_does_not_hide_it(title: str, topics: set[str]) -> None:
    assert topics <= found(title)


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Japan Coast Guard rescues Chinese fishermen", "china-coast-guard"),
        ("Diaoyutai State Guesthouse hosts Japanese delegation", "senkaku"),
        ("钓鱼台国宾馆举行中日会谈", "senkaku"),
        ("Unreliable entity list grows as Beijing hits US chip firms", "us-entity-list"),
    ],
)
def test_a_longer_name_of_another_thing_still_hides(title: str, topic: str) -> None:
    assert topic not in found(title)


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Senkaku Brewery wins a medal", "senkaku"),
        ("Hotel Senkaku closes its doors", "senkaku"),
        ("尖閣酒造が新酒を発表", "senkaku"),
        ("海警備会社が倒産", "china-coast-guard"),
        ("四輪バギー（クアッド）で事故 インド人観光客けが", "quad"),
        ("台灣海峽風浪大 渡輪停駛", "taiwan-strait"),
        ("Chips recalled over undeclared milk in Japan factory", "semiconductors"),
        ("Article 5 of Japan's data law", "us-japan-treaty"),
        ("Rare Earth, the rock band, returns with tour", "rare-earths"),
    ],
)
def test_what_only_bears_the_name_is_not_the_topic(title: str, topic: str) -> None:
    assert topic not in found(title)


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Brewers on Ishigaki fear for the Senkaku Islands", "senkaku"),
        ("領海警備を強化へ 尖閣周辺で中国海警が活動", "china-coast-guard"),
        ("LG에너지솔루션 조지아 공장 비자 문제로 건설 중단", "batteries"),
        ("Hong Kong Economic and Trade Office Certification Act passes House", "hong-kong"),
        ("China lets its maritime police detain foreigners", "china-coast-guard"),
        ("Trump: Japan need not defend America", "us-japan-treaty"),
        ("バッテリー工場 北米で建設中止", "batteries"),
    ],
)
def test_what_is_told_in_other_words_is_found(title: str, topic: str) -> None:
    assert topic in found(title)
