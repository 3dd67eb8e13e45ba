"""A channel that a person does not see: it is answered as one that does not exist."""

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.commands.desk import Desk
from bot.commands.table import COMMANDS
from bot.model import Command, Invocation, Option
from tests.commands.conftest import SENKAKU, Person, button
from tests.commands.test_setup import give
from tests.linetest import World

GIVEN = {
    "query": "aukus",
    "watch": "quad",
    "times": "09:00",
    "span": "22:00-07:00",
    "duration": "2h",
    "what": "East China Sea",
    "timezone": "Asia/Tokyo",
}
ABOUT = [
    (one.name, sub.name if sub else None, option)
    for one in COMMANDS
    for sub in (one.subs or (None,))
    for option in (sub or one).options
    if option.kind == "channel" and one.name != "import"  # which wants a file, too
]


@dataclass(frozen=True, kw_only=True)
class Outsider(Person):
    """One who may change things, and does not see #secret."""

    @property
    def place(self) -> dict[str, Any]:
        async def sees(channel: str) -> bool:
            return channel != "secret"

        known = super().place
        return {**known, "actor": replace(known["actor"], sees=sees)}


@pytest.fixture
def bob(world: World) -> Person:
    return Outsider(world=world, name="Bob")


@pytest.fixture
async def secret(world: World) -> Person:
    """One who is in #secret, where something is watched."""
    within = Person(world=world, name="Ada", channel="secret")
    await within.say("/watch quad")
    await within.say("/digest set 07:15")
    return within


def row(name: str, sub: str | None) -> Command:
    [found] = [one for one in COMMANDS if one.name == name]
    return next((one for one in found.subs if one.name == sub), found)


@pytest.mark.parametrize(("name", "sub", "option"), ABOUT)
async def test_every_command_about_it_says_what_it_says_of_no_channel(
    bob: Person, secret: Person, name: str, sub: str | None, option: Option
):
    others = {o.name: GIVEN[o.name] for o in row(name, sub).options if o.required}
    others.pop(option.name, None)
    said = {}
    for typed in ("#secret", "#sesame"):
        answer = await bob.ask(name, {**others, option.name: typed}, sub)
        said[typed] = answer.text.replace(typed, "…").replace(typed[1:], "…")
        assert answer.error, answer.text
        assert "no channel I know" in answer.text
    assert said["#secret"] == said["#sesame"]
    assert await bob.complete(name, option.name, "#sec", sub) == []
    assert (await secret.say("/watches list")).text.startswith("1 watch in #secret")


async def test_lists_status_and_export_leave_it_out(bob: Person, secret: Person, world: World):
    await bob.say("/watch senkaku")
    await secret.say("/settings notices:#secret")
    whole = await bob.say("/export")
    kinds = [json.loads(line) for line in whole.files[0].data.decode().splitlines()]
    assert {one["name"] for one in kinds if one["kind"] == "channel"} == {"desk"}
    for line in ("/status", "/settings", "/topics edit quad add:Pebble Point", "/topics show quad"):
        answer = await bob.say(line)
        assert "secret" not in answer.text, line
    shown = await bob.say("/settings")
    assert "Notices about the bot: to a channel that you do not see" in shown.text
    form = (await bob.press("common:")).form
    assert form is not None
    assert "secret" not in str(form)


async def test_a_file_cannot_be_taken_into_it(bob: Person, secret: Person):
    file = (await secret.say("/export")).files[0]
    asked = await give(bob, file.data)
    assert not asked.asks
    assert "no channel of that name" in asked.text or "there is no" in asked.text
    assert (await secret.say("/watches list")).text.startswith("1 watch in #secret")


async def test_buttons_of_a_watch_in_it_are_as_of_one_that_is_gone(bob: Person, secret: Person):
    listed = await secret.say("/watches list")
    number = button(listed, "1").partition(":")[2]
    place = (await secret.say("/settings")).buttons
    for one in (f"open:{number}", f"set:{number}:state:paused", f"remove:{number}"):
        answer = await bob.press(one)
        assert answer.error
        assert "no longer there" in answer.text
    for one in {b.id for b in place if b.id.partition(":")[0] in ("adjust", "zones", "when")}:
        assert (await bob.press(one)).error, one


async def test_in_the_channel_itself_nobody_is_asked_whether_they_see_it(
    bob: Person, secret: Person, world: World
):
    inside = replace(bob, channel="secret")
    world.item(SENKAKU)
    assert (await inside.say("/watches list")).text.startswith("1 watch in #secret")
    assert not (await inside.say("/settings channel:#secret")).error


async def test_a_channel_that_is_named_is_not_taken_for_the_one_that_is_typed_in(
    bob: Person, secret: Person, world: World
):
    """Whatever the order in which a platform gives the names of both."""
    for names in ({"desk": "desk", "secret": "secret"}, {"secret": "secret", "desk": "desk"}):
        asked = Invocation(
            command="watches", sub="list", options={"channel": "secret"}, names=names, **bob.place
        )
        answer = await Desk(world.gear).invoke(asked)
        assert "no channel I know" in answer.text
