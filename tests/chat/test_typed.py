"""What people type, and what they are told when it cannot be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.typed import complete_typed, offers, read_typed
from bot.chat.typed.read import EXAMPLES, OTHER_WORDS
from bot.commands.table import COMMANDS as ALL
from bot.errors import CommandError
from bot.model import Command, Option

QUERY = Option(name="query", description="What to look for", kind="query", required=True)
MODE = Option(name="mode", description="How", kind="choice", choices=("alert", "digest"))
CHANNEL = Option(name="channel", description="Where", kind="channel")
COMMANDS = (
    Command(
        name="watch",
        summary="Watch something",
        options=(
            QUERY,
            MODE,
            CHANNEL,
            Option(name="min-publishers", description="How many", kind="int"),
            Option(name="mention", description="Whom"),
        ),
        examples=("/watch senkaku",),
    ),
    Command(
        name="digest",
        summary="The digest",
        subs=(
            Command(
                name="set",
                summary="When",
                options=(
                    Option(name="times", description="Times", kind="times"),
                    Option(name="days", description="Days", kind="days"),
                    Option(name="timezone", description="Zone", kind="zone", completes=True),
                    CHANNEL,
                ),
                examples=("/digest set 08:00",),
            ),
            Command(name="now", summary="At once"),
        ),
    ),
    Command(
        name="feeds",
        summary="Feeds",
        subs=(
            Command(name="list", summary="All"),
            Command(
                name="add",
                summary="Add",
                options=(
                    Option(
                        name="address", description="Where", kind="url", required=True, many=True
                    ),
                ),
            ),
            Command(
                name="edit",
                summary="Change",
                options=(
                    Option(name="feed", description="Which", kind="feed", required=True),
                    Option(name="address", description="Where", kind="url"),
                    Option(name="name", description="Its name"),
                ),
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("/watch senkaku", {"query": "senkaku"}),
        ("  /WATCH senkaku ", {"query": "senkaku"}),
        ("/watch senkaku mode:digest", {"query": "senkaku", "mode": "digest"}),
        ("/watch senkaku mode: Digest", {"query": "senkaku", "mode": "digest"}),
        ("/watch mode:digest rare  earths", {"query": "rare  earths", "mode": "digest"}),
        ('/watch "rare earths" AND japan', {"query": '"rare earths" AND japan'}),
        ("/watch “rare mode:alert earths”", {"query": "“rare mode:alert earths”"}),
        ("/watch quad lang:ja source:NHK", {"query": "quad lang:ja source:NHK"}),
        ("/watch https://a.example/x", {"query": "https://a.example/x"}),
        ("/watch quad #sea", {"query": "quad", "channel": "#sea"}),
        ('/watch quad channel:"east sea"', {"query": "quad", "channel": "east sea"}),
        ("/watch quad min_publishers:3", {"query": "quad", "min-publishers": "3"}),
        ("/watch mention:@ann quad bike", {"query": "quad bike", "mention": "@ann"}),
        ("/watch quad mention:Ann Lee", {"query": "quad", "mention": "Ann Lee"}),
        ('/watch 5" disk', {"query": '5" disk'}),
        ("／watch 尖閣 mode：digest", {"query": "尖閣", "mode": "digest"}),
    ],
)
def test_a_query_takes_all_that_is_no_option(line: str, options: dict[str, str]) -> None:
    typed = read_typed(line, COMMANDS)
    assert (typed.command, typed.sub, typed.options) == ("watch", None, options)


@pytest.mark.parametrize(
    ("line", "sub", "options"),
    [
        ("/digest", "set", {}),
        ("/digest now", "now", {}),
        (
            "/digest set 08:00, 18:30 mon-fri Asia/Tokyo #sea",
            "set",
            {
                "times": "08:00,18:30",
                "days": "mon-fri",
                "timezone": "Asia/Tokyo",
                "channel": "#sea",
            },
        ),
        (
            "/digest set noon 20h weekend new york",
            "set",
            {"times": "noon,20h", "days": "weekend", "timezone": "new york"},
        ),
        ("/digest set timezone:San Francisco", "set", {"timezone": "San Francisco"}),
        ("/digest set 8:00 San Francisco", "set", {"times": "8:00", "timezone": "San Francisco"}),
        ("/digest set Osaka #sea", "set", {"timezone": "Osaka", "channel": "#sea"}),
        ("/digest set Washington DC", "set", {"timezone": "Washington DC"}),
        ("/digest set São Paulo", "set", {"timezone": "São Paulo"}),
        (
            "/digest set timezone San Francisco #sea",
            "set",
            {"timezone": "San Francisco", "channel": "#sea"},
        ),
        ("/digest set 8 every day", "set", {"times": "8", "days": "every,day"}),
        ("/digest set 8 JST", "set", {"times": "8", "timezone": "JST"}),
        ("/digest set timezone:Los Angeles", "set", {"timezone": "Los Angeles"}),
        ("/digest set timezone:Tokyo", "set", {"timezone": "Tokyo"}),
        ("/digest set timezone Tokyo", "set", {"timezone": "Tokyo"}),
        ("/feeds", "list", {}),
        (
            "/feeds add https://a.example b.example/f",
            "add",
            {"address": "https://a.example b.example/f"},
        ),
        (
            "/feeds edit Harbour Wire https://n.example name:New Wire",
            "edit",
            {"feed": "Harbour Wire", "address": "https://n.example", "name": "New Wire"},
        ),
        ('/feeds edit "Harbour Wire"', "edit", {"feed": "Harbour Wire"}),
    ],
)
def test_sub_words_and_values_are_told_by_their_look(
    line: str, sub: str, options: dict[str, str]
) -> None:
    typed = read_typed(line, COMMANDS)
    assert (typed.sub, typed.options) == (sub, options)


@pytest.mark.parametrize(
    ("line", "cause", "next_step"),
    [
        ("/wacth senkaku", "no command /wacth", "Did you mean /watch? For example: /watch senkaku"),
        ("/zzz", "no command /zzz", "/help"),
        ("watch senkaku", "begins with a slash", "/watch senkaku"),
        ("hello", "begins with a slash", "/help"),
        ("", "begins with a slash", "/help"),
        ("/watch", "query is missing", "/watch senkaku"),
        ("/watch mode:digest", "query is missing", "/watch senkaku"),
        ("/watch x mode:digst", "cannot be “digst”", "Did you mean digest?"),
        ("/watch x mode:alert mode:digest", "twice", "/watch senkaku"),
        ("/watch x mode:", "nothing follows", "/watch senkaku"),
        ("/watch x min-publishers:two", "whole number", "/watch senkaku"),
        ("/digest sett", "no “sett”", "Did you mean /digest set?"),
        ("/digest set tmes:08:00", "no option “tmes”", "Did you mean times:?"),
        ("/digest set later", "“later” does not belong", "/digest set 08:00"),
        ("/digest now please", "“please”", "/digest now"),
        ("/digest set timezone", "“timezone” does not belong", "/digest set 08:00"),
        ("/feeds add", "address is missing", "/feeds add ADDRESS"),
    ],
)
def test_a_mistake_is_named_with_the_next_thing_to_type(
    line: str, cause: str, next_step: str
) -> None:
    with pytest.raises(CommandError) as error:
        read_typed(line, COMMANDS)
    assert cause in str(error.value)
    assert next_step in str(error.value)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("/pause 3h #sea", "Did you mean /quiet now? For example: /quiet now 3h #sea"),
        ("/Snooze", "Did you mean /quiet now? For example: /quiet now 2h"),
        ("/stop lynx", "Did you mean /unwatch? For example: /unwatch lynx"),
        ("/pause lynx", "Did you mean /watches list? For example: /watches list"),
        ("/mute lynx", "muted with [Mute…] under its post; `/quiet now 2h` silences"),
        ("/unmute lynx", "Did you mean /settings? For example: /settings"),
    ],
)
def test_what_other_bots_call_it_is_understood(line: str, meant: str) -> None:
    with pytest.raises(CommandError, match="There is no command /") as error:
        read_typed(line, ALL)
    assert meant in str(error.value)


def test_every_word_of_other_bots_leads_to_a_command_that_can_be_typed() -> None:
    for meant in OTHER_WORDS.values():
        assert "/" + meant == EXAMPLES[meant][: len(meant) + 1]
        read_typed(EXAMPLES[meant], ALL)


PIECES = st.sampled_from(
    ["/watch", "/digest", "/feeds", "set", "add", "edit", "mode:", "mode:digest", "channel:#x", '"',
     "“", "”", "#sea", "08:00", "mon", "https://a.example", "name:", "query:", " ", "\u3000", ":"]
)  # fmt: skip
LINES = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=5))).map(" ".join))


@given(LINES)
def test_any_line_is_read_or_refused_with_a_sentence(line: str) -> None:
    try:
        typed = read_typed(line, COMMANDS)
    except CommandError:
        return
    assert all(value.strip() for value in typed.options.values())


@given(LINES)
def test_any_unfinished_line_can_be_gone_on_from(line: str) -> None:
    typing = complete_typed(line, COMMANDS)
    for offer in offers(line, typing, COMMANDS):
        assert offer.text.startswith(line[: typing.start])


@given(st.text(alphabet='abc 尖閣"“”():', min_size=1).filter(str.strip))
def test_a_query_without_options_arrives_as_typed(query: str) -> None:
    assert read_typed(f"/watch {query}", COMMANDS).options == {"query": query.strip()}


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("", ["/watch ", "/digest ", "/feeds "]),
        ("/", ["/watch ", "/digest ", "/feeds "]),
        ("/wa", ["/watch "]),
        ("/digest ", ["/digest set ", "/digest now "]),
        ("/digest n", ["/digest now "]),
        ("/watch quad mo", ["/watch quad mode:"]),
        ("/watch quad mode:d", ["/watch quad mode:digest"]),
        ("/watch ", []),
        ("/nothing ", []),
        ("watch", []),
        ("watch x", []),
        ("/digest foo ", []),
        ("/watch quad mode:alert mode:alert x", []),
    ],
)
def test_the_table_alone_offers_ways_to_go_on(line: str, texts: list[str]) -> None:
    typing = complete_typed(line, COMMANDS)
    assert [offer.text for offer in offers(line, typing, COMMANDS)] == texts


@pytest.mark.parametrize(
    ("line", "option", "prefix"),
    [
        ("/watch sen", "query", "sen"),
        ("/watch senkaku is", "query", "senkaku is"),
        ("/watch mode:alert sen", "query", "sen"),
        ("/feeds edit Harbour W", "feed", "Harbour W"),
        ("/digest set Asia/", "timezone", "Asia/"),
        ("/digest set timezone:Asia/", "timezone", "Asia/"),
        ("/digest set 08:00 mon", "days", "mon"),
        ("/digest set 08:00 mon-f", "days", "mon-f"),
        ("/digest set 08", "times", "08"),
        ("/digest set 08:00 mont", "timezone", "mont"),
        ("/digest set 08:00 mon Asia/", "timezone", "Asia/"),
        ("/feeds add a.example b", "address", "b"),
    ],
)
def test_the_value_that_is_being_typed_is_known(line: str, option: str, prefix: str) -> None:
    typing = complete_typed(line, COMMANDS)
    assert typing.option is not None
    assert (typing.option.name, typing.prefix) == (option, prefix)


TOPICS = (
    Command(
        name="topics",
        summary="Topics",
        subs=(
            Command(
                name="edit",
                summary="Change",
                options=(
                    Option(name="topic", description="Which", kind="topic", required=True),
                    Option(name="remove", description="What is off", completes=True),
                    Option(name="note", description="A note"),
                ),
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("line", "option", "prefix"),
    [
        ("/topics edit East Sea remove:ti", "remove", "ti"),
        ("/topics edit East Sea remove:one, the ti", "remove", "one, the ti"),
        ("/topics edit remove:ti", "remove", "ti"),
    ],
)
def test_a_named_value_of_several_words_is_completed_to_its_end(line, option, prefix) -> None:
    typing = complete_typed(line, TOPICS)
    assert typing.option is not None
    assert (typing.option.name, typing.prefix) == (option, prefix)
    assert line[typing.start :] == prefix
    assert typing.options.get("topic", "") == ("East Sea" if "East" in line else "")


def test_words_after_a_value_that_is_not_completed_are_nobodys_beginning() -> None:
    typing = complete_typed("/topics edit East Sea note:some wo", TOPICS)
    assert typing.option is None or typing.option.name != "note"
