"""Who else says so: further sources for sentences that already stand.

Pure but for the checker. A further source must support the whole sentence by itself, come from another outlet
and be no copy of what is cited already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from agent.check.cited import cite
from agent.check.claims import Checker, check_claims
from agent.text.shingles import COPY_OVERLAP, overlap, triples
from agent.text.telling import Rarity, rarity_in, telling
from agent.types import Article, Citation, Claim, Evidence

MOST = 2
"""Further sources a sentence."""
TRIED = 6
"""Candidates that are checked for each sentence."""
FEWEST = 2
"""Telling words a candidate must share."""
LIKE, LIKE_EXACT = 0.68, 0.6
"""Share of a sentence's telling words (rare ones weigh more) that a candidate must hold, and the same where
the sentence has a figure, date or quotation, to which the exact checks hold it. Of the pairs that the checks
let through on the example corpus and five stories of public news, those above tell the same."""
_EXACT = re.compile(r"\d|[“\"]")


def corroborated(
    claims: Sequence[Claim], evidence: Sequence[Evidence], articles: Mapping[str, Article], checker: Checker
) -> list[Claim]:
    """Return the claims, each with up to two more citations of other outlets that support it alone."""
    rarity = rarity_in([e.text for e in evidence])
    places = _places(evidence)
    tried = [(claim, p) for claim in claims for p in _candidates(claim, places, rarity, articles)]
    asked = [
        claim.model_copy(update={"citations": (place.citation,), "id": f"{claim.id}+{n}"})
        for n, (claim, place) in enumerate(tried)
    ]
    verdicts = check_claims(asked, articles, checker)
    more: dict[str, list[_Place]] = {}
    for (claim, place), verdict in zip(tried, verdicts, strict=True):
        if verdict.label == "supported":
            more.setdefault(claim.id, []).append(place)
    return _standing(claims, [_with(claim, more.get(claim.id, [])) for claim in claims], articles, checker)


def _standing(
    before: Sequence[Claim], after: Sequence[Claim], articles: Mapping[str, Article], checker: Checker
) -> list[Claim]:
    """Take back what makes a sentence fall when all its sources are read together."""
    changed = [new for old, new in zip(before, after, strict=True) if new is not old]
    labels = {v.claim_id: v.label for v in check_claims(changed, articles, checker)}
    return [
        new if labels.get(new.id, "supported") == "supported" else old
        for old, new in zip(before, after, strict=True)
    ]


@dataclass(frozen=True)
class _Place:
    """A sentence, or two that follow each other."""

    publisher: str
    citation: Citation
    words: frozenset[str]
    order: tuple[int, int]
    """Number of sentences, and the label of the first."""


def _places(evidence: Sequence[Evidence]) -> list[_Place]:
    """Return every sentence, and every two of one passage that follow each other."""
    single = [_place(e, e, 1) for e in evidence]
    double = [
        _place(a, b, 2)
        for a, b in pairwise(evidence)
        if a.article is b.article and a.passage == b.passage and a.end <= b.start
    ]
    return single + double


def _place(first: Evidence, last: Evidence, sentences: int) -> _Place:
    citation = cite(first.article, first.start, last.end)
    words = telling(first.text) | telling(last.text)
    return _Place(first.article.publisher, citation, words, (sentences, first.label))


def _candidates(
    claim: Claim,
    places: Sequence[_Place],
    rarity: Rarity,
    articles: Mapping[str, Article],
) -> list[_Place]:
    """Return the places of other outlets that hold most of the claim's words, best first."""
    own = telling(claim.text)
    least = LIKE_EXACT if _EXACT.search(claim.text) else LIKE
    outlets = {articles[c.article_id].publisher for c in claim.citations if c.article_id in articles}
    scored = []
    for place in places:
        if len(own & place.words) < FEWEST or place.publisher in outlets:
            continue
        if (found := rarity.share(own, place.words)) >= least:
            scored.append((-found, place.order, place))
    return [place for _, _, place in sorted(scored, key=lambda s: s[:2])[:TRIED]]


def _with(claim: Claim, more: Sequence[_Place]) -> Claim:
    """Return the claim with those sources that are no copies and add an outlet, single sentences first."""
    shapes = [triples(c.quote) for c in claim.citations]
    outlets: set[str] = set()
    added: list[Citation] = []
    for place in sorted(more, key=lambda p: p.order[0]):
        shape = triples(place.citation.quote)
        copy = any(overlap(shape, other) >= COPY_OVERLAP for other in shapes)
        if copy or place.publisher in outlets or len(added) >= MOST:
            continue
        shapes.append(shape)
        outlets.add(place.publisher)
        added.append(place.citation)
    return claim.model_copy(update={"citations": (*claim.citations, *added)}) if added else claim
