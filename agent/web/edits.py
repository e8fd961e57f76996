"""An edit on the server: in the places of answers, for whoever the briefing belongs to."""

from __future__ import annotations

from fastapi.concurrency import run_in_threadpool

from agent.commands.opening import now
from agent.overseen import Watch
from agent.revising import revised, version_of
from agent.types import EditReport, SentenceEdit
from agent.web.house import House
from agent.web.turns import admitted
from agent.web.work import Job


async def begin_edit(
    house: House, owner: str, briefing_id: str, number: int, version: int, edit: SentenceEdit | None
) -> Job[EditReport]:
    """Have a sentence edited, and return what comes of it on its way; None in place of an edit deletes it.

    It costs nothing unless a model judges.

    Raises:
        NotFound: the owner has no such briefing.
        EditedMeanwhile: it is another version by now.
        NotNow: there is no place, or the owner has had what they may have.
    """
    briefing = await run_in_threadpool(version_of, briefing_id, version, owner, house.store)

    def do(watch: Watch) -> EditReport:
        kit = house.desk(owner, watch).kit()
        checker, judge = kit.checker, kit.judge
        return revised(briefing, number, edit, owner, house.store, house.settings, checker, judge, now())

    return await admitted(house, owner, do, free=edit is None or not house.settings.judge)
