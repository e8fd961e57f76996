"""What changed from one version of a text to the next, word by word, to be read by people. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

_WORDS = re.compile(r"\S+|\n\n")
AROUND = 6
"""Words that are shown before and after a change."""
_MOST_WORDS = 20_000
"""Words of a version that are compared; comparing takes time that grows with their product."""


def changes(before: str, after: str) -> list[str]:
    """Return the places where two texts differ, each with some words around: `at least [-12-] {+14+} ships`.

    What was taken away stands in `[-…-]`, what was put in stands in `{+…+}`, as in a word diff of git.
    """
    old, new = (_WORDS.findall(text)[:_MOST_WORDS] for text in (before, after))
    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(AROUND)
    return [" ".join(_words(group, old, new)) for group in groups]


def _words(group: list[tuple[str, int, int, int, int]], old: list[str], new: list[str]) -> Iterator[str]:
    for kind, begin, end, start, stop in group:
        if kind == "equal":
            yield _joined(old[begin:end])
            continue
        if taken := _joined(old[begin:end]):
            yield f"[-{taken}-]"
        if put := _joined(new[start:stop]):
            yield f"{{+{put}+}}"


def _joined(words: list[str]) -> str:
    return " ".join("¶" if word == "\n\n" else word for word in words)
