"""Alembic's entry point: runs the chain on the connection that `advisor.database.upgrade` hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], target_metadata=None, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
