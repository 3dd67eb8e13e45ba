import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from bot.errors import ConfigError
from bot.model import Installation
from bot.store import Store
from bot.store.installations import Installations, sealing_keys
from tests.store.conftest import NOW

TOKEN = "xoxb-1111111111-secret"
ONE = Installation(
    enterprise=None,
    team="T1",
    token=TOKEN,
    bot_user="UBOT",
    app="A1",
    scopes=("chat:write", "commands"),
    name="Harbour",
    installed_by="U1",
    installed_at=NOW,
)
OVER_ALL = replace(ONE, enterprise="E1", team=None, token="xoxb-2222222222-secret", name="Fleet")


def clock_of(world: Any) -> Callable[[], datetime]:
    return lambda: world.now  # type: ignore[no-any-return]


@pytest.fixture
def keys(tmp_path: Path) -> tuple[str, ...]:
    return sealing_keys("", tmp_path / "keys")


@pytest.fixture
def kept(store: Store, keys: tuple[str, ...], world: Any) -> Installations:
    return Installations(store, keys, clock_of(world))


def rows(path: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as conn:
        found = conn.execute(sql).fetchall()
        conn.commit()
        return found


async def test_what_is_kept_comes_back_and_its_token_is_nowhere_to_be_read(
    kept: Installations, path: Path
) -> None:
    await kept.save(ONE)
    assert await kept.find(None, "T1") == ONE
    assert await kept.all() == (ONE,)
    assert TOKEN not in repr(ONE)
    written = b"".join(p.read_bytes() for p in path.parent.iterdir())
    assert TOKEN.encode() not in written


async def test_installing_again_replaces(kept: Installations) -> None:
    await kept.save(ONE)
    newer = replace(ONE, token="xoxb-3333333333-secret")
    await kept.save(newer)
    assert await kept.all() == (newer,)


async def test_a_workspace_that_joins_an_organisation_keeps_one_installation(
    kept: Installations,
) -> None:
    await kept.save(ONE)
    joined = replace(ONE, enterprise="E1")
    await kept.save(joined)
    assert await kept.all() == (joined,)
    assert await kept.find(None, "T1") == joined


async def test_a_workspace_without_one_of_its_own_has_its_organisations(
    kept: Installations,
) -> None:
    await kept.save(OVER_ALL)
    assert await kept.find("E1", "T7") == OVER_ALL
    assert await kept.find("E1", None) == OVER_ALL
    assert await kept.find("E2", "T7") is None
    assert await kept.find(None, "T7") is None


async def test_posting_knows_a_workspace_of_an_organisation_by_itself(kept: Installations) -> None:
    await kept.save(OVER_ALL)
    await kept.add_team("E1", "T7", "Harbour")
    assert await kept.find(None, "T7") == OVER_ALL
    assert await kept.teams("E1") == (("T7", "Harbour"),)
    await kept.drop_team("T7")
    assert await kept.find(None, "T7") is None


async def test_a_workspaces_own_installation_comes_before_its_organisations(
    kept: Installations,
) -> None:
    await kept.save(OVER_ALL)
    own = replace(ONE, enterprise="E1")
    await kept.save(own)
    assert await kept.find("E1", "T1") == own
    await kept.remove("E1", "T1")
    assert await kept.find("E1", "T1") == OVER_ALL


async def test_removing_an_organisation_forgets_its_workspaces(kept: Installations) -> None:
    await kept.save(OVER_ALL)
    await kept.save(ONE)
    await kept.add_team("E1", "T7")
    await kept.remove("E1", None)
    assert await kept.all() == (ONE,)
    assert await kept.find("E1", "T7") is None
    assert await kept.teams("E1") == ()


async def test_another_key_opens_nothing_and_says_what_to_do(
    kept: Installations, store: Store, world: Any
) -> None:
    await kept.save(ONE)
    other = Installations(store, [Fernet.generate_key().decode()], clock_of(world))
    with pytest.raises(ConfigError, match=r"sealed with another key.*install again"):
        await other.find(None, "T1")


async def test_a_new_key_in_front_of_the_old_one_opens_what_was_sealed(
    kept: Installations, store: Store, keys: tuple[str, ...], world: Any
) -> None:
    await kept.save(ONE)
    both = Installations(store, [Fernet.generate_key().decode(), *keys], clock_of(world))
    assert await both.find(None, "T1") == ONE


async def test_a_sealed_token_is_of_no_use_in_another_row(kept: Installations, path: Path) -> None:
    await kept.save(ONE)
    await kept.save(OVER_ALL)
    rows(
        path,
        "UPDATE installations SET token_encrypted = "
        "(SELECT token_encrypted FROM installations WHERE team_id = 'T1')",
    )
    with pytest.raises(ConfigError, match="in the row of E1 is another's"):
        await kept.find("E1", None)


async def test_an_event_comes_first_once(kept: Installations, world: Any) -> None:
    assert [await kept.first("Ev1"), await kept.first("Ev1")] == [True, False]
    assert await kept.first("Ev2")


async def test_seen_events_are_forgotten_after_an_hour(
    kept: Installations, world: Any, path: Path
) -> None:
    await kept.first("Ev1")
    world.now = world.after(hours=2)
    await kept.first("Ev2")
    assert rows(path, "SELECT id FROM events_seen") == [("Ev2",)]


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    made = sealing_keys("", folder)
    assert sealing_keys("", folder) == made
    assert [path.name for path in folder.iterdir()] == ["slack.key"]
    assert (folder / "slack.key").stat().st_mode & 0o777 == 0o600


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    sealing_keys("", tmp_path)
    (tmp_path / "slack.key").chmod(0o644)
    with pytest.raises(ConfigError, match="others may read it: run chmod 600"):
        sealing_keys("", tmp_path)


def test_keys_of_the_settings_need_no_file(tmp_path: Path) -> None:
    assert sealing_keys("new, old", tmp_path / "none") == ("new", "old")
    assert not (tmp_path / "none").exists()


def test_a_key_that_is_none_is_said_with_how_to_make_one(store: Store, world: Any) -> None:
    with pytest.raises(ConfigError, match=r"is no Fernet key\. Make one"):
        Installations(store, ["secret"], clock_of(world))
