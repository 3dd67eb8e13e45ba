"""The catalogue: what the shipped config/ means, and how names and outlets are found."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.catalogue import Catalogue, load_catalogue
from bot.catalogue.names import fold
from bot.model import Alias, Feed, Publisher, Topic
from tests.shipped import shipped

CONFIG = Path(__file__).parent.parent / "config"
SCORED = (
    *("quad", "senkaku", "china-coast-guard", "semiconductors", "batteries", "rare-earths"),
    *("two-plus-two", "us-japan-treaty", "taiwan-strait", "north-korea-missiles"),
    *("xinjiang-uyghur", "hong-kong"),
)
MORE = (
    *("coast-guard-law", "supply-chains", "east-china-sea", "south-china-sea", "aukus"),
    *("export-controls", "japan-coast-guard", "shipping", "chokepoints"),
)


def feed(url: str, publisher: str | None = None, name: str = "A feed") -> Feed:
    due = datetime(2026, 1, 1, tzinfo=UTC)
    return Feed(id=1, url=url, name=name, publisher=publisher, next_due_at=due, interval=600)


def topic(id_: str, *aliases: str, name: str = "", parents: tuple[str, ...] = ()) -> Topic:
    names = tuple(Alias(text=text, language="en", match="word") for text in aliases)
    name = name or id_.title()
    return Topic(id=id_, name=name, names={"en": name}, aliases=names, parents=parents)


def small(*topics: Topic) -> Catalogue:
    return Catalogue(topics={t.id: t for t in topics}, packs={}, publishers={}, feeds=())


# ── the shipped files ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("id_", SCORED + MORE)
def test_the_topics_that_people_expect_are_there(id_: str) -> None:
    assert id_ in shipped().topics


@pytest.mark.parametrize("id_", SCORED)
def test_a_main_topic_has_names_in_ten_languages_and_aliases_in_five(id_: str) -> None:
    found = shipped().topics[id_]
    assert set(found.names) >= {"en", "ja", "zh-Hans", "zh-Hant", "ko", "fr", "vi", "hi"}
    assert {a.language for a in found.aliases} >= {"en", "ja", "zh-Hans", "zh-Hant", "ko"}
    assert found.note
    assert found.source


def test_every_topic_says_what_it_is_and_whence() -> None:
    assert [t.id for t in shipped().topics.values() if not (t.note and t.source)] == []


def test_children_stand_below_their_parents() -> None:
    family = shipped().family
    assert family("china-coast-guard") == ("china-coast-guard", "coast-guard-law")
    assert family("east-china-sea") == ("east-china-sea", "senkaku")
    assert family("supply-chains")[0] == "supply-chains"
    assert set(family("supply-chains")) >= {"semiconductors", "batteries", "rare-earths"}
    assert "red-sea" in family("supply-chains")  # below chokepoints, below shipping
    assert family("no-such-topic") == ()


def test_confusions_are_vetoed() -> None:
    topics = shipped().topics
    quad = next(a for a in topics["quad"].aliases if a.text == "Quad")
    assert {"Sudan*", "bike*", "quad core", "Quad Cities"} <= set(quad.vetoes)
    assert quad.needs
    diaoyutai = next(a for a in topics["senkaku"].aliases if a.text == "Diaoyutai")
    assert "Diaoyutai guesthouse" in diaoyutai.vetoes
    article = next(a for a in topics["us-japan-treaty"].aliases if a.text == "Article 5")
    assert "NATO" in article.vetoes
    assert "Japan" in article.needs
    guard = next(a for a in topics["china-coast-guard"].aliases if a.text == "coast guard")
    assert "US Coast Guard" in guard.vetoes
    assert "Chinese" in guard.needs


def test_a_class_stands_for_its_words_of_all_languages(tmp_path: Path) -> None:
    (tmp_path / "topics").mkdir()
    (tmp_path / "classes.toml").write_text(
        "[force.words]\nen = ['troops', 'x']\nja = ['演習']\n", encoding="utf-8"
    )
    (tmp_path / "topics" / "t.toml").write_text(
        "[a]\nname = 'A'\nvetoes = ['@force']\n"
        "[[a.in_context]]\nneeds = ['x', '@force']\naliases.en = ['b']\n",
        encoding="utf-8",
    )
    (alias,) = load_catalogue(tmp_path).topics["a"].aliases
    assert alias.needs == ("x", "troops", "演習")
    assert alias.vetoes == ("troops", "x", "演習")


def test_every_name_of_supply_chains_keeps_out_software_attacks() -> None:
    aliases = shipped().topics["supply-chains"].aliases
    assert all({"supply chain attack*", "npm", "供应链攻击"} <= set(a.vetoes) for a in aliases)


def test_scripts_without_spaces_are_looked_for_anywhere_and_others_as_words() -> None:
    by_text = {a.text: a.match for a in shipped().topics["china-coast-guard"].aliases}
    assert by_text["海警船"] == "sub"
    assert by_text["China Coast Guard"] == "word"
    assert by_text["CCG"] == "case"


def test_a_topics_own_name_names_it_alone() -> None:
    catalogue = shipped()
    unclear = [t.id for t in catalogue.topics.values() if catalogue.named(t.name) != (t.id,)]
    assert unclear == []


def test_the_starter_feeds_are_many_and_in_many_languages() -> None:
    feeds = shipped().feeds
    assert len(feeds) >= 45
    assert {f.language for f in feeds} >= {"en", "ja", "ko", "zh-Hans", "zh-Hant", "fr", "vi", "id"}
    assert len({f.url for f in feeds}) == len(feeds)
    assert all(f.publisher in shipped().publishers and f.country for f in feeds)
    assert sum(f.confirmed for f in feeds) >= 45


def test_no_starter_feed_is_a_mirror_or_an_archive() -> None:
    mirrors = (
        "news.google",
        "rsshub",
        "web.archive",
        "github.io",
        "feedx",
        "rss.app",
        "allorigins",
    )
    assert [f.url for f in shipped().feeds if any(m in f.url for m in mirrors)] == []


def test_a_confirmed_feed_says_what_that_rests_on() -> None:
    lines = (CONFIG / "feeds.toml").read_text(encoding="utf-8").splitlines()
    bare = [line for line in lines if line.startswith("confirmed") and " # " not in line]
    assert bare == []


def test_the_packs_are_there_with_topics_and_feed_addresses() -> None:
    packs = shipped().packs
    assert set(packs) >= {"indo-pacific-security", "supply-chains", "semiconductors", "shipping"}
    addresses = {f.url for f in shipped().feeds}
    for pack in packs.values():
        assert pack.topics
        assert pack.feeds
        assert set(pack.feeds) <= addresses
        assert pack.note


def test_papers_of_one_owner_count_as_one() -> None:
    publishers = shipped().publishers
    assert publishers["taipei-times"].family == publishers["ltn"].family
    assert publishers["nhk"].family == "nhk"


# ── names to topics ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("senkaku", "senkaku"),
        ("SENKAKU islands", "senkaku"),
        ("尖閣", "senkaku"),
        ("釣魚臺", "senkaku"),
        ("센카쿠", "senkaku"),
        ("the Quad", "quad"),
        ("coast_guard-law", "coast-guard-law"),
        ("海警法", "coast-guard-law"),
        ("rare-earth", "rare-earths"),
        ("２プラス２", "two-plus-two"),
        ("2+2", "two-plus-two"),
        ("supply chain", "supply-chains"),
        ("Taiwan", "taiwan"),
    ],
)
def test_a_topic_is_found_by_any_of_its_names(words: str, id_: str) -> None:
    assert shipped().named(words) == (id_,)


def test_words_that_name_nothing_name_nothing() -> None:
    assert shipped().named("fisheries") == ()
    assert shipped().named("") == ()


def test_an_id_wins_over_an_alias_and_equal_claims_are_both_told() -> None:
    catalogue = small(topic("quad", "four"), topic("bikes", "Quad", "shared"), topic("c", "shared"))
    assert catalogue.named("quad") == ("quad",)
    assert catalogue.named("shared") == ("bikes", "c")


def test_a_slip_of_the_keyboard_is_answered_with_what_was_meant() -> None:
    assert [t.id for t in shipped().near("sennkaku")] == ["senkaku"]
    assert shipped().near("semiconducters")[0].id == "semiconductors"
    assert shipped().near("the") == ()
    assert len(shipped().near("nort korea", n=2)) == 2


def test_completion_shows_a_topic_by_its_name_and_two_others() -> None:
    assert shipped().starting("senk") == (("senkaku", "Senkaku Islands · Diaoyu, 尖閣"),)
    assert shipped().starting("尖")[0][0] == "senkaku"
    assert shipped().starting("diao")[0][0] == "senkaku"
    assert shipped().starting("zzz") == ()


def test_completion_puts_what_begins_so_first_and_keeps_to_its_length() -> None:
    catalogue = small(topic("aa", "seal"), topic("sea"), topic("bb", name="The deep sea"))
    assert [id_ for id_, _ in catalogue.starting("sea")] == ["sea", "aa", "bb"]
    assert len(shipped().starting("", 7)) == 7


def test_completion_says_by_which_name_and_puts_what_packs_hold_first() -> None:
    first, award, *_ = shipped().starting("sen")
    assert first[0] == "senkaku"
    assert award[1] == "South China Sea award of 2016 · sentence arbitrale de 2016"
    assert [id_ for id_, _ in shipped().starting("", 3)] == ["quad", "aukus", "two-plus-two"]
    assert shipped().starting("s")[0][0] == "senkaku"


def test_names_for_people_begin_with_several_languages_and_hold_no_name_twice() -> None:
    names = shipped().names_of("senkaku")
    assert names[:8] == (
        *("Senkaku", "Senkakus", "Diaoyu", "Diaoyutai", "尖閣", "钓鱼岛", "釣魚臺列嶼", "센카쿠"),
    )
    assert len({fold(name) for name in names}) == len(names)
    assert shipped().names_of("quad")[0] == "Quad"
    assert shipped().names_of("no-such-topic") == ()


# ── feeds to outlets ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("url", "id_"),
    [
        ("https://feeds.bbci.co.uk/news/rss.xml", "bbc"),
        ("https://www.nhk.or.jp/rss/x.xml", "nhk"),
        ("https://en.yna.co.kr/RSS/news.xml", "yonhap"),
    ],
)
def test_an_outlet_is_known_by_the_host_of_a_feed(url: str, id_: str) -> None:
    assert shipped().publisher_of(feed(url)).id == id_


def test_what_a_feed_says_of_itself_wins_over_its_host() -> None:
    assert shipped().publisher_of(feed("https://www.nhk.or.jp/x", publisher="bbc")).id == "bbc"
    assert shipped().publisher_of(feed("https://www.nhk.or.jp/x", publisher="gone")).id == "nhk"


def test_an_unknown_outlet_is_made_up_and_its_feeds_are_one_family() -> None:
    one = shipped().publisher_of(feed("https://feeds.example.co.jp/a", name="Example"))
    two = shipped().publisher_of(feed("https://www.example.co.jp/b"))
    assert (one.name, one.family, one.kind) == ("Example", "example.co.jp", "unknown")
    assert two.family == one.family


def test_the_items_of_a_feed_that_gathers_from_many_outlets_have_their_own() -> None:
    gathered = feed("https://planet.example.org/all.xml", name="Planet")
    outlet = shipped().publisher_of(gathered, "https://www.bbc.com/news/1")
    assert outlet.id == "bbc"
    unknown = shipped().publisher_of(gathered, "https://news.example.net/1")
    assert (unknown.name, unknown.family) == ("example.net", "example.net")
    assert shipped().publisher_of(gathered, "https://www.example.org/2").name == "Planet"
    assert shipped().publisher_of(gathered, None).name == "Planet"


def test_a_link_does_not_change_who_writes_a_feed_that_says_so() -> None:
    said = feed("https://www.nhk.or.jp/x", publisher="nhk")
    assert shipped().publisher_of(said, "https://www.bbc.com/news/1").id == "nhk"


def test_outlets_on_a_shared_host_are_told_apart() -> None:
    def family(url: str) -> str:
        return shipped().publisher_of(feed(url)).family

    assert family("https://feeds.feedburner.com/one") != family("https://feeds.feedburner.com/two")
    assert family("https://a.substack.com/feed") != family("https://b.substack.com/feed")
    assert family("http://127.0.0.1:8000/a.xml") == "127.0.0.1"
    assert family("http://[broken") == "A feed"


def test_a_name_shared_with_a_topic_above_is_the_narrower_ones() -> None:
    assert shipped().named("Spratly") == ("spratly-islands",)


def test_a_catalogue_can_be_empty() -> None:
    empty = small()
    assert empty.named("x") == ()
    assert empty.starting("") == ()
    outlet = empty.publisher_of(feed("https://example.org/feed"))
    assert isinstance(outlet, Publisher)
