"""What communities made of topics: changes of shared ones, and topics of their own."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Select, delete, select

from bot.model import Alias, Overlay
from bot.store.database import Tx
from bot.store.dialect import insert
from bot.store.rows import chunks
from bot.store.statements import made_once
from bot.store.tables import own_topics
from bot.store.versions import asked_changed


async def of_community(tx: Tx, community_id: int) -> dict[str, Overlay]:
    """Give a community's overlays by topic id, in the order of the ids."""
    rows = await tx.conn.execute(_of_community(), {"community": community_id})
    return {row.topic: overlay_of(row.body or {}, off=not row.enabled) for row in rows}


async def of_communities(tx: Tx, community_ids: Collection[int]) -> dict[int, dict[str, Overlay]]:
    """Give community → what `of_community` gives, for each of these."""
    found: dict[int, dict[str, Overlay]] = {id_: {} for id_ in community_ids}
    for part in chunks(found):
        for row in await tx.conn.execute(_of_communities(), {"communities": part}):
            mine = found[row.community_id]
            mine[row.topic] = overlay_of(row.body or {}, off=not row.enabled)
    return found


@made_once
def _of_communities(communities: Any) -> Select[Any]:
    where = own_topics.c.community_id.in_(communities)
    return select(own_topics).where(where).order_by(own_topics.c.topic)


@made_once
def _of_community(community: Any) -> Select[Any]:
    where = own_topics.c.community_id == community
    return select(own_topics).where(where).order_by(own_topics.c.topic)


async def everywhere(tx: Tx) -> dict[int, dict[str, Overlay]]:
    """Give the overlays of every community that has some."""
    order = (own_topics.c.community_id, own_topics.c.topic)
    found: dict[int, dict[str, Overlay]] = {}
    for row in await tx.conn.execute(select(own_topics).order_by(*order)):
        mine = found.setdefault(row.community_id, {})
        mine[row.topic] = overlay_of(row.body or {}, off=not row.enabled)
    return found


async def put(tx: Tx, community_id: int, topic: str, overlay: Overlay | None) -> None:
    """Keep what a community made of a topic; None, or what changes nothing: forget it."""
    await asked_changed(tx)
    where = (own_topics.c.community_id == community_id, own_topics.c.topic == topic)
    if overlay is None or overlay == Overlay():
        await tx.conn.execute(delete(own_topics).where(*where))
        return
    values = {"enabled": not overlay.off, "body": body_of(overlay)}
    statement = insert(own_topics).values(community_id=community_id, topic=topic, **values)
    await tx.conn.execute(
        statement.on_conflict_do_update(index_elements=["community_id", "topic"], set_=values)
    )


def body_of(overlay: Overlay) -> dict[str, Any]:
    """Write an overlay as JSON, without ``off`` and without what is as always."""
    plain = asdict(overlay)
    unset = asdict(Overlay())
    return {name: v for name, v in plain.items() if v != unset[name] and name != "off"}


def overlay_of(body: Mapping[str, Any], *, off: bool = False) -> Overlay:
    """The way back of `body_of`."""
    aliases = tuple(Alias(**_tuples(alias)) for alias in body.get("aliases", ()))
    return Overlay(**{**_tuples(body), "aliases": aliases}, off=off)


def _tuples(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(v) if isinstance(v, (list, tuple)) else v for name, v in body.items()}
