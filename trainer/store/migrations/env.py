"""Run by Alembic for each migration: on a connection that is given, or to print the SQL."""

from alembic import context

from trainer.store.tables import Base

connection = context.config.attributes.get("connection")
if connection is None:
    context.configure(
        dialect_name=context.config.get_main_option("dialect"),
        target_metadata=Base.metadata,
        literal_binds=True,
    )
else:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
context.run_migrations()
