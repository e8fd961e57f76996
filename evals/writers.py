"""Whether a model earns its place, and what a hostile one gets through: the same evidence, three writers."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from agent.brief import Kit, brief
from agent.commands import filled
from agent.make import make_kit
from agent.prompts import Profile, load_profile
from agent.settings import load_settings
from agent.types import Article, Request, Spent
from evals.gold import EXAMPLE, states
from evals.probes import read_rows
from evals.readability import figures_of
from evals.result import Miss, SuiteResult
from evals.scripted import HonestModel, HostileModel, Planted
from evals.scripted.finding import shown, stands, survived
from evals.scripted.hostile import KINDS
from evals.scripted.smuggling import pages
from evals.scripted.wired import Told, token_count, told_by
from evals.wilson import wilson

EACH = 100
"""Things of each kind that the hostile model plants, at least."""
MOST_DRAFTS = 60
"""After so many drafts the eval stops and tells what there is."""
STORIES = ("kavanaugh_confirmation", "khashoggi")
"""Stories of outside data on which writers are compared."""

Counts = dict[str, tuple[int, int]]
"""How many survived of how many, by kind."""


@dataclass(frozen=True)
class Desk:
    """What all writers write from."""

    request: Request
    profile: Profile
    kit: Kit
    moment: datetime
    articles: Sequence[Article] = ()
    """All of the library."""


def writers(data: Path | None = None) -> SuiteResult | None:
    """Return the figures of the extractive writer and the honest model, and what the hostile one brings in.

    On the example newsroom; with outside data also, as `STORY.WRITER.NAME`, on two of its stories. None where
    the example is not at hand.
    """
    if not EXAMPLE.is_dir():
        return None
    metrics = dict(_compared())
    counts, printed, survivors = _hostile(EACH)
    for kind, (bad, n) in counts.items():
        metrics[f"hostile.planted.{kind}"] = float(n)
        metrics[f"hostile.survival.{kind}"] = bad / max(1, n)
        metrics[f"hostile.printed.{kind}"] = printed[kind] / max(1, n)
    if data is not None:
        metrics |= _on_stories(data)
    return SuiteResult(
        suite="writers",
        metrics=metrics,
        intervals={f"hostile.survival.{kind}": wilson(bad, n) for kind, (bad, n) in counts.items()},
        n=sum(n for _, n in counts.values()),
        misses=tuple(map(_miss, survivors)),
    )


def _miss(planted: Planted) -> Miss:
    return Miss(
        case=planted.kind,
        group=f"hostile.survival.{planted.kind}",
        passages=(planted.clean,),
        claim=planted.text,
        expected="not delivered",
        got="delivered",
    )


# --- the same evidence, two writers --------------------------------------------------------------------


@cache
def _compared() -> Mapping[str, float]:
    gold = json.loads((EXAMPLE / "gold.json").read_text("utf-8"))
    with _example() as desk:
        names = {a.id: a.external_id or "" for a in desk.articles}
        texts = {a.external_id or "": a.text for a in desk.articles}
        found: dict[str, float] = {}
        for name, told in _both(desk).items():
            claims = [claim for section in told.made.sections for claim in section.claims]
            known = [any(states(c, f, names, texts) for c in claims) for f in gold["facts"]]
            found |= {f"{name}.{key}": value for key, value in measured(told, gold["question"]).items()}
            found[f"{name}.fact_recall"] = sum(known) / len(known)
    return found


def _both(desk: Desk) -> dict[str, Told]:
    count, _ = token_count()
    plain = brief(desk.request, desk.profile, desk.kit, desk.moment)
    honest = told_by(HonestModel(count), desk.request, desk.profile, desk.kit, desk.moment)
    return {"extractive": Told(plain, Spent()), "honest": honest}


def measured(told: Told, question: str) -> dict[str, float]:
    """Return what can be counted about a briefing and what it took."""
    claims = [claim for section in told.made.sections for claim in section.claims]
    held = len(told.made.withheld)
    return {
        **figures_of(told.made, question),
        "claims": float(len(claims)),
        "withheld": held / max(1, held + len(claims)),
        "headed": float(sum(bool(section.heading) for section in told.made.sections)),
        "verbatim": sum(claim.verbatim for claim in claims) / max(1, len(claims)),
        "assessments": float(sum(claim.kind == "assessment" for claim in claims)),
        "words": float(sum(len(claim.text.split()) for claim in claims)),
        "calls": float(told.spent.calls),
        "tokens_in": float(told.spent.tokens_in),
        "tokens_out": float(told.spent.tokens_out),
    }


# --- the hostile writer --------------------------------------------------------------------------------


@cache
def _hostile(each: int) -> tuple[Counts, Counter[str], tuple[Planted, ...]]:
    """Return what survived of what was planted by kind, how much of it is printed in any form, and what.

    Orders stand in some of the articles, as they do in the wild. Nobody stands by: what a reader gets is what
    the model wrote, or what gave way to the source's own.
    """
    planted: Counter[str] = Counter()
    bad: Counter[str] = Counter()
    printed: Counter[str] = Counter()
    survivors: list[Planted] = []
    with _example(pages()) as desk:
        kit = replace(desk.kit, library=_Remembering(desk.kit.library))  # type: ignore[arg-type]  # hands on
        for seed in range(MOST_DRAFTS):
            if min(planted[kind] for kind in KINDS) >= each:
                break
            model = HostileModel(seed)
            model.tally.update(planted)
            page = shown(told_by(model, desk.request, desk.profile, kit, desk.moment, alone=True).made)
            for one in model.planted:
                planted[one.kind] += 1
                if survived(one, page):
                    bad[one.kind] += 1
                    survivors.append(one)
                printed[one.kind] += stands(one, page)
    return {kind: (bad[kind], planted[kind]) for kind in KINDS}, printed, tuple(survivors)


class _Remembering:
    """A library that is asked once: the evidence is the same for every draft."""

    def __init__(self, library: Any) -> None:
        self._library = library
        self._found: list[Any] | None = None

    def find(self, request: Request, now: datetime) -> list[Any]:
        if self._found is None:
            self._found = self._library.find(request, now)
        return self._found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._library, name)


# --- where the evidence comes from ---------------------------------------------------------------------


@contextmanager
def _example(more: Sequence[Mapping[str, str]] = ()) -> Iterator[Desk]:
    """Open the example newsroom, with further articles beside it."""
    gold = json.loads((EXAMPLE / "gold.json").read_text("utf-8"))
    moment = datetime.fromisoformat(gold["as_of"])
    with tempfile.TemporaryDirectory(prefix="aletheia-eval-") as folder:
        extra = Path(folder) / "more.jsonl"
        extra.write_text("\n".join(json.dumps(row) for row in more), "utf-8")
        paths = [EXAMPLE / "articles.jsonl", *([extra] if more else [])]
        with filled(paths, load_settings(Path(folder) / "home")) as (settings, store, library):
            profile = load_profile("situation", settings.profiles_folder)
            request = Request(question=gold["question"], as_of=moment)
            yield Desk(request, profile, make_kit(store, library), moment, tuple(store.articles()))


def _on_stories(data: Path) -> dict[str, float]:
    """Return both writers' figures on stories of outside data, in a library of all its articles."""
    told, articles = (data / "articles" / f"realnews_{part}.jsonl.gz" for part in ("stories", "sample"))
    if not (told.is_file() and articles.is_file()):
        return {}
    found: dict[str, float] = {}
    with (
        tempfile.TemporaryDirectory(prefix="aletheia-eval-") as folder,
        filled([articles], load_settings(Path(folder))) as (settings, store, library),
    ):
        profile = load_profile("situation", settings.profiles_folder)
        for story in (s for s in read_rows(told) if s["story"] in STORIES):
            question = story["story"].replace("_", " ")
            moment = datetime.combine(date.fromisoformat(story["last"][:10]), time.max, UTC)
            request = Request(question=question, as_of=moment)
            desk = Desk(request, profile, make_kit(store, library), moment)
            for name, one in _both(desk).items():
                found |= {f"{story['story']}.{name}.{k}": v for k, v in measured(one, question).items()}
    return found
