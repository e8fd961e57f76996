"""True by rule: a sentence of a document told more briefly, indirectly, with another, or in other words.

A figure is written in another way or left out; its value stays.
"""

from __future__ import annotations

import re
from random import Random

from training.support_model.tables import MONTHS, SAME_SENSE, SMALL

_FRONT = re.compile(
    r"(?:Meanwhile,|However,|(?:On|In|At|During|Earlier|But|And)(?=\s)[^,]{0,40},) (?=[A-Za-z])"
)
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})\b")
_LOW = re.compile(r"(?:The|A|An|He|She|It|They|His|Her|Their|This|In|On|But) ")
"""Words in front of a sentence that are written small within one."""
_MOST_WORDS = 3
"""Words that are replaced in one sentence."""


def shorter(text: str, chance: Random) -> str:
    """Leave out brackets, side clauses or a phrase in front."""
    made = re.sub(r" \([^)]*\)", "", text)
    if chance.random() < 0.7:
        made = re.sub(r", (?:which|who|whose|where) [^,]{5,80}(?:,|(?=\.$))", "", made, count=1)
    if chance.random() < 0.6 and (front := _FRONT.match(made)):
        made = made[front.end()].upper() + made[front.end() + 1 :]
    if chance.random() < 0.3:
        made = re.sub(r", (?:according to|said|says) [^,]{3,50}\.$", ".", made)
    return made


def reformatted(text: str, chance: Random) -> str:
    """Write figures, shares and days in another way."""
    made = re.sub(r"(?<![\d.,$£€-])\b([2-9]|1[0-2])\b(?![\d.,:%-])", lambda m: SMALL[int(m.group())], text)
    if chance.random() < 0.5:
        made = re.sub(r"(\d) ?(?:per cent|percent)\b", r"\1%", made)
    else:
        made = made.replace("%", " per cent")
    if chance.random() < 0.5:
        made = re.sub(r"(\d)m\b", r"\1 million", made)
        made = re.sub(r"(\d)bn\b", r"\1 billion", made)
    if chance.random() < 0.5:
        made = _DAY_MONTH.sub(r"\2 \1", made)
    return made


def reworded(text: str, chance: Random) -> str:
    """Put words of the same sense in the place of up to three words."""
    made, done = text, 0
    for words in chance.sample(SAME_SENSE, len(SAME_SENSE)):
        old = chance.choice(words)
        match = re.search(rf"\b{old}\b", made)
        if match:
            new = chance.choice([w for w in words if w != old])
            made = made[: match.start()] + new + made[match.end() :]
            done += 1
            if done == _MOST_WORDS:
                break
    return made


def joined(first: str, second: str, chance: Random) -> str:
    """Make one sentence of two."""
    head = first.removesuffix(".")
    tail = second[0].lower() + second[1:] if _LOW.match(second) else second
    return f"{head}{chance.choice(['; ', ', and ', ', while ', ' and '])}{tail}"


def reported(text: str, chance: Random) -> str:
    """Tell a quotation indirectly, where nobody speaks of himself."""
    match = re.fullmatch(r"[\"“]([^\"“”]{15,}),[\"”] (?:said|says) ([A-Z][^,.\"]{3,40})\.", text)
    if not match or re.search(r"\b(?:I|we|my|our|us|me|you|your)\b", match.group(1), re.IGNORECASE):
        return text
    said, speaker = match.groups()
    verb = chance.choice(["said", "stated", "noted", "explained"])
    return f"{speaker} {verb} that {said[0].lower() + said[1:]}."


def retold(text: str, chance: Random) -> str:
    """Return the sentence told in another way, by one to three of the rules above."""
    made = reported(text, chance)
    for rule in chance.sample([shorter, reformatted, reworded], chance.randint(1, 3)):
        made = rule(made, chance)
    return made
