"""/export and /import: what goes out comes in again, and nothing is lost on the way."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.desk import Desk
from bot.commands.setup.read import KINDS, read_setup
from bot.locales import translated
from bot.model import MOST_BYTES, File, Invocation, Reply
from tests.commands.conftest import SENKAKU, Person, labels
from tests.commands.test_subscribe import own_feed
from tests.linetest import World

# In the language that ``set_up`` chooses.
NOTHING_EN = "Nothing to import: all of it is so here already."
NOTHING = translated(NOTHING_EN, "ja")
DESK = frozenset({"desk"})


async def give(
    person: Person, data: bytes, command: str = "import", sub: Any = None, **options: str
) -> Reply:
    """Attach a file to a command."""
    asked = Invocation(
        command=command,
        sub=sub,
        options={"file": "tidings.jsonl", **options},
        files={"file": File(name="tidings.jsonl", data=data)},
        **person.place,
    )
    return await Desk(person.world.gear).invoke(asked)


async def exported(person: Person, typed: str = "/export") -> bytes:
    reply = await person.say(typed)
    (file,) = reply.files
    return file.data


def records(data: bytes) -> list[dict[str, Any]]:
    """Read a file, without its first line, which says when it was written and where."""
    return [json.loads(line) for line in data.decode().splitlines()[1:]]


async def set_up(world: World, ada: Person) -> None:
    """Make a bit of everything."""
    await ada.say(f"/subscribe {own_feed(world)}")
    await ada.say("/topics add Senkaku Brewery aliases:Senkaku Sake, 尖閣酒造 needs:beer")
    await ada.say("/topics edit quad remove:Quad Plus")
    await ada.say("/watch senkaku AND fisheries languages:ja,en min-publishers:2 urgent:wake")
    await ada.say("/watch Senkaku Brewery mode:digest")
    await ada.say("/watch quad mention:@desk mention-when:urgent")
    await ada.say("/subscribe supply chains mode:digest")
    await ada.say("/unwatch 5")
    await ada.say("/digest set 07:30,18:00 mon-fri Asia/Tokyo")
    await ada.say("/digest set 18:00 watch:quad")
    await ada.say("/quiet set 22:00-07:00")
    await ada.say("/settings budget:7+3/h language:ja notices:#desk digest:all empty-digest:never")


async def test_what_was_exported_changes_nothing_where_it_came_from(world: World, ada: Person):
    await set_up(world, ada)
    data = await exported(ada)
    reply = await give(ada, data)
    assert not reply.error, reply.text
    assert reply.text == NOTHING
    assert await exported(ada) == data


@pytest.mark.parametrize("end", ["\n", "\r\n"])
async def test_a_name_with_a_line_separator_is_one_record(world: World, ada: Person, end: str):
    """JSON leaves U+2028 and U+0085 in a text as they are: they end no line of the file."""
    head = (await exported(ada)).decode().split("\n", 1)[0]
    topic = {"kind": "pack", "channel": "a\u2028b\x85c", "pack": "x", "without": []}
    text = end.join([head, json.dumps(topic, ensure_ascii=False), ""])
    read = read_setup(text)
    assert (read.wrong, [one.values["channel"] for one in read.lines]) == ((), ["a\u2028b\x85c"])


async def test_every_line_that_is_left_out_is_named_or_counted(world: World, ada: Person):
    head = (await exported(ada)).decode().split("\n", 1)[0]
    packs = [
        json.dumps({"kind": "pack", "channel": "desk", "pack": f"none-{n}", "without": []})
        for n in range(11)
    ]
    reply = await give(ada, "\n".join([head, *packs]).encode())
    assert "11 lines are left out:\nLine 2: there is no pack none-0 here" in reply.text
    assert reply.text.endswith("Line 9: there is no pack none-7 here\n… and 3 more lines.")


async def test_a_channel_without_a_line_of_its_own_is_found_by_its_name(world: World, ada: Person):
    await ada.say("/watch senkaku")
    lines = (await exported(ada)).decode().splitlines()
    await ada.press("remove:1")
    watches = [line for line in lines if '"kind": "channel"' not in line]
    assert len(watches) < len(lines)
    reply = await give(ada, "\n".join(watches).encode(), sure="yes")
    assert reply.text == "Imported.\n· 1 watch: Senkaku Islands (#desk)"


async def test_mentions_of_another_place_are_said_to_be_left_out(
    world: World, ada: Person, eve: Person
):
    await ada.say("/watch senkaku mention:@desk")
    await ada.say("/watch quad mention:@hall")
    asking = await give(eve, await exported(ada))
    told = "2 watches come without their mention, which cannot be made here:\n"
    assert told in asking.text
    assert "*@hall*" in asking.text


async def test_another_community_becomes_the_same_by_it(world: World, ada: Person, eve: Person):
    await set_up(world, ada)
    data = await exported(ada)
    asking = await give(eve, data)
    assert asking.asks, asking.text
    assert labels(asking) == ["Import", "Cancel"]
    for part in ("1 feed: Own Herald", "2 topics: ", "settings of 1 channel: #desk"):
        assert part in asking.text
    assert records(await exported(eve)) != records(data)  # nothing was changed yet
    done = await eve.choose(asking, "Import")
    assert done.text.startswith("Imported.")
    theirs, mine = records(await exported(eve)), records(data)
    for one in mine:  # a role of one server means nothing in another
        one["mention"] = None if one["kind"] == "watch" else one.get("mention")
    for one in theirs:
        one.setdefault("mention", None)
    assert theirs == mine
    assert (await give(eve, data)).text == NOTHING


async def test_what_was_imported_finds_what_it_asks_for(world: World, ada: Person, eve: Person):
    await set_up(world, ada)
    await ada.say("/settings budget:off")
    await ada.say("/quiet off")
    data = await exported(ada)
    await eve.choose(await give(eve, data), "Import")
    world.item("Senkaku Sake beer wins a prize", text="The beer is good.")
    await world.later(minutes=15)
    latest = await eve.say("/latest Senkaku Brewery")
    assert "Senkaku Sake beer wins a prize" in latest.text


async def test_muted_stories_and_outlets_and_a_pause_come_too(
    world: World, ada: Person, eve: Person
):
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=15)
    [alert] = world.posts()
    mute = next(b["id"] for b in alert["buttons"] if b["id"].startswith("mute:"))
    for what in ("story", "harbour"):
        await ada.press(f"{mute.replace('mute', 'hush')}:{what}")
    await ada.say("/quiet now 3h")
    data = await exported(ada)
    await eve.choose(await give(eve, data), "Import")
    mine, theirs = records(data), records(await exported(eve))
    mutes = [one for one in mine if one["kind"] == "mute"]
    assert mutes[0]["story"]["title"] == SENKAKU
    assert mutes[1]["outlet"] == "harbour"
    assert [one for one in theirs if one["kind"] == "mute"] == mutes
    pauses = [one["paused_until"] for one in (*mine, *theirs) if one["kind"] == "channel"]
    assert pauses[0] is not None
    assert pauses[0] == pauses[1]
    await world.later(hours=4)
    assert (await give(eve, data)).text == NOTHING_EN


async def test_an_import_is_undone_as_one(world: World, ada: Person, eve: Person):
    await set_up(world, ada)
    before = records(await exported(eve))
    done = await eve.choose(await give(eve, await exported(ada)), "Import")
    taken = await eve.choose(done, "Undo")
    assert not taken.error, taken.text
    assert records(await exported(eve)) == before


async def test_cancel_leaves_all_as_it_is(world: World, ada: Person, eve: Person):
    await set_up(world, ada)
    before = records(await exported(eve))
    asking = await give(eve, await exported(ada))
    assert (await eve.choose(asking, "Cancel")).text == "Nothing was changed."
    assert records(await exported(eve)) == before
    assert (await eve.choose(asking, "Import")).error


async def test_an_import_adds_and_changes_and_removes_nothing(world: World, ada: Person):
    await ada.say("/watch senkaku")
    data = await exported(ada)
    await ada.say("/watch fisheries")
    await ada.say("/watch senkaku mode:digest")
    done = await ada.choose(await give(ada, data), "Import")
    assert "1 watch: Senkaku Islands" in done.text
    watches = [one for one in records(await exported(ada)) if one["kind"] == "watch"]
    assert [(w["label"], w["mode"]) for w in watches] == [
        ("Senkaku Islands", "alert"),
        ("fisheries", "alert"),
    ]


async def test_one_channel_goes_into_another(world: World, ada: Person):
    other = replace(ada, channel="alerts")
    await ada.say("/watch senkaku")
    await other.say("/watches")
    data = await exported(ada, "/export #desk")
    asking = await give(ada, data, channel="#alerts")
    done = await ada.choose(asking, "Import")
    assert "1 watch: Senkaku Islands (#alerts)" in done.text
    assert "Senkaku Islands" in (await other.say("/watches")).text


async def test_a_channel_that_is_not_here_is_named_with_what_to_do(
    world: World, ada: Person, eve: Person
):
    await replace(ada, channel="far").say("/watch senkaku")
    reply = await give(eve, await exported(ada))
    assert "there is no channel #far here" in reply.text
    assert "`/import channel:#other`" in reply.text


async def test_who_may_change_one_channel_imports_nothing_into_another(world: World, ada: Person):
    far = replace(ada, channel="far")
    await ada.say("/watch senkaku")
    await far.say("/watch quad")
    data = await exported(ada)
    for one in (ada, far):
        await one.press(f"remove:{'12'[one is far]}")
    done = await give(replace(ada, only=DESK), data, sure="yes")
    assert "you may not change #far, so its 2 lines are left out" in done.text
    assert "1 watch: Senkaku Islands (#desk)" in done.text
    assert "Senkaku Islands" in (await ada.say("/watches")).text
    assert "Quad" not in (await far.say("/watches")).text
    assert "that concerns every channel here, so it needs “Manage Server”" in done.text


async def test_who_may_change_one_channel_exports_that_one(world: World, ada: Person):
    await ada.say(f"/feeds add {own_feed(world)}")
    await ada.say("/watch senkaku")
    await replace(ada, channel="far").say("/watch quad")
    kinds = [(r["kind"], r.get("channel")) for r in records(await exported(ada))]
    assert ("feed", None) in kinds
    assert ("watch", "far") in kinds
    mine = records(await exported(replace(ada, only=DESK)))
    assert [(r["kind"], r.get("channel")) for r in mine] == [("channel", None), ("watch", "desk")]


async def test_whom_nobody_here_could_mention_is_left_out(world: World, ada: Person):
    await ada.say("/watch senkaku mention:@desk")
    data = await exported(ada)
    await ada.press("remove:1")

    async def nobody(mention: str) -> bool:
        return False

    actor = replace(ada.place["actor"], calls=nobody)
    asked = Invocation(
        command="import",
        sub=None,
        options={"file": "x", "sure": "yes"},
        files={"file": File(name="x", data=data)},
        **(ada.place | {"actor": actor}),
    )
    done = await Desk(world.gear).invoke(asked)
    told = "1 watch comes without its mention, which cannot be made here:\nLine 4: *@desk*"
    assert told in done.text
    assert "left out" not in done.text
    assert "Senkaku Islands" in (await ada.say("/watches")).text
    assert "@desk" not in (await ada.say("/watches stats senkaku")).text


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("{not json", "Line 2: this is no JSON (at character 2)"),
        ('{"kind": "wacth"}', "Line 2: “wacth” is no kind of record"),
        (
            '{"kind": "mute", "channel": "desk"}',
            "Line 2: a mute has an outlet or a story, and not both",
        ),
        ('{"kind": "mute", "channel": "desk", "outlet": "x", "y": 1}', "Line 2: mute has no “y”"),
        (
            '{"kind": "watch", "channel": "desk", "query": "(", "label": "x"}',
            "is no query I read",
        ),
        (
            '{"kind": "watch", "channel": "desk", "query": "topic:nowhere", "label": "x"}',
            "Line 2: there is no topic nowhere here",
        ),
        (
            '{"kind": "watch", "channel": "desk", "query": "ships", "label": "x", "mode": "loud"}',
            "Line 2: mode: it is one of alert, digest",
        ),
        (
            '{"kind": "watch", "channel": "desk", "label": "x"}',
            "Line 2: a watch has a query or a feed, and not both",
        ),
        ('{"kind": "channel", "name": "desk", "timezone": "Mars"}', "Line 2: timezone: "),
        ('{"kind": "pack", "channel": "desk", "pack": "x"}', "Line 2: there is no pack x here"),
        ('{"kind": "topic", "id": "a/b"}', 'Line 2: id cannot be "a/b"'),
        ('{"kind": "topic", "id": "nowhere", "off": true}', "Line 2: there is no shared topic"),
        ('{"kind": "topic", "id": "quad", "body": {"x": 1}}', "Line 2: body cannot be"),
        ('{"kind": "feed", "url": "javascript:alert(1)", "name": "x"}', "Line 2: url"),
        ("[" * 100_000, "Line 2: this is no JSON"),
    ],
)
async def test_a_mistake_is_named_with_its_line_and_the_rest_is_taken(
    world: World, ada: Person, line: str, cause: str
):
    head, *_ = (await exported(ada)).decode().splitlines()
    good = '{"kind": "watch", "channel": "desk", "query": "senkaku", "label": "senkaku"}'
    place = '{"kind": "channel", "name": "desk"}'
    reply = await give(ada, f"{head}\n{line}\n{place}\n{good}\n".encode())
    assert cause in reply.text
    assert "· 1 watch: senkaku (#desk)" in reply.text


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
ANY = st.recursive(PLAIN, lambda one: st.lists(one, max_size=3), max_leaves=6)
FIELDS = sorted({name for checks in KINDS.values() for name in checks})


@given(st.sampled_from(sorted(KINDS)), st.dictionaries(st.sampled_from(FIELDS), ANY, max_size=6))
def test_whatever_stands_in_a_line_it_is_read_or_named(kind: str, fields: dict[str, Any]):
    head = json.dumps({"kind": "tidings", "version": 1})
    known = {name: value for name, value in fields.items() if name in KINDS[kind]}
    read = read_setup(f"{head}\n{json.dumps({'kind': kind, **known})}")
    assert len(read.lines) + len(read.wrong) == 1


async def test_what_is_no_export_says_where_it_belongs(ada: Person):
    for data in (b"", b"hello", b"{}", b'{"kind": "watch"}', b"<opml/>", b"\xff\xfe"):
        reply = await give(ada, data)
        assert reply.error
        assert "ine 1: " in reply.text
    old = await give(ada, b'{"kind": "tidings", "version": 99}')
    assert "the file is of version 99, I read version 1" in old.text
    large = await give(ada, b"x" * (MOST_BYTES + 1))
    assert "2,097,152 are allowed" in large.text
    nothing = await ada.say("/import")
    assert nothing.error
    assert "Attach the file" in nothing.text


async def test_a_set_up_is_taken_from_an_address(world: World, ada: Person):
    await ada.say("/watch senkaku")
    data = await exported(ada)
    await ada.say("/unwatch senkaku")
    world.server.put("/tidings.jsonl", data.decode())
    asking = await ada.say(f"/import {world.server.url('/tidings.jsonl')}")
    done = await ada.choose(asking, "Import")
    assert "1 watch: Senkaku Islands (#desk)" in done.text
    world.item(SENKAKU)
    await world.later(minutes=15)
    assert world.titles() == [SENKAKU]


async def test_only_who_may_change_things_exports_or_imports(
    world: World, ada: Person, ben: Person
):
    data = await exported(ada)
    assert (await ben.say("/export")).error
    assert (await give(ben, data)).error
    await ada.say("/watch senkaku")
    asking = await give(ada, await exported(ada))
    assert not asking.buttons
