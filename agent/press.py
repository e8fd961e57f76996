"""Outlets as people speak of them: by name, or as the press of a country.

An outlet is taken to be of a country where its address ends as those of that country do. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from agent.chat_words import PRESS
from agent.errors import UnusableRequest
from agent.retrieve.facets import outlet_called
from agent.text.domains import domain_of
from agent.text.places import country

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
            endings = {ending for place in places if (ending := domain_of(place))}
            if found := [name for name in self.outlets if self._endings.get(name) in endings]:
                return found
            told = " or ".join(f".{ending}" for ending in sorted(endings))
            why = f"the address of no outlet ends in {told}" if told else "no such country is known"
            raise UnusableRequest(words, why, f"Name outlets: {some_of(self.outlets)}.")
        raise UnusableRequest(words, "no outlet is called so", f"There are {some_of(self.outlets)}.")

    def _named(self, words: str) -> list[str]:
        if whole := outlet_called(words, self.outlets):
            return sorted(whole)
        each = [outlet_called(part, self.outlets) for part in _AND.split(words) if part]
        return sorted(frozenset().union(*each)) if each and all(each) else []


def _ending(address: str) -> str:
    host = urlsplit(address).hostname or ""
    return host.rpartition(".")[2]


def some_of(outlets: Sequence[str]) -> str:
    """Return the names of a few outlets, and how many more there are."""
    shown = ", ".join(outlets[:8])
    return f"{shown} and {len(outlets) - 8} more" if len(outlets) > 8 else shown
