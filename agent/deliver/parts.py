"""What a page is made of: plain strings and markers, ready to be set in a format. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from agent.deliver.links import Link
from agent.deliver.standing import Standing
from agent.types import Citation, VerdictLabel


@dataclass(frozen=True)
class Passage:
    """A cited stretch of text."""

    anchor: str
    quote: str
    printed: bool
    """It stands in a section word for word, so a format without room need not print it again."""
    first_use: str
    """Anchor of the marker that cites it first."""
    place: Citation
    """Where it stands."""


@dataclass(frozen=True)
class Source:
    """A line of the list of sources."""

    number: int | None
    """None: cited, but not in the briefing's list."""
    publisher: str
    title: str
    published: str
    link: Link | None
    passages: tuple[Passage, ...]
    origin: str = ""
    """Whom its text credits or repeats: `credits Reuters`."""

    @property
    def line(self) -> str:
        """Outlet, headline, date, and whose text it is, as one string."""
        said = f"{self.publisher}: {self.title}" if self.title else self.publisher
        dated = f"{said} ({self.published})" if self.published else said
        return f"{dated}, {self.origin}" if self.origin else dated

    @property
    def label(self) -> str:
        """What the marker shows."""
        return f"[{self.number}]" if self.number is not None else "[unlisted]"


@dataclass(frozen=True)
class Mark:
    """A marker in the text: one source, one or more of its passages."""

    anchor: str
    source: Source
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence with its marks."""

    id: str
    """Its name in the briefing."""
    text: str
    kind: str
    """`Assessment`, `Measured`, or empty."""
    label: VerdictLabel
    verdict: str
    verbatim: bool
    standing: Standing
    marks: tuple[Mark, ...]
    weight: str = ""
    """Who says so: `2 outlets, 1 origin`; empty where nobody counted."""
    lone: str = ""
    """Its figures that rest on one origin; empty for none."""
    edited: str = ""
    """Who edited it and when; empty where it stands as it was written."""

    @property
    def behind(self) -> str:
        """Who says so, what rests on one origin, and who edited it, in brackets; empty for none of these."""
        told = "; ".join(filter(None, (self.weight, self.lone, self.edited)))
        return f" ({told})" if told else ""


@dataclass(frozen=True)
class Part:
    """A printed section."""

    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Row:
    """A line of a table or list: cells in order, then where it stands."""

    cells: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Dispute:
    """The same thing, told differently."""

    variable: str
    type: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Counted:
    """What was measured, and how it was counted."""

    name: str
    explanation: str
    chart: str
    """Articles by the hour, in blocks."""
    span: str
    """What the chart shows."""
    rows: tuple[Row, ...]
    """Outlets: name, articles, and how many would be usual."""
    counts: tuple[int, ...]
    """Articles in each hour of the chart."""
    within: int
    """How many of its last hours are those of the burst."""

    @property
    def marked(self) -> tuple[int, ...]:
        """The counts of the hours of the burst, and 0 for those before."""
        before = len(self.counts) - self.within
        return (*(0 for _ in self.counts[:before]), *self.counts[before:])


@dataclass(frozen=True)
class Held:
    """A sentence that was not delivered, and why."""

    section: str
    text: str
    why: str


@dataclass(frozen=True)
class Page:
    """A briefing as a reader sees it."""

    title: str
    question: str
    """Empty where the title says it already."""
    facts: tuple[str, ...]
    notes: tuple[str, ...]
    parts: tuple[Part, ...]
    figures: tuple[Row, ...]
    timeline: tuple[Row, ...]
    measures: tuple[Counted, ...]
    disputes: tuple[Dispute, ...]
    held_summary: str
    held_reasons: tuple[str, ...]
    held: tuple[Held, ...]
    blind_spots: tuple[str, ...]
    sources: tuple[Source, ...]
    provenance: tuple[tuple[str, str], ...]
