"""What the checks say about a claim.

Pure.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from agent.nouns.claim import Citation
from agent.nouns.record import Record

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
    FIGURE_CONTESTED = "figure.contested"
    FIGURE_ORIGIN = "figure.origin"
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
    ASSESSMENT_MODAL = "assessment.modal"
    ASSESSMENT_EVENT = "assessment.event"
    ASSESSMENT_PREMISES = "assessment.premises"
    TEXT_MARKUP = "text.markup"
    TEXT_INSTRUCTION = "text.instruction"
    KIND_NOT_ALLOWED = "kind.not_allowed"
    PLAN_SURPLUS = "plan.surplus"
    MEASURE_WRONG = "measure.wrong"
    CITATION_MISSING = "citation.missing"
    CITATION_STALE = "citation.stale"
    CITATION_AMBIGUOUS = "citation.ambiguous"


class Finding(Record):
    """What one check says about one thing in a claim."""

    check: str
    """Name of the check: figures, dates, quotes, names, support, assessment, text, citations, kind, plan."""
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
    operands: tuple[Citation, ...] = ()
    """The passages of the figures that it was computed from, where it was."""


VerdictLabel = Literal["supported", "refuted", "not_enough_info", "unchecked"]


class Verdict(Record):
    """What all checks together say about one claim."""

    claim_id: str
    """The claim."""
    label: VerdictLabel
    """FEVER's labels, and an honest fourth."""
    findings: tuple[Finding, ...]
    """What was looked at."""
