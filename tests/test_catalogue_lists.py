"""Lists of topics: three ways to write them, every bad line named, and the way back."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue import Catalogue
from bot.catalogue.editing import has
from bot.catalogue.lists import CSV, Entry, kind_of, read_list
from bot.catalogue.overlay import Overlays, key, overlaid
from bot.catalogue.taking import Misspelt, Taking
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
    assert "no “colour” here" in wrong[2][1]
    assert "no language I know" in wrong[3][1]


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("Reef (colour: red)", "no “colour” here. One bracket at the end may hold needs, not"),
        ("Reef: atoll (needz: sea)", "no “needz” here"),
        ("Reef (needs beer)", "no “needs beer” here"),
        ("Reef (of)", "no “of” here"),
        ("Reef (needs: beer): atoll", "bracket with “needs:” is not the last one"),
        ("Reef (colour: red): atoll", "bracket with “colour:” is not the last one"),
        ("Reef (needs: beer", "A bracket is not closed"),
        ("Reef: atoll)", "A ) closes nothing"),
        ("Reef, atoll", "with a comma stands in quotes"),
        ("[reef]", "written as in TOML"),
        ('name = "Reef"', "written as in TOML"),
        ('aliases.en = ["Reef"]', "written as in TOML"),
    ],
)
def test_what_would_become_part_of_a_name_by_mistake_is_refused(line: str, cause: str) -> None:
    entries, ((number, told),) = read_list(f"Good: a\n{line}", CLASSES)
    assert [e.name for e in entries] == ["Good"]
    assert number == 2
    assert cause in told


@pytest.mark.parametrize(
    "text", ['[reef\nname = "Reef"', 'name = "Reef"\n[reef', "[reef]\nname = "]
)
def test_a_broken_table_makes_no_topic_of_its_lines(text: str) -> None:
    entries, ((line, told),) = read_list(text, CLASSES)
    assert entries == []
    assert line in (1, 2)
    assert told.startswith("is no TOML")


def test_a_plus_after_a_name_says_that_it_is_their_own() -> None:
    (entry,) = read('"Reef, the" +: Riff (under: Grain +, "Sea +")')
    assert (entry.name, entry.own, entry.parents) == ("Reef, the", True, ("Grain +", "Sea +"))
    assert [(e.name, e.own) for e in read('"Reef +": a\nReef+: b')] == [
        ("Reef +", False),
        ("Reef+", False),
    ]


# ── tables ──────────────────────────────────────────────────────────────────────────────────


def test_a_table_has_a_name_and_an_alias_a_row() -> None:
    entries = read('Name,Alias,Language,Needs\nReef,"Reef, the",,coral;atoll\nReef,Riff,de,\n')
    assert [(e.line, e.aliases[0].text) for e in entries] == [(2, "Reef, the"), (3, "Riff")]
    assert entries[0].aliases[0].needs == ("coral", "atoll")
    assert entries[1].aliases[0].language == "de"


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_table_may_have_other_marks_between_its_columns(mark: str) -> None:
    rows = ["# ours", "", "name,alias,colour", "Reef,Riff,red", "", "# more", ",x,"]
    entries, wrong = read_list("\n".join(rows).replace(",", mark), CLASSES)
    assert [(e.line, e.name, e.aliases[0].text) for e in entries] == [(4, "Reef", "Riff")]
    assert [line for line, _ in wrong] == [3, 7]
    assert wrong[0][1].startswith("The column “colour” has no effect. Columns are name, alias")


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


def test_what_says_nothing_in_a_list_is_named_and_the_rest_is_read() -> None:
    text = '[reef]\nname = "Reef"\nofficial = ["kanto"]\naliases.en = ["r"]\nnot_this = ["x"]'
    entries, wrong = read_list(text, CLASSES)
    assert [e.name for e in entries] == ["Reef"]
    assert [line for line, _ in wrong] == [3, 5]
    assert "reef.official: has no effect in a list; the rest" in wrong[0][1]


# ── taking ──────────────────────────────────────────────────────────────────────────────────


def refused(text: str) -> str:
    """Take a list whose last entry cannot be taken; give why."""
    taking = Taking(CATALOGUE, CATALOGUE, {}, alike=lambda text, _: (text,))
    *good, bad = read(text)
    for one in good:
        taking.keep(*taking.read(one))
    with pytest.raises(Unreadable) as caught:
        taking.read(bad)
    return str(caught.value)


@pytest.mark.parametrize("text", ["Reeef: a", "atol: a", '[grian]\nname = "Corn"'])
def test_a_name_that_is_nearly_one_that_is_there_makes_no_topic(text: str) -> None:
    told = refused(text)
    assert "Did you mean " in told
    assert "+." in told
    seen = overlaid(CATALOGUE, 7, {})
    sure = Taking(CATALOGUE, seen, {}, alike=lambda text, _: (text,), anew=True)
    assert sure.read(read(text)[0])[1].own


def test_a_new_topic_may_be_called_as_one_that_is_there_if_it_is_said() -> None:
    made = take({}, read("Reef +: Riff\nReef: Cay\nReeef +: x\nMine + (under: Reef +)"))
    own = {id_: o.own for id_, o in made.items()}
    assert own == {"reef-2": True, "reef": False, "reeef": True, "mine": True}
    assert made["mine"].parents == ("reef-2",)
    assert take(made, read("Reef: Bank"))["reef"].aliases[-1].text == "Bank"


def test_topics_are_not_part_of_themselves_and_those_of_all_keep_their_place() -> None:
    assert "cannot be part of itself" in refused("A +\nB + (under: A)\nA (under: B)")
    assert "Only a topic of your own" in refused("Reef (under: grain)")
    assert "Only a topic of your own" in refused("Reef (note: x)")
    assert "no topic “grian” to be part of. Did you mean Grain?" in refused("A (under: grian)")


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
    name=names | st.sampled_from(["Reef", "reef", "Atoll"]),
    own=st.booleans(),
    parents=st.lists(st.sampled_from(["grain", "Reef", "Reef +", "Own One +"]), max_size=1).map(
        tuple
    ),
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
    """Take a list into what a community has; what cannot be taken is left out."""
    seen = overlaid(CATALOGUE, 7, overlays)
    taking = Taking(CATALOGUE, seen, overlays, alike=lambda text, _: (text,))
    for one in entries:
        with suppress(Unreadable):
            taking.keep(*taking.read(one))
    return {id_: o for id_, o in taking.overlays.items() if o != Overlay()}


def plain(overlays: Overlays) -> list[object]:
    """Give what must come back: all but ids and the order of names."""
    called = {id_: f"{o.name} +" if o.own else id_ for id_, o in overlays.items()}
    return sorted(
        [
            (
                *(o.own, o.off, key(o.name), sorted(map(repr, o.aliases)), o.note),
                *(sorted(map(key, w)) for w in (o.names_off, o.needs_off, o.vetoes_off, o.vetoes)),
                sorted(map(key, o.needs)) if any(a.needs for a in o.aliases) or not o.own else [],
                sorted(called.get(p, p) for p in o.parents),
            )
            for o in overlays.values()
        ],
        key=repr,
    )


@given(st.lists(entries_, max_size=4), st.sampled_from(["Reef", "grain", ""]))
def test_what_is_written_is_read_again_as_it_was(entries: list[Entry], known: str) -> None:
    entries = [Entry(name="Own One", own=True), *entries]
    if known and len(entries) > 1:
        entries = [*entries[1:], Entry(name=known, vetoes=("x",), names_off=("reef",))]
    made = take({}, entries)
    lines = write_list(CATALOGUE, made)
    again, wrong = read_list("\n".join(lines), CLASSES)
    assert wrong == []
    assert plain(take({}, again)) == plain(made)
    assert take(made, again) == made


@given(st.lists(entries_, max_size=3), names)
def test_a_name_added_last_is_there_unless_the_topic_is_off(entries, name) -> None:
    made = take({}, [*entries, Entry(name="Reef", aliases=(alias(name, needs=("sea",)),))])
    found = overlaid(CATALOGUE, 7, made).topics.get("reef")
    if found is not None and not made["reef"].needs_off:
        assert has([a.text for a in found.aliases], name)


@given(names)
def test_a_name_that_is_quoted_is_read_as_it_is(name: str) -> None:
    assert listed(quoted(name)) == (name,)


def test_a_table_typed_into_one_line_is_read_as_one() -> None:
    typed = read("name,alias,language | Quay,Pier,en | Quay,Kai,de")
    assert [(e.name, e.aliases[0].text) for e in typed] == [("Quay", "Pier"), ("Quay", "Kai")]
    assert kind_of("name,alias | Quay,Pier") == CSV


def test_a_new_name_alone_on_a_line_is_asked_about_and_one_without_letters_is_none() -> None:
    taking = Taking(CATALOGUE, CATALOGUE, {}, alike=lambda text, names: (text,))
    [stray] = read("Bad line here")
    with pytest.raises(Misspelt, match="no colon"):
        taking.read(stray)
    for text in ("Bad line here +", "Bad line here:", "Bad line here (not: @sport)", "Reef"):
        [meant] = read(text)
        taking.read(meant)
    assert [line for line, _ in mistakes("Quay: pier\n???\n!!: pier")] == [2, 3]
