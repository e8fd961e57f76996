"""The text of a pack → whether it holds.

Pure but for the checker.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from agent.check.claims import Checker
from agent.packing.articles import misplaced, unpacked
from agent.packing.canonical import NotJson, canonical, digests_of, fingerprint_of, strict_json
from agent.packing.doubt import Doubt, shown
from agent.packing.recheck import recheck
from agent.types import PACK_VERSION, Briefing, Pack, PackedBy, Verdict

_MOST_NAMED = 3
"""Fields of the wrong shape that are named: the rest follows from them, as a rule."""


@dataclass(frozen=True)
class Proof:
    """What came of checking a pack again."""

    fingerprint: str
    """Of the pack as it is."""
    pack: Pack | None
    """None where it could not be read."""
    doubts: tuple[Doubt, ...]
    """What does not hold: the pack was changed, or was never true."""
    unrepeated: tuple[Doubt, ...] = ()
    """What came out otherwise, and was judged by another version of this program or by a model."""


def prove(text: str, checker: Checker, ours: PackedBy, published: str | None = None) -> Proof:
    """Check a pack again: shape, digests, passages, citations, and every verdict.

    Args:
        text: The file.
        checker: Scores the support.
        ours: What the checker and the checks of this program are.
        published: The fingerprint the pack should have, where one is known.

    Raises:
        NotJson: it is not JSON.
    """
    value = strict_json(text)
    if not isinstance(value, dict):
        return Proof("", None, (Doubt("file", "it is no pack"),))
    try:
        print_ = fingerprint_of(value)
        broken = list(_unsealed(value, print_, published))
    except (ValueError, RecursionError):
        raise NotJson("it holds what no pack can hold") from None
    try:
        pack = Pack.model_validate(value)
    except ValidationError as problem:
        return Proof(print_, None, (*broken, *_misshapen(problem)))
    if broken:
        return Proof(print_, pack, tuple(broken))
    if canonical(pack.model_dump(mode="json")) != canonical(value):
        return Proof(print_, pack, (Doubt("file", "it is not written as packs are"),))
    if lost := tuple(misplaced(pack.articles)):
        return Proof(print_, pack, lost)
    return _judged(pack, print_, checker, ours)


def excused(doubt: Doubt, judged_by: PackedBy, ours: PackedBy) -> bool:
    """Tell whether those who judged may have judged otherwise than this program does, or by what it lacks."""
    if doubt.rests_on == "absent":
        return True
    if judged_by.version != ours.version or judged_by.rules != ours.rules:
        return doubt.rests_on != ""
    return doubt.rests_on == "score" and judged_by.checker != ours.checker


def judged_by(briefing: Briefing, rules: str) -> PackedBy:
    """Return what a briefing says of who judged it; `rules` are those it was packed with."""
    made = briefing.provenance
    return PackedBy(version=made.version, checker=made.checker, rules=rules)


def _unsealed(value: Mapping[str, Any], found: str, published: str | None) -> Iterator[Doubt]:
    """Yield the digests that are not those of what they stand for."""
    if value.get("kind") != "pack":
        yield Doubt("file", "it is no pack")
        return
    if value.get("schema_version") != PACK_VERSION:
        yield Doubt("schema_version", f"this program knows {PACK_VERSION} only; have it packed again")
    stated = value.get("digests")
    for part, digest in digests_of(value).items():
        if not isinstance(stated, dict) or stated.get(part) != digest:
            yield Doubt(f"digest of {part}", "it is not that of what stands there")
    if value.get("fingerprint") != found:
        yield Doubt("fingerprint", "it is not that of the pack")
    if published is not None and published.lower() != found:
        yield Doubt("fingerprint", "it is not the one that was given: this is another pack")


def _misshapen(problem: ValidationError) -> Iterator[Doubt]:
    for error in problem.errors(include_url=False, include_input=False)[:_MOST_NAMED]:
        yield Doubt(shown(".".join(str(part) for part in error["loc"])), error["msg"].lower())


def _judged(pack: Pack, print_: str, checker: Checker, ours: PackedBy) -> Proof:
    articles = {article.id: unpacked(article) for article in pack.articles}
    found = recheck(pack.briefing, pack.plan, articles, pack.copies, checker)
    author = judged_by(pack.briefing, pack.made_by.rules)
    pairs = [(doubt, author) for doubt in found.doubts]
    if found.verdicts or not found.doubts:
        pairs += [(doubt, pack.made_by) for doubt in _changed(pack, found.verdicts)]
    return Proof(
        print_,
        pack,
        tuple(doubt for doubt, by in pairs if not excused(doubt, by, ours)),
        tuple(doubt for doubt, by in pairs if excused(doubt, by, ours)),
    )


def _changed(pack: Pack, found: tuple[Verdict, ...]) -> Iterator[Doubt]:
    """Yield the verdicts that the pack states otherwise than they come out."""
    if [verdict.claim_id for verdict in pack.verdicts] != [verdict.claim_id for verdict in found]:
        yield Doubt("verdicts", "they are not one for each sentence, heading and event, in their order")
        return
    for stated, again in zip(pack.verdicts, found, strict=True):
        if stated != again:
            why = f"it states {stated.label}, and {again.label} comes out"
            if stated.label == again.label:
                why = f"it states other reasons for {stated.label} than come out"
            yield Doubt(f"verdict on {shown(again.claim_id)}", why, "score")
