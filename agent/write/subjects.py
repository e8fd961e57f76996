"""The subjects that news is about, for strands that share no phrase: trade, courts, armed forces.

Pure. A sentence belongs to the subject of which it uses most words; the words are forms of plain English, not
of any story.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from agent.text.words import stem, word_set
from agent.write.salience import roots

_LISTS = (
    (
        "Trade and markets",
        """trade exports export import tariff market markets currency dollar peso euro stock shares
        investor price bond oil economy economic growth inflation business sales customers bank
        trading traders brokerage exchange crypto revenue profit tax budget freight insurer shipping""",
    ),
    (
        "Congress and politics",
        """congress congressional senate house lawmaker legislator senator party election campaign
        democrat democrats republican republicans parliament voter ballot bipartisan committee
        legislation gop opposition coalition politics political caucus""",
    ),
    (
        "Courts and law",
        """court courts judge judges lawyer lawyers law laws legal legality jurist jurists 
        charges prosecutor prosecutors jury verdict lawsuit attorney guilty plead pleaded testimony
        testified testify witness conviction convicted sentenced appeal unlawful illegal crime
        criminal indictment""",
    ),
    (
        "Investigation and evidence",
        """investigation investigate investigators investigating inquiry probe evidence fbi police
        forensic search searched findings subpoena audio footage detectives suspects arrested""",
    ),
    (
        "Armed forces and security",
        """military army navy naval troops soldiers soldier warship warships ships aircraft missile
        bomb forces weapon weapons arms security defence defense pentagon commander airfields radar
        guerrilla rebels battalion war combat lethal""",
    ),
    (
        "Diplomacy",
        """diplomat diplomats diplomatic embassy ambassador envoy envoys foreign talks negotiate
        negotiations negotiators summit treaty alliance allies ally partnership relations
        sovereignty governments kingdom minister ministry visit""",
    ),
    (
        "Drugs and trafficking",
        """cocaine coca drug drugs trafficking traffickers narcotics counternarcotics smuggling
        smugglers cartel""",
    ),
    (
        "Borders and migration",
        """border borders frontier migrant migrants migration refugee refugees asylum immigration
        shelters wall""",
    ),
    (
        "Families and victims",
        """family families relatives victim victims survivor survivors widow fishermen fisherman
        mourners funeral""",
    ),
    (
        "Workers and services",
        """worker workers employee employees furloughed paycheck paychecks wages salaries pension
        pensions union agencies benefits services airport airports parks salary unpaid""",
    ),
    (
        "Public opinion and protest",
        """poll polls survey respondents protest protesters protests demonstrators rally percent
        approval petition""",
    ),
    (
        "Health and science",
        """health hospital patients doctors disease virus vaccine medical study researchers scientists
        drugmaker""",
    ),
)


@dataclass(frozen=True)
class Subject:
    """A subject and the words it is told in."""

    heading: str
    words: frozenset[str]
    """Roots of its words."""


SUBJECTS = tuple(
    Subject(heading, frozenset(stem(word) for word in word_set(words))) for heading, words in _LISTS
)


@lru_cache(maxsize=8192)
def subject(text: str) -> Subject | None:
    """Return the subject a sentence is about; None where it uses no word of any."""
    held = roots(text)
    best = max(SUBJECTS, key=lambda one: len(one.words & held))
    return best if best.words & held else None
