"""The days on which things happened, beside the prose.

Pure. It is made of sentences that stand already, or of source sentences that still have to be checked;
nothing here is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from agent.check.cited import cite
from agent.check.events import is_event, key
from agent.tables import spread
from agent.text.dates import DateMention, dates
from agent.text.normalise import words
from agent.text.rolling import rolling
from agent.text.shingles import COPY_OVERLAP, overlap, triples
from agent.text.telling import Rarity, rarity_in, telling
from agent.text.telling_verb import Verb, day_verb
from agent.types import Article, Citation, Claim, Evidence, TimelineEntry
from agent.write.dated import undated, unsure
from agent.write.openings import printable_form
from agent.write.pool import OFF_TOPIC
from agent.write.salience import Texts
from agent.write.story import ANSWER, CORE, Story, argues, story
from agent.write.usable import usable

MOST_EVENTS, PER_DAY = 12, 2
ALIKE = 0.4
"""Share of one sentence's telling words, from which another about the same day tells the same event."""
CENTRE = 30
"""Words that most of the story uses."""
CENTRAL = 2
"""How many of them a dated sentence must have; one more where it names only a weekday."""
OUTLETS = 2
"""Outlets that must tell of a remark before it is an event."""
COLUMN = 1.0
"""What a sentence of a column loses."""
LONG = 40
"""Words that make a line so much to read that it weighs as much as the event it tells."""


@dataclass(frozen=True)
class _Event:
    """A sentence that tells what happened on a day."""

    day: str
    text: str
    """As it is printed."""
    bare: str
    """The same without notes."""
    citations: tuple[Citation, ...]
    delivered: bool
    """It stands in the prose."""
    remark: bool
    """The day is that of something said."""
    worth: float
    """How plainly it tells what happened."""
    score: float


@dataclass
class _Line:
    """An event, as the plainest of its sentences tells it, and everybody who does."""

    told: list[_Event]
    outlets: int = 1

    @property
    def best(self) -> _Event:
        return max(self.told, key=lambda e: (len(e.day), e.worth, e.score))

    @property
    def citations(self) -> list[Citation]:
        """Return those of the printed sentence first."""
        return [c for e in (self.best, *self.told) for c in e.citations]


@dataclass(frozen=True)
class _Day:
    """The day (or the month) of a sentence's event."""

    value: str
    numbered: bool
    """It is told in numbers."""
    verb: Verb


def timeline(
    question: str,
    claims: Sequence[Claim],
    evidence: Sequence[Evidence],
    articles: Mapping[str, Article],
    now: datetime,
    language: str = "en",
) -> tuple[TimelineEntry, ...]:
    """Return dated events, oldest first, of the articles that tell the story asked for.

    They are those of the delivered sentences, and of others that stand alone. A day still to come is listed
    where something is fixed for it; a day that was to come when the text was written and is past now is not,
    because nobody says there that it happened. What was only said on a day is listed where several outlets
    tell of it.
    """
    evidence = [e for e in evidence if e.article.language == language]
    if not evidence:
        return ()
    told = story(question, evidence, Texts([printable_form(e.text) for e in evidence]))
    about = [e for e in evidence if _on(told, e.article.id, e.text)]
    rarity = rarity_in([e.text for e in evidence])
    best = max((e.score for e in about), default=0.0)
    standing = [c for c in claims if any(_on(told, one.article_id, c.text) for one in c.citations)]
    found = [event for c in standing if (event := _of_claim(c, articles, now, best))]
    printed = {_same(event.bare) for event in found}
    centre = rarity.commonest(CENTRE)
    found += [event for e in about if (event := _of_evidence(e, told, centre, now))]
    found = [e for e in found if e.delivered or _same(e.bare) not in printed]
    lines = _lines(found, articles, rarity)
    return tuple(
        TimelineEntry(day=line.best.day, text=line.best.text, citations=spread(line.citations, articles))
        for line in _chosen(lines)
    )


def _lines(events: Sequence[_Event], articles: Mapping[str, Article], rarity: Rarity) -> list[_Line]:
    """Put together what tells the same event; a remark of one outlet alone is none."""
    lines: list[_Line] = []
    for event in sorted(events, key=lambda e: (not e.delivered, -e.score)):
        twins = (one for one in lines if _one_day(one.best.day, event.day))
        twin = next((t for t in twins if any(_alike(e.bare, event.bare, rarity) for e in t.told)), None)
        if twin is None:
            lines.append(_Line([event]))
        else:
            twin.told.append(event)
    for line in lines:
        line.outlets = len({articles[c.article_id].publisher for c in line.citations})
    return [line for line in lines if line.outlets >= OUTLETS or not line.best.remark]


def _one_day(a: str, b: str) -> bool:
    """Tell whether two days are the same, or one lies in the month that is all the other says."""
    return a.startswith(b) or b.startswith(a)


def _chosen(lines: Sequence[_Line]) -> list[_Line]:
    """Return the events most told, few a day, oldest first."""
    days: dict[str, int] = {}
    kept: list[_Line] = []
    for line in sorted(lines, key=lambda one: (-one.outlets, -one.best.worth, -one.best.score)):
        day = line.best.day
        if days.get(day, 0) < PER_DAY and len(kept) < MOST_EVENTS:
            days[day] = days.get(day, 0) + 1
            kept.append(line)
    return sorted(kept, key=lambda one: one.best.day)


def _on(told: Story, article_id: str, text: str) -> bool:
    """Tell whether a sentence is on the story: its article is, or touches it while the sentence answers."""
    share = told.about.get(article_id, 0.0)
    return share >= CORE or (share >= OFF_TOPIC and told.answers(text) >= ANSWER)


def _same(text: str) -> str:
    return " ".join(text.casefold().split())


def _alike(a: str, b: str, rarity: Rarity) -> bool:
    if overlap(triples(a), triples(b)) >= COPY_OVERLAP:
        return True
    one, other = telling(a), telling(b)
    return max(rarity.share(one, other), rarity.share(other, one)) >= ALIKE


def _of_claim(claim: Claim, articles: Mapping[str, Article], now: datetime, score: float) -> _Event | None:
    bare = undated(claim.text)
    day = _day(bare, articles[claim.citations[0].article_id], now)
    if day is None:
        return None
    return _event(day, claim.text, bare, claim.citations, delivered=True, score=score)


def _of_evidence(e: Evidence, told: Story, centre: frozenset[str], now: datetime) -> _Event | None:
    text = printable_form(e.text)
    held = len(telling(text) & centre)
    if held < CENTRAL or not usable(text, told.known):
        return None
    day = _day(text, e.article, now)
    if day is None or not (day.numbered or held > CENTRAL):
        return None
    at = e.text.find(text[1:])
    citation = cite(e.article, e.start + at - 1, e.end) if at > 0 else cite(e.article, e.start, e.end)
    event = _event(day, text, text, (citation,), delivered=False, score=e.score)
    return replace(event, worth=event.worth - COLUMN) if argues(e.article) else event


def _event(
    day: _Day, text: str, bare: str, citations: Sequence[Citation], *, delivered: bool, score: float
) -> _Event:
    remark = day.verb.sort == "remark" or bool(_QUOTED.match(bare))
    around = bare[max(day.verb.start - 40, 0) : day.verb.start + 90]
    worth = (
        2.0 * (not remark)
        + any(is_event(key(w.text)) for w in words(around))
        - len(bare.split()) / LONG
        + 0.5 * (not delivered)
        - 0.5 * day.verb.reported
        - 0.5 * (len(day.value) < len("2026-02-03"))
        - 0.5 * bool(_QUOTED.search(bare))
    )
    return _Event(day.value, text, bare, tuple(citations), delivered, remark, worth, score)


_QUOTED = re.compile('[“”"]')
_AWAY = re.compile(
    r"\b(?:until|till|before|after|by|since|from|between|through|of|than|prior to|and|for|towards?)\s+"
    r"(?:(?:the|an?)\s+)?$",
    re.I,
)
_NEAR = re.compile(r"\bmonth\b")
_HIDDEN = r"(?:officials?|sources?|aides?|staffers?|diplomats?|persons?)"
_NOBODY = re.compile(
    r"\b(?:condition of anonymity|(?:not|declined) to be (?:named|identified|quoted)"
    rf"|(?:anonymous|unnamed|unidentified) (?:\w+ ){{0,2}}{_HIDDEN})\b",
    re.I,
)
_ANYBODY = re.compile(
    r"^(?:an?|one|two|three|some|several|another|many|senior|top|other)\s+(?:[\w’'-]+\s+){0,4}?"
    r"(?:officials?|staffers?|sources?|aides?|advis[eo]rs?|spokes\w+|diplomats?|insiders?|lawmakers?|experts?"
    r"|analysts?|persons?|people|critics?|observers?)\b[^.]{0,60}?\b(?:said|says|told|added|noted|claimed)\b",
    re.I,
)


def day_told(text: str, article: Article, now: datetime) -> str | None:
    """Return the day of what a sentence tells, as the timeline has it; None where none is sure."""
    found = _day(undated(text), article, now)
    return found.value if found else None


def _day(text: str, article: Article, now: datetime) -> _Day | None:
    """Return the day of what the sentence's main clause tells; None where none is sure."""
    if article.published is None or _NOBODY.search(text) or _ANYBODY.match(text):
        return None
    found = dates(text, article.published)
    taken = [(m.start, m.end) for m in found]
    live = rolling(article.url, article.headline)
    for mention in found:
        if mention.first is None or mention.precision not in {"day", "month"}:
            continue
        verb = day_verb(text, mention.start, mention.end, taken)
        if verb is None or _AWAY.search(text[: mention.start]):
            continue
        if mention.clash or unsure(text, mention, article.published) or (live and not _numbered(mention)):
            return None
        return _placed(mention, verb, article.published, now)
    return None


def _placed(mention: DateMention, verb: Verb, published: datetime, now: datetime) -> _Day | None:
    """Return the day where the verb agrees with the side of publication, and of now, that it lies on."""
    first, last, printed = mention.first, mention.last, published.date()
    if first is None or last is None:
        return None
    done = verb.sort in {"event", "remark"} and first <= printed
    to_come = verb.sort == "scheduled" and first >= max(printed, now.date())
    if mention.precision == "month":
        over = done and last < printed and not _NEAR.search(mention.text)
        return _Day(f"{first:%Y-%m}", _numbered(mention), verb) if over else None
    if first != last or not (done or to_come):
        return None
    return _Day(mention.value, _numbered(mention), verb)


def _numbered(mention: DateMention) -> bool:
    return any(c.isdigit() for c in mention.text)
