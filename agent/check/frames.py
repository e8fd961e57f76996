"""Sentences of one build: which words of one stand where others stand in the other.

Pure. "The road tunnel is 1,140 metres long" and "The rail tunnel is 1,310 metres long" are alike in all but
what they speak about, so nobody contradicts anybody. "The crash killed 16" and "the crash injured 22" are
alike in all but what happened, and easily taken for one another.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from agent.text.figures import Figure
from agent.text.hedges import HEDGE_WORDS
from agent.text.words import key, word_set

FRAME, SLOTS = 0.75, 0.6
"""Share of the words that two sentences of one build have in common, in order; and that those have at least
in one of which a word may stand for another."""
_FIGURE = "#"
_WORD = re.compile(r"#|[^\W\d_]+(?:['’][^\W\d_]+)?")
_HEDGES = re.compile(rf"\b{HEDGE_WORDS}(?=\s*#)", re.I)
_DROPPED = word_set(
    """the a an its his her their had has have been be was were is are will would now already so far also by
    then still more than at least about some only just"""
)
_TELLS_HOW = word_set("in on at of by for from to with over under after before near against and or")


@lru_cache(maxsize=8192)
def _frame(text: str, start: int, end: int) -> tuple[tuple[str, str], ...]:
    """Return the words of a sentence in order, with what each is compared by; its figure is one of them."""
    marked = _HEDGES.sub(" ", f"{text[:start]} {_FIGURE} {text[end:]}")
    words = [w.casefold() for w in _WORD.findall(marked)]
    return tuple((w if w == _FIGURE else key(w), w) for w in words if w not in _DROPPED)


def likeness(one: tuple[str, Figure], other: tuple[str, Figure]) -> float:
    """Return the share of the words that two sentences have in common, in order."""
    return SequenceMatcher(None, _keys(one), _keys(other), autojunk=False).ratio()


def other_thing(
    one: tuple[str, Figure], other: tuple[str, Figure], known: tuple[frozenset[str], frozenset[str]]
) -> bool:
    """Tell whether two sentences of one build speak about two things: one word stands for another.

    Args:
        one: A sentence with its figure.
        other: The other one.
        known: Keys of the words of the passages of both; a word that the other passage has too sets nothing
            apart.
    """
    mine, theirs = _frame(*_place(one)), _frame(*_place(other))
    match = SequenceMatcher(None, _keys(one), _keys(other), autojunk=False)
    if match.ratio() < SLOTS:
        return False
    for tag, i, to, j, until in match.get_opcodes():
        if tag == "replace" and to - i == until - j == 1:
            fillers = (mine[i], theirs[j])
            after = (mine[to : to + 1], theirs[until : until + 1])
            shared = fillers[0][0] in known[1] or fillers[1][0] in known[0]
            if not shared and all(map(_thing, fillers, after)):
                return True
    return False


def _thing(filler: tuple[str, str], after: tuple[tuple[str, str], ...]) -> bool:
    """Tell whether a word may be what is spoken about: no verb before the figure, no participle."""
    name, word = filler
    verb = bool(after) and after[0][0] == _FIGURE
    return name != _FIGURE and not verb and not word.endswith("ed") and word not in _TELLS_HOW


def _keys(sentence: tuple[str, Figure]) -> list[str]:
    return [name for name, _ in _frame(*_place(sentence))]


def _place(sentence: tuple[str, Figure]) -> tuple[str, int, int]:
    text, figure = sentence
    return text, figure.start, figure.end
