"""The subjects that news is about, for strands that share no phrase: trade, courts, armed forces.

Pure. A sentence belongs to the subject of which it uses most words; one word is enough only where it can mean
nothing else. The words are forms of plain English, not of any story.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from agent.text.words import stem, word_set

FEWEST_WORDS = 2
"""Words of a subject that a sentence must use where none of them is plain enough by itself."""

_LISTS = (
    (
        "Trade and markets",
        """trade market currency currencies peso euro stock shares bond oil economy economies economic
        growth sales customer bank trading exchange crypto revenue profit tax taxes freight insurer
        shipping export import brokerage sell buy buyers supplier shipper cargo goods broker premium
        firms percent""",
        """tariff inflation trader investor exporter importer exporters""",
    ),
    (
        "Congress and politics",
        """senate house party parties election democrat democratic republican voter ballot bipartisan
        committee opposition coalition political majority minority vote bill leader""",
        """congress congressional parliament legislator lawmaker legislation senator gop caucus""",
    ),
    (
        "Courts and law",
        """judge lawyer law legal legality charge attorney attorneys guilty plea plead pleaded testimony
        testified testify witness witnesses convicted appeal crime criminal trial justice counts
        sentence prison fraud conspiracy laundering extradition counsel oath""",
        """court juror defendant prosecution jurist prosecutor jury juries verdict lawsuit conviction
        sentenced unlawful illegal indictment""",
    ),
    (
        "Investigation and evidence",
        """investigation investigate investigating inquiry probe evidence fbi police search searched
        finding audio footage suspect arrested surveillance video premises findings recording
        interrogation clues proves identified investigated obstruction""",
        """investigator footage cctv autopsy forensic forensics subpoena detective""",
    ),
    (
        "Armed forces and security",
        """military ships aircraft forces weapon arms security defence defense commander radar combat
        lethal bomb waters captured strike attack raid pilot vessel patrol armed force helicopter
        defend""",
        """army armies navy naval troop soldier warship missile pentagon airfield guerrilla rebel
        battalion""",
    ),
    (
        "Diplomacy",
        """diplomatic foreign talks negotiate negotiation negotiator summit sovereignty minister ministry
        relations consulate consul convention sanction sanctioned international ties counterpart
        retaliate strategic""",
        """bilateral diplomat embassy embassies ambassador envoy treaty treaties""",
    ),
    (
        "Drugs and trafficking",
        """drug smuggling smuggler boats trade dealer""",
        """cocaine coca trafficking trafficker narcotics counternarcotics cartel""",
    ),
    (
        "Borders and migration",
        """border frontier shelter wall""",
        """migrant migration refugee asylum immigration immigrant""",
    ),
    (
        "Families and victims",
        """family families relatives victim survivor fisherman fishermen wife husband mother father
        daughter son fiancée""",
        """widow mourner funeral""",
    ),
    (
        "Workers and services",
        """worker employee wage pension union agency agencies benefit service airport park salary
        salaries unpaid pay""",
        """furloughed paycheck""",
    ),
    (
        "Public opinion and protest",
        """poll survey percent approval rally rallied""",
        """respondent protester protest demonstrator petition""",
    ),
    (
        "Health and science",
        """health hospital doctor disease medical study scientist researcher""",
        """patients virus vaccine drugmaker""",
    ),
)
_SEATS = re.compile(r"\b(?:the )?White House\b|\bHouse of [A-Z]\w+|\b[Hh]eads? of state\b")
"""Names whose words say nothing of their subject."""


_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Subject:
    """A subject and the words it is told in."""

    heading: str
    words: frozenset[str]
    """Roots of its words."""
    forms: frozenset[str]
    """Its words as they are printed: roots of short words fall together, as those of party and part do."""
    plain: frozenset[str]
    """Those that mean nothing else, so that one is enough."""


def _subject(heading: str, words: str, plain: str) -> Subject:
    strong, weak = _forms(plain), _forms(words)
    return Subject(heading, frozenset(stem(word) for word in strong | weak), strong | weak, strong)


def _forms(words: str) -> frozenset[str]:
    listed = word_set(words)
    return listed | {f"{word}s" for word in listed if not word.endswith("s")}


SUBJECTS = tuple(_subject(*row) for row in _LISTS)


@lru_cache(maxsize=8192)
def subject(text: str) -> Subject | None:
    """Return the subject a sentence is about; None where it says too little of any, or as much of another."""
    held = frozenset(word.casefold() for word in _WORD.findall(_SEATS.sub(" ", text)))
    used = {one: _told(one, held) for one in SUBJECTS}
    most = max(used.values())
    best = [one for one in SUBJECTS if most and used[one] == most]
    return best[0] if len(best) == 1 else None


def _told(one: Subject, held: frozenset[str]) -> int:
    """Return how many different words of a subject are used; 0 where they are too few."""
    words = len({stem(word) for word in one.forms & held})
    return words if words >= FEWEST_WORDS or one.plain & held else 0
