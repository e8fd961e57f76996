"""Run by alembic; the connection is handed over by `agent.store.migrate`, its transaction with it."""

from alembic import context

from agent.store.schema import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
