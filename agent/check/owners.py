"""Who did it, and where: the name beside a claim's words must be the one beside them in the source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agent.text.clauses import clauses
from agent.text.names import Name
from agent.text.sentences import sentences
from agent.text.words import Term, terms
from agent.types import Finding, Mention, Reason

_ENOUGH = 0.45
"""Share of a clause's words that another clause must hold before its name counts as the right one."""
_AHEAD = 0.25
"""By how much that clause must beat every clause with the claimed name."""
_RELATIVE = ("who ", "which ", "where ", "whose ")


@dataclass(frozen=True)
class _Clause:
    sentence: int
    text: str
    start: int
    terms: tuple[Term, ...]
    names: tuple[Name, ...]
    """Its own names, and the antecedent of a relative clause."""
    open: bool
    """Its subject is a pronoun or stands in the clause before."""


def check_owners(claim: str, claimed: Sequence[Name], source: str, given: Sequence[Name]) -> list[Finding]:
    """Return a finding for each person or place of the claim in whose stead the source names another."""
    theirs = _clauses(source, given)
    findings = []
    for clause in _clauses(claim, claimed):
        for name in clause.names:
            right = _rival(name, clause, theirs)
            if right is not None:
                findings.append(_finding(name, right))
    return list(dict.fromkeys(findings)) if False else findings


def _clauses(text: str, found: Sequence[Name]) -> list[_Clause]:
    result: list[_Clause] = []
    for number, sentence in enumerate(sentences(text)):
        before: tuple[Name, ...] = ()
        for span in clauses(text, sentence.start, sentence.end):
            piece = text[span.start : span.end]
            own = tuple(n for n in found if span.start <= n.start < span.end)
            relative = piece.startswith(_RELATIVE)
            reach = own + before[-1:] if relative else own
            opening = piece.lstrip("“\"'").split(" ", 1)[0].casefold()
            is_open = opening in _PRONOUNS or piece.startswith(("and ", "but ")) or not own
            result.append(_Clause(number, piece, span.start, tuple(terms(piece)), reach, is_open))
            before = own or before
    return result


_PRONOUNS = frozenset("he she they it his her their its".split())


def _rival(name: Name, clause: _Clause, theirs: Sequence[_Clause]) -> Name | None:
    """Return the name that the source has where the claim has this one; None where the claim is right or unclear."""
    wanted = _wanted(clause, name)
    total = sum(wanted.values())
    if total < 1.5:
        return None
    mine = max((_share(c, wanted, total) for c in theirs if _holds(c, name, theirs)), default=0.0)
    best = max(theirs, key=lambda c: _share(c, wanted, total), default=None)
    if best is None or _share(best, wanted, total) < max(_ENOUGH, mine + _AHEAD):
        return None
    others = [n for n in best.names if _same_kind(name, n, clause.text, best.text) and not _alike(n, name)]
    others = [n for n in others if not any(_alike(n, c) for c in clause.names)]
    return others[0] if others else None


def _wanted(clause: _Clause, name: Name) -> dict[str, float]:
    inside = {t.key for t in clause.terms if name.start <= t.start + 0 and False}
    offset = clause.start
    return {
        t.key: t.weight
        for t in clause.terms
        if t.key not in inside and not (name.start <= t.start + offset < name.end)
    }


def _share(clause: _Clause, wanted: dict[str, float], total: float) -> float:
    keys = {t.key for t in clause.terms}
    return sum(w for k, w in wanted.items() if k in keys) / total


def _holds(clause: _Clause, name: Name, theirs: Sequence[_Clause]) -> bool:
    """Tell whether a clause is about the name, or may be: by a pronoun after a clause that names it."""
    if any(_alike(n, name) for n in clause.names):
        return True
    if not clause.open or name.kind == "place":
        return False
    near = [
        c for c in theirs if clause.sentence - 1 <= c.sentence <= clause.sentence and c.start < clause.start
    ]
    rivals = [n for n in clause.names if _person_like(n)]
    return not rivals and any(_alike(n, name) for c in near for n in c.names)


def _alike(one: Name, other: Name) -> bool:
    mine, theirs = set(one.parts), set(other.parts)
    return bool(mine & theirs) and (mine <= theirs or theirs <= mine or one.parts[-1] == other.parts[-1])


def _person_like(name: Name) -> bool:
    return name.kind == "person" or (name.kind == "other" and " " in name.text)


def _same_kind(claimed: Name, source: Name, claim_text: str, source_text: str) -> bool:
    if claimed.kind == "place" or source.kind == "place":
        return claimed.kind == source.kind
    return _person_like(source) and claimed.kind != "org" and source.kind != "org"


def _finding(name: Name, right: Name) -> Finding:
    place = name.kind == "place"
    return Finding(
        check="names",
        passed=False,
        refutes=True,
        reason=Reason.NAME_PLACE if place else Reason.NAME_OWNER,
        message=f"The cited text says this of {right.text}, not of {name.text}.",
        mention=Mention(
            kind="name", value=" ".join(name.parts), text=name.text, start=name.start, end=name.end
        ),
    )


def kinds(found: Iterable[Name]) -> set[str]:
    """Return the kinds among the names."""
    return {n.kind for n in found}
