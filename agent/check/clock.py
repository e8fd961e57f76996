"""Times of day of a claim against those of its citations, stated or so many minutes from a stated one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from agent.check.cited import Cited
from agent.check.events import around, kinship, spread_over
from agent.text.clock import DAY, ClockTime, apart, clock_times
from agent.text.figures import figures
from agent.text.sentences import sentences
from agent.types import Claim, Finding, Reason

_ROUGH = 20
"""Minutes that "shortly after" and "around" let a time stand from the one that is given."""
_BETTER, _LEAST = 1.25, 0.35
"""So many times better, and by so much, must another time fit the event (as for days, `dates._DOUBT`)."""
_LATER = re.compile(r"\s?(?:later|after|afterwards|on)\b", re.IGNORECASE)
_EARLIER = re.compile(r"\s?(?:earlier|before|previously)\b", re.IGNORECASE)


def check_clock(claim: Claim, cited: Sequence[Cited]) -> list[Finding]:
    """Return one finding for each time of day of the claim."""
    told = clock_times(claim.text)
    return [_check(claim.text, told, n, cited) for n in range(len(told))]


def _check(text: str, told: Sequence[ClockTime], number: int, cited: Sequence[Cited]) -> Finding:
    mine = told[number]
    claimed = around(text, tuple((t.start, t.end) for t in told), number)
    same: list[tuple[float, ClockTime, Cited]] = []
    other: list[tuple[float, ClockTime, Cited]] = []
    for source in cited:
        for fit, given in _given(claimed, source):
            if apart(mine, given) <= (_ROUGH if mine.rough or given.rough else 0):
                same.append((fit, given, source))
            elif not any(apart(t, given) == 0 for t in told):
                other.append((fit, given, source))
    rival = max(other, key=lambda found: found[0], default=None)
    if not same:
        home = next((c for c in cited if _computed(mine, c)), None)
        return _finding(mine, True, home) if home else _wrong(mine, rival)
    best = max(same, key=lambda found: found[0])
    if rival and rival[0] > best[0] * _BETTER + _LEAST:
        return _wrong(mine, rival)
    return _finding(mine, True, best[2])


def _given(claimed: dict[str, float], source: Cited) -> Iterator[tuple[float, ClockTime]]:
    """Yield each time of a cited text with how well what stands around it fits the claim."""
    times = clock_times(source.text)
    spans = sentences(source.text) if times else []
    pieces = [source.text[s.start : s.end] for s in spans]
    spread = spread_over(source.text) if times else {}
    for at, span in enumerate(spans):
        inside = [t for t in times if span.start <= t.start < span.end]
        places = tuple((t.start - span.start, t.end - span.start) for t in inside)
        for n, time in enumerate(inside):
            near = around(pieces[at], places, n, pieces[at - 1] if at else "")
            yield kinship(claimed, near, spread), time


def _computed(mine: ClockTime, source: Cited) -> bool:
    """Tell whether a sentence gives a time and how long before or after it the claim's is."""
    times = clock_times(source.text)
    for span in sentences(source.text) if times else []:
        piece = source.text[span.start : span.end]
        for time in (t for t in times if span.start <= t.start < span.end):
            for figure in figures(piece):
                late, early = _LATER.match(piece, figure.end), _EARLIER.match(piece, figure.end)
                if figure.unit.dimension != "time" or not (late or early):
                    continue
                minutes = int(figure.base[0] / 60) * (1 if late else -1)
                if apart(mine, replace(time, minute=(time.minute + minutes) % DAY)) == 0:
                    return True
    return False


def _wrong(mine: ClockTime, rival: tuple[float, ClockTime, Cited] | None) -> Finding:
    if rival is None:
        return _finding(mine, False, None, f"No cited text gives the time “{mine.text}”.")
    message = f"The source does not give “{mine.text}” for this but “{rival[1].text}”."
    return _finding(mine, False, rival[2], message, refutes=rival[0] > _LEAST)


def _finding(
    mine: ClockTime, passed: bool, cited: Cited | None, message: str = "", *, refutes: bool = False
) -> Finding:
    return Finding(
        check="clock",
        passed=passed,
        reason=Reason.OK if passed else Reason.DATE_WRONG,
        refutes=refutes,
        message=message,
        mention=mine.mention(),
        citation=cited.citation if cited else None,
    )
