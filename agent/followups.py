"""What a person's words ask for, by rules: a question that stands alone, or something about the answer.

Pure. What a model reads instead are the same words and the same earlier questions; it returns the same type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from agent import chat_words as say
from agent.asked_time import AskedTime, asked_time, window_named
from agent.text.figures import figures
from agent.text.safe import one_line
from agent.text.telling import telling
from agent.types import Request, Step, StepKind, Window

ANSWER, REPORT = "answer", "situation"
"""Section plans of a short answer, and of a briefing that was asked for as one."""

_ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_HEAVY = 3
"""Telling words from which a question stands alone, unless it points back."""

Outlets = Callable[[str], Sequence[str]]
"""Gives the outlets that a name, or a word for a country's press, stands for; none if unknown."""


def step_of(
    words: str,
    earlier: Sequence[Step],
    now: datetime,
    zone: tzinfo,
    outlets: Outlets,
    everyone: Sequence[str],
) -> Step:
    """Return what a person's words ask for.

    Args:
        words: What the person wrote.
        earlier: What the turns before asked for, oldest first.
        now: The present moment.
        zone: In which "yesterday" is meant.
        outlets: Finds outlets by what they are called.
        everyone: All outlets of the library.

    Raises:
        UnusableRequest: an outlet that is named is not in the library.
    """
    words = one_line(words).strip()
    before = next((one.request for one in reversed(earlier) if one.kind == "ask"), None)
    time = asked_time(words, now, zone)
    if before is not None and (kind := _about_the_answer(words)) is not None:
        shown = before if kind in ("compare", "changed") else earlier[-1].request
        return _about(kind, words, shown, time, now, zone)
    rest, limits = _limited(time.rest, outlets, everyone, before)
    profile = REPORT if say.BRIEFING.match(rest) else ANSWER
    question = say.BRIEFING.sub("", rest).strip()
    if before is not None:
        question = say.ANYTHING.sub("", question).strip(" ?.!")
    if before is None:
        return Step(kind="ask", request=_request(question or words, time, limits or (), profile))
    if not _telling(question):  # "and since Friday?", "only Andean Wire"
        return _same(before, time, limits, profile)
    if _stands_alone(question):
        return Step(kind="ask", request=_request(question, time, limits or (), profile))
    asked = f"{say.LEAD_IN.sub('', question).rstrip('?. ')}: {before.question}"
    return _same(before.model_copy(update={"question": asked}), time, limits, profile)


def _about_the_answer(words: str) -> StepKind | None:
    kinds: tuple[tuple[StepKind, re.Pattern[str]], ...] = (
        ("table", say.TABLE),
        ("explain", say.EXPLAIN),
        ("sources", say.SOURCES),
        ("compare", say.COMPARE),
        ("shorten", say.SHORTEN),
        ("changed", say.CHANGED),
    )
    found = next(((kind, pattern) for kind, pattern in kinds if pattern.search(words)), None)
    if found is None:
        return None
    kind, pattern = found
    if kind == "explain":
        if _figure(words) or _sentence(words) is not None:
            return kind
        return "sources" if not _stands_alone(words) else None
    said = asked_time(pattern.sub(" ", words), _ANY_MOMENT, UTC).rest
    return kind if kind == "sources" or not _telling(say.ANSWER.sub(" ", said)) else None


def _about(kind: StepKind, words: str, before: Request, time: AskedTime, now: datetime, zone: tzinfo) -> Step:
    request = before
    if kind == "compare":
        window = time.window if time.said else window_named(words, now, zone) or _earlier(before, now)
        request = before.model_copy(update={"window": window, "as_of": None})
    if kind == "changed" and time.said:
        request = before.model_copy(update={"window": time.window, "as_of": None})
    return Step(
        kind=kind,
        request=request,
        sentence=_sentence(words),
        figure=_figure(words) if kind == "explain" else "",
        share=_share(words) if kind == "shorten" else 1.0,
    )


def _earlier(before: Request, now: datetime) -> Window:
    """Return the window of the same length just before; of a week where it has no beginning."""
    until = before.window.since or (before.as_of or now) - timedelta(days=7)
    end = before.window.until or before.as_of or now
    return Window(since=until - (end - until), until=until)


def _same(before: Request, time: AskedTime, limits: Sequence[str] | None, profile: str) -> Step:
    update: dict[str, object] = {"profile": profile}
    if time.said:
        update |= {"window": time.window, "as_of": time.as_of}
    if limits is not None:
        update["outlets"] = tuple(limits)
    return Step(kind="ask", request=before.model_copy(update=update))


def _request(question: str, time: AskedTime, outlets: Sequence[str], profile: str) -> Request:
    return Request(
        question=question, window=time.window, as_of=time.as_of, outlets=tuple(outlets), profile=profile
    )


def _limited(
    words: str, outlets: Outlets, everyone: Sequence[str], before: Request | None
) -> tuple[str, Sequence[str] | None]:
    """Return the words without those that limit outlets, and the outlets; None where none are said."""
    if found := say.ALL.search(words):
        return _cut(words, found), ()
    if found := say.WITHOUT.search(words):
        left_out = set(outlets(found["name"]))
        of = before.outlets if before is not None and before.outlets else everyone
        return _cut(words, found), [name for name in of if name not in left_out]
    if found := say.ONLY.search(words):
        name = found["name"] or found["teller"]
        if named := outlets(name):
            return _cut(words, found), named
    return words, None


def _cut(words: str, found: re.Match[str]) -> str:
    return f"{words[: found.start()]} {words[found.end() :]}".strip(" ,")


def _stands_alone(question: str) -> bool:
    return len(_telling(question)) >= _HEAVY or not (say.BACK.search(question) or say.LEAD_IN.match(question))


def _telling(words: str) -> frozenset[str]:
    return frozenset(telling(say.LEAD_IN.sub("", words)))


def _sentence(words: str) -> int | None:
    found = say.SENTENCE.search(words)
    if found is None:
        return None
    if found["number"] or found["digits"]:
        return int(found["number"] or found["digits"]) or None
    return say.ORDINALS.get(found["word"].lower(), -1)


def _figure(words: str) -> str:
    without = say.SENTENCE.sub(" ", words)
    return next((one.text for one in figures(without)), "")


def _share(words: str) -> float:
    low = words.lower()
    return 1 / 3 if "third" in low else 0.5
