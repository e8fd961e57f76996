"""Sentences in other words that mean the same: what a decent model does to a source sentence.

Pure. Each rule is a form of plain English and returns the sentence as it is where it does not apply; what
stands between quotation marks is never touched.
"""

from __future__ import annotations

import re

from agent.write.openings import printable_form
from evals.scripted.dating import day_first, with_dates
from evals.scripted.plain import VERB, Rule, lowered, outside
from evals.scripted.turning import clauses_swapped, day_moved, speaker_first, voice_turned

_ONES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip


# --- shorter -------------------------------------------------------------------------------------------


def without_brackets(text: str) -> str:
    """Leave out what stands in round brackets."""
    return outside(text, lambda part: re.sub(r"\s?\([^()\d]*\)", "", part))


def without_asides(text: str) -> str:
    """Leave out a relative clause or an apposition between commas, and what stands between two dashes."""
    part = re.sub(rf", (?:who|which|whose) [^,“”\"]{{6,110}},(?= {VERB})", "", text)
    part = re.sub(rf"(?<=[a-z]), (?:an?|the) [^,“”\"]{{4,70}},(?= {VERB})", "", part)
    between = rf"\s(?:—|–|--)\s(?P<said>[^—–“”\"]{{4,110}}?)\s(?:—|–|--)(?=\s{VERB})"
    return re.sub(between, lambda m: m.group() if _LIMITS.search(m["said"]) else "", part)


_LIMITS = re.compile(r"\b(?:not|no|never|for now|at least|so far|if|perhaps|may|might|only|except|but)\b|\d")
"""What limits a statement is no aside."""


def without_tail(text: str) -> str:
    """Leave out what a sentence adds at its end, behind a comma: a relative clause, or what went with it."""
    tail = (
        r", (?:in a move|in what|which|who|whose"
        r"|(?!according|including|saying|adding|during|following)[a-z]{2,}ing)"
        r" [^,“”\"]{6,110}"
    )
    found = re.fullmatch(rf"(?P<main>[^“”\"]{{45,}}){tail}\.", text)
    if not found or found["main"].count(",") > 2 or re.search(r",[^,]*\band\b[^,]*$", found["main"]):
        return text
    return f"{found['main']}."


def without_second(text: str) -> str:
    """Leave out a second statement that only stands beside the first."""
    found = re.fullmatch(rf"(?P<one>[^,;“”\"]{{45,}}), and (?P<two>[^,;“”\"]*\b{VERB}[^,;“”\"]*)\.", text)
    found = found or re.fullmatch(r"(?P<one>[^,;–—“”\"]{45,}) (?:–|—|--) (?P<two>[^–—“”\"]{15,})\.", text)
    return f"{found['one']}." if found and re.search(rf"\b{VERB}", found["one"]) else text


def without_fillers(text: str) -> str:
    """Leave out words that say nothing."""

    def shorter(part: str) -> str:
        part = re.sub(r"(?<=\w) (?:also|meanwhile|reportedly still)(?= [a-z])", "", part)
        return re.sub(r", (?:however|meanwhile|of course|in fact|indeed),(?= )", "", part)

    return outside(text, shorter)


# --- other words ---------------------------------------------------------------------------------------

_SWAPS: tuple[tuple[str, str], ...] = (
    (r"\ba nearly\b", "an almost"),
    (r"\bnearly\b", "almost"),
    (r"\b(?:approximately|roughly)(?= \d)", "about"),
    (r"\bmore than(?= [$€£]?\d)", "over"),
    (r"\bin order to\b", "to"),
    (r"\bprior to\b", "before"),
    (r"\bin the wake of\b", "after"),
    (r"\bdespite\b", "in spite of"),
    (r"\bDespite\b", "In spite of"),
    (r"\bbegan\b", "started"),
    (r"\battempted to\b", "tried to"),
    (r"\bplans to\b", "intends to"),
    (r"\ba number of\b", "several"),
    (r"\bfirst time ever\b", "first time"),
    (r"\bsaid that\b", "said"),
    (r"\bSen\. (?=[A-Z])", "Senator "),
    (r"\bSens\. (?=[A-Z])", "Senators "),
    (r"\bRep\. (?=[A-Z])", "Representative "),
    (r"\bGov\. (?=[A-Z])", "Governor "),
    (r"\b(?:Mr|Mrs|Ms)\.? (?=[A-Z])", ""),
    (r"\bU\.S\.(?= \w)", "US"),
    (r"(?<=\d) percent\b", "%"),
    (r"\b(was|were|is|are|has|have|had|do|does|did|could|would|should)n['’]t\b", r"\1 not"),
    (r"\bcan['’]t\b", "cannot"),
    (r"\bwon['’]t\b", "will not"),
)


def plainer(text: str) -> str:
    """Put plain words for longer ones, and write out short forms."""

    def other(part: str) -> str:
        for pattern, word in _SWAPS:
            part = re.sub(pattern, word, part)
        return part

    return outside(text, other)


def in_digits(text: str) -> str:
    """Write numbers from ten on in digits, but for the one that begins the sentence."""
    either = "|".join
    pattern = (
        rf"(?<=[a-z,] )(?:(?P<ten>{either(_TENS)})(?:-(?P<one>{either(_ONES)}))?"
        rf"|(?P<teen>{either(_TEENS)}))\b"
        r"(?![- ](?:hundred|thousand|million|billion|something|odd))"
    )

    def digits(found: re.Match[str]) -> str:
        if found["teen"]:
            return str(_TEENS[found["teen"]])
        return str(_TENS[found["ten"]] + (_ONES[found["one"]] if found["one"] else 0))

    return outside(text, lambda part: re.sub(pattern, digits, part))


# --- all together --------------------------------------------------------------------------------------


def close(text: str) -> str:
    """Return the sentence with as little changed as a careful writer can: form, not wording."""
    shown = printable_form(text)
    return with_dates(day_first(shown))


def free(text: str) -> str:
    """Return the sentence as a writer would put it: shorter, plainer, in another order."""
    shown = close(text)
    rules: tuple[Rule, ...] = (
        without_brackets, without_asides, without_tail, without_second, without_fillers, speaker_first,
        clauses_swapped, voice_turned, plainer, in_digits, day_moved,
    )  # fmt: skip
    for rule in rules:
        shown = rule(shown)
    return " ".join(shown.split())


def according_to(text: str, outlet: str) -> str:
    """Return a statement with the outlet that makes it."""
    return f"{text[:-1]}, {outlet} reported."


def joined(one: str, other: str) -> str:
    """Return two statements in one sentence."""
    return f"{one[:-1]}; {lowered(other)}"
