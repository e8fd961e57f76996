"""A burst of coverage: more articles about something than its own past lets one expect.

Pure.
"""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from agent.nouns.record import Record


class Contribution(Record):
    """What one outlet adds to a burst."""

    outlet: str
    """Name of the outlet, or of the origin where copies were counted once."""
    count: int = Field(ge=0)
    """Articles of it in the window."""
    expected: float = Field(ge=0)
    """Articles of it that its own past lets one expect there; 0 while it delivered nothing at all."""


class Spike(Record):
    """More coverage in a window than chance and habit explain."""

    about: str
    """Key of the story or of the watched query."""
    label: str
    """Its name, as shown to readers; of a story in a briefing empty."""
    start: AwareDatetime
    """Beginning of the window."""
    end: AwareDatetime
    """End of the window, exclusive: the moment at which the spike was noticed."""
    observed: int = Field(ge=0)
    """Articles in the window."""
    expected: float = Field(ge=0)
    """Articles that level, hour, weekday and the activity of the whole library let one expect."""
    p_value: float = Field(ge=0, le=1)
    """Chance of as many or more, corrected for all series and windows that were looked at in that moment."""
    origins: tuple[Contribution, ...]
    """Outlets that contributed, most articles first."""
    explanation: str
    """The same in plain English, written by code."""
    rests_on: str | None
    """The one outlet without which it would not be a spike; None where it stands without any of them."""


class Measure(Record):
    """What a spike was worked out from: counts by the hour, so that anybody can work it out again."""

    spike: Spike
    """What came out."""
    start: AwareDatetime
    """Beginning of the first hour."""
    hours: int = Field(ge=1, le=20_000)
    """Whole hours that were counted; the window of the spike ends with the last of them."""
    totals: dict[str, str]
    """All articles by outlet: `hour:count` for each hour that has any, the first hour being 0."""
    counts: dict[str, str]
    """The articles about it, in the same form."""
    unread: dict[str, tuple[tuple[int, int], ...]] = Field(default_factory=dict)
    """First and last hour of each stretch in which an outlet could not be read."""
    begins: int = Field(default=0, ge=0)
    """Hour in which a story came into being; 0 for what was there before."""
    rate: float = Field(default=0.0, ge=0)
    """Articles an hour with which stories of the library usually begin; 0 where that was not known."""
    shape: float = Field(default=0.0, ge=0)
    """How alike stories are in that."""
    looked_at: int = Field(ge=1)
    """Series that could be looked at in that hour."""
    beside: tuple[float, ...] = ()
    """Chances of the others among them that were worth a look, before all were corrected together."""


class Replay(Record):
    """What would have been told of a stretch of the past."""

    first: AwareDatetime | None = None
    """From when on; None where nothing was replayed."""
    last: AwareDatetime | None = None
    """Until when."""
    alarms: tuple[Spike, ...] = ()
    """What would have been told, as it stood then."""
    fixed: tuple[tuple[AwareDatetime, str, str], ...] = ()
    """What a fixed rule would have told: when, key and name of the series."""
    young: str = ""
    """Why nothing can be expected; empty where it can."""
