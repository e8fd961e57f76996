"""How far two stretches of text, each around a date, speak of the same event."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache, partial

from agent.text.normalise import Word, stem, words
from agent.text.sentences import sentences
from agent.text.words import key as synonym

_STOP = frozenset(
    re.split(
        r"\s+",
        """a an the of in on at by for from to with and or but as is are was were be been being it its this
        that these those he she they his her their them him we our i you not no had has have having do
        does did will would may might can could shall should must than then there so such into over
        under up down out off about after before since until till during while when where which who whom
        whose what how also still only just more most less least very some any all both each other
        another own same too mr mrs ms dr said says told late early night evening morning afternoon
        percent million billion week month year day years days months weeks today yesterday tomorrow
        last next""",
    )
)
_PHRASES = (
    (
        re.compile(
            r"\b(?:t(?:ook|akes?|aken|aking)) effect\b|\b(?:c[ao]mes?|coming|enter\w*) into force\b", re.I
        ),
        "start",
    ),
    (re.compile(r"\bc[ao]mes? ashore\b|\bcross\w* the coast\b|\bma[dk]e\w* landfall\b", re.I), "arrive"),
    (re.compile(r"\bset (?:off|out)\b", re.I), "depart"),
    (re.compile(r"\brun out\b|\bran out\b", re.I), "end"),
)
_SAME = (
    "start begin began begun launch open commence",
    "end finish conclude close expire lapse complete over",
    "arrest detain capture seize seizure custody",
    "kidnap abduct abduction",
    "convict conviction verdict guilty",
    "publish publication release report present announce announcement",
    "die died dead death kill toll fatal fatality",
    "vote election elect poll ballot",
    "arrive arrival reach land landfall hit",
    "depart departure leave left flew fly sail travel",
    "pass passage approve approval adopt enact",
    "rule ruling judgment judgement decision decide deliver hand",
    "strike struck quake earthquake",
    "extend extension prolong",
    "truce ceasefire armistice",
    "meet met meeting talk summit visit",
    "win won beat defeat victory",
    "call phone telephone conversation",
    "injure wound hurt",
    "resign resignation quit",
    "sentence sentencing jail prison",
    "apply application file submit filing",
    "sign signature agree agreement accord deal",
    "collapse fall fell drop plunge",
    "rise rose grow grew growth increase climb gain",
)
_ROWS = (
    "one first", "two second", "three third", "four fourth", "five fifth", "six sixth", "seven seventh",
    "eight eighth", "nine ninth", "ten tenth", "eleven eleventh", "twelve twelfth",
)  # fmt: skip
"""Words that number things: "stage seven" is the seventh stage."""
_CANON = {stem(w): line.split()[0] for line in (*_SAME, *_ROWS) for w in line.split()}
_THINGS = {"truce", "kidnap", *(line.split()[0] for line in _ROWS)}
_EVENTS = frozenset(_CANON.values()) - _THINGS
_OWNED = re.compile(r"['’]s?\s+(?:\w+\s+){0,2}?\w+")
_BREAK = re.compile(
    r"[;:()\u2013\u2014]|,(?!\s?\d)|\b(?:and|but|which|who|where|when|while|although|after|before"
    r"|because|until|unless"
    r"|instead)\b"
)
_FADE = 0.45
"""What is left of a word's weight after each clause boundary between it and the date."""
_BEFORE = 0.3
"""Weight of the words of the sentence before."""
_ACTION = 3.0
"""How much more an event word or a figure tells than any other word."""

Span = tuple[int, int]


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """Return what a word is compared by: the name of its group of event words, or else of synonyms."""
    return _CANON.get(stem(word)) or synonym(word)


def is_event(name: str) -> bool:
    """Tell whether a key names a group of event words."""
    return name in _EVENTS


@lru_cache(maxsize=4096)
def around(text: str, spans: tuple[Span, ...], number: int, before: str = "") -> dict[str, float]:
    """Return the words of a sentence by their nearness to its date `spans[number]`, from 1 down.

    Words of the same clause weigh 1, each clause boundary and each other date in between costs; the
    sentence before (for "it" and "he") weighs little. The words of dates do not count. "Monday's
    landslide" dates the landslide and nothing else.
    """
    start, end = spans[number]
    blanked = text
    for a, b in spans:
        blanked = blanked[:a] + " " * (b - a) + blanked[b:]
    for pattern, event in _PHRASES:
        blanked = pattern.sub(partial(_in_place, event), blanked)
    breaks = [m.start() for m in _BREAK.finditer(blanked)] + [a for a, _ in spans]
    owned = _OWNED.match(text, end)
    weights: dict[str, float] = {}
    for word in words(blanked):
        if not _tells(word):
            continue
        low, high = sorted((word.start, start))
        steps = sum(low < b < high for b in breaks)
        if owned and not end <= word.start < owned.end():
            steps += 2
        name = key(word.text)
        weights[name] = max(weights.get(name, 0.0), _FADE ** min(steps, 3))
    for word in filter(_tells, words(before)):
        weights.setdefault(key(word.text), _BEFORE)
    return weights


def _tells(word: Word) -> bool:
    return len(word.text) > 1 and word.text.casefold() not in _STOP


def _in_place(word: str, match: re.Match[str]) -> str:
    """Put a word where a phrase stood, keeping every later position."""
    return word[: len(match.group())].ljust(len(match.group()))


@lru_cache(maxsize=512)
def spread_over(text: str) -> Mapping[str, int]:
    """Return in how many sentences of a text each key stands."""
    pieces = (text[span.start : span.end] for span in sentences(text))
    return Counter(name for piece in pieces for name in {key(w.text) for w in words(piece)})


def kinship(claim: dict[str, float], source: dict[str, float], spread: Mapping[str, int]) -> float:
    """Return how many of the claim's words stand near the source's date; rare words tell more.

    `spread` counts the sentences of the source a word stands in.
    """
    total = 0.0
    for word, weight in claim.items():
        if word in source:
            event = _ACTION if word in _EVENTS or word[0].isdigit() else 1.0
            total += weight * source[word] * event / max(spread.get(word, 1), 1) ** 0.5
    return total
