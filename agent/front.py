"""What may stand in front, where a reader looks first: no figure that rests on one origin.

Pure. In front are the title and headings, the lead, the conclusion, the sentence that opens the background,
and judgements of ours, which draw conclusions. Who plants a figure in one text, or in copies of it, does not
get it there. Where the whole story has one origin there is nobody to ask, and the figure is only marked; an
answer that is all lead has nothing behind it to move the figure to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from agent.check.backing import Backing
from agent.check.contested import mention
from agent.check.counts import Count, counts
from agent.check.verdict import verdict
from agent.publish import Judged, JudgedSection
from agent.text.lineage import Lineage, Telling, cited_tellings, telling_of
from agent.types import Article, Claim, Evidence, Finding, Plan, Reason
from agent.write.pool import OFF_TOPIC
from agent.write.salience import Texts
from agent.write.story import ANSWER, story

FIRST = frozenset({"title", "lead", "conclusion"})
"""Keys of sections that are in front as a whole."""
OPENS = "background"
"""Key of the section of which only the opening is."""


@dataclass(frozen=True)
class Front:
    """Judges what may stand in front."""

    backing: Backing
    articles: Mapping[str, Article]
    open: bool
    """Lone figures are only marked: the whole story has one origin, or the plan has nothing but a lead."""

    def marked(self, evidence: Sequence[Evidence]) -> list[Evidence]:
        """Return the evidence, with a mark on sentences that may not stand in front."""
        if self.open:
            return list(evidence)
        lone = {e.label for e in evidence if self.backing.lone(e.text, [telling_of(e)])}
        return [e.model_copy(update={"lone": True}) if e.label in lone else e for e in evidence]

    def asks(self, key: str, claim: Claim) -> bool:
        """Tell whether a claim may have to do without lone figures, by where it stands."""
        return not self.open and (key in FIRST or key == OPENS or claim.kind == "assessment")

    def lone(self, claim: Claim) -> tuple[Count, ...]:
        """Return the figures of a claim that rest on one origin."""
        return self.backing.lone(claim.text, cited_tellings(claim.citations, self.articles))

    def check(self, key: str, claim: Claim) -> list[Finding]:
        """Return a finding for each lone figure of a claim that would stand in front."""
        if self.open or not (key in FIRST or claim.kind == "assessment"):
            return []
        return [_finding(count) for count in self.lone(claim)]

    def heads(self, heading: str) -> bool:
        """Tell whether a heading holds no figure that fewer than two origins give."""
        told = [c for c in counts(heading) if not c.denied]
        return self.open or all(self.backing.origins(heading, c) > 1 for c in told)

    def opened(self, sections: Sequence[JudgedSection]) -> list[JudgedSection]:
        """Return the sections, the background opened by its first sentence without a lone figure.

        A background without such a sentence is withheld.
        """
        if self.open:
            return list(sections)
        return [self._opened(s) if s.key == OPENS else s for s in sections]

    def unopened(self, claim: Claim) -> list[Finding]:
        """Return what is found about a sentence of a background that has no sentence to open with."""
        return [] if self.open else [_finding(count) for count in self.lone(claim)]

    def _opened(self, section: JudgedSection) -> JudgedSection:
        lone = [self.lone(j.claim) if j.delivered else () for j in section.claims]
        best = next((n for n, j in enumerate(section.claims) if j.delivered and not lone[n]), None)
        if best is None:
            fallen = [self._held_back(j) for j in section.claims]
            return replace(section, claims=tuple(fallen))
        first = next(n for n, j in enumerate(section.claims) if j.delivered)
        claims = list(section.claims)
        claims.insert(first, claims.pop(best))
        return replace(section, claims=tuple(claims))

    def _held_back(self, judged: Judged) -> Judged:
        if not judged.delivered:
            return judged
        found = [*judged.verdict.findings, *self.unopened(judged.claim)]
        return replace(judged, verdict=verdict(judged.claim.id, found))


def front(question: str, plan: Plan, evidence: Sequence[Evidence], articles: Mapping[str, Article]) -> Front:
    """Return the judge of what may stand in front of a briefing made of this evidence."""
    lineage = Lineage(articles.values())
    behind = has_behind((s.key, s.max) for s in plan.sections)
    return Front(Backing(evidence, lineage), articles, not behind or _one_origin(question, evidence, lineage))


def has_behind(sections: Iterable[tuple[str, int]]) -> bool:
    """Tell whether a plan has a section that is not in front, given their keys and the most they hold."""
    return any(most > 0 and key not in FIRST for key, most in sections)


def _one_origin(question: str, evidence: Sequence[Evidence], lineage: Lineage) -> bool:
    """Tell whether all articles that so much as touch the story come from one origin.

    Copies of one article make themselves the story's core, so that being near to it is not asked for.
    """
    if not evidence:
        return True
    told = story(question, evidence, Texts([e.text for e in evidence]))
    touch = {
        e.article.id: e.article
        for e in evidence
        if told.about[e.article.id] >= OFF_TOPIC or told.answers(e.text) >= ANSWER
    }
    return lineage.origins(Telling(article, 0, 0) for article in touch.values()) < 2


def _finding(count: Count) -> Finding:
    return Finding(
        check="figures",
        passed=False,
        reason=Reason.FIGURE_ORIGIN,
        message=f"Only one origin gives {count.shown}, which cannot stand here: say it without that figure.",
        mention=mention(count),
    )
