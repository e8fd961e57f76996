"""Editing a sentence of a kept briefing from the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from agent.commands.opening import now, opened_store
from agent.errors import UnusableRequest
from agent.guard import say
from agent.text.safe import one_line, printable

if TYPE_CHECKING:
    from agent.types import SentenceEdit


def run_edit(name: str, number: int, text: str | None, passages: tuple[int, ...], home: Path | None) -> int:
    """Give a sentence another text, or take it out where there is none, and tell what came of it."""
    from agent.make import make_checker, make_judge
    from agent.revising import revised

    with opened_store(home) as (settings, store):
        briefing = store.own_briefing(name)
        edit = _edit(briefing.version, text, passages) if text is not None else None
        judge = make_judge(settings)[0] if settings.judge and edit is not None else None
        report = revised(briefing, number, edit, "", store, settings, make_checker(), judge, now())
    if not report.accepted:
        say("Nothing was changed. " + " ".join(printable(one_line(why)) for why in report.why))
        return 1
    say(f"Version {report.version} is kept; `aletheia briefings show {printable(name)}` prints it.")
    return 0


def _edit(version: int, text: str, passages: tuple[int, ...]) -> SentenceEdit:
    from agent.types import SentenceEdit

    try:
        return SentenceEdit(version=version, text=one_line(text), passages=passages)
    except ValueError:
        why = "a sentence has 1 to 1,000 characters and rests on 5 passages at most"
        raise UnusableRequest("the edit", why) from None


def run_passages(name: str, home: Path | None) -> int:
    """List a briefing's sentences and passages by the numbers that an edit names them with."""
    with opened_store(home) as (_, store):
        briefing = store.briefing(name)
    for number, claim in enumerate(briefing.claims(), 1):
        print(one_line(f"sentence {number}: {claim.text}"))
    outlets = {entry.article_id: entry.publisher for entry in briefing.sources}
    for number, passage in enumerate(briefing.passages(), 1):
        print(one_line(f"passage {number}, {outlets.get(passage.article_id, '')}: “{passage.quote}”"))
    return 0
