"""Titles and headings are claims too: what a source or a model wrote above a section is held to its sources.

Pure but for the checker. A heading of the profile or of our list of subjects asserts nothing and stands; any
other is dropped where it does not pass, and the question takes the place of a title.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from agent.check.cited import cite
from agent.check.claims import Checker, check_claims
from agent.check.contested import check_ledger
from agent.check.disagree import Contests
from agent.check.plain import check_plain
from agent.front import Front
from agent.publish import JudgedSection
from agent.text.words import terms
from agent.types import Article, Claim, Evidence, Plan, Verdict
from agent.write.extract import REST
from agent.write.subjects import SUBJECTS

PHRASE = 4
"""Words up to which a heading only names a subject and asserts nothing."""
OURS = frozenset({REST, *(subject.heading for subject in SUBJECTS)})
"""Headings of our own, which name a subject and assert nothing."""
EXACT = frozenset({"figures", "dates", "quotes"})
"""Checks that a source's own headline is held to."""


def checked_headings(
    sections: Sequence[JudgedSection],
    plan: Plan,
    evidence: Sequence[Evidence],
    articles: Mapping[str, Article],
    contested: Contests,
    front: Front,
    checker: Checker,
) -> list[JudgedSection]:
    """Return the sections, headings that do not pass left out.

    A source's own headline passes when its figures, dates and quotations stand in that article; a phrase,
    when its words stand in their order in what the section cites; any other heading must be supported like a
    sentence. None may hold an address, markup, words to a program, or a figure that only one origin gives or
    that others contest. A theme whose heading falls goes under ours.
    """
    ours = {*OURS, *(s.heading for s in plan.sections if s.heading)}
    home = {e.article.headline: e.article for e in evidence}
    told = tuple(c for s in sections for j in s.claims if j.delivered for c in j.claim.citations)
    asked = []
    for n, section in enumerate(sections):
        if section.heading and section.heading not in ours:
            own = tuple(c for j in section.claims if j.delivered for c in j.claim.citations)
            source = home.get(section.heading)
            behind = (cite(source),) if source else own or told
            asked.append(Claim(id=str(n), text=section.heading, kind="reported", citations=behind))
    verdicts = check_claims(asked, articles, checker)
    fallen = {
        int(claim.id)
        for claim, verdict in zip(asked, verdicts, strict=True)
        if check_ledger(claim, contested, articles)
        or not front.heads(claim.text)
        or not passes(claim, verdict, headline=claim.text in home)
    }
    return [
        replace(s, heading=REST if s.key == "themes" else "") if n in fallen else s
        for n, s in enumerate(sections)
    ]


def passes(heading: Claim, verdict: Verdict, *, headline: bool) -> bool:
    """Tell whether a heading may stand, given the verdict on it as a claim; `headline`: it is a source's."""
    if headline:
        return not any(f.passed is False and f.check in EXACT for f in verdict.findings)
    if check_plain(heading):
        return False
    if len(heading.text.split()) <= PHRASE:
        return any(_says(c.quote, heading.text) for c in heading.citations)
    return verdict.label == "supported"


def _says(cited: str, phrase: str) -> bool:
    """Tell whether the words of a phrase stand in a cited text in their order: turned round they assert."""
    rest = iter([term.key for term in terms(cited)])
    return all(any(key == other for other in rest) for key in (term.key for term in terms(phrase)))
