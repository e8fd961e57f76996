"""A spike in plain English.

Pure.
"""

from __future__ import annotations

from datetime import timedelta
from math import floor, log10

from agent.types import Spike

NAMED = 4
"""Outlets that are named with their counts; the rest is counted."""
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""Written out, because `strftime` follows the machine's locale."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WATCH = "watch-"
"""What the key of a watched query begins with; that of a story is its id."""
RAREST = 1_000_000
"""Beyond this nobody can tell chances apart, nor are they known so exactly."""


def explain(spike: Spike, outlets: int) -> str:
    """Return what was counted, what was expected, how rare that is and whom it rests on.

    Args:
        spike: The spike, without its explanation.
        outlets: Outlets in the whole library.
    """
    count = f"{spike.observed} article{'s' if spike.observed != 1 else ''}"
    day = f"{DAYS[spike.end.weekday()]} {spike.end.day} {MONTHS[spike.end.month - 1]}"
    when = f"{_span(spike.end - spike.start)} to {spike.end:%H:%M} on {day}"
    name = f"“{spike.label}”" if spike.label else "this story"
    sentences = [
        f"{count} on {name} in the {when}, where {_usual(spike.expected)} would be usual.",
        f"By chance that would happen about once in {_rare(spike.p_value)} such looks, all series counted.",
        f"{_named(spike)}.",
    ]
    if outlets == 1:
        sentences.append("Only one outlet is collected, so nobody else can bear it out.")
    elif spike.rests_on:
        sentences.append(f"Without {spike.rests_on} it would not be a spike.")
    return " ".join(sentences)


def _span(length: timedelta) -> str:
    minutes = round(length.total_seconds() / 60)
    for unit, size in (("day", 1440), ("hour", 60)):
        if minutes % size == 0 and minutes > size:
            return f"{minutes // size} {unit}s"
        if minutes == size:
            return unit
    return f"{minutes} minutes" if minutes != 1 else "minute"


def statement(spike: Spike) -> str:
    """Return the sentence in which a briefing tells of a spike of its story or of a watched query."""
    named = "this story"
    if spike.about.startswith(WATCH):
        named = f"the watched query “{spike.label}”" if spike.label else "a watched query"
    last = spike.end - timedelta(minutes=1)
    day = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    clock = "midnight" if f"{spike.end:%H:%M}" == "00:00" else f"{spike.end:%H:%M}"
    zone = f"{spike.end:%z}"
    offset = "UTC" if zone in ("+0000", "-0000") else f"UTC{zone[:3]}:{zone[3:5]}"
    outlets = f"{len(spike.origins)} outlet{'s' if len(spike.origins) != 1 else ''}"
    when = f"{_span(spike.end - spike.start)} to {clock} ({offset})"
    rests = f"; without {spike.rests_on} it would not be a spike" if spike.rests_on else ""
    return (
        f"News coverage of {named} spiked on {day}: {spike.observed} articles of {outlets} in the {when}, "
        f"where {_usual(spike.expected)} would be usual{rests}."
    )


def _usual(expected: float) -> str:
    """Return an expectation no more exactly than it is known: two figures, and never nothing at all."""
    if expected < 0.1:
        return "hardly any"
    return f"about {expected:.0f}" if expected >= 10 else f"about {expected:.1f}".removesuffix(".0")


def _rare(chance: float) -> str:
    if chance * RAREST <= 1:
        return f"more than {RAREST:,}"
    once = 1 / chance
    digits = 10 ** floor(log10(once))
    return f"{floor(once / digits) * digits:,}"


def _named(spike: Spike) -> str:
    named = [f"{one.outlet} {one.count}" for one in spike.origins[:NAMED]]
    more = len(spike.origins) - NAMED
    return ", ".join([*named, f"{more} more outlet{'s' if more != 1 else ''}"] if more > 0 else named)
