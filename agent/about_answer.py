"""What can be said about an answer: what changed since, how it compares, shorter, as a table, its sources.

All of it is quoted from the answer and its sources, or is a new answer under the same checks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from math import ceil
from types import MappingProxyType

from agent.reply import Answered, Desk, asked, place, refused
from agent.text.figures import figures
from agent.text.telling import telling
from agent.types import Briefing, CheckedClaim, FigureRow, Request, Shown, Step, Turn, Window

FEWEST_WORDS = 30
"""Words below which an answer is not cut."""
QUOTED = "The answer before quotes passages as they stand."
"""What is said of an answer that is no briefing."""

MOST_QUOTED = 3
"""Passages that are quoted where no answer gives a figure."""
UNTABLED = "There are no checked figures in it for a table:"
"""What is said where a table has no rows."""

About = Callable[[Turn, Step, Sequence[Turn], Desk, datetime], Answered]
"""Answers a turn about the answers before, the latest last."""


def _changed(turn: Turn, step: Step, told: Sequence[Turn], desk: Desk, now: datetime) -> Answered:
    """Tell what was published on the question since the moment that the answer before describes.

    Where that is nothing, the last answer to the same question that describes an earlier moment counts.
    """
    request = step.request
    if told[-1].step is None or request != told[-1].step.request:  # a time was said
        return _since(turn, request, request.window.since, desk, now)
    moments = [_moment(one, desk) for one in reversed(told) if _asks_the_same(one, request)]
    earlier = next((one for one in moments[1:] if one < moments[0]), None)
    made = _since(turn, request, moments[0], desk, now)
    return made if earlier is None or not made.turn.refused else _since(turn, request, earlier, desk, now)


def _since(turn: Turn, request: Request, since: datetime | None, desk: Desk, now: datetime) -> Answered:
    request = request.model_copy(update={"window": Window(since=since), "as_of": None})
    made = asked(turn, request, desk.profile(request.profile), desk, now)
    moment = f"{since.astimezone(desk.zone):%-d %B %Y, %H:%M}" if since is not None else "then"
    if made.turn.refused:
        return refused(made.turn, f"Nothing on this was published since {moment}.")
    return replace(made, turn=made.turn.model_copy(update={"said": f"Published since {moment}:"}))


def _moment(turn: Turn, desk: Desk) -> datetime:
    """Return the moment that an answer describes."""
    asked_of = turn.step.request.as_of if turn.step is not None else None
    return asked_of or (desk.briefing(turn.briefing_id).as_of if turn.briefing_id else turn.created)


def _asks_the_same(turn: Turn, request: Request) -> bool:
    return turn.step is not None and turn.step.request.whole == request.whole


def _compare(turn: Turn, step: Step, told: Sequence[Turn], desk: Desk, now: datetime) -> Answered:
    """Answer for the other time, and say which figures are other ones."""
    made = asked(turn, step.request, desk.profile(step.request.profile), desk, now)
    if made.turn.refused:
        return made
    moved: list[str] = []
    if made.briefing is not None and told[-1].briefing_id:
        moved = moves(made.briefing.figures, desk.briefing(told[-1].briefing_id).figures)
    said = f"{_time(step.request, desk.zone)}, to compare with the answer before:"
    said += f" {'; '.join(moved)}." if moved else ""
    return replace(made, turn=made.turn.model_copy(update={"said": said}))


def moves(then: Sequence[FigureRow], now: Sequence[FigureRow]) -> list[str]:
    """Return which figures of one table have another value in a second one, a phrase each.

    Rows are of the same thing where the words for what they count are the same but for order and form.
    """
    later = {telling(row.counts): row for row in now}
    pairs = [(row, later[telling(row.counts)]) for row in then if telling(row.counts) in later]
    return [
        f"{old.counts}: {old.value} then, {new.value} now" for old, new in pairs if old.value != new.value
    ]


def _shorten(turn: Turn, step: Step, told: Sequence[Turn], desk: Desk, now: datetime) -> Answered:
    """Keep as many sentences of the answer before as fit a share of its words: nothing is said otherwise."""
    before = told[-1]
    if not before.briefing_id:
        shown = before.shown[: ceil(len(before.shown) * step.share)]
        return Answered(turn.model_copy(update={"said": QUOTED, "shown": shown}))
    claims = _claims(desk.briefing(before.briefing_id))
    words = sum(len(claim.text.split()) for claim in claims)
    if len(claims) == 1 or words <= FEWEST_WORDS:
        said = "The answer before is as short as it can be:"
        return Answered(turn.model_copy(update={"said": said, "briefing_id": before.briefing_id}))
    kept = _foremost(claims, max(FEWEST_WORDS, ceil(words * step.share)), step.request, desk)
    made = desk.fewer(desk.briefing(before.briefing_id), kept, now)
    if made is None:
        return refused(turn, "What it rested on is no longer in the library.")
    return Answered(turn.model_copy(update={"briefing_id": made.id}), made)


def _foremost(claims: Sequence[CheckedClaim], most: int, request: Request, desk: Desk) -> list[CheckedClaim]:
    """Return the sentences that take up most of the question and fit so many words; one at least."""
    library = desk.kit().library
    shares = {claim.id: library.takes_up(request, [claim.text]) for claim in claims}
    kept: list[CheckedClaim] = []
    for claim in sorted(claims, key=lambda claim: -shares[claim.id]):
        length = len(claim.text.split())
        if not kept or length <= most:
            kept.append(claim)
            most -= length
    return kept


def _table(turn: Turn, step: Step, told: Sequence[Turn], desk: Desk, now: datetime) -> Answered:
    """Show the figures of the answer before as a table."""
    before = told[-1]
    if not before.briefing_id:
        return Answered(turn.model_copy(update={"said": f"{QUOTED} {UNTABLED}", "shown": before.shown}))
    said = "The figures of the answer before:" if desk.briefing(before.briefing_id).figures else UNTABLED
    return Answered(turn.model_copy(update={"said": said, "briefing_id": before.briefing_id}))


def _sources(turn: Turn, step: Step, told: Sequence[Turn], desk: Desk, now: datetime) -> Answered:
    """Show the passages that a sentence of the answer before rests on, or all its sentences."""
    before = told[-1]
    if not before.briefing_id:
        return _quotes(turn, before.shown, step.sentence)
    claims = _claims(desk.briefing(before.briefing_id))
    number = len(claims) if step.sentence == -1 else step.sentence
    if number is not None and not 1 <= number <= len(claims):
        return refused(turn, f"The answer before has {_count(len(claims), 'sentence')}.")
    some = [(at, claim) for at, claim in enumerate(claims, 1) if number in (None, at)]
    return _rests_on(turn, "", some, before, desk)


def _quotes(turn: Turn, shown: Sequence[Shown], number: int | None) -> Answered:
    """Show passages that were quoted once more, or one of them."""
    if number is not None and number != -1 and not 1 <= number <= len(shown):
        return refused(turn, f"The answer before quotes {_count(len(shown), 'passage')}.")
    some = shown if number is None else shown[-1:] if number == -1 else shown[number - 1 : number]
    return Answered(turn.model_copy(update={"said": QUOTED, "shown": tuple(some)}))


def _explain(turn: Turn, step: Step, told: Sequence[Turn], desk: Desk, now: datetime) -> Answered:
    """Show what a figure rests on, of the latest answer that gives it."""
    if not step.figure:
        return _sources(turn, step, told, desk, now)
    for before in reversed(told):
        if not before.briefing_id:
            some_shown = [one for one in before.shown if gives(_text(one, desk), step.figure)]
            if some_shown:
                return Answered(turn.model_copy(update={"said": QUOTED, "shown": tuple(some_shown)}))
            continue
        claims = enumerate(_claims(desk.briefing(before.briefing_id)), 1)
        some = [(at, claim) for at, claim in claims if gives(claim.text, step.figure)]
        if some:
            return _rests_on(
                turn, _backed(*some[0], "" if before is told[-1] else " before"), some, before, desk
            )
    return _elsewhere(turn, step, told[-1], desk, now)


def _elsewhere(turn: Turn, step: Step, before: Turn, desk: Desk, now: datetime) -> Answered:
    """Quote the passages on the question before that give a figure which no answer has given."""
    asked_of = before.step.request if before.step is not None else step.request
    said = f"No answer of this conversation says {step.figure}"
    read = desk.kit().library.find(asked_of, now) if figures(step.figure) else []  # a year is no figure
    found = [e for e in read if gives(e.text, step.figure)]
    shown = tuple(
        Shown(
            sentence=0, article_id=e.article.id, content_hash=e.article.content_hash, start=e.start, end=e.end
        )
        for e in found[:MOST_QUOTED]
    )
    if not shown:
        return refused(turn, f"{said}.")
    return Answered(turn.model_copy(update={"said": f"{said}; passages on the question do:", "shown": shown}))


def _backed(at: int, claim: CheckedClaim, which: str) -> str:
    said = f"Sentence {at} of the answer{which} says so"
    if claim.outlets:
        said += f": {_count(claim.outlets, 'outlet')}, {_count(claim.origins, 'independent origin')}"
    return f"{said}."


ABOUT: Mapping[str, About] = MappingProxyType(
    {
        "changed": _changed,
        "compare": _compare,
        "shorten": _shorten,
        "table": _table,
        "sources": _sources,
        "explain": _explain,
    }
)
"""What carries out a step about the answer before, by its kind."""


def _rests_on(
    turn: Turn, said: str, claims: Sequence[tuple[int, CheckedClaim]], before: Turn, desk: Desk
) -> Answered:
    shown = [
        place(citation, at)
        for at, claim in claims
        for citation in dict.fromkeys(claim.citations)
        if desk.article(citation.article_id, citation.content_hash) is not None
    ]
    if not shown:
        return refused(turn, "What it rested on is no longer in the library.")
    update = {"said": said, "shown": tuple(shown), "briefing_id": before.briefing_id}
    return Answered(turn.model_copy(update=update))


def gives(text: str, figure: str) -> bool:
    """Tell whether a text gives a figure, in digits or words; what is no figure must stand in it as typed."""
    wanted = {(one.low, one.high) for one in figures(figure)}
    if wanted and any((one.low, one.high) in wanted for one in figures(text)):
        return True
    return bool(re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\d]|[.,]\d)", text))


def _text(shown: Shown, desk: Desk) -> str:
    article = desk.article(shown.article_id, shown.content_hash)
    return article.text[shown.start : shown.end] if article is not None else ""


def _claims(made: Briefing) -> list[CheckedClaim]:
    return [claim for section in made.sections for claim in section.claims]


def _time(request: Request, zone: tzinfo) -> str:
    first, last = request.window.since, request.window.until
    if first is None or last is None:
        moment = request.as_of
        return f"As of {moment.astimezone(zone):%-d %B %Y, %H:%M}" if moment is not None else "Another time"
    return f"{first.astimezone(zone):%-d %B %Y, %H:%M} to {last.astimezone(zone):%-d %B %Y, %H:%M}"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
