"""Outlets as people speak of them: by name, or as the press of a country. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from agent.chat_words import FROM, PRESS
from agent.errors import UnusableRequest
from agent.retrieve.facets import outlet_called
from agent.text.domains import codes_of, name_of

_AND = re.compile(r"\s*(?:,|;|\band\b|\bor\b)\s*", re.I)


class Press:
    """The outlets of a library."""

    def __init__(self, outlets: Sequence[str], countries: Mapping[str, str]) -> None:
        """Know them by name, and the country of each of which it is known, by its ISO 3166 code."""
        self.outlets = outlets
        """All of them."""
        self._countries = countries

    def called(self, words: str) -> list[str]:
        """Return the outlets that words stand for; none where they stand for no outlets.

        Raises:
            UnusableRequest: they speak of outlets, and none of the library is meant.
        """
        words = words.strip().removeprefix("the ").strip()
        if found := self._named(words):
            return found
        named = FROM.sub("", PRESS.sub("", words)).strip().removeprefix("the ").strip()
        if named == words:
            return []
        if found := self._named(named):
            return found
        parts = [part for part in _AND.split(named) if part]
        codes = [codes_of(part) for part in parts]
        if parts and all(codes):
            return self._of(words, frozenset().union(*codes))
        raise UnusableRequest(words, "no outlet is called so", f"There are {some_of(self.outlets)}.")

    def _of(self, words: str, codes: frozenset[str]) -> list[str]:
        """Return the outlets of countries.

        Raises:
            UnusableRequest: no outlet is known to be of one of them.
        """
        if found := [name for name in self.outlets if self._countries.get(name) in codes]:
            return found
        told = " or ".join(sorted(map(name_of, codes)))
        raise UnusableRequest(
            words,
            f"no outlet is known to be of {told}",
            "`aletheia source set NAME --country` says of which country one is; "
            f"or name outlets: {some_of(self.outlets)}.",
        )

    def _named(self, words: str) -> list[str]:
        if whole := outlet_called(words, self.outlets):
            return sorted(whole)
        each = [outlet_called(part, self.outlets) for part in _AND.split(words) if part]
        return sorted(frozenset().union(*each)) if each and all(each) else []


def some_of(outlets: Sequence[str]) -> str:
    """Return the names of a few outlets, and how many more there are."""
    shown = ", ".join(outlets[:8])
    return f"{shown} and {len(outlets) - 8} more" if len(outlets) > 8 else shown
