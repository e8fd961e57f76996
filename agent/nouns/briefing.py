"""A delivered answer, and the report on somebody else's text.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import AwareDatetime, Field

from agent.nouns.around import BlindSpots, Disagreement, FigureRow, Provenance, SourceEntry, TimelineEntry
from agent.nouns.basis import Basis
from agent.nouns.claim import Citation, Claim, ClaimKind
from agent.nouns.edit import Edit
from agent.nouns.record import Record
from agent.nouns.request import Request, Window
from agent.nouns.spike import Measure
from agent.nouns.verdict import Verdict, VerdictLabel

SCHEMA_VERSION = 1


class CheckedClaim(Claim):
    """A claim with its verdict: the only kind a reader sees."""

    verdict: Verdict
    """What the checks said."""
    verbatim: bool
    """It is the source's own sentence, word for word."""
    outlets: int = 0
    """Outlets that were found to say so, cited or not; 0 where nobody counted."""
    origins: int = 0
    """Independent origins among them: copies, one owner and one agency count once."""
    lone_figures: tuple[str, ...] = ()
    """Figures of the sentence that rest on one origin, as they stand in it."""


class Section(Record):
    """A printed section."""

    key: str
    """Key of the plan's section."""
    heading: str
    """Empty for none."""
    claims: tuple[CheckedClaim, ...]
    """Its sentences in order."""


class Withheld(Record):
    """A sentence that was written and not delivered."""

    section: str
    """Key of the section it was meant for."""
    text: str
    """The sentence, for the analyst's eyes."""
    verdict: Verdict
    """Why."""
    replaced: bool
    """A verbatim source sentence stands in its place."""
    kind: ClaimKind = "reported"
    """What it was written as."""
    citations: tuple[Citation, ...] = ()
    """What it was held against; none in briefings that were kept before this was noted."""


class Briefing(Record):
    """A delivered answer: every sentence with its citations and its verdict."""

    schema_version: int = SCHEMA_VERSION
    """Of this record."""
    id: str
    """Unique."""
    question: str
    """What was asked."""
    profile: str
    """The section plan used."""
    window: Window
    """Publication time that was looked at."""
    as_of: AwareDatetime
    """The moment the briefing describes."""
    created: AwareDatetime
    """When it was written."""
    title: str
    """First line."""
    sections: tuple[Section, ...]
    """In printed order, the title's section included."""
    figures: tuple[FigureRow, ...]
    """Every checked figure of the sections."""
    timeline: tuple[TimelineEntry, ...]
    """Dated events, oldest first."""
    disagreements: tuple[Disagreement, ...]
    """Where sources differ."""
    withheld: tuple[Withheld, ...]
    """What was not delivered."""
    blind_spots: BlindSpots
    """What could not be seen."""
    sources: tuple[SourceEntry, ...]
    """Cited articles by number."""
    provenance: Provenance
    """How it was made."""
    notes: tuple[str, ...] = ()
    """Plain sentences a reader must know, such as a fallback that was taken."""
    measures: tuple[Measure, ...] = ()
    """What measured sentences state, with the counts that it follows from."""
    basis: Basis | None = None
    """What it was held to beside what it cites; None in briefings that were kept before this was noted."""
    asked: Request | None = None
    """What was asked for, typed; None in briefings that were kept before this was noted."""
    version: int = Field(default=1, ge=1)
    """1 as it was written, one more with every edit."""
    edits: tuple[Edit, ...] = ()
    """What people did to its sentences, oldest first."""

    def claims(self) -> Iterator[CheckedClaim]:
        """Yield the sentences in printed order: the first is sentence 1."""
        for section in self.sections:
            yield from section.claims

    def passages(self) -> tuple[Citation, ...]:
        """Return what is printed of the sources, each once: the first is passage 1."""
        return tuple(dict.fromkeys(self.cited()))

    def edited(self, claim_id: str) -> Edit | None:
        """Return the last edit of a sentence; None where it stands as it was written."""
        return next((edit for edit in reversed(self.edits) if edit.claim_id == claim_id), None)

    def cited(self) -> Iterator[Citation]:
        """Yield every passage that is printed, in printed order: of the sentences, then of the tables."""
        for section in self.sections:
            for claim in section.claims:
                yield from claim.citations
        for row in self.figures:
            yield from row.citations
        for entry in self.timeline:
            yield from entry.citations
        for item in self.disagreements:
            yield from (value.citation for value in item.values)

    def held_against(self) -> Iterator[Citation]:
        """Yield every passage that a withheld sentence was held against."""
        for held in self.withheld:
            yield from held.citations

    def rested_on(self) -> Iterator[Citation]:
        """Yield every passage that tells how many say so, or that somebody says otherwise."""
        for row in self.figures:
            yield from row.witnesses
        if self.basis is None:
            return
        for said in self.basis.said:
            yield from said.citations
        for given in self.basis.given:
            yield from given.citations
        for value in (value for rivals in self.basis.rivals for value in rivals.values):
            yield from (value.told.citation, *value.witnesses)


class CheckedSentence(Record):
    """A sentence of the text, an item of a list or a row of a table, with its verdict."""

    text: str
    """The sentence, without marks of lists, emphasis and sources; a row with its cells joined."""
    start: int
    """First character in the file."""
    end: int
    """One past the last character."""
    line: int
    """Line of the file it begins on, from 1."""
    verdict: Verdict
    """What the checks said."""
    citations: tuple[Citation, ...]
    """The passages it was held against, best first."""
    publishers: tuple[str, ...]
    """Who published them, in the same order."""


class CheckReport(Record):
    """What became of a whole text."""

    schema_version: int = SCHEMA_VERSION
    """Of this record."""
    kind: Literal["check"] = "check"
    """Tells this record from a briefing."""
    file: str = ""
    """Name of the file, as it was given; empty for a text that has none."""
    form: Literal["text", "markdown", "html"] = "text"
    """How the text was read."""
    sentences: tuple[CheckedSentence, ...]
    """In the text's order; headings are not sentences."""
    counts: dict[VerdictLabel, int]
    """Sentences by verdict."""
    skipped: tuple[str, ...] = ()
    """Headings and labels, which state nothing, and code that names its language: not judged."""
    sources: tuple[SourceEntry, ...] = ()
    """Articles of the passages, in the order in which sentences were held against them."""
