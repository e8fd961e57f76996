"""Citations → numbered markers, each leading to its own passage. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from agent.deliver import words
from agent.deliver.links import web_link
from agent.deliver.parts import Mark, Passage, Source
from agent.text.safe import one_line
from agent.types import Briefing, Citation, SourceEntry


class Marker:
    """Gives every cited passage and every marker its anchor, in the order of the page."""

    def __init__(self, briefing: Briefing, zone: tzinfo) -> None:
        self._uses = 0
        self._entries = {(s.article_id, s.content_hash): s.number for s in briefing.sources}
        self._by_article = {s.article_id: s.number for s in briefing.sources}
        self._passages: dict[tuple[str, str, int, int], Passage] = {}
        printed = {claim.text for section in briefing.sections for claim in section.claims}
        spans: dict[int | None, list[Passage]] = {}
        numbers = {_key(citation): n for n, citation in enumerate(briefing.passages(), 1)}
        for number, use, citation in self._walk(briefing):
            key = _key(citation)
            if key not in self._passages:
                anchor = f"p{numbers[key]}"
                self._passages[key] = Passage(
                    anchor, one_line(citation.quote), citation.quote in printed, f"r{use}", citation
                )
                spans.setdefault(number, []).append(self._passages[key])
        listed = [_source(s, spans.get(s.number, ()), zone) for s in briefing.sources]
        if None in spans:
            listed.append(
                Source(None, "Cited, but not in the list of sources", "", "", None, tuple(spans[None]))
            )
        self.sources = tuple(listed)
        self._by_number = {s.number: s for s in listed}

    def marks(self, citations: Iterable[Citation]) -> tuple[Mark, ...]:
        """Return one mark per source, in the order given; call it in the order of the page."""
        made = []
        for number, group in self._grouped(citations).items():
            self._uses += 1
            passages = tuple(self._passages[key] for key in dict.fromkeys(_key(c) for c in group))
            made.append(Mark(f"r{self._uses}", self._by_number[number], passages))
        return tuple(made)

    def _walk(self, briefing: Briefing) -> Iterable[tuple[int | None, int, Citation]]:
        """Go through all citations as the page will, with the use that each belongs to."""
        use = 0
        for citations in _cited(briefing):
            for number, group in self._grouped(citations).items():
                use += 1
                for citation in group:
                    yield number, use, citation

    def _grouped(self, citations: Iterable[Citation]) -> dict[int | None, list[Citation]]:
        groups: dict[int | None, list[Citation]] = {}
        for c in citations:
            number = self._entries.get((c.article_id, c.content_hash), self._by_article.get(c.article_id))
            groups.setdefault(number, []).append(c)
        return groups


def _key(citation: Citation) -> tuple[str, str, int, int]:
    return citation.article_id, citation.content_hash, citation.start, citation.end


def _cited(briefing: Briefing) -> Iterable[tuple[Citation, ...]]:
    """Return what each line of the page cites, in the order in which the page prints them."""
    for section in briefing.sections:
        for claim in section.claims:
            yield claim.citations
    for row in briefing.figures:
        yield row.citations
    for entry in briefing.timeline:
        yield entry.citations
    for item in briefing.disagreements:
        for value in item.values:
            yield (value.citation,)


def _source(entry: SourceEntry, passages: Iterable[Passage], zone: tzinfo) -> Source:
    return Source(
        number=entry.number,
        publisher=one_line(entry.publisher),
        title=one_line(entry.title),
        published=words.day(entry.published, zone),
        link=web_link(entry.url),
        passages=tuple(passages),
        origin=one_line(entry.origin),
    )
