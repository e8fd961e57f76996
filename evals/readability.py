"""Whether the briefing on the example newsroom reads like a text: nothing dangles, nothing is told twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from agent.text.shingles import overlap, triples
from agent.types import Briefing, Section
from agent.write.extract import REST
from agent.write.openings import Known, dangling, found_names
from agent.write.salience import Texts, keys, roots
from agent.write.subjects import SUBJECTS
from agent.write.usable import cut_off
from evals.gold import EXAMPLE, example
from evals.result import SuiteResult

ALIKE = 0.5
"""Cosine, or share of common word triples, from which two sentences tell the same thing."""


def readability() -> SuiteResult | None:
    """Return how the example's briefing reads; None where the example is not at hand."""
    if not EXAMPLE.is_dir():
        return None
    made, truth, _ = example()
    texts = [claim.text for section in made.sections for claim in section.claims]
    spoken = {word for text in texts for name in found_names(text) for word in name.text.split()}
    known = Known(frozenset(keys(truth["question"])), frozenset(spoken))
    told = outlets(made)
    themes = [s for s in made.sections if s.key == "themes" and s.heading != REST]
    return SuiteResult(
        suite="readability",
        metrics={
            "dangling": float(sum(dangling(text, known) for text in texts)),
            "cut_off": float(sum(cut_off(text) for text in texts)),
            "repeats": float(len(repeats(texts))),
            "outlets": float(len(told)),
            "top_outlet_share": max(told.values(), default=0) / max(1, sum(told.values())),
            "headings_fit": sum(map(fits, themes)) / max(1, len(themes)),
            "sections": float(len({s.key for s in made.sections})),
            "words": float(sum(len(text.split()) for text in texts)),
        },
        intervals={},
        n=len(texts),
    )


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
