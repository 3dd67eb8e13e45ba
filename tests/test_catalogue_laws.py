"""Laws of the shipped catalogue: what every name, parent, publisher and pack must keep to."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from bot.catalogue.names import fold
from bot.model import Topic
from bot.pipeline.match import Document, Index, build_index, match
from bot.pipeline.query import parse_query
from tests.shipped import shipped

FIVE = ("en", "ja", "zh-Hans", "zh-Hant", "ko")

# A plain sentence with a place for a name, each in the language of the name.
SENTENCES = {
    "en": "Officials answered questions about {} on Monday.",
    "ja": "担当者は{}について月曜日に説明した。",
    "zh-Hans": "周一有人谈到{}的事。",
    "zh-Hant": "週一有人談到{}的事。",
    "ko": "월요일에 {} 관련 질문이 나왔다.",
    "fr": "Lundi, on a parlé de {} pendant une heure.",
    "vi": "Hôm thứ Hai có câu hỏi về {} tại đó.",
    "id": "Pada Senin ada pertanyaan tentang {} di sana.",
    "ru": "В понедельник говорили: {} и другое.",
    "hi": "सोमवार को {} पर सवाल हुए।",
    "de": "Am Montag gab es Fragen: {} und anderes.",
    "es": "El lunes hubo preguntas: {} y otras cosas.",
}

# Words that stand in any text of a language: none may be a name by itself.
COMMON = {
    "en": "the a of to in and for on with at by from it is as that this new all not but has "
    "said year day people time world home work state city water life house party war law "
    "school company market police group country president government minister china japan us "
    "united nation north south east west sea island strait bank plan deal talks report list "
    "may march chip battery magnet shipping treaty article alliance summit quad squad freedom",
    "ja": "の に は を が と で も 日本 中国 米国 韓国 政府 首相 大統領 会議 問題 国 年 月 日 人 "
    "海 島 軍 法 船 市 東京 世界 関係 会談 協定 条約 電池 半導 磁石 銅 金門 松",
    "zh-Hans": "的 了 在 是 和 有 中国 美国 日本 韩国 政府 总统 会议 问题 国 年 月 日 人 海 岛 "
    "军 法 船 市 世界 关系 会谈 协定 条约 电池 芯片 磁铁 铜 东海 南沙 金 新闻",
    "zh-Hant": "的 了 在 是 和 有 中國 美國 日本 韓國 政府 總統 會議 問題 國 年 月 日 人 海 島 "
    "軍 法 船 市 世界 關係 會談 協定 條約 電池 晶片 磁鐵 銅 東海 澎湖 金 新聞",
    "de": "der die das und in zu den von mit für auf ist im nicht ein eine als auch es an war "
    "Jahr Tag Menschen Zeit Welt Haus Stadt Wasser Leben Partei Krieg Gesetz Schule Firma Markt "
    "Polizei Land Regierung Präsident Minister China Japan USA Nord Süd West Ost Meer Insel Straße "
    "Bank Plan Bericht Liste Chip Batterie Magnet Erde Erden Vertrag Artikel Gipfel Quad Schiff "
    "Schiffe Rakete Zoll Sanktion Sanktionen Werk Mine Handel Hafen Kanal Kabel Küstenwache Silber "
    "Kupfer Wolfram Titan Nickel Kobalt Seide Seidenstraße",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero "
    "año día gente tiempo mundo casa estado ciudad agua vida partido guerra ley escuela empresa "
    "mercado policía país gobierno presidente ministro china japón norte sur este oeste mar isla "
    "estrecho banco plan acuerdo informe lista chip batería imán tierra tierras tratado artículo "
    "cumbre quad barco barcos misil sanción sanciones mina comercio puerto canal cable "
    "guardacostas cobre titanio níquel cobalto seda indio galio",
    "ko": "이 그 저 것 수 등 및 중국 미국 일본 한국 정부 대통령 총리 회의 문제 나라 년 월 일 사람 "
    "바다 섬 군 법 배 시 세계 관계 회담 협정 조약 배터리 반도체 자석 구리 서해 신장 北 中 美 日",
}


@cache
def index() -> Index:
    queries = {n: parse_query(f"topic:{id_}", None) for n, id_ in enumerate(shipped().topics)}
    return build_index(shipped().topics.values(), queries)


def found(text: str) -> set[str]:
    ids = list(shipped().topics)
    return {ids[n] for n in match(index(), Document(title=text, text=""))}


def test_every_topic_has_its_name_in_five_scripts_and_says_whence() -> None:
    topics = shipped().topics.values()
    assert len(topics) >= 80
    assert [t.id for t in topics if not set(FIVE) <= set(t.names)] == []
    assert [t.id for t in topics if not (t.note and t.source)] == []


def test_nearly_every_topic_is_looked_for_in_five_scripts() -> None:
    bare = {t.id for t in shipped().topics.values() if not set(FIVE) <= _languages(t)}
    assert len(bare) <= 8, sorted(bare)


def _languages(topic: Topic) -> set[str]:
    return {alias.language for alias in topic.aliases}


@pytest.mark.parametrize("id_", shipped().topics)
def test_an_official_name_in_a_plain_sentence_leads_to_its_topic(id_: str) -> None:
    topic, family = shipped().topics[id_], set(shipped().family(id_))
    lost = [
        f"{language}: {name}"
        for language, name in topic.names.items()
        if language in SENTENCES
        if not any(found(text) & family for text in _said(topic, language, name))
    ]
    assert lost == []


def _said(topic: Topic, language: str, name: str) -> Iterator[str]:
    """Yield the sentence, then the same with each context that a name inside it asks for."""
    sentence = SENTENCES[language].format(name)
    yield sentence
    for id_ in shipped().family(topic.id):
        for alias in shipped().topics[id_].aliases:
            if alias.needs and fold(alias.text) in fold(name):
                for word in alias.needs:
                    yield f"{sentence} {word.removesuffix('*')}"


def test_an_official_name_names_one_topic_or_asks() -> None:
    for topic in shipped().topics.values():
        for name in (topic.name, *topic.names.values()):
            ids = shipped().named(name)
            assert topic.id in ids, f"{name} is {ids}, not {topic.id}"
            assert len(ids) == 1 or all(_has(shipped().topics[id_], name) for id_ in ids)


def test_no_name_is_beyond_reach_of_a_watch() -> None:
    topics = shipped().topics.values()
    lost = [f"{t.id}: {a.text}" for t in topics for a in t.aliases if not shipped().named(a.text)]
    assert lost == []


def _has(topic: Topic, name: str) -> bool:
    return fold(name) in {fold(own) for own in (topic.id, topic.name, *topic.names.values())}


def test_a_parent_repeats_no_name_that_its_child_has_without_context() -> None:
    twice = [
        f"{topic.id}, {child}: {alias.text}"
        for topic in shipped().topics.values()
        for child in shipped().family(topic.id)[1:]
        for alias in topic.aliases
        if not alias.needs and fold(alias.text) in _plain(child)
    ]
    assert twice == []


@cache
def _plain(id_: str) -> frozenset[str]:
    return frozenset(fold(a.text) for a in shipped().topics[id_].aliases if not a.needs)


def test_no_common_word_is_a_name_by_itself() -> None:
    common = {(language, fold(w)) for language, words in COMMON.items() for w in words.split()}
    bare = [
        f"{topic.id}: {alias.text}"
        for topic in shipped().topics.values()
        for alias in topic.aliases
        if not alias.needs and alias.match != "case"
        if (alias.language, fold(alias.text)) in common
    ]
    assert bare == []


def test_a_short_name_asks_for_capitals_or_context() -> None:
    bare = [
        f"{topic.id}: {alias.text}"
        for topic in shipped().topics.values()
        for alias in topic.aliases
        if not alias.needs and alias.match != "case"
        if re.fullmatch(r"[A-Za-z0-9]{1,3}|[\uac00-\ud7a3]", alias.text)
    ]
    assert bare == []


def test_official_publishers_speak_for_a_state_or_an_organisation() -> None:
    publishers = shipped().publishers
    named = {id_ for topic in shipped().topics.values() for id_ in topic.official}
    assert {publishers[id_].kind for id_ in named} == {"official"}
    assert len(named) >= 40


def test_most_topics_name_somebody_whose_word_is_official() -> None:
    topics = shipped().topics.values()
    with_one = [t.id for t in topics if t.official]
    assert len(with_one) >= 0.75 * len(topics)


def test_every_pack_brings_topics_and_feeds_and_says_what_for() -> None:
    packs = shipped().packs
    assert len(packs) >= 8
    assert {"indo-pacific-security", "semiconductors", "critical-minerals", "shipping"} <= set(
        packs
    )
    assert [p.id for p in packs.values() if not (p.topics and p.feeds and p.note)] == []
    assert [p.id for p in packs.values() if len(set(p.topics)) < len(p.topics)] == []


def test_every_starter_feed_of_a_pack_is_read_once() -> None:
    for pack in shipped().packs.values():
        assert len(set(pack.feeds)) == len(pack.feeds), pack.id
