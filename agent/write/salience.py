"""How much a sentence has to say: relevance, agreement with the others, position, recency.

Pure. Term weights are the usual tf-idf over the candidate sentences (Salton and Buckley 1988); the score of
a sentence is its cosine to their centroid (Radev et al. 2004), mixed with what retrieval thought of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from math import exp, log, log2, sqrt

from agent.types import Evidence

Vector = dict[str, float]

CENTRE, RELEVANCE, OPENING, RECENT, ECHO = 1.0, 0.5, 0.2, 0.2, 0.35
"""Weights of the parts of a sentence's salience, set on the example corpus and two stories of public news."""
ALIKE = 0.22
"""Cosine from which a sentence of another outlet counts as saying much the same."""
COPY = 0.95
"""Cosine from which it is the same sentence, reprinted, which adds nothing."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_STOP = frozenset(
    """a an the and or but nor of in on at to for from by with as is are was were be been being it its this
    that these those he she they his her their them him i you we our us your my me who whom whose which what
    when where while if than then so not no do does did done has have had having will would can could may
    might shall should must about into over after before between under again there here out up down off all
    any both each few more most other some such only own same too very just also said says say told according
    one two new year years s t""".split()
)


def terms(text: str) -> list[str]:
    """Return the content words of a text, folded and cut to a crude stem."""
    return [_stem(word) for word in (w.casefold() for w in _WORD.findall(text)) if word not in _STOP]


def _stem(word: str) -> str:
    word = re.sub(r"['’]s$", "", word)
    for ending in ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def vectors(texts: Sequence[str]) -> list[Vector]:
    """Return one tf-idf vector of length one a text; an empty text gives an empty vector."""
    bags = [Counter(terms(text)) for text in texts]
    seen = Counter(term for bag in bags for term in bag)
    return [_unit({t: (1 + log(n)) * log(1 + len(bags) / seen[t]) for t, n in bag.items()}) for bag in bags]


def cosine(a: Vector, b: Vector) -> float:
    """Return the cosine of two vectors of length one."""
    if len(a) > len(b):
        a, b = b, a
    return sum(weight * b.get(term, 0.0) for term, weight in a.items())


def centroid(rows: Sequence[Vector]) -> Vector:
    """Return the direction the vectors share."""
    total: Vector = {}
    for row in rows:
        for term, weight in row.items():
            total[term] = total.get(term, 0.0) + weight
    return _unit(total)


def _unit(vector: Vector) -> Vector:
    length = sqrt(sum(w * w for w in vector.values()))
    return {t: w / length for t, w in vector.items()} if length else {}


def salience(evidence: Sequence[Evidence], rows: Sequence[Vector], now: datetime) -> list[float]:
    """Return one score a sentence, higher is better, comparable within this call only."""
    middle = centroid(rows)
    best = max((e.score for e in evidence), default=0.0) or 1.0
    return [
        CENTRE * cosine(row, middle)
        + RELEVANCE * e.score / best
        + OPENING * exp(-e.start / 600)
        + RECENT * _recency(e, now)
        + ECHO * log2(1 + told)
        for e, row, told in zip(evidence, rows, echoes(evidence, rows), strict=True)
    ]


def echoes(evidence: Sequence[Evidence], rows: Sequence[Vector]) -> list[int]:
    """Return, for each sentence, how many other outlets say much the same somewhere."""
    found = []
    for e, row in zip(evidence, rows, strict=True):
        outlets = {
            other.article.publisher
            for other, near in zip(evidence, rows, strict=True)
            if other.article.publisher != e.article.publisher and ALIKE <= cosine(row, near) < COPY
        }
        found.append(len(outlets))
    return found


def _recency(evidence: Evidence, now: datetime) -> float:
    """Return 1 for now, falling by half every ten days; 0 without a date."""
    published = evidence.article.published
    if published is None:
        return 0.0
    return float(0.5 ** (max(0.0, (now - published).total_seconds()) / (10 * 86400)))


def overlap(a: str, b: str) -> float:
    """Return the share of the shorter text's content words that the longer one holds."""
    left, right = set(terms(a)), set(terms(b))
    return len(left & right) / max(1, min(len(left), len(right)))
