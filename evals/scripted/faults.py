"""Errors to plant in faithful sentences: wrong figures, dates, quotations, speakers and names.

Pure but for the chance that is passed in. Each returns the sentence with the error, or nothing where the
sentence has no place for it. What is changed is changed by so much that it cannot be right by accident.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from agent.text.dates import dates
from agent.text.figures import figures
from agent.text.names import Name, names
from agent.text.places import country
from agent.text.quotes import quotes
from evals.scripted.reading import Delivered

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SAYS = r"(?:said|says|told|wrote|argued|warned|added|noted|replied|tweeted)"
_INVENTED_NAMES = ("Alden Marwick", "Petra Vollmann", "Tomas Egerland", "Ilse Quarrington", "Noor Haddiman")
_INVENTED_QUOTES = (
    "we were never told about it",
    "nothing of this will last",
    "there is no way back now",
    "everybody in the room knew",
    "this was decided long ago",
)


PERSON_NAME = re.compile(r"(?!The )[A-Z][a-z’']+(?: [A-Z]\.)?(?: [A-Z][\w’'-]+){1,2}")
"""A first name and a surname."""
_PLAIN_NAME = re.compile(r"[A-Z][a-z’']+(?: [A-Z][a-z’']+)*")


@dataclass(frozen=True)
class Around:
    """What else the prompt holds: right for another sentence, wrong for this one."""

    people: tuple[str, ...]
    words: tuple[str, ...]


Fault = Callable[[str, str, Around, Random], str | None]
"""From a sentence and its source to the sentence with an error."""


def around(given: Delivered) -> Around:
    """Return the names and words of all offered sentences."""
    people = {
        n.text
        for line in given.lines
        for n in names(line.text)
        if n.kind == "person" and PERSON_NAME.fullmatch(n.text) and not country(n.text.split()[-1])
    }
    words = {w for line in given.lines for w in re.findall(r"\b[a-z]{5,}\b", line.text)}
    return Around(tuple(sorted(people)), tuple(sorted(words)))


def swap(text: str, start: int, end: int, other: str) -> str:
    """Return the text with other words in place of `text[start:end]`."""
    return text[:start] + other + text[end:]


def in_quotes(text: str, at: int) -> bool:
    """Tell whether a position lies between quotation marks."""
    return any(q.start < at < q.end for q in quotes(text))


# --- figures and dates ---------------------------------------------------------------------------------


def wrong_figure(text: str, source: str, other: Around, chance: Random) -> str | None:
    """Put another number for one outside quotation marks."""
    places: list[tuple[int, int, str]] = []
    for figure in figures(text):
        if in_quotes(text, figure.start):
            continue
        for found in re.finditer(rf"\d[\d,.]*\d|\d|\b(?:{'|'.join(NUMBER_WORDS)})\b", figure.text):
            start = figure.start + found.start()
            places.append((start, start + len(found.group()), found.group()))
    if not places:
        return None
    start, end, number = chance.choice(places)
    return swap(text, start, end, other_number(number, chance))


def other_number(number: str, chance: Random) -> str:
    """Return another number in the same form, at least a quarter away."""
    if number in NUMBER_WORDS:
        return chance.choice([w for w in NUMBER_WORDS if w != number])
    whole = int(re.sub(r"\D", "", number))
    digits = str(whole)
    found = {whole * 2, whole + max(2, whole // 4), whole * 10, max(1, whole - max(2, whole // 3))}
    if len(digits) > 1 and digits[::-1][0] != "0" and digits[::-1] != digits:
        found.add(int(digits[::-1]))
    value = chance.choice(sorted(found - {whole}))
    if "." in number and "," not in number:
        decimals = len(number.partition(".")[2])
        shown = str(value).rjust(decimals + 1, "0")
        return f"{shown[:-decimals]}.{shown[-decimals:]}"
    return f"{value:,}" if "," in number else str(value)


def wrong_date(text: str, source: str, other: Around, chance: Random) -> str | None:
    """Put another day, month, weekday or year for one, or a date where the source has none."""
    found = [m for m in dates(text, None) if not in_quotes(text, m.start)]
    places = [p for m in found for p in date_parts(m.text, m.start)]
    if places:
        start, end, part = chance.choice(places)
        return swap(text, start, end, other_date(part, chance))
    told = re.search(r"[a-z]{3,}ed\b|\b(?:was|were|said|told)\b", text)
    if dates(source, None) or not told or not text.endswith("."):
        return None
    return f"{text[:-1]} on {chance.randint(2, 27)} {chance.choice(MONTH_NAMES)}."


def date_parts(mention: str, at: int) -> Iterator[tuple[int, int, str]]:
    """Yield the days, months, weekdays and years of a date that stands at `at`, with their positions."""
    pattern = rf"\b(?:{'|'.join((*MONTH_NAMES, *DAY_NAMES))}|\d{{4}}|\d{{1,2}})\b"
    for found in re.finditer(pattern, mention):
        yield at + found.start(), at + found.end(), found.group()


def other_date(part: str, chance: Random) -> str:
    """Return another day, month, weekday or year for one."""
    for row in (MONTH_NAMES, DAY_NAMES):
        if part in row:
            return chance.choice([name for name in row if name != part])
    number = int(part)
    if number > 31:
        return str(number + chance.choice((-2, -1, 1, 2)))
    return str(
        (number + chance.randint(3, 20)) % 27 + 1
        if number > 27
        else (number + chance.randint(2, 20)) % 27 + 1
    )


# --- quotations and speakers ---------------------------------------------------------------------------


def altered_quote(text: str, source: str, other: Around, chance: Random) -> str | None:
    """Change a word inside a quotation, set words of the writer in quotation marks, or invent some."""
    if quotes(text):
        return _changed(text, other, chance)
    in_marks = None if quotes(source) else _set_in_marks(text)
    return in_marks if in_marks and chance.random() < 0.5 else _invented(text, chance)


def _changed(text: str, other: Around, chance: Random) -> str | None:
    words = [
        (q.start + 1 + m.start(), q.start + 1 + m.end())
        for q in quotes(text)
        if q.depth == 0
        for m in re.finditer(r"\b[a-z]{4,}\b", q.text)
    ]
    if not words:
        return None
    start, end = chance.choice(words)
    word = text[start:end]
    # A word at an end may go: what is left is a shorter quotation, and a true one.
    inner = text[start - 1] == " " and text[end : end + 1] == " "
    way = chance.randrange(3)
    if way == 0 and inner:
        return text[:start].rstrip() + " " + text[end:].lstrip()
    if way == 1:
        return swap(text, start, end, f"never {word}")
    return swap(text, start, end, chance.choice([w for w in other.words if w != word]))


def _invented(text: str, chance: Random) -> str | None:
    if not text.endswith("."):
        return None
    said = chance.choice(_INVENTED_QUOTES)
    return (
        f"{text[:-1]}, and “{said}.”"
        if re.search(rf"\b{SAYS}\b", text)
        else f"{text[:-1]}, calling it “{said}.”"
    )


def _set_in_marks(text: str) -> str | None:
    found = re.match(rf"(?P<who>[A-Z][^,“”\"]{{3,60}} {SAYS}(?: that)?) (?P<said>[^“”\"]{{20,}})\.$", text)
    return f"{found['who']} “{found['said']}.”" if found else None


def wrong_speaker(text: str, source: str, other: Around, chance: Random) -> str | None:
    """Put another person's name for the one who says it."""
    for found in re.finditer(rf"(?P<who>[^,“”\"]{{3,70}}?) {SAYS}\b", text):
        named = [n for n in names(text) if found.start("who") <= n.start and n.end <= found.end("who")]
        if named and named[-1].end == found.end("who"):
            return _renamed(text, named[-1], _strangers(source, other), chance)
    return None


# --- names ---------------------------------------------------------------------------------------------


def wrong_name(text: str, source: str, other: Around, chance: Random) -> str | None:
    """Put another name for one: of somebody else in the evidence, or of nobody."""
    found = [n for n in names(text) if not in_quotes(text, n.start) and _PLAIN_NAME.fullmatch(n.text)]
    if not found:
        return None
    strangers = _strangers(source, other) if chance.random() < 0.6 else ()
    return _renamed(text, chance.choice(found), strangers or _INVENTED_NAMES, chance)


def _strangers(source: str, other: Around) -> tuple[str, ...]:
    """Return the names of the prompt that share no word with the sentence's source, nor begin like one."""
    own = {word[:5] for word in re.findall(r"\w+", source)}
    return tuple(name for name in other.people if not own & {word[:5] for word in re.findall(r"\w+", name)})


def _renamed(text: str, name: Name, strangers: Sequence[str], chance: Random) -> str | None:
    if not strangers:
        return None
    stranger = chance.choice(strangers)
    shown = stranger.split()[-1] if len(name.text.split()) == 1 else stranger
    return swap(text, name.start, name.end, shown)


EXACT: dict[str, Fault] = {
    "wrong_figure": wrong_figure,
    "wrong_date": wrong_date,
    "altered_quote": altered_quote,
    "wrong_speaker": wrong_speaker,
    "wrong_name": wrong_name,
}
"""Errors about exact things, by kind."""
