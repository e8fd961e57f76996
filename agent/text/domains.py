"""How web addresses of countries end. Pure but for the names of countries, which babel has."""

from __future__ import annotations

from functools import cache

from agent.text.words import fold

_OTHERWISE = {"gb": "uk"}
"""Codes of countries whose addresses end in something else (IANA's list of country-code domains)."""


def domain_of(country: str) -> str:
    """Return how a country's addresses end, given its name as `places.country` tells it; empty for none."""
    return _codes().get(country, "")


@cache
def _codes() -> dict[str, str]:
    from babel import Locale

    named = {code.lower(): name for code, name in Locale("en").territories.items() if len(code) == 2}
    return {fold(name): _OTHERWISE.get(code, code) for code, name in named.items()}
