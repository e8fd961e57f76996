"""The briefing on the example newsroom against its gold facts and traps."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from agent.brief import Kit, brief
from agent.commands import filled
from agent.make import make_kit
from agent.prompts import load_profile
from agent.settings import load_settings
from agent.types import Briefing, CheckedClaim, Request
from evals.result import Miss, SuiteResult
from evals.wilson import wilson

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "colombia"
OVERLAP = 0.85
"""Share of an accepted span that a citation must cover."""


@cache
def example() -> tuple[Briefing, dict[str, Any], dict[str, str]]:
    """Return the briefing on the example newsroom, the gold, and external ids by article id."""
    return made_with(lambda kit: kit)


def made_with(changed: Callable[[Kit], Kit]) -> tuple[Briefing, dict[str, Any], dict[str, str]]:
    """Return what `example` returns, of a briefing that was made with other parts.

    Args:
        changed: Given the usual parts, returns those to be used.
    """
    gold = json.loads((EXAMPLE / "gold.json").read_text("utf-8"))
    moment = datetime.fromisoformat(gold["as_of"])
    request = Request(question=gold["question"], as_of=moment)
    with (
        tempfile.TemporaryDirectory(prefix="aletheia-eval-") as folder,
        filled([EXAMPLE / "articles.jsonl"], load_settings(Path(folder))) as (settings, store, library),
    ):
        profile = load_profile("situation", settings.profiles_folder)
        made = brief(request, profile, changed(make_kit(store, library)), moment)
        names = {a.id: a.external_id or "" for a in store.articles()}
        texts = {a.external_id or "": a.text for a in store.articles()}
    gold["texts"] = texts
    return made, gold, names


def gold() -> SuiteResult | None:
    """Return fact recall, citation precision by gold, traps, and the share withheld.

    `citation_precision` is the share of delivered sentences of which a citation covers an accepted span of a
    gold fact. The gold lists what must be told, not all that may be: a sentence off it is no error, but fewer
    of them on it means that the briefing tells other things than the story.

    None where the example is not at hand.
    """
    if not EXAMPLE.is_dir():
        return None
    made, truth, names = example()
    claims = [claim for section in made.sections for claim in section.claims]
    found = {f["id"]: any(states(c, f, names, truth["texts"]) for c in claims) for f in truth["facts"]}
    must = [f["id"] for f in truth["facts"] if f["must"]]
    sprung = [
        (trap["id"], claim.text)
        for trap in truth["traps"]
        for claim in claims
        if re.search(trap["pattern"], claim.text)
    ]
    cited = [any(states(c, f, names, truth["texts"]) for f in truth["facts"]) for c in claims]
    hits, n = sum(found.values()), len(found)
    withheld = len(made.withheld) / max(1, len(made.withheld) + len(claims))
    return SuiteResult(
        suite="gold",
        metrics={
            "fact_recall": hits / n,
            "must_recall": sum(found[name] for name in must) / len(must),
            "citation_precision": sum(cited) / max(1, len(cited)),
            "traps": float(len(sprung)),
            "withheld": withheld,
        },
        intervals={"fact_recall": wilson(hits, n)},
        n=n,
        misses=(
            *(_untold(fact) for fact in truth["facts"] if not found[fact["id"]]),
            *(_sprung(trap, text) for trap in truth["traps"] for name, text in sprung if name == trap["id"]),
        ),
    )


def _untold(fact: dict[str, Any]) -> Miss:
    return Miss(
        case=fact["id"],
        group="must_recall" if fact["must"] else "fact_recall",
        passages=tuple(span["quote"] for span in fact["spans"]),
        claim=fact["fact"],
        expected="delivered with a citation that states it",
        got="not delivered",
    )


def _sprung(trap: dict[str, Any], text: str) -> Miss:
    return Miss(
        case=trap["id"],
        group="traps",
        passages=tuple(span["quote"] for span in trap["spans"]),
        claim=text,
        expected="not delivered",
        got="delivered",
        findings=(trap["why"],),
    )


def states(claim: CheckedClaim, fact: dict[str, Any], names: dict[str, str], texts: dict[str, str]) -> bool:
    """Return whether the claim cites at least the asked share of a span that states the fact."""
    for citation in claim.citations:
        external = names.get(citation.article_id, "")
        for span in fact["spans"]:
            if span["external_id"] != external:
                continue
            start = texts[external].find(span["quote"])
            end = start + len(span["quote"])
            covered = min(end, citation.end) - max(start, citation.start)
            if start >= 0 and covered >= OVERLAP * (end - start):
                return True
    return False
