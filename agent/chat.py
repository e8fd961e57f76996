"""A conversation: words → what they ask for → a briefing of one section, or passages. START READING HERE.

    answered(words, turns, desk, now)

The answer to a question is a briefing under the profile `answer`: the same writer, the same checks, the same
citations. What is said about an answer (its sources, why a figure stands there) is quoted from it and its
sources; the few sentences that the program adds state nothing of its own about the world.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from math import ceil

from agent.brief import Kit, brief
from agent.errors import EmptyLibrary, NothingFits, NothingToSay, UnusableRequest
from agent.prompts import Profile
from agent.text.figures import figures
from agent.types import (
    Article,
    Briefing,
    CheckedClaim,
    Citation,
    Passage,
    Plan,
    Request,
    Shown,
    Step,
    Turn,
    Window,
)

FEWEST_WORDS = 30
"""Words below which an answer is not cut."""

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


@dataclass(frozen=True)
class Answered:
    """What came back, not kept yet."""

    turn: Turn
    briefing: Briefing | None = None
    """The briefing that was written for it; None where none was."""


def answered(words: str, turns: Sequence[Turn], desk: Desk, now: datetime) -> Answered:
    """Answer a person's words in a conversation; whatever cannot be answered is a turn as well.

    Args:
        words: What the person wrote.
        turns: The conversation so far.
        desk: What answers.
        now: The present moment.
    """
    turn = Turn(number=len(turns) + 1, words=words, step=None, created=now)
    try:
        step = desk.read(words, [one.step for one in turns if one.step is not None], now)
    except UnusableRequest as refusal:
        return Answered(turn.model_copy(update={"said": str(refusal), "refused": True}))
    turn = turn.model_copy(update={"step": step})
    before = next((one for one in reversed(turns) if one.briefing_id), None)
    if step.kind == "ask":
        return _asked(turn, step.request, desk.profile(step.request.profile), desk, now)
    if before is None:
        return _refused(turn, "Nothing was answered before. Ask a question first.")
    return _ABOUT[step.kind](turn, step, before, desk, now)


def _asked(turn: Turn, request: Request, profile: Profile, desk: Desk, now: datetime) -> Answered:
    kit = desk.kit()
    try:
        made = brief(request, profile, kit, now)
    except NothingFits as refusal:
        return _refused(turn, f"{refusal.what}: {refusal.why}.")
    except NothingToSay:
        near = kit.library.nearest(request, now)
        said = "Nothing in the library answers this."
        said += " The nearest passages are about something else:" if near else " No passage comes near."
        shown = [_shown(hit.passage) for hit in near]
        return _refused(turn, said, shown)
    except EmptyLibrary as refusal:
        return _refused(turn, str(refusal))
    return Answered(turn.model_copy(update={"briefing_id": made.id}), made)


# --- about the answer before ---------------------------------------------------------------------------


def _changed(turn: Turn, step: Step, before: Turn, desk: Desk, now: datetime) -> Answered:
    """Tell what was published on the question since the moment that the answer before describes."""
    request, since = step.request, step.request.window.since
    if before.step is not None and request == before.step.request:
        since = desk.briefing(before.briefing_id).as_of
        request = request.model_copy(update={"window": Window(since=since), "as_of": None})
    made = _asked(turn, request, desk.profile(request.profile), desk, now)
    told = f"{since.astimezone(desk.zone):%-d %B %Y, %H:%M}" if since is not None else "then"
    if made.turn.refused:
        return _refused(made.turn, f"Nothing on this was published since {told}.")
    return replace(made, turn=made.turn.model_copy(update={"said": f"Published since {told}:"}))


def _compare(turn: Turn, step: Step, before: Turn, desk: Desk, now: datetime) -> Answered:
    """Answer for the earlier time, and say which figures were other ones."""
    made = _asked(turn, step.request, desk.profile(step.request.profile), desk, now)
    if made.briefing is None:
        return made
    later = {row.counts: row for row in desk.briefing(before.briefing_id).figures}
    pairs = [(row, later[row.counts]) for row in made.briefing.figures if row.counts in later]
    moved = [
        f"{old.counts}: {old.value} then, {new.value} now" for old, new in pairs if old.value != new.value
    ]
    said = f"{_told(step.request.window, desk.zone)}, to compare with the answer before:"
    said += f" {'; '.join(moved)}." if moved else ""
    return replace(made, turn=made.turn.model_copy(update={"said": said}))


def _shorten(turn: Turn, step: Step, before: Turn, desk: Desk, now: datetime) -> Answered:
    """Answer once more, in a share of the words of the answer before."""
    claims = _claims(desk.briefing(before.briefing_id))
    words = sum(len(claim.text.split()) for claim in claims)
    if words <= FEWEST_WORDS:
        return _refused(turn, "The answer before is as short as it can be.")
    profile = desk.profile(step.request.profile)
    plan = _cut(profile.plan, max(FEWEST_WORDS, ceil(words * step.share)), step.share, len(claims))
    return _asked(turn, step.request, replace(profile, plan=plan), desk, now)


def _cut(plan: Plan, words: int, share: float, sentences: int) -> Plan:
    most = max(1, ceil(sentences * share))
    sections = tuple(
        one.model_copy(update={"max": min(one.max, most), "min": min(one.min, one.max, most)})
        for one in plan.sections
    )
    return plan.model_copy(update={"max_words": min(plan.max_words, words), "sections": sections})


def _table(turn: Turn, step: Step, before: Turn, desk: Desk, now: datetime) -> Answered:
    """Show the figures of the answer before as a table."""
    made = desk.briefing(before.briefing_id)
    if not made.figures:
        return _refused(turn, "The answer before has no figures to put into a table.")
    said = "The figures of the answer before:"
    return Answered(turn.model_copy(update={"said": said, "briefing_id": made.id}))


def _sources(turn: Turn, step: Step, before: Turn, desk: Desk, now: datetime) -> Answered:
    """Show the passages that a sentence of the answer before rests on, or all its sentences."""
    claims = _claims(desk.briefing(before.briefing_id))
    number = len(claims) if step.sentence == -1 else step.sentence
    if number is not None and not 1 <= number <= len(claims):
        return _refused(turn, f"The answer before has {_count(len(claims), 'sentence')}.")
    some = [(at, claim) for at, claim in enumerate(claims, 1) if number in (None, at)]
    return _rests_on(turn, "", some, before, desk)


def _explain(turn: Turn, step: Step, before: Turn, desk: Desk, now: datetime) -> Answered:
    """Show what a figure of the answer before rests on."""
    claims = list(enumerate(_claims(desk.briefing(before.briefing_id)), 1))
    if not step.figure:
        return _sources(turn, step, before, desk, now)
    some = [(at, claim) for at, claim in claims if _gives(claim.text, step.figure)]
    if not some:
        return _refused(turn, f"The answer before does not say {step.figure}.")
    at, claim = some[0]
    said = f"Sentence {at} of the answer says so"
    if claim.outlets:
        said += f": {_count(claim.outlets, 'outlet')}, {_count(claim.origins, 'independent origin')}"
    said += "."
    return _rests_on(turn, said, some, before, desk)


_ABOUT: dict[str, Callable[[Turn, Step, Turn, Desk, datetime], Answered]] = {
    "changed": _changed,
    "compare": _compare,
    "shorten": _shorten,
    "table": _table,
    "sources": _sources,
    "explain": _explain,
}


def _rests_on(
    turn: Turn, said: str, claims: Sequence[tuple[int, CheckedClaim]], before: Turn, desk: Desk
) -> Answered:
    shown = [
        _shown(citation, at)
        for at, claim in claims
        for citation in dict.fromkeys(claim.citations)
        if desk.article(citation.article_id, citation.content_hash) is not None
    ]
    if not shown:
        return _refused(turn, "What it rested on is no longer in the library.")
    update = {"said": said, "shown": tuple(shown), "briefing_id": before.briefing_id}
    return Answered(turn.model_copy(update=update))


def _gives(text: str, figure: str) -> bool:
    wanted = {(one.low, one.high) for one in figures(figure)}
    return any((one.low, one.high) in wanted for one in figures(text))


def _claims(made: Briefing) -> list[CheckedClaim]:
    return [claim for section in made.sections for claim in section.claims]


def _shown(place: Citation | Passage, sentence: int = 0) -> Shown:
    return Shown(
        sentence=sentence,
        article_id=place.article_id,
        content_hash=place.content_hash,
        start=place.start,
        end=place.end,
    )


def _refused(turn: Turn, said: str, shown: Sequence[Shown] = ()) -> Answered:
    return Answered(turn.model_copy(update={"said": said, "shown": tuple(shown), "refused": True}))


def _told(window: Window, zone: tzinfo) -> str:
    first, last = window.since, window.until
    if first is None or last is None:
        return "An earlier time"
    return f"{first.astimezone(zone):%-d %B %Y, %H:%M} to {last.astimezone(zone):%-d %B %Y, %H:%M}"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
