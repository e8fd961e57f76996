"""Whether a briefing reads like a text: nothing dangles, nothing is told twice, headings fit, many voices."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from itertools import combinations
from pathlib import Path

from agent.brief import brief
from agent.commands import filled
from agent.make import make_kit
from agent.prompts import load_profile
from agent.settings import load_settings
from agent.text.shingles import overlap, triples
from agent.types import Briefing, Request, Section
from agent.write.extract import REST
from agent.write.openings import Known, dangling, found_names
from agent.write.salience import Texts, keys, roots
from agent.write.subjects import SUBJECTS
from agent.write.usable import cut_off
from evals.gold import EXAMPLE, example
from evals.probes import read_rows
from evals.result import SuiteResult

ALIKE = 0.5
"""Cosine, or share of common word triples, from which two sentences tell the same thing."""
STORY_OUTLETS, STORY_ARTICLES = 6, 10
"""Least size of a story whose briefing should be a text of many voices."""


def readability(data: Path | None = None) -> SuiteResult | None:
    """Return how the example's briefing reads, or those on the stories under a folder.

    None where neither the example nor a story of enough articles is at hand.
    """
    if data is not None:
        return stories(data)
    if not EXAMPLE.is_dir():
        return None
    made, truth, _ = example()
    texts = [claim.text for section in made.sections for claim in section.claims]
    more = {
        "sections": float(len({s.key for s in made.sections})),
        "words": float(sum(len(text.split()) for text in texts)),
    }
    return SuiteResult(
        suite="readability",
        metrics={**figures_of(made, truth["question"]), **more},
        intervals={},
        n=len(texts),
    )


def figures_of(made: Briefing, question: str) -> dict[str, float]:
    """Return what can be counted about how a briefing reads."""
    texts = [claim.text for section in made.sections for claim in section.claims]
    spoken = {word for text in texts for name in found_names(text) for word in name.text.split()}
    words, named = frozenset(keys(question)), frozenset(spoken)
    before = [frozenset(key for text in texts[:n] for key in keys(text)) for n in range(len(texts))]
    told = outlets(made)
    themes = [s for s in made.sections if s.key == "themes" and s.heading != REST]
    return {
        "dangling": float(
            sum(
                dangling(text, Known(words, named, things=told_of))
                for text, told_of in zip(texts, before, strict=True)
            )
        ),
        "cut_off": float(sum(cut_off(text) for text in texts)),
        "repeats": float(len(repeats(texts))),
        "outlets": float(len(told)),
        "top_outlet_share": max(told.values(), default=0) / max(1, sum(told.values())),
        "headings_fit": sum(map(fits, themes)) / max(1, len(themes)),
    }


def stories(data: Path) -> SuiteResult | None:
    """Return `STORY.NAME` for a briefing on each large story of `articles`, as of its last day.

    It is asked for by the words of the story's name, in a library of all the articles; `sentences` and
    `withheld` tell how much of it there is.
    """
    told, articles = (data / "articles" / f"realnews_{part}.jsonl.gz" for part in ("stories", "sample"))
    if not (told.is_file() and articles.is_file()):
        return None
    chosen = [s for s in read_rows(told) if s["outlets"] >= STORY_OUTLETS and s["articles"] >= STORY_ARTICLES]
    metrics: dict[str, float] = {}
    with (
        tempfile.TemporaryDirectory(prefix="aletheia-eval-") as folder,
        filled([articles], load_settings(Path(folder))) as (settings, store, library),
    ):
        profile = load_profile("situation", settings.profiles_folder)
        for story in chosen:
            question = story["story"].replace("_", " ")
            moment = datetime.combine(date.fromisoformat(story["last"][:10]), time.max, UTC)
            request = Request(question=question, as_of=moment)
            made = brief(request, profile, make_kit(store, library), moment)
            found = {
                **figures_of(made, question),
                "sentences": float(sum(len(section.claims) for section in made.sections)),
                "withheld": float(len(made.withheld)),
            }
            metrics |= {f"{story['story']}.{name}": value for name, value in found.items()}
    return SuiteResult(suite="readability", metrics=metrics, intervals={}, n=len(chosen)) if chosen else None


def repeats(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs of sentences that tell the same thing in much the same words."""
    near = Texts(texts).near
    shapes = [triples(text) for text in texts]
    return [
        (texts[a], texts[b])
        for a, b in combinations(range(len(texts)), 2)
        if float(near[a, b]) >= ALIKE or overlap(shapes[a], shapes[b]) >= ALIKE
    ]


def outlets(made: Briefing) -> Counter[str]:
    """Return how many sentences rest on each outlet, by the first source of each."""
    publisher = {source.article_id: source.publisher for source in made.sources}
    return Counter(
        publisher[claim.citations[0].article_id]
        for section in made.sections
        for claim in section.claims
        if claim.citations
    )


def fits(section: Section) -> bool:
    """Return whether at least two sentences hold a word of their heading, or of the subject it names."""
    subject = next((s.words for s in SUBJECTS if s.heading == section.heading), frozenset())
    words = roots(section.heading) | subject
    return sum(bool(words & roots(claim.text)) for claim in section.claims) > 1
