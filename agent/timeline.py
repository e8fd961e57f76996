"""The days on which things happened, beside the prose.

Pure. It is made of sentences that stand already, or of source sentences that still have to be checked;
nothing here is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.check.cited import cite
from agent.tables import spread
from agent.text.dates import DateMention, dates
from agent.text.shingles import COPY_OVERLAP, overlap, triples
from agent.text.telling import Rarity, rarity_in, telling
from agent.text.tense import tense
from agent.types import Article, Citation, Claim, Evidence, TimelineEntry
from agent.write.openings import printable_form
from agent.write.usable import usable

MOST_EVENTS, PER_DAY = 14, 2
ALIKE = 0.4
"""The same, from which two sentences about one day tell the same event."""
CENTRE = 30
"""Words that most of the story uses."""
CENTRAL = 2
"""How many of them a dated sentence must have; one more where it names only a weekday."""
OPENING = 90
"""Characters within which a month must stand to be that of the main event."""


@dataclass
class _Event:
    """A sentence that tells what happened on a day."""

    day: str
    text: str
    citations: list[Citation]
    delivered: bool
    score: float
    echoes: int = 0


_AWAY = re.compile(
    r"\b(?:until|till|before|after|by|since|from|between|through|of|than|prior to|and|for|towards?)\s+"
    r"(?:(?:the|an?)\s+)?$",
    re.I,
)
_PLAN = re.compile(r"\b(?:to|will|would|poised|expected|scheduled)\b[^,;.]*$", re.I)
_REPORTED = re.compile(r"\b(?:said|says|told|wrote|added|announced|according to)\b[^.;]{0,30}$", re.I)


def timeline(
    claims: Sequence[Claim],
    evidence: Sequence[Evidence],
    articles: Mapping[str, Article],
    now: datetime,
    language: str = "en",
) -> tuple[TimelineEntry, ...]:
    """Return dated events, oldest first: those of the delivered sentences, and others that stand alone.

    A day still to come is listed; a day that was to come when the text was written and is past now is not,
    because nobody says there that it happened.
    """
    found = [e for claim in claims for e in _of_claim(claim, articles, now)]
    printed = {" ".join(claim.text.casefold().split()) for claim in claims}
    rarity = rarity_in([e.text for e in evidence])
    centre = rarity.commonest(CENTRE)
    for e in evidence:
        if e.article.language != language or len(telling(e.text) & centre) < CENTRAL:
            continue
        text = printable_form(e.text)
        if " ".join(text.casefold().split()) not in printed and usable(text):
            found += _of_evidence(e, text, now, centre)
    kept: list[_Event] = []
    for event in sorted(found, key=lambda x: (not x.delivered, -x.score)):
        twin = next((k for k in kept if k.day == event.day and _alike(k.text, event.text, rarity)), None)
        if twin is None:
            kept.append(event)
        else:
            twin.citations += event.citations
            twin.echoes += 1
    return tuple(
        TimelineEntry(day=e.day, text=e.text, citations=spread(e.citations, articles)) for e in _chosen(kept)
    )


def _chosen(events: Sequence[_Event]) -> list[_Event]:
    """Return the events most told, few a day, oldest first."""
    days: dict[str, int] = {}
    best: list[_Event] = []
    for event in sorted(events, key=lambda e: (-e.echoes, not e.delivered, -e.score)):
        if days.get(event.day, 0) < PER_DAY and len(best) < MOST_EVENTS:
            days[event.day] = days.get(event.day, 0) + 1
            best.append(event)
    return sorted(best, key=lambda e: e.day)


def _alike(a: str, b: str, rarity: Rarity) -> bool:
    if overlap(triples(a), triples(b)) >= COPY_OVERLAP:
        return True
    one, other = telling(a), telling(b)
    return max(rarity.share(one, other), rarity.share(other, one)) >= ALIKE


def _of_claim(claim: Claim, articles: Mapping[str, Article], now: datetime) -> list[_Event]:
    if not claim.citations:
        return []
    article = articles[claim.citations[0].article_id]
    day, _ = _day(claim.text, article.published, now)
    return [_Event(day, claim.text, list(claim.citations), True, 1.0)] if day else []


def _of_evidence(e: Evidence, text: str, now: datetime, centre: frozenset[str]) -> list[_Event]:
    day, numbered = _day(text, e.article.published, now)
    if not day or not (numbered or len(telling(text) & centre) > CENTRAL):
        return []
    at = e.text.find(text[1:])
    citation = cite(e.article, e.start + at - 1, e.end) if at > 0 else cite(e.article, e.start, e.end)
    return [_Event(day, text, [citation], False, e.score)]


def _day(text: str, published: datetime | None, now: datetime) -> tuple[str, bool]:
    """Return the day (or the month) of the sentence's event, and whether it is told in numbers.

    Empty where no day is sure.
    """
    found = dates(text, published)
    for mention in sorted(found, key=lambda m: (not _numbered(m), m.start)):
        if mention.clash or mention.first is None or _AWAY.search(text[: mention.start]):
            continue
        if mention.precision == "month" and _numbered(mention) and mention.start < OPENING:
            return (f"{mention.first:%Y-%m}", True) if mention.first < now.date() else ("", False)
        if (
            mention.precision == "day"
            and mention.first == mention.last
            and _told(text, mention, published, now)
        ):
            return mention.value, _numbered(mention)
    return "", False


def _told(text: str, mention: DateMention, published: datetime | None, now: datetime) -> bool:
    """Tell whether the day is one of an event: past when it was told, or still to come now."""
    before = text[: mention.start]
    if mention.first is None:
        return False
    if not _numbered(mention) and (
        _REPORTED.search(before) or _PLAN.search(before) or tense(text, mention.start, mention.end) != "past"
    ):
        return False
    return published is None or mention.first <= published.date() or mention.first >= now.date()


def _numbered(mention: DateMention) -> bool:
    return any(c.isdigit() for c in mention.text)
