"""Errors of every kind, planted by rule in faithful sentences.

A rule makes one change, such as a careless or dishonest writer would, after which the sentence is still
English and no longer true of its document; where it cannot be sure of both it does nothing. The same seed
plants the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from agent.text.normalise import stands_in
from evals.planting import figures, meaning, people, telling, times
from evals.planting.host import Host, Rule, quotable

__all__ = ["KINDS", "Host", "Planted", "Rule", "plant", "quotable"]

KINDS: Mapping[str, Rule] = {
    "figure": figures.figure,
    "scale": figures.scale,
    "currency": figures.currency,
    "owner": figures.owner,
    "hedge": figures.hedge,
    "direction": meaning.direction,
    "date": times.date,
    "weekday": times.weekday,
    "hour": times.hour,
    "period": times.period,
    "quotation": people.quotation,
    "speaker": people.speaker,
    "name": people.name,
    "role": people.role,
    "place": people.place,
    "negation": meaning.negation,
    "modality": telling.modality,
    "attribution": telling.attribution,
    "cause": telling.cause,
    "detail": telling.detail,
}
"""The rules by kind of error."""


@dataclass(frozen=True)
class Planted:
    """An error in its place."""

    kind: str
    """Which rule made it."""
    host: Host
    """Where it was planted."""
    text: str
    """The sentence with the error."""


def plant(kind: str, hosts: Sequence[Host], most: int, seed: int = 1) -> list[Planted]:
    """Return up to so many errors of a kind, each in a sentence of its own drawn from the hosts."""
    chance = Random(f"{seed} {kind}")
    found: list[Planted] = []
    for host in chance.sample(hosts, len(hosts)):
        if len(found) == most:
            break
        made = KINDS[kind](host, chance)
        if made and made != host.text and not stands_in(made, host.source):
            found.append(Planted(kind, host, " ".join(made.split())))
    return found
