"""The nouns of the house, in the order the work flows.

Every record is frozen, refuses unknown fields and carries timezone-aware dates. Offsets are character
positions in `Article.text`, end exclusive. The sentence under a field is also what a model reads.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

SCHEMA_VERSION = 1


class Record(BaseModel):
    """A value: frozen, strict about its fields, documented by the sentences under them."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


# --- collect -----------------------------------------------------------------------------------------


class Article(Record):
    """One version of one published text."""

    id: str
    """Hash of the canonical URL; without one, of `file:` and the path below the ingested root."""
    external_id: str | None = None
    """The id the row or file brought along."""
    publisher: str
    """Name of the outlet, as shown to readers."""
    url: str | None = None
    """Canonical address of the page."""
    headline: str = ""
    """Headline as published."""
    authors: tuple[str, ...] = ()
    """Bylines in order."""
    published: AwareDatetime | None = None
    """When the text was first published; None where the source does not say."""
    modified: AwareDatetime | None = None
    """When the publisher last changed it, as far as it says."""
    retrieved: AwareDatetime
    """When we read it."""
    language: str = "en"
    """ISO 639-1 code of the body."""
    text: str
    """What a reader of the page can see, paragraphs separated by blank lines."""
    content_hash: str
    """SHA-256 of headline and text: names this version."""


class Span(Record):
    """A stretch of an article's text."""

    start: int = Field(ge=0)
    """First character."""
    end: int = Field(ge=0)
    """One past the last character."""


class Passage(Record):
    """A run of whole sentences of one article, the unit that is indexed."""

    article_id: str
    """The article it is part of."""
    content_hash: str
    """The version it is part of."""
    start: int
    """First character in the article's text."""
    end: int
    """One past the last character."""
    text: str
    """The characters between them."""
    sentences: tuple[Span, ...]
    """Its sentences, as positions in the article's text."""


# --- ask ---------------------------------------------------------------------------------------------


class Window(Record):
    """A stretch of publication time; an open end is None."""

    since: AwareDatetime | None = None
    """First instant that counts."""
    until: AwareDatetime | None = None
    """First instant that no longer counts."""


class Request(Record):
    """What a person asked for."""

    question: str = Field(min_length=1)
    """The question in their words."""
    window: Window = Window()
    """Only articles published inside it are used."""
    as_of: AwareDatetime | None = None
    """Only what was published by then, in the version of then; None means now."""
    profile: str = "situation"
    """Name of the section plan."""


class Evidence(Record):
    """One sentence of one article, as offered to the writer."""

    label: int
    """1, 2 … as shown to the writer."""
    article: Article
    """Where it stands."""
    start: int
    """First character of the sentence in the article's text."""
    end: int
    """One past its last character."""
    text: str
    """The sentence."""
    passage: Span
    """The passage it was retrieved with."""
    score: float
    """Relevance to the question, higher is better; comparable within one request only."""


ClaimKind = Literal["reported", "assessment", "measured"]


class PlanSection(Record):
    """What one section of a briefing is for."""

    key: str
    """Stable name, unique in the plan."""
    heading: str | None
    """Printed heading; None lets the content choose (or, for title and lead, prints none)."""
    asks: str
    """What the section has to answer."""
    kinds: tuple[ClaimKind, ...]
    """Kinds of claims it may hold."""
    min: int
    """Fewest sentences worth printing the section for."""
    max: int
    """Most sentences it may hold."""


class Plan(Record):
    """A profile, read from its file."""

    name: str
    """File name without the ending."""
    language: str
    """Language the briefing is written in."""
    max_words: int
    """Upper limit for all sections together."""
    sections: tuple[PlanSection, ...]
    """In printed order."""


# --- write -------------------------------------------------------------------------------------------


class DraftClaim(Record):
    """A sentence as a writer proposes it: words and labels, nothing else."""

    text: str
    """The sentence."""
    kind: ClaimKind
    """How it wants to be read."""
    labels: tuple[int, ...]
    """Labels of the evidence it rests on."""


class DraftSection(Record):
    """A section as a writer proposes it."""

    key: str
    """Key of the plan's section it fills."""
    heading: str
    """Heading to print; empty for none."""
    claims: tuple[DraftClaim, ...]
    """Its sentences in order."""


class Draft(Record):
    """A whole proposed briefing."""

    sections: tuple[DraftSection, ...]
    """In printed order."""
    complete: Literal[True]
    """Written last, so that a cut-off answer cannot be taken for a whole one."""


class Citation(Record):
    """The stretch of text a claim rests on, made by code, never by a model."""

    article_id: str
    """The article."""
    content_hash: str
    """The version of it."""
    start: int
    """First character in that version's text."""
    end: int
    """One past the last character."""
    quote: str
    """The characters between them."""


class Claim(Record):
    """One sentence of a briefing and what it rests on."""

    id: str
    """Unique in its briefing, stable for the same sentence in the same place."""
    text: str
    """The sentence."""
    kind: ClaimKind
    """Reported by a source, an assessment of ours, or measured from the store."""
    citations: tuple[Citation, ...]
    """What it rests on, in order of weight."""


# --- check -------------------------------------------------------------------------------------------

MentionKind = Literal["figure", "date", "quote", "name"]


class Mention(Record):
    """Something exact that a text says."""

    kind: MentionKind
    """What sort of thing."""
    value: str
    """Normalised, so that equal values compare equal."""
    text: str
    """As it stands."""
    start: int
    """First character in the text it was found in."""
    end: int
    """One past the last character."""


class Reason(StrEnum):
    """Why a check passed, failed or could not tell."""

    OK = "ok"
    FIGURE_VALUE = "figure.value"
    FIGURE_OWNER = "figure.owner"
    FIGURE_UNIT = "figure.unit"
    FIGURE_CURRENCY = "figure.currency"
    FIGURE_HEDGE = "figure.hedge"
    FIGURE_DIRECTION = "figure.direction"
    FIGURE_PERIOD = "figure.period"
    FIGURE_SUPERSEDED = "figure.superseded"
    FIGURE_DERIVATION = "figure.derivation"
    DATE_WRONG = "date.wrong"
    DATE_UNRESOLVED = "date.unresolved"
    QUOTE_ALTERED = "quote.altered"
    QUOTE_NOT_FOUND = "quote.not_found"
    QUOTE_PARAPHRASE = "quote.paraphrase"
    QUOTE_SPEAKER = "quote.speaker"
    NAME_NOT_FOUND = "name.not_found"
    NAME_ROLE = "name.role"
    NAME_OWNER = "name.owner"
    NAME_PLACE = "name.place"
    SUPPORT_LOW = "support.low"
    SUPPORT_NEGATION = "support.negation"
    SUPPORT_MODALITY = "support.modality"
    SUPPORT_ATTRIBUTION = "support.attribution"
    SUPPORT_CAUSE = "support.cause"
    SUPPORT_DIRECTION = "support.direction"
    SUPPORT_UNAVAILABLE = "support.unavailable"
    KIND_NOT_ALLOWED = "kind.not_allowed"
    CITATION_MISSING = "citation.missing"
    CITATION_STALE = "citation.stale"


class Finding(Record):
    """What one check says about one thing in a claim."""

    check: str
    """Name of the check: figures, dates, quotes, names, support, citations, kind."""
    passed: bool | None
    """None: it could not be checked."""
    reason: Reason
    """Why."""
    refutes: bool = False
    """The cited text says otherwise, rather than saying nothing."""
    message: str = ""
    """One plain sentence for the reader, naming the right value where there is one."""
    mention: Mention | None = None
    """The thing, with its position in the claim."""
    citation: Citation | None = None
    """The passage that decided it."""


VerdictLabel = Literal["supported", "refuted", "not_enough_info", "unchecked"]


class Verdict(Record):
    """What all checks together say about one claim."""

    claim_id: str
    """The claim."""
    label: VerdictLabel
    """FEVER's labels, and an honest fourth."""
    findings: tuple[Finding, ...]
    """What was looked at."""


# --- publish -----------------------------------------------------------------------------------------


class CheckedClaim(Claim):
    """A claim with its verdict: the only kind a reader sees."""

    verdict: Verdict
    """What the checks said."""
    verbatim: bool
    """It is the source's own sentence, word for word."""


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


class FigureRow(Record):
    """One line of the figures table."""

    value: str
    """As a reader should see it, hedge included."""
    counts: str
    """What it counts."""
    as_of: AwareDatetime | None
    """When the newest source for it was published."""
    citations: tuple[Citation, ...]
    """Where it stands."""


class TimelineEntry(Record):
    """One line of the timeline."""

    day: str
    """ISO date, or year and month where no day is known."""
    text: str
    """What happened."""
    citations: tuple[Citation, ...]
    """Where it stands."""


class DisagreementValue(Record):
    """One of the values sources give for the same thing."""

    value: str
    """As the source has it."""
    publisher: str
    """Who says so (the first, where copies agree)."""
    published: AwareDatetime | None
    """When."""
    origins: int
    """Number of independent texts that say so; copies count once."""
    citation: Citation
    """Where it stands."""


class Disagreement(Record):
    """The same thing, told differently."""

    variable: str
    """What is counted or dated."""
    type: Literal["superseded", "conflict", "different measure"]
    """Newer value of the same count, a true conflict, or not the same thing after all."""
    values: tuple[DisagreementValue, ...]
    """Newest first."""


class SourceEntry(Record):
    """One line of the list of sources."""

    number: int
    """As printed in the markers."""
    article_id: str
    """The article."""
    content_hash: str
    """The version."""
    publisher: str
    """The outlet."""
    title: str
    """Headline."""
    published: AwareDatetime | None
    """When."""
    url: str | None
    """Where."""


class BlindSpots(Record):
    """What the briefing could not see."""

    silent: tuple[str, ...]
    """Outlets of the library that published in the window, and nothing on this."""
    single_outlet_share: float
    """Share of claims that rest on one outlet only, 0 to 1."""
    top_outlet: str
    """The outlet cited most often."""
    top_outlet_share: float
    """Share of claims that cite it, 0 to 1."""
    undated: int
    """Cited articles without a publication date."""


class Provenance(Record):
    """What it takes to repeat the run."""

    version: str
    """Version of this program."""
    writer: str
    """Name of the writer."""
    embedder: str
    """Name of the embedder, `none` where only words were searched."""
    checker: str
    """Name of the support checker."""
    profile_hash: str
    """SHA-256 of the profile's file."""
    articles: int
    """Articles in the library at the time."""
    calls: int = 0
    """Calls to a model."""
    tokens: int = 0
    """Tokens spent."""


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


class CheckedSentence(Record):
    """A sentence of the text with its verdict."""

    text: str
    """The sentence."""
    start: int
    """First character in the text."""
    end: int
    """One past the last character."""
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
    sentences: tuple[CheckedSentence, ...]
    """In the text's order; headings are not sentences."""
    counts: dict[VerdictLabel, int]
    """Sentences by verdict."""
