"""A person of a claim has the role that the source gives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.text.names import Name
from agent.text.roles import GENERIC, ROLE, compatible, role_name
from agent.types import Finding, Mention, Reason


def check_roles(claim: str, claimed: Sequence[Name], source: str, given: Sequence[Name]) -> list[Finding]:
    """Return a finding for each role that the source gives to somebody else, or tells otherwise."""
    findings = []
    for name in claimed:
        own = {r for n in given if _person(name, n) for r in n.roles}
        for role in name.roles:
            finding = _judge(name, role, own, source, given)
            if finding is not None:
                findings.append(finding)
    return findings


def _person(one: Name, other: Name) -> bool:
    """Tell whether two names share the last word, or one is part of the other."""
    return bool(one.parts and other.parts) and (
        one.parts[-1] == other.parts[-1]
        or set(one.parts) <= set(other.parts)
        or set(other.parts) <= set(one.parts)
    )


def _judge(name: Name, role: str, own: set[str], source: str, given: Sequence[Name]) -> Finding | None:
    holders = [n for n in given if role in n.roles and not _person(name, n)]
    taken = bool(holders) and role not in own and role not in GENERIC
    if any(compatible(role, r) for r in own) and not taken:
        return None
    if (not own and role in GENERIC) or (not holders and _near(name, role, source)):
        return None
    if not own and not holders and _of_their_kind(role, source):
        return None
    if own:
        right = f" The cited text calls {name.text} {_words(sorted(own)[0])}."
    elif holders:
        right = f" In the cited text that is {holders[0].text}."
    else:
        right = ""
    return Finding(
        check="names",
        passed=False,
        refutes=bool(own or holders),
        reason=Reason.NAME_ROLE,
        message=f"The cited text does not call {name.text} {_words(role)}.{right}",
        mention=Mention(kind="name", value=role, text=name.text, start=name.start, end=name.end),
    )


def _near(name: Name, role: str, source: str) -> bool:
    """Tell whether the role stands in a sentence with the name, in a form that is not read as a title."""
    last = name.text.split()[-1]
    for sentence in re.split(r"(?<=[.!?])\s", source):
        if last in sentence and any(compatible(role_name(m["role"]), role) for m in ROLE.finditer(sentence)):
            return True
    return False


def _of_their_kind(role: str, source: str) -> bool:
    """Tell whether the source speaks of several who have the role, of whom somebody else may be one."""
    return re.search(rf"\b{re.escape(_words(role))}s\b", source, re.I) is not None


def _words(role: str) -> str:
    return role.replace("_", " ")
