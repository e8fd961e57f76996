"""Which of the offered sentences a briefing tells, and in which section: the editor in a scripted model.

Pure. A sentence is worth more the more of its words other sentences use, and the nearer it is to the
question; many outlets are heard, and nothing is told twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import log
from random import Random

from agent.text.words import LIGHT, terms
from agent.write.openings import Known
from agent.write.salience import telling
from agent.write.usable import usable
from evals.scripted.dating import undated
from evals.scripted.reading import Delivered, Line
from evals.scripted.wording import close, free

LONGEST = 34
"""Words of a sentence that a writer takes without shortening it first."""
OWN = 0.9
"""What it lends a sentence that the writer can tell it in other words than its source."""
TWICE = 0.5
"""Share of the shorter one's words from which two sentences tell much the same."""
FEWEST, SAME = 5, 0.4
"""Common words, and their share of all, from which one is a second source for the other."""
AHEAD = re.compile(
    r"\b(?:will|scheduled|set to|set for|expected|due|next (?:week|month|year)|plans? to|looms?|to meet)\b"
)
POSSIBLE = re.compile(
    r"\b(?:could|may|might|would|if|risks?|likely|unlikely|threatens?|hopes?|fears?|concerns?)\b"
)
PAST = re.compile(
    r"\b(?:since|in (?:1[89]|20)\d\d|last (?:year|month|week)|years? ago|decades?|had (?:been|said|indicated)"
    r"|when|first|from the outset|never|began|became)\b"
)


@dataclass(frozen=True)
class Choice:
    """A sentence that could be told."""

    line: Line
    text: str
    """In the writer's words."""
    keys: frozenset[str]
    """What stands for its telling words, synonyms alike."""
    roots: frozenset[str]
    """The same, for forms of one word only."""
    score: float

    @property
    def day(self) -> date:
        """When it was published; long ago where nobody says."""
        return self.line.head.day or date.min

    @property
    def words(self) -> int:
        """Its length."""
        return len(self.text.split())

    @property
    def verbatim(self) -> bool:
        """It stands so in its source."""
        return self.text == undated(self.line.text)


Test = Callable[[Choice], bool]


def choices(given: Delivered, chance: Random | None = None) -> list[Choice]:
    """Return the sentences that could be told, best first.

    Args:
        given: The prompt.
        chance: Draws another order each time; the best first without it.
    """
    known = _known(given)
    spread = Counter(key for line in given.lines for key in telling(line.text))
    asked = telling(given.question)
    found = [c for line in given.lines if (c := _choice(line, known, spread, asked))]
    if chance is not None:
        chance.shuffle(found)
        return found
    return sorted(found, key=lambda c: (-c.score, c.line.label))


def _choice(line: Line, known: Known, spread: Counter[str], asked: frozenset[str]) -> Choice | None:
    text = free(line.text)
    if not usable(text, known):
        text = close(line.text)
    if not usable(text, known) or len(text.split()) > LONGEST:
        return None
    keys = telling(text)
    worth = sum(log(spread[key] + 1) for key in keys) / (len(keys) + 6)
    near = len(keys & asked) / max(1, len(asked))
    own = 0.0 if text == undated(line.text) else OWN
    return Choice(line, text, keys, stems(text), worth + near + own)


def stems(text: str) -> frozenset[str]:
    """Return what stands for the telling words of a text; only forms of one word share a stem."""
    return frozenset(t.root for t in terms(text) if t.weight > LIGHT and not t.number)


def _known(given: Delivered) -> Known:
    """Return what a reader knows of: what was asked for, and who is named again and again."""
    named = Counter(
        word for line in given.lines for word in set(re.findall(r"(?<=[a-z,] )[A-Z][\w’'-]+", line.text))
    )
    spread = Counter(key for line in given.lines for key in telling(line.text))
    often = max(3, len(given.lines) // 20)
    return Known(
        words=telling(given.question),
        names=frozenset(word for word, n in named.items() if n >= often),
        things=frozenset(key for key, n in spread.items() if n >= often),
    )


class Desk:
    """Hands out each sentence once, and keeps an eye on outlets, words and repetitions."""

    def __init__(self, found: Sequence[Choice], words: int) -> None:
        """Begin with all sentences on the desk and room for so many words."""
        self._left = list(found)
        self._told: list[frozenset[str]] = []
        self._outlets: Counter[str] = Counter()
        self.room = words

    @property
    def left(self) -> tuple[Choice, ...]:
        """What nobody took, best first."""
        return tuple(c for c in self._left if self._fresh(c))

    def take(self, most: int, test: Test = lambda _: True, words: int = LONGEST) -> list[Choice]:
        """Return up to so many sentences that pass the test, no outlet much more often than the others."""
        taken: list[Choice] = []
        while len(taken) < most:
            fits = [c for c in self.left if test(c) and c.words <= min(words, self.room)]
            if not fits:
                break
            best = min(fits, key=lambda c: (self._outlets[c.line.head.outlet], self._left.index(c)))
            # The best one, but for an outlet that has been heard so often that another's turn has come.
            first = fits[0]
            often = self._outlets[first.line.head.outlet] - self._outlets[best.line.head.outlet]
            taken.append(self._hand_out(best if often > 1 else first))
        return taken

    def second(self, choice: Choice) -> Choice | None:
        """Return a sentence of another outlet that tells the same, if there is one."""
        return next(
            (
                c
                for c in self._left
                if c.line.head.outlet != choice.line.head.outlet and same(c.keys, choice.keys)
            ),
            None,
        )

    def _hand_out(self, choice: Choice) -> Choice:
        self._left.remove(choice)
        self._told.append(choice.keys)
        self._outlets[choice.line.head.outlet] += 1
        self.room -= choice.words
        return choice

    def _fresh(self, choice: Choice) -> bool:
        return not any(alike(choice.keys, told) for told in self._told)


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two sentences say much the same, by their words."""
    return len(one & other) > TWICE * min(len(one), len(other))


def same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether one of two sentences could stand for the other, by their words."""
    common = len(one & other)
    return common >= FEWEST and common > SAME * len(one | other)


def newest(found: Sequence[Choice]) -> date:
    """Return the latest day of publication."""
    return max((c.day for c in found), default=date.min)


def strands(left: Sequence[Choice], asked: frozenset[str]) -> Iterator[str]:
    """Yield words around which the rest can be told: of several outlets, nouns, and used most, first."""
    spread: dict[str, list[Choice]] = {}
    for c in left:
        for key in c.roots - asked:
            spread.setdefault(key, []).append(c)
    wide = [key for key, told in spread.items() if len(told) > 1]

    def rank(key: str) -> tuple[bool, bool, int, str]:
        told = spread[key]
        alone = len({c.line.head.outlet for c in told}) == 1
        return alone or len(told) == 2, not _names_thing(key, told), -len(told), key

    yield from sorted(wide, key=rank)


def _names_thing(key: str, told: Sequence[Choice]) -> bool:
    """Tell whether most sentences use a word as a noun."""
    used = [(t.text, c.text) for c in told for t in terms(c.text) if t.root == key]
    return 2 * sum(is_noun(word, text) for word, text in used) > len(used)


_BEHIND = (
    r"(?:[.,;]|['’]s?\b|$| (?:of|in|on|by|for|to|and|or|is|was|were|are|has|have|had|that|will|would|could"
    r"|from|with|before|after|against|at|over|as)\b)"
)


def is_noun(word: str, text: str) -> bool:
    """Tell whether a word stands where a noun does: behind an article or so, before no other noun."""
    before = r"\b(?:the|an?|of|his|her|its|their|for|on|in|no|two|three|more|every) (?:[\w’'-]+ )?"
    return bool(re.search(rf"{before}{re.escape(word)}{_BEHIND}", text))
