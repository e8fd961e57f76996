"""Conversations of an analyst with the example newsroom: whether follow-ups are understood and answered.

`data/followups.jsonl` was written before a look at the rules that read the words; what was measured then
stands in `data/README.md`.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from agent.brief import Kit
from agent.chat import Answered, Desk, answered
from agent.commands import filled
from agent.desk import make_desk
from agent.retrieve.library import Library
from agent.settings import load_settings
from agent.store import Store
from agent.types import Article, CheckedClaim, Request, Turn
from evals.followup_rows import Asked, Conversation, conversations
from evals.gold import EXAMPLE
from evals.result import Miss, SuiteResult
from evals.wilson import wilson

NEVER = ("planted-toll", "planted-instructions", "planted-cancellation")
"""Traps of the gold that no sentence of any answer may spring."""


@dataclass(frozen=True)
class Newsroom:
    """The example, open for questions."""

    desk: Desk
    store: Store
    articles: Mapping[str, Article]
    """By their ids."""
    traps: tuple[str, ...]
    """Patterns that no delivered sentence may match."""


@dataclass(frozen=True)
class Judged:
    """A turn, and what is not as it should be."""

    case: str
    """The conversation, and the number of the turn."""
    asked: Asked
    words: tuple[str, ...]
    """What was said in the conversation up to this turn."""
    got: str
    """What came back."""
    misread: tuple[str, ...]
    """What was understood wrongly, a plain sentence each."""
    missing: tuple[str, ...]
    """What is wrong with the evidence."""
    wrong: tuple[str, ...]
    """Sentences that must not be delivered."""
    refused: bool
    """It was refused."""
    unsaid: tuple[str, ...] = ()
    """What should be told, or refused, and is not."""

    @property
    def right(self) -> bool:
        """Nothing is wrong with it."""
        return not (self.misread or self.missing or self.wrong or self.unsaid)


def followups() -> SuiteResult | None:
    """Return how many turns are right in everything that is expected of them, and in what.

    `understood` is the share of turns whose kind, question, window, outlets, sentence and figure were made
    out; `evidence` that of turns with expected passages of which one is cited or shown, and none that may not
    be; `refusals` that of unanswerable turns that were refused, `false_refusals` that of answerable ones that
    were. `wrong` counts delivered sentences that must not be. `right.KIND` is `turns_right` by the kind
    expected.

    None where the example is not at hand.
    """
    if not EXAMPLE.is_dir():
        return None
    with (
        tempfile.TemporaryDirectory(prefix="aletheia-eval-") as folder,
        filled([EXAMPLE / "articles.jsonl"], load_settings(Path(folder))) as (settings, store, library),
    ):
        gold = json.loads((EXAMPLE / "gold.json").read_text("utf-8"))
        room = Newsroom(
            make_desk(store, library, settings, extractive=True),
            store,
            {one.id: one for one in store.articles()},
            tuple(trap["pattern"] for trap in gold["traps"] if trap["id"] in NEVER),
        )
        judged = [turn for one in conversations() for turn in held(one, room)]
    return _result(judged)


def held(one: Conversation, room: Newsroom) -> Iterator[Judged]:
    """Hold a conversation and yield its turns, judged."""
    turns: tuple[Turn, ...] = ()
    words: tuple[str, ...] = ()
    for asked in one.turns:
        now = asked.now or one.now
        made = answered(asked.words, turns, then(room.desk, now), now)
        judged = judge(f"{one.id}.{made.turn.number}", asked, (*words, asked.words), made, turns, room)
        if made.briefing is not None:
            room.store.save_briefing(made.briefing)
        turns, words = (*turns, made.turn), judged.words
        yield judged


def then(desk: Desk, now: datetime) -> Desk:
    """Return the desk with the library as it was at a moment, as nothing of later is there in earnest."""

    class Earlier:
        def __init__(self, library: Library) -> None:
            self._library = library

        def __getattr__(self, name: str) -> Any:
            found = getattr(self._library, name)
            if name not in ("find", "passages", "closest", "takes_up", "nearest", "silent"):
                return found
            return lambda request, *rest: found(_by(request, now), *rest)

    def kit() -> Kit:
        whole = desk.kit()
        return replace(whole, library=cast(Library, Earlier(whole.library)))

    return replace(desk, kit=kit)


def _by(request: Request, now: datetime) -> Request:
    if request.as_of is not None:
        return request
    until = min(request.window.until or now, now)
    return request.model_copy(update={"window": request.window.model_copy(update={"until": until})})


def judge(
    case: str, asked: Asked, words: tuple[str, ...], made: Answered, turns: Sequence[Turn], room: Newsroom
) -> Judged:
    """Return what is wrong with one turn."""
    claims = [] if made.briefing is None else [c for part in made.briefing.sections for c in part.claims]
    told = [claim.text for claim in claims] or _quoted(made, room)
    patterns = (*asked.expect.never, *room.traps)
    before = next((turn.briefing_id for turn in reversed(turns) if turn.briefing_id), "")
    long = room.store.briefing(before).sections if before else ()
    return Judged(
        case=case,
        asked=asked,
        words=words,
        got=_got(made, told),
        misread=tuple(_misread(asked, made)),
        missing=tuple(_missing(asked, made, _cited(made, claims, room), room)),
        wrong=tuple(text for text in told if any(re.search(one, text) for one in patterns)),
        refused=made.turn.refused,
        unsaid=tuple(_unsaid(asked, made, told, sum(_length(c.text) for part in long for c in part.claims))),
    )


def _misread(asked: Asked, made: Answered) -> Iterator[str]:
    expect, step = asked.expect, made.turn.step
    if expect.refused and made.turn.refused:
        return
    if step is None:
        yield "nothing was understood"
        return
    if expect.kinds and step.kind not in expect.kinds:
        yield f"taken for {step.kind}"
    question = step.request.whole.casefold()
    yield from (f"“{one}” is not in the question" for one in expect.question_has if one not in question)
    yield from (f"“{one}” is in the question" for one in expect.question_not if one in question)
    got = {
        "since": step.request.window.since and step.request.window.since.date(),
        "until": step.request.window.until and expect.last_day(step.request.window.until),
        "as_of": step.request.as_of and expect.last_day(step.request.as_of),
        "outlets": set(step.request.outlets),
        "sentence": step.sentence,
        "figure": step.figure,
    }
    if expect.figure and expect.figure in step.figure:  # "29" is meant by "29 percent"
        got["figure"] = expect.figure
    for name, wanted in expect.of_request().items():
        if got[name] != wanted:
            yield f"{name} is {got[name] or 'open'}"


def _missing(asked: Asked, made: Answered, cited: Sequence[Article], room: Newsroom) -> Iterator[str]:
    expect = asked.expect
    if not expect.evidence:
        return
    if not cited:
        yield "nothing is cited"
        return
    if expect.cites_any and not {one.external_id for one in cited} & set(expect.cites_any):
        yield "none of the passages that answer it"
    for one in cited:
        if one.published is not None and expect.cites_only_after and one.published < expect.cites_only_after:
            yield f"{one.external_id} is too old"
        if (
            one.published is not None
            and expect.cites_only_before
            and one.published >= expect.cites_only_before
        ):
            yield f"{one.external_id} is too new"
        if expect.cites_from and one.publisher not in expect.cites_from:
            yield f"{one.external_id} is of another outlet"
        if one.publisher in expect.never_from:
            yield f"{one.external_id} is of an outlet that was left out"


def _unsaid(asked: Asked, made: Answered, told: Sequence[str], long: int) -> Iterator[str]:
    expect, turn = asked.expect, made.turn
    if expect.refused is not None and turn.refused != expect.refused:
        yield "refused" if turn.refused else "not refused"
    text = "\n".join((turn.said, *told))
    yield from (f"“{one}” is not said" for one in expect.says if not re.search(one, text))
    if expect.shorter and not 0 < sum(map(_length, told)) < long:
        yield "not shorter than the answer before"


def _cited(made: Answered, claims: Sequence[CheckedClaim], room: Newsroom) -> list[Article]:
    """Return the articles that are cited or shown; with a refusal none, as they answer nothing."""
    turn = made.turn
    if turn.refused:
        return []
    ids = [one.article_id for one in turn.shown] or [c.article_id for one in claims for c in one.citations]
    if not ids and turn.briefing_id:
        ids = [one.article_id for one in room.store.briefing(turn.briefing_id).cited()]
    return [room.articles[one] for one in dict.fromkeys(ids)]


def _quoted(made: Answered, room: Newsroom) -> list[str]:
    """Return the passages that answer a question in place of sentences."""
    turn = made.turn
    if turn.refused or turn.step is None or turn.step.kind != "ask":
        return []
    return [room.articles[one.article_id].text[one.start : one.end] for one in turn.shown]


def _length(text: str) -> int:
    return len(text.split())


def _got(made: Answered, told: Sequence[str]) -> str:
    step = made.turn.step
    read = step.model_dump_json(exclude_defaults=True) if step is not None else "not understood"
    return "\n".join((("refused: " if made.turn.refused else "") + made.turn.said, *told, read))


def _result(judged: Sequence[Judged]) -> SuiteResult:
    counts: dict[str, tuple[int, int]] = {
        "turns_right": _share([one.right for one in judged]),
        "understood": _share([not one.misread for one in judged]),
        "evidence": _share([not one.missing for one in judged if one.asked.expect.evidence]),
        "refusals": _share([one.refused for one in judged if one.asked.expect.refused]),
        "false_refusals": _share([one.refused for one in judged if one.asked.expect.answerable]),
    }
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for one in judged:
        by_kind["refuse" if one.asked.expect.refused else one.asked.expect.kinds[0]].append(one.right)
    counts |= {f"right.{kind}": _share(some) for kind, some in sorted(by_kind.items())}
    return SuiteResult(
        suite="followups",
        metrics={
            **{name: k / max(1, n) for name, (k, n) in counts.items()},
            "wrong": float(sum(len(one.wrong) for one in judged)),
            "conversations": float(len({one.case.split(".")[0] for one in judged})),
        },
        intervals={name: wilson(k, n) for name, (k, n) in counts.items()},
        n=len(judged),
        misses=tuple(_miss(one) for one in judged if not one.right),
    )


def _share(right: Sequence[bool]) -> tuple[int, int]:
    return sum(right), len(right)


def _miss(one: Judged) -> Miss:
    return Miss(
        case=one.case,
        group="refuse" if one.asked.expect.refused else one.asked.expect.kinds[0],
        passages=one.words,
        claim=one.asked.words,
        expected=one.asked.expect.model_dump_json(exclude_unset=True),
        got=one.got,
        findings=(
            *one.misread,
            *one.missing,
            *one.unsaid,
            *(f"must not be told: {text}" for text in one.wrong),
        ),
    )
