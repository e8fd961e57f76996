"""How far two stretches of text, each around a date, speak of the same event."""

from __future__ import annotations

import re

from agent.text.normalise import stem, words

_STOP = frozenset(
    """a an the of in on at by for from to with and or but as is are was were be been being it its this that these those
    he she they his her their them him we our i you not no had has have having do does did will would may might can
    could shall should must than then there so such into over under up down out off about after before since until
    till during while when where which who whom whose what how also still only just more most less least very some any
    all both each other another own same too mr mrs ms dr said says told late early night evening morning afternoon
    week month year day years days months weeks today yesterday tomorrow last next""".split()
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
    "convict conviction verdict guilty",
    "publish publication release report present announce announcement",
    "die dead death kill toll fatal fatality",
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
)
_CANON = {stem(w): line.split()[0] for line in _SAME for w in line.split()}
_BREAK = re.compile(
    r"[;:()\u2013\u2014]|,(?!\s?\d)|\b(?:and|but|which|who|where|when|while|although|after|before|because|until|unless"
    r"|instead)\b"
)
_FADE = 0.45
"""Weight lost with every clause boundary between a word and the date."""


def key(word: str) -> str:
    """Return what a word is compared by: its stem, or the name of its group of event words."""
    found = stem(word)
    return _CANON.get(found, found)


def around(text: str, start: int, end: int, before: str = "") -> dict[str, float]:
    """Return the words of a sentence by their nearness to `text[start:end]`, from 1 down.

    Words of the same clause weigh 1, each clause boundary costs; the sentence before (for "it" and "he") weighs
    little. The date's own words do not count.
    """
    blanked = text[:start] + " " * (end - start) + text[end:]
    for pattern, word in _PHRASES:
        blanked = pattern.sub(
            lambda m, w=word: w.ljust(len(m.group()))[: max(len(m.group()), len(w))], blanked
        )
    breaks = [m.start() for m in _BREAK.finditer(blanked)]
    weights: dict[str, float] = {}
    for word in words(blanked):
        if word.text.casefold() in _STOP or len(word.text) < 2:
            continue
        low, high = sorted((word.start, start))
        steps = sum(low < b < high for b in breaks)
        name = key(word.text)
        weights[name] = max(weights.get(name, 0.0), _FADE ** min(steps, 3))
    for word in words(before):
        if word.text.casefold() not in _STOP and len(word.text) > 1:
            weights.setdefault(key(word.text), _FADE**3)
    return weights


def kinship(claim: dict[str, float], source: dict[str, float], spread: dict[str, int]) -> float:
    """Return how much of the claim's words stand near the source's date; rare words tell more than frequent ones.

    `spread` counts the sentences of the source a word stands in. Event words and figures count double.
    """
    total = 0.0
    for word, weight in claim.items():
        if word in source:
            event = 2.0 if word in _EVENTS or word[0].isdigit() else 1.0
            total += weight * source[word] * event / max(spread.get(word, 1), 1) ** 0.5
    return total


_EVENTS = frozenset(_CANON.values())
