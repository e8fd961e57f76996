"""The sentences of a briefing, delivered and withheld, judged once more.

Pure but for the checker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agent.check.assessment import check_kind
from agent.check.claims import Checker, check_claims
from agent.check.contested import check_ledger
from agent.check.plain import check_plain
from agent.check.verdict import verdict
from agent.front import OPENS
from agent.once import SURPLUS
from agent.packing.doubt import Doubt, Rests, because, rests_on, shown
from agent.packing.measures import measured
from agent.packing.standing import Standing
from agent.types import (
    Article,
    Briefing,
    Citation,
    Claim,
    ClaimKind,
    Finding,
    Reason,
    Verdict,
    Withheld,
)

Judged = tuple[list[Verdict], list[Doubt]]
Kinds = Mapping[str, Sequence[ClaimKind]]
"""Kinds of sentences that each section takes, by key; empty where the profile is not known."""


def delivered(
    briefing: Briefing, kinds: Kinds, articles: Mapping[str, Article], known: Standing, checker: Checker
) -> Judged:
    """Judge each delivered sentence by the citations it was judged by: the first, before others were added.

    Each of those that were added, and each place that was noted to say the same, must support the sentence
    alone, and all that are cited together must not bring it down.
    """
    placed = [(section.key, claim) for section in briefing.sections for claim in section.claims]
    measures = {measure.spike.about: measure for measure in briefing.measures}
    asked: list[Claim] = []
    for _, claim in placed:
        if claim.kind == "measured":
            continue
        ends = range(1, len(claim.citations) + 1)
        asked += [_citing(claim, claim.citations[:end]) for end in ends]
        asked += [_citing(claim, (c,)) for c in (*claim.citations, *known.said.get(claim.id, ()))]
    judged = iter(check_claims(asked, articles, checker))
    verdicts, doubts = [], []
    for key, claim in placed:
        if claim.kind == "measured":
            found, told = measured(claim, key, kinds, measures)
            verdicts.append(found)
            doubts += told
            continue
        leading = [next(judged) for _ in claim.citations]
        alone = [next(judged) for _ in (*claim.citations, *known.said.get(claim.id, ()))]
        found, end, whys = _sentence(claim.verdict, leading, alone)
        own = _citing(claim, claim.citations[:end])
        more = [
            *_words(claim, key, kinds),
            *check_ledger(own, known.contests, articles),
            *known.front.check(key, claim),
        ]
        whys += [(f.message, "rules") for f in more]
        verdicts.append(found)
        doubts += [Doubt(f"sentence {shown(claim.id)}", why, rests) for why, rests in whys]
    return verdicts, doubts


def withheld(
    briefing: Briefing, kinds: Kinds, articles: Mapping[str, Article], known: Standing, checker: Checker
) -> Judged:
    """Judge what was withheld; that there was one too many is taken from the briefing."""
    asked = [
        Claim(id=held.verdict.claim_id, text=held.text, kind=held.kind, citations=held.citations)
        for held in briefing.withheld
    ]
    verdicts, doubts = [], []
    judged = check_claims(asked, articles, checker)
    for held, claim, found in zip(briefing.withheld, asked, judged, strict=True):
        told = [f for f in held.verdict.findings if f != SURPLUS]
        findings = [
            *found.findings,
            *_words(claim, held.section, kinds),
            *_beyond(claim, held, known, articles),
        ]
        if told != findings and not _never_judged(held):
            why = "its verdict does not come out again"
            lost = not claim.citations and Reason.CITATION_MISSING not in {f.reason for f in told}
            if lost:
                why = "what it was held against was not noted"
            doubts.append(Doubt(f"withheld sentence {shown(claim.id)}", why, "absent" if lost else "score"))
        surplus = [f for f in held.verdict.findings if f == SURPLUS]
        verdicts.append(verdict(claim.id, [*findings, *surplus]))
    return verdicts, doubts


def _sentence(
    told: Verdict, leading: Sequence[Verdict], alone: Sequence[Verdict]
) -> tuple[Verdict, int, list[tuple[str, Rests]]]:
    """Return the verdict as it comes out, by how many citations, and what speaks against the one told."""
    if not leading:
        return verdict(told.claim_id, []), 0, [("it cites nothing", "")]
    own = _fitting([n for n, found in enumerate(leading) if found == told], alone)
    able = _fitting([n for n, found in enumerate(leading) if found.label == "supported"], alone)
    chosen = next((n for n in (own, able) if n is not None), len(leading) - 1)
    found, whole = leading[chosen], leading[-1]
    whys: list[tuple[str, Rests]] = []
    if found.label != "supported":
        whys.append((f"checked again it is {because(found)}", rests_on(found)))
    elif own is None:
        whys.append(("its verdict does not come out again", "score"))
    elif whole.label != "supported":
        whys.append((f"by all it cites together it is {because(whole)}", rests_on(whole)))
    further = [one for one in alone[chosen + 1 :] if one.label != "supported"]
    whys += [(f"by a further source it is {because(one)}", rests_on(one)) for one in further]
    return found, chosen + 1, whys


def _fitting(ends: Sequence[int], alone: Sequence[Verdict]) -> int | None:
    """Return the first end behind which each citation supports the sentence alone; else the last."""
    fitting = (n for n in ends if all(found.label == "supported" for found in alone[n + 1 :]))
    return next(fitting, ends[-1] if ends else None)


def _citing(claim: Claim, citations: tuple[Citation, ...]) -> Claim:
    return Claim(id=claim.id, text=claim.text, kind=claim.kind, citations=citations)


def _beyond(claim: Claim, held: Withheld, known: Standing, articles: Mapping[str, Article]) -> list[Finding]:
    """Return what others say about a withheld sentence, and what does not let it stand where it was to."""
    found = [*check_ledger(claim, known.contests, articles), *known.front.check(held.section, claim)]
    told = {f.reason for f in held.verdict.findings}
    fell = held.section == OPENS and Reason.FIGURE_ORIGIN in told  # with its section, which had no opening
    return found or (known.front.unopened(claim) if fell else [])


def _words(claim: Claim, key: str, kinds: Kinds) -> list[Finding]:
    return [*check_plain(claim), *(check_kind(claim, kinds[key]) if key in kinds else [])]


def _never_judged(held: Withheld) -> bool:
    """Tell whether a sentence was one too many from the first, so that nothing else was looked at."""
    return held.verdict.findings == (SURPLUS,)
