"""What a briefing by a model costs: calls and tokens, and what a reader gets for them."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

from agent.commands import filled
from agent.make import make_kit
from agent.prompts import load_profile
from agent.settings import load_settings
from agent.types import Request
from evals.gold import EXAMPLE
from evals.probes import read_rows
from evals.result import SuiteResult
from evals.scripted import HonestModel
from evals.scripted.wired import Told, token_count, told_by

STORY = "kavanaugh_confirmation"
QUESTION = (
    "What happened in the confirmation of Brett Kavanaugh to the Supreme Court, and what may follow from it?"
)
"""Fixed, so that figures can be compared over time."""


def cost(data: Path | None = None) -> SuiteResult | None:
    """Return calls, tokens, sections, sentences and outlets of one briefing by the honest scripted model.

    On the articles of one story under a folder, alone in a library; on the example newsroom where no folder
    is named. None where neither is at hand.
    """
    if data is not None:
        return _of_story(data)
    return _of_example() if EXAMPLE.is_dir() else None


@cache
def _of_example() -> SuiteResult:
    gold = json.loads((EXAMPLE / "gold.json").read_text("utf-8"))
    return _measured(EXAMPLE / "articles.jsonl", gold["question"], datetime.fromisoformat(gold["as_of"]))


def _of_story(data: Path) -> SuiteResult | None:
    told, articles = (data / "articles" / f"realnews_{part}.jsonl.gz" for part in ("stories", "sample"))
    if not (told.is_file() and articles.is_file()):
        return None
    story = next((s for s in read_rows(told) if s["story"] == STORY), None)
    if story is None:
        return None
    wanted = set(story["article_ids"])
    rows = [row for row in read_rows(articles) if row["id"] in wanted]
    moment = datetime.combine(date.fromisoformat(story["last"][:10]), time.max, UTC)
    with tempfile.TemporaryDirectory(prefix="aletheia-eval-") as folder:
        alone = Path(folder) / "story.jsonl"
        alone.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
        return _measured(alone, QUESTION, moment)


def _measured(articles: Path, question: str, moment: datetime) -> SuiteResult:
    count, estimated = token_count()
    with (
        tempfile.TemporaryDirectory(prefix="aletheia-eval-") as folder,
        filled([articles], load_settings(Path(folder))) as (settings, store, library),
    ):
        profile = load_profile("situation", settings.profiles_folder)
        request = Request(question=question, as_of=moment)
        told = told_by(HonestModel(count), request, profile, make_kit(store, library), moment)
    return SuiteResult(
        suite="cost",
        metrics={**figures(told), "tokens_estimated": float(estimated)},
        intervals={},
        n=told.spent.calls,
    )


def figures(told: Told) -> dict[str, float]:
    """Return what a briefing took, and what it holds."""
    claims = [claim for section in told.made.sections for claim in section.claims]
    publishers = {source.article_id: source.publisher for source in told.made.sources}
    held = len(told.made.withheld)
    return {
        "calls": float(told.spent.calls),
        "tokens_in": float(told.spent.tokens_in),
        "tokens_out": float(told.spent.tokens_out),
        "headed_sections": float(sum(bool(section.heading) for section in told.made.sections)),
        "claims": float(len(claims)),
        "outlets": float(len({publishers[c.article_id] for claim in claims for c in claim.citations})),
        "withheld": held / max(1, held + len(claims)),
    }
