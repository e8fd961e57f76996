"""A person edits a sentence of a briefing: it is held to its sources at once, like any other.

What its sources do not say is refused with what was found, and the briefing stays as it was; what holds
becomes a new version, with a mark. Whatever is edited, a pack of it holds: the whole briefing is checked
again, and what would not hold then is refused too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.check.cited import cite
from agent.check.claims import Checker
from agent.corroborate import corroborated
from agent.derived import Changed, Noted, derived, noted
from agent.errors import NotFound, UnusableRequest
from agent.judging import Bench, checked
from agent.packing.articles import copies_among
from agent.packing.doubt import Doubt
from agent.packing.recheck import recheck
from agent.packing.settled import unresolved
from agent.publish import is_verbatim
from agent.text.safe import one_line
from agent.text.sentences import sentences
from agent.types import (
    Article,
    Briefing,
    CheckedClaim,
    Citation,
    Claim,
    Edit,
    EditKind,
    EditReport,
    PackedSection,
    Section,
    SentenceEdit,
    Verdict,
)
from agent.write.extract import REST

_TOLD = 3
"""Reasons that a refusal names."""


@dataclass(frozen=True)
class Editor:
    """Who edits, and what edits are held to."""

    by: str
    """Name of the account; empty for the person at the machine."""
    at: datetime
    articles: Mapping[str, Article]
    """The versions that the briefing rests on, by id."""
    plan: Sequence[PackedSection]
    """Sections of its profile; empty where they are not known."""
    language: str
    """Of its profile."""
    checker: Checker
    judge: Checker | None = None
    """Asked in the checker's place about the new text."""


def rewritten(
    briefing: Briefing, number: int, edit: SentenceEdit, editor: Editor
) -> tuple[Briefing, EditReport]:
    """Return the briefing with another text for a sentence, or as it was, and what came of it.

    Args:
        briefing: The version that is edited.
        number: Of the sentence, 1 for the first.
        edit: The new text, and what it rests on.
        editor: Who edits, and what edits are held to.

    Raises:
        NotFound: there is no such sentence.
        UnusableRequest: the text is no sentence, or a passage is none of the briefing's.
    """
    old = _sentence(briefing, number)
    text = one_line(edit.text).strip()
    cited = _passages(briefing, edit.passages) or old.citations
    _must_be_usable(briefing, old, text, cited)
    held = _held(briefing, editor)
    claim = Claim(id=old.id, text=text, kind=old.kind, citations=cited)
    found = _judged(briefing, claim, held, editor)
    if found.label != "supported":
        return briefing, _refused(briefing, _reasons(found), found)
    (backed,) = corroborated([claim], held.evidence, held.articles, held.checker)
    new = CheckedClaim(
        **backed.claim.model_dump(exclude={"citations"}),
        citations=backed.claim.citations,
        verdict=found,
        verbatim=is_verbatim(backed.claim),
    )
    said = tuple(c for t in backed.tellings if (c := cite(*t)) not in new.citations)
    sections = _with(briefing, {old.id: new})
    made = _numbered(derived(briefing, sections, Changed(old, new, said), held), "text", old, editor)
    return _standing(briefing, made, found, held, editor)


def struck(briefing: Briefing, number: int, editor: Editor) -> tuple[Briefing, EditReport]:
    """Return the briefing without a sentence, or as it was, and what came of it.

    Raises:
        NotFound: there is no such sentence.
        UnusableRequest: it is the last one.
    """
    old = _sentence(briefing, number)
    if len(list(briefing.claims())) == 1:
        raise UnusableRequest(f"sentence {number}", "it is the only one", "Delete the briefing as a whole.")
    held = _held(briefing, editor)
    made = derived(briefing, _with(briefing, {old.id: None}), Changed(old), held)
    return _standing(briefing, _numbered(made, "deleted", old, editor), None, held, editor)


def _sentence(briefing: Briefing, number: int) -> CheckedClaim:
    claims = list(briefing.claims())
    if not 1 <= number <= len(claims):
        raise NotFound(f"sentence {number}", f"the briefing has {len(claims)}", "Number it from 1 on.")
    return claims[number - 1]


def _passages(briefing: Briefing, numbers: Iterable[int]) -> tuple[Citation, ...]:
    there = briefing.passages()
    for number in numbers:
        if not 1 <= number <= len(there):
            why = f"the briefing has {len(there)} passages"
            raise UnusableRequest(f"passage {number}", why, "Name one of those.")
    return tuple(there[number - 1] for number in dict.fromkeys(numbers))


def _must_be_usable(briefing: Briefing, old: CheckedClaim, text: str, cited: tuple[Citation, ...]) -> None:
    """Refuse what is no new sentence.

    Raises:
        UnusableRequest: it is not.
    """
    if old.kind == "measured":
        why = "it was worked out from counts, which words cannot change"
        raise UnusableRequest("this sentence", why, "Delete it, or leave it.")
    if len(sentences(text)) != 1:
        raise UnusableRequest("the new text", "it is not one sentence", "Write one sentence.")
    if (text, cited) == (old.text, old.citations):
        raise UnusableRequest("the new text", "it is what stands there already", "Write another.")
    if any(claim.text == text for claim in briefing.claims() if claim.id != old.id):
        raise UnusableRequest(
            "the new text", "the briefing says it elsewhere", "Delete the sentence instead."
        )


def _held(briefing: Briefing, editor: Editor) -> Noted:
    """Return what the briefing rests on.

    Raises:
        UnusableRequest: a citation of it does not hold, so that nothing could be checked.
    """
    for lost in unresolved(briefing, editor.articles):
        raise UnusableRequest(f"briefing {briefing.id}", str(lost), "Write it anew.")
    copies = copies_among(editor.articles.values())
    return noted(briefing, editor.articles, copies, editor.checker, editor.language)


def _judged(briefing: Briefing, claim: Claim, held: Noted, editor: Editor) -> Verdict:
    """Return what all checks say of a new text at the place of the old one."""
    key = next(s.key for s in briefing.sections if any(c.id == claim.id for c in s.claims))
    kinds = {section.key: section.kinds for section in editor.plan} or {key: (claim.kind,)}
    bench = Bench(briefing.question, held.articles, held.known.contests, held.front, held.checker, kinds)
    return checked([(key, claim)], bench, editor.judge)[claim.id]


def _with(briefing: Briefing, changed: Mapping[str, CheckedClaim | None]) -> list[Section]:
    """Return the sections with other sentences, by id; None takes one out."""
    made = []
    for section in briefing.sections:
        claims = (changed.get(claim.id, claim) for claim in section.claims)
        made.append(section.model_copy(update={"claims": tuple(c for c in claims if c is not None)}))
    return made


def _numbered(briefing: Briefing, kind: EditKind, old: CheckedClaim, editor: Editor) -> Briefing:
    version = briefing.version + 1
    edit = Edit(version=version, kind=kind, claim_id=old.id, by=editor.by, at=editor.at)
    return briefing.model_copy(update={"version": version, "edits": (*briefing.edits, edit)})


def _standing(
    before: Briefing, made: Briefing, found: Verdict | None, held: Noted, editor: Editor
) -> tuple[Briefing, EditReport]:
    """Return the edited briefing where all of it holds as it did before, headings that do not dropped."""

    def doubts(briefing: Briefing) -> tuple[Doubt, ...]:
        return recheck(briefing, editor.plan, held.articles, held.copies, editor.checker).doubts

    if new := doubts(made):
        known = set(doubts(before))
        new = tuple(doubt for doubt in new if doubt not in known)
        if new and (mended := _without_headings(made, new)) != made:
            made, new = mended, tuple(doubt for doubt in doubts(mended) if doubt not in known)
        if new:
            return before, _refused(before, [f"{doubt}." for doubt in new[:_TOLD]], found)
    return made, EditReport(accepted=True, version=made.version, verdict=found)


def _without_headings(briefing: Briefing, doubts: Sequence[Doubt]) -> Briefing:
    """Return the briefing without the title and the headings that do not hold any more."""
    fallen = {doubt.where for doubt in doubts}
    title = briefing.question if "title" in fallen else briefing.title
    sections = tuple(
        _headless(section) if f"heading {n}" in fallen else section
        for n, section in enumerate(briefing.sections, 1)
    )
    return briefing.model_copy(update={"title": title, "sections": sections})


def _headless(section: Section) -> Section:
    """Return a section without its heading; a theme goes under ours."""
    return section.model_copy(update={"heading": REST if section.key == "themes" else ""})


def _reasons(found: Verdict) -> list[str]:
    """Return why a text may not stand, what refutes it first."""
    failed = [f for f in found.findings if f.passed is not True]
    failed.sort(key=lambda f: (not f.refutes, f.passed is None))
    told = [f.message or f.reason.value for f in failed]
    return list(dict.fromkeys(told))[:_TOLD] or ["The cited passages do not say this."]


def _refused(briefing: Briefing, why: Sequence[str], found: Verdict | None) -> EditReport:
    return EditReport(accepted=False, version=briefing.version, why=tuple(why), verdict=found)
