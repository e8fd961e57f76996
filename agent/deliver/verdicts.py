"""The verdicts on a finished text, as a table for a terminal, 80 columns wide.

Pure.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from agent.deliver.words import count
from agent.text.safe import printable
from agent.text.sentences import sentences
from agent.text.words import word_set
from agent.types import CheckedSentence, CheckReport, Citation, Span, VerdictLabel

_WIDTH = 80
_INDENT = " " * 4
_SHOWN = 320
"""Characters of a source sentence; the JSON and the page have all of it."""
MARKS: dict[VerdictLabel, str] = {
    "supported": "✓ supported",
    "refuted": "✗ refuted",
    "not_enough_info": "? not enough info",
    "unchecked": "– unchecked",
}
_VERDICT = max(len(mark) for mark in MARKS.values())


def shown(report: CheckReport) -> str:
    """Return every sentence with its verdict, what was found, and the passage it was held against."""
    numbered = len(str(len(report.sentences)))
    lined = max(4, *(len(str(s.line)) for s in report.sentences))
    columns = (("#", numbered), ("line", lined), ("verdict", _VERDICT))
    heads = "  ".join([*(f"{name:<{width}}" for name, width in columns), "sentence"])
    rule = "  ".join("─" * width for width in (numbered, lined, _VERDICT, _room(numbered, lined)))
    lines = [*_wrapped("", report.file), heads, rule]
    for number, sentence in enumerate(report.sentences, 1):
        lines += _row(f"{number:>{numbered}}  {sentence.line:>{lined}}", sentence)
        lines += [*_details(sentence), ""]
    return "\n".join([*lines, *_summary(report)])


def told_in(report: CheckReport) -> str:
    """Return how many sentences there are of each verdict."""
    return ", ".join(f"{n} {MARKS[name][2:]}" for name, n in report.counts.items() if n)


def deciding(checked: CheckedSentence) -> Citation | None:
    """Return the passage that brought a sentence down, else the best it was held against."""
    failed = (f.citation for f in checked.verdict.findings if f.citation and f.passed is False)
    return next(failed, checked.citations[0] if checked.citations else None)


def nearest_sentence(claim: str, passage: str) -> Span:
    """Return where the sentence of the passage stands that shares most words with the claim."""
    wanted = word_set(claim)
    whole = Span(start=0, end=len(passage))
    return max(
        sentences(passage), key=lambda s: len(wanted & word_set(passage[s.start : s.end])), default=whole
    )


def _room(numbered: int, lined: int) -> int:
    return _WIDTH - numbered - lined - _VERDICT - 6


def _row(lead: str, checked: CheckedSentence) -> list[str]:
    head = f"{lead}  {MARKS[checked.verdict.label]:<{_VERDICT}}  "
    room = _WIDTH - len(head)
    first, *rest = textwrap.wrap(_clean(checked.text), room) or [""]
    return [head + first, *(" " * len(head) + line for line in rest)]


def _details(checked: CheckedSentence) -> Iterator[str]:
    held = dict.fromkeys(f.mention.text for f in checked.verdict.findings if f.mention and f.passed is True)
    if held:
        yield from _wrapped("✓ ", " · ".join(held))
    for finding in checked.verdict.findings:
        if finding.message:
            lead = "✓ " if finding.passed else f"- {finding.reason.value}: "
            yield from _wrapped(lead, finding.message)
    if (citation := deciding(checked)) is not None:
        place = next((i for i, c in enumerate(checked.citations) if c == citation), 0)
        near = nearest_sentence(checked.text, citation.quote)
        told = textwrap.shorten(citation.quote[near.start : near.end], _SHOWN, placeholder=" …")
        yield from _wrapped(f"{checked.publishers[place]}: ", f"“{told}”")


def _summary(report: CheckReport) -> Iterator[str]:
    yield f"{count(len(report.sentences), 'sentence')}: {told_in(report)}."
    if report.skipped:
        head = f"{count(len(report.skipped), 'heading or label', 'headings or labels')} not judged: "
        yield from textwrap.wrap(head + _clean(" · ".join(report.skipped)), _WIDTH, subsequent_indent=_INDENT)


def _wrapped(lead: str, text: str) -> list[str]:
    return textwrap.wrap(
        _clean(f"{lead}{text}"), _WIDTH, initial_indent=_INDENT if lead else "", subsequent_indent=_INDENT
    )


def _clean(text: str) -> str:
    return printable(" ".join(text.split()))
