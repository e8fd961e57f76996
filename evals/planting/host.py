"""Where an error can be planted: a faithful sentence, and the document it is faithful to.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from agent.text.figures import Figure, figures
from agent.text.quotes import quotes
from agent.text.sentences import sentences
from evals.scripted.faults import in_quotes, swap


@dataclass(frozen=True)
class Host:
    """A faithful sentence."""

    text: str
    """The sentence."""
    source: str
    """The document that supports it."""
    published: str | None = None
    """When the document was published, as ISO date; None where nobody knows."""


Rule = Callable[[Host, Random], str | None]
"""Returns the sentence with an error in it; None where it has no place for one."""


def absent(words: str, source: str) -> bool:
    """Tell whether words stand nowhere in a text, in whatever case, as words of their own."""
    return not re.search(rf"(?<![\w.,]){re.escape(words)}(?!\w|[.,]\d)", source, re.IGNORECASE)


def replaced(host: Host, found: re.Match[str], words: str) -> str | None:
    """Return the sentence with other words in place of a match; None inside a quotation.

    The first letter stays as large as it was, and an article before the words is made to fit.
    """
    if in_quotes(host.text, found.start()):
        return None
    shown = words[:1].upper() + words[1:] if found.group()[:1].isupper() else words
    return fitted(swap(host.text, found.start(), found.end(), shown), found.start())


def fitted(text: str, at: int) -> str:
    """Return the text with `a` or `an` before the word at a position as that word needs it."""
    article = re.search(r"\b([Aa])n? $", text[:at])
    if not article:
        return text
    vowel = re.match(r"[aeiou]|8\b|8\d\b|11\b|18\b|hour|honest", text[at:], re.IGNORECASE)
    exception = re.match(r"one|uni[^n]|use|eu", text[at:], re.IGNORECASE)
    needed = article[1] + ("n" if vowel and not exception else "")
    return f"{text[: article.start()]}{needed} {text[at:]}"


def plain_figures(text: str) -> list[Figure]:
    """Return the figures outside quotations that are one whole value: no rank, share, range or name."""
    return [
        f
        for f in figures(text)
        if f.kind == "cardinal"
        and f.low == f.high
        and not (f.score or in_quotes(text, f.start) or _PART_OF_NAME.search(text[: f.start]))
        and not re.match(r"[\w–-]?\d", text[f.end :])
    ]


_PART_OF_NAME = re.compile(r"[\w.,-]$|(?<=[a-z,] )[A-Z][\w’'-]* $")


@lru_cache(maxsize=1024)
def source_sentences(source: str) -> tuple[str, ...]:
    """Return the sentences of a document."""
    return tuple(source[span.start : span.end] for span in sentences(source))


@lru_cache(maxsize=1024)
def source_figures(source: str) -> tuple[tuple[str, Figure], ...]:
    """Return the whole values of a document, each with its sentence."""
    return tuple((s, f) for s in source_sentences(source) for f in plain_figures(s))


def quotable(text: str) -> bool:
    """Tell whether a text can host an error: one whole sentence of ordinary length."""
    marks = sum(text.count(mark) for mark in '"“”')
    return (
        8 <= len(text.split()) <= 45
        and text[-1:] in (".", '"', "”")
        and not re.search(r"[\n?!:;]|\.\.\.|…", text)
        and (text[0].isupper() or text[0].isdigit() or text[0] in '"“')
        and marks % 2 == 0
        and len(quotes(text)) == marks // 2
    )
