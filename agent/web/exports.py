"""A briefing as a file for whoever asks the server for it."""

from __future__ import annotations

from fastapi.concurrency import run_in_threadpool

from agent.exporting import exported
from agent.types import File, FileKind
from agent.web.house import House
from agent.web.turns import admitted, finished


async def export_for(
    house: House, reader: str, briefing_id: str, kind: FileKind, version: int | None = None
) -> File:
    """Return a briefing as a file; a pack is checked while it is made, and takes a place for that.

    Raises:
        NotFound: the reader may read no such briefing, or it has no such version.
        CannotPack: something about it does not hold.
        NotNow: there is no place for a pack, or the reader has had what they may have.
    """
    made = await run_in_threadpool(house.store.briefing, briefing_id, reader, version)
    if kind != "pack":
        return await run_in_threadpool(exported, made, kind, house.store, house.settings)
    job = await admitted(
        house, reader, lambda _: exported(made, kind, house.store, house.settings), free=True
    )
    try:
        return await finished(job)
    finally:
        job.stop()
