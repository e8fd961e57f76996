"""Figures in compounds: "a 90-page report", "a 15-member council", "a nine-day strike".

Pure. The figure counts the parts of the thing that the compound describes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.text.figures import Figure
from agent.text.units import COUNT
from agent.text.words import key, stem


@dataclass(frozen=True)
class Compound:
    """A thing that is described by how much of something it has."""

    measure: str
    """What it has so many of, as it stands: "page"; empty where it is measured in time."""
    phrase: str
    """The thing with its adjectives: "investigative report"."""

    @property
    def thing(self) -> str:
        """Stem of the thing."""
        return stem(self.phrase.split()[-1])

    @property
    def sort(self) -> str:
        """What can be compared: pages with pages, the length of a strike only with that of a strike."""
        return key(self.measure) if self.measure else f"{LENGTH}{self.thing}"


LENGTH = "length of "
"""How the sorts of durations begin."""
_PARTS = re.compile(r"-(?P<measure>[a-z]{3,})\s(?P<rest>[^,;:.()–—]*)")
_TIME = re.compile(r"-(?:hour|day|week|month|year)$")
_REST = re.compile(r"\s(?P<rest>[^,;:.()–—]*)")
_ADJECTIVE = re.compile(r"[a-z-]+(?:ive|al|ic|ous|ful|less|ish|ed|ing)")
_AFTER = re.compile(
    r"(?:of|in|on|at|to|by|for|from|with|and|or|but|as|than|that|which|who|when|while|after|before|during|since|into"
    r"|over|under|against|about|is|are|was|were|be|been|has|have|had|will|would|could|may|might|can|did|not|now|also|late|last|early|next|this|the|an?|its|their|his|her|titled|called"
    r"|found|took|gave|began|made|got|won|lost|led|came|went|said|ran|set|put|sat|met|rose|fell|saw|sent|kept|held|left|told"
    r"|drew|grew|broke|brought|became|hit|cut|\w+ly|\w+ed|\w+[^s]s|'s)"
)
_NO_THING = re.compile(r"old|olds|long|high|deep|wide|tall|something|plus")
_MOST = 3


def compound(sentence: str, figure: Figure) -> Compound | None:
    """Return what a figure in a compound describes; None where it stands in none."""
    if sentence[: figure.start].endswith("-") or figure.currency:
        return None
    timed = bool(_TIME.search(figure.text))
    if not timed and figure.unit is not COUNT:
        return None
    found = _REST.match(sentence, figure.end) if timed else _PARTS.match(sentence, figure.end)
    phrase = _phrase(found["rest"]) if found else ""
    if not phrase or found is None:
        return None
    measure = "" if timed else found["measure"]
    return None if _NO_THING.fullmatch(measure) else Compound(measure, phrase)


def _phrase(rest: str) -> str:
    """Return adjectives and the noun they lead to; of two nouns side by side, both."""
    taken: list[str] = []
    for word in rest.split()[: _MOST + 1]:
        noun = bool(taken) and not _ADJECTIVE.fullmatch(taken[-1])
        adjective = bool(_ADJECTIVE.fullmatch(word)) and not noun
        if not word.isalpha() or not word.islower() or (_AFTER.fullmatch(word) and not adjective):
            break
        taken.append(word)
    while taken and _ADJECTIVE.fullmatch(taken[-1]):
        taken.pop()
    return "" if taken and _NO_THING.fullmatch(taken[-1]) else " ".join(taken[-_MOST:])
