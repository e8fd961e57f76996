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
        sentences=() if table else tuple(_sentences(whole)),
        rows=tuple((row.cells[0], row.cells[1], row.cells[2]) for row in whole.figures) if table else (),
        disputes=() if table else tuple(_disputes(whole)),
        notes=() if table else (*whole.notes, *held),
        sources=tuple(_source(one) for one in whole.sources),
        passages=shown,
    )


def plain_answer(told: Answer) -> str:
    """Return an answer as text, its sources at the end with their addresses."""
    blocks = [told.turn.said] if told.turn.said else []
    blocks += [sentence_text(one, told) for one in told.sentences]
    if told.rows:
        blocks.append("\n".join(f"{value}: {counts} ({day})" for value, counts, day in told.rows))
    return "\n\n".join([*blocks, *([tail] if (tail := closing(told)) else [])])


def sentence_text(one: AnswerSentence, told: Answer) -> str:
    """Return a sentence with its numbers, under its heading where one begins with it."""
    marks = "".join(f"[{number}]" for number in one.sources)
    before = next((s.heading for s in reversed(told.sentences) if s.number < one.number), "")
    heading = f"{one.heading}\n\n" if one.heading and one.heading != before else ""
    kind = f"{one.kind}: " if one.kind else ""
    return f"{heading}{kind}{one.text} {marks}".rstrip()


def closing(told: Answer) -> str:
    """Return what stands below an answer: where sources differ, what was withheld, passages, sources."""
    blocks = ["\n".join(told.disputes)] if told.disputes else []
    blocks += [f"({note})" for note in told.notes]
    for number, one in enumerate(told.passages, 1):
        lines = [f"{number}. {one.line}", f"“{one.quote}”", *([one.url] if one.url else [])]
        blocks.append("\n".join(lines))
    listed = [f"{_label(one.number)} {one.line} {one.url}".rstrip() for one in told.sources]
    if listed:
        blocks.append("\n".join(["Sources:", *listed]))
    return "\n\n".join(blocks)


def _sentences(whole: Page) -> Iterator[AnswerSentence]:
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
                anchors=tuple(mark.anchor for mark in marks),
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
