"""Keeping what is followed: feeds, sites and folders with the state of each.

followed = Followed(store)
followed.add(source)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from agent.errors import NotFound
from agent.store.schema import FollowedRow
from agent.store.schema_news import OutageRow
from agent.store.store import Store
from agent.types import Source, SourceState


class Outage(NamedTuple):
    """A time in which a source could not be read."""

    began: datetime
    """When it was last read before, or first asked."""
    ended: datetime | None
    """When it was read again; None while it cannot be."""


class Followed:
    """The sources of a store. Errors are those of `Store`."""

    def __init__(self, store: Store) -> None:
        """Keep them in a store."""
        self._store = store

    def add(self, sources: Sequence[Source]) -> list[Source]:
        """Follow sources; return those that were not followed yet, in order."""

        def work(session: Session) -> list[Source]:
            known = set(session.scalars(select(FollowedRow.id)))
            fresh = list({s.id: s for s in sources if s.id not in known}.values())
            if fresh:
                session.execute(insert(FollowedRow), [_values(source) for source in fresh])
            return fresh

        return self._store.transact(work)

    def all(self) -> list[Source]:
        """Return every source, in the order in which they were added."""
        chosen = select(FollowedRow).order_by(FollowedRow.added, FollowedRow.address)
        return self._store.consult(lambda session: [_source(row) for row in session.scalars(chosen)])

    def meant(self, reference: str) -> Source:
        """Return the source a person means by its address, its id, or the beginning of either.

        Raises:
            NotFound: none is meant, or several.
        """
        sources = self.all()
        exact = [s for s in sources if reference in (s.id, s.address, s.publisher)]
        near = exact or [s for s in sources if s.id.startswith(reference) or s.address.startswith(reference)]
        if len(near) != 1:
            why = "several sources begin like that" if near else "no source has that address or id"
            raise NotFound(reference, why, "`aletheia source list` shows them.")
        return near[0]

    def keep(self, source: Source) -> None:
        """Keep what has become of a source; one that was removed meanwhile stays away."""

        def work(session: Session) -> None:
            row = session.get(FollowedRow, source.id)
            if row is None:
                return
            _note(session, SourceState.model_validate(row.state), source)
            session.execute(update(FollowedRow).where(FollowedRow.id == source.id).values(**_values(source)))

        self._store.transact(work)

    def outages(self) -> dict[str, list[Outage]]:
        """Return, by id of the source, when it could not be read, oldest first."""

        def work(session: Session) -> dict[str, list[Outage]]:
            found: dict[str, list[Outage]] = {}
            for row in session.scalars(select(OutageRow).order_by(OutageRow.began)):
                found.setdefault(row.source_id, []).append(Outage(row.began, row.ended))
            return found

        return self._store.consult(work)

    def remove(self, source: Source) -> None:
        """Follow a source no more; its articles stay."""
        gone = delete(FollowedRow).where(FollowedRow.id == source.id)
        self._store.transact(lambda session: session.execute(gone))


def _note(session: Session, before: SourceState, source: Source) -> None:
    """Note that an outage begins, or that it is over."""
    now = source.state
    out, was = bool(now.failures or now.gone), bool(before.failures or before.gone)
    if out and not was and (began := before.succeeded or now.checked) is not None:
        session.merge(OutageRow(source_id=source.id, began=began, ended=None))
    # A source that is resumed is not read yet: its outage goes on until it is.
    read = now.succeeded is not None and (before.succeeded is None or now.succeeded > before.succeeded)
    if read and not out:
        row = OutageRow
        still = update(row).where(row.source_id == source.id, row.ended.is_(None))
        session.execute(still.values(ended=now.succeeded))


def _values(source: Source) -> dict[str, object]:
    values = source.model_dump(exclude={"state"})
    return {**values, "state": source.state.model_dump(mode="json")}


def _source(row: FollowedRow) -> Source:
    return Source(
        id=row.id,
        kind=row.kind,
        address=row.address,
        publisher=row.publisher,
        language=row.language,
        added=row.added,
        paused=row.paused,
        state=SourceState.model_validate(row.state),
    )
