"""What a digest asks at a moment: its own questions, and what its stories, bursts and watches stand for."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from agent.errors import NotFound
from agent.spiking import look
from agent.store import KeptStories, Store, Watches
from agent.types import Digest, Pick, Subject

BURSTS = 5
"""Bursts that one edition tells of."""
PINNED = 12
"""Articles of a story that are put before the writer whatever else is found, the newest."""


class Asked(NamedTuple):
    """What is to be answered, and what cannot be asked."""

    questions: tuple[str, ...]
    silent: tuple[str, ...] = ()
    """A sentence on everything that stands for no question now."""


def asked(store: Store, zone: tzinfo, digest: Digest, at: datetime) -> Asked:
    """Return the questions of an edition, each once."""
    found, silent = list(digest.questions), []
    for subject in digest.subjects:
        try:
            more = _questions(store, zone, digest, subject, at)
        except NotFound:
            silent.append(f"Nothing on “{subject.name}”: the {subject.kind} is no longer there.")
            continue
        if not more:
            silent.append(f"No burst of coverage in the last {digest.lookback_hours} h.")
        found += more
    return Asked(tuple(dict.fromkeys(found)), tuple(silent))


def pinned(store: Store, digest: Digest, question: str, since: datetime) -> tuple[Pick, ...]:
    """Return the articles of a story that must be looked at for a question; none where it is no story's."""
    story = next((one for one in digest.subjects if one.kind == "story" and one.name == question), None)
    if story is None:
        return ()
    kept = KeptStories(store)
    try:
        ids = [one.article_id for one in kept.filed([kept.meant(story.reference)])]
    except NotFound:
        return ()
    articles = [one for one in kept.articles(ids).values() if one.published and one.published >= since]
    newest = sorted(articles, key=lambda one: (one.published, one.id), reverse=True)[:PINNED]
    return tuple(Pick(article_id=one.id, outlet=one.publisher, headline=one.headline) for one in newest)


def shares(digest: Digest) -> int:
    """Return among how many questions the money of an edition is divided at most."""
    return len(digest.questions) + sum(BURSTS if one.kind == "spikes" else 1 for one in digest.subjects)


def _questions(store: Store, zone: tzinfo, digest: Digest, subject: Subject, at: datetime) -> list[str]:
    if subject.kind == "spikes":
        seen = look(store, zone, at, at - timedelta(hours=digest.lookback_hours)).spikes
        return [one.noticed.label for one in seen[-BURSTS:]]
    if subject.kind == "story":
        KeptStories(store).meant(subject.reference)
    else:
        Watches(store).meant(subject.reference)
    return [subject.name]
