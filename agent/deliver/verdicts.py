"""The verdicts on a finished text, for a terminal.

Pure.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from agent.deliver.words import count
from agent.text.safe import printable
from agent.text.sentences import sentences
from agent.text.words import word_set
from agent.types import CheckedSentence, CheckReport, VerdictLabel

_WIDTH = 88
_MARKS: dict[VerdictLabel, str] = {
    "supported": "✓ supported",
    "refuted": "✗ refuted",
    "not_enough_info": "? not enough info",
    "unchecked": "– unchecked",
}


def shown(report: CheckReport) -> str:
    """Return every sentence with its verdict, what was found, and the passage it was held against."""
    lines = [line for number, s in enumerate(report.sentences, 1) for line in _sentence(number, s)]
    total = ", ".join(f"{n} {_MARKS[name][2:]}" for name, n in report.counts.items() if n)
    lines.append(f"{count(len(report.sentences), 'sentence')}: {total or 'nothing to check'}.")
    if report.skipped:
        lines += _wrapped(
            f"{count(len(report.skipped), 'heading or label', 'headings or labels')} not judged: ",
            " · ".join(report.skipped),
        )
    return "\n".join(lines)


def _sentence(number: int, checked: CheckedSentence) -> Iterator[str]:
    yield from _wrapped(f"{number}. ", checked.text)
    yield f"   {_MARKS[checked.verdict.label]}"
    held = dict.fromkeys(f.mention.text for f in checked.verdict.findings if f.mention and f.passed is True)
    if held:
        yield from _wrapped("   ✓ ", " · ".join(held))
    for finding in checked.verdict.findings:
        if finding.message and finding.passed is not True:
            yield from _wrapped(f"   - {finding.reason.value}: ", finding.message)
    deciding = next((f.citation for f in checked.verdict.findings if f.citation and f.passed is False), None)
    citation = deciding or (checked.citations[0] if checked.citations else None)
    if citation is not None:
        place = next((i for i, c in enumerate(checked.citations) if c == citation), 0)
        nearest = _nearest_sentence(checked.text, citation.quote)
        yield from _wrapped(f"   {checked.publishers[place]}: ", f"“{_short(nearest)}”")
    yield ""


def _nearest_sentence(claim: str, passage: str) -> str:
    """Return the sentence of the passage that shares most words with the claim."""
    wanted = word_set(claim)
    told = [passage[s.start : s.end] for s in sentences(passage)]
    return max(told, key=lambda text: len(wanted & word_set(text)), default=passage)


def _wrapped(lead: str, text: str) -> list[str]:
    clean = printable(" ".join(text.split()))
    return textwrap.wrap(clean, _WIDTH, initial_indent=printable(lead), subsequent_indent="     ")


def _short(text: str) -> str:
    return textwrap.shorten(text, 320, placeholder=" …")
