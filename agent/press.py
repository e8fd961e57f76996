"""Outlets as people speak of them: by name, or as the press of a country.

An outlet is taken to be of a country where its address ends as those of that country do. Pure but for the
names of countries, which babel has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from urllib.parse import urlsplit

from agent.chat_words import PRESS
from agent.errors import UnusableRequest
from agent.retrieve.facets import outlet_called
from agent.text.places import country
from agent.text.words import fold

_OTHERWISE = {"gb": "uk"}
"""Codes of countries whose addresses end in something else (IANA's list of country-code domains)."""
_AND = re.compile(r"\s*(?:,|;|\band\b|\bor\b)\s*", re.I)


class Press:
    """The outlets of a library."""

    def __init__(self, outlets: Sequence[str], addresses: Mapping[str, str]) -> None:
        """Know them by name, and an address of each that has one."""
        self.outlets = outlets
        """All of them."""
        self._endings = {name: _ending(address) for name, address in addresses.items()}

    def called(self, words: str) -> list[str]:
        """Return the outlets that words stand for; none where they stand for no outlets.

        Raises:
            UnusableRequest: they speak of outlets, and none of the library is meant.
        """
        words = words.strip().removeprefix("the ").strip()
        if found := self._named(words):
            return found
        named = PRESS.sub("", words).strip()
        if named == words:
            return []
        if found := self._named(named):
            return found
        if places := country(named):
            endings = {ending for place in places if (ending := _codes().get(place))}
            if found := [name for name in self.outlets if self._endings.get(name) in endings]:
                return found
            told = " or ".join(f".{ending}" for ending in sorted(endings))
            why = f"the address of no outlet ends in {told}" if told else "no such country is known"
            raise UnusableRequest(words, why, f"Name outlets: {_some(self.outlets)}.")
        raise UnusableRequest(words, "no outlet is called so", f"There are {_some(self.outlets)}.")

    def _named(self, words: str) -> list[str]:
        if whole := outlet_called(words, self.outlets):
            return sorted(whole)
        each = [outlet_called(part, self.outlets) for part in _AND.split(words) if part]
        return sorted(frozenset().union(*each)) if each and all(each) else []


def _ending(address: str) -> str:
    host = urlsplit(address).hostname or ""
    return host.rpartition(".")[2]


@cache
def _codes() -> dict[str, str]:
    """Return how addresses end by the name of the country."""
    from babel import Locale

    named = {code.lower(): name for code, name in Locale("en").territories.items() if len(code) == 2}
    return {fold(name): _OTHERWISE.get(code, code) for code, name in named.items()}


def _some(outlets: Sequence[str]) -> str:
    shown = ", ".join(outlets[:8])
    return f"{shown} and {len(outlets) - 8} more" if len(outlets) > 8 else shown
