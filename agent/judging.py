"""Bound sentences → judged ones: checked, mended once, else replaced by the source's own, else held back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from agent.check.assessment import check_kind
from agent.check.claims import Checker, check_claims
from agent.check.contested import check_ledger, with_owner
from agent.check.disagree import Contests
from agent.check.plain import check_plain
from agent.check.verdict import verdict
from agent.front import Front
from agent.once import SURPLUS
from agent.publish import Judged, JudgedSection
from agent.tracing import span
from agent.types import Article, Claim, ClaimKind, Reason, Verdict
from agent.write.bind import BoundSection
from agent.write.dated import undated
from agent.write.openings import Known, found_names, printable_form
from agent.write.salience import keys
from agent.write.usable import usable

Failed = Sequence[tuple[Claim, Verdict]]
Mend = Callable[[Failed], Mapping[str, Claim]]
"""Given the sentences that failed, return new ones by the id of the old."""


@dataclass(frozen=True)
class Bench:
    """What sentences are judged by."""

    question: str
    articles: Mapping[str, Article]
    contested: Contests
    front: Front
    """Which figures may stand where a reader looks first."""
    checker: Checker
    kinds: Mapping[str, Sequence[ClaimKind]]
    """Kinds that each section takes, by key."""
    judge: Checker | None = None
    """Asked in the checker's place about sentences that a writer composed; never about the sources' own."""


def nothing_mended(failed: Failed) -> Mapping[str, Claim]:
    """Return no new sentences: the way of a writer that has only the sources' own."""
    return {}


def judge(sections: Sequence[BoundSection], bench: Bench, mend: Mend) -> list[JudgedSection]:
    """Check every sentence; one that fails is mended once, or gives way to the source's own if that holds.

    All sentences are checked together, and so are all mended ones, so that a checker that asks a model asks
    it once for each.
    """
    placed = [(section.key, claim) for section in sections for claim in section.claims]
    found = checked(placed, bench, bench.judge)
    failed = [(claim, found[claim.id]) for _, claim in placed if not _holds(found[claim.id])]
    mended = mend(failed) if failed else {}
    keyed = {claim.id: key for key, claim in placed}
    again = checked(
        [(keyed[name], claim) for name, claim in mended.items() if name in keyed], bench, bench.judge
    )
    held = {name for name, claim in mended.items() if claim.id in again and _holds(again[claim.id])}
    known = _known(bench.question, [c for _, c in placed if _holds(found[c.id])])
    spare = {
        claim.id: own
        for claim, _ in failed
        if claim.id not in held and (own := _stand_in(claim, found[claim.id], known, bench)) is not None
    }
    last = checked([(keyed[name], claim) for name, claim in spare.items()], bench)

    def judged(claim: Claim) -> list[Judged]:
        made = [Judged(claim, found[claim.id])]
        if claim.id in mended and mended[claim.id].id in again:
            made.append(Judged(mended[claim.id], again[mended[claim.id].id], stands_for=claim.id))
        if claim.id in spare:
            made.append(Judged(spare[claim.id], last[spare[claim.id].id], stands_for=claim.id))
        return made

    return [_section(section, judged) for section in sections]


def _section(section: BoundSection, judged: Callable[[Claim], list[Judged]]) -> JudgedSection:
    claims = [j for claim in section.claims for j in judged(claim)]
    claims.extend(Judged(claim, verdict(claim.id, [SURPLUS])) for claim in section.surplus)
    return JudgedSection(section.key, section.heading, tuple(claims))


def _holds(found: Verdict) -> bool:
    return found.label == "supported"


def checked(
    placed: Sequence[tuple[str, Claim]], bench: Bench, judge: Checker | None = None
) -> dict[str, Verdict]:
    """Return a verdict by claim id: its sources say so, it is words, it fits, no other source outdoes it.

    Args:
        placed: Sentences, each with the key of its section.
        bench: What they are judged by.
        judge: Asked in the checker's place.
    """
    with span("check", sentences=len(placed)):
        verdicts = check_claims([claim for _, claim in placed], bench.articles, judge or bench.checker)
    made: dict[str, Verdict] = {}
    for (key, claim), found in zip(placed, verdicts, strict=True):
        more = [
            *check_plain(claim),
            *check_kind(claim, bench.kinds.get(key, ())),
            *check_ledger(claim, bench.contested, bench.articles),
            *bench.front.check(key, claim),
        ]
        made[claim.id] = verdict(claim.id, [*found.findings, *more]) if more else found
    return made


def _known(question: str, delivered: Sequence[Claim]) -> Known:
    """Return what a reader of the sentences that hold has been told of."""
    texts = [claim.text for claim in delivered]
    return Known(
        words=frozenset(keys(question)),
        names=frozenset(word for t in texts for name in found_names(t) for word in name.text.split()),
        things=frozenset(key for text in texts for key in keys(text)),
    )


def _stand_in(claim: Claim, found: Verdict, known: Known, bench: Bench) -> Claim | None:
    """Return what takes the place of a claim that failed.

    One that is true but tells a contested value flatly gets the outlet that says so; any other gives way to
    the source's own sentence.
    """
    failed = {f.reason for f in found.findings if not f.passed}
    if failed == {Reason.FIGURE_CONTESTED} and found.label != "refuted":
        return with_owner(claim, bench.articles)
    if claim.kind == "assessment" and Reason.FIGURE_ORIGIN in failed:
        return None  # what it concluded from would stand in its place, as if it were a conclusion
    own = _source_sentence(claim, known)
    if own is not None and check_ledger(own, bench.contested, bench.articles):
        return with_owner(own, bench.articles)
    return own


def _source_sentence(claim: Claim, known: Known) -> Claim | None:
    """Return the first cited sentence as a claim; None where the claim is that, or it cannot stand alone.

    A sentence that only got its dates from us goes back to what it was.
    """
    if not claim.citations or (claim.kind != "assessment" and claim.text == claim.citations[0].quote):
        return None
    first = claim.citations[0]
    text = first.quote if undated(claim.text) == first.quote else printable_form(first.quote)
    told = replace(known, words=known.words | set(keys(claim.text)))
    if undated(claim.text) != first.quote and not usable(text, told):
        return None
    return Claim(id=f"{claim.id}v", text=text, kind="reported", citations=(first,))
