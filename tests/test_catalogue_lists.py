"""Lists of topics: three ways to write them, every bad line named, and the way back."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.catalogue import Catalogue
from bot.catalogue.editing import applied, has
from bot.catalogue.lists import Entry, read_list
from bot.catalogue.overlay import Overlays, key, overlaid
from bot.catalogue.words import Unreadable, alias, cleaned, context, listed, quoted
from bot.catalogue.writing import write_list
from bot.model import Alias, Overlay, Topic

CLASSES = {"sport": ("match", "league"), "boats": ("yacht",)}


def topic(id_: str, *names: str) -> Topic:
    aliases = tuple(Alias(text=n, language="en", match="word", needs=("sea",)) for n in names)
    return Topic(id=id_, name=id_.title(), names={}, aliases=aliases)


CATALOGUE = Catalogue(
    topics={t.id: t for t in (topic("reef", "reef", "atoll"), topic("grain", "grain"))},
    packs={},
    publishers={},
    feeds=(),
    classes=CLASSES,
)


def read(text: str) -> list[Entry]:
    entries, wrong = read_list(text, CLASSES)
    assert wrong == []
    return entries


def mistakes(text: str) -> list[tuple[int, str]]:
    return read_list(text, CLASSES)[1]


# ── words ───────────────────────────────────────────────────────────────────────────────────


def test_names_stand_between_commas_of_any_kind_and_in_quotes_if_they_hold_one() -> None:
    assert listed('Reef, 環礁、暗礁，"Reef, the"\nAtoll,, reef ') == (
        *("Reef", "環礁", "暗礁", "Reef, the", "Atoll"),
    )
    assert listed('a 5" gun, b') == ("a 5” gun", "b")


def test_what_cannot_be_seen_is_dropped() -> None:
    assert cleaned("Re\u202eef\x00 \u200b\t at\u2066oll") == "Reef atoll"
    assert cleaned("می‌خواهم") == "می‌خواهم"  # a joiner is part of the word


def test_a_name_that_is_too_long_is_refused() -> None:
    with pytest.raises(Unreadable, match="201 characters, 200 are allowed"):
        listed("x" * 201)
    assert listed("x" * 200) == ("x" * 200,)


def test_a_class_that_there_is_not_is_refused_with_the_near_one() -> None:
    assert context("ship*, @sport", CLASSES) == ("ship*", "@sport")
    with pytest.raises(Unreadable, match="did you mean @sport"):
        context("@sports", CLASSES)
    with pytest.raises(Unreadable, match="is no word"):
        context("*", CLASSES)


@pytest.mark.parametrize(
    ("text", "language", "match"),
    [
        *(("Reef", "en", "word"), ("ASPI", "en", "case"), ("ASPIRE", "en", "word")),
        *(("暗礁", "zh", "sub"), ("サンゴ礁", "ja", "sub"), ("암초", "ko", "sub")),
        ("риф", "ru", "word"),
    ],
)
def test_a_name_is_matched_as_its_letters_ask_for(text: str, language: str, match: str) -> None:
    made = alias(text)
    assert (made.language, made.match) == (language, match)


# ── a topic a line ──────────────────────────────────────────────────────────────────────────


def test_a_line_holds_a_name_its_other_names_and_their_context() -> None:
    (entry,) = read("Reef Brewery: Reef Ale, 礁 (needs: beer, @boats; not: navy)")
    assert entry.line == 1
    assert entry.name == "Reef Brewery"
    assert [a.text for a in entry.aliases] == ["Reef Ale", "礁"]
    assert entry.aliases[0].needs == ("beer", "@boats")
    assert entry.aliases[1].vetoes == ("navy",)
    assert (entry.needs, entry.vetoes) == ((), ())


def test_a_line_without_names_speaks_of_the_topic() -> None:
    (entry,) = read(
        'Reef (needs: coral; not: @sport; without: atoll; called: The Reef; note: "a; b"; off)'
    )
    assert (entry.aliases, entry.needs, entry.vetoes) == ((), ("coral",), ("@sport",))
    assert (entry.names_off, entry.called, entry.note) == (("atoll",), "The Reef", "a; b")
    assert entry.off is True
    assert read("Reef (off: no)")[0].off is False


def test_brackets_that_are_not_for_us_belong_to_the_name() -> None:
    assert read("Reef Holdings (HK)")[0].name == "Reef Holdings (HK)"
    assert read('"A: b (needs: c)": d')[0].name == "A: b (needs: c)"


def test_comments_and_empty_lines_are_passed_over_and_lines_counted_as_they_stand() -> None:
    entries = read("# ours\n\nOne: a\r\n\nTwo: b\n")
    assert [(e.line, e.name) for e in entries] == [(3, "One"), (5, "Two")]


def test_in_a_box_of_one_line_a_bar_stands_for_the_end_of_a_line() -> None:
    assert [(e.line, e.name) for e in read("One: a | Two: b, c")] == [(1, "One"), (2, "Two")]


def test_every_bad_line_is_named_and_spoils_no_good_one() -> None:
    text = ": x\nGood: a\nBad (needs: )\nBad (colour: red; needs: x)\nBad: y (language: xx)"
    entries, wrong = read_list(text, CLASSES)
    assert [e.name for e in entries] == ["Good"]
    assert [line for line, _ in wrong] == [1, 3, 4, 5]
    assert "begins with the topic's name" in wrong[0][1]
    assert "Nothing follows “needs:”" in wrong[1][1]
    assert "no “colour:”" in wrong[2][1]
    assert "no language I know" in wrong[3][1]


# ── tables ──────────────────────────────────────────────────────────────────────────────────


def test_a_table_has_a_name_and_an_alias_a_row() -> None:
    entries = read('Name,Alias,Language,Needs\nReef,"Reef, the",,coral;atoll\nReef,Riff,de,\n')
    assert [(e.line, e.aliases[0].text) for e in entries] == [(2, "Reef, the"), (3, "Riff")]
    assert entries[0].aliases[0].needs == ("coral", "atoll")
    assert entries[1].aliases[0].language == "de"


def test_a_bad_row_of_a_table_is_named() -> None:
    wrong = mistakes("name,alias\n,x\na,b,c\nGood,d\n")
    assert [line for line, _ in wrong] == [2, 3]


def test_the_catalogues_own_form_is_read() -> None:
    text = """
    [reef-brewery]
    name = "Reef Brewery"
    parents = ["grain"]
    note = "Beer."
    vetoes = ["navy"]
    [reef-brewery.aliases]
    en = ["Reef Ale", { text = "REEF", match = "case", needs = ["@boats"] }]

    [bad]
    nome = "x"

    [worse]
    name = "Worse"
    aliases.en = ["w"]
    vetoes = ["@nothing"]
    """
    entries, wrong = read_list(text, CLASSES)
    assert [(e.line, e.id, e.name, e.parents, e.note) for e in entries] == [
        (2, "reef-brewery", "Reef Brewery", ("grain",), "Beer.")
    ]
    ale, reef = entries[0].aliases
    assert (ale.text, ale.vetoes) == ("Reef Ale", ("navy",))
    assert (reef.match, reef.needs) == ("case", ("yacht",))
    assert sorted({line for line, _ in wrong}) == [10, 11, 16]
    assert mistakes("[a\nb]\n[c]\nx = ")[0][1].startswith("is no TOML")


# ── laws ────────────────────────────────────────────────────────────────────────────────────


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_by_line(text: str) -> None:
    entries, wrong = read_list(text, CLASSES)
    lines = text.count("\n") + text.count(" | ") + text.count("\r") + 1
    assert all(0 <= line <= lines for line, _ in wrong)
    assert all(entry.name for entry in entries)


letters = st.text(st.sampled_from('abcXY礁 ,;:()|"#-.é'), min_size=1, max_size=6)
names = letters.map(cleaned).filter(lambda s: any(c.isalnum() for c in s))
words = st.lists(names, max_size=2, unique_by=key).map(tuple)
entries_ = st.builds(
    Entry,
    name=names,
    aliases=st.lists(
        st.builds(
            lambda text, needs, vetoes: alias(text, needs=needs, vetoes=vetoes), names, words, words
        ),
        max_size=3,
    ).map(tuple),
    needs=words,
    vetoes=words,
    names_off=st.lists(st.sampled_from(["reef", "atoll"]), max_size=1).map(tuple),
    needs_off=words,
    vetoes_off=words,
    note=st.sampled_from(["", "A note; of sorts (short)."]),
    called=st.sampled_from(["", "Another Name"]),
    off=st.sampled_from([None, True, False]),
)


def take(overlays: Overlays, entries: list[Entry]) -> dict[str, Overlay]:
    """Apply a list in the simplest way: a topic is found by its name or id."""
    made = dict(overlays)
    for one in entries:
        known = {key(t.name): t.id for t in CATALOGUE.topics.values()}
        known |= {t: t for t in CATALOGUE.topics}
        known |= {key(o.name): id_ for id_, o in made.items() if o.own}
        id_ = known.get(key(one.name), f"own-{len(made)}")
        made[id_] = applied(CATALOGUE.topics.get(id_), made.get(id_), one)
    return made


def plain(overlays: Overlays) -> list[object]:
    """Give what must come back: all but ids and the order of names."""
    return sorted(
        [
            (
                *(o.own, o.off, key(o.name), sorted(map(repr, o.aliases)), o.note),
                *(sorted(map(key, w)) for w in (o.names_off, o.needs_off, o.vetoes_off, o.vetoes)),
                sorted(map(key, o.needs)) if any(a.needs for a in o.aliases) or not o.own else [],
            )
            for o in overlays.values()
            if o != Overlay()
        ],
        key=repr,
    )


@given(st.lists(entries_, max_size=4), st.sampled_from(["Reef", "grain", ""]))
def test_what_is_written_is_read_again_as_it_was(entries: list[Entry], known: str) -> None:
    if known and entries:
        entries = [*entries[1:], Entry(name=known, vetoes=("x",), names_off=("reef",))]
    made = take({}, entries)
    own = [key(overlay.name) for overlay in made.values() if overlay.own]
    assume(len(own) == len(set(own) - {"reef", "grain"}))
    lines = write_list(CATALOGUE, made)
    again, wrong = read_list("\n".join(lines), CLASSES)
    assert wrong == []
    assert plain(take({}, again)) == plain(made)


@given(st.lists(entries_, max_size=3), names)
def test_a_name_added_last_is_there_unless_the_topic_is_off(entries, name) -> None:
    made = take({}, [*entries, Entry(name="Reef", aliases=(alias(name, needs=("sea",)),))])
    found = overlaid(CATALOGUE, 7, made).topics.get("reef")
    if found is not None and not made["reef"].needs_off:
        assert has([a.text for a in found.aliases], name)


@given(names)
def test_a_name_that_is_quoted_is_read_as_it_is(name: str) -> None:
    assert listed(quoted(name)) == (name,)
