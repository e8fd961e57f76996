"""Keeping what users say of outlets: of which country each is.

It outlives the articles of an outlet, and may come before them.
"""

from __future__ import annotations

from sqlalchemy import delete, select

from agent.store.schema_news import OutletRow
from agent.store.store import Store


class Outlets:
    """The outlets of a store. Errors are those of `Store`."""

    def __init__(self, store: Store) -> None:
        """Keep what is said of them in a store."""
        self._store = store

    def set_country(self, outlet: str, code: str) -> None:
        """Note of which country an outlet is, by its ISO 3166 code in lower case; empty forgets it."""
        with self._store.writing() as session:
            session.execute(delete(OutletRow).where(OutletRow.outlet == outlet))
            if code:
                session.add(OutletRow(outlet=outlet, country=code))

    def countries(self) -> dict[str, str]:
        """Return the country of each outlet of which one was noted, by its name."""
        chosen = select(OutletRow.outlet, OutletRow.country)
        with self._store.reading() as session:
            return {outlet: code for outlet, code in session.execute(chosen)}
