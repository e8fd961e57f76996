"""What people spend, by the day: reserved before an answer is begun, settled after it.

    ledger = Spending(store)
    number = ledger.begin(asked)
    ledger.settle(number, spent)

Looking and reserving is one transaction, so that many at once cannot spend more together than one may.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, Decimal

from sqlalchemy import ColumnElement, case, func, or_, select, update
from sqlalchemy.orm import Session

from agent.errors import LimitReached
from agent.store.schema_people import SpentRow
from agent.store.store import Store
from agent.types import DaySpent, Spent

MILLION = 1_000_000
MINUTE = timedelta(minutes=1)
LONGEST = timedelta(minutes=30)
"""After which an answer that was never settled counts no more: its process has ended, as a rule, and what was
set aside for it would block a person's day for nothing. One that does last longer counts once it is settled.
"""


@dataclass(frozen=True)
class Wish:
    """An answer that somebody wants, and what they may have."""

    owner: str
    now: datetime
    day: str
    """In the zone in which days begin."""
    cost: Decimal
    """The most it can take, United States dollars."""
    day_cost: Decimal | None
    """The most a person may spend a day; None for no limit."""
    a_minute: int
    """Answers a person may begin within a minute."""
    day_ends: float
    """Seconds until a new day begins."""


class Spending:
    """The ledger of all people. Errors are those of `Store`."""

    def __init__(self, store: Store) -> None:
        """Keep it in a store."""
        self._store = store

    def begin(self, wish: Wish) -> int:
        """Reserve what an answer can take, and return the number of the entry.

        Raises:
            LimitReached: the person asked too often, or it could bring their day above what they may spend.
        """
        row = SpentRow
        lately = select(row.began).where(row.owner == wish.owner, row.began > wish.now - MINUTE)
        today = select(func.coalesce(func.sum(row.micros), 0)).where(
            row.owner == wish.owner, row.day == wish.day, _counts(wish.now)
        )

        def work(session: Session) -> int:
            begun = sorted(session.scalars(lately))
            if len(begun) >= wish.a_minute:
                wait = (begun[-wish.a_minute] + MINUTE - wish.now).total_seconds()
                raise LimitReached(wait, "answers", f"{wish.a_minute} a minute may be asked for")
            spent = int(session.scalar(today) or 0)
            if wish.day_cost is not None and spent + _micros(wish.cost) > _micros(wish.day_cost):
                told = f"${Decimal(spent) / MILLION:.4f} of ${wish.day_cost} are spent or set aside"
                raise LimitReached(wish.day_ends, "money of this day", told)
            entry = SpentRow(
                owner=wish.owner,
                day=wish.day,
                began=wish.now,
                calls=0,
                tokens=0,
                micros=_micros(wish.cost),
                settled=False,
            )
            session.add(entry)
            session.flush()
            return entry.id

        return self._store.transact(work)

    def settle(self, number: int, spent: Spent) -> None:
        """Replace what was reserved by what the answer took."""
        values = {
            "calls": spent.calls,
            "tokens": spent.tokens_in + spent.tokens_out,
            "micros": _micros(spent.cost),
            "settled": True,
        }
        settled = update(SpentRow).where(SpentRow.id == number).values(**values)
        self._store.transact(lambda session: session.execute(settled))

    def days(self, now: datetime, owner: str | None = None) -> list[DaySpent]:
        """Return what was spent up to a moment, newest day first; of one person where one is named."""
        row = SpentRow
        micros = case((_counts(now), row.micros), else_=0)
        chosen = select(
            row.owner, row.day, func.count(), func.sum(row.calls), func.sum(row.tokens), func.sum(micros)
        )
        if owner is not None:
            chosen = chosen.where(row.owner == owner)
        chosen = chosen.group_by(row.owner, row.day).order_by(row.day.desc(), row.owner)
        return self._store.consult(
            lambda session: [
                DaySpent(
                    owner=who, day=day, turns=n, calls=calls, tokens=tokens, cost=f"{micros / MILLION:.6f}"
                )
                for who, day, n, calls, tokens, micros in session.execute(chosen)
            ]
        )


def _counts(now: datetime) -> ColumnElement[bool]:
    """Hold for what was settled, and for what may still be under way."""
    return or_(SpentRow.settled, SpentRow.began > now - LONGEST)


def _micros(cost: Decimal) -> int:
    return int((cost * MILLION).to_integral_value(ROUND_CEILING))
