"""What words ask for, read by a chat model in one call: the words and earlier questions, never an article.

What it answers is held to the library and the clock: an outlet that is not there, a time to come or a figure
that was not typed is no reading, and the rules of `followups.py` read the words instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from agent.errors import UnusableRequest
from agent.followups import ANSWER, REPORT
from agent.text.fence import fenced, foreign
from agent.text.safe import one_line
from agent.types import ChatModel, Meter, Prompt, Record, Request, Step, StepKind, Window

MOST_WORDS, MOST_EARLIER = 2000, 6
"""Characters of what is typed that are sent, and how many earlier questions are."""
MOST_QUESTION = 500
"""Characters that a question made of them may have."""

Fill = Callable[[str, Mapping[str, str]], Prompt]
"""Fills the prompt of a name with values."""
Outlets = Callable[[str], Sequence[str]]
"""Gives the outlets that a name stands for; none if unknown."""


class Reading(Record):
    """What a model takes words to ask for; every field is answered."""

    kind: StepKind
    """What is asked for."""
    question: str
    """The question as it stands alone."""
    since: str
    """First day that counts, YYYY-MM-DD; empty for an open end."""
    until: str
    """Last day that counts."""
    as_of: str
    """Day at whose end something was known."""
    outlets: tuple[str, ...]
    """Outlets as they were typed; empty for all."""
    sentence: int
    """Number of a sentence of the answer before; 0 for none, -1 for the last."""
    figure: str
    """Figure to explain, as it was typed."""
    share: float
    """Length that is wanted, as a share of the answer before."""
    report: bool
    """A briefing in sections is asked for."""
    goes_on: bool
    """It goes on from the question before."""
    complete: Literal[True]
    """Written last."""


def read_by_model(
    words: str,
    earlier: Sequence[Step],
    now: datetime,
    zone: tzinfo,
    outlets: Outlets,
    model: ChatModel,
    meter: Meter,
    fill: Fill,
) -> Step | None:
    """Return what a model takes words to ask for; None where it fails, or where that cannot be.

    Args:
        words: What the person wrote.
        earlier: What the turns before asked for, oldest first.
        now: The present moment.
        zone: In which days begin and end.
        outlets: Finds outlets by what they are called.
        model: Answers in a schema.
        meter: What the call may cost.
        fill: Fills the prompt's file.
    """
    questions = [one.request for one in earlier if one.kind == "ask"][-MOST_EARLIER:]
    values = {
        "moment": f"{now.astimezone(zone):%A, %Y-%m-%d %H:%M}",
        "earlier": fenced(foreign(_told(one, zone)) for one in questions) if questions else "(none)",
        "words": fenced([foreign(words[:MOST_WORDS])]),
    }
    reply = model.complete(fill("request", values), Reading, meter)
    if reply.value is None:
        return None
    try:
        return _step(reply.value, words, earlier, now, zone, outlets)
    except (ValueError, UnusableRequest):  # not a day, or not an outlet of the library
        return None


def _step(
    read: Reading, words: str, earlier: Sequence[Step], now: datetime, zone: tzinfo, outlets: Outlets
) -> Step | None:
    question = one_line(read.question).strip()
    about = read.kind != "ask"
    if not question or len(question) > MOST_QUESTION or (about and not earlier):
        return None
    if read.kind == "explain" and read.figure and read.figure not in words:
        return None
    since, until, as_of = (_day(one) for one in (read.since, read.until, read.as_of))
    today = now.astimezone(zone).date()
    if any(day is not None and day > today for day in (since, as_of)):
        return None
    if since is not None and until is not None and since > until:
        return None
    named = [outlets(name) for name in read.outlets]
    if not all(named) or not 0 < read.share <= 1:
        return None
    asked = Request(
        question=question,
        window=Window(
            since=_start(since, zone) if since else None,
            until=_start(until + timedelta(days=1), zone) if until else None,
        ),
        as_of=_start(as_of + timedelta(days=1), zone) - timedelta(seconds=1) if as_of else None,
        outlets=tuple(sorted({name for some in named for name in some})),
        profile=REPORT if read.report and not about else ANSWER,
    )
    timed = bool(since or until or as_of)
    if read.kind == "compare" and not timed:
        return None
    return Step(
        kind=read.kind,
        request=_request(read, asked, earlier, timed),
        sentence=read.sentence or None,
        figure=read.figure if read.kind == "explain" else "",
        share=_share(read),
    )


def _share(read: Reading) -> float:
    if read.kind != "shorten":
        return 1.0
    return read.share if read.share < 1 else 0.5


def _request(read: Reading, asked: Request, earlier: Sequence[Step], timed: bool) -> Request:
    """Return the request: a question, with the one that it goes on from; of an answer, that answer's own."""
    questions = [one.request for one in earlier if one.kind == "ask"]
    if read.kind == "ask":
        before = questions[-1] if questions and read.goes_on else None
        about = (before.about or before.question) if before is not None else ""
        return asked.model_copy(update={"about": about if about != asked.question else ""})
    last = questions[-1] if questions else earlier[-1].request
    if read.kind in ("changed", "compare") and timed:
        return last.model_copy(update={"window": asked.window, "as_of": asked.as_of})
    return last if read.kind in ("changed", "compare") else earlier[-1].request


def _told(request: Request, zone: tzinfo) -> str:
    """Return an earlier question with its limits."""
    window = request.window
    limits = [
        f"since {window.since.astimezone(zone):%Y-%m-%d}" if window.since else "",
        f"until {(window.until - timedelta(seconds=1)).astimezone(zone):%Y-%m-%d}" if window.until else "",
        f"as of {request.as_of.astimezone(zone):%Y-%m-%d}" if request.as_of else "",
        f"only {', '.join(request.outlets)}" if request.outlets else "",
    ]
    return "; ".join((request.whole, *(one for one in limits if one)))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _start(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)
