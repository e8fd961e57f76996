"""Measured sentences: that the story a briefing is on has a burst of coverage, told by code from counts.

Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from agent.check.counts import counts
from agent.check.plain import check_plain
from agent.check.verdict import verdict
from agent.publish import Judged, JudgedSection
from agent.retrieve.measure import named
from agent.retrieve.spike_words import WATCH, statement
from agent.text.dates import dates
from agent.text.quotes import quotes
from agent.text.telling import telling
from agent.types import Claim, Finding, Measure, Plan, PlanSection, Reason, Spike, Verdict

SHARED = 0.6
"""Share of the telling words of a question that a story must be told with for the question to be on it."""
COMMON = 1 / 3
"""Share of its articles that tell it with a word."""
CITED = 2
"""Articles of it that the briefing must cite, or all there are."""
LEAD = 500
"""Characters of an article that tell what it is about."""


@dataclass(frozen=True)
class Noticed:
    """A spike that a briefing could open with."""

    measure: Measure
    texts: tuple[str, ...]
    """Headlines and beginnings of the articles in its window."""
    articles: tuple[str, ...]
    """Ids of all articles of the story or query, those before the window included."""
    asked: bool = False
    """It is a watched query that finds the question itself."""


def opened_by(
    question: str, sections: Sequence[JudgedSection], plan: Plan, noticed: Iterable[Noticed]
) -> tuple[list[JudgedSection], tuple[Measure, ...]]:
    """Return the sections, the first that takes measured sentences opened by the spike the question is on.

    Nothing is put in where the question is on none of the spikes, or the briefing cites other articles.
    """
    cited = {c.article_id for s in sections for j in s.claims if j.delivered for c in j.claim.citations}
    about = [one for one in noticed if is_on(question, one, cited)]
    place = place_of(plan)
    if not about or place is None:
        return list(sections), ()
    best = max(about, key=lambda one: (len(cited & set(one.articles)), one.measure.spike.observed))
    spike = best.measure.spike
    spike = named(spike, label_of(spike), len(best.measure.totals))
    measure = best.measure.model_copy(update={"spike": spike})
    claim = Claim(id="measured-1", text=statement(spike), kind="measured", citations=(), spike=spike.about)
    opening = Judged(claim, judge_measured(claim, {spike.about: measure}))
    return _put_in(sections, plan, place.key, opening), (measure,)


def place_of(plan: Plan) -> PlanSection | None:
    """Return the first section that takes measured sentences; None where none does."""
    return next((section for section in plan.sections if "measured" in section.kinds), None)


def is_on(question: str, one: Noticed, cited: Collection[str]) -> bool:
    """Tell whether a question is on the story or query that bursts, and answered from its articles."""
    if not answers_from(one.articles, cited):
        return False
    if one.asked:
        return True
    words = telling(question)
    told = [telling(text) for text in one.texts]
    shared = [word for word in words if sum(word in text for text in told) >= COMMON * len(told)]
    return bool(shared) and len(shared) >= SHARED * len(words)


def answers_from(articles: Collection[str], cited: Collection[str]) -> bool:
    """Tell whether a briefing that cites some articles is answered from those of a story or query."""
    return len(set(articles) & set(cited)) >= min(CITED, len(articles))


def label_of(spike: Spike) -> str:
    """Return the name under which a measured sentence may tell of a spike; empty where it has none.

    A story is "this story": its headlines are what somebody else claims, and nobody checked them. A watched
    query keeps the name a person gave it, unless that holds a figure, a date or a quotation, which would be
    told unchecked, or an address, markup or words to a program.
    """
    return spike.label if spike.about.startswith(WATCH) and _is_safe(spike.label) else ""


def _is_safe(name: str) -> bool:
    if counts(name) or dates(name, None) or quotes(name) or any(mark in name for mark in '“”"'):
        return False
    return not check_plain(Claim(id="name", text=name, kind="reported", citations=()))


def judge_measured(claim: Claim, measures: Mapping[str, Measure]) -> Verdict:
    """Return a verdict on a measured sentence: it must be the one that code makes of the spike it states."""
    measure = measures.get(claim.spike)
    named_by_us = measure is not None and measure.spike.label == label_of(measure.spike)
    if measure and named_by_us and claim.text == statement(measure.spike) and not claim.citations:
        return verdict(claim.id, [Finding(check="measure", passed=True, reason=Reason.OK)])
    why = "It is not what was measured."
    found = Finding(check="measure", passed=False, reason=Reason.MEASURE_WRONG, message=why)
    return verdict(claim.id, [found])


def _put_in(sections: Sequence[JudgedSection], plan: Plan, key: str, opening: Judged) -> list[JudgedSection]:
    """Put a sentence in front of the section with a key, which is opened where it is not there."""
    found = list(sections)
    at = next((n for n, section in enumerate(found) if section.key == key), None)
    if at is not None:
        found[at] = replace(found[at], claims=(opening, *found[at].claims))
        return found
    order = {section.key: n for n, section in enumerate(plan.sections)}
    behind = next((n for n, s in enumerate(found) if order[s.key] > order[key]), len(found))
    heading = next(s.heading for s in plan.sections if s.key == key) or ""
    return [*found[:behind], JudgedSection(key, heading, (opening,)), *found[behind:]]
