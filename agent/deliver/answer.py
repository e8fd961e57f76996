"""A turn of a conversation → the answer as programs and pages get it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from agent.deliver import words
from agent.deliver.links import web_link
from agent.deliver.parts import Page, Source
from agent.deliver.view import page
from agent.text.safe import one_line
from agent.types import Answer, AnswerPassage, AnswerSentence, AnswerSource, Article, Briefing, Shown, Turn


def answer(
    conversation: str,
    turn: Turn,
    briefing: Briefing | None,
    passages: Sequence[tuple[Shown, Article]],
    zone: tzinfo,
) -> Answer:
    """Return what came back in a turn.

    Args:
        conversation: Id of its conversation; empty where none is kept.
        turn: The turn.
        briefing: The briefing it names; None for none.
        passages: What it shows, with the articles in which that stands; what is gone is left out.
        zone: In which times are told.
    """
    shown = tuple(_passage(one, article, zone) for one, article in passages)
    if briefing is None or turn.step is None or turn.shown:
        return Answer(conversation=conversation, turn=turn, passages=shown)
    whole = page(briefing, zone)
    table = turn.step.kind == "table"
    held = (whole.held_summary,) if whole.held else ()
    return Answer(
        conversation=conversation,
        turn=turn,
        sentences=() if table else tuple(_sentences(whole, briefing.id)),
        rows=tuple((row.cells[0], row.cells[1], row.cells[2]) for row in whole.figures) if table else (),
        disputes=() if table else tuple(_disputes(whole)),
        notes=() if table else (*whole.notes, *held),
        sources=tuple(_source(one) for one in whole.sources),
        passages=shown,
    )


def pieces(told: Answer) -> list[str]:
    """Return an answer as text in pieces that hold one whole sentence each; joined, they are all of it.

    Sources stand at the end, with their addresses.
    """
    made: list[str] = [f"{told.turn.said}\n\n"] if told.turn.said else []
    heading = ""
    for one in told.sentences:
        begins = one.heading != heading and one.heading
        heading = one.heading
        marks = "".join(f"[{number}]" for number in one.sources)
        kind = f"{one.kind}: " if one.kind else ""
        above = f"\n\n{one.heading}\n\n" if begins else ""
        made.append(f"{above}{kind}{one.text} {marks} ")
    made += [f"{value}: {counts} ({day})\n" for value, counts, day in told.rows]
    tail = "\n\n".join(_below(told))
    return [*made, f"\n\n{tail}\n"] if tail else made


def _below(told: Answer) -> Iterator[str]:
    """Yield what stands below an answer: where sources differ, what was withheld, passages, sources."""
    if told.disputes:
        yield "\n".join(told.disputes)
    yield from (f"({note})" for note in told.notes)
    for number, one in enumerate(told.passages, 1):
        yield "\n".join([f"{number}. {one.line}", f"“{one.quote}”", *([one.url] if one.url else [])])
    if told.sources:
        yield "\n".join(f"{_label(one.number)} {one.line} {one.url}".rstrip() for one in told.sources)


def _sentences(whole: Page, briefing: str) -> Iterator[AnswerSentence]:
    number = 0
    for part in whole.parts:
        for one in part.sentences:
            number += 1
            marks = [mark for mark in one.marks if mark.source.number is not None]
            yield AnswerSentence(
                number=number,
                heading=part.heading,
                text=one.text,
                kind=one.kind,
                sources=tuple(mark.source.number for mark in marks if mark.source.number is not None),
                links=tuple(f"/briefings/{briefing}#{mark.anchor}" for mark in marks),
                behind=one.behind.strip(),
            )


def _disputes(whole: Page) -> Iterator[str]:
    for one in whole.disputes:
        told = "; ".join(f"{row.cells[0]} ({row.cells[1]}, {row.cells[2]})" for row in one.rows)
        yield f"Told differently ({one.type}): {one.variable}: {told}"


def _source(one: Source) -> AnswerSource:
    return AnswerSource(number=one.number, line=one.line, url=one.link.href if one.link is not None else "")


def _passage(one: Shown, article: Article, zone: tzinfo) -> AnswerPassage:
    link = web_link(article.url)
    day = words.day(article.published, zone)
    return AnswerPassage(
        sentence=one.sentence,
        line=one_line(f"{article.publisher}, {day}: {article.headline}"),
        quote=one_line(article.text[one.start : one.end]),
        url=link.href if link is not None else "",
    )


def _label(number: int | None) -> str:
    return f"[{number}]" if number is not None else "[unlisted]"
