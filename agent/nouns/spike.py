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
    """Its name, as shown to readers."""
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
