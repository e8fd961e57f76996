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

from agent.text.names import names
from agent.write.pool import Candidate
from agent.write.salience import Texts, keys

_TOKEN = re.compile(r"[^\W\d_](?:[\w’'.\-]*[\w])?|[^\w\s]|\d[\w.,]*")
_BEFORE = frozenset(
    """the a an of in on at to for from by with about over into against between among its his her their our this
    these those and or under across through toward towards than as after before during amid behind despite
    any some no every each more most other another new recent""".split()
)
"""Words after which a noun phrase begins."""
_WEAK = frozenset(
    """people day days week weeks month months year years time times thing things way lot part number country
    countries others other one ones man men woman women official officials spokesman spokeswoman president
    minister government statement news report reports reporters monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november december
    mr mrs ms dr us who what that which it he she they him them own""".split()
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
    """Return a short noun phrase of the members' own words; empty where no two of them share a telling one."""
    held = [phrases(member.text) for member in members]
    shown: dict[str, Counter[str]] = {}
    for found in held:
        for key, phrase in found.items():
            shown.setdefault(key, Counter())[phrase] += 1
    inside = {key: sum(1 for m in members if set(key.split()) <= set(keys(m.text))) for key in shown}
    rest = [set(keys(c.text)) for c in everything]
    worth = {
        key: _telling(key, n, sum(set(key.split()) <= words for words in rest), len(rest))
        for key, n in inside.items()
        if n > 1 and not used & set(key.split())
    }
    if not worth:
        return ""
    best = max(worth, key=lambda key: (worth[key], key))
    used.update(best.split())
    phrase = shown[best].most_common(1)[0][0]
    return phrase[0].upper() + phrase[1:]


def _telling(key: str, inside: int, everywhere: int, total: int) -> float:
    length = {1: 0.7, 2: 1.2}.get(len(key.split()), 1.3)
    return inside * log(1 + total / max(1, everywhere)) * length


def phrases(text: str) -> dict[str, str]:
    """Return the noun phrases of a text by the keys of their words.

    Without a tagger, a noun phrase is a run of content words between a word that opens one (an article, a
    preposition, a possessive) and a word or mark that ends it; a name stands for itself.
    """
    found = {_key(name.text): name.text for name in names(text) if len(name.text) > 2}
    tokens = _TOKEN.findall(text)
    run: list[str] = []
    opened = False
    for token in [*tokens, "."]:
        low = token.casefold()
        content = token[0].isalpha() and bool(keys(token)) and low not in _WEAK
        if content and len(run) < 4:
            run.append(token)
            continue
        if opened and 1 <= len(run) <= 3 and not re.search(r"(?:ed|ly|ing)$", run[-1]):
            found.setdefault(_key(" ".join(run)), " ".join(run))
        run, opened = [], low in _BEFORE
    return {key: phrase for key, phrase in found.items() if key and phrase in text}


def _key(phrase: str) -> str:
    return " ".join(keys(phrase))
