"""Writing, listing, showing and deleting briefings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.commands.opening import Parts, catch_up, now, opened, opened_store
from agent.commands.output import emit, must_be_writable
from agent.errors import AletheiaError, NothingFits, NothingToSay, UnusableRequest
from agent.guard import say
from agent.settings import Settings, load_settings
from agent.text.safe import one_line, printable

if TYPE_CHECKING:
    from agent.brief import Kit
    from agent.retrieve.library import Hit
    from agent.types import Request

_NEAREST_CHARACTERS = 400
"""Of a passage, as shown beside a refusal: enough to see what it is about."""


@dataclass(frozen=True)
class Asked:
    """What was asked for, as it was typed."""

    question: str
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    profile: str | None = None
    extractive: bool = False
    """No model, even where one is set."""
    model: bool = False
    """A model, so that none set is an error."""


def run_brief(
    asked: Asked, format: str, out: Path | None, home: Path | None, given: Mapping[str, Any] | None = None
) -> int:
    """Write a briefing, keep it, and print it; `given` are settings that were given with the command."""
    from agent.prompts import load_profile

    settings = load_settings(home, **(given or {}))
    plan = load_profile(asked.profile or settings.profile, settings.profiles_folder)
    request = _request(asked, plan.plan.name, settings.zone)
    must_be_writable(out)

    with opened(home, settings) as parts:
        from agent.brief import brief
        from agent.commands.stories import catch_up as catch_up_stories

        kit = _kit(asked, parts)
        catch_up(parts.library)
        catch_up_stories(parts.store)
        moment = now()
        try:
            briefing = brief(request, plan, kit, moment)
        except NothingToSay as refusal:
            raise _refused(refusal, request, parts, moment) from None
        parts.store.save_briefing(briefing)
        for note in briefing.notes:
            say(note)
        try:
            emit(briefing, format, out, settings)
        except AletheiaError:
            say(f"The briefing is kept: `aletheia briefings show {briefing.id}` prints it.")
            raise
    return 0


def _kit(asked: Asked, parts: Parts) -> Kit:
    """Return the parts that write: with a model where one is set, whose worst case is said beforehand."""
    from agent.make import make_kit, make_model_kit, worst_case_of

    settings = parts.settings
    if asked.extractive or not (settings.model or asked.model or settings.judge):
        return make_kit(parts.store, parts.library, settings.zone)
    kit = make_model_kit(parts.store, parts.library, settings)
    say(f"{settings.model}: {worst_case_of(settings)}; usually 1 or 2 requests.{_limits(settings)}")
    return kit


def _limits(settings: Settings) -> str:
    """Return the limits that are set, which hold whatever the worst case is."""
    held = (
        ("requests", settings.max_calls),
        ("tokens", settings.max_tokens),
        ("dollars", settings.max_cost),
    )
    told = ", ".join(f"{value} {name}" for name, value in held if value is not None)
    return f" Your limits hold: {told}." if told else ""


def _request(asked: Asked, profile: str, zone: tzinfo) -> Request:
    from agent.types import Request
    from agent.windows import moment, until_then, window

    question = one_line(asked.question)
    if not question:
        raise UnusableRequest("question", "it is empty", "Say what the briefing is to answer.")
    as_of = moment(asked.as_of, zone)
    return Request(
        question=question,
        window=until_then(window(asked.since, asked.until, zone), as_of, zone),
        as_of=as_of,
        profile=profile,
    )


def _refused(refusal: NothingToSay, request: Request, parts: Parts, moment: datetime) -> NothingToSay:
    """Show what comes closest, and return the refusal; one that found articles has said what there is."""
    if isinstance(refusal, NothingFits):
        return refusal
    nearest = parts.library.nearest(request, moment)
    if not nearest:
        return NothingToSay(refusal.subject, _outside(request, parts))
    say("Nearest passages:")
    for number, hit in enumerate(nearest, 1):
        say(_passage(number, hit, parts.settings.zone))
    return NothingToSay(refusal.subject, "the nearest passages are about something else")


def _passage(number: int, hit: Hit, zone: tzinfo) -> str:
    import textwrap

    published = hit.article.published
    day = f"{published.astimezone(zone):%Y-%m-%d}" if published else "no date"
    text = textwrap.shorten(hit.passage.text, _NEAREST_CHARACTERS, placeholder=" …")
    head = f"{number}. {hit.article.publisher}, {day}: {hit.article.headline}"
    body = textwrap.fill(one_line(text), 88, initial_indent="   ", subsequent_indent="   ")
    return f"{one_line(head)}\n{body}"


def _outside(request: Request, parts: Parts) -> str:
    """Say that nothing was published in the window, and when the articles were."""
    days = [a.published.astimezone(parts.settings.zone).date() for a in parts.store.articles() if a.published]
    if not days:
        return "none of the articles states when it was published; ask without a window"
    if request.window.since is None and request.window.until is None and request.as_of is None:
        return "no article has any of its words"
    return f"nothing was published in that window; the articles are from {min(days)} to {max(days)}"


def run_briefings(home: Path | None) -> int:
    """List the kept briefings."""
    with opened_store(home) as (settings, store):
        for entry in store.briefings():
            when = entry.created.astimezone(settings.zone)
            print(one_line(f"{entry.id}  {when:%Y-%m-%d %H:%M}  {entry.title}  ({entry.question})"))
    return 0


def run_show(name: str, format: str, out: Path | None, home: Path | None) -> int:
    """Print a kept briefing."""
    must_be_writable(out)
    with opened_store(home) as (settings, store):
        emit(store.briefing(name), format, out, settings)
    return 0


def run_delete_briefing(name: str, home: Path | None) -> int:
    """Delete a kept briefing."""
    with opened_store(home) as (_, store):
        store.delete_briefing(name)
    print(f"Deleted briefing {printable(name)}.")
    return 0
