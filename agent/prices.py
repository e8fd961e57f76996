"""What a model costs: the user's own figures, else a table that comes with the program. Unknown means no."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

from agent.budget import Price
from agent.errors import ConfigurationError
from agent.types import Record

SHIPPED = Path(__file__).parent / "prices.toml"
"""The table; its head says where the figures are from."""


class PriceTable(Record):
    """Prices of OpenAI's own service."""

    as_of: str
    """Day on which they were read, such as 2026-09-05."""
    models: dict[str, Price]
    """By the exact name of the model."""


@cache
def shipped_prices() -> PriceTable:
    """Return the table that comes with the program."""
    read = tomllib.loads(SHIPPED.read_text("utf-8"))
    models = {
        name: Price(tokens_in=Decimal(tokens_in), tokens_out=Decimal(tokens_out))
        for name, (tokens_in, tokens_out) in read["models"].items()
    }
    return PriceTable(as_of=read["as_of"], models=models)


def price_of(model: str, price_in: Decimal | None, price_out: Decimal | None, *, own_service: bool) -> Price:
    """Return what a model costs.

    Args:
        model: Its name, without the provider.
        price_in: What the user says a million tokens sent cost, in United States dollars; 0 for nothing.
        price_out: The same for tokens received.
        own_service: The model is asked at an address of the user's, to which the table says nothing.

    Raises:
        ConfigurationError: Nobody knows the price, or only half of it was set.
    """
    if price_in is not None and price_out is not None:
        return Price(tokens_in=price_in, tokens_out=price_out)
    if (price_in is None) != (price_out is None):
        missing = "price_in" if price_in is None else "price_out"
        raise ConfigurationError(f"setting {missing}", "one price is set, the other is not", _REMEDY)
    known = None if own_service else shipped_prices().models.get(model)
    if known is None:
        raise ConfigurationError(f"model {model}", "its price is not known, so it is not called", _REMEDY)
    return known


_REMEDY = (
    "Set `price_in` and `price_out` to United States dollars per million tokens, in aletheia.toml or as "
    "ALETHEIA_PRICE_IN and ALETHEIA_PRICE_OUT; 0 for a model on a machine of your own."
)
