"""The roles that stand around a name: as a title, as an apposition, in a relative clause."""

from __future__ import annotations

import re
from functools import lru_cache

from agent.text.roles import ROLE, may_name_role, role_name

_DOES = {
    "own": "owner",
    "coach": "coach",
    "edit": "editor",
    "found": "founder",
    "manage": "manager",
    "captain": "captain",
}
"""The role of one who does it; any other verb below makes a head."""
_WHO_DOES = re.compile(
    r",?\s+who\s+(?:had\s+|has\s+|once\s+|also\s+|now\s+)*"
    r"(?:(?P<does>chair|head|lead|run|led|ran|own|coach|edit|found|manage|captain)(?:s|ed)?"
    r"|(?P<charge>is in charge|was in charge))\b(?!\s+(?:out|into|away|off|over|up|down|by))"
)


@lru_cache(maxsize=8192)
def roles_around(text: str, start: int, end: int) -> tuple[str, ...]:
    """Return the roles before and after a name, nearest first."""
    after = text[end : end + 110]
    found = [_last_role(text[max(0, start - 80) : start], after)]
    if does := _WHO_DOES.match(after):
        found.append("head" if does["charge"] else _DOES.get(does["does"], "head"))
    if apposition := _APPOSITION.match(after) or _PREDICATE.match(after):
        found.append(_first_role(apposition["what"]))
    return tuple(dict.fromkeys(role for role in found if role))


_APPOSITION = re.compile(
    r"(?:\s\([^)]*\))?(?:, \d\d)?,\s+(?!which\b|and\b|but\b|said\b|told\b|\w+ing\b)(?:who (?:is|was"
    r"|had been|has been) )?"
    r"(?P<what>[^,.;:!?\n\"“]{3,70})"
)
_PREDICATE = re.compile(
    r"\s+(?:is|was|remains|became)\s+(?P<what>(?:a|an|the|its|their|his|her|still)\b[^,.;:!?\n]{3,50})"
)
_TITLE_GAP = re.compile(r"\.?(?P<comma>,)? (?:(?:Mr|Ms|Mrs|Dr|Sir|Dame)\.? )?")
_OF_SOMETHING = re.compile(
    r" (?:of|at|for|in) (?:the )?[\w' -]{2,40}(?P<comma>,) (?:(?:Mr|Ms|Dr|Mrs|Dame)\.? )?"
)


_REACH = 160
"""Characters before a name in which its role must stand: a role of six words and what it is a role of."""


def _last_role(before: str, after: str) -> str:
    """Return the role that ends right before a name: "finance director", "The mayor,", "the leader of X,".

    With a comma between them the name must end there too, or the role belongs to somebody else: "According to
    his lawyer, Smith will appeal".
    """
    before = before[-_REACH:]
    if not may_name_role(before):
        return ""
    last = None
    for match in ROLE.finditer(before):
        last = match
    if last is None:
        return ""
    gap = _TITLE_GAP.fullmatch(before, last.end()) or _OF_SOMETHING.fullmatch(before, last.end())
    if gap is None:
        return ""
    if gap["comma"] and (
        after[:1] not in {",", ".", ";", ":", ")", ""} or _ACCORDING.search(before[: last.start()])
    ):
        return ""
    return role_name(last["role"])


_ACCORDING = re.compile(r"\baccording to [^,.]*$", re.I)
_STOPS_ROLE = re.compile(r"\b(?:said|says|told|who|which|that|has|had|will|was|is|led|won|took)\b")
_LEADS_AWAY = re.compile(r"\b(?:of|for|by|with|from|to|in|at)\s")


def _first_role(after: str) -> str:
    """Return the role an apposition begins with: "a former prop", "finance director of X"."""
    match = ROLE.search(after) if may_name_role(after) else None
    if match is None:
        return ""
    lead, rest = after[: match.start()], after[match.end() :]
    if _STOPS_ROLE.search(lead) or len(lead.split()) > 4 or _LEADS_AWAY.search(lead + " "):
        return ""
    # "in Leeds, chief executive Jane Doe said" and "Leeds, its manager said" describe somebody else.
    if re.match(r"['’]s\b| [^\W\d_a-z]|(?: \w+){0,2} (?:said|says|told)\b", rest):
        return ""
    return role_name(match["role"])
