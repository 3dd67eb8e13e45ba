"""Where the bot is: workspaces of the settings, installed ones, whole organisations."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from bot.chat.slack.oauth import STATE_FOR, _States
from bot.commands.desk import Desk
from bot.commands.table import COMMANDS
from bot.model import Installation, Presence
from bot.store import Store, channels
from bot.store.installations import Installations
from tests.chat.slack import payloads
from tests.chat.slack.heard import APP_TOKEN, heard, until
from tests.chat.slack.sea import open_sea
from tests.chat.slack.wire import BOT_TOKEN, SIGNING_SECRET, Wire
from tests.chat.slack.wire_line import Interaction
from tests.feedserver import FeedServer
from tests.linetest import START, empty_store

TOKEN = "xoxb-of-the-fleet-1111"
FLEET = Installation(
    enterprise="E0FLEET",
    team=None,
    token=TOKEN,
    bot_user="U0TIDINGS",
    name="Fleet",
    installed_by="U0ADA",
    installed_at=START,
)
BY_INSTALLATION = {"bot_token": "", "signing_secret": SIGNING_SECRET}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    made = await empty_store(tmp_path / "bot.db")
    yield made
    await made.close()


@pytest.fixture
def kept(store: Store) -> Installations:
    return Installations(store, [Fernet.generate_key().decode()], lambda: START)


def here(presences: list[Presence]) -> dict[str, bool]:
    return {one.community: one.here for one in presences}


async def test_the_workspace_of_the_settings_is_told_of_at_each_start(wire: Wire) -> None:
    async with heard(wire, app_token=APP_TOKEN) as (desk, _):
        [told] = desk.presences
        assert replace(told, mended=frozenset()) == Presence(
            platform="slack", community="T0HARBOUR", name=wire.place.name
        )
        assert desk.here == {"T0HARBOUR"}


async def test_a_channel_that_the_bot_is_added_to_is_where_its_first_word_goes(wire: Wire) -> None:
    async with heard(wire) as (desk, _):
        await wire.invite(wire.channels[1], who="bob")
        await until(lambda: len(desk.presences) == 2)
        place = f"T0HARBOUR/{wire.channels[1]}"
        assert (desk.presences[1].place, desk.presences[1].by) == (place, "T0HARBOUR/U0BOB")
        assert desk.presences[1].place_name == wire.room(wire.channels[1])[1].name


async def test_somebody_else_who_joins_is_no_news(wire: Wire) -> None:
    async with heard(wire) as (desk, _):
        joined = {"type": "member_joined_channel", "user": "U0BOB", "channel": wire.channels[0]}
        await wire.event(joined)
        await wire.slash("/watch", "quad")
        assert len(desk.presences) == 1


async def test_an_organisations_workspaces_are_all_told_of_and_answered(
    kept: Installations,
) -> None:
    async with Wire(enterprise="E0FLEET") as wire:
        wire.tokens = {TOKEN: wire.place.id}
        await kept.save(FLEET)
        async with heard(wire, kept, **BY_INSTALLATION) as (desk, _):
            assert here(desk.presences) == {wire.place.id: True}
            assert desk.here == {wire.place.id}
            answer = await wire.slash("/watch", "quad")
            assert "quad" in answer.said
            assert desk.asked[0].community == wire.place.id


async def test_a_workspace_of_an_organisation_that_slack_does_not_list_is_learned_from_its_people(
    kept: Installations,
) -> None:
    async with Wire(enterprise="E0FLEET") as wire:
        wire.tokens, wire.missing = {TOKEN: wire.place.id}, {"auth.teams.list"}
        await kept.save(FLEET)
        async with heard(wire, kept, **BY_INSTALLATION) as (desk, _):
            assert desk.presences == []
            await wire.slash("/watch", "quad")
            assert await kept.find(None, wire.place.id) == FLEET


async def test_workspaces_that_an_organisation_adds_and_takes_away_come_and_go(
    kept: Installations,
) -> None:
    async with Wire(enterprise="E0FLEET") as wire:
        wire.tokens = {TOKEN: wire.place.id}
        await kept.save(FLEET)
        async with heard(wire, kept, **BY_INSTALLATION) as (desk, _):
            await wire.event({"type": "team_access_granted", "team_ids": ["T0DELTA"]})
            await until(lambda: here(desk.presences).get("T0DELTA"))
            assert await kept.find(None, "T0DELTA") == FLEET
            await wire.event({"type": "team_access_revoked", "team_ids": ["T0DELTA"]})
            await until(lambda: not here(desk.presences)["T0DELTA"])
            assert await kept.find(None, "T0DELTA") is None


async def test_an_invitation_in_an_organisation_is_one_of_its_workspace(
    kept: Installations,
) -> None:
    """Slack leaves the workspace out of the authorization where the organisation installed it."""
    async with Wire(enterprise="E0FLEET") as wire:
        wire.tokens = {TOKEN: wire.place.id}
        await kept.save(FLEET)
        async with heard(wire, kept, **BY_INSTALLATION) as (desk, _):
            place, room = wire.room(wire.channels[0])
            inner = payloads.joined(place, room, place.bot, "U0BOB")
            said = payloads.event(place, 1, inner)
            said["authorizations"][0] |= {"is_enterprise_install": True, "team_id": None}
            await wire.bring(Interaction("events_api", said, place.id))
            await until(lambda: len(desk.presences) == 2)
            told = desk.presences[1]
            assert (told.community, told.place) == (place.id, f"{place.id}/{room.id}")
            assert told.by == f"{place.id}/U0BOB"


async def test_who_installed_it_for_an_organisation_gets_the_first_word_once(
    kept: Installations,
) -> None:
    async with Wire(enterprise="E0FLEET", teams=2) as wire:
        wire.tokens = {TOKEN: wire.place.id}
        await kept.save(FLEET)
        async with heard(wire, kept, **BY_INSTALLATION) as (desk, listening):
            desk.presences.clear()
            await listening._presences.installed(FLEET)
            by = {one.community: one.by for one in desk.presences}
            assert by == {"T0HARBOUR": "T0HARBOUR/U0ADA", "T0HARBOUR1": None}


async def test_an_organisation_that_removes_the_app_leaves_with_all_its_workspaces(
    kept: Installations,
) -> None:
    async with Wire(enterprise="E0FLEET") as wire:
        wire.tokens = {TOKEN: wire.place.id}
        await kept.save(FLEET)
        async with heard(wire, kept, **BY_INSTALLATION) as (desk, _):
            await kept.add_team("E0FLEET", "T0DELTA", "Delta")
            said = payloads.event(wire.place, 1, {"type": "app_uninstalled"})
            said["authorizations"][0] |= {"is_enterprise_install": True, "team_id": None}
            await wire.bring(Interaction("events_api", said, wire.place.id))
            await until(lambda: here(desk.presences).get("T0DELTA") is False)
            assert here(desk.presences) == {wire.place.id: False, "T0DELTA": False}
            assert await kept.all() == ()


async def test_a_token_of_a_person_that_is_revoked_changes_nothing(
    wire: Wire, kept: Installations
) -> None:
    await kept.save(replace(FLEET, enterprise=None, team="T0DELTA"))
    async with heard(wire, kept) as (desk, _):
        known = list(desk.presences)
        await wire.event({"type": "tokens_revoked", "tokens": {"oauth": ["U0BOB"], "bot": []}})
        await wire.slash("/watch", "quad")
        assert desk.presences == known
        assert desk.here == {"T0HARBOUR", "T0DELTA"}


async def test_a_state_is_good_once_and_not_for_ever_also_after_a_restart(store: Store) -> None:
    now = [START]
    key = Fernet.generate_key().decode()

    def started(sealed_with: str = key) -> Any:
        return _States(Installations(store, [sealed_with], lambda: now[0]))

    made, other = await started().async_issue(), await started().async_issue()
    assert made != other
    assert await started().async_consume(made)
    assert not await started().async_consume(made)
    assert not await started(Fernet.generate_key().decode()).async_consume(other)
    for invented in ("invented", "", f"{other[:-8]}AAAAAAA=", "é"):
        assert not await started().async_consume(invented)
    now[0] += timedelta(seconds=STATE_FOR + 1)
    assert not await started().async_consume(other)


async def test_a_token_that_is_good_again_opens_what_its_refusal_closed(tmp_path: Path) -> None:
    """And nothing else: what an archived channel waits for is not mended by a token."""
    with FeedServer() as server:
        async with open_sea(tmp_path, server) as sea:
            await sea.slash("watch senkaku")
            await sea.slash("watch senkaku", channel=sea.other)
            token = sea.wire.tokens.pop(BOT_TOKEN)
            sea.wire.revoked.add(BOT_TOKEN)
            sea.world.item("Patrol ships enter waters off the Senkaku Islands")
            await sea.later(minutes=5)
            assert sea.posts() == sea.posts(sea.other) == []
            sea.wire.tokens[BOT_TOKEN] = token
            async with sea.world.gear.store.begin() as tx:
                [_, other] = [c for c in await channels.channels_of(tx, 1) if c.trouble]
                archived = "This channel is archived."
                await channels.shut(
                    tx, other.id, archived, since=START, probe=START + timedelta(days=9)
                )
            await sea.chat.stop()
            await sea.chat.start(COMMANDS, Desk(sea.world.gear))
            await sea.world.run()
            assert len(sea.posts()) == 1
            assert sea.posts(sea.other) == []
            status = (await sea.slash("status")).said
            assert "takes nothing" in status
            assert "archived" in status
            assert "revoked" not in status
