"""The bundled feeds: sound, in every language, and nobody's but ours."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from bot.demo.content import FEEDS, last_moment, load_outlets, shown
from bot.errors import ConfigError

ROOT = Path(__file__).parents[2]
OUTLETS = load_outlets()
BY_ID = {outlet.id: outlet for outlet in OUTLETS}
SMALL = """
name = "Small Paper"
kind = "local"
country = "US"
language = "en"
zone = "UTC"
format = "rss"
"""


def write(folder: Path, text: str) -> Path:
    (folder / "small.toml").write_text(text, encoding="utf-8")
    return folder


def timed() -> list[float]:
    return sorted(piece.at for outlet in OUTLETS for piece in outlet.pieces if piece.at >= 0)


def test_every_language_and_every_format_is_there() -> None:
    assert {outlet.language.split("-")[0] for outlet in OUTLETS} == {"en", "ja", "zh", "ko"}
    assert {"zh-Hans", "zh-Hant"} <= {outlet.language for outlet in OUTLETS}
    assert {outlet.format for outlet in OUTLETS} == {"rss", "atom", "rdf", "json"}
    assert 10 <= len(OUTLETS) <= 12


def test_every_feed_begins_with_old_items_of_the_last_two_weeks() -> None:
    for outlet in OUTLETS:
        old = [piece.at for piece in outlet.pieces if piece.at < 0]
        assert 3 <= len(old) <= 6, outlet.id
        assert min(old) > -14 * 86_400, outlet.id


def test_the_first_news_comes_after_five_seconds_and_then_something_every_twenty() -> None:
    moments = timed()
    assert moments[0] == 5
    gaps = [later - earlier for earlier, later in pairwise(moments) if later <= 7 * 60]
    assert max(gaps) <= 20
    assert 15 * 60 < last_moment(OUTLETS) <= 20 * 60


def test_one_feed_breaks_in_both_ways_and_recovers() -> None:
    (broken,) = [outlet for outlet in OUTLETS if outlet.troubles]
    assert {trouble.kind for trouble in broken.troubles} == {"error", "page"}
    end = max(trouble.end for trouble in broken.troubles)
    assert broken.trouble_at(end - 1)
    assert broken.trouble_at(end) is None
    assert any(broken.troubles[0].start < piece.at < end for piece in broken.pieces)


def test_one_item_comes_twice_with_another_id_and_a_tracking_link() -> None:
    (twin,) = [p for outlet in OUTLETS for p in outlet.pieces if "?utm_source=" in p.link]
    same = [p for p in BY_ID["meridian-post"].pieces if p.title == twin.title and p is not twin]
    assert [p.link for p in same] == [twin.link.partition("?")[0]]
    assert same[0].guid != twin.guid


def test_an_edited_item_reads_anew_from_its_moment_on() -> None:
    outlet = BY_ID["harbour-wire"]
    before, after = (
        next(i for i in shown(outlet, at) if i.guid.endswith("quad-cables")) for at in (319, 320)
    )
    assert "three undersea cables" in before.text
    assert "four undersea cables" in after.text
    assert (before.at, before.changed, after.changed) == (250, 250, 320)


def test_nothing_shows_before_its_time_and_the_newest_comes_first() -> None:
    outlet = BY_ID["harbour-wire"]
    assert all(item.at < 0 for item in shown(outlet, 4.9))
    assert shown(outlet, 5)[0].guid == "demo:harbour-wire/quad-ship-tracking"


def test_the_wire_text_is_printed_word_for_word_by_another_outlet() -> None:
    wire = {(p.title, p.text) for p in BY_ID["harbour-wire"].pieces if p.at >= 0}
    reprints = [p for p in BY_ID["meridian-post"].pieces if (p.title, p.text) in wire]
    assert len(reprints) >= 5


def test_ids_and_links_are_unique() -> None:
    pieces = [piece for outlet in OUTLETS for piece in outlet.pieces]
    assert len({p.guid for p in pieces}) == len({p.link for p in pieces}) == len(pieces)


def test_no_real_host_and_no_real_outlet_is_named() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in FEEDS.glob("*.toml"))
    assert not re.search(r"https?:|www\.|\.(?:com|org|net|gov)\b", text)
    publishers = ROOT / "config" / "publishers.toml"
    known = tomllib.loads(publishers.read_text(encoding="utf-8")) if publishers.exists() else {}
    names = {row["name"].casefold() for row in known.values()}
    assert not names & {outlet.name.casefold() for outlet in OUTLETS}


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("name = ", "Invalid value"),
        ('name = "x"', "'items' is missing"),
        (SMALL + '[[items]]\nat = "soon"\nslug = "a"\ntitle = "A"\ntext = ""', "time 'soon'"),
        (SMALL + '[[items]]\nat = "0:10"\nslug = "a"\ntitle = "A"', "'text' is missing"),
        (SMALL.replace('"rss"', '"rss3"') + "items = []", "format 'rss3'"),
        (
            SMALL
            + '[[items]]\nat = "0:10"\nslug = "a"\ntitle = "A"\ntext = ""\n'
            + '[[items]]\nat = "0:05"\nslug = "b"\ntitle = "B"\ntext = ""',
            "not in the order",
        ),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path: Path, text: str, cause: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(cause)) as found:
        load_outlets(write(tmp_path, text))
    assert "small.toml" in str(found.value)


def test_a_folder_without_outlets_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="needs at least one"):
        load_outlets(tmp_path)
