"""What a watched query asks for, and whether an article is about it.

Pure. All words must stand in the headline or near the beginning of the text, in any form: `ferry strike`.
Words in quotation marks must follow each other: `"Port Marren"`. A minus excludes: `ferry -football`.
Alternatives are parted by OR: `ferry OR "night boat"`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.errors import UnusableRequest
from agent.text.words import fold, terms

NEAR = 1200
"""Characters of a text that tell what it is about; a word further down is a passing mention."""
LONGEST = 400
"""Characters of a query."""
_PART = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>\S+))')
_QUOTES = str.maketrans({quote: '"' for quote in "“”„«»"})
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
"""Scripts without blanks between words, in which a word is looked for wherever it stands."""


@dataclass(frozen=True)
class _Wanted:
    """One word, or several that follow each other."""

    roots: tuple[str, ...]
    """Stems in their order; none where the script parts no words."""
    letters: str
    """As it was typed, case folded."""
    excluded: bool

    def stands_in(self, roots: Sequence[str], letters: str) -> bool:
        """Tell whether it stands in a text."""
        if not self.roots:
            return self.letters in letters
        size = len(self.roots)
        return any(tuple(roots[at : at + size]) == self.roots for at in range(len(roots) - size + 1))


@dataclass(frozen=True)
class Opening:
    """What tells what an article is about, read once for any number of queries."""

    roots: tuple[str, ...]
    """Stems of its words, in their order."""
    letters: str
    """Case folded."""


def opening(headline: str, text: str) -> Opening:
    """Return the headline and the beginning of a text as queries are held against them."""
    near = f"{headline}\n{text[:NEAR]}"
    return Opening(tuple(term.root for term in terms(near)), fold(near))


@dataclass(frozen=True)
class Query:
    """A query that can be held against articles."""

    alternatives: tuple[tuple[_Wanted, ...], ...]
    """Each is enough; within one all must stand, and what is excluded must not."""

    def finds(self, told: Opening) -> bool:
        """Tell whether an article is about what is asked for."""
        return any(
            all(one.stands_in(told.roots, told.letters) is not one.excluded for one in wanted)
            for wanted in self.alternatives
        )


def read_query(text: str) -> Query:
    """Return the query that a person typed.

    Raises:
        UnusableRequest: it holds no word to look for, or is too long.
    """
    if len(text) > LONGEST:
        raise UnusableRequest("query", f"it has more than {LONGEST} characters", "Ask for fewer words.")
    alternatives: list[list[_Wanted]] = [[]]
    for part in _PART.finditer(text.translate(_QUOTES)):
        if part["word"] == "OR" and not part["minus"]:
            alternatives.append([])
            continue
        wanted = _wanted(part["phrase"] if part["word"] is None else part["word"], bool(part["minus"]))
        if wanted is not None:
            alternatives[-1].append(wanted)
    if not all(any(not one.excluded for one in wanted) for wanted in alternatives):
        raise UnusableRequest(
            f"query “{text}”",
            "it holds no word to look for",
            'Write words that an article must hold, such as: "Port Marren" ferry.',
        )
    return Query(tuple(map(tuple, alternatives)))


def _wanted(words: str, excluded: bool) -> _Wanted | None:
    if _UNSPACED.search(words):
        return _Wanted((), fold(words).strip(), excluded)
    roots = tuple(term.root for term in terms(words))
    return _Wanted(roots, fold(words), excluded) if roots else None
