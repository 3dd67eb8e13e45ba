"""The one place that names a database: an INSERT that can say what to do on a conflict.

PostgreSQL's, in ``sqlalchemy.dialects.postgresql``, takes the same clauses.
"""

from sqlalchemy.dialects.sqlite import insert

__all__ = ["insert"]
