"""Alembic's entry: runs the migrations on the connection that ``schema.py`` hands over."""

from alembic import context

from council.store.base import Base
from council.store.models import Meeting  # noqa: F401 - loads every model into the metadata


def run() -> None:
    """Migrate in one transaction; SQLite copies tables to alter them (batch mode)."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
