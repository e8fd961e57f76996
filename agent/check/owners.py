"""Who did it, and where: the name beside a claim's words must be the one beside them in the source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from agent.text.clauses import clauses
from agent.text.names import Name
from agent.text.places import country
from agent.text.roles import ROLE, role_name
from agent.text.sentences import sentences
from agent.text.words import Term, terms
from agent.types import Finding, Mention, Reason

_ENOUGH = 0.45
"""Share of a clause's words that another clause must hold before its name counts as the right one."""
_AHEAD = 0.2
"""By how much that clause must beat every clause with the claimed name."""
_LEAST = 0.8
"""Weight of the other words of a clause below which nothing can be said."""
_PLENTY = 1.5
"""Weight below which only a place may be judged, and only where every other word agrees."""
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

    @cached_property
    def keys(self) -> frozenset[str]:
        """What its terms are compared by."""
        return frozenset(t.key for t in self.terms)


def check_owners(claim: str, claimed: Sequence[Name], source: str, given: Sequence[Name]) -> list[Finding]:
    """Return a finding for each person or place of the claim in whose stead the source names another."""
    theirs = _clauses(source, tuple(given))
    findings = []
    for clause in _clauses(claim, tuple(claimed)):
        for name in clause.names:
            if _is_beside(claim, name) or _is_abbreviation(name):
                continue
            right = _rival(name, clause, theirs, _is_person(name, given))
            if right is not None:
                findings.append(_finding(name, right))
    return findings


def _is_beside(claim: str, name: Name) -> bool:
    """Tell whether a name only describes another word: "Smith's lawyer", "the editor of Smith"."""
    owns = claim[name.end : name.end + 2] in {"'s", "’s"} or claim[name.end : name.end + 1] in {"'", "’"}
    return owns or (name.kind != "place" and claim[: name.start].endswith("of "))


def _is_abbreviation(name: Name) -> bool:
    return name.kind != "place" and name.text.replace(".", "").isupper()


@lru_cache(maxsize=512)
def _clauses(text: str, found: tuple[Name, ...]) -> list[_Clause]:
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


_PRONOUNS = frozenset(["he", "she", "they", "it", "his", "her", "their", "its"])


def _is_person(name: Name, given: Sequence[Name]) -> bool:
    return _person_like(name) or any(_person_like(n) and _alike(n, name) for n in given)


def _rival(name: Name, clause: _Clause, theirs: Sequence[_Clause], person: bool) -> Name | None:
    """Return the name that the source has where the claim has this one; None where that may be right."""
    wanted = _wanted(clause, name)
    total = sum(wanted.values())
    if total < _LEAST:
        return None
    mine = max((_share(c, wanted, total) for c in theirs if _holds(c, name, theirs)), default=0.0)
    best = max(theirs, key=lambda c: _share(c, wanted, total), default=None)
    if best is None or _share(best, wanted, total) < max(_ENOUGH, mine + _AHEAD):
        return None
    if total < _PLENTY and (name.kind != "place" or mine > 0 or _share(best, wanted, total) < 1):
        return None
    # A capital that speaks stands for its government: two who say the same thing are of one kind.
    others = [
        n
        for n in best.names
        if not _alike(n, name)
        and (_same_kind(name, n, person) or (_speaks(n, best) and _speaks(name, clause)))
    ]
    others = [
        n
        for n in others
        if not any(_alike(n, c) for c in clause.names)
        and not _told_by_role(n, clause)
        and not (_speaks(n, best) and not _speaks(name, clause))
    ]
    return others[0] if others else None


_THE = re.compile(r"\b[Tt]he $")


def _told_by_role(name: Name, clause: _Clause) -> bool:
    """Tell whether the clause has somebody by the office alone: "the judge", whom the source names."""
    found = (m for m in ROLE.finditer(clause.text) if _THE.search(clause.text[: m.start()]))
    return any(role_name(m["role"]) in name.roles for m in found)


def _speaks(name: Name, clause: _Clause) -> bool:
    """Tell whether a name is there as the one who says it, so that the words may be about somebody else."""
    after = clause.text[name.end - clause.start :]
    before = clause.text[: max(0, name.start - clause.start)]
    return bool(_SAYS_AFTER.match(after) or _SAYS_BEFORE.search(before))


_SAYS_AFTER = re.compile(r"(?:,[^,]*,)?\s(?:said|says|told|warned|argued|wrote|added|predicted|noted)\b")
_SAYS_BEFORE = re.compile(r"\b(?:said|says|according to)\s(?:[\w'’-]+\s){0,4}$", re.I)


def _wanted(clause: _Clause, name: Name) -> dict[str, float]:
    return {t.key: t.weight for t in clause.terms if not name.start <= t.start + clause.start < name.end}


def _share(clause: _Clause, wanted: dict[str, float], total: float) -> float:
    return sum(w for k, w in wanted.items() if k in clause.keys) / total


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
    if country(one.text) & country(other.text):
        return True
    # "North African" is of North Africa.
    mine, theirs = ({word.removesuffix("n") for word in name.parts} for name in (one, other))
    return bool(mine & theirs) and (mine <= theirs or theirs <= mine or one.parts[-1] == other.parts[-1])


def _person_like(name: Name) -> bool:
    return name.kind == "person" or (name.kind == "other" and " " in name.text)


def _same_kind(claimed: Name, source: Name, person: bool) -> bool:
    if claimed.kind == "place" or source.kind == "place":
        return claimed.kind == source.kind
    if source.kind == "person" and not person:
        return False
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
