"""Countries by code, by name, and by how web addresses end. Pure but for their names, which babel has.

A code is that of ISO 3166 in lower case, such as `co`.
"""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from agent.text.outlet_homes import homes
from agent.text.places import country
from agent.text.words import fold

_OTHERWISE = {"uk": "gb"}
"""Endings of countries that are not their codes (IANA's list of country-code domains)."""
_ANYBODY = frozenset({"ai", "cc", "fm", "gg", "io", "ly", "me", "sh", "st", "to", "tv", "ws"})
"""Endings of countries that are sold to everybody, and tell nothing."""
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of CLDR that stand for no country."""


def codes_of(words: str) -> frozenset[str]:
    """Return the codes of what a country's name or the word for its people may stand for; none for others."""
    return frozenset(_codes()[name] for name in country(words) if name in _codes())


def code_of(words: str) -> str:
    """Return the code of the one country that is meant by its code or name; empty for none or several."""
    low = words.strip().lower()
    if _OTHERWISE.get(low, low) in _names():
        return _OTHERWISE.get(low, low)
    found = codes_of(words)
    return next(iter(found)) if len(found) == 1 else ""


def name_of(code: str) -> str:
    """Return what a country is called in English."""
    return _names().get(code, code.upper())


def home_of(address: str) -> str:
    """Return the code of the country that an outlet's address tells of: by who it is, else by its ending."""
    try:
        host = (urlsplit(address).hostname or "").removesuffix(".")
    except ValueError:
        return ""
    labels = host.split(".")
    known = homes()
    for start in range(len(labels) - 1):
        if found := known.get(".".join(labels[start:])):
            return found
    ending = labels[-1]
    code = _OTHERWISE.get(ending, ending)
    return code if len(labels) > 1 and code in _names() and ending not in _ANYBODY else ""


@cache
def _names() -> dict[str, str]:
    from babel import Locale

    named = Locale("en").territories.items()
    return {code.lower(): name for code, name in named if len(code) == 2 and code not in _NO_COUNTRIES}


@cache
def _codes() -> dict[str, str]:
    return {fold(name): code for code, name in _names().items()}
