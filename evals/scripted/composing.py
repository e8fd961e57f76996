"""A briefing composed from numbered sentences: sections, headings, merged sentences, judgements of its own.

Pure. Every sentence keeps the labels it rests on and what it was made of, so that it can be counted later.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random
from typing import Literal

from agent.text.words import LIGHT, terms
from agent.write.salience import telling
from evals.scripted.choosing import (
    AHEAD,
    PAST,
    POSSIBLE,
    Choice,
    Desk,
    choices,
    is_noun,
    newest,
    stems,
    strands,
)
from evals.scripted.dating import undated
from evals.scripted.plain import raised
from evals.scripted.reading import Asked, Delivered
from evals.scripted.wording import according_to, joined

Kind = Literal["reported", "assessment", "measured"]
WORDS = 900
"""Most words where the prompt names no limit."""
MERGED = 17
"""Words up to which two sentences can be told as one."""
PER_THEME, THEMES = 4, 4
MERGES, CREDITS, JUDGEMENTS = 3, 3, 2
"""How many sentences are merged, told with their outlet, and judged in the writer's own name."""
_MODALS = {"could": "may", "may": "could", "might": "may"}
_WHETHER = re.compile(r"\bwhether (?P<what>[^,;.“”\"]{25,120})")


@dataclass(frozen=True)
class Written:
    """A sentence as the model writes it."""

    text: str
    kind: Kind
    labels: tuple[int, ...]


@dataclass(frozen=True)
class Part:
    """A section as the model writes it."""

    key: str
    heading: str
    sentences: tuple[Written, ...]


def compose(given: Delivered, chance: Random | None = None) -> list[Part]:
    """Return the sections that a prompt asks for, filled; what cannot be filled is left out.

    Args:
        given: The prompt.
        chance: Draws other sentences each time; the best ones without it.
    """
    found = choices(given, chance)
    desk = Desk(found, given.words or WORDS)
    asked = {section.key: section for section in given.sections}
    filled: dict[str, list[Part]] = {}
    for key in sorted(asked, key=_rank):
        filled[key] = _fill(asked[key], desk, found, given)
    parts = [part for section in given.sections for part in filled[section.key]]
    return [part for part in _touched(parts, given) if part.sentences or part.heading]


_ORDER = ("lead", "conclusion", "implications", "developments", "background")


def _rank(key: str) -> int:
    """Return when a section is filled: the narrow ones first, then what takes the rest."""
    return _ORDER.index(key) if key in _ORDER else len(_ORDER)


def _fill(section: Asked, desk: Desk, found: Sequence[Choice], given: Delivered) -> list[Part]:
    if section.max == 0:
        return [Part(section.key, _title(found), ())]
    if section.own_heading:
        return _themes(section, desk, given)
    latest = newest(found)
    tests = {
        "lead": lambda c: (latest - c.day).days <= 1,
        "conclusion": lambda c: (latest - c.day).days <= 3 and bool(AHEAD.search(c.text)),
        "implications": lambda c: bool(POSSIBLE.search(c.text)),
        "developments": lambda c: (latest - c.day).days <= 4,
        "background": lambda c: (latest - c.day).days > 4 or bool(PAST.search(c.text)),
    }
    test = tests.get(section.key, lambda _: True)
    own = JUDGEMENTS if "assessment" in section.kinds and section.max > JUDGEMENTS + 1 else 0
    taken = desk.take(section.max - own, test) or desk.take(section.min)
    if section.key == "developments":
        taken = sorted(taken, key=lambda c: c.day)
    sentences = [_written(c, desk) for c in taken]
    sentences += _judgements(desk, given, own)
    return [Part(section.key, "", tuple(sentences))]


def _written(choice: Choice, desk: Desk) -> Written:
    second = desk.second(choice)
    labels = (choice.line.label, *((second.line.label,) if second else ()))
    return Written(choice.text, "reported", labels)


# --- titles, themes, judgements ------------------------------------------------------------------------


def _title(found: Sequence[Choice]) -> str:
    """Return the newest headline of those that the sentences speak of most."""
    latest = newest(found)
    spread = Counter(key for c in found for key in c.keys)
    heads = {
        c.line.head for c in found if (latest - c.day).days <= 1 and len(c.line.head.headline.split()) <= 14
    }
    plain = [h.headline for h in heads if not re.search(r"[?!:|]", h.headline)]
    return max(sorted(plain), key=lambda text: sum(spread[key] for key in telling(text)), default="")


def _themes(section: Asked, desk: Desk, given: Delivered) -> list[Part]:
    """Return a few strands, each under words of its sentences."""
    parts: list[Part] = []
    left, done = section.max, stems(given.question)
    while left > 1 and len(parts) < THEMES:
        word = next(strands(desk.left, done), None)
        if word is None:
            break
        done |= {word}
        taken = desk.take(min(PER_THEME, left), lambda c, word=word: word in c.roots)  # type: ignore[misc]
        if len(taken) > 1:
            parts.append(Part(section.key, _heading(taken, word), tuple(_written(c, desk) for c in taken)))
            left -= len(taken)
    return parts


def _heading(taken: Sequence[Choice], word: str) -> str:
    """Return two or three words of the sentences: the strand's own, with the one before it or a noun."""
    found = [(t, c.text) for c in taken for t in terms(c.text) if t.weight > LIGHT and not t.number]
    mine = Counter(_bare(t.text) for t, text in found if t.root == word).most_common(1)[0][0]
    pairs = Counter(
        f"{one.text} {two.text}"
        for (one, text), (two, same) in pairwise(found)
        if text is same
        and _bare(two.text) == mine
        and text[one.end : two.start] == " "
        and one.text == _bare(one.text)
    )
    if pairs:
        return raised(_bare(max(pairs, key=lambda pair: (pairs[pair], pair))))
    home = next(text for t, text in found if _bare(t.text) == mine)
    nouns = [t.text for t, text in found if text is home and t.text.islower() and is_noun(t.text, text)]
    other = next((noun for noun in nouns if noun != mine), "")
    if not other:
        return raised(mine)
    first, second = sorted((mine, other), key=home.index)
    return raised(f"{first} and {second}")


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


def _judgements(desk: Desk, given: Delivered, most: int) -> list[Written]:
    """Return what may follow, said in the writer's name and resting on what is cited."""
    made: list[Written] = []
    for test, judge in ((_has_whether, _open_question), (_has_modal, _softened)):
        for c in desk.take(1 if len(made) + 1 < most else most - len(made), test):
            made.append(Written(judge(c.text), "assessment", (c.line.label,)))
    return made[:most]


def _has_whether(choice: Choice) -> bool:
    return bool(_WHETHER.search(choice.text))


def _open_question(text: str) -> str:
    found = _WHETHER.search(text)
    return f"It remains open whether {found['what'].strip()}." if found else text


def _has_modal(choice: Choice) -> bool:
    quoted = re.search(r"[“\"]", choice.text)
    return not quoted and bool(re.search(rf"\b(?:{'|'.join(_MODALS)})\b", choice.text))


def _softened(text: str) -> str:
    return re.sub(rf"\b(?:{'|'.join(_MODALS)})\b", lambda m: _MODALS[m.group()], text, count=1)


# --- the last touch ------------------------------------------------------------------------------------


def _touched(parts: Sequence[Part], given: Delivered) -> list[Part]:
    """Merge short neighbours of one theme, and tell a few sentences with the outlet they come from."""
    merges, credits = MERGES, CREDITS
    lines = given.by_label
    touched: list[Part] = []
    for part in parts:
        sentences = list(part.sentences)
        if part.heading and merges and (pair := _pair(sentences)):
            one, two = pair
            at = sentences.index(one)
            sentences.remove(two)
            sentences[at] = replace(
                one, text=joined(one.text, two.text), labels=(*one.labels[:1], *two.labels[:1])
            )
            merges -= 1
        for at, s in enumerate(sentences):
            line = lines[s.labels[0]]
            bare = (
                s.kind == "reported"
                and s.text == undated(line.text)
                and not re.search(r"[“\"]|\bsa(?:id|ys)\b", s.text)
            )
            if credits and bare and len(s.text.split()) <= 22:
                sentences[at] = replace(s, text=according_to(s.text, line.head.outlet))
                credits -= 1
        touched.append(replace(part, sentences=tuple(sentences)))
    return touched


def _pair(sentences: Sequence[Written]) -> tuple[Written, Written] | None:
    """Return two short sentences that can be told as one."""
    short = [s for s in sentences if len(s.text.split()) <= MERGED and not re.search(r"[“\"]", s.text)]
    return (short[0], short[1]) if len(short) > 1 and len(sentences) > 2 else None
