"""Writing, listing, showing and deleting briefings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.commands.asking import Asked, limited, refused, request_of
from agent.commands.opening import Parts, catch_up, now, opened, opened_store
from agent.commands.output import emit, must_be_writable
from agent.commands.picking import picked
from agent.errors import AletheiaError, NothingFits, NothingToSay
from agent.guard import say
from agent.settings import Settings, load_settings
from agent.text.safe import one_line, printable

if TYPE_CHECKING:
    from agent.brief import Kit


@dataclass(frozen=True)
class Ordered:
    """What briefing was asked for, as it was typed."""

    about: Asked
    profile: str | None = None
    extractive: bool = False
    """No model, even where one is set."""
    model: bool = False
    """A model, so that none set is an error."""


def run_brief(
    asked: Ordered, format: str, out: Path | None, home: Path | None, given: Mapping[str, Any] | None = None
) -> int:
    """Write a briefing, keep it, and print it; `given` are settings that were given with the command."""
    from agent.prompts import load_profile

    settings = load_settings(home, **(given or {}))
    plan = load_profile(asked.profile or settings.profile, settings.profiles_folder)
    request = request_of(asked.about, settings.zone).model_copy(update={"profile": plan.plan.name})
    must_be_writable(out, format)

    with opened(home, settings) as parts:
        from agent.brief import brief
        from agent.commands.stories import group_waiting

        request = limited(request, asked.about.sources, parts.store)
        request = picked(request, asked.about.pin, asked.about.exclude, parts.store)
        kit = _kit(asked, parts)
        catch_up(parts.library)
        group_waiting(parts.store)
        moment = now()
        try:
            briefing = brief(request, plan, kit, moment)
        except NothingFits:
            raise  # articles were found, and it says why none of their sentences can be printed
        except NothingToSay as refusal:
            raise refused(refusal, request, parts, moment) from None
        parts.store.save_briefing(briefing)
        for note in briefing.notes:
            say(note)
        try:
            emit(briefing, format, out, settings)
        except AletheiaError:
            say(f"The briefing is kept: `aletheia briefings show {briefing.id}` prints it.")
            raise
    return 0


def _kit(asked: Ordered, parts: Parts) -> Kit:
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


def run_briefings(home: Path | None) -> int:
    """List the kept briefings."""
    with opened_store(home) as (settings, store):
        for entry in store.briefings():
            when = entry.created.astimezone(settings.zone)
            print(one_line(f"{entry.id}  {when:%Y-%m-%d %H:%M}  {entry.title}  ({entry.question})"))
    return 0


def run_show(name: str, format: str, out: Path | None, home: Path | None) -> int:
    """Print a kept briefing."""
    must_be_writable(out, format)
    with opened_store(home) as (settings, store):
        emit(store.briefing(name), format, out, settings)
    return 0


def run_delete_briefing(name: str, home: Path | None) -> int:
    """Delete a kept briefing."""
    with opened_store(home) as (_, store):
        store.delete_briefing(name)
    print(f"Deleted briefing {printable(name)}.")
    return 0
