"""An edit of a kept briefing: read, held to its sources, and kept as a new version where it holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from agent.check.claims import Checker
from agent.derived import Changed, derived, noted
from agent.editing import Editor, rewritten, struck
from agent.errors import CannotPack, EditedMeanwhile
from agent.make import make_checker
from agent.packed import articles_behind, profile_of, sections_of
from agent.packing.articles import copies_among
from agent.settings import Settings
from agent.store import Store
from agent.types import Briefing, CheckedClaim, EditReport, SentenceEdit


def revised(
    briefing: Briefing,
    number: int,
    edit: SentenceEdit | None,
    owner: str,
    store: Store,
    settings: Settings,
    checker: Checker,
    judge: Checker | None,
    now: datetime,
) -> EditReport:
    """Give a sentence another text, or take it out, and return what came of it.

    Args:
        briefing: Its owner's, in the version that they edit.
        number: Of the sentence, 1 for the first.
        edit: The new text and what it rests on; None to take the sentence out.
        owner: Whose the briefing is, and who edits it.
        store: Where it is kept.
        settings: Name where profiles lie.
        checker: Scores the support.
        judge: Asked in its place about the new text.
        now: The present moment.

    Raises:
        NotFound: there is no such sentence.
        UnusableRequest: the text is no sentence, or the last sentence would go.
        CannotPack: an article that the briefing rests on is gone.
        EditedMeanwhile: somebody was quicker.
    """
    profile = profile_of(briefing, settings)
    language = profile.plan.language if profile is not None else "en"
    articles = articles_behind(briefing, store)
    editor = Editor(owner, now, articles, sections_of(profile), language, checker, judge)
    made, report = (
        rewritten(briefing, number, edit, editor) if edit is not None else struck(briefing, number, editor)
    )
    if report.accepted:
        store.put_version(made, owner)
    return report


def version_of(briefing_id: str, version: int, owner: str, store: Store) -> Briefing:
    """Return a briefing for an edit of a version.

    Raises:
        NotFound: the owner has no such briefing.
        EditedMeanwhile: it is another version by now.
    """
    briefing = store.own_briefing(briefing_id, owner)
    if briefing.version != version:
        raise EditedMeanwhile(f"briefing {briefing_id}", f"it is version {briefing.version} now")
    return briefing


def with_fewer(
    briefing: Briefing, kept: Sequence[CheckedClaim], store: Store, settings: Settings, now: datetime
) -> Briefing | None:
    """Return a briefing of its own that holds some of the sentences of another, and what follows from them.

    Args:
        briefing: The other one.
        kept: Sentences of it, in any order.
        store: Where it is kept.
        settings: Name where profiles lie.
        now: The present moment.

    Returns:
        None where an article that it rests on is gone.
    """
    try:
        articles = articles_behind(briefing, store)
    except CannotPack:
        return None
    profile = profile_of(briefing, settings)
    language = profile.plan.language if profile is not None else "en"
    held = noted(briefing, articles, copies_among(articles.values()), make_checker(), language)
    ids = {claim.id for claim in kept}
    sections = [
        part.model_copy(update={"claims": tuple(c for c in part.claims if c.id in ids)})
        for part in briefing.sections
    ]
    edits = tuple(edit for edit in briefing.edits if edit.claim_id in ids)
    made = briefing.model_copy(update={"id": uuid4().hex, "created": now, "version": 1, "edits": edits})
    for gone in [claim for claim in briefing.claims() if claim.id not in ids]:
        made = derived(made, sections, Changed(gone), held)
    return made
