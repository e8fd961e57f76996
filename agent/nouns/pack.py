"""A briefing with everything it takes to check it again, in one file.

Pure.
"""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from agent.nouns.briefing import Briefing
from agent.nouns.claim import ClaimKind
from agent.nouns.record import Record
from agent.nouns.verdict import Verdict

PACK_VERSION = 3
"""2: briefings hold measures of coverage. 3: and what was asked for, and what people edited."""


class PackedPassage(Record):
    """A stretch of an article that is cited or read beside that, or in which newsrooms give credit."""

    start: int = Field(ge=0)
    """First character in the article's text."""
    end: int
    """One past the last character."""
    text: str
    """The characters between them."""
    sha256: str
    """Of those characters, in UTF-8."""


class PackedArticle(Record):
    """One version of a cited article: what is known of it, and the stretches that are needed."""

    id: str
    """Its id in the library the briefing was written from."""
    content_hash: str
    """SHA-256 of headline and whole text: names this version."""
    publisher: str
    """Name of the outlet."""
    url: str | None
    """Canonical address of the page."""
    headline: str
    """Headline as published."""
    authors: tuple[str, ...]
    """Bylines in order."""
    published: AwareDatetime | None
    """When the text was first published."""
    modified: AwareDatetime | None
    """When the publisher last changed it."""
    retrieved: AwareDatetime
    """When it was read."""
    language: str
    """ISO 639-1 code of the body."""
    length: int = Field(ge=0, le=20_000_000)
    """Characters of its whole text."""
    passages: tuple[PackedPassage, ...]
    """In the order of the text; they neither touch nor overlap."""


class PackedSection(Record):
    """What the profile says of a section, as far as the checks ask."""

    key: str
    """Key of the section."""
    heading: str | None
    """Its heading, which asserts nothing; None where the content chooses."""
    kinds: tuple[ClaimKind, ...]
    """Kinds of sentences it takes."""
    max: int
    """Most sentences it may hold."""


class PackedBy(Record):
    """What made the pack's verdicts."""

    version: str
    """Version of this program."""
    checker: str
    """Name of the support checker; no pack's verdicts come from a chat model."""
    rules: str
    """SHA-256 over the program's checks and the versions of the packages they read text with."""


class Copy(Record):
    """Two articles of which one took over the other, or so much of it that they are no two accounts."""

    one: str
    """Id of the one."""
    other: str
    """Id of the other."""


class Digests(Record):
    """SHA-256 of the canonical JSON of each part: keys sorted, no white space, ASCII only."""

    briefing: str
    """Of the briefing."""
    plan: str
    """Of the plan."""
    articles: str
    """Of the articles."""
    copies: str
    """Of the copies."""
    made_by: str
    """Of what made the verdicts."""
    verdicts: str
    """Of the verdicts."""


class Pack(Record):
    """A briefing, the passages it cites, and the verdicts on all it says."""

    schema_version: int = PACK_VERSION
    """Of this record."""
    kind: Literal["pack"] = "pack"
    """Tells this record from others."""
    briefing: Briefing
    """As it was delivered."""
    plan: tuple[PackedSection, ...]
    """Sections of the profile it was written by; empty where that has changed since."""
    articles: tuple[PackedArticle, ...]
    """What it cites or rests on, in the order of their ids."""
    copies: tuple[Copy, ...]
    """Which of them are copies, in the order of their ids: it takes the whole texts to tell."""
    made_by: PackedBy
    """What made the verdicts below."""
    verdicts: tuple[Verdict, ...]
    """On every sentence, delivered or withheld, on title, headings and events, given again for the pack."""
    digests: Digests
    """Of the parts above."""
    fingerprint: str
    """SHA-256 of the canonical JSON of everything above: changes with any change."""
