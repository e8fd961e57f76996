"""What the ledger of disagreements says about a sentence of ours: overtaken, outvoted, or told too flatly.

Pure. A value that lost may stand only beside the one that holds. Where none holds yet, a value may stand only
with somebody who says so, or beside its rival.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from agent.check.counted import counted
from agent.check.counts import Count
from agent.check.disagree import Contests, Open, Stale
from agent.text.dates import dates
from agent.text.telling import telling
from agent.types import Article, Claim, DisagreementValue, Finding, Mention, Reason

_OWNED = re.compile(
    r"\b(?:according to|said|says|told|wrote|reported(?! missing)|reports (?:that|of)|reportedly|claims"
    r"|claimed|estimate[sd]?|puts? the|citing|by (?:its|their|his|her|the \w+['’]s) count|unconfirmed"
    r"|disputed)\b",
    re.IGNORECASE,
)
"""Words that give what a sentence tells to somebody, or leave it open."""


def check_ledger(claim: Claim, contests: Contests, articles: Mapping[str, Article]) -> list[Finding]:
    """Return a finding for the first value of a claim that lost, or that is told flatly though contested."""
    told = [c for c in counted(claim.text) if not c.denied]
    lost = _overtaken(told, telling(claim.text), contests.stale)
    return [*lost, *_flat(claim, told, contests.unsettled, articles)][:1]


def _overtaken(told: Sequence[Count], words: frozenset[str], stale: Sequence[Stale]) -> Iterator[Finding]:
    for one in stale:
        same = [c for c in told if (c.sort, c.amount) == (one.sort, one.amount)]
        right = any((c.sort, c.amount) == (one.sort, one.current) for c in told)
        if not same or right or not words & one.words:
            continue
        said = f"{one.told.value} ({_source(one.told)})"
        more = f"{one.told.origins} independent origins give {said}, fewer give {same[0].shown}."
        yield Finding(
            check="figures",
            passed=False,
            reason=Reason.FIGURE_SUPERSEDED if one.newer else Reason.FIGURE_CONTESTED,
            refutes=True,
            message=f"A newer count is {said}, not {same[0].shown}." if one.newer else more,
            mention=mention(same[0]),
            citation=one.told.citation,
        )


def _flat(
    claim: Claim, told: Sequence[Count], unsettled: Sequence[Open], articles: Mapping[str, Article]
) -> Iterator[Finding]:
    if _OWNED.search(claim.text):
        return
    days = _days(claim, articles) if any(not one.sort for one in unsettled) else frozenset()
    for one in unsettled:
        if one.sort:
            given = {c.amount for c in told if one.about(claim.text, c.sort)} & one.amounts
        else:
            cited = any((c.article_id, c.start, c.end) in one.places for c in claim.citations)
            given = set(days & one.amounts) if cited else set()
        if len(given) == 1:
            values = ", ".join(f"{value.value} ({_source(value)})" for _, value in one.told)
            yield Finding(
                check="figures" if one.sort else "dates",
                passed=False,
                reason=Reason.FIGURE_CONTESTED,
                message=f"Sources differ and none has prevailed: {values}. Say who gives the value.",
                mention=next((mention(c) for c in told if c.sort == one.sort and c.amount in given), None),
                citation=next(v.citation for amount, v in one.told if amount not in given),
            )


def _days(claim: Claim, articles: Mapping[str, Article]) -> frozenset[float]:
    """Return the days a claim names, as ordinals, read as its first source would."""
    first = articles.get(claim.citations[0].article_id) if claim.citations else None
    found = [d for d in dates(claim.text, first.published if first else None) if d.precision == "day"]
    return frozenset(float(d.first.toordinal()) for d in found if d.first and d.first == d.last)


def _source(value: DisagreementValue) -> str:
    day = f", {value.published.date().isoformat()}" if value.published else ""
    return f"{value.publisher}{day}"


def mention(count: Count) -> Mention:
    """Return a count as a mention in its sentence."""
    figure = count.figure
    return Mention(kind="figure", value=count.shown, text=figure.text, start=figure.start, end=figure.end)


def with_owner(claim: Claim, articles: Mapping[str, Article]) -> Claim | None:
    """Return the claim with the outlet that it has its news from.

    None where the sentence names somebody already, or has no full stop to put the name before.
    """
    told = claim.text.rstrip()
    if not claim.citations or claim.citations[0].article_id not in articles or _OWNED.search(told):
        return None
    if not told.endswith("."):
        return None
    outlet = articles[claim.citations[0].article_id].publisher
    text = f"{told.removesuffix('.')}, according to {outlet}."
    return claim.model_copy(update={"text": text, "id": f"{claim.id}h", "citations": claim.citations[:1]})
