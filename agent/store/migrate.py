"""Bringing a store up to date, in one transaction: all of it or nothing."""

from __future__ import annotations

from importlib.resources import files

from sqlalchemy import Connection, inspect, text

from agent.errors import StoreError
from agent.store.schema import HEAD


def migrate(connection: Connection, where: str) -> None:
    """Bring the schema to the newest revision; a store that has it already costs one query.

    Raises:
        StoreError: the store was written by a newer version of this program.
    """
    revision = current(connection)
    if revision == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(files("agent") / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise StoreError(
            where,
            f"it was written by a newer version of aletheia (revision {revision}, this one knows {HEAD})",
            "Upgrade aletheia, or name another home folder.",
        )
    command.upgrade(config, "head")


def current(connection: Connection) -> str | None:
    """Return the revision a store was left in; None for a new one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision
