"""The parts that write, overseen: what they are at is told, and they can be stopped from another thread.

    watch = Watch(print)
    kit = watch.over(kit)      # in the thread that answers
    watch.stop()               # in any other

What is stopped asks no model any more: its budget denies every further request, and the one that is under way
is cut off within a moment. The thread ends at the next part it comes to, with `Stopped`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from agent.brief import Kit, Writer
from agent.budget import Ledger
from agent.check.claims import Checker
from agent.errors import Stopped
from agent.types import Claim, Draft, Evidence, Plan, RepairedClaim, Request, Spent, Verdict

WHY = "nobody waits for the answer any more"


class Watch:
    """Sees what one answer is at."""

    def __init__(self, tell: Callable[[str], None] = lambda _: None) -> None:
        """Begin; what is done is told as `searching`, `writing` or `checking`, in the thread that does it."""
        self._tell = tell
        self._at = ""
        self._stopped = False
        self._ledgers: list[Ledger] = []

    def stop(self) -> None:
        """Stop the work, from any thread; once it is done, nothing happens."""
        self._stopped = True
        for ledger in self._ledgers:
            ledger.cancel(WHY)

    def over(self, kit: Kit) -> Kit:
        """Return a kit that tells what it is at, and ends with `Stopped` once that was asked for."""
        if kit.ledger is not None:
            self.count(kit.ledger)
        self.step("searching")
        standby, judge = kit.standby, kit.judge
        return replace(
            kit,
            writer=_Writer(kit.writer, self),
            checker=_Checker(kit.checker, self),
            standby=_Writer(standby, self) if standby is not None else None,
            judge=_Checker(judge, self) if judge is not None else None,
        )

    def count(self, ledger: Ledger) -> None:
        """Let a budget deny what is asked for once the work was stopped."""
        self._ledgers.append(ledger)
        if self._stopped:
            ledger.cancel(WHY)

    def look(self) -> None:
        """Go on only where somebody waits.

        Raises:
            Stopped: nobody does.
        """
        if self._stopped:
            for ledger in self._ledgers:
                ledger.cancel(WHY)
            raise Stopped()

    def step(self, name: str) -> None:
        """Tell what is done now.

        Raises:
            Stopped: it is not to be done any more.
        """
        self.look()
        if name != self._at:
            self._at = name
            self._tell(name)

    @property
    def spent(self) -> Spent:
        """What was spent on the answer so far."""
        each = [ledger.spent for ledger in self._ledgers]
        return Spent(
            calls=sum(one.calls for one in each),
            tokens_in=sum(one.tokens_in for one in each),
            tokens_out=sum(one.tokens_out for one in each),
            cost=sum((one.cost for one in each), start=Spent().cost),
        )


@dataclass(frozen=True)
class _Writer:
    inner: Writer
    watch: Watch

    @property
    def name(self) -> str:
        return self.inner.name

    def draft(self, request: Request, plan: Plan, evidence: Sequence[Evidence], now: datetime) -> Draft:
        self.watch.step("writing")
        return self.inner.draft(request, plan, evidence, now)

    def repair(
        self, failed: Sequence[tuple[Claim, Verdict]], evidence: Sequence[Evidence], now: datetime
    ) -> Sequence[RepairedClaim]:
        self.watch.step("writing")
        return self.inner.repair(failed, evidence, now)


@dataclass(frozen=True)
class _Checker:
    inner: Checker
    watch: Watch

    @property
    def name(self) -> str:
        return self.inner.name

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float | None]:
        self.watch.step("checking")
        return self.inner.support(pairs)
