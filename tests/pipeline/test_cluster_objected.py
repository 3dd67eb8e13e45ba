"""Who condemns something has a story of its own, and what happened does not end up in it."""

import pytest

from bot.evaluate.stories import labelled, predict
from bot.pipeline.cluster import names_of
from tests.shipped import shipped

SALE = (
    "US approves $1.1 billion sale of air defence missiles to Taiwan",
    "Washington clears sale of air defence missiles to Taiwan worth $1.1 billion",
)
CONDEMNED = (
    "China condemns US sale of air defence missiles to Taiwan, vows countermeasures",
    "中方谴责美国对台出售防空导弹 将采取反制措施",
)
DELIVERY = "Taiwan to get air defence missiles in 2028 after US approves $1.1 billion sale"
VISIT = (
    "小泉防衛相が靖国参拝 「私人として」",
    "Japan defence minister Koizumi visits Yasukuni Shrine",
    "고이즈미 방위상 야스쿠니 참배",
)
REGRETTED = (
    "정부, 일본 방위상 야스쿠니 참배에 '깊은 실망과 유감'",
    "Seoul voices deep disappointment over Yasukuni visit",
)
PROTESTED = (
    "中方就日防卫大臣参拜靖国神社提出严正交涉",
    "China lodges protest with Japan over minister's Yasukuni visit",
)


def stories(*titles: str) -> list[str]:
    """Give the story of each title; they come an hour apart, each from an outlet of its own."""
    rows = [
        labelled({"id": n, "title": title, "source": f"outlet {n}",
                  "published": 1_796_000_000 + 3600 * n})
        for n, title in enumerate(titles)
    ]  # fmt: skip
    return [said.story for said in predict(rows, names_of(shipped().topics.values()))]


def test_a_sale_and_who_condemns_it_are_two_stories() -> None:
    sale, again, condemned, in_chinese = stories(*SALE, *CONDEMNED)
    assert sale == again
    assert condemned == in_chinese != sale


@pytest.mark.parametrize("titles", [(*SALE, *CONDEMNED, DELIVERY), (*CONDEMNED, *SALE, DELIVERY)])
def test_what_comes_after_who_condemned_it_goes_to_what_happened(titles: tuple[str, ...]) -> None:
    told = dict(zip(titles, stories(*titles), strict=True))
    assert told[DELIVERY] == told[SALE[0]] != told[CONDEMNED[0]]


def test_a_visit_and_two_governments_that_object_are_three_stories() -> None:
    told = stories(*VISIT, *REGRETTED, *PROTESTED)
    assert len(set(told[:3])) == 1
    assert not {told[3], told[4], told[5], told[6]} & {told[0]}
    assert told[5] != told[3]


def test_who_was_hit_and_condemns_it_tells_what_happened() -> None:
    hit = "Chinese coast guard fires water cannon at Philippine boat near Scarborough Shoal"
    condemned = "Philippines condemns Chinese water cannon attack on boat near Scarborough Shoal"
    assert len(set(stories(hit, condemned))) == len(set(stories(condemned, hit))) == 1
