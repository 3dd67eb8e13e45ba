"""What only a wording has in common is not one event: bulletins, series, an outlet's own lines."""

import json
import zlib
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluate.rows import read_rows
from bot.evaluate.stories import labelled, predict, score
from bot.model import Member
from bot.pipeline.cluster import Window, find_home, join, names_of
from bot.pipeline.cluster.identifiers import are_told_apart, identifiers
from bot.pipeline.cluster.standing import Standing
from tests.shipped import shipped

ROOT = Path(__file__).parent.parent.parent
START = datetime(2026, 11, 28, 9, tzinfo=UTC)
OUTLETS = 4
SPAN = timedelta(hours=48)
Report = tuple[str, str]  # title, text


def items(told: list[Report], outlets: int = OUTLETS) -> list[Member]:
    """Give reports as items, told by several outlets within minutes."""
    made = []
    for number, (title, text) in enumerate(told, 1):
        feed = number % outlets
        item = Member(
            story_id=-number,
            community_id=None,
            item_id=number,
            feed_id=feed,
            canonical=f"https://outlet{feed}.example/{number}",
            title=title,
            at=START + timedelta(minutes=number),
            text=text,
        )
        made.append(item)
    return made


def into(window: Window, told: list[Member]) -> list[Member]:
    """Let items find their stories."""
    return [join(window, item, since=item.at - SPAN).member for item in told]


def stories(told: list[Report], *, outlets: int = OUTLETS) -> int:
    """Give in how many stories reports end up."""
    window = Window()
    into(window, items(told, outlets))
    return len(window.stories)


NOTICES = [
    (f"USN-70{n:02}-1: {what} vulnerabilities",
     f"It was discovered that {what} mishandled {how}. A remote attacker could cause a crash.")
    for n, (what, how) in enumerate([
        ("OpenSSL", "certain certificates"), ("nginx", "HTTP/2 frames"), ("BIND", "DNS replies"),
        ("curl", "long redirects"), ("Squid", "FTP listings"), ("PHP", "multipart forms")])
]  # fmt: skip
FLAWS = [
    (f"CVE-2026-41{n:02}: {what} {how}",
     f"A vulnerability in {what} and earlier allows a remote attacker to {does}.")
    for n, (what, how, does) in enumerate([
        ("Tarnpost Mail 4.2", "request smuggling", "bypass access rules"),
        ("Orlo Server 10.1", "heap overflow", "execute code"),
        ("Kestrel Gate 7.4", "path traversal", "read arbitrary files"),
        ("Velm Directory 2.9", "command injection", "execute commands by e-mail")])
]  # fmt: skip


@pytest.mark.parametrize("told", [NOTICES, FLAWS], ids=["notices", "flaws"])
@pytest.mark.parametrize("outlets", [1, 4])
def test_bulletins_of_one_wording_are_a_story_each(told: list[Report], outlets: int) -> None:
    assert stories(told, outlets=outlets) == len(told)


def test_two_outlets_of_one_flaw_are_one_story() -> None:
    again = ("Velm Directory flaw CVE-2026-4103 lets attackers execute commands", FLAWS[3][1])
    assert stories([*FLAWS, again]) == len(FLAWS)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("CVE-2026-4101: Tomcat request smuggling", {"CVE 2026-4101"}),
        ("RHSA-2026:10231: Important: kernel", {"RHSA 2026:10231"}),
        ("UKMTO WARNING 031-26: ATTACK 60NM WEST OF HODEIDAH", {"WARNING 031-26"}),
        ("Flight MH370 search resumes", {"MH 370", "flight 370"}),
        ("Court rules in Case C-123/24", {"case C-123/24"}),
        ("Acme (NYSE: ACME) reports results", {"ticker ACME"}),
        ("COVID-19 cases rise at COP-30, F-16 lost, GPT-5.6 out, RM500 fine, FY2026", set()),
        ("Harbour team beats rivals 101-99", set()),
    ],
)
def test_an_identifier_is_known_by_its_kind(title: str, found: set[str]) -> None:
    assert identifiers(title, "") == found


@given(st.sets(st.sampled_from(["CVE 1", "CVE 2", "USN 1", "USN 2"])),
       st.sets(st.sampled_from(["CVE 1", "CVE 2", "USN 1", "USN 2"])))  # fmt: skip
def test_who_shares_an_identifier_is_never_told_apart(one: set[str], other: set[str]) -> None:
    assert are_told_apart(one, other) == are_told_apart(other, one)
    assert not (one & other and are_told_apart(one, other))


STRIKES = [
    (f"{who} in {where} begin {hours}-hour strike",
     f"{who} in {where} began a {hours}-hour strike on Saturday over pay, unions said.")
    for who, where, hours in [
        ("Dockers", "Rotterdam", 24), ("Train drivers", "Germany", 64), ("Nurses", "Manitoba", 12),
        ("Air traffic controllers", "France", 48), ("Bus drivers", "Seoul", 24)]
]  # fmt: skip
BREACHES = [
    (f"{firm} says data of {many} customers stolen",
     f"{firm} said on Friday that hackers had stolen data of {many} customers, among it names.")
    for firm, many in [("Velm Air", "5.7 million"), ("Louis Harbour", "419,000"),
                       ("Tarn Life", "1.4 million"), ("Orlo Belgium", "850,000")]
]  # fmt: skip
AIRPORTS = [
    (f"{where} airport closed after drone sighting",
     f"The airport of {where} was closed on Friday after a drone was seen; flights were diverted.")
    for where in ("Munich", "Lyon", "Copenhagen", "Vilnius")
]  # fmt: skip
PRODUCTS = [
    (f"Kestrel {what}",
     f"An advisory on Kestrel {what}: who exploits it could {does}. Kestrel recommends to update.")
    for what, does in [("Gatepost", "crash the device"), ("Orlo Connect", "read files"),
                       ("Brevix", "run commands as root"), ("Teamwell", "forge requests")]
]  # fmt: skip


@pytest.mark.parametrize("told", [STRIKES, BREACHES, AIRPORTS, PRODUCTS])
@pytest.mark.parametrize("outlets", [1, 4])
def test_what_is_told_in_one_wording_of_others_is_a_story_each(
    told: list[Report], outlets: int
) -> None:
    assert stories(told, outlets=outlets) == len(told)


@pytest.mark.parametrize(
    "told",
    [
        [STRIKES[0], ("Port workers in Rotterdam begin 24-hour strike", STRIKES[0][1]),
         ("Rotterdam dockers walk out for 24 hours over pay", "Unions said they want more pay.")],
        [BREACHES[0], ("Hackers steal data of 5.7 million Velm Air customers", BREACHES[0][1])],
        [AIRPORTS[0], ("Drone closes Munich airport, flights diverted", AIRPORTS[0][1]),
         ("Munich airport reopens after drone sighting", AIRPORTS[0][1])],
    ],
)  # fmt: skip
def test_one_event_in_several_wordings_is_one_story(told: list[Report]) -> None:
    assert stories(told) == 1


def test_series_in_five_languages_come_apart_and_their_events_stay_whole() -> None:
    names = names_of(shipped().topics.values())
    for part in ("one_wording", "one_wording_later"):
        rows, _ = read_rows(ROOT / f"tests/data/stories/{part}.jsonl", labelled)
        found = score(rows, predict(rows, names))
        assert found is not None
        assert found.precision >= 0.95, part
        assert found.recall >= 0.95, part


def test_a_copy_under_another_headline_is_one_story() -> None:
    text = (
        "A warehouse of the harbour firm burned down on Friday night after sparks of a welder set "
        "fire to bales of cotton, the fire chief said. Nobody was hurt, and the quay is open again."
    )
    assert stories([("Fire guts cotton warehouse", text), ("Welder blamed for blaze", text)]) == 1


CONFUSABLES = ROOT / "tests/data/confusables"


@cache
def headlines() -> list[str]:
    """Give headlines of many events, in a fixed order that is no file's."""
    rows = (json.loads(line) for file in sorted(CONFUSABLES.glob("*.jsonl"))
            for line in file.read_text("utf-8").splitlines())  # fmt: skip
    titles = {row["title"] for row in rows if row.get("title", "").isascii()}
    return sorted(titles, key=lambda title: zlib.crc32(title.encode()))[:HEADLINES]


HEADLINES = 150
TAILS = [
    "The Courier reported it on Saturday.",
    "AFP contributed to this report.",
    "(Reporting by Jo Smith in Tokyo; Editing by Ann Doe)",
]


@pytest.mark.parametrize("tail", TAILS)
def test_a_line_that_stands_under_each_article_of_a_storm_glues_nothing(tail: str) -> None:
    bare = stories([(title, "") for title in headlines()])
    assert bare - stories([(title, tail) for title in headlines()]) <= 3


def test_a_window_that_is_built_again_knows_what_stands_under_all() -> None:
    told = items([(title, TAILS[0]) for title in headlines()[:60]], outlets=1)
    window = Window()
    placed = into(window, told[:40])
    again = Window(placed)
    homes = [
        [find_home(one, item, since=item.at - SPAN) for item in told[40:]]
        for one in (window, again)
    ]
    assert homes[0] == homes[1]


def note(standing: Standing, titles: list[str], text: str) -> None:
    numbers: dict[str, int] = {}
    for title in titles:
        words = [numbers.setdefault(word, len(numbers)) for word in title.lower().split()]
        standing.note(1, words, text)


@given(st.permutations(["mill burns", "tortoise walks", "prices rise", "ferry sails"]))
def test_what_an_outlet_repeats_under_other_titles_is_left_out(titles: list[str]) -> None:
    standing = Standing()
    note(standing, titles, f"It is new. {TAILS[0]}")
    assert standing.without(f"A hen crosses a road. {TAILS[0]}") == "A hen crosses a road."


def test_what_an_outlet_repeats_under_titles_of_one_event_stays() -> None:
    standing, text = Standing(), "It burns. The mill is old."
    note(standing, ["fire at mill", "fire at mill kills two", "mill fire : owner held"], text)
    assert standing.without(text) == text
