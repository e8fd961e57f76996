"""A standing order for briefings, its editions, and what became of each on its way to whoever receives it.

Pure.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import AwareDatetime, Field, NaiveDatetime

from agent.nouns.around import DisagreementValue
from agent.nouns.briefing import CheckedClaim
from agent.nouns.record import Record

ChannelName = Literal["mail", "webhook", "feed", "folder", "chat"]
EditionState = Literal["due", "written", "missed"]
DeliveryState = Literal["waiting", "delivered", "unchanged", "dead"]
FileKind = Literal["html", "docx", "pack", "markdown", "json"]
"""What a briefing can be as a file: a page, a file for word processors, its evidence pack, text, a record."""
ASKED, CORRECTION = "manual-", "correction-"
"""How the keys begin of editions that somebody asked for, and of those that correct earlier ones."""
ChangeKind = Literal[
    "new", "contested", "strengthened", "weakened", "revised", "retracted", "gone", "unchanged"]  # fmt: skip


class Schedule(Record):
    """When a digest is due, by the clock on the wall of its zone."""

    said: str
    """As it was written, such as `weekdays 07:30`."""
    cron: str
    """The same in five fields: minute, hour, day of the month, month, day of the week."""


class Recipient(Record):
    """Where an edition goes."""

    channel: ChannelName
    """How it goes there."""
    address: str = Field(min_length=1, max_length=2_000)
    """Mail address, web address, path of a folder or of a feed's file, or name of a chat service."""


class Subject(Record):
    """What a digest tells of beside its questions."""

    kind: Literal["story", "spikes", "watch"]
    """A story, whatever bursts, or what a watched query finds."""
    reference: str = ""
    """Id of the story or watch."""
    name: str = ""
    """Its headline or name, as it was ordered: the question that stands for it."""


class PinnedFigure(Record):
    """A figure of a briefing that somebody wants to be told of when it changes."""

    value: str
    """As the table of figures gave it, hedge included."""
    counts: str
    """What it counts."""
    references: tuple[str, ...]
    """Sentences that gave it."""
    known: tuple[str, ...]
    """Figures that were given for it then: none of them is a change."""


class Alert(Record):
    """What has to happen before an edition is made."""

    kind: Literal["spike", "figure"]
    """A watched query has a burst of coverage, or a figure of an answer is another one."""
    watch_id: str = ""
    """The watched query; empty for a figure."""
    pinned: PinnedFigure | None = None
    """The one figure; None where any figure of the answer counts."""
    cool_hours: int = Field(default=24, ge=1, le=24 * 31)
    """For so long after an edition nothing is told; what happens meanwhile is told then."""


class Digest(Record):
    """A standing order."""

    id: str
    """Unique."""
    owner: str = ""
    """Whose it is; empty for the person at the machine."""
    title: str = Field(min_length=1, max_length=200)
    """Heads every edition."""
    questions: tuple[str, ...] = Field(default=(), max_length=20)
    """Each is answered by a briefing of its own."""
    subjects: tuple[Subject, ...] = Field(default=(), max_length=20)
    """So is each of these."""
    max_cost: Decimal | None = Field(default=None, ge=0, allow_inf_nan=False)
    """United States dollars that an edition may cost; None: what the settings say of each briefing."""
    profile: str = "situation"
    """Name of the section plan."""
    schedule: Schedule
    """When it is due."""
    alert: Alert | None = None
    """It is due when this happens, and not by the schedule."""
    timezone: str
    """Name of the zone whose clock counts."""
    lookback_hours: int = Field(default=24, ge=1, le=24 * 366)
    """Only articles of so many hours before an edition are used."""
    attach: tuple[FileKind, ...] = ()
    """As which files its briefings go along with mail."""
    recipients: tuple[Recipient, ...] = Field(min_length=1, max_length=500)
    """Where it goes; each gets every edition once."""
    only_changed: bool = False
    """Send nothing where nothing changed since what a recipient got last; else it is said."""
    late_hours: int = Field(default=24, ge=0, le=24 * 31)
    """How late an edition may be written; older ones are recorded as missed."""
    added: AwareDatetime
    """When it was ordered; nothing before is due."""
    paused: bool = False
    """It is not due for now."""
    feed: str = Field(default="", repr=False)
    """Secret in the address at which the server gives its editions as a feed; empty: it gives none."""


class ToldClaim(Record):
    """A sentence of an edition."""

    question: str
    """The question that it answers."""
    claim: CheckedClaim
    """The sentence with its passages."""
    publishers: tuple[str, ...] = ()
    """Who published the passages, each once."""
    rivals: tuple[DisagreementValue, ...] | None = None
    """What other sources give in place of a figure of it, newest first; None where nobody noted it."""


class Correction(Record):
    """A sentence that was sent, whose passage does not stand in its article any more."""

    text: str
    """The sentence."""
    article_id: str
    """The article."""
    publisher: str
    """Who published it."""
    headline: str
    """Of its version of now."""
    url: str | None = None
    """Address of the article."""
    quote: str
    """The passage as it stood."""
    now: str = ""
    """What stands there now; empty where nothing like it does."""
    gone: str = ""
    """Where the page itself is gone, how that is known, a sentence."""
    editions: tuple[str, ...]
    """Keys of the editions that used it."""


class Edition(Record):
    """One issue of a digest."""

    digest_id: str
    """The digest."""
    key: str
    """Local due time, such as `2026-03-29T07:30`; `ASKED` and the moment where somebody asked for it."""
    at: AwareDatetime
    """The moment at which it was due."""
    state: EditionState
    """It is to be written, was written, or was missed."""
    written: AwareDatetime | None = None
    """When it was written."""
    briefings: tuple[str, ...] = ()
    """Ids of its kept briefings, one for each question that was answered."""
    silent: tuple[str, ...] = ()
    """Questions that nothing answered, each with the reason, as sentences."""
    told: tuple[ToldClaim, ...] = ()
    """Its sentences, so that the next edition can be compared with it."""
    corrects: tuple[Correction, ...] = ()
    """Of an edition that corrects earlier ones, what; it has no briefings."""
    note: str = ""
    """Why it was missed or came late, or what an alert tells of; empty for nothing."""
    figure: str = ""
    """Of an alert on a pinned figure, what stands in its place."""

    @property
    def name(self) -> str:
        """Return what no other edition is called."""
        return f"{self.digest_id}/{self.key}"


class ClaimChange(Record):
    """What became of a sentence since an earlier edition."""

    kind: ChangeKind
    """`gone`: no longer covered; `revised`, `contested`: it, or somebody else, gives another figure."""
    question: str
    """The question that it answers."""
    before: ToldClaim | None = None
    """The sentence of then, with its passages; None where there was none."""
    after: ToldClaim | None = None
    """The sentence of now, with its passages; None where there is none."""
    was: str = ""
    """Of a revised figure, the one of then."""
    now: str = ""
    """Of a revised figure, the one of now."""
    rival: DisagreementValue | None = None
    """Of a contested sentence, the newest value that nobody gave then."""


class Delivery(Record):
    """The receipt for an edition on its way to one recipient: there is one, whatever happens."""

    digest_id: str
    """The digest."""
    edition: str
    """Key of the edition."""
    channel: ChannelName
    """How it goes."""
    recipient: str
    """Where it goes."""
    state: DeliveryState
    """Waiting for its next try, delivered, not sent because nothing changed, or given up."""
    attempts: int = Field(default=0, ge=0)
    """How often it was tried."""
    error: str = ""
    """What went wrong the last time."""
    next_try: AwareDatetime | None = None
    """Not to be tried before; None where it is not to be tried."""
    changed: AwareDatetime
    """When the state was last set."""


class File(Record):
    """A briefing as a file."""

    name: str
    """Of letters, digits, dots and dashes alone."""
    type: str
    """Media type."""
    data: bytes
    """What it holds."""


class Enclosed(Record):
    """What goes along with an edition."""

    files: tuple[File, ...] = ()
    """The files."""
    left_out: tuple[str, ...] = ()
    """Of each file that was ordered and does not go along, which and why, as sentences."""


class Issue(Record):
    """An edition as one recipient gets it."""

    digest_id: str
    """The digest."""
    edition: str
    """Key of the edition."""
    title: str
    """Of the digest."""
    subject: str
    """One line: the digest, the day, and what changed."""
    at: AwareDatetime
    """The moment at which the edition was due."""
    text: str
    """For readers of plain text."""
    html: str
    """For browsers and mail programs: asks nothing of the outside."""
    data: str
    """The same as JSON, for programs."""
    files: tuple[File, ...] = ()
    """What goes along by mail."""


class Due(Record):
    """What a schedule asks for at a moment."""

    run: NaiveDatetime | None = None
    """Local due time that is to be run; None for none."""
    missed: tuple[NaiveDatetime, ...] = ()
    """Local due times that passed and are not to be run, oldest first."""


class Run(Record):
    """A coming run of a schedule."""

    local: NaiveDatetime
    """What the schedule says, by the clock on the wall."""
    at: AwareDatetime
    """The moment that this is."""
    why: str = ""
    """What the clock on the wall does that day; empty where it does nothing."""


def edition_key(local: datetime) -> str:
    """Return the key of the edition that is due at a local time, to the minute."""
    return local.strftime("%Y-%m-%dT%H:%M")
