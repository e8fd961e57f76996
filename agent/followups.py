"""What a person's words ask for, by rules: a question that stands alone, or something about the answer.

Pure. What a model reads instead are the same words and the same earlier questions; it returns the same type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from difflib import get_close_matches

from agent import chat_words as say
from agent.asked_time import AskedTime, asked_time, window_named
from agent.errors import UnusableRequest
from agent.limits_said import Limits, limited
from agent.text.figures import figures
from agent.text.safe import one_line
from agent.text.telling import telling
from agent.types import Request, Step, StepKind, Window

ANSWER, REPORT = "answer", "situation"
"""Section plans of a short answer, and of a briefing that was asked for as one."""

_ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_HEAVY, _SOME = 3, 2
"""Telling words from which a question stands alone, and from which it does unless something points back."""
_FEW_WORDS, _LIKE = 6, 0.75
"""Words up to which a message may be a mistyped command, and the likeness that makes a word one of it."""
_NAMED = 3
"""Outlets up to which a limit names them, and does not leave others out."""
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_NAME = re.compile(r"(?<=[\w,] )[A-ZÀ-Þ]\w+")

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
        UnusableRequest: an outlet that is named is not in the library, a time that is named lies ahead, or
            nothing is asked.
    """
    words = one_line(words).strip()
    if say.SMALL_TALK.fullmatch(words):
        raise UnusableRequest(words, "that asks nothing", "Ask about the news in your library.")
    words = say.COURTESY.sub("", words).strip() or words
    asks = [one.request for one in earlier if one.kind == "ask"]
    kind = _about_the_answer(words, earlier)
    opening = not asks and say.OPEN.fullmatch(words)  # "what's new today?"
    if kind is not None and not opening:
        return _about(kind, words, earlier, asks, asked_time(words, now, zone), now, zone)
    time = asked_time(words, now, zone)
    if time.ahead:
        raise UnusableRequest(
            time.ahead, "that lies ahead", "The library holds what was published until now."
        )
    before = asks[-1] if asks else None
    time = _before_that(time, before)
    rest, limits = limited(time.rest, outlets, everyone, before, _mentioned(asks))
    return _asks(words, rest, time, limits, before)


def _mentioned(asks: Sequence[Request]) -> set[str]:
    """Return the outlets that some question was limited to by name."""
    return {name for one in asks if len(one.outlets) <= _NAMED for name in one.outlets}


def _before_that(time: AskedTime, before: Request | None) -> AskedTime:
    """Return the time before the one that the question before was limited to, where that is said."""
    since = before.window.since if before is not None else None
    if since is None or time.said or (found := say.BEFORE_THAT.search(time.rest)) is None:
        return time
    rest = f"{time.rest[: found.start()]}{time.rest[found.end() :]}".strip()
    return replace(time, window=Window(until=since), rest=rest, said=True)


def _asks(words: str, rest: str, time: AskedTime, limits: Limits, before: Request | None) -> Step:
    """Return the question that words ask, alone or in the light of the one before.

    Args:
        words: What the person wrote.
        rest: The same without what limits time, outlets and language.
        time: The time that is said.
        limits: The outlets and the language that are.
        before: The question before.
    """
    profile = REPORT if say.BRIEFING.match(rest) else ANSWER
    opens = profile == REPORT or bool(say.OPENER.match(rest))
    question = say.REQUESTED.sub("", say.BRIEFING.sub("", rest).strip()).strip() or rest
    if before is None:
        return _asked(question or words, time, limits, profile)
    bare = say.ANYTHING.sub("", say.COURTESY.sub("", question)).strip(" ?.!,")
    if not _telling(bare) and not say.ASKING.search(bare):  # "and since Friday?", "only Andean Wire"
        return _same(before, time, limits, profile)
    question = say.LEAD_IN.sub("", say.COURTESY.sub("", question)).strip() or question
    if opens or _stands_alone(rest, question):
        return _asked(question, time, limits, profile)
    if _telling(bare):
        whole = {"question": question, "about": before.about or before.question}
    else:  # "since when?"
        whole = {"question": f"{before.question.rstrip('?. ')}: {question}"}
    return _same(before.model_copy(update=whole), time, limits, profile)


# --- the answer before -----------------------------------------------------------------------------------


def _about_the_answer(words: str, earlier: Sequence[Step]) -> StepKind | None:
    if earlier and earlier[-1].kind in ("sources", "explain") and _names_a_sentence(words):
        return "sources"
    return _command(words) or _command(_mended(words))


def _command(words: str) -> StepKind | None:
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
        return "sources" if not _stands_alone(words, words) else None
    said = asked_time(pattern.sub(" ", say.SENTENCE.sub(" ", words)), _ANY_MOMENT, UTC).rest
    return kind if kind == "sources" or not _telling(say.ANSWER.sub(" ", said)) else None


def _mended(words: str) -> str:
    """Return a short message with mistyped words of commands put right."""
    typed = words.split()
    if len(typed) > _FEW_WORDS:
        return words

    def put_right(word: str) -> str:
        like = get_close_matches(word.lower().strip("?.!,"), say.COMMANDS, 1, _LIKE)
        return like[0] if like else word

    return " ".join(map(put_right, typed))


def _names_a_sentence(words: str) -> bool:
    rest = say.SENTENCE.sub("", say.LEAD_IN.sub("", words), count=1)
    return rest != say.LEAD_IN.sub("", words) and not re.search(
        r"\w", re.sub(r"(?i)\b(?:the|for|of)\b", "", rest)
    )


def _about(
    kind: StepKind,
    words: str,
    earlier: Sequence[Step],
    asks: Sequence[Request],
    time: AskedTime,
    now: datetime,
    zone: tzinfo,
) -> Step:
    if not asks:  # it will be told that nothing was answered before
        return Step(kind=kind, request=Request(question=words, profile=ANSWER))
    request = asks[-1] if kind in ("compare", "changed") else earlier[-1].request
    if kind == "compare":
        request = _compared(words, asks, time, now, zone)
    if kind == "changed" and time.said:
        window = time.window if time.as_of is None else Window(since=time.as_of)
        request = request.model_copy(update={"window": window, "as_of": None})
    return Step(
        kind=kind,
        request=request,
        sentence=_sentence(words),
        figure=_figure(words) if kind == "explain" else "",
        share=_share(words) if kind == "shorten" else 1.0,
    )


def _compared(words: str, asks: Sequence[Request], time: AskedTime, now: datetime, zone: tzinfo) -> Request:
    """Return the question before for the time that it is compared with.

    A day stands for what was known at its end, a longer stretch for what was published in it.
    """
    before = asks[-1]
    other = next((one for one in reversed(asks) if one != before and one.question == before.question), None)
    if say.BOTH.search(words) and not time.said and other is not None:
        return other
    window = time.window if time.said else window_named(words, now, zone) or _earlier(before, now)
    if (
        window.since is not None
        and window.until is not None
        and window.until - window.since <= timedelta(days=1)
    ):
        return before.model_copy(update={"window": Window(), "as_of": window.until - timedelta(seconds=1)})
    return before.model_copy(update={"window": window, "as_of": time.as_of})


def _earlier(before: Request, now: datetime) -> Window:
    """Return the window of the same length just before; of a week where it has no beginning."""
    until = before.window.since or (before.as_of or now) - timedelta(days=7)
    end = before.window.until or before.as_of or now
    return Window(since=until - (end - until), until=until)


# --- the question ----------------------------------------------------------------------------------------


def _same(before: Request, time: AskedTime, limits: Limits, profile: str) -> Step:
    update: dict[str, object] = {"profile": profile}
    if time.said:
        update |= {"window": time.window, "as_of": time.as_of}
        if time.alone and before.as_of is not None and time.window.until is not None:  # "and on the 13th?"
            update |= {"window": Window(), "as_of": time.window.until - timedelta(seconds=1)}
    if limits.outlets is not None:
        update["outlets"] = tuple(limits.outlets)
    if limits.language is not None:
        update["language"] = limits.language
    return Step(kind="ask", request=before.model_copy(update=update))


def _asked(question: str, time: AskedTime, limits: Limits, profile: str) -> Step:
    request = Request(
        question=question,
        window=time.window,
        as_of=time.as_of,
        outlets=tuple(limits.outlets or ()),
        language=limits.language or "",
        profile=profile,
    )
    return Step(kind="ask", request=request)


def _stands_alone(said: str, question: str) -> bool:
    """Tell whether a question can be understood without the ones before.

    Args:
        said: The question with its lead-in, such as "what about".
        question: The same without.
    """
    heavy = len(_telling(question))
    if heavy >= _HEAVY:
        return True
    if say.BACK.search(question) or heavy < _SOME:
        return bool(_NAME.search(question)) and not say.BACK.search(question) and not say.LEAD_IN.match(said)
    if say.LEAD_IN.match(said):
        return True
    return bool(_NAME.search(question)) or not say.DEFINITE.search(question)


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
    told = next((one.text for one in figures(without)), "")
    return told or next(iter(_NUMBER.findall(without)), "")


def _share(words: str) -> float:
    low = words.lower()
    return 1 / 3 if "third" in low else 0.25 if "quarter" in low or "one sentence" in low else 0.5
