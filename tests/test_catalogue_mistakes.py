"""Every mistake in config/ is reported at once, with its file, line, key, value and way out."""

from pathlib import Path

import pytest

from bot.catalogue import load_catalogue
from bot.errors import ConfigError

TOPIC = '[a]\nname = "A"\n[a.aliases]\nen = ["Alpha"]\n'
OUTLET = """[nhk]
name = "NHK"
kind = "broadcaster"
language = "ja"
country = "JP"
hosts = ["nhk.or.jp"]
reason = "public"
date = 2026-11-24
"""
FEED = """[[feed]]
name = "NHK"
url = "https://www.nhk.or.jp/rss.xml"
publisher = "nhk"
language = "ja"
country = "JP"
confirmed = true
"""


@pytest.fixture
def mistakes(tmp_path: Path):
    """Load a folder made of the given files, and return what was wrong with it."""

    def load(topics: str = TOPIC, **files: str) -> tuple[str, ...]:
        (tmp_path / "topics").mkdir(exist_ok=True)
        (tmp_path / "topics" / "t.toml").write_text(topics, encoding="utf-8")
        for name, text in files.items():
            (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        try:
            load_catalogue(tmp_path)
        except ConfigError as exc:
            return exc.mistakes
        return ()

    return load


def test_a_small_folder_is_right(mistakes) -> None:
    assert mistakes(publishers=OUTLET, feeds=FEED) == ()


def test_only_topics_must_be_there(tmp_path: Path, mistakes) -> None:
    assert mistakes() == ()
    with pytest.raises(ConfigError, match="topics: no file"):
        load_catalogue(tmp_path / "elsewhere")


def test_one_mistake_of_a_topic_hides_no_other_one(mistakes) -> None:
    wrong = TOPIC.replace('name = "A"\n', 'name = "A"\nparents = ["nowhere"]\nnoot = "x"\n')
    found = mistakes(wrong + '[b]\nname = "B"\nparents = ["a"]\n[b.aliases]\nen = ["Beta"]\n')
    assert [line for line in found if "a.noot: unknown key" in line]
    assert [line for line in found if "a.parents: " in line]
    assert len(found) == 2  # nor does it make others wrong that name this one


@pytest.mark.parametrize(
    ("topics", "said"),
    [
        (TOPIC + "[b]\nnmae = 'B'\n", "t.toml:6: b.nmae: unknown key; did you mean name?"),
        ("[a]\naliases.en = ['x']\n", "t.toml:1: a.name: is missing"),
        ("[a]\nname = 5\naliases.en = ['x']\n", "t.toml:2: a.name: got 5; allowed: a text"),
        ("a = 5\n", "t.toml:1: a: got 5; allowed: a table"),
        ("[A_b]\nname = 'x'\n", "t.toml:1: A_b: is no id; allowed: small letters"),
        (TOPIC + 'jp = ["x"]\n', "t.toml:5: a.aliases.jp: got 'jp'; allowed: en, ja"),
        (TOPIC + 'ja = "x"\n', "t.toml:5: a.aliases.ja: got 'x'; allowed: lists of names"),
        (TOPIC + "ja = [5]\n", "t.toml:5: a.aliases.ja.0: got 5; allowed: lists of names"),
        (TOPIC + 'ja = [""]\n', "t.toml:5: a.aliases.ja.0.text: got ''; allowed: a name"),
        (
            TOPIC + 'ja = [\n  "x",\n  { text = "y", match = "any" },\n]\n',
            "t.toml:7: a.aliases.ja.1.match: got 'any'; allowed: word, case, sub",
        ),
        (
            TOPIC + 'ja = [\n  "x",\n  { text = "y", veto = ["z"] },\n]\n',
            "a.aliases.ja.1.veto: unknown key; did you mean vetoes?",
        ),
        (TOPIC.replace('"]', '",\n  "ALPHA",\n]'), "t.toml:5: a.aliases.en: got 'ALPHA' a second"),
        (
            TOPIC + '[[a.in_context]]\nneeds = ["n"]\naliases.en = ["alpha"]\n',
            "t.toml:7: a.in_context.0.aliases.en: got 'alpha' a second time in en",
        ),
        (
            TOPIC + '[[a.in_context]]\nneeds = ["n"]\naliases.en = ["b", "B"]\n',
            "t.toml:7: a.in_context.0.aliases.en: got 'B' a second time in en",
        ),
        (TOPIC + "[[a.in_context]]\nneeds = ['x']\n", "a.in_context.0.aliases: is missing"),
        ("[a]\nname = 'A'\n", "t.toml:1: a: has no aliases and no topic below it"),
        (
            TOPIC + "[b]\nname = 'B'\naliases.en = ['b']\nparents = ['a', 'aa']\n",
            "t.toml:8: b.parents: got 'aa'; did you mean a?",
        ),
        (
            TOPIC.replace('"A"', '"A"\nparents = ["a"]'),
            "t.toml:3: a.parents: goes round: a → a; take one of them out",
        ),
        (
            TOPIC.replace('"A"', '"A"\nofficial = ["nobody"]'),
            "t.toml:3: a.official: got 'nobody'; there is none",
        ),
        (
            TOPIC + '[a.framing]\nAlpha = ["Alpha"]\n',
            "t.toml:5: a.framing: names one side only; add its rivals",
        ),
        (
            TOPIC + '[a.framing]\nAlpha = ["Alpha"]\nBeta = []\n',
            'a.framing.Beta: is empty; write how it reads, like ["Beta"]',
        ),
        (
            TOPIC + '[a.framing]\nAlpha = ["Alpha"]\nBeta = ["Beta", "ALPHA"]\n',
            "t.toml:7: a.framing.Beta: got 'ALPHA'; Alpha has it already",
        ),
        (
            TOPIC + '[a.framing]\nAlpha = "Alpha"\n',
            "t.toml:6: a.framing.Alpha: got 'Alpha'; allowed: rival names with their forms",
        ),
        (TOPIC + TOPIC, "t.toml:5: is no TOML"),
        ("[a\n", "t.toml:1: is no TOML"),
    ],
)
def test_a_mistake_in_a_topic_is_told_with_its_line(mistakes, topics: str, said: str) -> None:
    told = mistakes(topics)
    assert any(said in line for line in told), told
    assert all(line.startswith("topics/t.toml") for line in told)


CLASSES = "[armed-forces.words]\nen = ['troops']\n"
USES = "needs = ['x', '@armed-force']\naliases.en = ['b']\n"


@pytest.mark.parametrize(
    ("classes", "topics", "said"),
    [
        (
            CLASSES,
            TOPIC + "[[a.in_context]]\n" + USES,
            "topics/t.toml:6: a.in_context.0.needs: got '@armed-force'; did you mean @armed-forces",
        ),
        (
            CLASSES,
            TOPIC.replace('"]', '", { text = "b", vetoes = ["@x"] }]'),
            "topics/t.toml:4: a.aliases.en: got '@x'; allowed: @armed-forces",
        ),
        (
            CLASSES,
            TOPIC.replace('"A"', '"A"\nvetoes = ["@x"]'),
            "topics/t.toml:3: a.vetoes: got '@x'; allowed: @armed-forces",
        ),
        ("", TOPIC + "[[a.in_context]]\n" + USES, "there is no class at all; write one in classes"),
        ("[x]\nwords.jp = ['a']\n", TOPIC, "classes.toml:2: x.words.jp: got 'jp'; allowed: en"),
        ("[x]\nwords.en = ['']\n", TOPIC, "classes.toml:2: x.words.en.0: got ''; allowed: lists"),
        ("[x]\nnote = 'n'\n", TOPIC, "classes.toml:1: x.words: is missing; allowed: lists of wor"),
        ("[X]\nwords.en = ['a']\n", TOPIC, "classes.toml:1: X: is no id"),
    ],
)
def test_a_mistake_about_classes_is_told(mistakes, classes: str, topics: str, said: str) -> None:
    told = mistakes(topics, classes=classes)
    assert any(said in line for line in told), told


def test_a_ring_of_parents_is_told_at_each_of_them(mistakes) -> None:
    topics = "".join(
        f"[{one}]\nname = '{one}'\naliases.en = ['{one}']\nparents = ['{other}']\n"
        for one, other in ("ab", "bc", "ca")
    )
    told = mistakes(topics)
    assert len(told) == 3
    assert "topics/t.toml:4: a.parents: goes round: a → b → c → a" in told[-1] + told[0] + told[1]


def test_a_topic_in_two_files_is_told_with_the_first(tmp_path: Path, mistakes) -> None:
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "z.toml").write_text("\n" + TOPIC)
    assert mistakes() == ("topics/z.toml:2: a: is there twice; the first is in topics/t.toml",)


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path, mistakes) -> None:
    (tmp_path / "feeds.toml").write_bytes('[[feed]]\nname = "時事"'.encode("shift_jis"))
    assert "feeds.toml: byte 17 is not UTF-8; save the file as UTF-8" in mistakes()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"https://www.nhk.or.jp/rss.xml"', '"nhk.or.jp"', ":3: feed.0.url: got 'nhk.or.jp'; allo"),
        ("https://www", "https://me:pw@www", ":3: feed.0.url: got 'https://…@www"),
        ("https://www.nhk.or.jp/rss.xml", "http://[x", ":3: feed.0.url: got"),
        ('"nhk"', '"nhkk"', ":4: feed.0.publisher: got 'nhkk'; did you mean nhk?"),
        ('"ja"', '"jp"', ":5: feed.0.language: got 'jp'; allowed: en, ja"),
        ('"JP"', '"Japan"', ":6: feed.0.country: got 'Japan'; allowed: two capital letters"),
        ("true", '"yes"', ":7: feed.0.confirmed: got 'yes'; allowed: true or false"),
        ("true", "true\ninterval = 5", ":8: feed.0.interval: got 5; allowed: whole seconds from"),
        ("true", "true\ntags = ['A b']", ":8: feed.0.tags.0: got 'A b'; allowed: a list of words"),
        ("confirmed = true\n", "", ":1: feed.0.confirmed: is missing"),
        ("[[feed]]", "[feed]", ":1: feed: is one table; write each feed as [[feed]]"),
        ("[[feed]]", "[[feeds]]", ":1: feeds: unknown key; allowed: tables [[feed]]"),
    ],
)
def test_a_mistake_in_a_feed_is_told_with_its_line(mistakes, old, new, said) -> None:
    told = mistakes(publishers=OUTLET, feeds=FEED.replace(old, new, 1))
    assert len(told) == 1
    assert told[0].startswith(f"feeds.toml{said}")


def test_the_same_feed_twice_is_told_by_address_and_by_name(mistakes) -> None:
    again = FEED.replace("https", "http").replace("rss.xml", "rss.xml/")
    assert mistakes(publishers=OUTLET, feeds=FEED + again) == (
        "feeds.toml:9: feed.1.name: got 'NHK'; NHK has it already",
        "feeds.toml:10: feed.1.url: got 'http://www.nhk.or.jp/rss.xml/'; NHK has it already",
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"broadcaster"', '"tv"', ":3: nhk.kind: got 'tv'; allowed: wire, newspaper"),
        ('["nhk.or.jp"]', '["www.nhk.or.jp"]', ":6: nhk.hosts.0: got 'www.nhk.or.jp'; allowed"),
        ("2026-11-24", '"today"', ":8: nhk.date: got 'today'; allowed: a date without quotes"),
        ('reason = "public"\n', "", ":1: nhk.reason: is missing"),
    ],
)
def test_a_mistake_in_a_publisher_is_told_with_its_line(mistakes, old, new, said) -> None:
    told = mistakes(publishers=OUTLET.replace(old, new, 1))
    assert len(told) == 1
    assert told[0].startswith(f"publishers.toml{said}")


def test_a_host_of_two_publishers_is_told(mistakes) -> None:
    told = mistakes(publishers=OUTLET + OUTLET.replace("[nhk]", "[nhk-two]"))
    assert told == ("publishers.toml:14: nhk-two.hosts: got 'nhk.or.jp'; nhk has it already",)


def test_a_pack_may_name_only_what_is_there(mistakes) -> None:
    pack = '[p]\nname = "P"\nmode = "loud"\ntopics = []\n[q]\nname = "Q"\ntopics = [\n  "a",\n'
    pack += '  "aaa",\n]\nfeeds = ["NHK", "NHKK"]\n'
    assert mistakes(publishers=OUTLET, feeds=FEED, packs=pack) == (
        "packs.toml:3: p.mode: got 'loud'; allowed: alert, digest",
        "packs.toml:9: q.topics: got 'aaa'; allowed: a",
        "packs.toml:11: q.feeds: got 'NHKK'; did you mean NHK?",
    )


def test_a_pack_that_names_feeds_where_there_are_none_is_told_to_drop_them(mistakes) -> None:
    pack = "[p]\nname = 'P'\ntopics = ['a']\nfeeds = ['NHK']\n"
    assert mistakes(packs=pack) == (
        "packs.toml:4: p.feeds: got 'NHK'; there is none at all that it could name; remove it",
    )


def test_all_mistakes_of_all_files_come_at_once(mistakes) -> None:
    told = mistakes(
        "[a]\nname = 5\n",
        publishers=OUTLET.replace('"ja"', '"jp"'),
        feeds=FEED.replace("true", "1"),
        packs="[p]\nname = 'P'\ntopics = ['zzz']\n",
    )
    assert {line.split(":")[0] for line in told} >= {
        *("topics/t.toml", "publishers.toml", "feeds.toml", "packs.toml"),
    }
