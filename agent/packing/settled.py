"""What holds about a briefing or does not, whoever looks: quotes, ids, order, the list of sources.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from agent.check.verdict import label
from agent.packing.doubt import Doubt, shown
from agent.publish import is_verbatim
from agent.reliance import blind_spots_of, sources_of
from agent.types import Article, Briefing, PackedSection, Verdict


def unresolved(briefing: Briefing, articles: Mapping[str, Article]) -> Iterator[Doubt]:
    """Yield what nothing can be judged by: citations of what is not there, and rivals that are none."""
    deciding = (f.citation for v in _verdicts(briefing) for f in v.findings if f.citation)
    told = (*briefing.cited(), *briefing.held_against(), *briefing.rested_on())
    for citation in dict.fromkeys([*told, *deciding]):
        article = articles.get(citation.article_id)
        where = f"citation of article {shown(citation.article_id)}, {citation.start} to {citation.end}"
        if article is None or article.content_hash != citation.content_hash:
            yield Doubt(where, "that version of the article is not there")
        elif not 0 <= citation.start < citation.end <= len(article.text):
            yield Doubt(where, "there is no such place in the article")
        elif article.text[citation.start : citation.end] != citation.quote:
            yield Doubt(where, f"the words at that place are not “{shown(citation.quote)}”")
    if briefing.basis is None:
        return
    for rivals in briefing.basis.rivals:
        if len({value.amount for value in rivals.values}) < len(rivals.values):
            yield Doubt(f"“{shown(rivals.variable)}”", "two of its values are one")
    for version in briefing.basis.repeated:
        article = articles.get(version.article_id)
        if article is None or article.content_hash != version.content_hash:
            yield Doubt(f"repeated article {shown(version.article_id)}", "that version of it is not there")


def settled(
    briefing: Briefing,
    plan: Sequence[PackedSection],
    articles: Mapping[str, Article],
    ties: Mapping[str, str],
) -> Iterator[Doubt]:
    """Yield what a briefing tells of itself and is not so; its citations must hold.

    `ties` holds what ties an article to another outlet, by id.
    """
    yield from _sentences(briefing)
    yield from _edits(briefing)
    yield from _held(briefing)
    yield from _order(briefing, plan)
    yield from _listed(briefing, articles, ties)


def _verdicts(briefing: Briefing) -> Iterator[Verdict]:
    yield from (claim.verdict for section in briefing.sections for claim in section.claims)
    yield from (held.verdict for held in briefing.withheld)


def _sentences(briefing: Briefing) -> Iterator[Doubt]:
    for claim in (claim for section in briefing.sections for claim in section.claims):
        where = f"sentence {shown(claim.id)}"
        if claim.verdict.label != "supported":
            yield Doubt(where, f"it was delivered although it is {claim.verdict.label}")
        if claim.verbatim != is_verbatim(claim):
            yield Doubt(where, "it is the source's own sentence or not, and the briefing says the reverse")
        if claim.verdict.claim_id != claim.id:
            yield Doubt(where, "its verdict is another sentence's")


def _edits(briefing: Briefing) -> Iterator[Doubt]:
    """Yield what cannot be so of what people edited: numbers, and sentences that are there or are not."""
    numbers = [edit.version for edit in briefing.edits]
    if len(numbers) != briefing.version - 1 or numbers != list(range(2, len(numbers) + 2)):
        yield Doubt("version", f"it is {briefing.version}, and there is not one edit for each but the first")
    there = {claim.id for claim in briefing.claims()}
    gone = {edit.claim_id for edit in briefing.edits if edit.kind == "deleted"}
    for name in sorted(gone & there):
        yield Doubt(f"sentence {shown(name)}", "it is there, and was deleted")
    for name in sorted({edit.claim_id for edit in briefing.edits} - gone - there):
        yield Doubt(f"sentence {shown(name)}", "it was edited, and is not there")


def _held(briefing: Briefing) -> Iterator[Doubt]:
    names = [found.claim_id for found in _verdicts(briefing)]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield Doubt(f"sentence {shown(name)}", "its id stands twice")
    for found in _verdicts(briefing):
        if found.label != label(found.findings):
            yield Doubt(f"verdict on {shown(found.claim_id)}", "its label does not follow from its findings")
    for held in briefing.withheld:
        if held.verdict.label == "supported":
            yield Doubt(f"withheld sentence {shown(held.verdict.claim_id)}", "nothing speaks against it")


def _order(briefing: Briefing, plan: Sequence[PackedSection]) -> Iterator[Doubt]:
    places = {section.key: number for number, section in enumerate(plan)}
    keys = [section.key for section in briefing.sections]
    if not plan:
        why = "its sections are not in the pack, so that headings and order cannot be held to them"
        yield Doubt("profile", why, "absent")
        return
    for key in dict.fromkeys(key for key in keys if key not in places):
        yield Doubt(f"section {shown(key)}", "the profile has no such section")
    found = [places[key] for key in keys if key in places]
    if found != sorted(found):
        yield Doubt("sections", "they do not stand in the profile's order")
    for section in plan:
        held = [claim for s in briefing.sections if s.key == section.key for claim in s.claims]
        told = sum(claim.kind != "measured" for claim in held)
        if told > section.max:
            yield Doubt(
                f"section {shown(section.key)}", f"it holds {told} sentences of at most {section.max}"
            )


def _listed(briefing: Briefing, articles: Mapping[str, Article], ties: Mapping[str, str]) -> Iterator[Doubt]:
    claims = [claim for section in briefing.sections for claim in section.claims]
    listed = sources_of(briefing.cited(), articles, ties)
    plain = [
        [entry.model_copy(update={"origin": ""}) for entry in told] for told in (listed, briefing.sources)
    ]
    if plain[0] != plain[1]:
        yield Doubt("list of sources", "it is not that of the articles, in the order they are cited")
    elif listed != briefing.sources:
        yield Doubt("list of sources", "whom they credit or repeat does not come out again", "rules")
    spots = briefing.blind_spots
    if blind_spots_of(claims, articles, spots.silent, spots.unheard) != spots:
        yield Doubt("blind spots", "the shares are not those of the sentences")
    for item in briefing.disagreements:
        for value in item.values:
            article = articles[value.citation.article_id]
            if (value.publisher, value.published) != (article.publisher, article.published):
                yield Doubt(f"“{shown(item.variable)}”", "outlet or date are not those of the article")
