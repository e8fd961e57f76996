"""What a briefing measured, worked out again from the counts that it carries.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from agent.measured import judge_measured
from agent.packing.doubt import Doubt, because, shown
from agent.retrieve.measure import same, worked_out
from agent.types import Briefing, CheckedClaim, ClaimKind, Measure, Verdict


def measured(
    claim: CheckedClaim,
    key: str,
    kinds: Mapping[str, Sequence[ClaimKind]],
    measures: Mapping[str, Measure],
) -> tuple[Verdict, list[Doubt]]:
    """Judge a measured sentence: it says what was measured, and stands where such sentences may."""
    found, where = judge_measured(claim, measures), f"sentence {shown(claim.id)}"
    doubts = []
    if found.label != "supported":
        doubts.append(Doubt(where, f"checked again it is {because(found)}", "rules"))
    elif found != claim.verdict:
        doubts.append(Doubt(where, "its verdict does not come out again", "rules"))
    if key in kinds and "measured" not in kinds[key]:
        doubts.append(Doubt(where, "its section takes no sentence that is measured", "rules"))
    if (claim.outlets, claim.origins, claim.lone_figures) != (0, 0, ()):
        doubts.append(Doubt(where, "nobody says what was measured, and it tells of outlets that do"))
    return found, doubts


def counted_again(briefing: Briefing) -> Iterator[Doubt]:
    """Yield the measures that do not follow from their counts, or that no sentence states."""
    told = [c.spike for s in briefing.sections for c in s.claims if c.kind == "measured"]
    names = [measure.spike.about for measure in briefing.measures]
    if sorted(told) != sorted(names) or len(set(names)) < len(names):
        yield Doubt("measures", "there is not one for each measured sentence")
    for measure in briefing.measures:
        where, spike = f"measure of {shown(measure.spike.label or measure.spike.about)}", measure.spike
        if spike.end > briefing.as_of:
            yield Doubt(where, "it counts what was published after the moment of the briefing")
        if briefing.window.until is not None and spike.end > briefing.window.until:
            yield Doubt(where, "it counts what was published after the window of the briefing")
        again = worked_out(measure)
        if again is None:
            yield Doubt(where, "no spike follows from its counts", "rules")
        elif not same(spike, again):
            yield Doubt(where, "another spike follows from its counts", "rules")
