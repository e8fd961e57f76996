"""Conversations of an analyst with the example newsroom: whether follow-ups are understood and answered.

`data/followups.jsonl` was written before a look at the rules that read the words; what was measured then
stands in `data/README.md`.
"""

from __future__ import annotations

import json
import re
import tempfile
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
from evals.followup_figures import Judged, figured
from evals.followup_rows import FURTHER, Asked, Conversation, conversations
from evals.gold import EXAMPLE
from evals.result import SuiteResult

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


def followups() -> SuiteResult | None:
    """Return how many turns are right in everything that is expected of them, and in what.

    `understood` is the share of turns whose kind, question, window, outlets, sentence and figure were made
    out; `evidence` that of turns with expected passages of which one is cited or shown, and none that may not
    be; `refusals` that of unanswerable turns that were refused, `false_refusals` that of answerable ones that
    were. `wrong` counts delivered sentences that must not be. `right.KIND` is `turns_right` by the kind
    expected. `further.` stands before the same of the second set.

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
        further = [turn for one in conversations(FURTHER) for turn in held(one, room)]
    return figured(judged, further)


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
