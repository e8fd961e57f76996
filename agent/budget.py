"""What a run may spend, and what it has spent: reserved before every call, settled after it.

Pure but for the clock that is passed in. A denial is final: after one, nothing more is allowed in this run.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from agent.types import Budget, ModelCall, Record, Spent

MILLION = Decimal(1_000_000)


class Price(Record):
    """What a model costs, in United States dollars per million tokens."""

    tokens_in: Decimal
    """Sent."""
    tokens_out: Decimal
    """Received."""

    def of(self, tokens_in: int, tokens_out: int) -> Decimal:
        """Return the price of so many tokens."""
        return (self.tokens_in * tokens_in + self.tokens_out * tokens_out) / MILLION


class Ledger:
    """Keeps a budget: the Meter of every call of one run, and its record."""

    def __init__(self, budget: Budget, price: Price, clock: Callable[[], float]) -> None:
        """Begin with nothing spent.

        Args:
            budget: The limits.
            price: Of the model; a model whose price nobody knows is never called.
            clock: Seconds that only go forward, such as `time.monotonic`.
        """
        self._budget = budget
        self._price = price
        self._clock = clock
        self._began: float | None = None
        self._reserved = (0, 0)
        self._denied = ""
        self._cancelled = ""
        self.spent = Spent()
        """So far."""
        self.calls: tuple[ModelCall, ...] = ()
        """What was asked, in order, and how it ended."""

    def reserve(self, tokens_in: int, tokens_out: int) -> str:
        """Set aside the most a call can take; return why it may not be made, empty where it may."""
        if self._began is None:
            self._began = self._clock()
        self._denied = self._denied or self._cancelled or self._why_not(tokens_in, tokens_out)
        if self._denied:
            return self._denied
        self._reserved = (tokens_in, tokens_out)
        self._add(1, tokens_in, tokens_out, 0.0)
        return ""

    def settle(self, tokens_in: int, tokens_out: int, seconds: float) -> None:
        """Replace the last reservation by what the call took."""
        held_in, held_out = self._reserved
        self._reserved = (0, 0)
        self._add(0, tokens_in - held_in, tokens_out - held_out, seconds)

    def cancel(self, why: str) -> None:
        """Deny whatever is asked for from now on, and leave no time to a call under way; from any thread."""
        self._cancelled = self._cancelled or why

    def seconds_left(self) -> float | None:
        """Return the time until the deadline; None where there is none."""
        if self._cancelled:
            return 0.0
        if self._budget.deadline is None:
            return None
        began = self._clock() if self._began is None else self._began
        return max(0.0, began + self._budget.deadline - self._clock())

    def retried(self) -> None:
        """Count the last call as one that repeated another."""
        self.spent = self.spent.model_copy(update={"retries": self.spent.retries + 1})

    def estimate(self) -> None:
        """Note that tokens were counted by an upper bound."""
        self.spent = self.spent.model_copy(update={"estimated": True})

    def note(self, call: ModelCall) -> None:
        """Keep what was asked and how it ended."""
        self.calls = (*self.calls, call)

    def _why_not(self, tokens_in: int, tokens_out: int) -> str:
        limit, spent = self._budget, self.spent
        if self.seconds_left() == 0.0:
            return f"the deadline of {limit.deadline:g} seconds has passed"
        if limit.max_calls is not None and spent.calls + 1 > limit.max_calls:
            return f"it would be call {spent.calls + 1} of at most {limit.max_calls}"
        tokens = spent.tokens_in + spent.tokens_out + tokens_in + tokens_out
        if limit.max_tokens is not None and tokens > limit.max_tokens:
            return f"it could bring the tokens to {tokens:,} of at most {limit.max_tokens:,}"
        cost = spent.cost + self._price.of(tokens_in, tokens_out)
        if limit.max_cost is not None and cost > limit.max_cost:
            return f"it could bring the cost to ${cost:.4f} of at most ${limit.max_cost}"
        return ""

    def _add(self, calls: int, tokens_in: int, tokens_out: int, seconds: float) -> None:
        spent = self.spent
        self.spent = spent.model_copy(
            update={
                "calls": spent.calls + calls,
                "tokens_in": spent.tokens_in + tokens_in,
                "tokens_out": spent.tokens_out + tokens_out,
                "cost": spent.cost + self._price.of(tokens_in, tokens_out),
                "seconds": spent.seconds + seconds,
            }
        )


class WorstCase(Record):
    """The most a run can take, to be shown before it begins."""

    calls: int
    """Requests, repeats included."""
    tokens_in: int
    """Tokens sent, with all repeats."""
    tokens_out: int
    """Tokens received, with all repeats."""
    cost: Decimal
    """United States dollars."""

    def __add__(self, other: WorstCase) -> WorstCase:
        return WorstCase(
            calls=self.calls + other.calls,
            tokens_in=self.tokens_in + other.tokens_in,
            tokens_out=self.tokens_out + other.tokens_out,
            cost=self.cost + other.cost,
        )

    def __str__(self) -> str:
        return (
            f"at most {self.calls:,} requests, {self.tokens_in:,} tokens in, {self.tokens_out:,} tokens out, "
            f"${self.cost:.4f}"
        )


def worst_case(calls: int, tokens_in: int, tokens_out: int, price: Price) -> WorstCase:
    """Return the most that so many requests can take.

    Args:
        calls: Requests, with every repeat that may follow a failed one.
        tokens_in: The most that one of them sends.
        tokens_out: The most that one of them may answer.
        price: Of the model.
    """
    sent, received = calls * tokens_in, calls * tokens_out
    return WorstCase(calls=calls, tokens_in=sent, tokens_out=received, cost=price.of(sent, received))
