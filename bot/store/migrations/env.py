"""Alembic's entrance: runs the versions/ on the connection that store/migrate.py hands over."""

from alembic import context

from bot.store import tables

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=tables.items.metadata,
    render_as_batch=True,
    transactional_ddl=True,  # SQLite can, if BEGIN is said: store/migrate.py does
)
with context.begin_transaction():
    context.run_migrations()
