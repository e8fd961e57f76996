"""One way of writing for what a typesetter may vary: marks, dashes, spaces, case of the first letter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache, partial
from typing import NamedTuple

_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2000\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t\r\n", " "),
    }
)
_UNPLAIN = re.compile("[" + "".join(map(chr, _SAME_LENGTH)) + "]")
"""Most texts hold none of them, and looking is cheaper than translating."""
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[^\W_]+|[$€£¥%&]")
_SPACES = re.compile(r"\s+")
_SENTENCE_START = re.compile(r"(?:^|[.!?][\"')\]]*\s|\n)$")


class Word(NamedTuple):
    """One word and where it stands."""

    text: str
    """In plain marks."""
    start: int
    """First character."""
    end: int
    """One past the last character."""


_word = partial(tuple.__new__, Word)
"""Makes a word of a tuple without calling the class, which for so many words takes a third of the time."""


def plain(text: str) -> str:
    """Return the text with straight quotation marks, hyphens and blanks, every position unchanged."""
    return text.translate(_SAME_LENGTH) if _UNPLAIN.search(text) else text


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """Return the words, figures and currency signs of a text; hyphens separate, apostrophes do not."""
    return tuple([_word((m[0], *m.span())) for m in _WORD.finditer(plain(text))])


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return the text for comparison: plain marks, one blank between words, composed letters."""
    return _SPACES.sub(" ", plain(unicodedata.normalize("NFC", text))).strip()


def stands_in(sentence: str, text: str) -> bool:
    """Tell whether a whole sentence stands in a text word for word, marks and spaces apart.

    A sentence is whole when it begins where one begins and ends with its full stop, so that half of "He
    denied that it burned." does not count.
    """
    needle, hay = folded(sentence), folded(text)
    if not needle or needle.rstrip("\"')")[-1:] not in {".", "!", "?"}:
        return False
    at = hay.find(needle)
    while at >= 0:
        before = hay[:at].rstrip("\"'(")
        if not before or _SENTENCE_START.search(before + ("" if before.endswith(" ") else " ")):
            return True
        at = hay.find(needle, at + 1)
    return False


_SUFFIXES = ("ations", "ation", "ings", "ing", "ions", "ion", "edly", "ed", "ies", "es", "s", "ly", "e", "y")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a crude stem: equal for most forms of one regular English word, short words unchanged."""
    low = plain(word).casefold().removesuffix("'s")
    for suffix in _SUFFIXES:
        if low.endswith(suffix) and len(low) - len(suffix) >= 3 and not low.endswith("ss"):
            low = low[: -len(suffix)]
            break
    return low[:-1] if len(low) > 4 and low[-1] == low[-2] else low
