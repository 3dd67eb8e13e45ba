"""Who installed the bot (Slack), with each token sealed; and which events were answered.

A token lies in the database as Fernet writes it (AES-128-CBC and HMAC-SHA256,
github.com/fernet/spec), together with the ids it belongs to, so that no row can be put in another's
place. The key is a setting, or is made once in a file that its owner alone may read.
"""

import json
import os
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Row, delete, select

from bot.errors import ConfigError
from bot.model import Installation
from bot.store.bookkeeping import events_seen, installations, installed_teams
from bot.store.database import Store, Tx
from bot.store.dialect import insert

KEY_FILE: Final = "slack.key"  # beside the database
_SEALED_OTHERWISE: Final = (
    "Slack's token for {place} was sealed with another key. Put that key back "
    "([slack] store_key, or slack.key beside the database), or install again."
)
_SEEN_FOR: Final = timedelta(hours=1)  # Slack repeats an event within minutes


def sealing_keys(setting: str, beside: Path) -> tuple[str, ...]:
    """Give the keys: those of the setting, else the one in a file beside the database.

    The file is made where it is missing, with mode 600. Raises ConfigError.
    """
    if setting:
        return tuple(setting.replace(",", " ").split())
    path = beside / KEY_FILE
    try:
        beside.mkdir(parents=True, exist_ok=True)
        _make(path)
        if path.stat().st_mode & 0o077:
            raise ConfigError(
                [f"{path} opens Slack's tokens, and others may read it: run chmod 600 {path}"]
            )
        return (path.read_text("ascii").strip(),)
    except (OSError, UnicodeDecodeError) as exc:
        raise ConfigError(
            [f"{path}, the key of Slack's tokens, cannot be used: {exc}. Set [slack] store_key."]
        ) from exc


def _make(path: Path) -> None:
    """Write a new key whole or not at all; one that is there stays."""
    if path.exists():
        return
    part = path.with_name(f"{path.name}.{os.getpid()}")
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(Fernet.generate_key() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)  # fails, where a rename would not, if another process was first
    except FileExistsError:
        pass
    finally:
        part.unlink()


class Installations:
    """The installations, by organisation and workspace. The first key seals, every key opens."""

    def __init__(self, store: Store, keys: Sequence[str], clock: Callable[[], datetime]) -> None:
        """Raises ConfigError when a key is none."""
        self._store = store
        self._clock = clock
        try:
            self._seal = MultiFernet([Fernet(key) for key in keys])
        except ValueError as exc:
            step = (
                "Make one: python -c 'import base64, os; "
                "print(base64.urlsafe_b64encode(os.urandom(32)).decode())'"
            )
            raise ConfigError([f"[slack] store_key is no Fernet key. {step}"]) from exc

    async def find(self, enterprise: str | None, team: str | None) -> Installation | None:
        """Give the workspace's installation, else that of its organisation.

        ``enterprise`` None: whichever organisation the workspace is known to be in. Raises
        ConfigError when it was sealed with another key.
        """
        async with self._store.read() as tx:
            own = await _of_team(tx, enterprise, team) if team else None
            if own is None and (over := enterprise or await _enterprise_of(tx, team)):
                own = await _row(tx, over, "")
        return self._opened(own) if own is not None else None

    async def save(self, one: Installation) -> None:
        """Keep an installation; one of the same workspace is replaced."""
        key = {"enterprise_id": one.enterprise or "", "team_id": one.team or ""}
        sealed = self._seal.encrypt(json.dumps({**key, "token": one.token}).encode()).decode()
        values = {
            "token_encrypted": sealed,
            "installed_at": one.installed_at,
            "bot_user": one.bot_user,
            "app": one.app,
            "scopes": list(one.scopes),
            "name": one.name[:200],
            "installed_by": one.installed_by,
        }
        async with self._store.begin() as tx:
            if one.team:  # it may have joined an organisation, or left one
                await tx.conn.execute(_without(None, one.team))
            made = insert(installations).values(**key, **values)
            await tx.conn.execute(made.on_conflict_do_update(index_elements=list(key), set_=values))

    async def remove(self, enterprise: str | None, team: str | None) -> None:
        """Forget an installation; of an organisation, its workspaces too."""
        async with self._store.begin() as tx:
            await tx.conn.execute(_without(enterprise, team))
            if enterprise and not team:
                mine = installed_teams.c.enterprise_id == enterprise
                await tx.conn.execute(delete(installed_teams).where(mine))

    async def all(self) -> tuple[Installation, ...]:
        """Give every installation, in the order of their ids. Raises ConfigError."""
        order = (installations.c.enterprise_id, installations.c.team_id)
        async with self._store.read() as tx:
            rows = (await tx.conn.execute(select(installations).order_by(*order))).all()
        return tuple(self._opened(row) for row in rows)

    # ── the workspaces of organisations ─────────────────────────────────────────────────────

    async def add_team(self, enterprise: str, team: str, name: str = "") -> None:
        """Note that a workspace has the bot by its organisation."""
        values = {"enterprise_id": enterprise, "name": name[:200]}
        made = insert(installed_teams).values(team_id=team, **values)
        async with self._store.begin() as tx:
            await tx.conn.execute(
                made.on_conflict_do_update(index_elements=["team_id"], set_=values)
            )

    async def drop_team(self, team: str) -> None:
        """Note that a workspace no longer has the bot by its organisation."""
        async with self._store.begin() as tx:
            await tx.conn.execute(delete(installed_teams).where(installed_teams.c.team_id == team))

    async def teams(self, enterprise: str) -> tuple[tuple[str, str], ...]:
        """Give an organisation's workspaces: id and name."""
        found = select(installed_teams).where(installed_teams.c.enterprise_id == enterprise)
        async with self._store.read() as tx:
            rows = await tx.conn.execute(found.order_by(installed_teams.c.team_id))
            return tuple((row.team_id, row.name) for row in rows)

    # ── what goes out and comes back ────────────────────────────────────────────────────────

    def seal(self, text: str) -> str:
        """Seal a text, so that nobody else can have made it, with the time; each time otherwise."""
        at = int(self._clock().timestamp())
        return self._seal.encrypt_at_time(text.encode(), at).decode()

    def opened(self, sealed: str, *, within: float) -> str | None:
        """Give a text that was sealed so many seconds ago at most; else None."""
        at = int(self._clock().timestamp())
        try:
            return self._seal.decrypt_at_time(sealed.encode(), int(within), at).decode()
        except InvalidToken:
            return None

    # ── events ──────────────────────────────────────────────────────────────────────────────

    async def first(self, event: str) -> bool:
        """Note an event or a press by its id; say whether it comes for the first time."""
        now = self._clock()
        async with self._store.begin() as tx:
            await tx.conn.execute(delete(events_seen).where(events_seen.c.at < now - _SEEN_FOR))
            made = insert(events_seen).values(id=event[:128], at=now).on_conflict_do_nothing()
            return bool((await tx.conn.execute(made)).rowcount)

    def _opened(self, row: Row[Any]) -> Installation:
        place = row.team_id or row.enterprise_id
        try:
            inside = json.loads(self._seal.decrypt(row.token_encrypted))
        except InvalidToken as exc:
            raise ConfigError([_SEALED_OTHERWISE.format(place=place)]) from exc
        if (inside["enterprise_id"], inside["team_id"]) != (row.enterprise_id, row.team_id):
            raise ConfigError([f"Slack's token in the row of {place} is another's. Install again."])
        return Installation(
            enterprise=row.enterprise_id or None,
            team=row.team_id or None,
            token=inside["token"],
            bot_user=row.bot_user,
            app=row.app,
            scopes=tuple(row.scopes),
            name=row.name,
            installed_by=row.installed_by,
            installed_at=row.installed_at,
        )


def _without(enterprise: str | None, team: str | None) -> Any:
    """Drop a workspace's installation, whatever its organisation; else an organisation's own."""
    gone = delete(installations).where(installations.c.team_id == (team or ""))
    return gone if team else gone.where(installations.c.enterprise_id == (enterprise or ""))


async def _row(tx: Tx, enterprise: str, team: str) -> Row[Any] | None:
    key = (installations.c.enterprise_id == enterprise) & (installations.c.team_id == team)
    return (await tx.conn.execute(select(installations).where(key))).first()


async def _of_team(tx: Tx, enterprise: str | None, team: str) -> Row[Any] | None:
    """Find a workspace's own row: a team id is Slack's own, unique over all organisations."""
    found = select(installations).where(installations.c.team_id == team)
    order = installations.c.enterprise_id != (enterprise or "")
    return (await tx.conn.execute(found.order_by(order).limit(1))).first()


async def _enterprise_of(tx: Tx, team: str | None) -> str | None:
    found = select(installed_teams.c.enterprise_id).where(installed_teams.c.team_id == team)
    return (await tx.conn.execute(found)).scalar()
