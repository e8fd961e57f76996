"""Answers of tools → text for a model: what comes from articles stands between marks that it cannot write.

Pure.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import tzinfo

from agent.deliver import words
from agent.deliver.board import weight
from agent.deliver.found import Marks, found
from agent.deliver.plain import plain, wrapped
from agent.deliver.talk import answer
from agent.deliver.verdicts import shown
from agent.deliver.view import page
from agent.text.fence import fenced_text
from agent.text.safe import one_line
from agent.types import (
    NOTICE,
    AskAnswer,
    BriefAnswer,
    CallAnswer,
    CheckAnswer,
    Quoted,
    SearchAnswer,
    SpikesAnswer,
    SpikeSeen,
    StoriesAnswer,
    Story,
)

_UNMARKED = Marks(matched=("", ""), headline=("", ""))
"""A model finds the words itself."""
_NEAREST = 400
"""Characters of a passage beside a refusal: enough to see what it is about."""


def told(answer: CallAnswer, zone: tzinfo) -> str:
    """Return an answer as text, times in the given zone."""
    if answer.refused:
        head, blocks = "Nothing was answered.", [*_refusal(answer, zone)]
    else:
        head, blocks = "This was found.", [*_body(answer, zone)]
    if answer.degraded:
        blocks.append(wrapped(one_line(answer.degraded)))
    if isinstance(answer, AskAnswer) and answer.conversation:
        head += f" A follow-up needs the conversation {answer.conversation}."
    return framed(head, "\n\n".join(blocks))


def framed(head: str, body: str) -> str:
    """Return a sentence of ours, how to read what follows, and that between the marks."""
    return f"{head}\n{NOTICE}\n{fenced_text(body)}"


def _body(one: CallAnswer, zone: tzinfo) -> Iterator[str]:
    if isinstance(one, SearchAnswer) and one.found is not None:
        yield found(one.found.model_copy(update={"degraded": ""}), zone, _UNMARKED)
    elif isinstance(one, BriefAnswer) and one.briefing is not None:
        yield plain(page(one.briefing, zone))
    elif isinstance(one, CheckAnswer) and one.report is not None:
        yield shown(one.report)
        yield "\n".join(
            _source(s.number, s.publisher, s.title, words.day(s.published, zone), s.url)
            for s in one.report.sources
        )
    elif isinstance(one, StoriesAnswer):
        yield from _stories(one, zone)
    elif isinstance(one, SpikesAnswer):
        yield from _spikes(one, zone)
    elif isinstance(one, AskAnswer) and one.turn is not None:
        yield from answer(one.turn, one.briefing, zone)
        yield from _passages(one.passages, zone)


def _refusal(one: CallAnswer, zone: tzinfo) -> Iterator[str]:
    yield wrapped(one_line(one.refused))
    if one.nearest:
        yield "Nearest passages:"
    yield from _passages(one.nearest, zone, _NEAREST)


def _passages(some: Sequence[Quoted], zone: tzinfo, most: int = 100_000) -> Iterator[str]:
    for one in some:
        rests = f" (sentence {one.sentence} rests on it)" if one.sentence else ""
        head = _source(one.number, one.publisher, one.headline, words.day(one.published, zone), one.url)
        text = textwrap.shorten(one_line(one.text), most, placeholder=" …")
        yield f"{head}{rests}\n{wrapped(f'“{text}”', '    ', '    ')}"


def _source(number: int, publisher: str, title: str, day: str, url: str | None) -> str:
    lines = [wrapped(one_line(f"[{number}] {publisher}: {title} ({day})"), "", "    ")]
    return "\n".join([*lines, *([f"    {one_line(url)}"] if url else [])])


def _stories(one: StoriesAnswer, zone: tzinfo) -> Iterator[str]:
    if not one.stories:
        yield "No story has news in that time."
    for number, story in enumerate(one.stories, 1):
        yield "\n".join(_story(number, story, zone))
    if one.left:
        yield f"{words.count(one.left, 'more story', 'more stories')}, told by fewer."


def _story(number: int, story: Story, zone: tzinfo) -> Iterator[str]:
    first, last = (words.instant(at, zone) for at in (story.first_published, story.last_published))
    yield wrapped(one_line(f"{number}. {story.headline or '(no headline)'}"), "", "   ")
    yield wrapped(one_line(f"{story.phase}, {weight(story)}: {', '.join(story.outlets)}"), "   ", "   ")
    yield wrapped(f"{first if first == last else f'{first} to {last}'}; {story.id}", "   ", "   ")


def _spikes(one: SpikesAnswer, zone: tzinfo) -> Iterator[str]:
    if one.young:
        yield wrapped(f"{one.young} No spike is told before.")
    elif not one.spikes:
        yield "No spike was noticed in that time."
    for number, seen in enumerate(one.spikes, 1):
        yield "\n".join(_spike(number, seen, zone))
    if one.left:
        yield f"{words.count(one.left, 'earlier spike')}."


def _spike(number: int, seen: SpikeSeen, zone: tzinfo) -> Iterator[str]:
    noticed = words.instant(seen.noticed.end, zone)
    yield wrapped(one_line(f"{number}. {seen.height.label or '(no headline)'}"), "", "   ")
    yield wrapped(f"noticed {noticed}; {seen.height.about}", "   ", "   ")
    origins = words.count(seen.independent_origins, "independent origin")
    yield wrapped(one_line(f"{seen.height.explanation} Its articles have {origins}."), "   ", "   ")
