"""Digits and number words that are no figures: dates, times, years, and numbers that are names."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?:1[0-9]\d\d|20\d\d)"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?)"
_UNITS_AFTER = (
    r"(?! ?(?:%|per ?cent|percent|points?\b|millimet|centimet|kilomet|met(?:re|er)|miles?\b|km\b|kg\b"
    r"|grams?|tonnes?\b|tons?\b"
    r"|litres?\b|barrels?\b|hectares?\b|acres?\b|MW\b|megawatt|dollars?\b|euros?\b|pounds?\b|yen\b|yuan\b"
    r"|square\b|cubic\b|feet\b|foot\b|hours?\b|minutes?\b|days\b|volts?\b"
    r"|people\b|men\b|women\b|children\b|troops\b|soldiers\b|deaths\b|workers\b|homes\b|houses\b|jobs\b"
    r"|more\b|of (?:them|the)\b))"
)
_SMALL_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_AT_THE_HOUR = (
    r"(?: ?[ap]\.m\b\.?| ?[ap]m\b| ?o['’]clock"
    r"| (?:(?:o['’]clock )?in the (?:morning|afternoon|evening)|at night)\b)"
)
_CENTURY = r"[ -]centur(?:y|ies)\b"
_FROM_DIGIT = (
    # days and years
    rf"\b{_DAY}(?:-|–| and | to | or )?{_DAY}? (?:of )?{_MONTH}(?:,? {_YEAR})?\b",
    rf"\b{_YEAR}[-/.]\d\d?[-/.]\d\d?\b",
    rf"\b\d\d?[-/.]\d\d?[-/.](?:{_YEAR}|\d\d)\b",
    r"\b(?:\d{1,2},)?\d{1,4}(?:[-–](?:\d{1,2},)?\d{1,4})? ?(?:AD|CE|BCE?)\b",
    rf"(?<![\d.,$€£¥] )(?<![\w$€£¥₹.,])(?!1[0-4]\d\d [a-z]+s\b)"
    rf"{_YEAR}(?:[-/–]\d\d(?:\d\d)?)?s?(?![\d,.]\d)(?!\w){_UNITS_AFTER}",
    # times of day
    r"\b\d{1,2}[:.]\d\d ?(?:[ap]\.?m\b\.?|GMT|UTC|CET|ET|EST|EDT|BST)",
    r"(?<![\d:])\b\d{1,2}:\d\d(?![.:\d])",
    rf"\b\d{{1,2}}{_AT_THE_HOUR}",
    # numbers that are names
    r"\b\d+[A-Z]{1,3}\d+\w*\b|\b\d{1,2}/\d{1,2}\b",
    rf"\b\d{{1,2}}(?:st|nd|rd|th){_CENTURY}",
)
_FROM_CAPITAL = (
    # days and years
    rf"\b{_MONTH} (?:the )?{_DAY}(?:(?: ?[-–] ?| and | to "
    rf"| or ){_DAY})?(?:,? {_YEAR})?(?![\w%])(?! ?(?:per ?cent|percent|million|billion))",
    rf"\b{_MONTH},? {_YEAR}\b",
    r"\b(?:AD|CE|BC|BCE) ?\d{1,4}(?: (?:and|to) \d{1,4})?\b",
    # numbers that are names
    r"\b(?:No|Nos|Number|Flight|Resolution|Resolutions|Article|Articles|Section|Chapter|Rule|Route"
    r"|Highway|Line|Gate|Room|Unit"
    r"|Reactor|Block|Building|Channel|Title|Amendment|Law|Act|Decree|Bill|Proposition|Volume|Part|Psalm"
    r"|Apollo|Formula|Boeing"
    r"|Airbus|Pier|Terminal|Road|Platform|Level|Tier|Page|World War)\.? \d+[A-Z]?\b",
    r"\b[A-Z][A-Za-z]*[-‑]\d+[A-Za-z]*\b",
    r"\b[A-Z]{1,4}\d+[A-Za-z]*\b",
    r"\b(?:Week|Day|Phase|Stage|Round|Group|Game|Week|Set|Part|Chapter|Act) (?:one|two|three|four|five"
    r"|six|seven|eight|nine|ten|\d{1,2})\b",
    r"\b(?:Big|Group of|Catch|Gang of|Air Force|Channel|Gate) (?:One|Two|Three|Four|Five|Six|Seven"
    r"|Eight|Nine|Ten|\d+)\b",
    r"\b(?<![.!?] )[A-Z][a-z]+ (?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\b",
)
_FROM_SMALL = (
    # days and years
    r"\b(?:twenty|nineteen|eighteen)[ -](?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety)(?:[ -](?:one|two|three"
    r"|four|five|six|seven|eight|nine))?|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen)\b",
    # times of day
    rf"\b(?:{_SMALL_HOURS}){_AT_THE_HOUR}",
    # parts of a year or a match, and the other half
    r"\b(?:first|second|latter|other|northern|southern|eastern|western|upper|lower|top|bottom|opposite"
    r"|better)[ -]half\b",
    r"\b(?:first|last|final|closing) (?:two|three|six|nine) months of (?=the year|(?:19|20)\d\d)",
    r"\b(?:by|in|from|until|since|after) year (?:one|two|three|four|five|six|seven|eight|nine"
    r"|ten)\b(?! \w+s\b)",
    # numbers that are names
    r"\b(?:road|page)\.? \d+[A-Z]?\b",
    r"\b(?:interstate|motorway|autobahn|national route|state road)\.? \d+\b",
    r"\b(?:(?:twenty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth"
    r"|ninth|tenth|eleventh"
    r"|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
    rf"|twentieth)){_CENTURY}",
    r"https?://\S+|\bwww\.\S+",
)
_SHORT_YEAR = r"(?<!\w)['’]\d\ds?\b"


def _any(*patterns: str) -> str:
    return "(?:" + "|".join(f"(?:{p})" for p in patterns) + ")"


_NOT = re.compile(
    rf"(?=\d){_any(*_FROM_DIGIT)}|(?=[A-Z]){_any(*_FROM_CAPITAL)}|(?=[a-z]){_any(*_FROM_SMALL)}|{_SHORT_YEAR}"
)
"""Sorted by what they begin with, so that at each place only a third of them is tried."""


def without_names_and_dates(text: str) -> str:
    """Return the text with dates, times and numbers used as names blanked out, every position unchanged."""
    return _NOT.sub(lambda m: " " * (m.end() - m.start() - 1) + "\x00", text)
