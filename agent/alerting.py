"""Whether something happened that somebody wants to be told of: then an edition is ordered, once for each.

What is ordered is written and delivered as every edition is, so that one alert has one receipt for each
recipient. The key of an edition is that of its event: two that look at the same time order one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from agent.changes import changes
from agent.deliver.issue import ALERT
from agent.digest import told_of
from agent.errors import AletheiaError
from agent.pinning import became
from agent.retrieve.spike_words import WATCH
from agent.store import Orders, Overview, Store, Turns
from agent.types import Alert, Briefing, Citation, Digest, Edition, PinnedFigure, Spike, ToldClaim

BACK = timedelta(days=1)
"""How far back a first look goes: a burst that began before somebody asked is still news."""
FIGURES_EVERY = timedelta(minutes=15)
"""Time between two looks at a figure: each takes a briefing."""
BASELINE = f"{ALERT}baseline"
"""Key of the edition that holds the figures of the beginning; nobody gets it."""


@dataclass
class Lookout:
    """Looks at the alerts of everybody, and remembers when it did."""

    store: Store
    spikes: Callable[[datetime, datetime], Sequence[Spike]]
    """Returns the bursts noticed up to a moment and since another one."""
    write: Callable[[Digest, str, datetime], Briefing]
    """Answers a question without a model; raises NothingToSay."""
    stands: Callable[[Citation], bool]
    """Tells whether a passage still stands in its article."""
    clock: Callable[[], datetime]
    """The present."""
    looked: dict[str, datetime] = field(default_factory=dict)
    """When each kind was looked at last."""

    def look(self) -> list[str]:
        """Order an edition for everything that happened, and return a sentence on each."""
        return [told for alert in alerts(self.store) if (told := self._ordered(*alert)) is not None]

    def happened(self, digest: Digest, alert: Alert) -> Edition | None:
        """Return the edition that an alert asks for at this moment; None where nothing happened.

        Raises:
            AletheiaError: it cannot be looked at now.
        """
        now = self.clock()
        before = [one for one in Orders(self.store, digest.owner).editions(digest) if _counts(one)]
        told = [one for one in before if one.key != BASELINE]
        if told and now - told[0].at < timedelta(hours=alert.cool_hours):
            return None
        if alert.kind == "spike":
            return self._spike(digest, alert, told[0].at if told else digest.added - BACK, now)
        if alert.pinned is not None:
            return self._pinned(digest, alert.pinned, told, now)
        return self._figure(digest, before, now)

    def _ordered(self, digest: Digest, alert: Alert) -> str | None:
        now = self.clock()
        if not self._again(digest, alert, now):
            return None
        try:
            edition = self.happened(digest, alert)
        except AletheiaError as problem:
            return f"{digest.title}: it could not be looked at: {problem}"
        self.looked[digest.id] = now
        if edition is None:
            return None
        Turns(self.store).put([edition])
        return None if edition.key == BASELINE else f"{digest.title}: {edition.note}"

    def _again(self, digest: Digest, alert: Alert, now: datetime) -> bool:
        """Tell whether a look can find anything new: bursts are counted by the whole hour."""
        last = self.looked.get(digest.id)
        if last is None:
            return True
        if alert.kind == "figure":
            return now - last >= FIGURES_EVERY
        return last.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1) <= now

    def _spike(self, digest: Digest, alert: Alert, since: datetime, now: datetime) -> Edition | None:
        mine = [one for one in self.spikes(now, since) if one.about == WATCH + alert.watch_id]
        if not mine:
            return None
        event = max(mine, key=lambda spike: spike.end)
        key = f"{ALERT}{event.end:%Y-%m-%dT%H:%M}"
        return Edition(digest_id=digest.id, key=key, at=now, state="due", note=event.explanation)

    def _figure(self, digest: Digest, before: Sequence[Edition], now: datetime) -> Edition | None:
        told = tuple(one for question in digest.questions for one in self._answer(digest, question, now))
        if not before:
            return Edition(digest_id=digest.id, key=BASELINE, at=now, state="written", written=now, told=told)
        revised = [one for one in changes(before[0].told, told, self.stands) if one.kind == "revised"]
        if not revised:
            return None
        first, more = revised[0], len(revised) - 1
        said = first.after.claim.text if first.after is not None else ""
        note = f"{first.was} → {first.now}: {said}" + (f" And {more} more." if more else "")
        key = _key(now, before, f"{first.was} {first.now}")
        return Edition(digest_id=digest.id, key=key, at=now, state="due", note=note)

    def _pinned(
        self, digest: Digest, pinned: PinnedFigure, before: Sequence[Edition], now: datetime
    ) -> Edition | None:
        told = [
            one.claim.text for question in digest.questions for one in self._answer(digest, question, now)
        ]
        seen = [one.figure for one in before if one.figure]
        found = became(pinned, told, seen)
        if found is None:
            return None
        figure, said = found
        note = f"{seen[0] if seen else pinned.value} → {figure}: {said}"
        key = _key(now, before, figure)
        return Edition(digest_id=digest.id, key=key, at=now, state="due", note=note, figure=figure)

    def _answer(self, digest: Digest, question: str, now: datetime) -> Iterator[ToldClaim]:
        try:
            yield from told_of(self.write(digest, question, now))
        except AletheiaError as nothing:
            if nothing.exit_code != 4:  # nothing to say is no change of a figure
                raise


def alerts(store: Store) -> list[tuple[Digest, Alert]]:
    """Return the alerts of everybody that are not paused."""
    found = (one.digest for one in Overview(store).digests())
    return [(one, one.alert) for one in found if one.alert is not None and not one.paused]


def any_alert(store: Store) -> bool:
    """Tell whether there is anything to look at."""
    return bool(alerts(store))


def _counts(edition: Edition) -> bool:
    """An edition that somebody asked for tells nothing of what happened."""
    return edition.key.startswith(ALERT)


def _key(now: datetime, before: Sequence[Edition], what: str) -> str:
    """Return the same key to two that look at once and find the same, be it a minute apart."""
    found = sha256(f"{before[0].key if before else ''} {what}".encode()).hexdigest()[:8]
    return f"{ALERT}{now:%Y-%m-%d}-{found}"
