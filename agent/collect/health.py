"""How a source fares after each reading, and when it may be asked again. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from agent.collect.fetch.politeness import Backoff, next_try
from agent.collect.moments import AHEAD
from agent.types import Source, SourceState

SLOWEST = timedelta(days=1)
"""A source that keeps failing is asked at least so often."""


def is_due(source: Source, now: datetime) -> bool:
    """Tell whether a source may be asked now: it is followed, not gone, and its time has come."""
    state = source.state
    return not source.paused and not state.gone and (state.due is None or state.due <= now)


def after_success(
    state: SourceState, now: datetime, every: timedelta, etag: str, last_modified: str, brought: bool
) -> SourceState:
    """Return the state after a reading that gave entries, with what the server calls this version."""
    return state.model_copy(
        update={
            "checked": now,
            "succeeded": now,
            "brought": now if brought else state.brought,
            "failures": 0,
            "problem": "",
            "due": now + every,
            "etag": etag,
            "last_modified": last_modified,
        }
    )


def after_unchanged(state: SourceState, now: datetime, every: timedelta) -> SourceState:
    """Return the state after "nothing new since you asked last".

    That says nothing about whether we could read it: a source that fails goes on failing, and the whole file
    is asked for again.
    """
    if state.failures:
        return state.model_copy(update={"checked": now, "due": now + every, "etag": "", "last_modified": ""})
    return state.model_copy(update={"checked": now, "succeeded": now, "due": now + every})


def after_failure(
    state: SourceState, now: datetime, every: timedelta, problem: str, retry_after: str | None = None
) -> SourceState:
    """Return the state after a reading that failed: each time it is asked half as often, once a day at least.

    Args:
        state: What it was before.
        now: The moment of the reading.
        every: How often the source is asked while all is well.
        problem: What went wrong, in plain words.
        retry_after: The header in which its server asks us to stay away.
    """
    failures = state.failures + 1
    due = next_try(failures, now, retry_after, Backoff(first=min(2 * every, SLOWEST), longest=SLOWEST))
    return state.model_copy(
        update={"checked": now, "failures": failures, "problem": problem, "due": due, "etag": "",
                "last_modified": ""}
    )  # fmt: skip


def after_gone(state: SourceState, now: datetime) -> SourceState:
    """Return the state of a source whose server says that it is gone for good."""
    return state.model_copy(
        update={"checked": now, "gone": True, "problem": "its server says that it is gone for good"}
    )


def dated(page: datetime | None, item: datetime | None, now: datetime) -> tuple[datetime, str]:
    """Return when an article was published, and a remark where its own word is not taken.

    The page's date counts before the feed's. A date in the future is none; where nothing is left, the moment
    we first saw it counts, so that it is found among the news of that day.
    """
    told = [moment for moment in (page, item) if moment is not None]
    believed = [moment for moment in told if moment <= now + AHEAD]
    if believed:
        return believed[0], "" if believed[0] is told[
            0
        ] else "its page dates it in the future; the feed's date counts"
    if told:
        return now, "it is dated in the future; the day we saw it counts"
    return now, "it states no date; the day we saw it counts"
