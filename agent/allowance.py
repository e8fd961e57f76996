"""What embedding may cost: said before anything is sent, and refused where it would cost too much."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from agent.errors import TooExpensive
from agent.retrieve.library import Amount

BYTES_A_TOKEN = 3
"""UTF-8 bytes. English takes some four and a half, so what is said is rather too much than too little."""
MILLION = Decimal(1_000_000)


class Allowance:
    """Says what embedding will cost, and holds one command to what it may cost."""

    def __init__(
        self, name: str, price: Decimal, max_cost: Decimal | None, tell: Callable[[str], None]
    ) -> None:
        """Begin with nothing spent.

        Args:
            name: Of the embedder.
            price: United States dollars for a million tokens.
            max_cost: United States dollars that may be spent altogether; None sets no limit.
            tell: Takes a line for the person at the terminal.
        """
        self._name = name
        self._price = price
        self._max_cost = max_cost
        self._tell = tell
        self._spent = Decimal(0)

    def __call__(self, amount: Amount) -> None:
        """Say what so much will cost; single questions are too small to be counted.

        Raises:
            TooExpensive: with what was allowed before, it would pass the limit.
        """
        cost = cost_of(amount, self._price)
        self._tell(bill(amount, cost, self._name))
        if self._max_cost is not None and self._spent + cost > self._max_cost:
            raise TooExpensive(self._name, over(cost, self._spent, self._max_cost))
        self._spent += cost


def tokens_of(amount: Amount) -> int:
    """Return about how many tokens so much text is, rather too many than too few."""
    return -(-amount.size // BYTES_A_TOKEN)


def cost_of(amount: Amount, price: Decimal) -> Decimal:
    """Return what so much costs at a price for a million tokens."""
    return price * tokens_of(amount) / MILLION


def bill(amount: Amount, cost: Decimal, name: str) -> str:
    """Return the line that is said before anything is sent."""
    passages = f"{amount.passages:,} {'passage' if amount.passages == 1 else 'passages'}"
    return (
        f"To be embedded: {passages}, about {tokens_of(amount):,} tokens, about {dollars(cost)} with {name}."
    )


def over(cost: Decimal, spent: Decimal, limit: Decimal) -> str:
    """Return why so much is refused."""
    before = f" after {dollars(spent)}" if spent else ""
    return f"about {dollars(cost)}{before} would pass `max_cost`, which is ${limit}"


def dollars(cost: Decimal) -> str:
    """Return a sum with as many places as it takes to say something."""
    if cost >= Decimal("0.005") or not cost:
        return f"${cost:,.2f}"
    return f"${cost:.6f}" if cost >= Decimal("0.000001") else "less than $0.000001"
