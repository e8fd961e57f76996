"""Languages by their English names. Pure but for the names, which babel has."""

from __future__ import annotations

from functools import cache


def language(name: str) -> str:
    """Return the ISO 639-1 code of a language; empty where none is called so."""
    return _codes().get(name.casefold(), "")


@cache
def _codes() -> dict[str, str]:
    from babel import Locale

    return {name.casefold(): code for code, name in Locale("en").languages.items() if len(code) == 2}
