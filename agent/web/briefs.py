"""A briefing on the server: in the same places, with the same money and the same end as a turn.

job = await begin_briefing(house, owner, call)
async for name, value in events(job, told_last): ...      # or: line = await finished(job)
"""

from __future__ import annotations

from collections.abc import Iterator

from fastapi.concurrency import run_in_threadpool

from agent.brief import brief
from agent.commands.asking import Asked, explained, limited, request_of
from agent.commands.opening import Parts, now
from agent.commands.picking import picked
from agent.errors import NothingFits, NothingToSay
from agent.overseen import Watch
from agent.prompts import Profile, load_profile
from agent.types import BriefCall, BriefingLine, Request, RewriteCall
from agent.web.house import House
from agent.web.turns import Event, admitted
from agent.web.work import Job


async def begin_briefing(house: House, owner: str, call: BriefCall) -> Job[BriefingLine]:
    """Have a briefing written and kept, and return its line on its way; what cannot be done has no place.

    Raises:
        UnusableRequest: a day, a language or an outlet is none.
        UnknownProfile: there is no such profile.
        NotNow: there is no place, or the owner has had what they may have.
    """
    request, profile = await run_in_threadpool(_meant, house, call)
    return await admitted(house, owner, lambda watch: _written(house, owner, request, profile, watch))


async def begin_rewrite(house: House, owner: str, briefing_id: str, call: RewriteCall) -> Job[BriefingLine]:
    """Have what a briefing was asked for written anew, with other pins and exclusions, as another one.

    Raises:
        NotFound: the owner may read no such briefing.
        UnusableRequest: what is pinned or excluded is not there.
        UnknownProfile: its profile is gone.
        NotNow: there is no place, or the owner has had what they may have.
    """
    request, profile = await run_in_threadpool(_again, house, owner, briefing_id, call)
    return await admitted(house, owner, lambda watch: _written(house, owner, request, profile, watch))


def told_last(line: BriefingLine) -> Iterator[Event]:
    """Yield what a stream ends with."""
    yield "briefing", line


def _meant(house: House, call: BriefCall) -> tuple[Request, Profile]:
    settings = house.settings
    profile = load_profile(call.profile or settings.profile, settings.profiles_folder)
    asked = Asked(call.question, call.since, call.until, call.as_of, call.outlets, call.language)
    request = limited(request_of(asked, settings.zone), asked.sources, house.store)
    request = picked(request, call.pin, call.exclude, house.store)
    return request.model_copy(update={"profile": profile.plan.name}), profile


def _again(house: House, owner: str, briefing_id: str, call: RewriteCall) -> tuple[Request, Profile]:
    before = house.store.briefing(briefing_id, owner)
    profile = load_profile(before.profile, house.settings.profiles_folder)
    asked = before.asked or Request(question=before.question, window=before.window, profile=before.profile)
    return picked(asked, call.pin, call.exclude, house.store), profile


def _written(house: House, owner: str, request: Request, profile: Profile, watch: Watch) -> BriefingLine:
    kit, moment = house.desk(owner, watch).kit(), now()
    try:
        made = brief(request, profile, kit, moment)
    except NothingFits:
        raise  # articles were found, and it says why none of their sentences can be printed
    except NothingToSay as refusal:
        parts = Parts(house.settings, house.store, house.library)
        raise explained(refusal, request, parts, house.library.nearest(request, moment)) from None
    watch.step("keeping")
    house.store.save_briefing(made, owner)
    return BriefingLine(
        id=made.id,
        created=made.created,
        question=made.question,
        profile=made.profile,
        title=made.title,
        owner=owner,
    )
