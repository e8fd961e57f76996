"""A conversation: words → what they ask for → a briefing of one section, or passages. START READING HERE.

    answered(words, turns, desk, now)

The answer to a question is a briefing under the profile `answer`: the same writer, the same checks, the same
citations (`reply.py`). What is said about an answer (its sources, why a figure stands there) is quoted from
it and its sources (`about_answer.py`); the few sentences that the program adds state nothing of its own about
the world.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from agent.about_answer import ABOUT
from agent.errors import UnusableRequest
from agent.reply import Answered, Desk, Read, asked, refused
from agent.types import Request, Step, Turn

__all__ = ["Answered", "Desk", "Read", "answered"]

NEAR = 6
"""Articles of the answer before that are read again for a question that goes on from it."""


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
        step = desk.read(words, _earlier(turns), now)
    except UnusableRequest as refusal:
        return refused(turn, str(refusal))
    turn = turn.model_copy(update={"step": step})
    if step.kind == "ask":
        request = step.request.model_copy(update={"near": _near(step.request, turns, desk)})
        return asked(turn, request, desk.profile(request.profile), desk, now)
    told = [one for one in turns if _stands(one, step)]
    if not told:
        return refused(turn, "Nothing was answered before. Ask a question first.")
    return ABOUT[step.kind](turn, step, told, desk, now)


def _earlier(turns: Sequence[Turn]) -> list[Step]:
    """Return what was asked before and answered; what was refused counts where nothing else was asked."""
    answers = [one.step for one in turns if one.step is not None and not one.refused]
    return answers or [one.step for one in turns if one.step is not None]


def _near(request: Request, turns: Sequence[Turn], desk: Desk) -> tuple[str, ...]:
    """Return the articles that the answer before rests on, where a question goes on from it."""
    answers = (one for one in reversed(turns) if not one.refused and (one.briefing_id or one.shown))
    before = next(answers, None)
    if before is None or before.step is None:
        return ()
    subject = before.step.request
    goes_on = request.about or request.question.startswith(f"{subject.question.rstrip('?. ')}: ")
    if not goes_on:
        return ()
    shown = [one.article_id for one in before.shown]
    rests = shown or [one.article_id for one in desk.briefing(before.briefing_id).cited()]
    return tuple(dict.fromkeys(rests))[:NEAR]


def _stands(turn: Turn, step: Step) -> bool:
    """Tell whether a turn is an answer that a step can be about; only one to a question can change."""
    if turn.refused or turn.step is None or not (turn.briefing_id or turn.shown):
        return False
    return turn.step.kind == "ask" or step.kind not in ("changed", "compare")
