"""What answers a question: a checked briefing of one section, else quoted passages, else a refusal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from agent import chat_words as say
from agent.brief import Kit, brief
from agent.check.disagree import contests
from agent.errors import EmptyLibrary, NothingFits, NothingToSay
from agent.prompts import Profile
from agent.retrieve.library import Hit
from agent.types import (
    Article,
    Briefing,
    CheckedClaim,
    Citation,
    Evidence,
    Passage,
    Request,
    Shown,
    Step,
    Turn,
)
from agent.write.tolls import overtaken

ENOUGH, MUCH = 0.65, 0.25
"""Share of the question that some sentence of an answer takes up; how much more a passage takes up that is
quoted in its place."""

Read = Callable[[str, Sequence[Step], datetime], Step]
"""Makes out what words ask for, given what was asked before."""


@dataclass(frozen=True)
class Desk:
    """What answers, put together by whoever opens the store."""

    kit: Callable[[], Kit]
    """The parts that write, with a budget of their own for each turn."""
    read: Read
    """By rules, or by a model."""
    profile: Callable[[str], Profile]
    """Loads a section plan."""
    briefing: Callable[[str], Briefing]
    """Returns a kept briefing."""
    article: Callable[[str, str], Article | None]
    """Returns a version of an article."""
    zone: tzinfo
    """In which times are told."""
    fewer: Callable[[Briefing, Sequence[CheckedClaim], datetime], Briefing | None]
    """Returns a briefing with some of its sentences only; None where what it rests on is gone."""
    foremost: Callable[[Request, datetime], str]
    """Returns the headline of the story that most outlets told in a request's time; empty where none did."""


@dataclass(frozen=True)
class Answered:
    """What came back, not kept yet."""

    turn: Turn
    briefing: Briefing | None = None
    """The briefing that was written for it; None where none was."""


def asked(turn: Turn, request: Request, profile: Profile, desk: Desk, now: datetime) -> Answered:
    """Answer a question, or refuse with the passages that come nearest."""
    kit = desk.kit()
    try:
        made = brief(request, profile, kit, now)
    except NothingFits:
        return _quoted(turn, request, kit, now)
    except NothingToSay:
        if say.OPEN.fullmatch(request.whole) and (headline := desk.foremost(request, now)):
            return _of_the_day(turn, request.model_copy(update={"question": headline}), profile, desk, now)
        near = kit.library.nearest(request, now)
        said = "Nothing in the library answers this."
        said += " The nearest passages are about something else:" if near else " No passage comes near."
        return refused(turn, said, [place(hit.passage) for hit in near])
    except EmptyLibrary as refusal:
        return refused(turn, str(refusal))
    if len(profile.plan.sections) == 1:  # a short answer, held to the question
        told = kit.library.takes_up(request, (c.text for part in made.sections for c in part.claims))
        close = kit.library.closest(request, now, told + MUCH) if told < ENOUGH else ()
        if close := _holding(close, request, kit, now):
            return _shows(turn, close)
    return Answered(turn.model_copy(update={"briefing_id": made.id}), made)


def _of_the_day(turn: Turn, request: Request, profile: Profile, desk: Desk, now: datetime) -> Answered:
    """Answer a question that names nothing with the story that most tell."""
    made = asked(turn, request, profile, desk, now)
    said = f"The story that most outlets tell: {request.question}"
    return made if made.turn.refused else replace(made, turn=made.turn.model_copy(update={"said": said}))


def _quoted(turn: Turn, request: Request, kit: Kit, now: datetime) -> Answered:
    """Quote the passages on a question of which no sentence can stand alone."""
    close = _holding(kit.library.closest(request, now), request, kit, now)
    if not close:
        near = [place(hit.passage) for hit in kit.library.nearest(request, now)]
        return refused(turn, "No sentence in the library answers this. The nearest passages:", near)
    return _shows(turn, close)


def _holding(close: Sequence[Hit], request: Request, kit: Kit, now: datetime) -> list[Hit]:
    """Return the passages without a figure that a newer or wider count has overtaken."""
    if not close:
        return []
    evidence = kit.library.find(request, now)
    contested = contests(evidence)
    late = [e for e in evidence if contested.outdated(e)]
    passed = overtaken(evidence)
    late += [e for e in evidence if e.label in passed]
    return [hit for hit in close if not any(_in(e, hit.passage) for e in late)]


def _in(e: Evidence, passage: Passage) -> bool:
    return e.article.id == passage.article_id and passage.start <= e.start < passage.end


def _shows(turn: Turn, close: Sequence[Hit]) -> Answered:
    shown = tuple(place(hit.passage) for hit in close)
    said = "No sentence answers this by itself. The passages that come closest:"
    return Answered(turn.model_copy(update={"said": said, "shown": shown}))


def refused(turn: Turn, said: str, shown: Sequence[Shown] = ()) -> Answered:
    """Return a turn that answers nothing, and says why."""
    return Answered(turn.model_copy(update={"said": said, "shown": tuple(shown), "refused": True}))


def place(of: Citation | Passage, sentence: int = 0) -> Shown:
    """Return a citation or passage as it is shown, for a sentence of the answer or for none."""
    return Shown(
        sentence=sentence,
        article_id=of.article_id,
        content_hash=of.content_hash,
        start=of.start,
        end=of.end,
    )
