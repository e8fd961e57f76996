"""The strands of a story: groups of sentences that belong together, each under a heading that fits.

Pure. Grouping is average-link agglomeration on the cosine of the sentences; the heading is the phrase that
most of the group and few others use.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import log

from agent.write.pool import Candidate
from agent.write.salience import Texts, keys

_TOKEN = re.compile(r"[^\W\d_](?:[\w’'.\-]*[\w])?")
_WEAK = frozenset(
    """the a an of in on at to for from by with as and or but that this these those its his her their our it
    he she they is are was were be been has have had will would could may might said says told also more most
    than not no new one two three least about after before over into under between against among since while
    who which what when where how all some any other another such many several people day days week weeks
    month months year years time last next first monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december own any if only
    through during around up down out off still then there so very just""".split()
)
CLOSENESS = 0.06
"""Mean cosine below which two groups are kept apart."""


def group(chosen: Sequence[Candidate], texts: Texts, most: int) -> list[list[Candidate]]:
    """Return the sentences in at most `most` groups, the largest first."""
    groups = [[c] for c in chosen]
    while len(groups) > 1:
        (i, j), near = max(
            (((i, j), _link(groups[i], groups[j], texts)) for i, j in combinations(range(len(groups)), 2)),
            key=lambda pair: pair[1],
        )
        if near < CLOSENESS and len(groups) <= most:
            break
        groups[i] = groups[i] + groups[j]
        del groups[j]
    return sorted(groups, key=len, reverse=True)


def _link(a: Sequence[Candidate], b: Sequence[Candidate], texts: Texts) -> float:
    if len(a) + len(b) > 5:
        return -1.0 + 1.0 / (len(a) + len(b))
    return sum(float(texts.near[x.place, y.place]) for x in a for y in b) / (len(a) * len(b))


def heading(members: Sequence[Candidate], everything: Sequence[Candidate], used: set[str]) -> str:
    """Return a short phrase of the members' own words; empty where none is shared or telling."""
    shown: dict[str, Counter[str]] = {}
    inside: Counter[str] = Counter()
    for member in members:
        for key, phrase in _phrases(member.text).items():
            inside[key] += 1
            shown.setdefault(key, Counter())[phrase] += 1
    rest = Counter(key for c in everything for key in _phrases(c.text))
    best = max(
        (key for key in inside if key not in used),
        key=lambda key: (_telling(key, inside[key], rest[key], len(everything), len(members)), key),
        default="",
    )
    if not best:
        return ""
    used.update({best, *best.split()})
    phrase = shown[best].most_common(1)[0][0]
    return phrase[0].upper() + phrase[1:]


def _telling(key: str, inside: int, everywhere: int, total: int, size: int) -> float:
    length = {1: 0.75, 2: 1.25, 3: 1.2}[len(key.split())]
    return (inside / size) * log(1 + total / max(1, everywhere)) * length * (1.0 if inside > 1 else 0.55)


def _phrases(text: str) -> dict[str, str]:
    """Return runs of one to three strong words, by their stems."""
    words = _TOKEN.findall(text)
    found: dict[str, str] = {}
    for size in (1, 2, 3):
        for i in range(len(words) - size + 1):
            run = words[i : i + size]
            if any(w.casefold() in _WEAK or len(w) < 3 for w in run):
                continue
            phrase = " ".join(run)
            if phrase not in text or re.search(r"(?:ed|ly|ing)$", run[-1]) or re.search(r"ly$", run[0]):
                continue
            key = " ".join(keys(phrase))
            if len(key.split()) == size:
                found.setdefault(key, phrase)
    return found
