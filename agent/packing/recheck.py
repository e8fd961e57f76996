"""A kept briefing → its verdicts once more, and everything about it that does not hold.

Pure but for the checker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.check.claims import Checker
from agent.packing.around import events, headings, tables
from agent.packing.doubt import Doubt
from agent.packing.measures import counted_again
from agent.packing.sentences import delivered, withheld
from agent.packing.settled import settled, unresolved
from agent.packing.standing import standing
from agent.packing.weighed import weighed
from agent.types import Article, Briefing, Copy, PackedSection, Verdict


@dataclass(frozen=True)
class Recheck:
    """What came of checking a briefing again."""

    verdicts: tuple[Verdict, ...] = ()
    """On sentences, title, headings and events; none where a citation does not hold."""
    doubts: tuple[Doubt, ...] = ()
    """What does not hold."""


def recheck(
    briefing: Briefing,
    plan: Sequence[PackedSection],
    articles: Mapping[str, Article],
    copies: Sequence[Copy],
    checker: Checker,
) -> Recheck:
    """Check everything that a briefing says against the articles it cites.

    Args:
        briefing: As it was delivered.
        plan: Sections of its profile; empty where they are not known.
        articles: What it cites or rests on, by id; of each at least the cited characters, and those in which
            newsrooms give credit.
        copies: Which of them are copies.
        checker: Scores the support.
    """
    if lost := tuple(unresolved(briefing, articles)):
        return Recheck(doubts=lost)
    known = standing(briefing, articles, copies)
    kinds = {section.key: section.kinds for section in plan}
    judged = (
        delivered(briefing, kinds, articles, known, checker),
        withheld(briefing, kinds, articles, known, checker),
        headings(briefing, plan, articles, known, checker),
        events(briefing, articles, known, checker),
    )
    return Recheck(
        verdicts=tuple(found for verdicts, _ in judged for found in verdicts),
        doubts=(
            *settled(briefing, plan, articles, known.ties),
            *(doubt for _, doubts in judged for doubt in doubts),
            *counted_again(briefing),
            *tables(briefing, articles),
            *weighed(briefing, plan, articles, known),
        ),
    )
