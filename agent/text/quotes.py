"""Quotations: what stands between quotation marks, and who is said to have said it.

Marks may be curly, straight or angled, double or single, and nested. Apostrophes are not taken for marks. A
quotation that runs over several paragraphs, each opened again and only the last one closed, is one quotation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.text.speakers import Gap, Speaker, speaker
from agent.types import Mention

_OPENS = {"“": "”", "„": "”“", "«": "»", '"': '"', "‘": "’", "'": "'", "‹": "›"}
_SINGLE = {"‘", "'", "‹"}
_PARAGRAPH = re.compile(r"\n\s*\n\s*")
_NOT_OPENING = re.compile(r"['‘’](?:\d0s|em\b|til\b|tis\b|twas\b|cause\b|n['’])", re.I)
_SINGLE_MAX = 400
"""Characters between single marks; further apart they are two apostrophes."""


@dataclass(frozen=True)
class Quote:
    """A quotation as it stands in a text."""

    start: int
    """The opening mark."""
    end: int
    """One past the closing mark, or past the last character where none closes it."""
    text: str
    """The words between the marks; the parts of a quotation of several paragraphs joined by a line break."""
    depth: int
    """0, or 1 for a quotation inside another."""
    speaker: Speaker | None = None
    """Who is said to have said it."""

    def mention(self) -> Mention:
        """Return it as the noun all checks share."""
        value = " ".join(self.text.split())
        return Mention(kind="quote", value=value, text=self.text, start=self.start, end=self.end)


def quotes(text: str) -> list[Quote]:
    """Return the quotations of a text in order of their opening marks, with their speakers."""
    found: list[Quote] = []
    start = 0
    for gap in [*_PARAGRAPH.finditer(text), None]:
        end = gap.start() if gap else len(text)
        found.extend(_scan(text, start, end, 0))
        start = gap.end() if gap else end
    found = _joined(text, found)
    outer = [q for q in found if q.depth == 0]
    heads = _speakers(text, outer)
    placed = [replace(q, speaker=who) for q, who in zip(outer, heads, strict=True)]
    inner = [i for q in placed for i in _scan(text, q.start + 1, _inner_end(q, text), 1)]
    return sorted([*placed, *inner], key=lambda q: q.start)


def _inner_end(quote: Quote, text: str) -> int:
    return quote.end - 1 if quote.end - quote.start > len(quote.text) + 1 else quote.end


def _scan(text: str, start: int, end: int, depth: int) -> list[Quote]:
    found: list[Quote] = []
    at = start
    while at < end:
        if text[at] in _OPENS and _may_open(text, at, start):
            close = _close(text, at, end)
            if close is not None:
                found.append(Quote(at, min(close + 1, end), text[at + 1 : close], depth))
                at = close
        at += 1
    return found


def _may_open(text: str, at: int, start: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if after.isspace() or _NOT_OPENING.match(text, at):
        return False
    return text[at] in "“„«" or before.isspace() or before in "([—–-“\"‘'„«/:"


def _close(text: str, at: int, end: int) -> int | None:
    """Return where the closing mark is; `end` for a double mark nobody closes, None for a single one."""
    mark = text[at]
    single = mark in _SINGLE
    limit = min(end, at + _SINGLE_MAX) if single else end
    depth = 0
    for n in range(at + 1, limit):
        char = text[n]
        if mark in "“«" and char == mark:
            depth += 1
        elif char in _OPENS[mark] and (not single or _closes_single(text, n, limit)):
            if depth == 0 and (mark != '"' or _closes_straight(text, n, at)):
                return n
            depth = max(depth - 1, 0)
    return None if single or not text[at + 1 : end].strip() else end


def _closes_straight(text: str, n: int, at: int) -> bool:
    after = text[n + 1] if n + 1 < len(text) else " "
    return n > at + 1 and not (text[n - 1].isspace() and after.isalnum())


def _closes_single(text: str, n: int, limit: int) -> bool:
    """Tell a closing single mark from an apostrophe: "the workers' union" goes on in the same breath."""
    before, after = text[n - 1], text[n + 1] if n + 1 < len(text) else " "
    if before.isspace() or after.isalnum():
        return False
    if before in "s" and re.match(r"['’] [a-z]", text[n:]):
        rest = text[n + 1 : limit]
        return not re.search(r"[\w.,!?]['’](?!\w)", rest)
    return True


def _joined(text: str, found: Sequence[Quote]) -> list[Quote]:
    """Join the paragraphs of a quotation that is opened again and closed only at its end."""
    out: list[Quote] = []
    for quote in found:
        last = out[-1] if out else None
        if last and _stays_open(last, text) and _PARAGRAPH.fullmatch(text[last.end : quote.start]):
            out[-1] = replace(last, end=quote.end, text=f"{last.text}\n{quote.text}")
        else:
            out.append(quote)
    return out


def _stays_open(quote: Quote, text: str) -> bool:
    return text[quote.start] in '“"„«' and text[quote.end - 1] not in '”"»'


def _speakers(text: str, outer: Sequence[Quote]) -> list[Speaker | None]:
    gaps = [
        Gap(
            text,
            outer[n - 1].end if n else 0,
            quote.start,
            quote.end,
            outer[n + 1].start if n + 1 < len(outer) else len(text),
            tuple((q.start, q.end) for q in outer),
        )
        for n, quote in enumerate(outer)
    ]
    found: list[Speaker | None] = []
    for gap in gaps:
        found.append(speaker(gap, found[-1] if found else None))
    return found
