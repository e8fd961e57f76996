"""Who else says so: further sources for sentences that already stand.

Pure but for the checker. Whoever says so supports the whole sentence alone and is another outlet; to be cited
it must be another origin too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from agent.check.cited import cite
from agent.check.claims import Checker, check_claims
from agent.text.lineage import Lineage, Telling, cited_tellings
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


@dataclass(frozen=True)
class Backed:
    """A claim, and everybody who says so."""

    claim: Claim
    """With up to two more citations of other origins that support it alone."""
    tellings: tuple[Telling, ...]
    """What it cites, and every other place that was found to support it alone, copies included."""


def corroborated(
    claims: Sequence[Claim], evidence: Sequence[Evidence], articles: Mapping[str, Article], checker: Checker
) -> list[Backed]:
    """Return the claims in order, each with further sources where there are any."""
    lineage = Lineage(articles.values())
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
    cited = [_with(claim, more.get(claim.id, []), articles, lineage) for claim in claims]
    return [
        Backed(claim, _tellings(claim, more.get(claim.id, []), articles))
        for claim in _standing(claims, cited, articles, checker)
    ]


def _tellings(claim: Claim, more: Sequence[_Place], articles: Mapping[str, Article]) -> tuple[Telling, ...]:
    places = dict.fromkeys([*claim.citations, *(place.citation for place in more)])
    return tuple(cited_tellings(places, articles))


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


def _with(claim: Claim, more: Sequence[_Place], articles: Mapping[str, Article], lineage: Lineage) -> Claim:
    """Return the claim with those sources that add an origin, single sentences first."""
    cited = list(claim.citations)
    told = cited_tellings(cited, articles)
    for place in sorted(more, key=lambda p: p.order[0]):
        (telling,) = cited_tellings([place.citation], articles)
        if len(cited) - len(claim.citations) < MOST and not any(lineage.one_origin(telling, t) for t in told):
            told.append(telling)
            cited.append(place.citation)
    return claim.model_copy(update={"citations": tuple(cited)}) if len(told) > len(claim.citations) else claim
