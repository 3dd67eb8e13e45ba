"""The store: all SQL, behind functions that take a transaction and return our own nouns.

One file per table family: ``channels`` (communities and channels), ``feeds``, ``items``,
``watches`` (queries, watches, packs), ``stories``, ``deliveries``, ``record`` (decisions, votes,
mutes, changes). ``open_store`` gives the transactions; ``migrate`` brings the file up to date.

To add a function: put it into the file of its table, let it take ``tx: Tx`` first, return
dataclasses or plain values, never rows, and test it in tests/store/ on a real database.
"""

from bot.store.database import Store, Tx, open_store

__all__ = ["Store", "Tx", "open_store"]
