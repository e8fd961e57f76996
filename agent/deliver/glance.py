"""What a reader of an edition sees first: who says so, how sure it is, where it comes from. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from itertools import chain

from agent.deliver import words
from agent.deliver.links import web_link
from agent.deliver.passages import at_passage
from agent.text.safe import one_line
from agent.types import Briefing, CheckedClaim, SourceEntry, ToldClaim

NAMED = 4
"""Outlets that are named at the top, those that are cited most often; more are counted."""
BESIDE = 2
"""Outlets that are named beside a sentence."""
OLD = 7
"""Days after which the newest article is said to be old."""
Sources = Mapping[str, SourceEntry]
"""By id of the article."""


@dataclass(frozen=True)
class Voices:
    """Who tells a sentence."""

    outlets: tuple[tuple[str, str], ...]
    """Those that are named, each with the address of its passage; empty where none can be printed."""
    more: str
    """Who else, and how independent of each other they are: ` alone`, `, 3 independent sources`."""

    @property
    def between(self) -> str:
        """What stands between two names."""
        return ", " if self.more.startswith(" and") else " and "

    @property
    def line(self) -> str:
        """The same without addresses."""
        return f"{self.between.join(name for name, _ in self.outlets)}{self.more}"


def sources_of(briefings: Sequence[Briefing]) -> Sources:
    """Return the sources of briefings by id of the article."""
    return {one.article_id: one for briefing in briefings for one in briefing.sources}


def voices(told: ToldClaim, sources: Sources) -> Voices:
    """Return who tells a sentence."""
    claim = told.claim
    named: dict[str, str] = {}
    for cited in claim.citations:
        source = sources.get(cited.article_id)
        if source is not None and (link := web_link(source.url)) is not None:
            named.setdefault(one_line(source.publisher), at_passage(link.href, cited.quote))
    for publisher in told.publishers:
        named.setdefault(one_line(publisher), "")
    shown = tuple(named.items())[:BESIDE]
    others = max(claim.outlets, len(named)) - len(shown)
    more = f" and {words.count(others, 'more outlet')}" if shown and others else ""
    if not shown:
        more = ""
    elif claim.origins > 1:
        more += f", {claim.origins} independent sources"
    elif claim.origins == 1:
        more += ", one source" if others or len(shown) > 1 else " alone"
    return Voices(shown, more)


def glance(briefings: Sequence[Briefing], zone: tzinfo) -> tuple[tuple[str, str], ...]:
    """Return the lines at the top, each with its name; none where nothing was written."""
    claims = [c for b in briefings for s in b.sections if s.key != "title" for c in s.claims]
    sources = sources_of(briefings)
    cited = list(chain.from_iterable(claim.citations for claim in claims))
    articles = {c.article_id: sources[c.article_id] for c in cited if c.article_id in sources}
    if not claims or not articles:
        return ()
    often = Counter(one_line(sources[c.article_id].publisher) for c in cited if c.article_id in sources)
    names = [name for name, _ in often.most_common()]
    rest = len(names) - NAMED
    told = [*names[:NAMED], *([words.count(rest, "more outlet")] if rest > 0 else [])]
    who = f"{', '.join(told[:-1])} and {told[-1]}." if len(told) > 1 else f"{told[0]} alone."
    whence = f"{words.count(len(articles), 'article')}{_days(articles, zone)}{_old(articles, briefings)}."
    return (
        ("Who says so in all", who),
        ("How sure", _sure(claims, briefings)),
        ("Where from", f"{whence} Numbers in brackets, such as [1], lead to the list of sources at the end."),
    )


def _sure(claims: Sequence[CheckedClaim], briefings: Sequence[Briefing]) -> str:
    several = sum(claim.origins > 1 for claim in claims)
    alone = sum(claim.origins == 1 for claim in claims)
    differ = sum(len(briefing.disagreements) for briefing in briefings)
    left_out = sum(len(briefing.withheld) for briefing in briefings)
    said = []
    if several or alone:
        rest = "rests" if alone == 1 else "rest"
        whole = words.count(len(claims), "sentence")
        said.append(f"{alone} of {whole} {rest} on one source alone, {several} on several independent ones.")
    if differ:
        said.append(f"In all, the sources differ on {words.count(differ, 'point')}, listed after the text.")
    said.append("Every sentence was checked by program against the passages that it cites.")
    if left_out:
        said.append(f"{left_out} more did not hold, and {'was' if left_out == 1 else 'were'} left out.")
    return " ".join(said)


def _old(articles: Sources, briefings: Sequence[Briefing]) -> str:
    """Return how old the newest article was when it was cited, where it was no news any more."""
    moments = [one.published for one in articles.values() if one.published is not None]
    days = (max(one.as_of for one in briefings) - max(moments)).days if moments else 0
    return f"; the newest is {days} days old" if days > OLD else ""


def _days(articles: Sources, zone: tzinfo) -> str:
    moments = sorted(one.published for one in articles.values() if one.published is not None)
    if not moments:
        return ""
    first, last = words.day(moments[0], zone), words.day(moments[-1], zone)
    return f" of {first}" if first == last else f", {first} to {last}"
