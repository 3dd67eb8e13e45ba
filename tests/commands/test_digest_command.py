import pytest

from tests.commands.conftest import SENKAKU, Person, labels
from tests.linetest import World


async def test_times_days_and_zone_are_set_and_the_next_digest_is_named(ada: Person):
    reply = await ada.say("/digest set 18:30,8:00 mon-fri Asia/Tokyo")
    assert reply.text == (
        "#desk gets its digest at 08:00 and 18:30, Monday to Friday (Asia/Tokyo). "
        "Next: Tuesday 24 November, 18:30."
    )
    watched = await ada.say("/watch senkaku")
    assert "in the digest at 08:00 and 18:30 (Asia/Tokyo)." in watched.text
    undone = await ada.choose(reply, "Undo")
    assert undone.text == "Taken back: “the digest of #desk was changed”."
    assert "UTC, zone not set" in (await ada.say("/digest set")).text


@pytest.mark.parametrize("typed", ["/digest", "/digest set", "/digest set #desk"])
async def test_without_an_option_it_says_how_it_stands_and_changes_nothing(
    ada: Person, ben: Person, typed: str
):
    on = await ada.say(typed)
    assert on.text.startswith("#desk gets its digest at 08:00, every day (UTC, zone not set).")
    assert on.text.endswith(
        "To change it: `/digest set 08:00,18:30 mon-fri Asia/Tokyo`; `/digest off` ends it."
    )
    assert labels(on) == ["Set time zone"]
    await ada.say("/digest set 07:15,19:00")
    await ada.say("/digest off")
    for person in (ada, ben):
        off = await person.say(typed)
        assert off.text == "#desk gets no digest. `/digest set 07:15,19:00` turns it on."
        assert labels(off) == []
    assert "07:15 and 19:00" in (await ada.say("/digest set 07:15,19:00")).text


async def test_what_changes_nothing_has_nothing_to_undo(ada: Person):
    await ada.say("/digest set 18:30 mon-fri Asia/Tokyo")
    for typed in ("/digest", "/digest set", "/digest set 18:30 mon-fri Asia/Tokyo"):
        reply = await ada.say(typed)
        assert "at 18:30, Monday to Friday (Asia/Tokyo)" in reply.text
        assert labels(reply) == [], typed


async def test_one_part_can_be_set_alone(ada: Person):
    await ada.say("/digest set 18:30 mon-fri Asia/Tokyo")
    reply = await ada.say("/digest set days:daily")
    assert "at 18:30, every day (Asia/Tokyo)" in reply.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("times:25:00", "*25:00* is no time of day. Write 00:00 to 23:59"),
        ("days:funday", "*funday* is no day. Write mon, tue"),
        ("timezone:Asia/Tokio", "There is no time zone *Asia/Tokio*. Did you mean Asia/Tokyo"),
        ("channel:#nowhere", "There is no channel I know called *nowhere*"),
    ],
)
async def test_a_bad_value_says_what_is_allowed_and_changes_nothing(ada: Person, typed, said):
    before = (await ada.say("/settings")).text
    reply = await ada.say(f"/digest set {typed}")
    assert reply.error
    assert said in reply.text
    assert (await ada.say("/settings")).text == before


async def test_the_digest_can_be_looked_at_and_posted_now(world: World, ada: Person, ben: Person):
    nothing = await ben.say("/digest preview")
    assert nothing.text.startswith("Nothing new for the digest of #desk at the moment. #desk gets")
    await ada.say("/watch senkaku mode:digest")
    world.item(SENKAKU)
    await world.later(minutes=15)
    preview = await ben.say("/digest preview")
    assert preview.text.startswith("Digest, Tuesday 24 November")
    assert "*Senkaku Islands*" in preview.text
    assert f"1. {SENKAKU}" in preview.text
    assert world.posts("digest") == []
    assert "You may not use `/digest now`" in (await ben.say("/digest now")).text
    assert (await ada.say("/digest now")).text == "The digest is on its way to #desk."
    await world.run()
    assert len(world.posts("digest")) == 1
    assert "Nothing new" in (await ada.say("/digest now")).text


async def test_the_digest_can_be_turned_off_and_on(world: World, ada: Person, ben: Person):
    assert "You may not use `/digest off`" in (await ben.say("/digest off")).text
    assert "You may not use `/digest set`" in (await ben.say("/digest set 08:00")).text
    assert "You may not use `/digest set`" in (await ben.say("/digest set Asia/Tokyo")).text
    off = await ada.say("/digest off")
    assert off.text == "#desk gets no digest. `/digest set 08:00` turns it on."
    assert (await ada.say("/digest off")).text == off.text
    watched = await ada.say("/watch senkaku")
    assert "passing mentions only in `/latest`, since the digest is off here" in watched.text
    silent = await ada.say("/watch fisheries mode:digest")
    assert "fisheries in #desk: only in `/latest`, since the digest is off here" in silent.text
    named = "Told in the digest alone, so silent now: fisheries."
    for typed in ("/digest", "/digest off"):
        assert (await ada.say(typed)).text == f"{off.text} {named}"
    world.item("Fisheries talks begin")
    await world.later(minutes=15)
    assert (await ben.say("/digest preview")).text.startswith("#desk gets no digest.")
    await world.later(hours=3)
    assert world.posts("digest") == []
    assert "#desk gets its digest at 09:00" in (await ada.say("/digest set 09:00")).text


async def test_a_city_alone_and_twelve_hour_times_are_understood(ada: Person):
    reply = await ada.say("/digest set 8am, 6:30pm Tokyo")
    assert "at 08:00 and 18:30, every day (Asia/Tokyo)" in reply.text
    assert "from 22:00 to 06:00" in (await ada.say("/quiet set 10pm-6am")).text


async def test_a_watch_without_a_digest_of_its_own_has_none_to_end(ada: Person):
    await ada.say("/watch senkaku")
    none = await ada.say("/digest off watch:senkaku")
    assert none.text == (
        "Senkaku Islands has no digest of its own: the one of #desk tells it. `/digest off` ends "
        "that one, with all that it tells; `/unwatch Senkaku Islands` ends the watch."
    )
    assert labels(none) == []
    await ada.say("/digest off")
    assert (await ada.say("/digest off watch:senkaku")).text == (
        "Senkaku Islands has no digest of its own. #desk gets no digest. `/digest set 08:00` "
        "turns it on."
    )


async def test_a_watch_without_times_of_its_own_says_where_it_is_told(ada: Person):
    await ada.say("/watch senkaku")
    own = await ada.say("/digest set 18:00 watch:senkaku")
    assert own.text.startswith("Senkaku Islands in #desk: its digest comes at 18:00")
    back = await ada.say("/digest off watch:senkaku")
    assert back.text == "Senkaku Islands in #desk: it is told in the channel’s digest again."
    await ada.say("/digest set 18:00 watch:senkaku")
    await ada.say("/digest off")
    gone = await ada.say("/digest off watch:senkaku")
    assert "no digest comes here" in gone.text
